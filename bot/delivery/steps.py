"""What delivering one subject takes: messages to send, each perhaps as a reply, or messages to change in place.

It is the same at every attempt, so that what an attempt did not come to is done by the next.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.delivery.rendering import Rendering
from bot.domain.deliveries import Alert, Delivery, Mark, named_by
from bot.domain.messages import Extra, Part
from bot.domain.ports import Platform, Store


@dataclass(frozen=True, slots=True)
class Step:
    """One request: send ``part``, or put it in the place of the message ``edits``.

    ``nonce`` is the same whenever it is sent; ``reply_to`` is the message that it replies to.
    """

    part: Part
    nonce: str = ""
    reply_to: str | None = None
    edits: str | None = None


def nonce(generation: str, delivery: Delivery, number: int, part: Part) -> str:
    """Name one part of one delivery by all that it carries, in 25 characters: the same whenever it is tried.

    ``part`` is as it was before anything was left out of it: should it have arrived whole, its remainder is no other.
    A restored copy of a database uses the numbers of deliveries again, and for others: a platform that
    knew a message by its number alone would answer with another one, and this one would never arrive.
    """
    file = part.attachment and (part.attachment.name, hashlib.sha256(part.attachment.content).hexdigest())
    carried = (part.title, part.body, part.framed, file)
    named = json.dumps((generation, delivery.place.address, delivery.id, number, carried))
    return hashlib.sha256(named.encode()).hexdigest()[:25]


class Steps:
    """Makes steps of what one platform owes, and takes them."""

    def __init__(self, platform: Platform, store: Store) -> None:
        """Read from ``store`` what is said, and what was said before."""
        self._platform = platform
        self._store = store
        self._rendering = Rendering(platform, store)
        self._generation = ""

    async def of(self, delivery: Delivery) -> tuple[Step, ...]:
        """Every step of a delivery, those that have been taken included.

        Raises:
            StoreError: the database cannot be read.
        """
        if isinstance(delivery.subject, Mark):
            return await self._edits(delivery, delivery.subject)
        self._generation = self._generation or await self._store.read(lambda work: work.deliveries.generation())
        parts = await self._rendering.parts(delivery)
        whole = await self._rendering.parts(replace(delivery, omissions=())) if delivery.omissions else parts
        named = (*whole, *parts[len(whole) :])
        replies = await self._reply_to(delivery)
        return tuple(
            Step(part, nonce(self._generation, delivery, number, named[number]), None if number else replies)
            for number, part in enumerate(parts)
        )

    async def take(self, address: str, step: Step, *, silent: bool = False) -> str:
        """Send or change a message, ``silent`` without a sound, and return its id.

        Raises:
            SendError: whatever went wrong.
        """
        if step.edits is None:
            return await self._platform.send(address, step.part, step.nonce, step.reply_to, silent=silent)
        await self._platform.edit(address, step.edits, step.part)
        return step.edits

    async def _edits(self, delivery: Delivery, mark: Mark) -> tuple[Step, ...]:
        """What changes the message that is marked, part by part; nothing where its parts cannot be told any more."""
        earlier = await self._earlier(mark.of, delivery.chat)
        if earlier is None:
            return ()
        settled = await self._store.read(lambda work: work.deliveries.settled(mark.of, delivery.chat))
        before = await self._rendering.parts(earlier)
        for entries in (True, False):  # where striking them through takes more parts, the title alone says it
            after = await self._rendering.marked(earlier, settled, entries=entries)
            if len(after) == len(before) >= len(earlier.message_ids):
                return tuple(
                    Step(part, edits=message_id)
                    for part, was, message_id in zip(after, before, earlier.message_ids, strict=False)
                    if part != was and message_id
                )
        return ()

    async def _reply_to(self, delivery: Delivery) -> str | None:
        """The message that a delivery replies to: the part that told what it is about, else the first."""
        if delivery.answers is None or Extra.REPLY in delivery.without:
            return None
        earlier = await self._earlier(delivery.answers, delivery.chat)
        if earlier is None:
            return None
        told = 0
        if len(earlier.message_ids) > 1 and not isinstance(delivery.subject, Alert):
            before = await self._rendering.parts(earlier)
            told = _first_that_differs(before, await self._rendering.struck(earlier, named_by(delivery.subject)))
        return earlier.message_ids[min(told, len(earlier.message_ids) - 1)] or None

    async def _earlier(self, number: int, chat: int) -> Delivery | None:
        """An earlier delivery of which it is known where its messages are."""
        earlier = await self._store.read(lambda work: work.deliveries.earlier(number, chat))
        return earlier if earlier and any(earlier.message_ids) else None


def _first_that_differs(before: Sequence[Part], after: Sequence[Part]) -> int:
    if len(before) != len(after):
        return 0
    return next((number for number, parts in enumerate(zip(before, after, strict=True)) if parts[0] != parts[1]), 0)
