"""Builders of our own words, with defaults that a test overrides where it matters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from bot.domain.agreements import Agreement, Change, ChangeKind, Reason, RecordedChange, SupportModel
from bot.domain.chats import DEFAULT_LANGUAGE, Asked, CannotPost, Language, Place, Subscriber
from bot.domain.editions import Edition, ListKind, Publication, Validators
from bot.domain.ports import Work
from bot.identity.public_ids import Namer
from storage.store import Store

T = TypeVar("T")
NOW = dt.datetime(2026, 2, 6, 15, 4, tzinfo=dt.UTC)


def make_agreement(
    agreement_id: int = 1,
    *,
    list: ListKind = ListKind.PARTICIPATING,  # noqa: A002  the field's own name
    state: str = "VA",
    agency: str = "Page County Sheriff's Office",
    model: SupportModel = SupportModel.TASK_FORCE,
    type: str = "County",  # noqa: A002  the field's own name
    county: str = "Page County",
    signed_on: dt.date | None = dt.date(2025, 2, 28),
    moa_url: str | None = "https://www.ice.gov/doclib/287gMOA/page.pdf",
    addendum_url: str | None = None,
    ended_at: dt.datetime | None = None,
) -> Agreement:
    """An agreement with the ids that it is given, the public one numbered so that no two of a test share it."""
    made = Agreement(
        id=agreement_id,
        list=list,
        state=state,
        agency=agency,
        model=model,
        type=type,
        county=county,
        signed_on=signed_on,
        moa_url=moa_url,
        addendum_url=addendum_url,
        ended_at=ended_at,
    )
    named = Namer().name([made])[agreement_id]
    return named if agreement_id == 1 else replace(named, public_id=f"{named.public_id}-{agreement_id}")


def make_change(
    kind: ChangeKind = ChangeKind.SIGNED,
    *,
    reason: Reason = Reason.NO_COUNTERPART,
    relisted: bool = False,
    was: dict[str, str | None] | None = None,
    remaining: tuple[SupportModel, ...] = (),
    **agreement: object,
) -> Change:
    made = make_agreement(**agreement)  # type: ignore[arg-type]  # passed through by name
    if kind in (ChangeKind.ENDED, ChangeKind.PENDING_DROPPED) and made.ended_at is None:
        made = make_agreement(**{**agreement, "ended_at": NOW})  # type: ignore[arg-type]
    return Change(kind, made, reason, relisted, was or {}, remaining)


def make_recorded(change_id: int = 1, kind: ChangeKind = ChangeKind.SIGNED, **fields: object) -> RecordedChange:
    return RecordedChange(change_id, "participatingAgencies02062026pm.xlsx", NOW, make_change(kind, **fields))  # type: ignore[arg-type]


def make_publication(content: bytes = b"PK one", name: str = "participatingAgencies02062026pm.xlsx") -> Publication:
    return Publication(content, name, f"https://www.ice.gov/{name}", ListKind.PARTICIPATING, Validators('"e"'))


def make_subscriber(
    chat: int = 1,
    *states: str,
    platform: str = "telegram",
    language: Language = DEFAULT_LANGUAGE,
    paused: bool = False,
) -> Subscriber:
    return Subscriber(chat, platform, frozenset(states or ("VA",)), language, paused)


def make_asked(
    name: str = "help",
    words: str = "",
    *,
    place: Place | None = None,
    language: Language = DEFAULT_LANGUAGE,
    may_manage: bool = True,
    hindrance: CannotPost | None = None,
    person: str = "",
) -> Asked:
    async def allowed() -> bool:
        return may_manage

    return Asked(place or make_place(), name, words, language, allowed, hindrance, person)


def make_place(address: str = "1", platform: str = "telegram") -> Place:
    """A chat; after a colon a topic of the chat before it."""
    group, _, topic = address.partition(":")
    return Place(platform, address, f"chat {address}", group if topic else None)


def keep_edition(store: Store, content: bytes = b"PK one", at: dt.datetime = NOW) -> Edition:
    return store.write(lambda work: work.editions.keep(make_publication(content), at))


def settle(work: Work, edition: Edition, at: dt.datetime = NOW, **fields: object) -> Edition:
    """Store what became of an edition: ``list``, ``outcome``, ``reason``… by name."""
    settled = replace(edition, **fields)  # type: ignore[arg-type]  # passed through by name
    work.editions.settle(settled, at)
    return settled


class DirectAccess:
    """A `bot.domain.ports.Store` over an open one, in this very thread."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def read(self, ask: Callable[[Work], T]) -> T:
        return self.store.read(ask)

    async def write(self, work: Callable[[Work], T]) -> T:
        return self.store.write(work)


def count_deliveries(store: Store) -> dict[tuple[str, str], int]:
    """How many deliveries there are, by platform and state."""
    rows = store.db.execute("SELECT platform, state, count(*) FROM deliveries GROUP BY platform, state")
    return {(platform, state): count for platform, state, count in rows}
