"""What is asked of the store, by noun: one repository each, the parts of one unit of work (`bot.domain.ports.Work`).

Deliveries, the largest, have `bot.domain.outbox` to themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from bot.domain.agencies import AgencyName
from bot.domain.agreements import Agreement, Change, RecordedChange
from bot.domain.areas import Area
from bot.domain.chats import Absence, Interest, Language, Place, Subscriber
from bot.domain.deliveries import Totals
from bot.domain.editions import Edition, ListKind, ListStanding, Publication, Validators
from bot.domain.verification import KeptEdition, Told
from bot.domain.wishes import SettingsOfChats


class Editions(Protocol):
    """Every published version of the lists, as it came, and what became of it."""

    def any(self) -> bool:
        """Whether anything at all has been kept."""

    def validators(self) -> dict[str, Validators]:
        """By address: those of the answer that we have fully dealt with."""
        ...

    def checked(self, found: Publication, edition: Edition, at: dt.datetime) -> None:
        """Remember an answer that has been fully dealt with, and the edition that it brought."""

    def served_at(self, url: str) -> Edition | None:
        """The edition that this address last served, if we have dealt with it."""

    def keep(self, found: Publication, at: dt.datetime) -> Edition:
        """Store the bytes before anything looks at them; return the edition they are.

        It is an edition already known if it was linked as the same list, and nothing later has
        been seen of its list: only then can the same bytes mean the same publication.
        """
        ...

    def same_rows(self, edition: Edition, digest: str) -> Edition:
        """The edition that these values already are, whatever its bytes: then the new one is forgotten.

        It is one of the same list by its link, and nothing later has been believed of its list.
        """
        ...

    def shed(self, at: dt.datetime) -> None:
        """Forget what a source served that is of no use, the oldest first: a bounded time, and a bounded size."""

    def get(self, edition_id: int) -> Edition:
        """The edition of that id, which exists."""
        ...

    def content(self, sha256: str) -> bytes:
        """The bytes of an edition."""
        ...

    def kept(self, sha256: str) -> bytes | None:
        """The bytes of an edition; None where they are not stored any more."""

    def all(self) -> list[KeptEdition]:
        """Every edition, in the order in which they were found."""
        ...

    def begin_again(self, kept: KeptEdition) -> None:
        """Know an edition of another database, without its bytes, as one that nothing was decided about."""

    def of_change(self, change_id: int) -> Edition:
        """The edition that made a change known, which exists."""
        ...

    def believed_before(self, edition: Edition) -> Edition | None:
        """The last edition of the same list that was believed and came before this one."""

    def believed(self, kind: ListKind) -> Edition | None:
        """The last edition of a list that was believed, wholly or in part."""

    def replaced(self, edition: Edition) -> bool:
        """Whether the same bytes or rows were an earlier edition, believed or held, and another was believed since."""

    def last_found(self, before: dt.datetime) -> dt.datetime | None:
        """When the last edition that was believed before that time was found."""

    def believed_by(self, kind: ListKind, at: dt.datetime) -> Edition | None:
        """The last edition of a list that was believed and found before ``at``."""

    def times_believed(self, kind: ListKind) -> list[dt.datetime]:
        """When each edition of a list that was believed was found, in order."""
        ...

    def settle(self, edition: Edition, at: dt.datetime) -> None:
        """Commit what became of an edition: its list, outcome, own time, reason and figures."""

    def linked(self, kind: ListKind, at: dt.datetime) -> None:
        """Note that the source links this list now."""

    def standing(self, kind: ListKind) -> ListStanding | None:
        """When a list was last linked; None if it never was."""

    def expire(self, kind: ListKind, at: dt.datetime) -> None:
        """A list is no longer published: say so wherever it is shown, and alert nobody."""


class Agreements(Protocol):
    """What the lists have said, and what editions changed in it."""

    def known(self, kind: ListKind) -> list[Agreement]:
        """Every agreement known of a list, those that have ended included, by id."""
        ...

    def listed(self, kind: ListKind, state: str | None = None) -> list[Agreement]:
        """The agreements on a list now, of one state or of all, by id."""
        ...

    def listed_as_printed(self, kind: ListKind, states: Iterable[str]) -> list[Agreement]:
        """The agreements on a list now whose state is none of ``states``, or whose model is none that we know."""
        ...

    def listed_at(self, at: dt.datetime) -> list[Agreement]:
        """What both lists had at ``at``; names, counties and links are as they are now."""
        ...

    def next_id(self) -> int:
        """The first id that no agreement has."""
        ...

    def remember(
        self,
        edition: Edition,
        known: Iterable[Agreement],
        now: Iterable[Agreement],
        changes: Sequence[Change],
        at: dt.datetime,
    ) -> list[RecordedChange]:
        """Store agreements as they stand ``now`` (``known``: before) and the changes that made them so."""
        ...

    def changes(self, ids: Iterable[int]) -> list[RecordedChange]:
        """The changes of these ids, in the order of their recording."""
        ...

    def told(self) -> list[Told]:
        """Every change, in the order of their recording."""
        ...

    def latest_changes(self, state: str, limit: int) -> list[RecordedChange]:
        """The latest changes of one state, newest first."""
        ...

    def get(self, ids: Iterable[int]) -> list[Agreement]:
        """The agreements of these ids, those that have ended included, by id."""
        ...

    def changes_of(self, agreements: Iterable[int]) -> list[RecordedChange]:
        """Every change of these agreements, newest first."""
        ...

    def agency_names(self) -> list[AgencyName]:
        """Every name that an agency has or had on either list, the latest of each agency first."""
        ...

    def retired_agency_ids(self) -> set[str]:
        """The public ids of agencies that an agreement had before it was found to be another agency's."""
        ...

    def agency_of(self, public_id: str) -> str | None:
        """The public id of an agency that is asked for by it, by one that it had, or by that of an agreement.

        Case does not count.
        """

    def of_agencies(self, agency_ids: Iterable[str]) -> list[Agreement]:
        """The agreements of these agencies, by their public ids, those that have ended included, by id."""
        ...

    def first_seen(self, agreements: Iterable[int]) -> dict[int, dt.datetime]:
        """When the edition that first listed each of these agreements was found."""
        ...

    def departures_since(self, agreements: Iterable[int], since: dt.datetime) -> list[RecordedChange]:
        """The departures of these agreements that were recorded at or after ``since``."""
        ...

    def totals(self, states: Iterable[str]) -> Totals:
        """How much the participating list has now of these states, or of all of them (``all``)."""
        ...

    def departures_at(self, kind: ListKind, at: dt.datetime) -> list[RecordedChange]:
        """The departures recorded at just that time whose agreements are still gone."""
        ...


