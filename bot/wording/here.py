"""How it stands with one chat: what it follows, what waits for it, and with the list; a test of it.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from bot.domain.messages import Line, Message
from bot.domain.standing import Standing
from bot.wording.agreements import checked
from bot.wording.keys import rows, to_places, to_settings, to_subscriptions
from bot.wording.languages import Words
from bot.wording.layout import paragraph, plain
from bot.wording.picking import followed_named
from bot.wording.settings import Followed, clock, local
from bot.wording.standing import standing_notes


def how_it_stands(
    words: Words,
    followed: Followed,
    standing: Standing,
    *,
    at: dt.datetime,
    waiting: int,
    runs: bool,
    digest: dt.datetime | None = None,
) -> Message:
    """What a chat follows, how many messages wait for it, and when its next ``digest`` comes; then the list.

    ``runs``: nothing is known that keeps messages from it.
    """
    chat = _chat(words, followed, waiting=waiting, runs=runs, digest=digest)
    blocks = tuple(paragraph(line) for line in (*chat, *_list(words, standing, at)))
    manage = to_settings(words) if followed.areas else to_places(words)
    return Message(words.status_title(), blocks, keys=rows(to_subscriptions(words), manage))


def test_message(words: Words, after: dt.datetime | None) -> Message:
    """That a test message is on its way, or comes ``after`` quiet hours, as clocks in the chat's zone show it."""
    quiet = [words.test_quiet(clock=clock(after))] if after else []
    message = plain(words.test_title(), words.test_text(), *quiet)
    return replace(message, keys=rows(to_settings(words)))


def _chat(
    words: Words, followed: Followed, *, waiting: int, runs: bool, digest: dt.datetime | None
) -> Iterator[Line | str]:
    if not followed.areas:
        yield words.alerted_about_nothing()
        return
    yield words.status_follows(areas=followed_named(words, followed.areas, followed.names))
    if runs:
        yield words.status_runs()
    if followed.unheard:
        yield words.mention_unheard()
    yield words.status_waits(count=waiting) if waiting else words.status_nothing_waits()
    if digest:
        yield words.status_digest(time=local(words, digest, followed.settings.zone))


def _list(words: Words, standing: Standing, at: dt.datetime) -> Iterator[Line | str]:
    if standing.edition is None or standing.checked_at is None:
        yield words.status_never_looked()
    else:
        yield words.status_looked(checked=checked(words, at - standing.checked_at))
    notes = standing_notes(words, standing)
    yield from notes
    if not notes:
        yield words.status_checking_nothing()
