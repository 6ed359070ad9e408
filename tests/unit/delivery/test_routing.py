"""Who is owed what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.routing import INTERESTS, interest_of, plan, plan_corrections
from bot.domain.agreements import ChangeKind, Reason, RecordedChange
from bot.domain.chats import ALL_STATES, TOLD_UNASKED, Interest, Subscriber
from bot.domain.deliveries import Correction, SentAlert, named_by
from bot.domain.editions import ListKind
from tests.support.make import make_recorded, make_subscriber


def owed(changes: list[RecordedChange], *audience: Subscriber) -> dict[int, tuple[int, ...]]:
    return {one.subscriber.chat: named_by(one.subject) for one in plan(changes, audience)}


@pytest.mark.parametrize("kind", ChangeKind)
def test_texts_are_told_to_who_asked_and_corrections_to_nobody(kind: ChangeKind) -> None:
    """A chat that switched nothing hears what appears, leaves, is renewed or is under another agency."""
    everything = replace(make_subscriber(2), interests=frozenset(Interest))
    text = kind.startswith(("moa_", "addendum_"))
    told = {} if kind is ChangeKind.CORRECTED else {2: (1,)} if text else {1: (1,), 2: (1,)}
    assert owed([make_recorded(1, kind)], make_subscriber(1), everything) == told


@pytest.mark.parametrize("kind", INTERESTS)
def test_what_a_chat_switched_off_is_not_told_there(kind: ChangeKind) -> None:
    """The other changes of the edition are."""
    other = ChangeKind.ENDED if INTERESTS[kind] is not Interest.DEPARTURES else ChangeKind.SIGNED
    without = replace(make_subscriber(1), interests=TOLD_UNASKED - {INTERESTS[kind]})
    assert owed([make_recorded(1, kind), make_recorded(2, other)], without) == {1: (2,)}


def test_a_pending_agreement_under_another_agency_is_news_of_the_pending_list() -> None:
    """Who does not follow that list hears nothing of it."""
    change = make_recorded(1, ChangeKind.RELABELLED, list=ListKind.PENDING)
    assert owed([change], replace(make_subscriber(1), interests=TOLD_UNASKED - {Interest.PENDING})) == {}
    assert owed([change], replace(make_subscriber(1), interests=frozenset({Interest.PENDING}))) == {1: (1,)}


def test_who_was_told_the_former_name_hears_the_new_one_whatever_is_wanted() -> None:
    """In one message with the rest, also where the kind is off, the state another, or the subscription gone."""
    changes = [make_recorded(1, ChangeKind.RELABELLED), make_recorded(2, state="MD")]
    off = replace(make_subscriber(1, "MD"), interests=frozenset({Interest.SIGNINGS}))
    told = [SentAlert(7, make_subscriber(chat), (1,)) for chat in (1, 2, 9)] + [SentAlert(8, make_subscriber(9), (1,))]
    planned = list(plan(changes, [off, make_subscriber(2, "VA"), make_subscriber(3, "OH")], owed=told))
    assert [(one.subscriber.chat, named_by(one.subject)) for one in planned] == [(1, (1, 2)), (2, (1,)), (9, (1,))]


def test_an_alert_knows_for_which_states_its_chat_is_told() -> None:
    """Those that it follows of those that are told; ``all`` alone, and what a mistyped state may mean."""
    changes = [make_recorded(1, state="VA"), make_recorded(2, state="MD"), make_recorded(3, state="WEST VIRGINA")]
    audience = [make_subscriber(n, *states) for n, states in enumerate((["VA", "OH"], ["VA", "MD"], ["all"], ["WV"]))]
    spared = plan(changes, audience[1:2], {(1, 2)})
    assert [one.follows for one in (*plan(changes, audience), *spared)] == [
        *[("VA",), ("MD", "VA"), ("all",), ("WV",)],
        ("VA",),
    ]


def test_what_leaves_the_pending_list_because_it_is_signed_is_quiet() -> None:
    """Its signing is the news."""
    quiet = make_recorded(1, ChangeKind.PENDING_DROPPED, reason=Reason.NOW_SIGNED)
    assert owed([quiet, make_recorded(2, ChangeKind.PENDING_DROPPED)], make_subscriber(1)) == {1: (2,)}


def test_each_chat_is_owed_the_changes_of_its_states_in_one_delivery() -> None:
    """Two states in one chat are one delivery, in the order of the changes."""
    changes = [make_recorded(1, state="VA"), make_recorded(2, state="OH"), make_recorded(3, state="MD")]
    audience = [make_subscriber(1, "VA"), make_subscriber(2, "MD", "VA"), make_subscriber(3, ALL_STATES)]
    assert owed(changes, *audience) == {1: (1,), 2: (1, 3), 3: (1, 2, 3)}


def test_nothing_is_owed_to_who_wants_another_state() -> None:
    """No delivery is made, not even an empty one."""
    assert list(plan([make_recorded(1, state="VA")], [make_subscriber(1, "WV")])) == []


def test_nothing_is_owed_to_nobody_or_for_nothing() -> None:
    """No chats, no changes, or only quiet changes."""
    assert list(plan([make_recorded()], [])) == []
    assert list(plan([], [make_subscriber()])) == []
    assert list(plan([make_recorded(1, ChangeKind.CORRECTED)], [make_subscriber(1, ALL_STATES)])) == []


def test_a_quiet_change_is_left_out_of_what_is_told() -> None:
    """The correction of the same edition does not ride along."""
    changes = [make_recorded(1, ChangeKind.CORRECTED), make_recorded(2, ChangeKind.ENDED)]
    assert owed(changes, make_subscriber(1)) == {1: (2,)}


def test_a_paused_chat_is_owed_all_the_same() -> None:
    """Whether it is sent now is the outbox's business: nothing is lost."""
    assert owed([make_recorded(1)], make_subscriber(1, paused=True)) == {1: (1,)}


