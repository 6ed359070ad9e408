"""Buttons in rows, within the limits of every platform.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.buttons import Button, Keys, fits
from bot.wording.languages import Words

SHORTEST = 12
"""Characters of an agency's public id that are left at least: fewer would name many agencies."""

PICK = "pick"
"""The command of the screens on which places are chosen."""

ROW = 2
"""Buttons in a row that a phone shows whole."""


def fitting(buttons: Iterable[Button]) -> tuple[Button, ...]:
    """Those that can be sent along; the public id of an agency that is too long for that, as much of it as can be."""
    return tuple(short for button in buttons if fits(short := shortened(button)))


def shortened(button: Button) -> Button:
    """A button with as much of the public id in which its words end as can be sent along.

    The beginning of an id is understood where it is that of one agency alone.
    """
    before, _, last = button.words.rpartition(" ")
    if kind_of(last) is not AreaKind.AGENCY or "-" not in last:
        return button
    while len(last) > SHORTEST and not fits(button):
        last = last[:-1]
        button = replace(button, words=f"{before} {last}".lstrip())
    return button


def rows(*buttons: Button, wide: int = ROW) -> tuple[Keys, ...]:
    """Put buttons in rows of ``wide``; those that cannot be sent along are left out."""
    kept = fitting(buttons)
    return tuple(Keys(kept[at : at + wide]) for at in range(0, len(kept), wide))


def about_chat(keys: Iterable[Keys], address: str) -> tuple[Keys, ...]:
    """Buttons that are about a chat, those excepted that are about another; what cannot be sent along is left out."""
    named = (
        replace(row, buttons=fitting(replace(button, about=button.about or address) for button in row.buttons))
        for row in keys
    )
    return tuple(row for row in named if row.buttons)


def to_places(words: Words) -> Button:
    """The button to the screens on which places are chosen."""
    return Button(words.button_choose_place(), PICK)


def to_settings(words: Words) -> Button:
    """The button to all settings."""
    return Button(words.button_settings(), "settings")


def to_subscriptions(words: Words) -> Button:
    """The button to what is followed."""
    return Button(words.button_subscriptions(), "subscriptions")


def to_help(words: Words) -> Button:
    """The button to the help."""
    return Button(words.button_help(), "help")


def codes(areas: Iterable[Area]) -> str:
    """Write areas as they are typed and sent along."""
    return " ".join(areas)
