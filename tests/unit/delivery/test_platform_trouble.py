"""What the log and the operator hear of a platform in trouble: its beginning and its end, and no attempt by itself."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging

import pytest

from bot.delivery.courier import Courier
from bot.delivery.lapse import Lapse
from bot.delivery.silences import SilenceLog
from bot.domain.errors import ChatLost, MessageRejected, PlatformLost, RetryLater, SendError, Uncertain
from bot.domain.watching import Observed, Topic, TroubleKind
from bot.ingest.health import read_report
from bot.wording.languages import ENGLISH
from bot.wording.notices import SAID_OF_PLATFORMS, platform_problem, problem_said
from bot.wording.status import status_lines
from storage.store import Store
from tests.support.make import NOW, DirectAccess
from tests.unit.delivery.test_courier import Clock, NoPace, Scripted, owe, rows
from tests.unit.delivery.test_troubles import Watch, minutes, watch

__all__ = ["watch"]
SECOND = dt.timedelta(seconds=1)


def trouble(kind: TroubleKind = TroubleKind.SENDING, since: dt.datetime = NOW) -> Observed:
    return Observed(kind, "discord", platform_problem("not_connected"), since)


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.INFO]


@pytest.mark.parametrize("kind", [TroubleKind.SENDING, TroubleKind.PLATFORM])
def test_a_trouble_that_lasts_a_minute_is_one_line_and_one_at_its_end(
    watch: Watch, caplog: pytest.LogCaptureFixture, kind: TroubleKind
) -> None:
    """Two hours of it, looked at every quarter of a minute: two lines, with the time at which it began."""
    caplog.set_level(logging.DEBUG, logger="bot.delivery.troubles")
    watch.every(0.25, dt.timedelta(minutes=0.9), trouble(kind))
    assert lines(caplog) == []
    watch.every(0.25, dt.timedelta(hours=2), trouble(kind))
    assert len(lines(caplog)) == 1
    watch.every(0.25, dt.timedelta(hours=3))
    begun, ended = lines(caplog)
    assert "discord" in begun
    assert "there is no connection to it" in begun
    assert "6 February 2026, 15:04 UTC" in begun
    assert "6 February 2026, 15:04 UTC" in ended


def test_a_shorter_trouble_is_no_line_and_nobody_hears_of_it(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    """59 seconds without a connection are the ordinary course of things."""
    caplog.set_level(logging.DEBUG, logger="bot.delivery.troubles")
    for second in range(60):
        watch.at = NOW + second * SECOND
        watch.look(trouble())
    watch.look()
    assert (lines(caplog), watch.said) == ([], [])
    assert watch.store.troubles.open() == []


def test_a_platform_that_comes_and_goes_is_two_lines(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    """Two minutes in every ten for a day, and the log has the first of them."""
    caplog.set_level(logging.DEBUG, logger="bot.delivery.troubles")
    for time in range(144):
        begun = NOW + dt.timedelta(minutes=10 * time)
        for minute in (1, 2, 3):
            watch.at = begun + dt.timedelta(minutes=minute)
            watch.look(*([trouble(since=begun)] if minute < 3 else []))
    assert len(lines(caplog)) == 2


def test_a_long_trouble_after_a_short_one_is_said_with_its_end(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    """What the log keeps quiet, having just said it of another, it says once the operator hears of it."""
    caplog.set_level(logging.DEBUG, logger="bot.delivery.troubles")
    watch.every(1, dt.timedelta(minutes=3), trouble())
    watch.every(1, dt.timedelta(minutes=10))
    assert len(lines(caplog)) == 2
    again = watch.at
    watch.every(1, dt.timedelta(minutes=40), trouble(since=again))
    assert len(lines(caplog)) == 3
    watch.look()
    assert len(lines(caplog)) == 4


def test_the_operator_is_told_at_five_minutes_and_of_the_end(watch: Watch) -> None:
    """And each time that the age doubles."""
    watch.every(0.25, dt.timedelta(minutes=21), trouble())
    watch.look()
    assert minutes(watch, "operator", Topic.TROUBLE) == [5, 10, 20]
    assert minutes(watch, "operator", Topic.TROUBLE_OVER) == [21]


def test_a_restart_in_the_middle_of_a_trouble_is_not_its_end(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    """What had been said of it goes on, although this process has known of it for a second only."""
    caplog.set_level(logging.DEBUG, logger="bot.delivery.troubles")
    watch.every(1, dt.timedelta(minutes=3), trouble())
    watch.look(trouble(since=watch.at))
    assert len(lines(caplog)) == 1


def test_status_shows_it(store: Store) -> None:
    """Among what is in the way, from a minute on."""
    watch = Watch(store)
    watch.every(0.5, dt.timedelta(minutes=2), trouble(), trouble(TroubleKind.PLATFORM))
    said = "\n".join(status_lines(ENGLISH, read_report(store, watch.at, running=True), watch.at))
    assert "Nothing has gone out on discord since" in said
    assert "Commands on discord have not been heard since" in said


@pytest.mark.parametrize("reason", [*SAID_OF_PLATFORMS, "server_error_502", "http_503"])
def test_every_reason_has_words(reason: str) -> None:
    """One that nobody foresaw is said as it is."""
    said = problem_said(ENGLISH, platform_problem(reason))
    assert (reason in said) == (reason == "http_503")
    assert not said.startswith("trouble_said")


@pytest.mark.parametrize(
    ("error", "lapsed"),
    [
        (Uncertain("timeout"), True),
        (PlatformLost("token_refused"), True),
        (RetryLater("not_connected"), True),
        (RetryLater("rate_limited", after=1, platform_wide=True), True),
        (RetryLater("slow_mode", chat_only=True), False),
        (RetryLater("rate_limited", after=1, chat_only=True), False),
        (RetryLater("rate_limited", after=1), True),  # ten chats, one after another
        (ChatLost("blocked"), False),
        (MessageRejected("too_long"), False),
    ],
)
async def test_no_failed_attempt_is_a_line(
    store: Store, caplog: pytest.LogCaptureFixture, error: SendError, *, lapsed: bool
) -> None:
    """Of ten failed attempts none is a line by itself; whether the platform is at fault is known."""
    caplog.set_level(logging.INFO)
    owe(store, *map(str, range(10)))
    platform = Scripted({str(number): [error] for number in range(10)})
    courier = Courier(platform, DirectAccess(store), NoPace(), NoPace(), now=Clock(), chance=lambda: 0.0)
    running = asyncio.create_task(courier.run())
    while len(platform.tried) < 10:  # noqa: ASYNC110  a script has no event
        await asyncio.sleep(0)
    courier.stop()
    await running
    assert [line for line in lines(caplog) if "paused" not in line and "for good" not in line] == []
    assert (courier.sending.since is not None) == lapsed


async def test_one_chat_at_its_limit_is_no_trouble_of_its_platform(store: Store) -> None:
    """A chat that is refused for an hour says nothing of whether messages go out."""
    owe(store, "1")
    platform = Scripted({"1": [RetryLater("rate_limited", after=3600)]})
    courier = Courier(platform, DirectAccess(store), NoPace(), NoPace(), now=Clock(), chance=lambda: 0.0)
    running = asyncio.create_task(courier.run())
    while rows(store)[0][1] != "retry_at":  # noqa: ASYNC110  a store has no event
        await asyncio.sleep(0)
    courier.stop()
    await running
    assert courier.sending.since is None


def test_a_lapse_lasts_from_the_first_failure_to_the_next_success() -> None:
    """Further failures bring their reason and do not begin it anew."""
    clock = Clock()
    lapse = Lapse(clock)
    lapse.failed("timeout")
    clock.at += SECOND
    lapse.failed("http_503")
    assert (lapse.since, lapse.reason) == (NOW, "http_503")
    lapse.over()
    assert lapse.since is None


def test_a_long_silence_is_a_line_with_its_end(caplog: pytest.LogCaptureFixture) -> None:
    """An hour asked for is said with the time at which it is over; ten seconds are not worth a line."""
    caplog.set_level(logging.INFO)
    silences = SilenceLog("telegram", Clock())
    silences.imposed("-5", 10.0, "rate_limited")
    assert lines(caplog) == []
    silences.imposed("-5", 3600.0, "rate_limited")
    silences.imposed(None, 11.0, "rate_limited")
    assert lines(caplog) == [
        "telegram: nothing goes out to chat -5 until 2026-02-06 16:04:00 UTC (rate_limited)",
        "telegram: nothing goes out to every chat until 2026-02-06 15:04:11 UTC (rate_limited)",
    ]


def test_a_chat_that_is_always_silenced_is_a_line_an_hour(caplog: pytest.LogCaptureFixture) -> None:
    """Silenced for 20 seconds over and over for a day: 24 lines, and another chat has its own."""
    caplog.set_level(logging.INFO)
    clock = Clock()
    silences = SilenceLog("telegram", clock)
    while clock.at < NOW + dt.timedelta(days=1):
        silences.imposed("-5", 20.0, "rate_limited")
        clock.at += dt.timedelta(seconds=20)
    assert len(lines(caplog)) == 24
    silences.imposed("-6", 20.0, "rate_limited")
    assert len(lines(caplog)) == 25
