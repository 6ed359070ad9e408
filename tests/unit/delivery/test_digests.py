"""Digests, quiet hours and silence: what goes out when, as which message, over the real outbox and courier."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.delivery import reach
from bot.delivery.digests import take
from bot.delivery.routing import plan_corrections
from bot.domain.chats import Interest
from bot.domain.deliveries import (
    Alert,
    Arrival,
    Correction,
    Delivery,
    Mark,
    Notice,
    Occasion,
    Owed,
    Subject,
    Summary,
    Totals,
)
from bot.domain.messages import Part
from bot.domain.settings import UNSET, ChatSettings, Quiet, Times, Weekday
from storage.store import Store
from tests.support.make import NOW, keep_edition, make_change, make_place
from tests.unit.delivery.test_courier import Clock, Scripted, deliver

CHAT = make_place("1")
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
DAILY = ChatSettings(digest=Times(dt.time(8)))
WEEKLY = ChatSettings(digest=Times(dt.time(8), Weekday.MONDAY))
NIGHT = ChatSettings(quiet=Quiet(dt.time(15), dt.time(7)))
"""It is quiet at ``NOW``, which is 15:04, until 7:00."""

MORNING = dt.datetime(2026, 2, 7, 8, tzinfo=dt.UTC)
"""The first 8:00 after ``NOW``, a Friday; Monday's is two days later."""


@pytest.fixture(autouse=True)
def chat(store: Store) -> int:
    """The number of a chat that is subscribed to Virginia, of which nine agreements are recorded."""
    edition, changes = keep_edition(store), [make_change(agreement_id=number) for number in range(1, 10)]
    store.write(lambda one: one.agreements.remember(edition, (), [each.agreement for each in changes], changes, NOW))
    store.write(lambda one: one.chats.subscribe(CHAT, ["VA"], "en", NOW))
    known = store.chats.known(CHAT)
    assert known is not None
    return known


def wish(store: Store, settings: ChatSettings, at: dt.datetime = NOW) -> None:
    """Let the chat set this, as /settings does."""

    def work(one: Store) -> None:
        one.deliveries.reconsider(one.chats.change_settings(CHAT, settings, "en", at), at)

    store.write(work)


def owe(store: Store, *subjects: Subject, at: dt.datetime = NOW) -> None:
    for subject in subjects:
        owed = [Owed(subscriber, subject) for subscriber in store.chats.audience()]
        store.write(lambda one, owed=owed: one.deliveries.enqueue(owed, at))  # type: ignore[misc]  # a default binds


def alerts(*numbers: int) -> list[Subject]:
    return [Alert(number, (number,)) for number in numbers]


def taken(store: Store, at: dt.datetime) -> list[Delivery]:
    """Claim all that may go out at a time, and let it arrive."""
    found: list[Delivery] = []
    while some := store.write(lambda one: take(one, "telegram", at, 9)):
        for delivery in some:
            store.write(lambda one, number=delivery.id: one.deliveries.sent(number, "m", at))  # type: ignore[misc]
        found += some
    return found


def told(store: Store, at: dt.datetime) -> list[Subject]:
    return [delivery.subject for delivery in taken(store, at)]


def digest(store: Store, at: dt.datetime) -> Summary:
    (summary,) = told(store, at)
    assert isinstance(summary, Summary)
    assert summary.occasion is Occasion.DIGEST
    return summary


def test_a_chat_that_set_nothing_is_told_at_once(store: Store) -> None:
    """Each alert as a message of its own."""
    owe(store, *alerts(1, 2))
    assert told(store, NOW) == alerts(1, 2)


def test_a_daily_digest_is_one_message_at_its_hour(store: Store) -> None:
    """Nothing before; then since when, all changes in their order, and the totals now."""
    wish(store, DAILY)
    owe(store, *alerts(1, 2, 3))
    assert told(store, NOW) == told(store, MORNING - HOUR) == []
    assert digest(store, MORNING) == Summary(1, MORNING - DAY, (1, 2, 3), Occasion.DIGEST, "UTC", Totals(9, 1))
    assert told(store, MORNING + DAY) == []


