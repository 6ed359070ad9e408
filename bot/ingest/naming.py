"""Public ids for what an edition brought, in the transaction that records it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from bot.domain.agreements import Agreement, Change, Comparison
from bot.domain.editions import ListKind
from bot.domain.ports import Work
from bot.identity.public_ids import concerned, name_anew

KnownOf: TypeAlias = Callable[[ListKind], Sequence[Agreement]]
"""All that is known of a list before the edition, by id; it may be asked for again without being read again."""


def with_ids(work: Work, believed: Comparison, kind: ListKind, known_of: KnownOf) -> Comparison:
    """Return what is believed of a list with the ids that it lacks; the other list is asked for only where it matters.

    New agreements get theirs; one that is another agency's from now on gets that one's.
    """
    known = known_of(kind)
    before = {agreement.id: agreement for agreement in known}
    in_doubt = [
        agreement
        for agreement in believed.listed
        if (former := before.get(agreement.id)) is not agreement or not agreement.agency_id
        if _may_lack(agreement, former)
    ]
    if not in_doubt:
        return believed
    listed, doubted = ({agreement.id for agreement in some} for some in (believed.listed, in_doubt))
    changed = {number: agreement for number, agreement in before.items() if number in doubted}
    states = {agreement.state for agreement in (*in_doubt, *changed.values())}
    gone = [agreement for agreement in known if agreement.id not in listed]
    all_known = concerned((*believed.listed, *gone, *known_of(kind.other)), states)
    named = name_anew(in_doubt, changed, all_known, work.agreements.retired_agency_ids())
    return replace(
        believed,
        listed=tuple(named.get(agreement.id, agreement) for agreement in believed.listed),
        changes=tuple(_renamed(change, named, before) for change in believed.changes),
    )


def _may_lack(now: Agreement, before: Agreement | None) -> bool:
    """Whether an agreement is new, or is printed under another name or state than before."""
    return before is None or not (now.public_id and now.agency_id) or _name(now) != _name(before)


def _name(agreement: Agreement) -> tuple[str, str]:
    return agreement.state, agreement.agency


def _renamed(change: Change, named: Mapping[int, Agreement], before: Mapping[int, Agreement]) -> Change:
    """Give the agreement of a change its ids; a former id of its agency is a value that changed."""
    now, known = named.get(change.agreement.id), before.get(change.agreement.id)
    if now is None:
        return change
    agreement = replace(change.agreement, public_id=now.public_id, agency_id=now.agency_id)
    if change.was and known is not None and known.agency_id not in ("", now.agency_id):
        return replace(change, agreement=agreement, was={**change.was, "agency_id": known.agency_id})
    return replace(change, agreement=agreement)
