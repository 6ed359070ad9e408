"""The outbox: what is owed stays owed until it is settled."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.delivery import reach
from bot.delivery.routing import plan_corrections
from bot.domain.chats import Place
from bot.domain.deliveries import Alert, Correction, Owed
from storage.store import Store
from tests.support.make import NOW, make_place

LATER = NOW + dt.timedelta(minutes=1)


def owe(store: Store, *addresses: str, change_set: int = 1, states: tuple[str, ...] = ("VA",)) -> None:
    """Subscribe chats and owe each of them one change set."""
    for address in addresses:
        store.write(lambda one, address=address: one.chats.subscribe(make_place(address), states, "en", NOW))  # type: ignore[misc]
    audience = store.chats.audience()
    store.write(lambda one: one.deliveries.enqueue([Owed(chat, Alert(change_set, (1,))) for chat in audience], NOW))


def claim(store: Store, limit: int = 10, at: dt.datetime = NOW) -> list[str]:
    """Claim and return the addresses."""
    return [one.place.address for one in store.write(lambda one: one.deliveries.claim("telegram", at, limit))]


def states(store: Store) -> list[str]:
    """The state of every delivery, in order."""
    return [row[0] for row in store.db.execute("SELECT state FROM deliveries ORDER BY id")]


def test_a_delivery_is_owed_once_however_often_it_is_enqueued(store: Store) -> None:
    """The same change set for the same chat is one row."""
    owe(store, "1")
    owe(store, "1")
    assert states(store) == ["due"]


def test_what_is_claimed_is_not_claimed_again(store: Store) -> None:
    """Two claims never hand out the same delivery."""
    owe(store, "1", "2", "3")
    assert claim(store, 2) == ["1", "2"]
    assert claim(store) == ["3"]
    assert claim(store) == []


def test_a_chat_gets_its_deliveries_in_order(store: Store) -> None:
    """A later delivery waits for an earlier one of the same chat, and for no other chat's."""
    owe(store, "1", "2", change_set=1)
    owe(store, "1", "2", change_set=2)
    first = store.write(lambda one: one.deliveries.claim("telegram", NOW, 10))
    assert [delivery.subject for delivery in first] == [Alert(1, (1,)), Alert(1, (1,))]
    store.write(lambda one: one.deliveries.sent(first[0].id, "m1", NOW))
    (second,) = store.write(lambda one: one.deliveries.claim("telegram", NOW, 10))
    assert (second.place.address, second.subject) == ("1", Alert(2, (1,)))


def test_a_restart_finds_what_was_in_flight_uncertain_and_due(store: Store) -> None:
    """What was claimed when the process ended is tried again."""
    owe(store, "1")
    claim(store)
    assert store.write(lambda one: one.deliveries.release_claims(LATER)) == 1
    assert states(store) == ["uncertain"]
    assert claim(store, at=LATER) == ["1"]


def test_a_retry_waits_for_its_time(store: Store) -> None:
    """Nothing is claimed before it is due, and the next due time is known."""
    owe(store, "1")
    (delivery,) = store.write(lambda one: one.deliveries.claim("telegram", NOW, 1))
    store.write(lambda one: one.deliveries.try_again(delivery.id, "http_500", LATER))
    assert claim(store) == []
    assert store.deliveries.next_due("telegram") == LATER
    assert claim(store, at=LATER) == ["1"]


def test_waiting_behind_an_earlier_delivery_is_not_being_due(store: Store) -> None:
    """What cannot be claimed yet does not make the courier look again and again."""
    owe(store, "1", change_set=1)
    owe(store, "1", change_set=2)
    (delivery,) = store.write(lambda one: one.deliveries.claim("telegram", NOW, 1))
    store.write(lambda one: one.deliveries.try_again(delivery.id, "http_500", LATER))
    assert store.deliveries.next_due("telegram") == LATER


