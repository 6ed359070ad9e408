"""The weekly word that nothing happened: only where that is so, once a week, and else why it cannot be said."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.delivery import reach
from bot.delivery.all_clear import next_all_clear, tell_all_clear
from bot.delivery.digests import take
from bot.delivery.troubles import observe
from bot.domain.deliveries import Alert, AllClear, Owed, Standstill
from bot.domain.editions import ListKind
from bot.domain.holds import Hold, HoldReason
from bot.domain.ports import Work
from bot.domain.settings import UNSET, ChatSettings, Quiet, Times, Weekday
from bot.domain.watching import Observed, Problem, TroubleKind
from storage.store import Store
from tests.support.make import keep_edition, make_place

CHAT = make_place("1")
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
CHICAGO = "America/Chicago"
MONDAYS = ChatSettings(zone=CHICAGO, all_clear=Times(dt.time(9), Weekday.MONDAY))
FIRST = dt.datetime(2026, 3, 2, 15, tzinfo=dt.UTC)
"""A Monday, 9:00 in Chicago; a week later clocks there have been put forward, and it is 14:00 UTC."""

SECOND = dt.datetime(2026, 3, 9, 14, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def chat(store: Store) -> int:
    """The number of a chat that is subscribed to Virginia since long ago and wants an all-clear on Mondays."""
    store.write(lambda work: work.chats.subscribe(CHAT, ["VA", "MD"], "en", FIRST - 30 * DAY))
    return wish(store, MONDAYS, FIRST - MINUTE)


def wish(store: Store, settings: ChatSettings, at: dt.datetime) -> int:
    def work(one: Work) -> int:
        number = one.chats.change_settings(CHAT, settings, "en", at)
        one.chats.set_all_clear(number, next_all_clear(settings, at))
        return number

    return store.write(work)


def look(store: Store, at: dt.datetime) -> None:
    """A poll that showed the list."""
    store.write(lambda work: work.looks.looked("ice.gov", at, None))


def told(store: Store, at: dt.datetime, *, looked: bool = True) -> list[AllClear]:
    """What the look after ourselves owes at a time, and the courier delivers."""
    if looked:
        look(store, at - MINUTE)
    store.write(lambda work: tell_all_clear(work, at))
    found = []
    for delivery in store.write(lambda work: take(work, "telegram", at, 9)):
        store.write(lambda work, number=delivery.id: work.deliveries.sent(number, "m", at))  # type: ignore[misc]
        if isinstance(delivery.subject, AllClear):
            found.append(delivery.subject)
    return found


def owe(store: Store, at: dt.datetime) -> None:
    """An alert at a time."""
    store.write(
        lambda work: work.deliveries.enqueue(
            [Owed(chat, Alert(at.toordinal(), (1,))) for chat in work.chats.audience()], at
        )
    )


def test_after_a_week_without_news_it_is_said_that_there_was_none(store: Store) -> None:
    """Since when, for which states, and when the list was last read; at the hour of the chat's clock."""
    assert told(store, FIRST - MINUTE) == []
    (clear,) = told(store, FIRST)
    assert (clear.since, clear.areas, clear.stands) == (FIRST - 7 * DAY, ("MD", "VA"), Standstill.CLEAR)
    assert (clear.checked_at, clear.zone) == (FIRST - MINUTE, CHICAGO)
    assert told(store, SECOND - MINUTE) == []
    assert [one.since for one in told(store, SECOND)] == [FIRST]


def test_it_is_said_once_a_week_whatever_ends_the_process(store: Store) -> None:
    """Looking again, as after a restart, owes no second one; nor does setting it again."""
    assert len(told(store, FIRST)) == 1
    assert told(store, FIRST + MINUTE) == []
    wish(store, UNSET, FIRST + MINUTE)
    wish(store, MONDAYS, FIRST + MINUTE)
    assert told(store, FIRST + 2 * MINUTE) == []
    assert len(told(store, SECOND)) == 1


def test_a_transaction_that_fails_leaves_it_to_be_said(store: Store) -> None:
    """The word and when the next one comes are one transaction."""
    look(store, FIRST)

    def killed(work: Work) -> None:
        assert tell_all_clear(work, FIRST) == 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.write(killed)
    assert len(told(store, FIRST)) == 1


