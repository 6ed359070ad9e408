"""Slash commands, made from the menu of the handlers that every platform shares and answered by them.

An interaction must be answered within 3 seconds and its token lives 15 minutes; a private
answer must be declared so with the first response.
Source: https://discord.com/developers/docs/interactions/receiving-and-responding.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

import discord
from discord import app_commands

from adapters.discord import permissions, sending
from adapters.discord.errors import send_error
from bot.domain.chats import DEFAULT_LANGUAGE, Asked, CannotPost, Completes, Language, MenuEntry, Place
from bot.domain.messages import Part
from bot.domain.ports import Handlers

log = logging.getLogger(__name__)

DEFER_AFTER = 1.5
"""Seconds that an answer may take before Discord is told that it will come later."""

Answer: TypeAlias = Callable[[discord.Interaction, str, str], Awaitable[None]]
"""Answer an interaction, given the name of its command and the words that came with it."""

Completer: TypeAlias = Callable[[discord.Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]

_SERVERS_AND_PRIVATE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
_ON_SERVERS = app_commands.AppInstallationType(guild=True, user=False)


class Tree(app_commands.CommandTree[discord.Client]):
    """The slash commands of one client."""

    def __init__(self, client: discord.Client, handlers: Handlers) -> None:
        """Add every command of the menu."""
        super().__init__(client, allowed_contexts=_SERVERS_AND_PRIVATE, allowed_installs=_ON_SERVERS)
        self._handlers = handlers
        for entry in handlers.menu(DEFAULT_LANGUAGE):
            self.add_command(self._slash_command(entry))

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        """Log what discord.py made of a command, and let the person be told that it failed."""
        log.error("Discord: a command failed before it was answered", exc_info=error)
        if interaction.type is discord.InteractionType.application_command:
            await self._handlers.apologize(_language(interaction), Responder(interaction).say)

    async def _answer(self, interaction: discord.Interaction, name: str, words: str) -> None:
        responder = Responder(interaction)
        async with responder.in_time():
            await self._handlers.command(_asked(interaction, name, words), responder.say)

    def _slash_command(self, entry: MenuEntry) -> app_commands.Command[Any, ..., None]:
        callback = _callback(entry, self._answer)
        if entry.option is not None:
            app_commands.rename(words=entry.option.name)(callback)
            app_commands.describe(words=entry.option.description)(callback)
            if entry.option.completes is not None:
                app_commands.autocomplete(words=self._completer(entry.option.completes))(callback)
        made = app_commands.Command[Any, ..., None](name=entry.name, description=entry.description, callback=callback)
        if entry.manages:
            made.default_permissions = discord.Permissions(manage_guild=True)
        return made

    def _completer(self, completes: Completes) -> Completer:
        async def complete(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            choices = await self._handlers.complete(completes, typed, _language(interaction))
            return [app_commands.Choice(name=choice.label, value=choice.value) for choice in choices]

        return complete


class Responder:
    """What can be said to one interaction: a response that comes in time, and followups.

    A quick answer is one request, and can be private or public as it asks.  A slow one is
    deferred privately, before it is known whether it may be public, and stays private: showing
    too little to others does less harm than losing the interaction.
    """

    def __init__(self, interaction: discord.Interaction) -> None:
        self._interaction = interaction
        self._deferred = False
        self._turn = asyncio.Lock()

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
                await self._send(part, private=private or self._deferred)
            except Exception as error:
                raise send_error(error) from error

    async def _send(self, part: Part, *, private: bool) -> None:
        embed, files = sending.embed(part), sending.files(part)
        nobody = discord.AllowedMentions.none()
        response = self._interaction.response
        if response.is_done():
            followup = self._interaction.followup
            await followup.send(embed=embed, files=files, ephemeral=private, allowed_mentions=nobody)
        else:
            await response.send_message(embed=embed, files=files, ephemeral=private, allowed_mentions=nobody)

    async def _defer_later(self) -> None:
        await asyncio.sleep(DEFER_AFTER)
        async with self._turn:
            if self._interaction.response.is_done():
                return
            try:
                await self._interaction.response.defer(ephemeral=True, thinking=True)
                self._deferred = True
            except Exception as error:  # noqa: BLE001  the answer itself will say whether anybody is left to hear it
                log.info("Discord: an answer could not be announced (%s)", send_error(error).reason)


def _callback(entry: MenuEntry, answer: Answer) -> Any:
    """Make the function from whose parameters discord.py reads the options of a command."""

    async def plain(interaction: discord.Interaction) -> None:
        await answer(interaction, entry.name, "")

    async def required(interaction: discord.Interaction, words: str) -> None:
        await answer(interaction, entry.name, words)

    async def optional(interaction: discord.Interaction, words: str = "") -> None:
        await answer(interaction, entry.name, words)

    if entry.option is None:
        return plain
    return required if entry.option.required else optional


def _asked(interaction: discord.Interaction, name: str, words: str) -> Asked:
    async def may_manage() -> bool:
        allowed = interaction.permissions
        return interaction.guild_id is None or allowed.administrator or allowed.manage_guild

    return Asked(_place(interaction), name, words, _language(interaction), may_manage, _hindrance(interaction))


def _language(interaction: discord.Interaction) -> Language:
    """Give the language of a locale such as ``es-ES``."""
    return str(interaction.locale).partition("-")[0].lower()


def _place(interaction: discord.Interaction) -> Place:
    channel = interaction.channel
    name = getattr(channel, "name", None)
    guild = interaction.guild
    server = f"{guild.name} " if guild is not None and guild.name else ""
    title = f"{server}#{name}" if name else f"@{interaction.user.name}"
    return Place(permissions.NAME, str(interaction.channel_id), title)


def _hindrance(interaction: discord.Interaction) -> CannotPost | None:
    """Say what would keep alerts from arriving where this was asked; a private chat is open to who asks in it."""
    if interaction.guild_id is None:
        return None
    if interaction.client.get_guild(interaction.guild_id) is None:
        return CannotPost(member=False)
    thread = isinstance(interaction.channel, discord.Thread)
    lacking = permissions.missing(interaction.app_permissions, thread=thread)
    return CannotPost(lacking) if lacking else None
