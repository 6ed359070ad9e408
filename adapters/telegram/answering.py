"""What is said to who pressed a button: in the place of its message, or in a window that only he sees.

Telegram wants each press to be answered, else the button goes on spinning:
https://core.telegram.org/bots/api#callbackquery.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from adapters.telegram.client import Api
from adapters.telegram.errors import send_error
from adapters.telegram.events import Press
from adapters.telegram.render import units
from adapters.telegram.whereabouts import PRIVATE
from bot.domain.errors import NotEditable
from bot.domain.messages import Part

log = logging.getLogger(__name__)

WINDOW_AT_MOST = 200
"""Characters of a window: https://core.telegram.org/bots/api#answercallbackquery."""

WITHIN = 5.0
"""Seconds after which a press is answered, whatever becomes of its command: later Telegram takes no answer."""

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Ways:
    """How something gets to Telegram: ``send`` and ``edit`` as `bot.domain.ports.Platform`'s, ``api`` for the rest."""

    send: Callable[[str, Part, str], Awaitable[str]]
    edit: Callable[[str, str, Part], Awaitable[None]]
    api: Api


class PressAnswer:
    """The answer to one press, part by part."""

    def __init__(self, press: Press, ways: Ways) -> None:
        self._press = press
        self._ways = ways
        self._begun = asyncio.Event()
        self._answered = False

    async def say(self, part: Part, private: bool) -> None:  # noqa: FBT001 - as `bot.domain.ports.Say`
        """Say one part: the first in the place of the message, or in a window; what follows below it.

        Raises:
            SendError: it could not be said.
        """
        window = _window(part) if private and not self._begun.is_set() else ""
        if not window or (not await self._answer(window) and self._press.given.kind == PRIVATE):
            await self._write(part)
        # Else it came too late for a window: nothing was changed, and a group is not filled with refusals.
        self._begun.set()

    def end(self) -> None:
        """Say that no more follows, whether anything was said or not."""
        self._begun.set()

    async def in_time(self) -> None:
        """Answer the press once something has been said, or when it is time; raises nothing."""
        try:
            async with asyncio.timeout(WITHIN):
                await self._begun.wait()
        except TimeoutError:
            log.info("Telegram: a press was answered before its command")
        await self._answer()

    async def _write(self, part: Part) -> None:
        """Write the first part in the place of the message, where that can be changed, and the others below it."""
        if not (self._begun.is_set() or self._press.message is None or part.attachment):
            with contextlib.suppress(NotEditable):
                await self._ways.edit(self._press.place.address, self._press.message, part)
                return
        await self._ways.send(self._press.place.address, part, "")

    async def _answer(self, text: str | None = None) -> bool:
        """Answer the press, once; whether that could be."""
        if self._answered:
            return False
        self._answered = True
        window = {"text": text, "show_alert": True} if text else {}
        try:
            await self._ways.api.call("answerCallbackQuery", callback_query_id=self._press.query, **window)
        except Exception as exc:  # noqa: BLE001 - whatever the library raises has one meaning, said in one place
            log.debug("Telegram: a press was not answered (%s)", send_error(exc).reason)  # it may just be too old
            return False
        return True


def _window(part: Part) -> str:
    """What a window says in place of a part that is short, and for one alone; empty where it has to be a message."""
    text = html.unescape(_TAG.sub("", part.body)).strip()
    return "" if part.keys or part.attachment or units(text) > WINDOW_AT_MOST else text
