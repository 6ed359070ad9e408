"""One answer of getUpdates, update by update, and where to ask on.  Pure.

The offset moves past every update, whatever it is: https://core.telegram.org/bots/api#getting-updates.  Numbers of
updates grow one by one, so one that cannot be read is known by its neighbours'.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from telegram import Update

from adapters.telegram.fields import Fields, Unreadable, is_number

HIGHEST = 2**31 - 1
"""Telegram's numbers of updates fit into 32 bits: a higher one would make it forget all that it keeps."""

_NUMBER = re.compile(rb'"update_id"\s*:\s*(\d{1,10})(?!\d)')


@dataclass(frozen=True, slots=True)
class Arrived:
    """One update: ``number`` is Telegram's own, or what it must be, None where nothing tells."""

    number: int | None
    body: object

    def __str__(self) -> str:
        """What can be said of it in a log: its kind, its number and its chat, and no word of a person."""
        kind, chat = _kind_and_chat(self.body)
        return f"{kind or 'of no known kind'}, number {self.number or 'unknown'}, chat {chat or 'unknown'}"


def updates(payload: bytes) -> Sequence[object]:
    """Give the updates of an answer.

    Raises:
        Unreadable: it is no JSON, nested too deeply, or holds no list of updates.
    """
    try:
        answer = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise Unreadable("answer") from None
    result = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(result, list):
        raise Unreadable("result")
    return result


def numbered(found: Sequence[object], offset: int | None) -> tuple[list[Arrived], int | None]:
    """Give every update its number, and the offset from which to ask on; ``offset`` is what was asked for."""
    arrived: list[Arrived] = []
    for body in found:
        least = offset or 0
        number = _number(body)
        if number is None or number < least:
            number = offset
        arrived.append(Arrived(number, body))
        offset = offset if number is None else number + 1
    return arrived, offset


def unread_number(payload: bytes) -> int | None:
    """Find the number of the one update in an answer that is no JSON."""
    found = _NUMBER.search(payload)
    return int(found[1]) if found and int(found[1]) <= HIGHEST else None


def _number(body: object) -> int | None:
    number = body.get("update_id") if isinstance(body, Mapping) else None
    return number if is_number(number) and 0 <= number <= HIGHEST else None


def _kind_and_chat(body: object) -> tuple[str, int | None]:
    if not isinstance(body, Mapping):
        return "", None
    kind = next((kind for kind in Update.ALL_TYPES if kind in body), "")
    chat = next(_chats(body.get(kind)), None)
    return kind, chat


def _chats(event: object) -> Iterator[int]:
    try:
        yield Fields(event).part("chat").number("id")
    except Unreadable:
        return
