"""A platform is two lives: what is owed goes out whatever becomes of what comes in."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable

import pytest

from bot.domain.errors import PlatformLost, RetryLater
from bot.domain.ports import Handlers
from bot.domain.watching import TroubleKind
from bot.program.lines import Lines
from bot.wording.languages import ENGLISH
from bot.wording.notices import trouble_line
from storage.store import Store
from tests.support.make import NOW, DirectAccess
from tests.unit.delivery.test_courier import Clock, Scripted, owe, rows

MINUTE = dt.timedelta(minutes=1)


class Deaf(Scripted):
    """A platform whose messages go out and whose every connection ends at once."""

    def __init__(self) -> None:
        super().__init__()
        self.runs = 0
        self.died = asyncio.Event()

    async def run(self, handlers: Handlers, connected: Callable[[], None]) -> None:
        self.runs += 1
        self.died.set()
        raise PlatformLost("token_refused")


class Open(Scripted):
    """A platform that is connected and stays so."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = asyncio.Event()

    async def run(self, handlers: Handlers, connected: Callable[[], None]) -> None:
        connected()
        self.heard.set()
        await asyncio.get_running_loop().create_future()


async def sent(store: Store) -> None:
    async with asyncio.timeout(5):
        while {state for _, state, _ in rows(store)} != {"sent"}:  # noqa: ASYNC110  a store has no event
            await asyncio.sleep(0)


def seen(lines: Lines) -> list[tuple[TroubleKind, dt.datetime | None, str]]:
    return [
        (what.kind, what.since, trouble_line(ENGLISH, what, what.since or NOW).rpartition(": ")[2])
        for what in lines.troubles()
    ]


async def test_alerts_go_out_while_nothing_can_be_heard(store: Store) -> None:
    """Three alerts arrive although every connection fails; that commands are unheard is known, with its reason."""
    owe(store, "1", "2", "3")
    platform = Deaf()
    lines = Lines([platform], DirectAccess(store), Clock())
    async with lines.open():
        await platform.died.wait()
        await sent(store)
        assert seen(lines) == [
            (
                TroubleKind.PLATFORM,
                NOW,
                "it does not take our token; mend it there, or put the right one in the configuration.",
            )
        ]
    assert platform.runs == 1


async def test_what_is_wrong_with_a_connection_that_stands_is_known_until_it_is_mended(store: Store) -> None:
    """Another poller is said in plain words, since when, and no longer once the platform has no problem."""
    platform, clock = Open(), Clock()
    lines = Lines([platform], DirectAccess(store), clock)
    async with lines.open():
        await platform.heard.wait()
        assert seen(lines) == []
        platform.receiving_problem = "another_poller"
        clock.at += MINUTE
        said = "another process uses the same token; end that one, or make a new token. Alerts go out."
        assert seen(lines) == [(TroubleKind.RIVAL, NOW + MINUTE, said)]
        clock.at += MINUTE
        assert seen(lines) == [(TroubleKind.RIVAL, NOW + MINUTE, said)]
        platform.receiving_problem = None
        assert seen(lines) == []


async def test_that_nothing_goes_out_is_known_until_something_does(store: Store) -> None:
    """Since the first failure, with the reason of the last."""
    owe(store, "1")
    platform, clock = Open(), Clock()
    platform.script = {"1": [RetryLater("not_connected")]}
    lines = Lines([platform], DirectAccess(store), clock)
    async with lines.open():
        while rows(store)[0][1] != "retry_at":  # noqa: ASYNC110  a store has no event
            await asyncio.sleep(0)
        assert seen(lines) == [(TroubleKind.SENDING, NOW, "there is no connection to it. What is owed there waits.")]
        clock.at += MINUTE
        lines.wake()
        await sent(store)
        assert seen(lines) == []


async def test_leaving_delivers_what_is_in_flight(store: Store) -> None:
    """Nothing is left claimed."""
    owe(store, "1", "2")
    platform = Open()
    async with Lines([platform], DirectAccess(store), Clock()).open():
        await platform.heard.wait()
    assert "claimed" not in {state for _, state, _ in rows(store)}


@pytest.mark.parametrize("platforms", [1, 2])
async def test_every_platform_has_a_line(store: Store, platforms: int) -> None:
    """Each is connected on its own."""
    opened = [Open() for _ in range(platforms)]
    async with Lines(opened, DirectAccess(store), Clock()).open():
        for platform in opened:
            await asyncio.wait_for(platform.heard.wait(), 5)
    assert all(platform.heard.is_set() for platform in opened)
