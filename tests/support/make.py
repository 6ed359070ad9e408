"""Builders of our own words, with defaults that a test overrides where it matters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from bot.domain.agreements import Agreement, Change, ChangeKind, Reason, RecordedChange, SupportModel
from bot.domain.chats import Asked, CannotPost, Place, Subscriber
from bot.domain.editions import Edition, ListKind, Publication, Validators
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
    ended_at: dt.datetime | None = None,
) -> Agreement:
    return Agreement(
        id=agreement_id,
        list=list,
        state=state,
        agency=agency,
        model=model,
        type=type,
        county=county,
        signed_on=signed_on,
        moa_url=moa_url,
        ended_at=ended_at,
    )


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


def make_subscriber(chat: int = 1, *states: str, platform: str = "telegram", paused: bool = False) -> Subscriber:
    return Subscriber(chat, platform, frozenset(states or ("VA",)), paused=paused)


def make_place(address: str = "1", platform: str = "telegram") -> Place:
    """A chat; after a colon a topic of the chat before it."""
    group, _, topic = address.partition(":")
    return Place(platform, address, f"chat {address}", group if topic else None)


def make_asked(
    place: Place,
    name: str,
    words: str = "",
    *,
    may_manage: bool = True,
    language: str = "en",
    hindrance: CannotPost | None = None,
) -> Asked:
    """A command of someone who may change settings, or may not."""

    async def answer() -> bool:
        return may_manage

    return Asked(place, name, words, language, answer, hindrance)


def keep_edition(store: Store, content: bytes = b"PK one", at: dt.datetime = NOW) -> Edition:
    return store.write(lambda one: one.editions.keep(make_publication(content), at))


class DirectAccess:
    """A `bot.domain.ports.Access` to a store in this very thread."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def read(self, ask: Callable[[Store], T]) -> T:
        return self.store.read(ask)

    async def write(self, work: Callable[[Store], T]) -> T:
        return self.store.write(work)


def count_deliveries(store: Store) -> dict[tuple[str, str], int]:
    """How many deliveries there are, by platform and state."""
    rows = store.db.execute("SELECT platform, state, count(*) FROM deliveries GROUP BY platform, state")
    return {(platform, state): count for platform, state, count in rows}
