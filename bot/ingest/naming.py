"""Public ids for what an edition brought, in the transaction that records it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.agreements import Agreement, Comparison
from bot.domain.editions import ListKind
from bot.domain.ports import Work
from bot.identity.public_ids import Namer


def with_ids(work: Work, believed: Comparison, known: Sequence[Agreement], kind: ListKind) -> Comparison:
    """Return what is believed of a list with the ids that new agreements lack; ``known`` is all of that list."""
    nameless = [agreement for agreement in believed.listed if not (agreement.public_id and agreement.agency_id)]
    if not nameless:
        return believed
    others = [agreement for other in ListKind if other is not kind for agreement in work.agreements.known(other)]
    as_printed = [agreement for agreement in believed.listed if agreement.agency_id]  # under other names than before
    named = Namer([*as_printed, *known, *others]).name(nameless)
    return replace(
        believed,
        listed=tuple(named.get(agreement.id, agreement) for agreement in believed.listed),
        changes=tuple(
            replace(change, agreement=_named(change.agreement, named[change.agreement.id]))
            if change.agreement.id in named
            else change
            for change in believed.changes
        ),
    )


def _named(agreement: Agreement, named: Agreement) -> Agreement:
    return replace(agreement, public_id=named.public_id, agency_id=named.agency_id)
