"""What can be pressed below a message.  Pure.

A button is a command: pressing it gives that command, as the person who presses, whose rights are asked about then.
So nothing about a button is kept anywhere, and it works after a restart, for as long as its message stands.
"""

from __future__ import annotations

from dataclasses import dataclass

DATA_AT_MOST = 64
"""Bytes that what is sent along with a button may have: Telegram's limit (https://core.telegram.org/bots/api)."""

LABEL_AT_MOST = 80
"""Characters of a label: Discord's limit for buttons, the strictest."""

CHOICES_AT_MOST = 25
"""Buttons under one prompt: Discord's limit for a menu to choose from."""

BUTTONS_AT_MOST = 100
"""Buttons below one message: Telegram refuses more (REPLY_MARKUP_TOO_LONG).

It is less than Discord's five menus of `CHOICES_AT_MOST`.
"""

CHOSEN = "✓ "
"""What stands before the label of a button that says how something is now."""

_VERSION = "1"
"""Stands before all that is sent along, so that buttons of another version can be told from ours."""


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: what it says, and the command, with its words, that pressing it gives.

    ``chosen``: it stands for what is set now, and is marked so.  ``about``: the address of the chat that the command
    is about, where that is not the one in which the button stands.
    """

    label: str
    command: str
    words: str = ""
    chosen: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Keys:
    """Buttons in a row, five at most; with a ``prompt`` a list of up to 25 from which one is chosen."""

    buttons: tuple[Button, ...]
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """The command that a pressed button gave."""

    command: str
    words: str
    about: str


def data_of(button: Button) -> str:
    """Write what is sent along with a button, to be read by `pressed`.

    Raises:
        ValueError: it is longer than `DATA_AT_MOST` bytes.
    """
    data = f"{_VERSION}{button.about} {button.command} {button.words}".rstrip()
    if len(data.encode()) > DATA_AT_MOST:
        raise ValueError(f"too long for a button: {data}")
    return data


def fits(button: Button) -> bool:
    """Whether what is sent along with a button is short enough."""
    try:
        data_of(button)
    except ValueError:
        return False
    return True


def pressed(data: str) -> Pressed | None:
    """Read what was sent along with a button; None where that is none of ours, or of another version."""
    head, _, rest = data.partition(" ")
    command, _, words = rest.partition(" ")
    if head[:1] != _VERSION or not command:
        return None
    return Pressed(command, words, head[1:])
