"""What Telegram sends, field by field, never trusted to have the form that is documented.  Pure.

The library's own objects demand every field that a version of the Bot API documents, those of no interest to us
too, and one that is missing fails the whole.  Here only what is asked for has to be there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard

BITS = 63


class Unreadable(Exception):
    """Something that we need is missing, or has another form: says which field, and nothing of what it holds."""


def is_number(value: object) -> TypeGuard[int]:
    """Whether ``value`` is an identifier: a whole number that fits into 64 bits."""
    return isinstance(value, int) and not isinstance(value, bool) and -(1 << BITS) <= value < 1 << BITS


class Fields:
    """One object of the Bot API; what is absent may also be null.

    Every method raises `Unreadable` for a field of another form.
    """

    __slots__ = ("_values",)

    def __init__(self, value: object, name: str = "update") -> None:
        """Take what JSON made of it; ``name`` is for the error alone."""
        if not isinstance(value, Mapping):
            raise Unreadable(name)
        self._values = value

    def has(self, key: str) -> bool:
        """Whether the field is there, in whatever form."""
        return self._values.get(key) is not None

    def number(self, key: str) -> int:
        """Give a whole number that has to be there."""
        value = self._values.get(key)
        if not is_number(value):
            raise Unreadable(key)
        return value

    def optional_number(self, key: str) -> int | None:
        """Give a whole number, or None."""
        return self.number(key) if self.has(key) else None

    def text(self, key: str) -> str:
        """Give a text; empty where there is none, and with a mark for what is no character."""
        value = self._values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise Unreadable(key)
        return value.encode("utf-8", "replace").decode("utf-8")  # JSON can hold halves of characters

    def flag(self, key: str) -> bool:
        """Give yes or no; no where it is absent."""
        value = self._values.get(key)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise Unreadable(key)
        return value

    def part(self, key: str) -> Fields:
        """Give an object that has to be there."""
        return Fields(self._values.get(key), key)

    def optional(self, key: str) -> Fields | None:
        """Give an object, or None."""
        return self.part(key) if self.has(key) else None
