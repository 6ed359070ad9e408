"""A chat that is paused says so wherever it is asked, and comes back where it can be reached."""

from __future__ import annotations

import datetime as dt

from bot.delivery import reach
from bot.domain.chats import Absence
from bot.domain.deliveries import Alert, Owed
from bot.domain.ports import Work
from storage.store import Store
from tests.support.make import NOW, make_place

CHAT = make_place("7")
LATER = NOW + dt.timedelta(hours=1)


def subscribe(store: Store) -> None:
    store.write(lambda work: work.chats.subscribe(CHAT, ["VA"], "en", NOW))


def owe(store: Store, count: int) -> None:
    """Owe ``count`` alerts to every chat."""
    owed = [Owed(chat, Alert(n, (n,))) for n in range(1, count + 1) for chat in store.chats.audience()]
    store.write(lambda work: work.deliveries.enqueue(owed, NOW))


def pause(store: Store, reason: str) -> None:
    def paused(work: Work) -> None:
        reach.pause(work, CHAT, reason, NOW)

    store.write(paused)


def test_the_store_says_why_a_chat_is_paused_and_what_waits(store: Store) -> None:
    """Since when, why and how many; nothing of a chat that is unknown, or reached, or only its group's part."""
    assert store.chats.absence(CHAT) is None
    subscribe(store)
    owe(store, 2)
    assert store.chats.absence(CHAT) is None
    pause(store, "kicked")
    assert store.chats.absence(CHAT) == Absence(NOW, "kicked", 2)
    assert store.chats.absence(make_place("7:1")) is None
    store.write(lambda work: reach.resume(work, CHAT, LATER))
    assert store.chats.absence(CHAT) is None
