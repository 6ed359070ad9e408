"""An edition to a crowd through the whole bot, Telegram's limits enforced, in virtual time."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import pytest

from tests.programs.bench.crowd import QUESTIONS, Fanned, fan_out

CHATS = 300


@functools.cache
def alone(chats: int = CHATS) -> Fanned:
    return fan_out(chats)


@pytest.mark.parametrize("latency", [0.02, 0.1, 0.3, 0.31])
def test_an_edition_reaches_everyone_at_the_pace_and_within_the_limits(latency: float) -> None:
    """300 chats are told once each at 95 % of the limit or more, and no request is refused.

    A commit takes 5 ms and an answer 15 ms longer than Telegram does; ten under way suffice for up to 310 ms of that.
    """
    fanned = fan_out(CHATS, latency=latency)
    assert (len(fanned.alerts), fanned.doubled, fanned.too_many) == (300, 0, 0)
    assert fanned.share >= 95


@pytest.mark.parametrize("after", [1, 20, 3600])
@pytest.mark.parametrize("chat", [1, -60])
def test_one_chat_that_always_refuses_delays_no_other(chat: int, after: int) -> None:
    """The median of the 299 others, and the last of them, are told less than a tenth of a second later."""
    fanned = fan_out(CHATS, refusing={chat: after})
    assert (len(fanned.alerts), fanned.doubled, fanned.too_many) == (299, 0, 0)
    assert fanned.half - alone().half < 0.1
    assert fanned.last - alone().last < 0.1


@pytest.mark.parametrize("after", [20, 3600])
def test_two_neighbours_that_always_refuse_delay_others_by_a_trial(after: int) -> None:
    """All 298 others are told within a second and a tenth of when they would be."""
    fanned = fan_out(CHATS, refusing={1: after, -1: after})
    assert len(fanned.alerts) == 298
    assert fanned.last - alone().last < 1.1


def test_ten_chats_that_refuse_for_an_hour_each_hold_nobody_up() -> None:
    """Spread among 300, they cost the 290 others less than two seconds."""
    fanned = fan_out(CHATS, refusing={12 * number: 3600 for number in range(1, 11)})
    assert len(fanned.alerts) == 290
    assert fanned.last - alone().last < 2


def test_ten_neighbours_that_refuse_for_an_hour_hold_others_up_for_seconds() -> None:
    """The first ten of 300, one after another: 35 seconds, and never the hour."""
    fanned = fan_out(CHATS, refusing={side * number: 3600 for number in range(1, 6) for side in (1, -1)})
    assert len(fanned.alerts) == 290
    assert fanned.last - alone().last < 36


@pytest.mark.parametrize(("questions", "answers"), [(QUESTIONS[:1] * 6, 200), (QUESTIONS, 600)])
def test_600_commands_during_a_fan_out_delay_alerts_by_less_than_five_seconds(
    questions: Sequence[str], answers: int
) -> None:
    """Of 1,000 chats 100 ask six times: the median and the last alert, nothing refused, nothing lost.

    The same question is answered once, with one hint; six different ones have six answers.
    """
    fanned = fan_out(1000, questions=questions)
    assert (len(fanned.alerts), fanned.doubled, fanned.too_many) == (1000, 0, 0)
    assert fanned.half - alone(1000).half < 5
    assert fanned.last - alone(1000).last < 5
    assert len(fanned.answers) == answers
