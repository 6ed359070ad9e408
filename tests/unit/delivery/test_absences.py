"""What a chat missed is one message: what it tells, what it leaves out, and how it is taken back later."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.delivery import reach
from bot.delivery.routing import plan_corrections
from bot.domain.deliveries import Alert, Correction, Mark, Owed, Subject, Summary
from bot.domain.errors import ChatLost, Uncertain
from bot.domain.ports import Work
from storage.store import Store
from tests.support.make import NOW, keep_edition, make_change, make_place
from tests.unit.delivery.test_courier import Clock, Scripted, deliver

CHAT = make_place("1")
LATER = NOW + dt.timedelta(days=9)


@pytest.fixture
def chat(store: Store) -> int:
    """The number of a subscribed chat; nine changes are recorded."""
    edition, changes = keep_edition(store), [make_change(agreement_id=number) for number in range(1, 10)]
    store.write(lambda one: one.agreements.remember(edition, (), [each.agreement for each in changes], changes, NOW))
    store.write(lambda one: one.chats.subscribe(CHAT, ["VA"], "en", NOW))
    known = store.chats.known(CHAT)
    assert known is not None
    return known


def owe(store: Store, *subjects: Subject) -> list[int]:
    """Owe these to every subscribed chat; the numbers of the deliveries, in order."""
    for subject in subjects:
        owed = [Owed(subscriber, subject) for subscriber in store.chats.audience()]
        store.write(lambda one, owed=owed: one.deliveries.enqueue(owed, NOW))  # type: ignore[misc]
    return [row[0] for row in store.db.execute("SELECT id FROM deliveries ORDER BY id DESC LIMIT ?", (len(subjects),))][
        ::-1
    ]


def pause(store: Store, at: dt.datetime = NOW) -> None:
    store.write(lambda one: reach.pause(one, CHAT, "blocked", at))


def resume(store: Store) -> list[Subject]:
    """Resume the chat; what it is owed then, in order."""
    store.write(lambda one: reach.resume(one, CHAT, LATER))
    return due(store)


def due(store: Store) -> list[Subject]:
    subjects: list[Subject] = []
    while claimed := store.write(lambda one: one.deliveries.claim("telegram", LATER, 9)):
        for delivery in claimed:
            subjects.append(delivery.subject)
            store.write(lambda one, number=delivery.id: one.deliveries.sent(number, "m", LATER))  # type: ignore[misc]
    return subjects


def states(store: Store) -> list[tuple[str, str]]:
    return list(store.db.execute("SELECT state, reason FROM deliveries ORDER BY id"))


def alerts(count: int) -> list[Alert]:
    return [Alert(number, (number,)) for number in range(1, count + 1)]


@pytest.mark.usefixtures("chat")
def test_nine_editions_missed_are_one_summary(store: Store) -> None:
    """It tells all nine changes, since when the chat could not be reached; the nine messages are settled as such."""
    pause(store)
    first = owe(store, *alerts(9))[0]
    assert resume(store) == [Summary(first, NOW, tuple(range(1, 10)))]
    assert states(store) == [("abandoned", "summarized")] * 9 + [("sent", "")]


@pytest.mark.usefixtures("chat")
def test_a_summary_says_for_which_states_each_of_its_messages_was_owed(store: Store) -> None:
    """All of them, each once."""
    pause(store)
    for number, follows in enumerate((("VA",), ("MD", "VA"), ("MD",), ("OH",)), start=1):
        owed = [Owed(chat, Alert(number, (number,)), follows=follows) for chat in store.chats.audience()]
        store.write(lambda one, owed=owed: one.deliveries.enqueue(owed, NOW))  # type: ignore[misc]
    store.write(lambda one: reach.resume(one, CHAT, LATER))
    (summary,) = store.write(lambda one: one.deliveries.claim("telegram", LATER, 9))
    assert summary.follows == ("MD", "OH", "VA")


@pytest.mark.usefixtures("chat")
def test_three_messages_missed_are_three_messages(store: Store) -> None:
    """Each as it would have been."""
    pause(store)
    owe(store, *alerts(3))
    assert resume(store) == alerts(3)


@pytest.mark.usefixtures("chat")
async def test_the_message_that_the_chat_refused_is_in_the_summary(store: Store) -> None:
    """Blocked at the first of nine, unblocked later: one message, and nothing else."""
    owe(store, *alerts(9))
    platform, clock = Scripted({"1": [ChatLost("blocked", removed=True)]}), Clock()
    await deliver(store, platform, clock)
    clock.at = LATER
    store.write(lambda one: reach.resume(one, CHAT, LATER))
    await deliver(store, platform, clock)
    assert len(platform.sent) == 1


@pytest.mark.usefixtures("chat")
async def test_what_may_have_arrived_is_told_by_itself_first(store: Store) -> None:
    """A message in doubt is repeated with its nonce; the summary has the others."""
    owe(store, *alerts(6))
    platform, clock = Scripted({"1": [Uncertain("timeout")]}), Clock()
    await deliver(store, platform, clock)
    pause(store)
    assert resume(store) == [Alert(1, (1,)), Summary(2, NOW, (2, 3, 4, 5, 6))]


@pytest.mark.usefixtures("chat")
def test_what_a_waiting_correction_takes_back_is_left_out(store: Store) -> None:
    """Neither what was wrong nor that it was is told, since nobody had heard of it."""
    pause(store)
    first, second, *_ = owe(store, Alert(1, (1, 2)), Alert(3, (3,)), Alert(4, (4,)))
    owe(store, Correction(first, (2,)), Correction(second, (3,)))
    assert resume(store) == [Summary(first, NOW, (1, 4))]


@pytest.mark.usefixtures("chat")
def test_where_all_is_taken_back_nothing_is_told(store: Store) -> None:
    """Two alerts and their two corrections are no message."""
    pause(store)
    first, second = owe(store, Alert(1, (1,)), Alert(2, (2,)))
    owe(store, Correction(first, (1,)), Correction(second, (2,)))
    assert resume(store) == []


@pytest.mark.usefixtures("chat")
def test_a_correction_of_what_had_arrived_stays_a_message_of_its_own(store: Store) -> None:
    """Who was told something wrong before the absence hears of it."""
    (told,) = owe(store, Alert(9, (9,)))
    assert due(store) == [Alert(9, (9,))]
    pause(store)
    owe(store, Correction(told, (9,)))
    first = owe(store, *alerts(4))[0]
    assert resume(store) == [Correction(told, (9,)), Summary(first, NOW, (1, 2, 3, 4))]


@pytest.mark.usefixtures("chat")
def test_an_absence_after_an_absence_is_one_summary_since_the_first(store: Store) -> None:
    """A summary that could not be sent either is taken into the next."""
    pause(store)
    first = owe(store, *alerts(4))[0]
    store.write(lambda one: reach.resume(one, CHAT, LATER))
    pause(store, LATER)
    owe(store, *(Alert(number, (number,)) for number in (5, 6, 7)))
    (summary,) = resume(store)
    assert isinstance(summary, Summary)
    assert (summary.since, summary.changes, summary.of > first) == (NOW, tuple(range(1, 8)), True)


@pytest.mark.usefixtures("chat")
def test_a_chat_that_moves_after_an_absence_gets_one_summary_there(store: Store) -> None:
    """Its platform has just said where it is, which ends the absence as anything else does."""
    pause(store)
    first = owe(store, *alerts(5))[0]
    store.write(lambda one: reach.move(one, CHAT, make_place("2"), LATER))
    assert due(store) == [Summary(first, NOW, (1, 2, 3, 4, 5))]


def test_what_a_summary_told_can_be_corrected(store: Store, chat: int) -> None:
    """A correction names the summary as the message that was wrong, and goes to who got it."""
    pause(store)
    owe(store, *alerts(4))
    (summary,) = resume(store)
    number = store.db.execute("SELECT id FROM deliveries WHERE kind = 'summary'").fetchone()[0]
    wrong = store.deliveries.alerts_sent([2])
    assert [(one.delivery, one.subscriber.chat, one.changes) for one in wrong] == [(number, chat, (2,))]
    assert [owed.subject for owed in plan_corrections(wrong)] == [Correction(number, (2,)), Mark(number, (2,))]
    assert isinstance(summary, Summary)


@pytest.mark.usefixtures("chat")
def test_what_is_taken_back_before_a_summary_goes_out_is_not_in_it(store: Store) -> None:
    """A change withdrawn from what waits is withdrawn from the summary too."""
    pause(store)
    first = owe(store, *alerts(4))[0]
    store.write(lambda one: reach.resume(one, CHAT, LATER))
    store.write(lambda one: one.deliveries.withdraw([2, 3], LATER))
    assert due(store) == [Summary(first, NOW, (1, 4))]


@pytest.mark.usefixtures("chat")
async def test_a_try_that_succeeds_brings_the_rest_as_a_summary(store: Store) -> None:
    """The message that proved the chat reached was its own; five more follow in one."""
    owe(store, *alerts(6))
    platform, clock = Scripted({"1": [ChatLost("may_not_write")]}), Clock()
    await deliver(store, platform, clock)
    clock.at = NOW + dt.timedelta(hours=1)
    store.write(lambda one: reach.probe(one, clock.at))
    await deliver(store, platform, clock)
    assert len(platform.sent) == 2
    assert states(store)[-1] == ("sent", "")


@pytest.mark.usefixtures("chat")
def test_nothing_of_a_summary_is_committed_without_all_of_it(store: Store) -> None:
    """A transaction that fails leaves the messages waiting as they were."""
    pause(store)
    owe(store, *alerts(5))
    before = states(store)

    def fail(work: Work) -> None:
        reach.resume(work, CHAT, LATER)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.write(fail)
    assert states(store) == before
    assert store.chats.absence(CHAT) is not None
