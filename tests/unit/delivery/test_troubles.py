"""What is in the way: who is told when, in chats and in the log."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence

import pytest

from bot.delivery.troubles import RULES, observe, times_told
from bot.domain.chats import Place
from bot.domain.deliveries import Notice
from bot.domain.watching import NoticeText, Observed, Problem, Topic, TroubleKind
from bot.wording.languages import ENGLISH
from bot.wording.notices import notice, trouble_line
from storage.store import Store
from tests.support.make import NOW

OPERATOR = Place("telegram", "operator")
BLIND = Observed(
    TroubleKind.SOURCE, "ice.gov", Problem("problem_page_status", {"page": "https://www.ice.gov/x", "status": 403})
)
UNSEEN = Observed(TroubleKind.LIST_UNSEEN, "participating", Problem("trouble_said_unseen"))


class Watch:
    """A store, a clock, and what it all came to, read back from the outbox."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.at = NOW
        self.said: list[tuple[str, Topic, dt.timedelta]] = []

    def look(self, *observed: Observed, operators: Sequence[Place] = (OPERATOR,)) -> None:
        self.store.write(lambda work: observe(work, tuple(TroubleKind), observed, operators, self.at))
        for delivery in self.store.write(lambda work: work.deliveries.claim("telegram", self.at, 100)):
            assert isinstance(delivery.subject, Notice)
            text = self.store.notices.get(delivery.subject.notice)
            self.said.append((delivery.place.address, text.topic, self.at - NOW))
            self.store.write(lambda work, one=delivery.id: work.deliveries.sent(one, "m", self.at))  # type: ignore[misc]

    def every(self, minutes: float, until: dt.timedelta, *observed: Observed) -> None:
        while self.at - NOW < until:
            self.look(*observed)
            self.at += dt.timedelta(minutes=minutes)


@pytest.fixture
def watch(store: Store) -> Watch:
    store.write(lambda work: work.chats.subscribe(Place("telegram", "chat"), ["VA"], "en", NOW))
    return Watch(store)


def minutes(watch: Watch, who: str, topic: Topic) -> list[float]:
    return [age.total_seconds() / 60 for address, said, age in watch.said if (address, said) == (who, topic)]


def test_the_operator_is_told_at_half_an_hour_and_each_time_that_doubles_and_of_the_end(watch: Watch) -> None:
    """Three days of 403: 30 minutes, 1, 2, 4, 8, 16, 32 and 64 hours, then the recovery."""
    watch.every(3, dt.timedelta(days=3), BLIND)
    watch.look()
    assert minutes(watch, "operator", Topic.TROUBLE) == [30, 60, 120, 240, 480, 960, 1920, 3840]
    assert minutes(watch, "operator", Topic.TROUBLE_OVER) == [4320]
    assert minutes(watch, "chat", Topic.UNREADABLE) == []


def test_chats_are_told_once_after_a_day_and_once_when_it_is_over(watch: Watch) -> None:
    """Plainly, and no more than that, however long it lasts."""
    watch.every(15, dt.timedelta(days=5), UNSEEN)
    watch.look()
    assert minutes(watch, "chat", Topic.UNREADABLE) == [1440]
    assert minutes(watch, "chat", Topic.READABLE) == [7200]


