"""Trouble of receiving is no death of sending: the Telegram platform while nothing, or odd things, can be heard."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.telegram import Telegram
from adapters.telegram.render import render
from bot.domain.messages import Part
from tests.support.doubles.faults import Fault, FaultPlan
from tests.support.doubles.telegram import TelegramDouble
from tests.support.doubles.telegram_world import NUMBER
from tests.support.handlers import Heard

GROUP = {"id": -5, "type": "supergroup", "title": "Neighbours SECRET"}
ANN = {"id": 7, "is_bot": False, "first_name": "Ann SECRET", "username": "SECRET"}
BOT = {"id": 287000001, "is_bot": True, "first_name": "Alerts", "username": "alerts_loopback_bot"}


class _Pauses:
    """Waits in place of the clock: each ends when the test lets it."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self._more = asyncio.Semaphore(0)
        self._news = asyncio.Event()
        self._free = False

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        self._news.set()
        await (asyncio.sleep(0) if self._free else self._more.acquire())

    async def until(self, count: int) -> None:
        """Wait until so many waits have begun."""
        async with asyncio.timeout(10):
            while len(self.asked) < count:
                self._news.clear()
                await self._news.wait()

    def end(self) -> None:
        """Let one wait pass, now or when it begins."""
        self._more.release()

    def end_all(self) -> None:
        """Let every wait pass from now on."""
        self._free = True
        self._more.release()


class _World:
    def __init__(self, double: TelegramDouble) -> None:
        self.double = double
        self.pauses = _Pauses()
        self.platform = Telegram(double.token, api_url=double.url, sleep=self.pauses)
        self.handlers = Heard(render)
        self.connected = asyncio.Event()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        async with self.platform.sending():
            task = asyncio.create_task(self.platform.run(self.handlers, self.connected.set))
            try:
                yield task
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def sends(self) -> None:
        """Send a message while the world is as it is."""
        self.double.chats.get(8) or self.double.add_chat(8)
        async with asyncio.timeout(5):
            await self.platform.send("8", Part("", "alert"), "n")


@contextlib.asynccontextmanager
async def world() -> AsyncIterator[_World]:
    async with TelegramDouble() as double:
        yield _World(double)


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("adapters.telegram") and "logged in" not in record.getMessage()
    ]


async def test_another_poller_for_long_ends_no_alert_and_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    """409 to every question, with growing waits between; its reason can be read."""
    caplog.set_level(logging.INFO)
    async with world() as here, here.running():
        here.double.poll_elsewhere()
        for count in range(1, 9):
            await here.pauses.until(count)
            here.pauses.end()
        await here.sends()
        assert here.pauses.asked[:8] == [1, 2, 4, 8, 16, 30, 30, 30]
        assert here.platform.receiving_problem == "another_poller"
        assert not here.connected.is_set()
    assert lines(caplog) == [
        "Telegram: another process polls with this token, so that commands may go unanswered; alerts go out"
    ]


async def test_commands_are_heard_when_the_other_poller_has_gone() -> None:
    """Without a restart."""
    async with world() as here, here.running():
        here.double.poll_elsewhere()
        await here.pauses.until(1)
        here.double.poll_elsewhere(active=False)
        here.double.say(7, "/state VA")
        here.pauses.end()
        await here.handlers.until(lambda: here.handlers.asked)
        await here.connected.wait()