def test_parts_that_arrived_are_remembered(store: Store) -> None:
    """A delivery in several parts resumes after the last that arrived."""
    owe(store, "1")
    (delivery,) = store.write(lambda one: one.deliveries.claim("telegram", NOW, 1))
    store.write(lambda one: one.deliveries.part_sent(delivery.id, "m1"))
    store.write(lambda one: one.deliveries.release_claims(LATER))
    (again,) = store.write(lambda one: one.deliveries.claim("telegram", LATER, 1))
    assert (again.parts_sent, again.message_ids, again.attempts) == (1, ("m1",), 2)


def test_it_keeps_what_is_owed_to_a_paused_chat_until_it_is_back(store: Store) -> None:
    """A blocked chat is sent nothing, loses nothing, and gets it all when it returns."""
    owe(store, "1")
    (lost,) = store.write(lambda one: one.deliveries.claim("telegram", NOW, 1))
    store.write(lambda one: reach.pause(one, lost.place, "blocked", NOW))
    store.write(lambda one: one.deliveries.try_again(lost.id, "blocked", LATER))
    owe_more = store.chats.audience()
    store.write(lambda one: one.deliveries.enqueue([Owed(chat, Alert(2, (2,))) for chat in owe_more], NOW))
    assert claim(store, at=NOW + dt.timedelta(days=5)) == []
    assert store.deliveries.next_due("telegram") is None
    store.write(lambda one: reach.resume(one, make_place(), LATER))
    assert claim(store, at=LATER) == ["1"]
    assert store.chats.subscriptions(make_place()) == ["VA"]


def test_a_paused_chat_is_given_up_after_thirty_days(store: Store) -> None:
    """Deliveries of a chat that never came back expire, with their reason."""
    owe(store, "1")
    store.write(lambda one: reach.pause(one, make_place(), "kicked", NOW))
    store.write(lambda one: one.deliveries.tidy(NOW + dt.timedelta(days=30)))
    assert states(store) == ["retry_at"]
    store.write(lambda one: one.deliveries.tidy(NOW + dt.timedelta(days=30) + dt.timedelta(seconds=1)))
    assert states(store) == ["abandoned"]
    assert store.db.execute("SELECT reason FROM deliveries").fetchone() == ("expired",)


def test_what_could_not_go_out_for_a_month_expires(store: Store) -> None:
    """A platform that was taken out of the configuration leaves nothing behind for ever."""
    owe(store, "1")
    store.write(lambda one: one.deliveries.tidy(NOW + dt.timedelta(days=30)))
    assert states(store) == ["due"]
    store.write(lambda one: one.deliveries.tidy(NOW + dt.timedelta(days=30) + dt.timedelta(seconds=1)))
    assert states(store) == ["abandoned"]


def test_settled_deliveries_are_kept_for_ninety_days(store: Store) -> None:
    """Corrections name the message they correct for that long; then the table forgets it."""
    owe(store, "1")
    (delivery,) = store.write(lambda one: one.deliveries.claim("telegram", NOW, 1))
    store.write(lambda one: one.deliveries.sent(delivery.id, "m1", NOW))
    store.write(lambda one: one.deliveries.tidy(NOW + dt.timedelta(days=90)))
    assert states(store) == ["sent"]
    store.write(lambda one: one.deliveries.tidy(NOW + dt.timedelta(days=90, seconds=1)))
    assert states(store) == []


FAR = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


def test_a_clock_that_jumps_to_2100_gives_up_and_forgets_nothing(store: Store) -> None:
    """However long it is tidied there within a month; and once it is back, a month is a month again."""
    owe(store, "1", "2")
    store.write(lambda one: reach.pause(one, make_place("2"), "kicked", NOW))
    (delivery,) = store.write(lambda one: one.deliveries.claim("telegram", NOW, 1))
    store.write(lambda one: one.deliveries.sent(delivery.id, "m1", NOW))
    owe(store, "3", change_set=2)
    before = states(store)
    for day in range(29):
        assert store.write(lambda one, day=day: one.deliveries.tidy(FAR + dt.timedelta(days=day))) == 0  # type: ignore[misc]
    assert states(store) == before
    assert store.write(lambda one: one.deliveries.tidy(NOW + dt.timedelta(days=30))) == 0
    assert states(store) == before
    store.write(lambda one: one.deliveries.tidy(NOW + dt.timedelta(days=30, seconds=1)))
    assert set(states(store)) == {"sent", "abandoned"}


