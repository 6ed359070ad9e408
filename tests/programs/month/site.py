"""A source that shows a month's editions, and by chance something else in their place."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.domain.editions import OFFICIAL, ListKind, Publication, Validators
from bot.domain.errors import DownloadFailed, PageUnusable, SourceError
from tests.programs.month.copies import Copy, cut, repack

PAGE = "https://www.ice.gov/identify-and-arrest/287g"
BAD_SHARE = 1 / 3
UNTAGGED = 4
"""Every so many editions is served without an ETag, as those without a file's name in their address are."""

OLDEST = 8
"""A stale copy is at most so many editions old."""

SHARES = (0.4, 0.5, 0.6)
DRIFT = dt.timedelta(minutes=5)
"""A repacked copy says that it was saved at most so much earlier or later, and never after the next edition."""


class Bad(StrEnum):
    """What a source answers in place of the list."""

    STALE = "stale"
    FEWER_ROWS = "fewer rows"
    FEWER_BYTES = "fewer bytes"
    REPACKED = "repacked"
    EMPTY = "empty"
    SWAPPED = "swapped"
    FORBIDDEN = "forbidden"
    BLOCK_PAGE = "block page"
    GARBAGE = "garbage"
    NOT_FOUND = "not found"


Answer = Copy | SourceError


@dataclass(slots=True)
class Line:
    """The editions under one link: ``now`` is the one that is published, ``shown``: truly answered at least once."""

    copies: Sequence[Copy]
    now: int
    shown: bool = False

    @property
    def current(self) -> Copy:
        """The edition that is published now."""
        return self.copies[self.now]

    def due(self, at: dt.datetime) -> bool:
        """Whether another edition should have taken the place of the current one."""
        return self.now + 1 < len(self.copies) and self.copies[self.now + 1].at <= at

    def step(self, at: dt.datetime) -> None:
        """Go on to the next edition where it is due and the current one has been seen."""
        if self.shown and self.due(at):
            self.now, self.shown = self.now + 1, False


def lines_at(copies: Mapping[ListKind, Sequence[Copy]], at: dt.datetime) -> dict[ListKind, Line]:
    """Return what stands under each link at a time: the last edition before it, the others still to come."""
    return {kind: Line(line, max(n for n, copy in enumerate(line) if copy.at < at)) for kind, line in copies.items()}


@dataclass(slots=True)
class Site:
    """A `bot.domain.ports.Source`; without ``dice``, and from ``calm`` on, every answer is true."""

    lines: Mapping[ListKind, Line]
    dice: random.Random | None
    calm: dt.datetime
    at: dt.datetime
    requests: int = 0
    bad: Counter[Bad] = field(default_factory=Counter)
    first: dict[str, dt.datetime] = field(default_factory=dict)
    """When each edition was first answered truly, by its name."""

    name: str = OFFICIAL

    async def publications(
        self, validators: Mapping[str, Validators]
    ) -> AsyncIterator[tuple[str, Publication | SourceError | None]]:
        """Answer with what is linked now, or with something bad in its place."""
        self.requests += 1
        for line in self.lines.values():
            line.step(self.at)
        answers = self._answers()
        self._note(answers)
        for kind, answer in answers.items():
            self.requests += 1
            copy = self.lines[kind].current if isinstance(answer, SourceError) else answer
            url = f"https://www.ice.gov/doclib/{copy.name}"
            yield url, answer if isinstance(answer, SourceError) else _served(url, answer, self.lines[kind], validators)

    def _answers(self) -> dict[ListKind, Answer]:
        """Return what stands under each link; raise where there is no page."""
        true: dict[ListKind, Answer] = {kind: line.current for kind, line in self.lines.items()}
        free = [kind for kind, line in self.lines.items() if line.shown or not line.due(self.at)]
        dice = self.dice
        if dice is None or self.at >= self.calm or not free or dice.random() >= BAD_SHARE:
            return true
        bad = dice.choice(list(Bad))
        struck = dice.sample(free, dice.randint(1, len(free)))
        if bad in (Bad.SWAPPED, Bad.FORBIDDEN) and len(free) < len(self.lines):
            return true
        self.bad[bad] += 1
        if bad is Bad.FORBIDDEN:
            raise PageUnusable("page_status", page=PAGE, status=403)
        if bad is Bad.SWAPPED:
            kinds = list(self.lines)
            return {kind: self._as_linked(kind, other) for kind, other in zip(kinds, kinds[::-1], strict=True)}
        return true | {kind: damaged(self.lines[kind], bad, dice) for kind in struck}

    def _as_linked(self, kind: ListKind, other: ListKind) -> Copy:
        return replace(self.lines[kind].current, content=self.lines[other].current.content)

    def _note(self, answers: Mapping[ListKind, Answer]) -> None:
        for kind, line in self.lines.items():
            if answers[kind] is line.current:
                line.shown = True
                self.first.setdefault(line.current.name, self.at)


def damaged(line: Line, bad: Bad, dice: random.Random) -> Answer:
    """Return what comes in place of the current edition of a link."""
    copy = line.current
    if bad is Bad.STALE:
        return line.copies[max(0, line.now - dice.randint(1, OLDEST))]
    if bad is Bad.BLOCK_PAGE:
        return DownloadFailed("workbook_is_html", url=copy.name)
    if bad is Bad.NOT_FOUND:
        return DownloadFailed("workbook_status", url=copy.name, status=404)
    return replace(copy, content=_other_bytes(line, bad, dice))


def _other_bytes(line: Line, bad: Bad, dice: random.Random) -> bytes:
    content = line.current.content
    match bad:
        case Bad.FEWER_ROWS:
            return cut(content, dice.choice(SHARES))
        case Bad.EMPTY:
            return cut(content, 0.0)
        case Bad.FEWER_BYTES:
            return content[: len(content) // 2]
        case Bad.REPACKED:
            return repack(content, _saved_again(line, dice))
        case _:
            return b"PK\x03\x04" + dice.randbytes(2_000)


def _saved_again(line: Line, dice: random.Random) -> dt.datetime:
    at = line.current.modified + DRIFT * dice.choice((-1, 1))
    after = line.copies[line.now + 1].modified if line.now + 1 < len(line.copies) else at
    return min(at, after)


def _served(url: str, copy: Copy, line: Line, validators: Mapping[str, Validators]) -> Publication | None:
    tag = hashlib.sha256(copy.content).hexdigest()[:16]
    known = validators.get(url)
    tagged = line.now % UNTAGGED != 0
    if tagged and known is not None and known.etag == tag:
        return None
    return Publication(copy.content, copy.name, url, copy.linked_as, Validators(tag if tagged else None))
