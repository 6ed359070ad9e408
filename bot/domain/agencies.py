"""Agencies as people ask for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.domain.agreements import Agreement, RecordedChange


@dataclass(frozen=True, slots=True)
class AgencyName:
    """A name under which an agency is or was printed, with its public id and place.

    ``former``: the list prints another name in its place now.
    """

    agency_id: str
    state: str
    name: str
    county: str = ""
    former: bool = False


@dataclass(frozen=True, slots=True)
class Tenure:
    """Since when an agreement is, or was last, on its list; ``from_start``: it was there when we began to watch."""

    agreement: Agreement
    since: dt.datetime
    from_start: bool = False


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """All that is known of one agency: its agreements, those on a list first, and its changes, newest first.

    ``agreements`` are not empty.
    """

    agreements: tuple[Tenure, ...]
    changes: tuple[RecordedChange, ...] = ()

    @property
    def named(self) -> Agreement:
        """The agreement whose name, county and state stand for the agency."""
        return self.agreements[0].agreement

    @property
    def ids(self) -> tuple[str, ...]:
        """Its public ids: one, but where the list spelt it in two ways for a time."""
        return tuple(dict.fromkeys(tenure.agreement.agency_id for tenure in self.agreements))
