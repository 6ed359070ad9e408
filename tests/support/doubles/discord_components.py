"""Buttons and menus of messages: Discord's limits on them, and finding what a person presses.

Source: https://discord.com/developers/docs/components/reference (without version 2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.support.doubles.loopback import Sent

ROW, BUTTON, MENU = 1, 2, 3
LINK, PREMIUM = 5, 6
CHOSEN = "✓ "


@dataclass(frozen=True, slots=True)
class Standing:
    """A message that stands in a channel; ``viewer`` is the only person who sees it, None where all do."""

    sent: Sent
    viewer: int | None = None

    def seen_by(self, person: int) -> bool:
        return self.viewer in (None, person)


class NothingToPress(LookupError):
    """No message that the person sees has such a button, or entry of a menu."""


def problems(rows: Any) -> Iterator[str]:
    """Say what Discord forbids in the components of one message."""
    if not isinstance(rows, list):
        yield "components are no list"
        return
    if len(rows) > 5:
        yield f"{len(rows)} components, more than 5 rows"
    names = [each.get("custom_id") for row in rows for each in row.get("components") or []]
    if len(names) != len(set(names)):
        yield "components: two have the same custom_id"
    for row in rows:
        yield from (f"components: {problem}" for problem in _row_problems(row))


def _row_problems(row: Mapping[str, Any]) -> Iterator[str]:
    inside = row.get("components") or []
    if row.get("type") != ROW:
        yield f"type {row.get('type')!r} is no row"
    menus = [each for each in inside if each.get("type") == MENU]
    if not 1 <= len(inside) <= (1 if menus else 5):
        yield f"a row holds {len(inside)}"
    for each in inside:
        if each.get("type") == BUTTON:
            yield from _button_problems(each)
        elif each.get("type") == MENU:
            yield from _menu_problems(each)
        else:
            yield f"type {each.get('type')!r} stands in a row"


def _button_problems(button: Mapping[str, Any]) -> Iterator[str]:
    yield from _length("custom_id", button.get("custom_id"), 100)
    yield from _length("label", button.get("label"), 80)
    if button.get("style") not in (1, 2, 3, 4):
        yield f"a button of style {button.get('style')!r} gives no command"
    if unknown := set(button) - {"type", "id", "style", "label", "custom_id", "disabled", "emoji"}:
        yield f"a button has {sorted(unknown)}"


def _menu_problems(menu: Mapping[str, Any]) -> Iterator[str]:
    yield from _length("custom_id", menu.get("custom_id"), 100)
    if menu.get("placeholder") is not None:
        yield from _length("placeholder", menu["placeholder"], 150)
    options = menu.get("options") or []
    if not 1 <= len(options) <= 25:
        yield f"a menu has {len(options)} options"
    if len({each.get("value") for each in options}) != len(options):
        yield "two options have the same value"
    if sum(bool(each.get("default")) for each in options) > menu.get("max_values", 1):
        yield "more options are chosen than may be"
    for each in options:
        yield from _length("option's label", each.get("label"), 100)
        yield from _length("option's value", each.get("value"), 100)


def _length(what: str, text: object, most: int) -> Iterator[str]:
    if not isinstance(text, str) or not 1 <= len(text) <= most:
        yield f"a {what} is not 1-{most} characters: {text!r}"


def buttons_of(payload: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every button of a message."""
    yield from (each for each in _inside(payload) if each["type"] == BUTTON)


def menus_of(payload: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every menu of a message."""
    yield from (each for each in _inside(payload) if each["type"] == MENU)


def _inside(payload: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for row in payload.get("components") or []:
        yield from row["components"]


def pressing(standing: Sequence[Standing], label: str) -> tuple[Standing, dict[str, Any]]:
    """The newest message that has a button of this label, chosen or not, and what pressing it sends.

    Raises:
        NothingToPress: there is none.
    """
    for each in reversed(standing):
        for button in buttons_of(each.sent.payload):
            if button["label"].removeprefix(CHOSEN) == label:
                return each, {"component_type": BUTTON, "custom_id": button["custom_id"]}
    seen = [button["label"] for each in standing for button in buttons_of(each.sent.payload)]
    raise NothingToPress(f"no button {label!r} among {seen}")


def choosing(standing: Sequence[Standing], label: str) -> tuple[Standing, dict[str, Any]]:
    """The newest message that has a menu with this entry, chosen or not, and what choosing it sends.

    Raises:
        NothingToPress: there is none, or it is what the menu begins with.
    """
    for each in reversed(standing):
        for menu in menus_of(each.sent.payload):
            for option in menu["options"]:
                if option["label"].removeprefix(CHOSEN) == label:
                    if option.get("default"):
                        raise NothingToPress(f"{label!r} is chosen already: Discord says nothing of it once more")
                    name, value = menu["custom_id"], option["value"]
                    return each, {"component_type": MENU, "custom_id": name, "values": [value]}
    seen = [entry["label"] for each in standing for menu in menus_of(each.sent.payload) for entry in menu["options"]]
    raise NothingToPress(f"no entry {label!r} among {seen}")
