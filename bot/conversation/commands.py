"""The commands that a chat understands: one table, from which every platform makes its own menus.  Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """The one argument of a command; ``suggests`` names what to complete it with on platforms that can."""

    name: str
    description: str
    required: bool = False
    suggests: str | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """One command: ``manages`` means that it needs an administrator in a group or server."""

    name: str
    description: str
    option: Option | None = None
    manages: bool = False


COMMANDS = (
    Command(
        "subscribe",
        "Alert this chat when an agency in these states appears on or leaves the list",
        Option(
            "states", "Codes or names, such as VA MD or Virginia, Maryland; or: all", required=True, suggests="state"
        ),
        manages=True,
    ),
    Command(
        "unsubscribe",
        "Stop the alerts for these states, or all of them",
        Option("states", "Codes or names; leave out to stop every alert in this chat", suggests="state"),
        manages=True,
    ),
    Command("subscriptions", "Which states this chat is alerted about"),
    Command(
        "state",
        "Who in a state has a 287(g) agreement now",
        Option("state", "Code or name, such as VA or Virginia", required=True, suggests="state"),
    ),
    Command(
        "changes",
        "The latest changes in a state, corrections of the list included",
        Option("state", "Code or name, such as VA or Virginia", required=True, suggests="state"),
    ),
    Command("help", "What this bot does and how to use it"),
)
"""Names and descriptions keep to the strictest platform: 32 and 100 characters."""
