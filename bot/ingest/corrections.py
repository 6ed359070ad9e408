"""Corrections that are too many at once: a column that was sorted by itself, moved by a row, or filled down.  Pure.

What is mended by hand is mended here and there.  Another spelling, in whatever number, is no correction of what
an agreement is.  The rules are explained to readers in ``docs/how-changes-are-decided.md``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.domain.agreements import Agreement, Change, ChangeKind, SupportModel
from bot.domain.editions import Figures, ListKind
from bot.domain.holds import HoldReason
from bot.identity.evidence import slipped
from bot.identity.likeness import SPELLINGS, alike
from bot.identity.words import same_county
from bot.ingest.doubts import SCATTERED, STATE_MASS, Case, Doubt, departed, rows_of
from bot.reading.states import STATES

IDENTITY = (HoldReason.MASS_RENAMING, HoldReason.MASS_REMODELLING, HoldReason.MASS_MOVING)
"""Doubts of which agreement a row is: who has left and who is new cannot be told either."""

COLUMNS = (HoldReason.MASS_REDATING, HoldReason.MASS_COUNTIES)
"""Doubts of one column: the rows are who they were, and that column is kept as it was known."""

WHOLE_FROM, WHOLE_SHARE = 20, 0.1
"""Agreements that became others, and their share of the list with those that left: then nothing of it is believed."""

COLUMN_FROM, COLUMN_SHARE = 20, 0.3
"""Dates or counties corrected or lost over the whole list, and their share of those known."""

STATE_IDENTITY = ((3, 0.2), (6, 0.1), (12, 0.0))
"""Agreements of one state that became others, and their share of it with those that left."""

STATE_COLUMN = STATE_MASS[1:]
"""Dates or counties of one state, and their share of those known: as for departures, but 6 at least."""

Corrected = Mapping[HoldReason, Mapping[str, Sequence[Change]]]
"""The corrections of each kind, by the state in which the agreement was known."""


def doubts_of_corrections(case: Case) -> Iterator[Doubt]:
    """Doubt the list or some of its states where too many agreements became others, or have other dates or counties."""
    corrected = _corrected(case)
    identity = {reason: _all(corrected[reason]) for reason in IDENTITY}
    changed = sum(map(len, identity.values()))
    if changed >= WHOLE_FROM and changed + len(departed(case)) >= WHOLE_SHARE * len(case.listed):
        reason = max(IDENTITY, key=lambda kind: len(identity[kind]))
        figures = {"changed": changed, "listed": len(case.listed)}
        every = [change for changes in identity.values() for change in changes]
        yield Doubt(reason, figures, whole=True, content=_content(every))
    elif changed:
        yield from _identity_in_states(case, corrected, scattered=changed >= SCATTERED)
    for reason in COLUMNS:
        yield from _column(case, reason, corrected[reason])


def _identity_in_states(case: Case, corrected: Corrected, *, scattered: bool) -> Iterator[Doubt]:
    listed, gone = _by_state(case.listed), _by_state(departed(case))
    for state in sorted({state for reason in IDENTITY for state in corrected[reason]}):
        kinds = {reason: corrected[reason].get(state, ()) for reason in IDENTITY}
        changed, all_of = sum(map(len, kinds.values())), listed[state]
        mass = changed >= STATE_IDENTITY[0][0] and _too_many(changed + gone[state], all_of, STATE_IDENTITY)
        if scattered or mass:
            reason = max(IDENTITY, key=lambda kind: len(kinds[kind]))
            content = _content([change for changes in kinds.values() for change in changes])
            yield Doubt(reason, {"changed": changed, "listed": all_of}, state, content=content)


def _column(case: Case, reason: HoldReason, corrected: Mapping[str, Sequence[Change]]) -> Iterator[Doubt]:
    """Doubt one column of the list: all of it, or that of single states."""
    changed = sum(map(len, corrected.values())) + (_lost_dates(case) if reason is HoldReason.MASS_REDATING else 0)
    if not changed:
        return
    read = [agreement for agreement in case.listed if _has(agreement, reason)]
    if changed >= max(COLUMN_FROM, COLUMN_SHARE * len(read)):
        yield Doubt(reason, _column_figures(reason, changed, len(read)), content=rows_of(case))
        return
    known = _by_state(read)
    for state, all_of_state in sorted(corrected.items()):
        # Many agreements of one state are renewed on one day, for they end on one day too.
        changes = [change for change in all_of_state if change.kind is not ChangeKind.RENEWED]
        if _too_many(len(changes), known[state], STATE_COLUMN):
            yield Doubt(reason, _column_figures(reason, len(changes), known[state]), state, content=_content(changes))


def _column_figures(reason: HoldReason, changed: int, known: int) -> Figures:
    if reason is HoldReason.MASS_REDATING:
        return {"dates": changed, "dated": known}
    return {"changed": changed, "known": known}


def _has(agreement: Agreement, reason: HoldReason) -> bool:
    return agreement.signed_on is not None if reason is HoldReason.MASS_REDATING else bool(agreement.county)


def _lost_dates(case: Case) -> int:
    """How many more dates cannot be read than before; the pending list has none."""
    if case.roster.list is ListKind.PENDING:
        return 0
    unread = sum(listing.signed_on is None for listing in case.roster.listings)
    return max(0, unread - sum(agreement.signed_on is None for agreement in case.listed))


def _corrected(case: Case) -> Corrected:
    found: dict[HoldReason, dict[str, list[Change]]] = {reason: defaultdict(list) for reason in (*IDENTITY, *COLUMNS)}
    before = {agreement.id: agreement for agreement in case.listed}
    losing = {agreement.state for agreement in departed(case)}
    for change in case.comparison.changes:
        known = before.get(change.agreement.id)
        if known is not None and change.was and (reason := _mass_of(known, change, losing)):
            found[reason][known.state].append(change)
    return found


def _mass_of(known: Agreement, change: Change, losing: Collection[str]) -> HoldReason | None:
    """Say what became another of an agreement; None where it is only spelt otherwise, or read for the first time."""
    now, was = change.agreement, change.was
    if change.kind is ChangeKind.RENEWED:
        return HoldReason.MASS_REDATING
    if "state" in was and known.state in STATES:
        return HoldReason.MASS_MOVING
    if "model" in was and isinstance(known.model, SupportModel):
        return HoldReason.MASS_REMODELLING
    renamed = "agency" in was and alike(known.agency, now.agency, known.state) not in SPELLINGS
    if renamed or _other_row(known, now, losing=known.state in losing):
        return HoldReason.MASS_RENAMING
    if same_county(known.county, now.county) is False:
        return HoldReason.MASS_COUNTIES
    return HoldReason.MASS_REDATING if was.get("signed_on") else None


def _other_row(known: Agreement, now: Agreement, *, losing: bool) -> bool:
    """Whether a name was put to the row of another agency: it stands beside another county and another date or link.

    Where its state is ``losing`` names at the same time the county is enough, or the date where no county is printed.
    """
    county, other_date = same_county(known.county, now.county), _other_date(known, now)
    if county is None:
        return losing and other_date
    return not county and (losing or other_date or _other_link(known, now))


def _other_date(known: Agreement, now: Agreement) -> bool:
    """Whether the date is another agreement's rather than a slip."""
    a, b = known.signed_on, now.signed_on
    return a is not None and b is not None and not slipped(a, b)


def _other_link(known: Agreement, now: Agreement) -> bool:
    return bool(known.moa_url and now.moa_url and known.moa_url != now.moa_url)


def _too_many(number: int, of: int, thresholds: Sequence[tuple[int, float]]) -> bool:
    return any(number >= least and number >= share * of for least, share in thresholds)


def _by_state(agreements: Sequence[Agreement]) -> Counter[str]:
    return Counter(agreement.state for agreement in agreements)


def _all(changes: Mapping[str, Sequence[Change]]) -> list[Change]:
    return [change for state in changes.values() for change in state]


def _content(changes: Sequence[Change]) -> frozenset[str]:
    """Name what is doubted: each agreement by its id, and what it became."""
    return frozenset(
        f"{now.id}: {now.state}, {now.agency}, {now.model}, {now.county}, {now.signed_on}"
        for now in (change.agreement for change in changes)
    )
