"""A platform is kept connected whatever happens to it; time and chance are the test's own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager

import pytest

from bot.delivery.lapse import Lapse
from bot.delivery.supervise import FIRST_WAIT, HEALTHY_AFTER, LONGEST_WAIT, supervise
from bot.domain.errors import PlatformLost
from bot.domain.messages import Extra, Message, Part
from bot.domain.ports import Handlers
from tests.support.handlers import Heard
from tests.support.make import NOW

TOKEN = "123:secret"


class Faulty:
    """A platform whose every run ends as told: an error after some seconds, or (None) never."""

    name = "faulty"
    rate = 1.0
    in_flight = 1
    receiving_problem: str | None = None
    replies_count = True

    def __init__(self, *runs: tuple[float, BaseException | None]) -> None:
        self.runs = list(runs)
        self.begun = 0
        self.now = 0.0
        self.waits: list[float] = []
        self.up: list[bool] = []
        self.staying = asyncio.Event()
        self.receiving = Lapse(lambda: NOW)

    def windows(self, address: str) -> tuple[tuple[float, int], ...]:
        raise AssertionError(address)

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        raise AssertionError(message)

    async def send(
        self, address: str, part: Part, nonce: str, reply_to: str | None = None, *, silent: bool = False
    ) -> str:
        raise AssertionError(address)

    async def edit(self, address: str, message_id: str, part: Part) -> None:
        raise AssertionError(address)

    def sending(self) -> AbstractAsyncContextManager[None]:
        return contextlib.nullcontext()

    async def run(self, handlers: Handlers, connected: Callable[[], None]) -> None:
        self.begun += 1
        seconds, error = self.runs.pop(0) if self.runs else (0.0, None)
        connected()
        if error is None:
            self.staying.set()
            await asyncio.get_running_loop().create_future()
        self.now += seconds
        raise error  # type: ignore[misc]  # not None here

    async def sleep(self, seconds: float) -> None:
        self.up.append(self.receiving.since is None)
        self.waits.append(seconds)
        await asyncio.sleep(0)

    def start(self, chance: float = 0.0) -> asyncio.Task[None]:
        return asyncio.create_task(
            supervise(
                self,
                Heard(lambda _: ()),
                self.receiving,
                sleep=self.sleep,
                clock=lambda: self.now,
                chance=lambda: chance,
            )
        )


async def lived(platform: Faulty, chance: float = 0.0) -> list[float]:
    """Supervise until the platform stays, then cancel; return the waits between its runs."""
    task = platform.start(chance)
    await asyncio.wait_for(platform.staying.wait(), 5)
    assert platform.receiving.since is None
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert platform.receiving.since is not None
    return platform.waits


def failures(count: int, after: float = 0.0) -> Sequence[tuple[float, BaseException | None]]:
    return [(after, OSError("no network"))] * count


async def test_a_failed_platform_is_run_afresh() -> None:
    """Every failure is followed by another run, and cancelling ends the last one."""
    platform = Faulty(*failures(3))
    await lived(platform)
    assert platform.begun == 4


async def test_waits_double_up_to_the_longest() -> None:
    """1 s, 2 s, 4 s, and never more than five minutes."""
    waits = await lived(Faulty(*failures(12)))
    assert waits == [min(LONGEST_WAIT, FIRST_WAIT * 2**n) for n in range(12)]
    assert waits[-1] == LONGEST_WAIT


async def test_chance_adds_at_most_a_quarter() -> None:
    """Two bots that failed together do not come back together."""
    assert await lived(Faulty(*failures(3)), chance=1.0) == [1.25, 2.5, 5.0]


async def test_a_connection_that_held_begins_the_waiting_anew() -> None:
    """After a healthy hour one failure is tried again at once, not after the wait of last week."""
    runs = [*failures(5), *failures(1, HEALTHY_AFTER + 1), *failures(1)]
    assert (await lived(Faulty(*runs)))[5:] == [FIRST_WAIT, 2 * FIRST_WAIT]


async def test_a_connection_that_held_but_a_moment_does_not() -> None:
    """Connecting and failing at once, again and again, is slowed down."""
    assert (await lived(Faulty(*failures(4, HEALTHY_AFTER))))[-1] == 8 * FIRST_WAIT


async def test_a_platform_that_refuses_us_waits_longest(caplog: pytest.LogCaptureFixture) -> None:
    """A wrong token is the reason known, and tried again every five minutes."""
    caplog.set_level(logging.DEBUG)
    platform = Faulty((0.0, PlatformLost("token_refused")), (0.0, PlatformLost("token_refused")))
    assert await lived(platform) == [LONGEST_WAIT, LONGEST_WAIT]
    assert "faulty is not connected (token_refused)" in caplog.text


async def test_nobody_is_heard_between_two_connections() -> None:
    """What people say counts as unheard whenever the supervisor waits."""
    platform = Faulty(*failures(2), (0.0, PlatformLost("banned")))
    await lived(platform)
    assert platform.up == [False, False, False]


async def test_the_text_of_an_error_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A client library may have put an address with a token into it."""
    caplog.set_level(logging.DEBUG)
    await lived(Faulty((0.0, RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe"))))
    assert "RuntimeError" in caplog.text
    assert TOKEN not in caplog.text


async def test_a_run_that_returns_is_run_again(caplog: pytest.LogCaptureFixture) -> None:
    """No platform may end by itself; if one does, that is the reason known, and it is run again."""
    caplog.set_level(logging.DEBUG)

    class Ending(Faulty):
        async def run(self, handlers: Handlers, connected: Callable[[], None]) -> None:
            if self.begun == 0:
                self.begun += 1
                return
            await super().run(handlers, connected)

    assert await lived(Ending()) == [FIRST_WAIT]
    assert "ended_by_itself" in caplog.text


async def test_cancelling_passes_through_a_wait() -> None:
    """A bot that is stopped while a platform waits for its next try ends at once."""
    waiting = asyncio.Event()

    async def for_ever(_: float) -> None:
        waiting.set()
        await asyncio.get_running_loop().create_future()

    platform = Faulty(*failures(1))
    task = asyncio.create_task(supervise(platform, Heard(lambda _: ()), platform.receiving, sleep=for_ever))
    await asyncio.wait_for(waiting.wait(), 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_one_platforms_failure_does_not_stop_another() -> None:
    """While one fails again and again, the other stays connected and is run once."""
    bad, good = Faulty(*failures(50)), Faulty()
    other = good.start()
    await asyncio.wait_for(good.staying.wait(), 5)
    await lived(bad)
    assert good.receiving.since is None
    assert (good.begun, other.done()) == (1, False)
    other.cancel()
    await asyncio.wait({other})
