"""What is in the way of receiving, by its gravity, and the lines that begin and end it."""

from __future__ import annotations

import pytest

from adapters.discord import reception
from adapters.discord.reception import Reception
from tests.support.log_lines import lines_of


async def test_the_gravest_trouble_is_named() -> None:
    """No connection, then another process, then commands that Discord did not take."""
    state = Reception()
    state.refused("rate_limited", 61.0)
    state.rivaled()
    assert state.problem == "not_connected"
    state.connection = None
    assert state.problem == "another_process"
    state._alone()
    assert state.problem == "commands_not_registered"
    state.registered()
    assert state.problem is None


async def test_each_trouble_is_one_line_when_it_begins_and_one_when_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it is met in between."""
    monkeypatch.setattr(reception, "RIVAL_FOR", 0.01)
    state = Reception()
    with lines_of("adapters.discord.reception") as log:
        for _ in range(3):
            state.rivaled()
            state.refused("rate_limited", 61.0)
        await log.until("no other process")
        for _ in range(3):
            state.registered()
    assert [line.removeprefix("Discord: ")[:33] for line in log.lines] == [
        "another process uses this token: ",
        "the commands could not be registe",
        "no other process has answered a c",
        "the commands are registered now",
    ]
