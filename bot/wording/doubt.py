"""How a change that is doubtful is told as such.  Pure."""

from __future__ import annotations

from bot.domain.agreements import Change, ChangeKind
from bot.domain.basis import Level
from bot.wording.languages import Words


def doubt(words: Words, change: Change) -> str | None:
    """Say that a change is doubtful, and what else it may be; None where it is not."""
    basis = change.basis
    if basis is None or basis.level is not Level.DOUBTFUL:
        return None
    other = basis.considered[0].agency if basis.considered else ""
    if not other or change.kind in (ChangeKind.CORRECTED, ChangeKind.MOA_POSTED):
        return words.doubtful_same()
    gone = change.kind in (ChangeKind.ENDED, ChangeKind.PENDING_DROPPED)
    return words.doubtful_gone(agency=other) if gone else words.doubtful_new(agency=other)
