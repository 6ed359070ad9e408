"""Whether alerts reach a chat: what it lacks, why it is paused, and what follows.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from bot.domain.chats import Absence, CannotPost, Place, Right
from bot.domain.messages import Block, Line, Message, Span
from bot.wording.languages import Words
from bot.wording.layout import followed_by
from bot.wording.phrases import Sentence

SCOPE = "bot"
"""What Discord calls the right of an invitation to bring the bot itself into a server."""

TELEGRAM = "telegram"
"""The platform that has other names for its permissions than Discord."""

NOT_ALLOWED = ("missing_permissions", "no_access", "may_not_write", "verification_level", "chat_restricted")
BLOCKED = ("blocked", "private_messages_refused", "never_started")
REMOVED = ("kicked", "banned", "not_a_member", "no_common_server")
GONE = (
    *("unknown_channel", "unknown_server", "unknown_user", "channel_deleted", "thread_deleted"),
    *("chat_not_found", "deactivated", "deleted", "topic_deleted"),
)
CLOSED = ("thread_archived", "thread_locked", "too_many_threads", "topic_closed")
WRONG_KIND = ("forum_channel", "not_a_text_channel", "wrong_kind_of_channel")
"""The reasons of adapters for which a chat is paused, as far as a reader can do something about them."""


def with_reach(
    words: Words, message: Message, place: Place, hindrance: CannotPost | None, absence: Absence | None
) -> Message:
    """``message`` with what has to be said of its chat: what it lacks, and what follows of its being paused."""
    blocks = tuple(_blocks(words, place, hindrance, absence))
    if not blocks:
        return message
    return followed_by(message, *blocks)


def _blocks(words: Words, place: Place, hindrance: CannotPost | None, absence: Absence | None) -> Iterator[Block]:
    hindered = hindrance is not None and hindrance.entirely
    lacking = list(_lacking(words, place, hindrance)) if hindrance else []
    if absence is not None:
        yield tuple(_absent(words, absence, lacking if hindered else None))
    elif hindered:
        yield (_title(words.cannot_arrive()), *lacking)
    if not hindered:
        yield from ((line,) for line in lacking)


def _absent(words: Words, absence: Absence, lacking: list[Line] | None) -> Iterator[Line]:
    """What is said of a pause; ``lacking`` is what keeps every alert from the chat, None where nothing is known to."""
    if lacking is not None:
        yield _title(words.paused())
        yield from _paused(words, absence, lacking)
    elif absence.unexplained and absence.waiting:
        yield _title(words.paused())
        yield from _tried(words, absence)
    else:
        yield _title(words.paused_no_more())
        yield from _resumed(words, absence)


def _paused(words: Words, absence: Absence, lacking: list[Line]) -> Iterator[Line]:
    yield words.paused_since.line(since=absence.since, why=why_paused(words, absence.reason))
    yield from lacking
    yield _line(words.alerts_wait(count=absence.waiting) if absence.waiting else words.no_alert_waits())
    again = absence.next_try
    yield words.tried_again.line(time=again) if again else _line(words.comes_back())


def _tried(words: Words, absence: Absence) -> Iterator[Line]:
    yield words.paused_since.line(since=absence.since, why=why_paused(words, absence.reason))
    yield _line((words.alerts_follow_later if absence.later else words.tried_now)(count=absence.waiting))


def _resumed(words: Words, absence: Absence) -> Iterator[Line]:
    yield words.was_paused_since.line(since=absence.since, why=why_paused(words, absence.reason))
    if absence.waiting:
        yield _line((words.alerts_follow_later if absence.later else words.alerts_follow)(count=absence.waiting))


def _lacking(words: Words, place: Place, hindrance: CannotPost) -> Iterator[Line]:
    """What to mend; where alerts arrive all the same, what they come without."""
    if not hindrance.member:
        yield _not_a_member(words, place)
        return
    rights = [right_name(words, right, place.platform) for right in hindrance.missing]
    if hindrance.entirely:
        yield _line(words.lacks_rights(rights=words.all_of(rights)))
        return
    for right, name in zip(hindrance.missing, rights, strict=True):
        comes = words.comes_plain if right is Right.EMBED_LINKS else words.comes_without_files
        yield _line(comes(right=name))


def _not_a_member(words: Words, place: Place) -> Line:
    if place.platform == TELEGRAM:
        return _line(words.not_a_member_here())
    return words.not_a_member.line(scope=Span(SCOPE, code=True))


def why_paused(words: Words, reason: str) -> str:
    """Say in a clause why a chat is paused; a reason that no reader can do anything about is not named."""
    for reasons, why in _why(words).items():
        if reason in reasons:
            return why()
    return words.why_unnamed()


def _why(words: Words) -> Mapping[tuple[str, ...], Sentence]:
    return {
        NOT_ALLOWED: words.why_not_allowed,
        BLOCKED: words.why_blocked,
        REMOVED: words.why_removed,
        GONE: words.why_gone,
        CLOSED: words.why_closed,
        WRONG_KIND: words.why_wrong_kind,
        ("payment_required",): words.why_paid,
    }


def right_name(words: Words, right: Right, platform: str) -> str:  # noqa: PLR0911  one case a right
    """What a permission is called in the settings of a platform: on Telegram otherwise than on Discord."""
    telegram = platform == TELEGRAM
    match right:
        case Right.VIEW_CHANNEL:
            return words.right_view_channel()
        case Right.SEND_MESSAGES:
            return words.right_post_messages() if telegram else words.right_send_messages()
        case Right.SEND_IN_THREADS:
            return words.right_send_in_threads()
        case Right.CREATE_POSTS:
            return words.right_create_posts()
        case Right.CONNECT:
            return words.right_connect()
        case Right.JOIN_THREAD:
            return words.right_join_thread()
        case Right.EMBED_LINKS:
            return words.right_embed_links()
        case Right.ATTACH_FILES:
            return words.right_send_files() if telegram else words.right_attach_files()
        case _:
            assert_never(right)


def _title(text: str) -> Line:
    return (Span(text, bold=True),)


def _line(text: str) -> Line:
    return (Span(text),)
