"""What the store keeps of doubts and of our own watching, by noun: as those of `bot.domain.repositories`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Protocol

from bot.domain.editions import Edition, ListKind
from bot.domain.holds import Decided, Decision, Hold, HoldEnd, HoldReason, Stored
from bot.domain.watching import EarlyWord, Look, NoticeText, Observed, Problem, Sighting, Trouble, TroubleKind


class Holds(Protocol):
    """What is not believed yet, and what an operator said of it."""

    def open(self, kind: ListKind | None = None) -> list[Stored[Hold]]:
        """What is held now, oldest first; of one list or of both."""
        ...

    def since(self, at: dt.datetime) -> list[Stored[Hold]]:
        """What is held now or ended at or after ``at``, oldest first."""
        ...

    def get(self, hold_id: int) -> Stored[Hold] | None:
        """The hold of that id, open or not."""

    def decided(self, kind: ListKind) -> list[Decided]:
        """What an operator has said of a list's holds and what still counts, the latest first."""
        ...

    def begin(self, hold: Hold) -> None:
        """Hold something that was not held before."""

    def lately(self, hold: Hold, since: dt.datetime) -> Stored[Hold] | None:
        """The last hold of the same list, state and reason that ended by itself at or after ``since``, undecided."""

    def resume(self, hold_id: int, hold: Hold) -> None:
        """Hold again, under its old number, what was not held for a while: all that `go_on` says, and ``told_at``."""

    def go_on(self, hold_id: int, hold: Hold) -> None:
        """Bring an open hold up to date: edition, figures, beginning, number of editions, content and decision."""

    def begin_anew(self, kind: ListKind, reasons: Collection[HoldReason], since: dt.datetime, *, but_of: int) -> None:
        """Count the time of a list's whole holds of these reasons from ``since``, but for those of an edition."""

    def end(self, hold_id: int, end: HoldEnd) -> None:
        """An open hold is over."""

    def reopen(self, hold_id: int) -> None:
        """Hold again, as rejected, what was let through."""

    def decide(self, hold_id: int, decision: Decision) -> bool:
        """Note an operator's decision on an open hold; False when there is no such hold."""
        ...


class Looks(Protocol):
    """When we looked, and what each source showed."""

    def looked(self, source: str, at: dt.datetime, problem: Problem | None = None) -> None:
        """Note that a source was asked, and what was wrong with its answer (None: nothing was)."""

    def saw(self, source: str, kind: ListKind, edition: Edition, at: dt.datetime) -> None:
        """Note that a source shows this edition of a list now."""

    def all(self) -> list[Look]:
        """Every source that was ever asked, the one asked last first."""
        ...

    def sightings(self) -> list[Sighting]:
        """What each source showed last of each list, the latest first."""
        ...

    def last_answer(self) -> dt.datetime | None:
        """When any source last answered with something of use."""

    def last_sighting(self, kind: ListKind) -> Sighting | None:
        """Where a list was last seen; None where it never was."""


class Troubles(Protocol):
    """What is in the way."""

    def open(self, kinds: Collection[TroubleKind] = tuple(TroubleKind)) -> list[Trouble]:
        """What is in the way now, the longest first."""
        ...

    def keep(self, trouble: Trouble) -> None:
        """Begin a trouble, or bring one of the same kind about the same thing up to date."""

    def end(self, what: Observed, at: dt.datetime) -> None:
        """A trouble is over."""

    def over(self, what: Observed) -> Trouble | None:
        """A trouble like this one that is over and not forgotten yet, as it was when last seen."""
        ...

    def forget(self, before: dt.datetime) -> None:
        """Forget what was over before that time."""


class Notices(Protocol):
    """What we say of our own watching."""

    def post(self, text: NoticeText) -> int:
        """Keep a notice, and return the number under which it can be owed."""
        ...

    def get(self, notice: int) -> NoticeText:
        """The notice of that number, which exists."""
        ...


class EarlyWords(Protocol):
    """What was said of departures before they were believed."""

    def all(self) -> list[EarlyWord]:
        """What is open, or was settled and is not forgotten yet."""
        ...

    def tell(self, agreements: Iterable[int], hold: int, at: dt.datetime) -> None:
        """Note that the departure of these agreements, which a hold doubts, is told as not confirmed."""

    def settle(self, agreements: Iterable[int], at: dt.datetime) -> None:
        """What was said of these is confirmed or withdrawn."""

    def forget(self, before: dt.datetime) -> None:
        """Forget what was told before that time and is settled."""
