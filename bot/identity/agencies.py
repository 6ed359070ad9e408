"""Which agreements are of one agency, and what follows: how many agencies, which other models each has.  Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, TypeVar

from bot.domain.agreements import Agreement, Listing, Model, SupportModel
from bot.identity.words import same_county
from bot.reading.agency import agency_key

T = TypeVar("T")
Name: TypeAlias = tuple[str | None, tuple[str, ...]]
"""A state's code and an agency's key: what all agreements of one agency have in common."""


def name_of(listed: Agreement | Listing) -> Name:
    """Return the name by which agreements and rows of one agency are found; two agencies may share it."""
    return listed.state, agency_key(listed.agency, listed.state)


def same_agency(a: Agreement | Listing, b: Agreement | Listing) -> bool:
    """Whether two agreements or rows are of one agency: one name in one state, and no other place."""
    return name_of(a) == name_of(b) and _one_place(a, b)


def _one_place(a: Agreement | Listing, b: Agreement | Listing) -> bool:
    """Whether two of one name can be one agency: a name that has its county in it, or no other county."""
    if a.county == b.county:
        return True
    key = agency_key(a.agency, a.state)
    return "county" in key or "parish" in key or same_county(a.county, b.county) is not False


def by_agency(items: Iterable[T], of: Callable[[T], Agreement]) -> list[list[T]]:
    """Return what is about one law-enforcement body together, by the rule that tells bodies apart.

    ``of`` gives the agreement that an item is about.  Agencies, and what is about each, keep their order.
    """
    agencies: list[list[T]] = []
    namesakes: dict[Name, list[list[T]]] = defaultdict(list)
    for item in items:
        known = namesakes[name_of(of(item))]
        own = next((agency for agency in known if same_agency(of(item), of(agency[0]))), None)
        if own is None:
            own = []
            known.append(own)
            agencies.append(own)
        own.append(item)
    return agencies


def count_agencies(agreements: Iterable[Agreement]) -> int:
    """Return how many law-enforcement bodies these are."""
    return len(by_agency(agreements, lambda agreement: agreement))


def other_models(agreements: Sequence[Agreement], listed: Iterable[Agreement]) -> dict[int, tuple[Model, ...]]:
    """Return by the id of each of ``agreements`` the models of its agency's other agreements among ``listed``.

    In the order of `SupportModel`, those as printed last; an agreement whose agency has no other is left out.
    """
    namesakes: dict[Name, list[Agreement]] = defaultdict(list)
    for other in listed if agreements else ():
        namesakes[name_of(other)].append(other)
    found = {}
    for agreement in agreements:
        same = namesakes.get(name_of(agreement), ())
        models = {other.model for other in same if other.id != agreement.id and same_agency(agreement, other)}
        if models:
            found[agreement.id] = tuple(sorted(models, key=in_order))
    return found


def in_order(model: Model) -> tuple[int, str]:
    """Sort models as `SupportModel` has them, those as printed last."""
    known = list(SupportModel)
    return (known.index(model) if isinstance(model, SupportModel) else len(known)), model
