"""What a delivery consists of, part by part: the same at every attempt."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from typing import TypeAlias, assert_never

from bot.delivery.followed import names_of
from bot.domain.agreements import RecordedChange
from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.deliveries import Alert, AllClear, Arrival, Correction, Delivery, Mark, Notice, Omission, Summary
from bot.domain.messages import Extra, Message, Part
from bot.domain.ports import Platform, Store
from bot.wording import alerts, digests, marks, notices
from bot.wording.areas import NAMELESS, Names
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


def directed(delivery: Delivery, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with whom they notify and whether they are published, as the chat has set it.

    That goes for alerts and for what takes them back; a role is named once, in the first part.
    """
    chosen = delivery.settings
    if not (chosen.mention or chosen.publish) or not isinstance(delivery.subject, Alert | Summary | Correction):
        return parts
    first = [replace(part, mention=chosen.mention or "") for part in parts[:1]]
    return tuple(replace(part, publish=chosen.publish) for part in (*first, *parts[1:]))


class Rendering:
    """Renders what one platform owes; alerts that many chats share are rendered once, and what marks them too."""

    def __init__(self, platform: Platform, store: Store) -> None:
        """Read what is said from ``store``."""
        self._platform = platform
        self._store = store
        self._alerts: OrderedDict[tuple[object, ...], tuple[Part, ...]] = OrderedDict()

    async def parts(self, delivery: Delivery) -> tuple[Part, ...]:
        """Every part of a delivery, those that have arrived included.

        Raises:
            StoreError: the database cannot be read.
        """
        return await self._rendered(delivery, ("parts",), lambda: self._message(delivery))

    async def struck(self, delivery: Delivery, wrong: Collection[int]) -> tuple[Part, ...]:
        """The same with ``wrong``, which it names by their ids, struck through.

        Raises:
            StoreError: as `parts`.
        """
        return await self._rendered(delivery, ("struck", *sorted(wrong)), lambda: self._struck(delivery, wrong))

    async def marked(self, delivery: Delivery, settled: Collection[int], *, entries: bool) -> tuple[Part, ...]:
        """The same as it is marked once ``settled`` are known: what was not so is struck through, and it says so first.

        Without ``entries`` it only says so.

        Raises:
            StoreError: as `parts`.
        """
        key = ("marked", entries, *sorted(settled))
        return await self._rendered(delivery, key, lambda: self._marked(delivery, settled, entries=entries))

    async def _rendered(
        self, delivery: Delivery, how: tuple[object, ...], make: Callable[[], Awaitable[Message]]
    ) -> tuple[Part, ...]:
        return directed(delivery, await self._alike(delivery, how, make))

    async def _alike(
        self, delivery: Delivery, how: tuple[object, ...], make: Callable[[], Awaitable[Message]]
    ) -> tuple[Part, ...]:
        """The parts as every chat gets them that has the same files and language, and follows the same."""
        if not isinstance(delivery.subject, Alert):
            return self._consisting_of(await make(), delivery.omissions)
        about = (delivery.subject.changes, delivery.follows)
        key = (delivery.language, *about, delivery.files, delivery.omissions, how)
        if key not in self._alerts:
            self._alerts[key] = self._consisting_of(await make(), delivery.omissions)
            if len(self._alerts) > RENDERED_AT_MOST:
                self._alerts.popitem(last=False)
        return self._alerts[key]

    def _consisting_of(self, message: Message, omissions: Sequence[Omission]) -> tuple[Part, ...]:
        return consisting_of(lambda without: self._platform.parts(message, without), omissions)

    async def _marked(self, delivery: Delivery, settled: Collection[int], *, entries: bool) -> Message:
        message = await self._struck(delivery, settled)
        if not isinstance(delivery.subject, Alert | Summary):
            return message if entries else replace(await self._message(delivery), label=message.label)
        whole = set(delivery.subject.changes).issubset(settled)
        plain = message if entries else await self._message(delivery)
        return marks.corrected(words_of(delivery.language), plain, whole=whole)

    async def _message(self, delivery: Delivery) -> Message:
        return await self._struck(delivery, ())

    async def _struck(self, delivery: Delivery, wrong: Collection[int]) -> Message:
        """A message with what is ``wrong`` struck through: changes; of an early notice what became of agreements."""
        words = words_of(delivery.language)
        match delivery.subject:
            case Alert(changes=changes):
                recorded, names = await self._changes(changes, wrong), await self._names(delivery.follows)
                return alerts.alert(words, recorded, delivery.follows, files=delivery.files, names=names)
            case Summary() as summary:
                recorded, names = await self._changes(summary.changes, wrong), await self._names(delivery.follows)
                return digests.summary(words, summary, recorded, delivery.follows, files=delivery.files, names=names)
            case Correction() as correction:
                return await self._correction(correction, delivery)
            case Notice(notice=number, agreements=ids):
                text = await self._store.read(lambda work: work.notices.get(number))
                named = await self._store.read(lambda work: work.agreements.get(ids))
                return notices.notice(words, text, named, wrong)
            case Arrival():
                return notices.arrival(words)
            case AllClear() as clear:
                return digests.all_clear(words, clear, await self._names(clear.areas))
            case Mark():
                raise TypeError("a mark changes a message and is none")
            case _:
                assert_never(delivery.subject)

    async def _names(self, areas: Collection[Area]) -> Names:
        """Those of the agencies among areas; the store is not asked where none is."""
        if all(kind_of(area) is not AreaKind.AGENCY for area in areas):
            return NAMELESS
        return await self._store.read(lambda work: names_of(work, areas))

    async def _changes(self, ids: Sequence[int], wrong: Collection[int]) -> list[RecordedChange]:
        recorded = await self._store.read(lambda work: work.agreements.changes(ids))
        return [
            replace(one, change=replace(one.change, taken_back=True)) if one.id in wrong else one for one in recorded
        ]

    async def _correction(self, correction: Correction, delivery: Delivery) -> Message:
        """What takes back an alert in one chat: it names the time at which that chat got it, so no other shares it."""
        recorded = await self._store.read(lambda work: work.agreements.changes(correction.changes))
        first_sent = await self._store.read(lambda work: work.deliveries.sent_at(correction.of, delivery.chat))
        return alerts.correction(words_of(delivery.language), recorded, first_sent or recorded[0].at)
