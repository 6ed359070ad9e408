"""What can be said to one interaction: a response that comes in time, and followups.

An interaction must be answered within 3 seconds and its token lives 15 minutes; a private
answer must be declared so with the first response.
Source: https://discord.com/developers/docs/interactions/receiving-and-responding.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import discord

from adapters.discord import components, sending
from adapters.discord.errors import send_error
from adapters.discord.refusals import ALREADY_ANSWERED, code_of
from bot.domain.messages import Part

log = logging.getLogger(__name__)

DEFER_AFTER = 1.5
"""Seconds that an answer may take before Discord is told that it will come later."""


class Responder:
    """What can be said to one interaction.

    A quick answer is one request, and can be private or public as it asks.  A slow one is
    deferred privately, before it is known whether it may be public, and stays private: showing
    too little to others does less harm than losing the interaction.
    """

    def __init__(self, interaction: discord.Interaction, rivaled: Callable[[], None], owner: str = "") -> None:
        """Answer ``interaction``; ``rivaled`` is called where another process had done so before.

        ``owner`` is the number of who asked, for whom alone what can be pressed is meant.
        """
        self._interaction = interaction
        self._rivaled = rivaled
        self._owner = owner
        self._deferred = False
        self._turn = asyncio.Lock()
        # discord.py repeats the requests of an answer; one that came twice was no other process's.
        self._attempt = sending.Attempt(strict=False)

    @contextlib.asynccontextmanager
    async def in_time(self) -> AsyncIterator[None]:
        """Defer the response when nothing has been said after ``DEFER_AFTER`` seconds inside the block."""
        deferring = asyncio.create_task(self._defer_later(), name="discord deferring")
        try:
            yield
        finally:
            deferring.cancel()
            await asyncio.gather(deferring, return_exceptions=True)

    async def say(self, part: Part, private: bool) -> None:  # noqa: FBT001  the shape of bot.domain.ports.Say
        """Say one part: the first is the response, the others follow it.

        Raises:
            SendError: one of its subclasses, whatever went wrong.
        """
        async with self._turn:
            try:
                await self._ask(lambda: self._send(part, private=private or self._deferred))
            except Exception as error:
                raise send_error(error, part) from error

    async def choose(self, choices: list[discord.app_commands.Choice[str]]) -> None:
        """Offer what may be meant by what is being typed; where that fails, nothing is offered."""
        try:
            await self._ask(lambda: self._interaction.response.autocomplete(choices))
        except Exception as error:  # noqa: BLE001  who types on has asked anew by now
            log.info("Discord: choices could not be offered (%s)", send_error(error).reason)

    async def _ask(self, request: Callable[[], Awaitable[object]]) -> None:
        try:
            with sending.watched(self._attempt):
                await request()
        except discord.HTTPException as error:
            if code_of(error) == ALREADY_ANSWERED and not self._attempt.doubtful:
                self._rivaled()
            raise

    async def _send(self, part: Part, *, private: bool) -> None:
        shown = {**sending.shape(part), "files": sending.files(part), "ephemeral": private}
        view = components.view(part.keys, self._owner)
        if view is not None:
            shown["view"] = view
        if self._interaction.response.is_done():
            await self._interaction.followup.send(**shown, allowed_mentions=sending.NOBODY)
        else:
            await self._interaction.response.send_message(**shown, allowed_mentions=sending.NOBODY)

    async def _defer_later(self) -> None:
        await asyncio.sleep(DEFER_AFTER)
        async with self._turn:
            if self._interaction.response.is_done():
                return
            try:
                await self._ask(self._defer)
            except Exception as error:  # noqa: BLE001  the answer itself will say whether anybody is left to hear it
                log.info("Discord: an answer could not be announced (%s)", send_error(error).reason)

    async def _defer(self) -> None:
        await self._interaction.response.defer(ephemeral=True, thinking=True)
        self._deferred = True


class PressResponder(Responder):
    """What can be said to who pressed a button.

    The first part takes the place of the message whose button it was; a private one with nothing to press leaves
    that as it is, for it is a refusal, and others may be reading there.
    """

    def __init__(
        self, interaction: discord.Interaction, rivaled: Callable[[], None], owner: str = "", *, ephemeral: bool = False
    ) -> None:
        """As `Responder`; ``ephemeral``: who pressed is the only one to see that message, and what follows it."""
        super().__init__(interaction, rivaled, owner)
        self._ephemeral = ephemeral
        self._begun = False

    async def _send(self, part: Part, *, private: bool) -> None:
        if not self._begun and (part.keys or not private):
            await self._replace(part)
        else:
            await super()._send(part, private=private or self._ephemeral)
        self._begun = True

    async def _replace(self, part: Part) -> None:
        """Put a part in the place of the message; its embeds, files and buttons go, where the part has none."""
        shown = {"embeds": [], **sending.shape(part), "attachments": sending.files(part)}
        shown["view"] = components.view(part.keys, self._owner)
        if self._interaction.response.is_done():
            await self._interaction.edit_original_response(**shown, allowed_mentions=sending.NOBODY)
        else:
            await self._interaction.response.edit_message(**shown, allowed_mentions=sending.NOBODY)

    async def _defer(self) -> None:
        await self._interaction.response.defer()
