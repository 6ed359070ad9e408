"""What a chat is answered about itself and about this bot, as plain text blocks.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bot.domain.chats import ALL_STATES, CannotPost, MenuEntry, Right
from bot.domain.errors import AlertsError
from bot.domain.messages import Block, Message, Reply, Span
from bot.wording.languages import Words
from bot.wording.layout import paragraph, plain
from bot.wording.problems import problem_text

SCOPE = "bot"
"""What Discord calls the right of an invitation to bring the bot itself into a server."""


def sorry(words: Words) -> Reply:
    """Something went wrong here, through no fault of who asked."""
    return Reply(plain(words.did_not_work(), words.went_wrong()), private=True)


def mistake(words: Words, error: AlertsError) -> Reply:
    """Who asked made a mistake, which one clear line says."""
    return Reply(plain(words.did_not_work(), problem_text(words, error)), private=True)


def help_message(words: Words, menu: Sequence[MenuEntry]) -> Message:
    """What the bot is and how to use it."""
    commands = [_command(words, entry) for entry in menu]
    return plain(words.help_title(), words.help_purpose(), *commands, words.help_source())


def _command(words: Words, entry: MenuEntry) -> str:
    if entry.option is None:
        return words.help_command(command=entry.name, description=entry.description)
    return words.help_command_with(command=entry.name, option=entry.option.name, description=entry.description)


def subscribed(words: Words, states: Sequence[str], hindrance: CannotPost | None = None) -> Message:
    """What a chat is alerted about now, and what keeps the alerts from arriving there."""
    blocks = [paragraph(_alerted_about(words, states)), *([_cannot_arrive(words, hindrance)] if hindrance else [])]
    return Message(words.subscribed(), tuple(blocks))


def unsubscribed(words: Words, states: Sequence[str]) -> Message:
    """What a chat is still alerted about."""
    return plain(words.unsubscribed(), _alerted_about(words, states))


def subscriptions(words: Words, states: Sequence[str], *, early: bool = False) -> Message:
    """What a chat is alerted about, and that it hears early where it does."""
    return plain(words.subscriptions(), _alerted_about(words, states), *([words.early_is_on()] if early else []))


def early(words: Words, *, on: bool) -> Message:
    """Whether a chat hears of departures that are still held."""
    return plain(words.early(), words.early_is_on() if on else words.early_is_off())


def _alerted_about(words: Words, states: Sequence[str]) -> str:
    if not states:
        return words.alerted_about_nothing()
    if ALL_STATES in states:
        return words.alerted_about_all()
    return words.alerted_about(states=words.all_of(sorted(words.state(code) for code in states)))


def _cannot_arrive(words: Words, hindrance: CannotPost) -> Block:
    title = (Span(words.cannot_arrive(), bold=True),)
    if not hindrance.member:
        return (title, words.not_a_member.line(scope=Span(SCOPE, code=True)))
    rights = words.all_of([right_name(words, right) for right in hindrance.missing])
    return (title, (Span(words.lacks_rights(rights=rights)),))


def right_name(words: Words, right: Right) -> str:  # noqa: PLR0911  one case a right
    """What a permission is called in the settings of the platform, Discord, that has it."""
    match right:
        case Right.VIEW_CHANNEL:
            return words.right_view_channel()
        case Right.SEND_MESSAGES:
            return words.right_send_messages()
        case Right.SEND_IN_THREADS:
            return words.right_send_in_threads()
        case Right.CONNECT:
            return words.right_connect()
        case Right.JOIN_THREAD:
            return words.right_join_thread()
        case Right.EMBED_LINKS:
            return words.right_embed_links()
        case Right.ATTACH_FILES:
            return words.right_attach_files()
        case _:
            assert_never(right)
