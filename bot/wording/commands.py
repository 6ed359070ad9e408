"""What commands are called and do, in a language."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.chats import CannotPost
from bot.domain.messages import Block, Span
from bot.wording.languages import Words
from bot.wording.phrases import Sentence


def command_description(words: Words, name: str) -> str:
    """What a command does, in one line."""
    return _phrase(words, f"command_{name}")()


def option_name(words: Words, name: str) -> str:
    """What the argument of a command is called."""
    return _phrase(words, f"option_{name}")()


def option_description(words: Words, name: str) -> str:
    """What can stand in the argument of a command."""
    return _phrase(words, f"option_{name}_description")()


def hindrance(words: Words, cannot: CannotPost) -> Block:
    """What keeps alerts from arriving in a chat, and what to do."""
    head = words.cannot_post.line()
    if not cannot.member:
        why = words.cannot_post_no_member.line(scope=Span("bot", code=True))
    else:
        rights = words.all_of([_phrase(words, f"right_{right}")() for right in cannot.missing])
        why = words.cannot_post_missing.line(rights=rights)
    return (tuple(replace(span, bold=True) for span in head), why)


def _phrase(words: Words, name: str) -> Sentence:
    phrase: Sentence = getattr(words, name)
    return phrase