def test_a_weekly_digest_waits_for_its_day(store: Store) -> None:
    """The courier asks about it once a day at least, so that no clock gone wrong delays it."""
    wish(store, WEEKLY)
    for day in range(3):
        owe(store, *alerts(day + 1), at=NOW + day * DAY)
        assert told(store, NOW + day * DAY) == []
        due = store.deliveries.next_due("telegram")
        assert due is not None
        assert due <= NOW + (day + 1) * DAY
    assert store.write(lambda one: one.deliveries.hasten(NOW + 2 * DAY)) == 0
    assert digest(store, MORNING + 2 * DAY).changes == (1, 2, 3)


def test_a_weekly_digest_outlives_tidying_and_a_clock_that_jumped(store: Store) -> None:
    """Told a little early where the clock had run ahead, and never lost."""
    wish(store, WEEKLY)
    owe(store, *alerts(1), at=NOW + 400 * DAY)
    assert store.write(lambda one: one.deliveries.hasten(NOW)) == 1
    assert digest(store, NOW).changes == (1,)
    owe(store, *alerts(2))
    assert told(store, NOW) == []
    store.write(lambda one: reach.tidy(one, NOW + 6 * DAY, ()))
    assert digest(store, NOW + 6 * DAY).changes == (2,)


def test_back_to_at_once_makes_due_what_waits(store: Store) -> None:
    """Up to three messages as they are, in their order, before what comes later."""
    wish(store, WEEKLY)
    owe(store, *alerts(1, 2))
    assert told(store, NOW) == []
    wish(store, UNSET, NOW + HOUR)
    owe(store, *alerts(3), at=NOW + HOUR)
    assert told(store, NOW + HOUR) == alerts(1, 2, 3)


def test_back_to_at_once_makes_one_message_of_many(store: Store) -> None:
    """Four messages at once would be noise."""
    wish(store, WEEKLY)
    owe(store, *alerts(1, 2, 3, 4))
    assert told(store, NOW) == []
    wish(store, UNSET, NOW + HOUR)
    (summary,) = told(store, NOW + HOUR)
    assert isinstance(summary, Summary)
    assert (summary.changes, summary.totals) == ((1, 2, 3, 4), None)


def test_what_is_taken_back_before_the_digest_is_not_told(store: Store) -> None:
    """As of every alert that nobody has heard of yet; where all of it is, there is no digest."""
    wish(store, DAILY)
    owe(store, *alerts(1, 2))
    assert told(store, NOW) == []
    store.write(lambda one: one.deliveries.withdraw([1], NOW))
    assert store.deliveries.alerts_sent_or_open([1]) == []
    assert digest(store, MORNING).changes == (2,)
    owe(store, *alerts(3), at=MORNING)
    assert told(store, MORNING) == []
    store.write(lambda one: one.deliveries.withdraw([3], MORNING))
    assert told(store, MORNING + DAY) == []


def test_what_a_digest_told_is_corrected_at_once(store: Store) -> None:
    """A correction waits for no digest, nor does a notice; they name the digest as the message that was wrong."""
    wish(store, WEEKLY)
    owe(store, *alerts(1, 2))
    told(store, NOW)
    summary = taken(store, MORNING + 2 * DAY)[0]
    owe(store, *alerts(3), at=MORNING + 2 * DAY)
    wrong = store.deliveries.alerts_sent([2])
    store.write(lambda one: one.deliveries.enqueue(plan_corrections(wrong), MORNING + 2 * DAY))
    owe(store, Notice(7), at=MORNING + 2 * DAY)
    assert told(store, MORNING + 2 * DAY) == [Correction(summary.id, (2,)), Mark(summary.id, (2,)), Notice(7)]


def test_a_correction_of_what_still_waits_waits_with_it(store: Store) -> None:
    """An alert that had been tried, and the correction of it, are neither told once the chat wants a digest."""
    owe(store, *alerts(1, 2))
    (first,) = store.write(lambda one: take(one, "telegram", NOW, 1))
    store.write(lambda one: one.deliveries.try_again(first.id, "timeout", NOW))
    wish(store, DAILY)
    owe(store, Correction(first.id, (1,)))
    assert told(store, NOW) == []
    assert digest(store, MORNING).changes == (2,)


