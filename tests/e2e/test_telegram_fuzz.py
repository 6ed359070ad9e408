"""Every update of a recorded session with each of its fields dropped or of another form, among healthy ones."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
from collections.abc import AsyncIterator, Iterator

import pytest

from adapters.telegram import Telegram
from adapters.telegram.quiet import WORDY
from adapters.telegram.render import render
from bot.domain.messages import Part
from tests.support.doubles.telegram import TelegramDouble
from tests.support.doubles.telegram_world import NUMBER
from tests.support.handlers import Heard
from tests.support.telegram_session import MARK, SESSION, Json, variants

HEALTHY, ALERTED = 8001, 8002
"""The chats of a healthy person, and of alerts."""


class _Fuzzed:
    """A platform that hears odd updates in batches, and what came of them."""

    def __init__(self, double: TelegramDouble) -> None:
        self.double = double
        self.heard = Heard(render)
        self.platform = Telegram(double.token, api_url=double.url)
        self.healthy = 0
        self.sent = 0
        for chat in (HEALTHY, ALERTED):
            double.add_chat(chat)

    async def batch(self, odd: list[Json]) -> None:
        """Let odd updates come, each tenth with a healthy command behind it, and an alert go out while they do."""
        for index, body in enumerate(odd):
            self.double.inject(body)
            if index % 10 == 9 or index == len(odd) - 1:
                self.double.say(HEALTHY, f"/changes healthy {self.healthy}", user_id=HEALTHY)
                self.healthy += 1
        polls = self.double.counters.routes["getUpdates"]
        await self.double.until(lambda: self.double.counters.routes["getUpdates"] > polls, "the batch taken")
        await self._alert()
        await self.heard.until(lambda: len(self.in_order()) >= self.healthy)
        await self.double.silence()

    async def _alert(self) -> None:
        """Send while the batch is in hand: it is taken before Telegram's next answer to a poll."""
        answers = self.double.handed_out
        await self.platform.send(str(ALERTED), Part("", f"alert {self.sent}"), "n")
        self.sent += 1
        assert self.double.handed_out == answers
        assert len(self.double.ledger.of(ALERTED)) == self.sent

    def in_order(self) -> list[str]:
        return [asked.words for asked in self.heard.asked if asked.words.startswith("healthy")]


def batches(size: int) -> Iterator[list[Json]]:
    odd = (body for _, body in variants())
    while batch := list(itertools.islice(odd, size)):
        yield batch


@contextlib.asynccontextmanager
async def fuzzing() -> AsyncIterator[_Fuzzed]:
    async with TelegramDouble() as double:
        fuzzed, connected = _Fuzzed(double), asyncio.Event()
        async with fuzzed.platform.sending():
            task = asyncio.create_task(fuzzed.platform.run(fuzzed.heard, connected.set))
            try:
                await connected.wait()
                yield fuzzed
                assert fuzzed.platform.receiving_problem is None
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)


@pytest.mark.slow
async def test_each_field_of_each_update_may_be_missing_or_odd(caplog: pytest.LogCaptureFixture) -> None:
    """At most that update is lost: healthy ones are handled once and in order, alerts go out, no word is logged."""
    caplog.set_level(logging.DEBUG)
    for name in WORDY:
        caplog.set_level(logging.DEBUG, name)
    count = 0
    async with fuzzing() as fuzzed:
        for batch in batches(90):
            await fuzzed.batch(batch)
            count += len(batch)
    assert fuzzed.in_order() == [f"healthy {number}" for number in range(fuzzed.healthy)]
    assert MARK not in caplog.text
    assert MARK not in "".join(asked.place.title for asked in fuzzed.heard.asked if asked.place.address == "71")
    assert count > 5_000


async def test_the_recorded_session_itself_is_understood() -> None:
    """Else nothing above would be shown."""
    async with fuzzing() as fuzzed:
        await fuzzed.batch([{"update_id": NUMBER, **update} for update in SESSION.values()])
        await fuzzed.heard.until(lambda: len(fuzzed.heard.asked) == 11 + fuzzed.healthy)
    assert {asked.place.address for asked in fuzzed.heard.asked} == {"71", "-51", "-1051", "-1051:9", "-1052", "8001"}
    assert [typed for typed, _ in fuzzed.heard.sought] == [MARK]
    assert ("71", "blocked") in fuzzed.heard.lost
    assert ("-51", "kicked") in fuzzed.heard.lost
    assert {"71", "-51", "-1051", "-1051:9", "-1052"} <= set(fuzzed.heard.back)
