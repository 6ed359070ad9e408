"""Who is owed what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.routing import INTERESTS, answering, interest_of, plan, plan_corrections, plan_withdrawals
from bot.domain.agreements import ChangeKind, Reason, RecordedChange
from bot.domain.chats import ALL_STATES, TOLD_UNASKED, Interest, Subscriber
from bot.domain.deliveries import Alert, Correction, Mark, Notice, Owed, SentAlert, named_by
from bot.domain.editions import ListKind
from tests.support.make import make_recorded, make_subscriber


def owed(changes: list[RecordedChange], *audience: Subscriber) -> dict[int, tuple[int, ...]]:
    return {one.subscriber.chat: named_by(one.subject) for one in plan(changes, audience)}


@pytest.mark.parametrize("kind", ChangeKind)
def test_texts_are_told_to_who_asked_and_corrections_of_nothing_to_nobody(kind: ChangeKind) -> None:
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


def test_texts_that_are_posted_are_an_alert_of_their_own_told_daily() -> None:
    """Beside what is told at once; together with it where a chat wants each at once."""
    changes = [make_recorded(1, ChangeKind.MOA_POSTED), make_recorded(2), make_recorded(3, ChangeKind.ADDENDUM_POSTED)]
    daily = replace(make_subscriber(1), interests=TOLD_UNASKED | {Interest.DOCUMENTS})
    at_once = replace(make_subscriber(2), interests=daily.interests | {Interest.DOCUMENTS_AT_ONCE})
    unasked = replace(make_subscriber(3), interests=TOLD_UNASKED | {Interest.DOCUMENTS_AT_ONCE})
    assert [(one.subscriber.chat, one.subject) for one in plan(changes, [daily, at_once, unasked])] == [
        (1, Alert(1, (2,))),
        (1, Alert(1, (1, 3), daily=True)),
        (2, Alert(1, (1, 2, 3))),
        (3, Alert(1, (2,))),
    ]


def test_texts_that_come_daily_stay_so_where_a_chat_is_told_something_anyhow() -> None:
    """What it is spared is left out of what is told at once alone."""
    changes = [make_recorded(1, ChangeKind.MOA_POSTED), make_recorded(2), make_recorded(3, ChangeKind.RELABELLED)]
    daily = replace(make_subscriber(1), interests=frozenset({Interest.DOCUMENTS, Interest.SIGNINGS}))
    told = [SentAlert(7, daily, (3,))]
    planned = [one.subject for one in plan(changes, [daily], spared={(1, 2)}, owed=told)]
    assert planned == [Alert(1, (3,)), Alert(1, (1,), daily=True)]


def test_what_the_list_corrects_is_told_to_who_asked() -> None:
    """Where the list itself prints it otherwise now; not what is ours alone, nor a row that was there twice."""
    asks = replace(make_subscriber(1), interests=frozenset({Interest.CORRECTIONS}))
    corrected = make_recorded(1, ChangeKind.CORRECTED, was={"county": "Paige County", "agency_id": "VA-paige"})
    others = [
        make_recorded(2, ChangeKind.CORRECTED, was={"agency_id": "VA-paige"}),
        make_recorded(3, ChangeKind.CORRECTED, reason=Reason.LISTED_TWICE),
        make_recorded(4, ChangeKind.CORRECTED, reason=Reason.RETRACTED, was={"ended": "true"}),
    ]
    assert owed([corrected, *others], asks, make_subscriber(2)) == {1: (1,)}


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


def test_every_wrong_alert_is_corrected_once_by_a_reply_and_then_marked() -> None:
    """Both name the delivery that told it; everybody has the correction before the first is marked."""
    wrong = [SentAlert(8, make_subscriber(1), (4,)), SentAlert(9, make_subscriber(2), (4, 5))]
    assert [(owed.subscriber.chat, owed.subject, owed.answers) for owed in plan_corrections(wrong)] == [
        (1, Correction(8, (4,)), 8),
        (2, Correction(9, (4, 5)), 9),
        (1, Mark(8, (4,)), None),
        (2, Mark(9, (4, 5)), None),
    ]


def answers(
    told: tuple[int, ...], confirmed: Sequence[SentAlert] = (), renamed: Sequence[SentAlert] = ()
) -> int | None:
    """What an alert of these changes to the first chat replies to."""
    (owed,) = answering([Owed(make_subscriber(1), Alert(1, told))], confirmed, renamed)
    return owed.answers


def test_an_alert_that_confirms_what_was_told_early_replies_to_that() -> None:
    """To the last of several messages of its own chat, and only where it tells something of what they did."""
    early = [SentAlert(number, make_subscriber(chat), (4,)) for number, chat in ((7, 1), (6, 1), (8, 2))]
    assert answers((3, 4), early) == 7
    assert answers((3,), early) is None
    assert answers((3, 4), early[2:]) is None


def test_an_alert_of_a_new_name_alone_replies_to_the_one_with_the_former() -> None:
    """One that tells of other agencies too is a message of its own."""
    renamed = [SentAlert(7, make_subscriber(1), (4, 5))]
    assert answers((4, 5), renamed=renamed) == 7
    assert answers((4, 6), renamed=renamed) is None


def test_a_withdrawal_replies_to_the_last_message_that_told_it() -> None:
    """One chat that heard of it in two gets one withdrawal of both."""
    told = [SentAlert(7, make_subscriber(1), (4,)), SentAlert(9, make_subscriber(1), (5,))]
    assert [(owed.subject, owed.answers) for owed in plan_withdrawals(3, told)] == [(Notice(3, (4, 5)), 9)]


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
            and (ALL_STATES in subscriber.areas or one.change.agreement.state in subscriber.areas)
            and (ALL_STATES in subscriber.areas or one.change.agreement.state in subscriber.areas)
        )
        assert {one.subscriber.chat: named_by(one.subject) for one in found}.get(subscriber.chat, ()) == wanted
