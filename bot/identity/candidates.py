"""What is left over on both sides once names have been paired: which pairs are weighed, and what comes of it.  Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from rapidfuzz import fuzz, process

from bot.domain.agreements import Agreement, Listing
from bot.identity.assignment import assign
from bot.identity.evidence import Evidence, Witness, weigh
from bot.identity.likeness import Alike
from bot.identity.namesakes import Group, content_order
from bot.identity.scale import SCALE
from bot.reading.agency import agency_key

SMALL = 4_000
"""Pairs of departed and arrived in one state up to which every pair is weighed."""

NEAREST = 15
"""Beyond that: how many of the arrived with the nearest names are weighed for each departed ..."""

HUGE = 4_000_000
"""... up to so many pairs; beyond, only the same name or link.  No real edition comes near it."""


def pair_by_evidence(
    known: Mapping[int, Agreement],
    rows: Mapping[int, Listing],
    witness: Witness,
    signed: Collection[int] = (),
) -> dict[int, tuple[int, Evidence]]:
    """Return the row and the evidence by known agreement, paired all at once, best sum of points first.

    ``known`` are the departed, ``rows`` the arrived, both by position.  Those of ``signed`` left the
    pending list because they were signed: no row of another state or model is one of them.
    """
    ordered = sorted(rows, key=lambda position: (str(rows[position].state), content_order(rows[position])))
    places = dict(enumerate(rows[position] for position in ordered))
    evidence = {}
    for member, place in _worth_weighing(known, places):
        if member in signed and _elsewhere(known[member], places[place]):
            continue
        weighed = weigh(known[member], places[place], witness)
        if weighed.total >= SCALE.enough and not _of_another_office(weighed):
            evidence[member, place] = weighed
    chosen = assign({pair: weighed.total for pair, weighed in evidence.items()})
    return {member: (ordered[place], evidence[member, place]) for member, place in chosen.items()}


def _of_another_office(weighed: Evidence) -> bool:
    """Whether points alone would make a sheriff's agreement the jail's: only its link, or `relabelled`, may say so."""
    return weighed.likeness is Alike.OFFICE and weighed.link != SCALE.same_link


def _elsewhere(agreement: Agreement, row: Listing) -> bool:
    return row.state not in (None, agreement.state) or row.model not in (None, agreement.model)


def witness_of(known: Iterable[Agreement], rows: Sequence[Listing], groups: Iterable[Group]) -> Witness:
    """Return what the edition as a whole knows; ``groups`` are those of all its rows."""
    shared = _more_than_once([row.moa_url for row in rows]) | _more_than_once([one.moa_url for one in known])
    names = {(state, key) for state, key, _ in groups}
    return Witness(shared, names, Counter(chain.from_iterable(set(key) for _, key in names)))


def _more_than_once(links: Iterable[str | None]) -> set[str]:
    return {link for link, times in Counter(links).items() if times > 1 and link}


def _worth_weighing(known: Mapping[int, Agreement], rows: Mapping[int, Listing]) -> set[tuple[int, int]]:
    """Return the pairs (known, row) worth weighing: one state, or across states one name or link."""
    by_state: dict[str | None, dict[int, Listing]] = defaultdict(dict)
    for place, row in rows.items():
        by_state[row.state][place] = row
    members: dict[str, dict[int, Agreement]] = defaultdict(dict)
    for member, agreement in known.items():
        members[agreement.state][member] = agreement
    pairs = _sharing_a_trait(known, rows)
    for state, here in members.items():
        pairs |= _in_one_state(here, by_state[state]) | _in_one_state(here, by_state[None])
    return pairs


def _sharing_a_trait(known: Mapping[int, Agreement], rows: Mapping[int, Listing]) -> set[tuple[int, int]]:
    """Return the pairs of one name or one link, whatever their states."""
    by_trait: dict[object, list[int]] = defaultdict(list)
    for place, row in rows.items():
        for trait in _traits(row):
            by_trait[trait].append(place)
    return {
        (member, place)
        for member, agreement in known.items()
        for trait in _traits(agreement)
        for place in by_trait.get(trait, ())
    }


def _traits(listed: Agreement | Listing) -> list[object]:
    return [trait for trait in (listed.moa_url, agency_key(listed.agency, listed.state)) if trait]


def _in_one_state(known: Mapping[int, Agreement], rows: Mapping[int, Listing]) -> set[tuple[int, int]]:
    if len(known) * len(rows) <= SMALL:
        return {(member, place) for member in known for place in rows}
    if len(known) * len(rows) > HUGE:
        return set()
    texts = {place: _text(row) for place, row in rows.items()}
    pairs: set[tuple[int, int]] = set()
    for member, agreement in known.items():
        nearest = process.extract(_text(agreement), texts, scorer=fuzz.ratio, limit=NEAREST)
        pairs |= {(member, place) for _, _, place in nearest}
    return pairs


def _text(listed: Agreement | Listing) -> str:
    return " ".join(agency_key(listed.agency, listed.state))
