"""The public ids of agencies and agreements: made of what they are at first sight, and kept for life.  Pure.

``docs/ids.md`` tells readers how they are made.  Whoever is given an id here keeps it, whatever is corrected.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.domain.agreements import Agreement
from bot.domain.editions import ListKind
from bot.identity.agencies import Name, name_of, same_agency
from bot.identity.likeness import SPELLINGS, alike
from bot.reading.states import STATES
from bot.reading.text import fold

AGENCY_AT_MOST = 100
"""Characters of an agency's id: no more than a choice on Discord may have."""
AGREEMENT_AT_MOST = 150
"""Characters of an agreement's id."""

_NAME, _WITH_COUNTY, _MODEL = 80, 88, 30
"""Characters of the parts; what is left of the whole is for the state, the date and a number."""

_DIGEST = 8
_NO_STATE = "XX"
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def _apart(a: Agreement, b: Agreement) -> bool:
    """Whether two agreements are of two agencies, and not of one that is spelt in two ways."""
    return not same_agency(a, b) and not _one_spelling(a, b)


def _one_spelling(a: Agreement, b: Agreement) -> bool:
    return a.state == b.state and alike(a.agency, b.agency, a.state) in SPELLINGS


class Namer:
    """Gives ids that nothing in ``known``, all agreements of both lists, those that have ended too, has.

    ``former``: some of them as they were before, under whose names agencies are found as well.  ``retired``: ids that
    agencies had, and no other agency gets.
    """

    def __init__(
        self,
        known: Iterable[Agreement] = (),
        former: Iterable[Agreement] = (),
        retired: Iterable[str] = (),
    ) -> None:
        self._agencies: dict[Name, list[Agreement]] = defaultdict(list)
        self._listed: dict[str, list[Agreement]] = defaultdict(list)
        self._agency_ids = set(retired)
        self._agreement_ids: set[str] = set()
        for agreement in known:
            self._keep(agreement)
        for agreement in former:
            self._agencies[name_of(agreement)].append(agreement)

    def name(self, agreements: Iterable[Agreement]) -> dict[int, Agreement]:
        """Return ``agreements``, which came together, with the ids that they lack, by our own id.

        Their order does not matter.  One that has no ``agency_id`` takes that of the agency that it names now:
        that is how an agreement which another agency is found to hold goes over to that one and keeps its own id.
        """
        return {agreement.id: self._named(agreement) for agreement in sorted(agreements, key=_by_content)}

    def goes_over(self, before: Agreement, now: Agreement) -> bool:
        """Whether an agreement that is corrected is another agency's from now on, and needs that one's id.

        It is not while nobody else is concerned: it is where an agency that is listed keeps the id, or where the one
        that is named now has its own; in the case of another spelling in one state only where both are so.
        """
        namesakes = self._agencies.get(name_of(now), ())
        known = any(other.agency_id != now.agency_id and same_agency(other, now) for other in namesakes)
        left = [other for other in self._listed.get(now.agency_id, ()) if other.id != now.id]
        if _one_spelling(before, now):
            return known and not all(same_agency(other, now) for other in left)
        return known or any(_apart(other, now) for other in left)

    def _named(self, agreement: Agreement) -> Agreement:
        agency_id = agreement.agency_id or self._known_agency(agreement) or self._new_agency(agreement)
        public_id = agreement.public_id or _free([_described(agency_id, agreement)], self._agreement_ids)
        named = replace(agreement, agency_id=agency_id, public_id=public_id)
        self._keep(named)
        return named

    def _known_agency(self, agreement: Agreement) -> str:
        """Return the id of an agency that is known, by the rule that tells agencies apart; empty where none is."""
        namesakes = self._agencies.get(name_of(agreement), ())
        same = [other for other in namesakes if same_agency(agreement, other) and self._still(other, agreement)]
        return min(((_distance(agreement, other), other.agency_id) for other in same), default=(None, ""))[1]

    def _still(self, known: Agreement, agreement: Agreement) -> bool:
        """Whether the id of a known agreement has not gone over to another agency, by a correction of the list."""
        listed = self._listed.get(known.agency_id, ())
        return not listed or not all(_apart(other, agreement) for other in listed)

    def _new_agency(self, agreement: Agreement) -> str:
        state = agreement.state if agreement.state in STATES else _NO_STATE
        names = [slug(agreement.agency, _NAME)]
        if agreement.county and slug(agreement.county, _NAME) not in names[0]:
            names.append(slug(f"{agreement.agency} {agreement.county}", _WITH_COUNTY))
        return _free([f"{state}-{name}" for name in names], self._agency_ids)

    def _keep(self, agreement: Agreement) -> None:
        if agreement.agency_id:
            self._agencies[name_of(agreement)].append(agreement)
            if agreement.ended_at is None:
                self._listed[agreement.agency_id].append(agreement)
        self._agency_ids.add(agreement.agency_id)
        self._agreement_ids.add(agreement.public_id)


