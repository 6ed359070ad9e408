"""Totals of the lists, now or on a day gone by.  Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.agreements import Agreement, Listing, Model, SupportModel
from bot.domain.editions import ListKind
from bot.identity.agencies import agencies_of, count_agencies
from bot.reading.states import STATES, TERRITORIES


@dataclass(frozen=True, slots=True)
class Printed:
    """What the workbook itself has: its rows below the header, and the different texts of state and agency on them."""

    rows: int
    names: int


@dataclass(frozen=True, slots=True)
class Since:
    """What was signed on or after a day: agreements, their agencies, and those that had no older one on the list."""

    day: dt.date
    agreements: int
    agencies: int
    new_agencies: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Totals as of a time; ``agencies`` counts each body once, however many agreements it has."""

    as_of: dt.datetime
    agreements: int
    agencies: int
    states: int
    territories: int
    models: dict[Model, int]
    pending: int
    since_then: Since | None = None
    printed: Printed | None = None
    """None where the workbook could not be read again."""
    states_as_printed: int = 0
    """Agreements whose state is not understood, and stands as printed: in no state's count."""
    pending_last_published: dt.date | None = None
    """Set where ICE no longer publishes a pending list, whose last state ``pending`` then counts."""

    def others(self) -> list[tuple[Model, int]]:
        """The models that we do not know, as printed, with how many agreements each has."""
        return sorted((model, count) for model, count in self.models.items() if not isinstance(model, SupportModel))

    def as_object(self) -> dict[str, Any]:
        """The totals as one JSON object."""
        found: dict[str, Any] = {
            "as_of": self.as_of.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "agreements": self.agreements,
            "agencies": self.agencies,
            "names_as_printed": self.printed and self.printed.names,
            "rows": self.printed and self.printed.rows,
            "states": self.states,
            "territories": self.territories,
            "models": {model.value: self.models.get(model, 0) for model in SupportModel},
            "other_models": {str(model): count for model, count in self.others()},
            "states_as_printed": self.states_as_printed,
            "pending": self.pending,
            "pending_last_published": self.pending_last_published and self.pending_last_published.isoformat(),
        }
        if (since := self.since_then) is not None:
            found |= {
                "since": since.day.isoformat(),
                "signed_since": since.agreements,
                "agencies_signed_since": since.agencies,
                "new_agencies": since.new_agencies,
            }
        return found


def count(
    listed: Iterable[Agreement],
    as_of: dt.datetime,
    since: dt.date | None = None,
    rows: Sequence[Listing] | None = None,
) -> Statistics:
    """Count the agreements listed at ``as_of``, of both lists; ``since`` counts those signed on or after it.

    ``rows`` are those of the edition that listed the participating ones: what it prints cannot be had from the
    agreements, which keep one spelling each.
    """
    both = list(listed)
    participating = [agreement for agreement in both if agreement.list is ListKind.PARTICIPATING]
    places = {agreement.state for agreement in participating if agreement.state in STATES}
    return Statistics(
        as_of=as_of,
        agreements=len(participating),
        agencies=count_agencies(participating),
        states=len(places - TERRITORIES),
        territories=len(places & TERRITORIES),
        models=dict(Counter(agreement.model for agreement in participating)),
        pending=sum(agreement.list is ListKind.PENDING for agreement in both),
        since_then=None if since is None else _since(participating, since),
        printed=None if rows is None else _printed(rows),
        states_as_printed=sum(agreement.state not in STATES for agreement in participating),
    )


def _since(participating: Iterable[Agreement], day: dt.date) -> Since:
    signed = [[_is_since(agreement, day) for agreement in agency] for agency in agencies_of(participating)]
    return Since(day, sum(map(sum, signed)), agencies=sum(map(any, signed)), new_agencies=sum(map(all, signed)))


def _is_since(agreement: Agreement, day: dt.date) -> bool:
    return agreement.signed_on is not None and agreement.signed_on >= day


def _printed(rows: Sequence[Listing]) -> Printed:
    return Printed(len(rows), len({(row.state_printed, row.agency) for row in rows}))
