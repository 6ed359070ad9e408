"""Telling Discord our commands, when it has others, until it has taken them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from discord.http import HTTPClient, Route

from adapters.discord import sending
from adapters.discord.aside import readable_id
from adapters.discord.errors import send_error
from adapters.discord.reception import Reception
from bot.domain.errors import RetryLater
from bot.domain.ports import Sleep

FIRST_WAIT = 5.0
LONGEST_WAIT = 3600.0
"""Seconds until Discord is told again where it does not say when; doubled after each failure."""

Ids: TypeAlias = Mapping[str, int]
"""The ids that Discord gave commands, by their names."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where Discord keeps our commands: ``have`` asks for them, ``tell`` puts others in their place."""

    have: Callable[[], Awaitable[object]]
    tell: Callable[[list[dict[str, Any]]], Awaitable[object]]


def shelf_of(http: HTTPClient, application: str) -> Shelf:
    """The commands of an application, for every server."""

    async def have() -> object:
        route = Route("GET", "/applications/{application_id}/commands", application_id=application)
        return await http.request(route, params={"with_localizations": "true"})

    async def tell(commands: list[dict[str, Any]]) -> object:
        return await http.bulk_upsert_global_commands(application, commands)

    return Shelf(have, tell)


class Registration:
    """Discord keeps our commands: it is told when they are not what it has, however often we connect."""

    def __init__(
        self, reception: Reception, *, sleep: Sleep = asyncio.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Know nothing of what Discord has."""
        self._reception = reception
        self._sleep = sleep
        self._clock = clock
        self._known: list[dict[str, Any]] | None = None
        self._ids: Ids = {}
        self._not_before = 0.0

    async def keep(self, commands: list[dict[str, Any]], shelf: Shelf) -> Ids:
        """Tell Discord, again where it refuses and when it may be, until it has ``commands``; return their ids."""
        wait = FIRST_WAIT
        while commands != self._known:
            await self._sleep(max(0.0, self._not_before - self._clock()))
            try:
                with sending.watched(sending.Attempt()):
                    found = await shelf.have()
                    if not same(commands, found):
                        found = await shelf.tell(commands)
            except Exception as error:  # noqa: BLE001  whatever it is: neither alerts nor answers depend on it
                refusal = send_error(error)
                asked = refusal.after if isinstance(refusal, RetryLater) else None
                pause = wait if asked is None else asked
                self._not_before = self._clock() + pause
                self._reception.refused(refusal.reason, pause)
                wait = min(LONGEST_WAIT, wait * 2)
            else:
                self._known, self._ids = commands, ids_of(found)
                self._reception.registered()
        return self._ids


def ids_of(found: object) -> Ids:
    """Read the ids of commands; what cannot be read is left out."""
    whole = [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
    numbers = ((each.get("name"), readable_id(each.get("id"))) for each in whole)
    return {name: int(number) for name, number in numbers if isinstance(name, str) and number}


def same(ours: object, theirs: object) -> bool:
    """Whether Discord has what we would tell it; it may know more, and leaves out what is empty or false.

    Of translations it may know no more: a language that we took away would stay.
    Where it lists the same in another order it is told once more, which harms nothing.
    """
    if isinstance(ours, Mapping):
        has = theirs if isinstance(theirs, Mapping) else {}
        return all(_judge(name)(value, has.get(name)) for name, value in ours.items())
    if isinstance(ours, Sequence) and not isinstance(ours, str):
        listed = theirs if isinstance(theirs, Sequence) and not isinstance(theirs, str) else ()
        return len(ours) == len(listed) and all(map(same, ours, listed))
    return _equal(ours, theirs)


def _judge(field: str) -> Callable[[object, object], bool]:
    return _equal if field.endswith("_localizations") else same


def _equal(ours: object, theirs: object) -> bool:
    return ours == theirs or (not ours and not theirs)
