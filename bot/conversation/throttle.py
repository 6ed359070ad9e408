"""Who asks the same again, or too much, is told so once and then not answered for a while.

It reads no clock and no database of its own, and forgets what is older than a minute.  People
are told apart by a platform's number, which goes no further.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.domain.chats import Asked

SAME_WITHIN = 30.0
"""Seconds from an answer, which may come late in the middle of a fan-out."""

MINUTE = 60.0
"""Seconds."""

PER_PERSON = 6
"""Answers that one person gets in a minute."""

PRESSES = 40
"""Presses of one person that are answered in a minute: who sets much, or looks for a county, presses often."""

PER_CHAT = 10
"""Messages that answer commands in one chat in a minute, where they count in its limit: half of a Telegram group's."""

REMEMBERED = 10_000
"""Questions, people and chats kept in mind at once; the oldest are forgotten first."""

Question: TypeAlias = tuple[str, int]
"""The chat's address, and a number made of what was asked there: the words themselves are not kept."""


@dataclass(frozen=True, slots=True)
class Excess:
    """A command that is not carried out: the same was just answered, or else ``most`` answers were, in a minute.

    ``unsaid``: the person, or chat, has not been told so yet.
    """

    same: bool
    unsaid: bool
    most: int = 0


@dataclass(slots=True)
class _Answered:
    """A question that was answered; ``seen_by`` one person alone, or by all (None)."""

    at: float
    seen_by: str | None
    hinted: bool = False


@dataclass(slots=True)
class _Minute:
    """When someone was answered within the last minute before ``now``, and when told that it was too much."""

    now: float = 0.0
    answers: list[float] = field(default_factory=list)
    hinted: float = -MINUTE

    def at(self, now: float) -> _Minute:
        self.now = now
        self.answers = [at for at in self.answers if now - at < MINUTE]
        return self

    def hint(self) -> bool:
        """Whether a hint may be given now; then it has been."""
        if self.now - self.hinted < MINUTE:
            return False
        self.hinted = self.now
        return True


class Throttle:
    """What has been asked lately on one platform."""

    def __init__(
        self,
        *,
        per_person: int = PER_PERSON,
        per_chat: int | None = None,
        same_within: float = SAME_WITHIN,
        clock: Callable[[], float] = time.monotonic,
        most: int = REMEMBERED,
    ) -> None:
        """Bound a chat as a whole only where ``per_chat`` is given; ``clock`` gives seconds."""
        self._per_person = per_person
        self._per_chat = per_chat
        self._same_within = same_within
        self._clock = clock
        self._most = most
        self._questions: OrderedDict[Question, _Answered] = OrderedDict()
        self._minutes: OrderedDict[tuple[str, str], _Minute] = OrderedDict()

    def admit(self, asked: Asked, *, changes: bool) -> Excess | None:
        """Say why a command is not to be carried out; None where it is, and `settle` must follow.

        What ``changes`` a chat's settings is never the same as before, for it may have another effect now, and no
        others' questions crowd it out; nor is what a button gives, whose answer takes the place of its message.
        """
        now = self._clock()
        chat, person = self._minute("chat", asked.place.shared, now), self._minute(*_who(asked), now)
        excess = self._excess(asked, chat, person, now, changes=changes)
        if excess is None or excess.unsaid:
            chat.answers.append(now)
        if excess is None:
            person.answers.append(now)
            self._remember(asked, now, changes=changes)
        return excess

    def settle(self, asked: Asked, *, changes: bool, arrived: bool, private: bool) -> None:
        """Say what became of an admitted command: one whose answer failed may be given again at once.

        A ``private`` answer was seen by who asked alone, and is none for others.
        """
        if changes:
            for question in [known for known in self._questions if known[0] == asked.place.address]:
                del self._questions[question]
        elif not arrived:
            self._questions.pop(_question(asked), None)
        elif answered := self._questions.get(_question(asked)):
            answered.at = self._clock()
            answered.seen_by = answered.seen_by if private else None
            self._questions.move_to_end(_question(asked))

    def told(self, asked: Asked) -> None:
        """Say that a hint has been said just now: what was asked again while it waited for its turn is the same yet."""
        if answered := self._questions.get(_question(asked)):
            answered.at = self._clock()
            self._questions.move_to_end(_question(asked))

    def _same(self, asked: Asked, now: float) -> _Answered | None:
        earlier = self._questions.get(_question(asked))
        if earlier is None or now - earlier.at >= self._same_within or earlier.seen_by not in (None, asked.person):
            return None
        return earlier

    def _excess(self, asked: Asked, chat: _Minute, person: _Minute, now: float, *, changes: bool) -> Excess | None:
        if not (changes or asked.pressed) and self._per_chat and len(chat.answers) >= self._per_chat:
            return Excess(same=False, unsaid=chat.hint(), most=self._per_chat)
        if not (changes or asked.pressed) and (earlier := self._same(asked, now)):
            excess = Excess(same=True, unsaid=not earlier.hinted)
            earlier.hinted = True
            return excess
        most = max(PRESSES, self._per_person) if asked.pressed else self._per_person
        if len(person.answers) >= most:
            return Excess(same=False, unsaid=person.hint(), most=most)
        return None

    def _remember(self, asked: Asked, now: float, *, changes: bool) -> None:
        if not changes:
            self._questions[_question(asked)] = _Answered(now, asked.person)
            self._questions.move_to_end(_question(asked))
        while self._questions and self._past(len(self._questions), next(iter(self._questions.values())).at, now):
            self._questions.popitem(last=False)

    def _minute(self, kind: str, name: str, now: float) -> _Minute:
        minute = self._minutes.setdefault((kind, name), _Minute()).at(now)
        self._minutes.move_to_end((kind, name))
        while self._past(len(self._minutes), next(iter(self._minutes.values())).now, now):
            self._minutes.popitem(last=False)
        return minute

    def _past(self, remembered: int, at: float, now: float) -> bool:
        return remembered > self._most or now - at >= MINUTE


def _who(asked: Asked) -> tuple[str, str]:
    """Who asks: where nobody can tell, all of a chat count as one."""
    kind = "presser" if asked.pressed else "person"
    return (kind, asked.person) if asked.person else ("nobody in", asked.place.shared)


def _question(asked: Asked) -> Question:
    """What is asked, however it is written; where other rights are missing than before, the answer is another."""
    words = " ".join(asked.words.casefold().split())
    return asked.place.address, hash((asked.name, words, asked.language, asked.hindrance))
