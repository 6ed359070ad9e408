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


def by_agency(things: Iterable[T], agreement: Callable[[T], Agreement]) -> list[list[T]]:
    """Put together what is of one agency: agreements, or changes of them, as ``agreement`` says.

    The groups are in the order of their first members, and each keeps the order of its own.  A row without a county
    is of the first agency of its name, whatever the order.
    """
    members = list(enumerate(things))
    groups: dict[Name, list[list[tuple[int, T]]]] = defaultdict(list)
    for position, thing in sorted(members, key=lambda member: not agreement(member[1]).county):
        namesakes = groups[name_of(agreement(thing))]
        fitting = (group for group in namesakes if same_agency(agreement(group[0][1]), agreement(thing)))
        group = next(fitting, None)
        if group is None:
            namesakes.append([(position, thing)])
        else:
            group.append((position, thing))
    ordered = (sorted(group, key=_position) for namesakes in groups.values() for group in namesakes)
    return [[thing for _, thing in group] for group in sorted(ordered, key=lambda group: group[0][0])]


def agencies_of(agreements: Iterable[Agreement]) -> list[list[Agreement]]:
    """Return the agreements of each agency, by the rule that tells agencies apart between editions."""
    return by_agency(agreements, lambda agreement: agreement)


def count_agencies(agreements: Iterable[Agreement]) -> int:
    """Return how many law-enforcement bodies these are."""
    return len(agencies_of(agreements))


def namesakes_of(agreements: Sequence[Agreement], others: Iterable[Agreement]) -> dict[Name, list[Agreement]]:
    """Return those of ``others`` that have the name of one of ``agreements``, by name; each name is there."""
    namesakes: dict[Name, list[Agreement]] = {name_of(agreement): [] for agreement in agreements}
    states = {agreement.state for agreement in agreements}
    for other in others:
        if other.state in states and (same := namesakes.get(name_of(other))) is not None:
            same.append(other)
    return namesakes


def other_models(agreements: Sequence[Agreement], listed: Iterable[Agreement]) -> dict[int, tuple[Model, ...]]:
    """Return by the id of each of ``agreements`` the models of its agency's other agreements among ``listed``.

    In the order of `SupportModel`, those as printed last; an agreement whose agency has no other is left out.
    """
    namesakes = namesakes_of(agreements, listed)
    found = {}
    for agreement in agreements:
        same = namesakes[name_of(agreement)]
        models = {other.model for other in same if other.id != agreement.id and same_agency(agreement, other)}
        if models:
            found[agreement.id] = tuple(sorted(models, key=in_order))
    return found


def _position(member: tuple[int, object]) -> int:
    return member[0]


def in_order(model: Model) -> tuple[int, str]:
    """Sort models as `SupportModel` has them, those as printed last."""
    known = list(SupportModel)
    return (known.index(model) if isinstance(model, SupportModel) else len(known)), model
