"""What is said of events that could not be read, and how often a shard may connect."""

from __future__ import annotations

import pytest

from adapters.discord.aside import Aside, readable_id
from adapters.discord.gateway import Patience
from tests.support.log_lines import lines_of


def test_a_failure_is_said_once_a_server_and_kind() -> None:
    """The ids of server and channel stand in it, and nothing else of the event."""
    aside = Aside()
    with lines_of("adapters.discord.aside", 30) as log:
        for _ in range(5):
            aside.note("CHANNEL_UPDATE", {"id": "12", "guild_id": "34", "name": "zqxword"}, KeyError("zqxword"))
        aside.note("GUILD_CREATE", {"id": "34"}, KeyError())
        aside.note("INTERACTION_CREATE", {"channel_id": "56", "guild_id": ["zqxword"]}, TypeError())
        aside.note("on_ready", None, None)
    assert log.lines == [
        "Discord: CHANNEL_UPDATE was set aside (server 34, channel 12; KeyError)",
        "Discord: GUILD_CREATE was set aside (server 34, channel unknown; KeyError)",
        "Discord: INTERACTION_CREATE was set aside (server unknown, channel 56; TypeError)",
        "Discord: on_ready was set aside (server unknown, channel unknown; NoneType)",
    ]


def test_a_flood_of_different_failures_fills_no_log() -> None:
    """After 1,000 lines nothing more is written."""
    aside = Aside()
    with lines_of("adapters.discord.aside", 30) as log:
        for number in range(1500):
            aside.note("GUILD_CREATE", {"id": str(number)}, KeyError())
    assert len(log.lines) == 1000


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("123", "123"),
        (123, "123"),
        (str(2**64 - 1), str(2**64 - 1)),
        (2**64, None),
        (10**30, None),
        ("9" * 50, None),
        (True, None),
        (-1, None),
        ("-1", None),
        ("١٢", None),
        ("name", None),
        (None, None),
        (1.5, None),
        ([], None),
    ],
)
def test_an_id_is_a_number_of_64_bits(value: object, number: str | None) -> None:
    """Whatever else stands in its place is not repeated."""
    assert readable_id(value) == number


def test_a_number_too_long_to_be_printed_is_no_id() -> None:
    """5,000 digits are more than Python turns into text, or text into a number."""
    assert readable_id(10**5000) is None
    assert readable_id("9" * 5000) is None


def test_a_shard_connects_three_times_a_minute_and_then_it_is_said() -> None:
    """Another shard has a count of its own, and a minute later it may again."""
    now = [0.0]
    patience = Patience(lambda: now[0])
    for _ in range(3):
        patience.take(0)
    patience.take(1)
    with pytest.raises(ConnectionError, match="interrupted 3 times"):
        patience.take(0)
    now[0] = 60.0
    patience.take(0)