def test_what_was_begun_is_finished(store: Store) -> None:
    """Whatever was set meanwhile: the first part has arrived, or may have."""
    owe(store, *alerts(1))
    (first,) = store.write(lambda one: take(one, "telegram", NOW, 1))
    store.write(lambda one: one.deliveries.try_again(first.id, "timeout", NOW, uncertain=True))
    wish(store, ChatSettings(digest=DAILY.digest, quiet=NIGHT.quiet))
    assert told(store, NOW) == alerts(1)


def test_in_quiet_hours_nothing_goes_out_and_nothing_is_dropped(store: Store) -> None:
    """Alerts, notices and all: afterwards, in their order, each as it is."""
    wish(store, NIGHT)
    subjects: list[Subject] = [Alert(1, (1,)), Notice(7), Arrival(), Alert(2, (2,))]
    owe(store, *subjects)
    assert told(store, NOW) == told(store, MORNING - HOUR - HOUR) == []
    assert store.deliveries.next_due("telegram") == MORNING - HOUR
    assert told(store, MORNING - HOUR) == subjects


def test_many_alerts_of_quiet_hours_are_one_message_afterwards(store: Store) -> None:
    """More than three; what is not about the list stays a message of its own."""
    wish(store, NIGHT)
    owe(store, Notice(7), *alerts(1, 2, 3, 4))
    assert told(store, NOW) == []
    notice, summary = told(store, MORNING - HOUR)
    assert notice == Notice(7)
    assert summary == Summary(2, NOW, (1, 2, 3, 4), Occasion.QUIET)


def test_texts_that_come_daily_are_none_of_the_many_after_quiet_hours(store: Store) -> None:
    """They wait for their own hour, here 8:00, and make no message of three."""
    wish(store, NIGHT)
    owe(store, *alerts(1, 2), Alert(3, (3,), daily=True), Alert(4, (4,)))
    assert told(store, NOW) == []
    assert told(store, MORNING - HOUR) == alerts(1, 2, 4)
    assert digest(store, MORNING).changes == (3,)


def test_a_digest_whose_hour_is_quiet_comes_at_the_end(store: Store) -> None:
    """With all that came until then."""
    wish(store, ChatSettings(digest=Times(dt.time(23)), quiet=NIGHT.quiet))
    owe(store, *alerts(1))
    assert told(store, NOW) == []
    owe(store, *alerts(2), at=MORNING - 4 * HOUR)
    assert told(store, MORNING - 4 * HOUR) == []
    assert digest(store, MORNING - HOUR).changes == (1, 2)


def test_texts_that_are_posted_come_daily_beside_alerts_at_once(store: Store) -> None:
    """They hold up no alert, and come together at 8:00 in the chat's zone."""
    wish(store, ChatSettings(zone="America/Chicago"))
    owe(store, Alert(1, (1,), daily=True), Alert(1, (2,)), Alert(3, (3,), daily=True), Alert(3, (4,)))
    assert told(store, NOW) == [Alert(1, (2,)), Alert(3, (4,))]
    assert told(store, MORNING) == []
    assert digest(store, MORNING + 6 * HOUR).changes == (1, 3)


def test_a_chat_of_digests_that_was_paused_gets_one_at_its_time(store: Store) -> None:
    """What it missed and what came since, and nothing when it is resumed."""
    wish(store, DAILY)
    owe(store, *alerts(1, 2))
    assert told(store, NOW) == []
    store.write(lambda one: reach.pause(one, CHAT, "blocked", NOW))
    owe(store, *alerts(3, 4, 5), at=NOW + HOUR)
    assert told(store, MORNING) == []
    store.write(lambda one: reach.resume(one, CHAT, MORNING + HOUR))
    owe(store, *alerts(6), at=MORNING + HOUR)
    assert told(store, MORNING + HOUR) == []
    assert digest(store, MORNING + DAY).changes == (1, 2, 3, 4, 5, 6)


