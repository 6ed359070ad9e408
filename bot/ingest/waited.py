"""Which changes waited in a hold before they were believed: nothing that was held is plain.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.agreements import Change, Comparison
from bot.domain.basis import Basis, Level
from bot.domain.holds import Hold, Stored
from bot.ingest.doubts import Case, doubts_of_all
from bot.ingest.judge import Verdict


def after_holds(verdict: Verdict, case: Case, holds: Sequence[Stored[Hold]], at: dt.datetime) -> Comparison:
    """Return what is believed, each change with the number of the hold that it waited in.

    ``holds`` are those that were open before.  A departure waited where it was held itself, anything else of an
    edition where the whole of it was, or a part of its rows: then it is what has just been settled.
    """
    changes = verdict.believed.changes
    still = {(hold.state, hold.reason) for hold in verdict.holds}
    over = [stored for stored in holds if (stored.value.state, stored.value.reason) not in still]
    if not over or not changes:
        return verdict.believed
    whole = _settled(over, case, at)
    waited = {agreement: stored.id for stored in over for agreement in stored.value.departed}
    told = tuple(_waited(change, waited.get(change.agreement.id, whole)) for change in changes)
    return replace(verdict.believed, changes=told)


def _settled(over: Sequence[Stored[Hold]], case: Case, at: dt.datetime) -> int | None:
    """The hold of all rows of which the edition still shows what was doubted, by its number; None where none is."""
    doubted = {doubt.reason for doubt in doubts_of_all(case, at)}
    settled = (stored.id for stored in over if stored.value.state is None and stored.value.reason in doubted)
    return next(settled, None)


def _waited(change: Change, hold: int | None) -> Change:
    if hold is None:
        return change
    basis = change.basis or Basis(Level.DECIDED)
    level = Level.DECIDED if basis.level is Level.PLAIN else basis.level
    return replace(change, basis=replace(basis, level=level, hold=hold))