async def test_a_webhook_set_by_someone_else_is_removed_and_nothing_is_dropped(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """At once, said once; what was said meanwhile is answered."""
    caplog.set_level(logging.INFO)
    async with world() as here, here.running():
        await here.connected.wait()
        for words in ("VA", "MD"):
            here.double.set_webhook()
            await here.double.until(lambda: not here.double.webhook, "the webhook removed")
            assert (await here.double.command(7, f"/state {words}")).content.startswith("Answer")
        assert here.platform.receiving_problem == "webhook"
        await here.sends()
    assert [asked.words for asked in here.handlers.asked] == ["VA", "MD"]
    assert lines(caplog) == [
        "Telegram: someone has set a webhook for this token, which is removed; alerts go out",
    ]


async def test_an_outage_is_known_while_it_lasts_and_no_line_for_each_failure(caplog: pytest.LogCaptureFixture) -> None:
    """However often it is asked meanwhile, and whatever is answered: who supervises says when it begins and ends."""
    caplog.set_level(logging.INFO)
    async with world() as here, here.running():
        await here.double.until(lambda: here.double.counters.routes["getUpdates"] == 2, "a long poll")
        here.double.faults = FaultPlan(routes={"getUpdates"})
        here.double.faults.script(Fault.BAD_GATEWAY, Fault.SERVER_ERROR, Fault.RESET_BEFORE, Fault.GARBAGE_BEFORE)
        here.double.say(7, "/state VA")  # ends the poll that is open
        await here.handlers.until(lambda: here.handlers.asked)
        for count in range(1, 5):
            await here.pauses.until(count)
            await here.sends()
            assert here.platform.receiving_problem is not None
            here.pauses.end()
        here.double.say(7, "/state MD")
        await here.handlers.until(lambda: len(here.handlers.asked) == 2)
        assert here.platform.receiving_problem is None
    assert lines(caplog) == []


async def test_a_menu_that_is_refused_is_set_when_it_may_be(caplog: pytest.LogCaptureFixture) -> None:
    """After the time that Telegram asks for, else after growing waits; commands are answered meanwhile."""
    caplog.set_level(logging.INFO)
    async with world() as here:
        here.double.faults = FaultPlan(routes={"setMyCommands"}, retry_after=61)
        here.double.faults.script(Fault.TOO_MANY, Fault.SERVER_ERROR, Fault.BAD_GATEWAY)
        async with here.running():
            await here.pauses.until(1)
            assert (await here.double.command(7, "/state VA")).content.startswith("Answer")
            here.pauses.end_all()
            await here.double.until(lambda: here.double.commands, "a menu")
            await here.sends()
    assert here.pauses.asked == [61, 120, 240]
    assert lines(caplog)[:1] == [
        "Telegram: the menu of commands is not set yet (rate_limited); commands are heard",
    ]


async def test_sending_goes_on_while_receiving_ends_and_begins_anew() -> None:
    """A message under way while a connection is closed is taken like any other."""
    async with world() as here, here.platform.sending():
        here.double.faults = FaultPlan({Fault.SERVER_ERROR: 1.0}, routes={"getMe"})
        with contextlib.suppress(Exception):
            await here.platform.run(here.handlers, here.connected.set)
        assert not here.connected.is_set()
        await here.sends()


def update(**fields: Any) -> dict[str, Any]:
    return {"update_id": NUMBER, **fields}


RESTRICTED = update(
    my_chat_member={
        "chat": GROUP,
        "from": ANN,
        "date": 0,
        "old_chat_member": {"user": BOT, "status": "member"},
        "new_chat_member": {"user": BOT, "status": "restricted", "is_member": True, "can_send_messages": False},
    }
)


async def test_a_membership_without_a_field_of_no_concern_is_read_and_ends_nothing() -> None:
    """``can_react_to_messages`` was left out by Telegram for months: the library fails on it for ever."""
    async with world() as here, here.running():
        here.double.add_chat(-5, "supergroup")
        here.double.inject(RESTRICTED)
        assert (await here.double.command(7, "/state VA")).content.startswith("Answer")
        assert here.handlers.lost == [("-5", "may_not_write")]
        await here.sends()
    assert here.pauses.asked == []


ODD: dict[str, object] = {
    "null": None,
    "a number": 5,
    "a text": "SECRET",
    "a list": [["SECRET"]],
    "nothing": {},
    "without a number": {"message": {"text": "SECRET"}},
    "with a number of text": {"update_id": "SECRET", "message": {"text": "SECRET"}},
    "with a number beyond 64 bits": {"update_id": 1 << 70, "message": {"text": "SECRET"}},
    "with a number of long ago": {"update_id": 1, "message": {"text": "SECRET"}},
    "a message that is a text": update(message="SECRET"),
    "a chat that is a text": update(message={"chat": "SECRET", "text": "SECRET"}),
    "a chat with a name for a number": update(message={"chat": {"id": "SECRET", "type": "private"}}),
    "a chat beyond 64 bits": update(message={"chat": {"id": 1 << 70, "type": "private"}}),
    "half a character": update(message={"chat": GROUP, "text": "\ud800/state", "from": ANN}),
}
BROKEN: dict[str, bytes] = {
    "a number of 5,000 digits": b'{"update_id": %d, "message": ' + b"9" * 5000 + b"}",
    "nested a hundred thousand times": b'{"update_id": %d, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "cut off": b'{"update_id": %d, "message": {"text": "SECRET',
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
async def test_an_odd_update_is_gone_past_and_all_others_are_handled(
    body: object, caplog: pytest.LogCaptureFixture
) -> None:
    """Between healthy ones, and as the last; none is handled twice, and no word of it is in any log."""
    caplog.set_level(logging.DEBUG)
    async with world() as here, here.running():
        here.double.say(7, "/state VA")
        here.double.inject(body)
        here.double.say(7, "/state MD")
        here.double.inject(body)
        await here.double.silence()
        await here.sends()
        here.double.say(7, "/state TX")
        await here.handlers.until(lambda: len(here.handlers.asked) == 3)
    assert [asked.words for asked in here.handlers.asked] == ["VA", "MD", "TX"]
    assert "SECRET" not in caplog.text


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
async def test_an_update_that_breaks_the_whole_answer_is_asked_for_alone_and_gone_past(
    raw: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """The others of the same answer are handled first and after; it takes some tries to be sure."""
    caplog.set_level(logging.DEBUG)
    async with world() as here, here.running():
        here.pauses.end_all()
        here.double.say(7, "/state VA")
        here.double.inject(raw.replace(b"%d", str(here.double.updates[-1].number + 1).encode()))
        here.double.say(7, "/state MD")
        await here.double.silence()
        await here.sends()
    assert [asked.words for asked in here.handlers.asked] == ["VA", "MD"]
    assert sum("set aside" in line for line in lines(caplog)) == 1
    assert "SECRET" not in caplog.text


async def test_the_first_update_of_all_may_be_one_without_a_number() -> None:
    """It cannot be gone past before another one comes; meanwhile it is asked for with growing waits."""
    async with world() as here:
        here.double.inject({"message": "SECRET"})
        async with here.running():
            here.pauses.end()
            await here.pauses.until(2)
            assert here.pauses.asked == [1, 2]
            await here.sends()
            here.double.say(7, "/state VA")
            here.pauses.end_all()
            await here.double.silence()
    assert [asked.words for asked in here.handlers.asked] == ["VA"]