def test_the_log_has_one_line_at_each_of_these_times(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    """The beginning, each doubling, the end: six lines for eight hours less a minute."""
    with caplog.at_level(logging.INFO):
        watch.every(3, dt.timedelta(hours=7, minutes=59), BLIND)
        watch.look()
    assert len(caplog.records) == 6
    assert "ice.gov has not been readable since" in caplog.messages[0]
    assert "answered 403" in caplog.messages[0]
    assert "is readable again" in caplog.messages[-1]


def test_a_trouble_that_comes_and_goes_is_one_line_in_six_hours(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    """Every second look fails: that is one thing, not two hundred."""
    with caplog.at_level(logging.INFO):
        for _ in range(50):
            watch.look(BLIND)
            watch.at += dt.timedelta(minutes=3)
            watch.look()
            watch.at += dt.timedelta(minutes=3)
    assert len(caplog.records) == 1
    assert watch.said == []


def test_an_outage_that_comes_back_is_told_when_it_lasts_longer(watch: Watch) -> None:
    """Told at 30 minutes; the next one, an hour later, at an hour; a third at two hours, and so each after it."""
    for _ in range(4):
        begun = watch.at - NOW
        watch.every(5, begun + dt.timedelta(hours=2, minutes=30), BLIND)
        watch.every(5, begun + dt.timedelta(hours=4))
    assert minutes(watch, "operator", Topic.TROUBLE) == [30, 60, 120, 240 + 120, 480 + 120, 720 + 120]
    assert minutes(watch, "operator", Topic.TROUBLE_OVER) == [150, 240 + 150, 480 + 150, 720 + 150]


def test_short_outages_again_and_again_are_told_once(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    """Forty minutes of every two hours, for two days: the operator hears of the first, and of its end."""
    with caplog.at_level(logging.INFO):
        for spell in range(24):
            watch.every(5, dt.timedelta(hours=2 * spell, minutes=41), BLIND)
            watch.every(5, dt.timedelta(hours=2 * spell + 2))
    assert minutes(watch, "operator", Topic.TROUBLE) == [30]
    assert minutes(watch, "operator", Topic.TROUBLE_OVER) == [45]
    assert len(caplog.records) == 3


def test_an_outage_on_the_next_day_is_told_as_the_first_was(watch: Watch) -> None:
    """Seven hours after the end of one, another is told at 30 minutes."""
    watch.every(5, dt.timedelta(hours=1), BLIND)
    watch.every(5, dt.timedelta(hours=8))
    watch.every(5, dt.timedelta(hours=9), BLIND)
    assert minutes(watch, "operator", Topic.TROUBLE) == [30, 480 + 30]


@pytest.mark.parametrize("jump", [dt.timedelta(days=3), dt.timedelta(days=-3), dt.timedelta(days=36500)])
def test_a_clock_that_jumps_tells_nobody_of_an_outage(watch: Watch, jump: dt.timedelta) -> None:
    """One bad answer before a jump and one after are minutes of trouble, not days; so is a bot that was off."""
    watch.look(BLIND, UNSEEN)
    watch.at += jump
    watch.look(BLIND, UNSEEN)
    watch.at += dt.timedelta(minutes=3)
    watch.look()
    assert minutes(watch, "chat", Topic.UNREADABLE) == []
    assert len(minutes(watch, "operator", Topic.TROUBLE)) <= 1


def test_what_is_said_survives_in_the_database(watch: Watch) -> None:
    """A process that ends between two looks goes on where it was, and repeats nothing."""
    watch.every(3, dt.timedelta(minutes=40), BLIND)
    again = Watch(watch.store)
    again.at = watch.at
    again.every(3, dt.timedelta(minutes=59), BLIND)
    assert again.said == []
    (trouble,) = watch.store.troubles.open()
    assert (trouble.what, trouble.since, trouble.told) == (BLIND, NOW, 1)


def test_without_chats_of_an_operator_nothing_is_owed(watch: Watch) -> None:
    """The log has it all the same."""
    for _ in range(20):
        watch.look(BLIND, operators=())
        watch.at += dt.timedelta(minutes=30)
    assert watch.said == []


@pytest.mark.parametrize("kind", list(TroubleKind))
def test_every_kind_has_its_times_and_its_sentences(kind: TroubleKind) -> None:
    """A kind that was forgotten somewhere would fail while something is in the way."""
    assert times_told(kind, dt.timedelta(days=400)) >= 1
    assert kind in RULES
    what = Observed(kind, "X", Problem("trouble_said_unseen"))
    for over in (False, True):
        line = trouble_line(ENGLISH, what, NOW, over=over)
        assert "X" in line or kind is TroubleKind.DISK
        assert line.endswith((".", "back."))


@pytest.mark.parametrize("topic", [topic for topic in Topic if topic is not Topic.TEST])
def test_every_notice_says_since_when(topic: Topic) -> None:
    """Whoever reads it hours later must know of which time it speaks."""
    message = notice(ENGLISH, NoticeText(topic, UNSEEN, NOW, NOW + dt.timedelta(days=1)))
    said = "".join(span.text for block in message.blocks for line in block for span in line)
    assert "6 February 2026, 15:04 UTC" in said
