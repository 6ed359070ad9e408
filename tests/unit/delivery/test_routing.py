"""Who is owed what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.routing import ALERTED, is_alerted, plan, plan_corrections
from bot.domain.agreements import ChangeKind, Reason, RecordedChange
from bot.domain.chats import ALL_STATES, Subscriber
from bot.domain.deliveries import Correction, SentAlert, named_by
from tests.support.make import make_recorded, make_subscriber


def owed(changes: list[RecordedChange], *audience: Subscriber) -> dict[int, tuple[int, ...]]:
    return {one.subscriber.chat: named_by(one.subject) for one in plan(changes, audience)}


@pytest.mark.parametrize("kind", ChangeKind)
def test_only_what_appears_or_leaves_is_told(kind: ChangeKind) -> None:
    """A correction and a posted agreement are recorded and alert nobody."""
    told = kind not in (ChangeKind.CORRECTED, ChangeKind.MOA_POSTED)
    assert (kind in ALERTED) == told
    assert owed([make_recorded(1, kind)], make_subscriber(1)) == ({1: (1,)} if told else {})


def test_what_leaves_the_pending_list_because_it_is_signed_is_quiet() -> None:
    """Its signing is the news."""
    assert not is_alerted(make_recorded(1, ChangeKind.PENDING_DROPPED, reason=Reason.NOW_SIGNED))
    assert is_alerted(make_recorded(1, ChangeKind.PENDING_DROPPED))


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
            if is_alerted(one) and (ALL_STATES in subscriber.states or one.change.agreement.state in subscriber.states)
        )
        assert {one.subscriber.chat: named_by(one.subject) for one in found}.get(subscriber.chat, ()) == wanted
