"""What is said of trouble with receiving: when it begins, and when it ends."""

from __future__ import annotations

import logging

import pytest

from adapters.telegram.trouble import Trouble

ENDS = "Telegram: nobody else is in the way any more"
OTHER = "Telegram: another process polls with this token, so that commands may go unanswered; alerts go out"


def test_trouble_with_the_network_is_known_and_left_to_others_to_say(caplog: pytest.LogCaptureFixture) -> None:
    """It is a line in the log once it has lasted a minute, which is not for an adapter to count."""
    caplog.set_level(logging.INFO)
    trouble = Trouble()
    trouble.end()
    for reason in ("cannot_connect", "timed_out", "cannot_connect", "network"):
        trouble.begin(reason)
        assert trouble.problem == reason
    trouble.end()
    assert trouble.problem is None
    assert caplog.records == []


def test_two_pollers_that_take_turns_for_an_hour_are_two_lines(caplog: pytest.LogCaptureFixture) -> None:
    """An answer in between is no end of it; a minute without a conflict is."""
    caplog.set_level(logging.INFO)
    now = 0.0
    trouble = Trouble(lambda: now)
    for minute in range(120):
        now = minute * 30.0
        trouble.begin("another_poller")
        now += 10.0
        trouble.end()
        assert trouble.problem == "another_poller"
    now += 60.0
    trouble.end()
    assert trouble.problem is None
    assert [record.getMessage() for record in caplog.records] == [OTHER, ENDS]


def test_another_poller_is_said_once_whatever_comes_between(caplog: pytest.LogCaptureFixture) -> None:
    """It is something that the operator has to see to."""
    trouble = Trouble()
    for reason in ("cannot_connect", "another_poller", "cannot_connect", "another_poller"):
        trouble.begin(reason)
    assert [record.getMessage() for record in caplog.records] == [OTHER]
