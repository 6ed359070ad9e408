"""What a delivery consists of, part by part: the same at every attempt."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from typing import TypeAlias, assert_never

from bot.domain.chats import Language
from bot.domain.deliveries import Alert, Arrival, Correction, Delivery, Notice, Omission, Summary
from bot.domain.messages import Extra, Message, Part
from bot.domain.ports import Platform, Store
from bot.wording import alerts, notices
from bot.wording.languages import words_of

RENDERED_AT_MOST = 128
"""Rendered messages kept at hand: most chats of one edition share a few."""

Rendered: TypeAlias = Callable[[Collection[Extra]], tuple[Part, ...]]
"""One message without what is named."""


def consisting_of(rendered: Rendered, omissions: Sequence[Omission]) -> tuple[Part, ...]:
    """All parts of a message in their order: those that had arrived before each refusal, then what was still to say.

    A part that had arrived is not said again in the same words; what a refused file said is.
    """
    left_out: set[Extra] = set()
    parts = rendered(left_out)
    for omission in omissions:
        left_out.add(omission.extra)
        before = parts[: omission.after]
        parts = (*before, *(part for part in rendered(left_out) if part not in before))
    return parts


_Shared: TypeAlias = tuple[Language, tuple[int, ...], tuple[str, ...], bool, tuple[Omission, ...]]
"""What makes two alerts the same message: all that their words depend on."""


class Rendering:
    """Renders what one platform owes; alerts that many chats share are rendered once."""

    def __init__(self, platform: Platform, store: Store) -> None:
        """Read what is said from ``store``."""
        self._platform = platform
        self._store = store
        self._alerts: OrderedDict[_Shared, tuple[Part, ...]] = OrderedDict()

    async def parts(self, delivery: Delivery) -> tuple[Part, ...]:
        """Every part of a delivery, those that have arrived included.

        Raises:
            StoreError: the database cannot be read.
        """
        if not isinstance(delivery.subject, Alert):
            return self._consisting_of(await self._message(delivery), delivery.omissions)
        changes = delivery.subject.changes
        key = (delivery.language, changes, delivery.follows, delivery.files, delivery.omissions)
        if key not in self._alerts:
            self._alerts[key] = self._consisting_of(await self._message(delivery), delivery.omissions)
            if len(self._alerts) > RENDERED_AT_MOST:
                self._alerts.popitem(last=False)
        return self._alerts[key]

    def _consisting_of(self, message: Message, omissions: Sequence[Omission]) -> tuple[Part, ...]:
        return consisting_of(lambda without: self._platform.parts(message, without), omissions)

    async def _message(self, delivery: Delivery) -> Message:
        words = words_of(delivery.language)
        match delivery.subject:
            case Alert(changes=changes):
                recorded = await self._store.read(lambda work: work.agreements.changes(changes))
                return alerts.alert(words, recorded, delivery.follows, files=delivery.files)
            case Summary(since=since, changes=changes):
                recorded = await self._store.read(lambda work: work.agreements.changes(changes))
                return alerts.summary(words, recorded, since, delivery.follows, files=delivery.files)
            case Correction() as correction:
                return await self._correction(correction, delivery)
            case Notice(notice=number, agreements=ids):
                text = await self._store.read(lambda work: work.notices.get(number))
                return notices.notice(words, text, await self._store.read(lambda work: work.agreements.get(ids)))
            case Arrival():
                return notices.arrival(words)
            case _:
                assert_never(delivery.subject)

    async def _correction(self, correction: Correction, delivery: Delivery) -> Message:
        """What takes back an alert in one chat: it names the time at which that chat got it, so no other shares it."""
        recorded = await self._store.read(lambda work: work.agreements.changes(correction.changes))
        first_sent = await self._store.read(lambda work: work.deliveries.sent_at(correction.of, delivery.chat))
        return alerts.correction(words_of(delivery.language), recorded, first_sent or recorded[0].at)
