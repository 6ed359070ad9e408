"""What a run must have kept: the promise of ``docs/delivery.md``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STOP_WITHIN = 10.0
IN_FLIGHT = 10
"""Messages to Telegram that can be under way at once, so that a kill leaves their fate in doubt."""


def broken(report: Mapping[str, Any]) -> list[str]:
    """Every part of the promise that a run broke, in words; empty when it was kept."""
    discord, telegram = report["discord"], report["telegram"]
    rules = {
        "a Discord chat was not told something": discord["lost"] == 0,
        "a Telegram chat was not told something": telegram["lost"] == 0,
        "a Discord chat was told something twice": discord["doubled"] == 0,
        "Telegram had more doubles in a life than can be in flight": telegram["most_doubled_in_one_life"] <= IN_FLIGHT,
        "a chat was told what it was not owed": discord["not_owed"] + telegram["not_owed"] == 0,
        "a message told nothing": not report["unreadable"],
        "a request broke a platform's rules": not report["violations"],
        "a life did not end well when asked to": all(
            one["status"] == 0 and one["seconds"] < STOP_WITHIN
            for one in (report["stopped_while_delivering"], report["stopped_idle"])
        ),
        "something was left in flight by a life asked to end": report["stopped_while_delivering"]["left_in_flight"]
        == 0,
    }
    return [sentence for sentence, kept in rules.items() if not kept]
