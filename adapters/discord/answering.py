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

from adapters.discord import sending
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

    def __init__(self, interaction: discord.Interaction, rivaled: Callable[[], None]) -> None:
        """Answer ``interaction``; ``rivaled`` is called where another process had done so before."""
        self._interaction = interaction
        self._rivaled = rivaled
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
        shape, files = sending.shape(part), sending.files(part)
        nobody = discord.AllowedMentions.none()
        response = self._interaction.response
        if response.is_done():
            followup = self._interaction.followup
            await followup.send(**shape, files=files, ephemeral=private, allowed_mentions=nobody)
        else:
            await response.send_message(**shape, files=files, ephemeral=private, allowed_mentions=nobody)

    async def _defer_later(self) -> None:
        await asyncio.sleep(DEFER_AFTER)
        async with self._turn:
            if self._interaction.response.is_done():
                return
            try:
                await self._ask(lambda: self._interaction.response.defer(ephemeral=True, thinking=True))
                self._deferred = True
            except Exception as error:  # noqa: BLE001  the answer itself will say whether anybody is left to hear it
                log.info("Discord: an answer could not be announced (%s)", send_error(error).reason)
