"""Totals of the lists, now or on a day gone by.  Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.domain.agreements import Agreement, Model, SupportModel
from bot.domain.editions import ListKind
from bot.identity.agencies import count_agencies
from bot.reading.states import STATES, TERRITORIES


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
    signed_since: int | None = None
    since: dt.date | None = None
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
            "states": self.states,
            "territories": self.territories,
            "models": {model.value: self.models.get(model, 0) for model in SupportModel},
            "other_models": {str(model): count for model, count in self.others()},
            "states_as_printed": self.states_as_printed,
            "pending": self.pending,
            "pending_last_published": self.pending_last_published and self.pending_last_published.isoformat(),
        }
        if self.since is not None:
            found |= {"since": self.since.isoformat(), "signed_since": self.signed_since}
        return found


def count(listed: Iterable[Agreement], as_of: dt.datetime, since: dt.date | None = None) -> Statistics:
    """Count the agreements listed at ``as_of``, of both lists; ``since`` counts those signed on or after it."""
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
        signed_since=None
        if since is None
        else sum(bool(agreement.signed_on and agreement.signed_on >= since) for agreement in participating),
        since=since,
        states_as_printed=sum(agreement.state not in STATES for agreement in participating),
    )