class Chats(SettingsOfChats, Protocol):
    """Who wants to be told what."""

    def subscribe(self, place: Place, areas: Iterable[Area], language: Language, at: dt.datetime) -> None:
        """Add areas to a chat's subscription; the chat is made known.

        ``all`` takes the place of every other area, before it and after it.  ``language`` is the chat's from its
        first subscription on.
        """

    def unsubscribe(self, place: Place, areas: Iterable[Area] | None) -> None:
        """Take areas out of a chat's subscription; None takes all of them."""

    def subscriptions(self, place: Place) -> list[Area]:
        """The areas that a chat follows, sorted; ``all`` stands alone in its list."""
        ...

    def set_early(self, place: Place, *, early: bool) -> None:
        """Whether a chat that is known hears of departures that are still held."""

    def is_early(self, place: Place) -> bool:
        """Whether a chat hears of departures that are still held."""
        ...

    def switch(self, place: Place, interests: Iterable[Interest], *, on: bool) -> None:
        """Whether a chat that is known is told of these kinds of news."""

    def interests(self, place: Place) -> frozenset[Interest]:
        """The kinds of news that a chat is told of."""
        ...

    def audience(self) -> list[Subscriber]:
        """Every chat that is subscribed to anything, in the order in which they came."""
        ...

    def reached(self, place: Place, language: Language, at: dt.datetime) -> Subscriber:
        """A chat that we write to without a subscription of its own; it is made known."""
        ...

    def numbers(self) -> tuple[int, int]:
        """How many chats are subscribed to anything, and how many of those are paused."""
        ...

    def paused_by_platform(self) -> dict[str, int]:
        """How many subscribed chats of each platform cannot be reached; platforms without one are left out."""
        ...

    def known(self, place: Place) -> int | None:
        """The number of a chat, None where it is not known."""

    def pause(self, place: Place, reason: str, at: dt.datetime, next_try: dt.datetime | None) -> list[int]:
        """Keep a chat, and every part of it, with their settings, as not reached; return their numbers.

        They are tried again at ``next_try``; None: it removed us, and comes back by its own act.
        """
        ...

    def is_paused(self, place: Place) -> bool:
        """Whether a chat, or a part of it, is known and paused."""
        ...

    def unexplained(self, place: Place) -> list[int]:
        """A chat and its parts, those of them that are paused, that nobody knows why, and for which something waits."""
        ...

    def absence(self, place: Place) -> Absence | None:
        """Why this very chat is paused and what waits for it; None where it is not."""

    def resume(self, place: Place, but: Collection[int] = ()) -> dict[int, dt.datetime]:
        """A chat and its parts, ``but`` not these, can be reached again.

        Returns since when each that was paused could not be, by its number.
        """
        ...

    def refused(self, chat: int, at: dt.datetime) -> dt.datetime:
        """Note that a chat refused a message, nobody knows why; return since when it has, without taking one."""
        ...

    def accepted(self, chat: int) -> None:
        """Note that a chat took a message."""

    def to_try(self, at: dt.datetime) -> list[int]:
        """The paused chats whose next try is due, or was put off by more than two days, as by a clock gone wrong."""
        ...

    def forget(self, at: dt.datetime, kept: Collection[Place]) -> int:
        """Forget whom nothing has been wanted of for 30 days, with all that is stored of them; return how many.

        Those are chats that removed us and have not come back, and chats without a subscription; not ``kept`` ones.
        """
        ...

    def erase(self, place: Place) -> None:
        """Forget a chat with all that is its own: subscriptions, settings, and what it is owed."""

    def move(self, chat: int, to: Place) -> None:
        """Let a chat live at another place, where none lives yet; it is not paused there."""

    def merge(self, kept: int, gone: int) -> None:
        """Give one chat the subscriptions of another, which is forgotten with all that is still its own."""
