"""Questions that wait for an answer: a command without its words asks for them, and takes the next ones.

Kept in memory alone, for some minutes: after a restart the command is given again.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from bot.conversation.asking import SAY
from bot.conversation.commands import BY_NAME
from bot.domain.chats import PLAIN, Asked, Place
from bot.wording.keys import PICK

OPEN_FOR = dt.timedelta(minutes=10)

AT_MOST = 1000
"""Questions kept in mind at once; the oldest are forgotten first."""


WITH_SLASH = frozenset({"test", PICK, SAY})
"""Commands that nobody means by a plain word: who writes ``test`` tries whether anybody answers."""


class Questions:
    """What was asked of whom, and where."""

    def __init__(self, now: Callable[[], dt.datetime]) -> None:
        """Begin with none."""
        self._now = now
        self._asked: OrderedDict[tuple[str, str, str], tuple[str, dt.datetime]] = OrderedDict()

    def asked(self, asked: Asked, *, mistaken: bool) -> None:
        """Remember a command that was given without the words that it asks for, or ``mistaken`` ones; else end it."""
        key = _key(asked.place, asked.person)
        self._asked.pop(key, None)
        command = BY_NAME.get(asked.name)
        if command and command.option and command.option.asked and (mistaken or not asked.words.strip()):
            self._asked[key] = asked.name, self._now()
            if len(self._asked) > AT_MOST:
                self._asked.popitem(last=False)

    def open(self, place: Place, person: str) -> bool:
        """Whether the next words of a person in a chat are an answer."""
        return self._command(place, person) is not None

    def meant(self, asked: Asked) -> Asked:
        """Make a command of plain words: of an answer that with which it was asked, of ``state VA`` just that."""
        if asked.name != PLAIN:
            return asked
        if name := self._command(asked.place, asked.person):
            return replace(asked, name=name)
        first, _, rest = asked.words.strip().partition(" ")
        name = first.strip(":,.!").casefold()
        return replace(asked, name=name, words=rest.strip()) if name in BY_NAME and name not in WITH_SLASH else asked

    def _command(self, place: Place, person: str) -> str | None:
        name, at = self._asked.get(_key(place, person), (None, self._now()))
        return name if self._now() - at < OPEN_FOR else None


def _key(place: Place, person: str) -> tuple[str, str, str]:
    return place.platform, place.address, person