def test_after_a_long_break_a_month_passes_again_day_by_day(store: Store) -> None:
    """A bot that was off for a year gives up what it could not send, only later."""
    owe(store, "1")
    begun = NOW + dt.timedelta(days=365)
    expired: list[int] = []
    for day in range(31):
        at = begun + dt.timedelta(days=day)
        expired.append(store.write(lambda one, at=at: one.deliveries.tidy(at)))  # type: ignore[misc]
    assert expired == [0] * 30 + [1]


@pytest.mark.parametrize("uncertain", [False, True])
def test_what_a_wrong_clock_put_off_is_due_once_it_is_right(store: Store, *, uncertain: bool) -> None:
    """Tried again in 2100, it is tried now; what waits for its chat or for an hour goes on waiting."""
    owe(store, "1", "2", "3")
    store.write(lambda one: reach.pause(one, make_place("2"), "kicked", NOW))
    first, second = store.write(lambda one: one.deliveries.claim("telegram", NOW, 2))
    store.write(lambda one: one.deliveries.try_again(first.id, "unreachable", FAR, uncertain=uncertain))
    hour = NOW + dt.timedelta(hours=1)
    store.write(lambda one: one.deliveries.try_again(second.id, "unreachable", hour))
    assert claim(store, at=LATER) == []
    assert store.write(lambda one: one.deliveries.hasten(LATER)) == 1
    assert claim(store, at=LATER) == ["1"]
    assert claim(store, at=hour) == ["3"]


def test_a_chat_that_moves_takes_everything_along(store: Store) -> None:
    """A group that became a supergroup keeps its subscriptions and what is owed to it."""
    owe(store, "-1")
    store.write(lambda one: reach.move(one, Place("telegram", "-1"), Place("telegram", "-1001"), NOW))
    assert store.chats.subscriptions(Place("telegram", "-1001")) == ["VA"]
    assert claim(store) == ["-1001"]


@pytest.mark.parametrize("order", [("-1", "-1001"), ("-1001", "-1")])
def test_a_chat_that_moves_onto_a_known_one_becomes_one_with_it(store: Store, order: tuple[str, str]) -> None:
    """Both were owed the same: it is delivered once."""
    owe(store, *order)
    store.write(lambda one: reach.move(one, Place("telegram", "-1"), Place("telegram", "-1001"), NOW))
    assert claim(store) == ["-1001"]
    assert store.db.execute("SELECT count(*) FROM chats").fetchone() == (1,)


def test_a_correction_is_owed_to_those_who_got_the_alert(store: Store) -> None:
    """Only chats that were sent a wrong change are told that it was wrong."""
    owe(store, "1", "2")
    (delivery,) = store.write(lambda one: one.deliveries.claim("telegram", NOW, 1))
    store.write(lambda one: one.deliveries.sent(delivery.id, "m1", NOW))
    wrong = store.deliveries.alerts_sent([1, 99])
    store.write(lambda one: one.deliveries.enqueue(plan_corrections(wrong), LATER))
    second, correction = store.write(lambda one: one.deliveries.claim("telegram", LATER, 10))
    assert (second.subject, correction.subject) == (Alert(1, (1,)), Correction(delivery.id, (1,)))
    assert store.deliveries.sent_at(delivery.id, correction.chat) == NOW


def test_a_group_that_threw_us_out_pauses_its_topics_too(store: Store) -> None:
    """Topics are chats of their own, but being thrown out and added again concerns them all."""
    owe(store, "-5:7", "-5", "-55")
    store.write(lambda one: reach.pause(one, make_place("-5"), "kicked", NOW))
    assert claim(store) == ["-55"]
    assert store.chats.is_paused(make_place("-5"))
    store.write(lambda one: reach.resume(one, make_place("-5"), LATER))
    assert sorted(claim(store, at=LATER)) == ["-5", "-5:7"]