def name_anew(
    agreements: Sequence[Agreement],
    before: Mapping[int, Agreement],
    known: Sequence[Agreement],
    retired: Iterable[str] = (),
) -> dict[int, Agreement]:
    """Return those of ``agreements`` that lack an id, or are another agency's than ``before``, with theirs, by our id.

    ``known`` is all that is known, of both lists, as it stands now; ``before`` is by our own ids what has changed.
    """
    namer = Namer(known, before.values(), retired)
    named = [agreement for agreement in agreements if agreement.public_id and agreement.agency_id]
    over = {agreement.id: agreement for agreement in named if namer.goes_over(before[agreement.id], agreement)}
    if over:
        still, former = ([one for one in all_ if one.id not in over] for all_ in (known, before.values()))
        namer = Namer(still, former, retired)
    bare = [agreement for agreement in agreements if not (agreement.public_id and agreement.agency_id)]
    return namer.name([*bare, *(replace(agreement, agency_id="") for agreement in over.values())])


def concerned(agreements: Iterable[Agreement], states: Collection[str]) -> list[Agreement]:
    """Return those that what is named in these states can share an agency or an id with, in whatever state they are."""
    begin = {state if state in STATES else _NO_STATE for state in states}
    first = len(_NO_STATE)
    return [
        one
        for one in agreements
        if one.state in states or one.public_id[:first] in begin or one.agency_id[:first] in begin
    ]


def slug(text: str, most: int) -> str:
    """Return the letters and figures of ``text``, in lower case with hyphens between, ``most`` characters at most.

    Where that loses some, for they are many or not Latin, a digest of all of them is at the end.
    """
    folded = fold(text)
    plain = _NOT_PLAIN.sub("-", folded.replace("&", " and ")).strip("-")
    foreign = not folded.isascii() and any(c.isalnum() and not c.isascii() for c in folded)
    if plain and not foreign and len(plain) <= most:
        return plain
    digest = hashlib.sha256(folded.encode()).hexdigest()[:_DIGEST]
    room = most - _DIGEST - 1
    whole_words = plain if len(plain) <= room else plain[: room + 1].rpartition("-")[0] or plain[:room]
    return f"{whole_words}-{digest}".strip("-")


def _described(agency_id: str, agreement: Agreement) -> str:
    """Say which agreement of its agency this is: its model, and the day of signing or that it is pending."""
    model = slug(agreement.model.replace("_", " "), _MODEL) if agreement.model else "no-model"
    if agreement.signed_on:
        return f"{agency_id}-{model}-{agreement.signed_on.isoformat()}"
    return f"{agency_id}-{model}-{'pending' if agreement.list is ListKind.PENDING else 'undated'}"


def _free(wanted: list[str], taken: Collection[str]) -> str:
    """Return the first of the ids ``wanted`` that is not taken, or the last of them with a number from 2 on."""
    return next(name for name in _numbered(wanted) if name not in taken)


def _numbered(names: list[str]) -> Iterator[str]:
    yield from names
    number = 2
    while True:
        yield f"{names[-1]}-{number}"
        number += 1


def _distance(agreement: Agreement, other: Agreement) -> tuple[bool, bool]:
    """Of several agencies that could be meant, that of the same county is nearest, then one that is listed."""
    return fold(agreement.county) != fold(other.county), other.ended_at is not None


def _by_content(agreement: Agreement) -> tuple[str, ...]:
    """Return an order that does not depend on where a row stands; of one name, those with a county first."""
    day = agreement.signed_on.isoformat() if agreement.signed_on else "~"
    county = fold(agreement.county) or "~"
    place = agreement.state, fold(agreement.agency), county, agreement.agency, agreement.county
    return (*place, agreement.list, agreement.model, day, agreement.signed_printed, agreement.moa_url or "~")
