"""Whom what changed concerns: which of it the areas are about that a chat follows, and for which of them it is told.

Looked up and not searched for: an edition's changes are sorted by area once, and each chat asks for its own areas.
Pure; ``docs/delivery.md`` says whom a change concerns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import compress
from operator import or_
from typing import TypeVar

from bot.domain.agreements import Agreement, Change, SupportModel, support_model
from bot.domain.areas import EVERYWHERE, Area, AreaKind, kind_of
from bot.domain.chats import Subscriber
from bot.reading.counties import county_fips
from bot.reading.county_names import counties_in
from bot.reading.states import STATES, could_be

T = TypeVar("T")

_OF_PLACES = ("state", "county", "agency", "agency_id", "model")
"""What of an agreement decides whom it concerns."""


def as_was_and_is(change: Change) -> tuple[Agreement, ...]:
    """Return the agreement of a change as it is now, and as it was where that may have concerned others."""
    former = {name: value for name in _OF_PLACES if (value := change.was.get(name)) is not None}
    if not former:
        return (change.agreement,)
    model = support_model(former.pop("model", change.agreement.model))
    return change.agreement, replace(change.agreement, model=model, **former)  # type: ignore[arg-type]  # all others are texts


def areas_of(agreement: Agreement) -> frozenset[Area]:
    """Return the areas that an agreement is in, the whole list apart: what a state's text may mean is all of them."""
    named = {*_states(agreement), *county_fips(agreement), agreement.agency_id}
    return frozenset(named - {""})


def statewide_in(agreement: Agreement) -> frozenset[str]:
    """Return the states of which an agreement concerns every county, for nothing says in which it is; by their codes.

    That is so of a state's police, and of agencies whose county no list says.
    """
    return frozenset() if county_fips(agreement) else _states(agreement)


def _states(agreement: Agreement) -> frozenset[str]:
    return could_be(agreement.state).union({agreement.state} & STATES.keys())


class Concerned:
    """Some things that each concern certain areas, by their places in a row.

    A thing is an agreement; or one as it is and as it was, and then it concerns whom either concerns.  What is asked
    for is returned as a number whose bits are the places of things: bit 0 stands for the first.
    """

    def __init__(self, things: Sequence[Sequence[Agreement]]) -> None:
        """Sort them by area."""
        self._all = (1 << len(things)) - 1
        self._places: dict[Area, int] = {EVERYWHERE: self._all}
        self._models: list[tuple[int, frozenset[str]]] = []
        statewide: dict[str, int] = {}
        for place, thing in enumerate(things):
            bit = 1 << place
            for agreement in thing:
                _note(self._places, areas_of(agreement), bit)
                _note(statewide, statewide_in(agreement), bit)
            self._models.append((bit, frozenset(agreement.model for agreement in thing)))
        self._states = frozenset(area for area in self._places if kind_of(area) is AreaKind.STATE)
        self._or_statewide = dict(self._places)
        for state, places in statewide.items():
            _note(self._or_statewide, (county.fips for county in counties_in(state)), places)
        self._left_out: dict[frozenset[str], int] = {frozenset(): 0}

    def of(self, subscriber: Subscriber) -> int:
        """What concerns a chat by the areas that it follows and the models that it wants."""
        found, among = 0, self._among(subscriber)
        for area in subscriber.areas:
            found |= among.get(area, 0)
        return found & ~self._without(subscriber.without_models) if found else 0

    def follows(self, subscriber: Subscriber, places: int) -> tuple[Area, ...]:
        """For which of its areas a chat is told what has these places: the whole list, else as few as say it.

        A state before the counties and agencies in it; and where a county's chat is told what may be in any county,
        that county stands for it only where no other area does.
        """
        if EVERYWHERE in subscriber.areas:
            return (EVERYWHERE,)
        states = subscriber.areas & self._states
        others = subscriber.areas - states if states else subscriber.areas
        found: set[Area] = set()
        for areas, sorted_so in ((states, self._places), (others, self._places), (others, self._among(subscriber))):
            left = places
            for area in areas:
                if bits := sorted_so.get(area, 0) & places:
                    found.add(area)
                    left &= ~bits
            places = left
            if not places:
                break
        return tuple(sorted(found))

    def _among(self, subscriber: Subscriber) -> Mapping[Area, int]:
        return self._or_statewide if subscriber.statewide else self._places

    def _without(self, models: frozenset[str]) -> int:
        """Those that only have models which a chat left out; what no list of ours has cannot be left out."""
        if models not in self._left_out:
            ours = models.intersection(SupportModel)
            self._left_out[models] = reduce(or_, (bit for bit, theirs in self._models if theirs <= ours), 0)
        return self._left_out[models]


def those_at(places: int, things: Sequence[T]) -> tuple[T, ...]:
    """Return those of ``things`` for whose places a number stands, in their order."""
    digits = f"{places:b}"[::-1].encode().replace(b"0", b"\0")  # one a place, 0 or not
    return tuple(compress(things, digits))


def _note(places: dict[Area, int], areas: Collection[Area] | Iterator[Area], bits: int) -> None:
    for area in areas:
        places[area] = places.get(area, 0) | bits
