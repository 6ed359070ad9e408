"""Count what was told against what really happened, as people labelled it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.fuzz import ratio

LATE = dt.timedelta(days=7)
"""How much later than it happened something may be told and still count."""

NEARLY = 85
"""Likeness of two names (percent) from which a label and an event mean one agency."""


def when(text: str) -> dt.datetime:
    """Return an ISO time with its zone."""
    return dt.datetime.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class Event:
    """What was told, or what truth has: one agreement that appeared or left."""

    kind: str
    sheet: str
    at: dt.datetime
    state: str
    agency: str
    model: str
    level: str = field(default="", compare=False)
    """How sure the bot said that it is; of a label nothing."""


@dataclass(slots=True)
class Score:
    """How events stand against truth, for one kind."""

    right: int = 0
    late: int = 0
    unscored: int = 0
    told: list[Event] = field(default_factory=list)
    """Those that are right."""
    wrong: list[Event] = field(default_factory=list)
    missed: list[Event] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what was told that is right."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """Share of what really happened that was told."""
        return self.right / max(1, self.right + len(self.missed))

    def row(self) -> str:
        """Return the figures as one line of the table."""
        return (
            f"{self.precision:9.4f} {self.recall:8.4f} {self.right:6} {len(self.wrong):6} {len(self.missed):7}"
            f" {self.late:5} {self.unscored:9}"
        )


def score(events: Sequence[Event], truth: Sequence[dict[str, Any]], kind: str) -> Score:
    """Count the events of one kind that truth has on that edition or one at most seven days before.

    Each labelled agreement counts once, the nearest name first; an event that only a label of
    "cannot be told even later" fits counts neither way.
    """
    result, open_ = Score(), _labels(truth, kind)
    free = _labels(truth, "unscored")
    first, last = min(when(t["modified"]) for t in truth), max(when(t["modified"]) for t in truth) + LATE
    for event in (e for e in events if e.kind == kind and first <= e.at <= last):
        near = [label for label in open_ if _fits(label, event) and label.at <= event.at <= label.at + LATE]
        if near:
            best = max(near, key=lambda label: (_alike(label, event), label.at))
            open_.remove(best)
            result.right += 1
            result.told.append(event)
            result.late += best.at < event.at
        elif any(label.model == event.model and _alike(label, event) >= NEARLY for label in free):
            result.unscored += 1
        else:
            result.wrong.append(event)
    result.missed = open_
    return result


def _labels(truth: Sequence[dict[str, Any]], kind: str) -> list[Event]:
    found = []
    for transition in truth:
        at, sheet = when(transition["modified"]), transition["sheet"]
        found += [Event(kind, sheet, at, one["state"], one["agency"], one["model"]) for one in transition[kind]]
    return found


def _fits(label: Event, event: Event) -> bool:
    return label.state == event.state and label.model == event.model and _alike(label, event) >= NEARLY


def _alike(label: Event, event: Event) -> float:
    return ratio(re.sub(r"[^a-z0-9 ]", "", label.agency.lower()), re.sub(r"[^a-z0-9 ]", "", event.agency.lower()))