def test_a_chat_that_was_told_something_needs_none(store: Store) -> None:
    """Nor one for which something waits, as for its digest."""
    owe(store, FIRST - DAY)
    assert [one.subject for one in store.write(lambda work: take(work, "telegram", FIRST - DAY, 9))] != []
    store.write(lambda work: work.deliveries.sent(1, "m", FIRST - DAY))
    assert told(store, FIRST) == []
    wish(
        store, ChatSettings(digest=Times(dt.time(8), Weekday.FRIDAY), all_clear=MONDAYS.all_clear, zone=CHICAGO), FIRST
    )
    owe(store, SECOND - DAY)
    assert told(store, SECOND) == []


def test_where_the_list_cannot_be_read_it_says_that_instead(store: Store) -> None:
    """Silence would be taken for good news, and so would an all-clear."""
    look(store, FIRST - DAY)
    unseen = Observed(TroubleKind.LIST_UNSEEN, "participating", Problem("page_status"))
    store.write(lambda work: observe(work, [TroubleKind.LIST_UNSEEN], [unseen], (), FIRST - DAY))
    (clear,) = told(store, FIRST, looked=False)
    assert (clear.stands, clear.checked_at) == (Standstill.UNREADABLE, FIRST - DAY)


@pytest.mark.parametrize(("state", "stands"), [("VA", "checking"), (None, "checking"), ("OH", "clear")])
def test_what_is_held_of_its_states_is_no_all_clear(store: Store, state: str | None, stands: str) -> None:
    """Something may have happened there, and is being checked."""
    edition = keep_edition(store)
    hold = Hold(ListKind.PARTICIPATING, state, HoldReason.MASS_DEPARTURE, FIRST - DAY, edition.id)
    store.write(lambda work: work.holds.begin(hold))
    (clear,) = told(store, FIRST)
    assert clear.stands == Standstill(stands)


def test_after_a_time_in_which_nobody_looked_the_first_look_is_waited_for(store: Store) -> None:
    """A program that was off since Sunday says on Tuesday what it then knows, late and once."""
    look(store, FIRST - DAY)
    assert told(store, FIRST + DAY, looked=False) == []
    (clear,) = told(store, FIRST + DAY + MINUTE)
    assert (clear.stands, clear.since) == (Standstill.CLEAR, FIRST - 7 * DAY)
    assert told(store, FIRST + DAY + 2 * MINUTE) == []


def test_since_when_is_no_longer_ago_than_its_states(store: Store) -> None:
    """Of a state that was subscribed to on Friday nothing is known of Tuesday."""
    store.write(lambda work: work.chats.subscribe(CHAT, ["OH"], "en", FIRST - 3 * DAY))
    assert [one.since for one in told(store, FIRST)] == [FIRST - 3 * DAY]


def test_a_chat_without_states_or_that_cannot_be_reached_gets_none(store: Store) -> None:
    """Four of them at once, after a month, would say nothing true."""
    store.write(lambda work: reach.pause(work, CHAT, "blocked", FIRST - DAY))
    assert told(store, FIRST) == []
    store.write(lambda work: reach.resume(work, CHAT, FIRST + DAY))
    assert told(store, FIRST + DAY) == []
    store.write(lambda work: work.chats.unsubscribe(CHAT, None))
    assert told(store, SECOND) == []


def test_in_quiet_hours_it_comes_afterwards(store: Store) -> None:
    """As everything does."""
    wish(
        store,
        ChatSettings(quiet=Quiet(dt.time(8), dt.time(10)), zone=CHICAGO, all_clear=MONDAYS.all_clear),
        FIRST - DAY,
    )
    assert told(store, FIRST) == []
    assert len(told(store, FIRST + 60 * MINUTE)) == 1


def test_a_clock_that_had_run_ahead_does_not_end_it(store: Store) -> None:
    """What it put off by more than eight days is set right by the next look."""
    wish(store, MONDAYS, FIRST + 400 * DAY)
    assert told(store, FIRST - MINUTE) == []
    assert len(told(store, FIRST)) == 1


def test_who_does_not_want_it_hears_nothing(store: Store) -> None:
    """It is off until a chat asks for it, and again when it no longer does."""
    wish(store, UNSET, FIRST - MINUTE)
    assert told(store, FIRST) == []