def test_a_chat_that_gets_a_correction_is_spared_the_alert_of_the_same() -> None:
    """Its other changes are still told, and other chats are told everything."""
    changes = [make_recorded(1), make_recorded(2)]
    spared = {(1, 1), (2, 1), (2, 2)}
    planned = plan(changes, map(make_subscriber, (1, 2, 3)), spared)
    found = {one.subscriber.chat: named_by(one.subject) for one in planned}
    assert found == {1: (2,), 3: (1, 2)}


def test_every_wrong_alert_is_corrected_once() -> None:
    """The correction names the delivery that told it."""
    wrong = [SentAlert(8, make_subscriber(1), (4,)), SentAlert(9, make_subscriber(2), (4, 5))]
    assert [(owed.subscriber.chat, owed.subject) for owed in plan_corrections(wrong)] == [
        (1, Correction(8, (4,))),
        (2, Correction(9, (4, 5))),
    ]


states = st.sampled_from(["VA", "MD", "OH", "GU"])
recorded = st.builds(make_recorded, st.just(1), st.sampled_from(ChangeKind), state=states)


@given(st.lists(recorded, max_size=8), st.lists(st.sets(states, min_size=1) | st.just({ALL_STATES}), max_size=6))
def test_a_chat_is_owed_exactly_the_alerted_changes_of_its_states(
    changes: list[RecordedChange], wishes: list[set[str]]
) -> None:
    """At most one delivery a chat, nothing missing, nothing more, for any changes and any chats."""
    changes = [RecordedChange(n, one.sheet, one.at, one.change) for n, one in enumerate(changes)]
    audience = [make_subscriber(chat, *wish) for chat, wish in enumerate(wishes)]
    found = list(plan(changes, audience))
    assert len({one.subscriber.chat for one in found}) == len(found)
    for subscriber in audience:
        wanted = tuple(
            one.id
            for one in changes
            if interest_of(one.change) in TOLD_UNASKED
            and (ALL_STATES in subscriber.states or one.change.agreement.state in subscriber.states)
            and (ALL_STATES in subscriber.states or one.change.agreement.state in subscriber.states)
        )
        assert {one.subscriber.chat: named_by(one.subject) for one in found}.get(subscriber.chat, ()) == wanted