def test_a_paused_chat_is_not_tried_in_its_quiet_hours(store: Store) -> None:
    """A try is a message as any other."""
    wish(store, NIGHT)
    owe(store, *alerts(1))
    store.write(lambda one: reach.pause(one, CHAT, "may_not_write", NOW))
    assert store.write(lambda one: reach.probe(one, NOW + HOUR)) == 1
    assert told(store, NOW + HOUR) == []
    assert told(store, MORNING - HOUR) == alerts(1)


def test_a_kill_while_a_digest_is_made_leaves_all_of_it(store: Store) -> None:
    """It is made and claimed in one transaction; a claimed one that nobody sent is sent at the next start."""
    wish(store, DAILY)
    owe(store, *alerts(1, 2))
    assert told(store, NOW) == []

    def killed(one: Store) -> None:
        assert take(one, "telegram", MORNING, 9)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.write(killed)
    (first,) = store.write(lambda one: take(one, "telegram", MORNING, 9))
    store.write(lambda one: one.deliveries.release_claims(MORNING))
    (again,) = taken(store, MORNING)
    assert (again.id, again.subject, again.uncertain) == (first.id, first.subject, True)


def test_what_waits_as_a_chat_wishes_is_no_backlog(store: Store) -> None:
    """The status counts what is in the way, not what is as it should be."""
    owe(store, *alerts(1))
    assert store.deliveries.waiting() == {"telegram": 1}
    wish(store, WEEKLY)
    assert told(store, NOW) == []
    assert store.deliveries.waiting() == {}


def test_many_chats_of_digests_hold_up_nobody(store: Store) -> None:
    """One claim looks past them to a chat that is told at once."""
    for number in range(100, 150):
        place = make_place(str(number))
        store.write(lambda one, at=place: one.chats.subscribe(at, ["VA"], "en", NOW))  # type: ignore[misc]
        store.write(lambda one, at=place: one.chats.change_settings(at, WEEKLY, "en", NOW))  # type: ignore[misc]
    wish(store, WEEKLY)
    last = make_place("200")
    store.write(lambda one: one.chats.subscribe(last, ["VA"], "en", NOW))
    owe(store, *alerts(1))
    (found,) = store.write(lambda one: take(one, "telegram", NOW, 1))
    assert found.place.address == "200"


class Listening(Scripted):
    """Keeps whether each message made a sound."""

    def __init__(self) -> None:
        super().__init__(parts=2)
        self.silent: list[bool] = []

    async def send(
        self, address: str, part: Part, nonce: str, reply_to: str | None = None, *, silent: bool = False
    ) -> str:
        self.silent.append(silent)
        return await super().send(address, part, nonce, reply_to)


async def test_alerts_of_a_silent_chat_make_no_sound(store: Store) -> None:
    """Every part, from the moment when that is set."""
    platform = Listening()
    owe(store, *alerts(1))
    await deliver(store, platform)
    wish(store, ChatSettings(silent=True))
    owe(store, *alerts(2))
    await deliver(store, platform)
    assert platform.silent == [False, False, True, True]


async def test_the_courier_sends_a_digest_when_it_is_due(store: Store) -> None:
    """By itself, at its time, and once."""
    wish(store, DAILY)
    owe(store, *alerts(1, 2))
    platform, clock = Scripted(), Clock()
    await deliver(store, platform, clock)
    assert platform.sent == []
    clock.at = MORNING
    await deliver(store, platform, clock)
    await deliver(store, platform, clock)
    assert [address for address, _, _ in platform.sent] == ["1"]


def test_a_digest_is_in_the_language_that_is_set_when_it_is_made(store: Store) -> None:
    """Whatever it was when its alerts were owed."""
    wish(store, DAILY)
    owe(store, *alerts(1))
    assert told(store, NOW) == []
    wish(store, ChatSettings("es", digest=DAILY.digest), NOW + HOUR)
    assert [delivery.language for delivery in taken(store, MORNING)] == ["es"]


def test_files_come_with_a_digest_where_a_chat_wants_them(store: Store) -> None:
    """As with each of the alerts that it stands for."""
    store.write(lambda one: one.chats.switch(CHAT, [Interest.FILES], on=True))
    wish(store, DAILY)
    owe(store, *alerts(1))
    assert told(store, NOW) == []
    assert [delivery.files for delivery in taken(store, MORNING)] == [True]
