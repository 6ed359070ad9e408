"""Slash commands, made from the menu of the handlers that every platform shares, and answered by them.

An interaction must be answered within 3 seconds and its token lives 15 minutes; a private
answer must be declared so with the first response.
Source: https://discord.com/developers/docs/interactions/receiving-and-responding.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

import aiohttp
import discord
from discord import app_commands

from adapters.discord import permissions, sending
from adapters.discord.errors import send_error
from bot.domain.chats import DEFAULT_LANGUAGE, Asked, CannotPost, Completes, MenuEntry, Place
from bot.domain.messages import Part
from bot.domain.ports import Handlers

log = logging.getLogger(__name__)

DEFER_AFTER = 1.5
"""Seconds that an answer may take before Discord is told that it will come later."""

CHOICES = 25
CHOICE_LENGTH = 100

_SERVERS_AND_PRIVATE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
_ON_SERVERS = app_commands.AppInstallationType(guild=True, user=False)


class Tree(app_commands.CommandTree[discord.Client]):
    """The slash commands of one client."""

    def __init__(self, client: discord.Client, handlers: Handlers) -> None:
        """Add every command of the menu."""
        super().__init__(client, allowed_contexts=_SERVERS_AND_PRIVATE, allowed_installs=_ON_SERVERS)
        self._handlers = handlers
        for entry in handlers.menu(DEFAULT_LANGUAGE):
            self.add_command(_slash_command(entry, self._answer, handlers))

    async def _answer(self, interaction: discord.Interaction, entry: MenuEntry, words: str) -> None:
        """Answer one command at once where that is quick, else say first that the answer will come.

        A quick answer is one request, and can be private or public as the reply asks.  A slow one
        is deferred privately, before it is known whether it may be public: showing too little to
        others does less harm than losing the interaction.  The command itself runs once either way.
        """
        responder = Responder(interaction)
        work = asyncio.create_task(self._handlers.command(_asked(interaction, entry, words), responder.say))
        done, _ = await asyncio.wait({work}, timeout=DEFER_AFTER)
        if not done:
            await responder.defer()
        await work

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        """Log what discord.py made of a command, and tell the person that it failed."""
        log.error("Discord: a command failed before it was answered", exc_info=error)
        if interaction.type is discord.InteractionType.application_command:
            await self._handlers.apologize(_language(interaction), Responder(interaction).say)


class Responder:
    """Answers one interaction: its first part is the response, the others follow it."""

    def __init__(self, interaction: discord.Interaction) -> None:
        """Nothing has been said yet."""
        self._interaction = interaction
        self._turn = asyncio.Lock()

    async def say(self, part: Part, private: bool) -> None:  # noqa: FBT001  the shape is that of `bot.domain.ports.Say`
        """Send one part.

        Raises:
            SendError: an expired interaction (10062) or a lost connection leaves nobody to tell but the log.
        """
        embed, files = sending.embed(part), sending.files(part)
        nobody = discord.AllowedMentions.none()
        async with self._turn:
            try:
                if self._interaction.response.is_done():
                    await self._interaction.followup.send(
                        embed=embed, files=files, ephemeral=private, allowed_mentions=nobody
                    )
                else:
                    await self._interaction.response.send_message(
                        embed=embed, files=files, ephemeral=private, allowed_mentions=nobody
                    )
            except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
                raise send_error(error) from error

    async def defer(self) -> None:
        """Say privately that the answer will come, unless it has begun by now."""
        async with self._turn:
            if self._interaction.response.is_done():
                return
            try:
                await self._interaction.response.defer(ephemeral=True, thinking=True)
            except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
                log.info("Discord: an interaction could not be deferred: %s", send_error(error).reason)


Answer: TypeAlias = Callable[[discord.Interaction, MenuEntry, str], Coroutine[Any, Any, None]]


def _slash_command(entry: MenuEntry, answer: Answer, handlers: Handlers) -> app_commands.Command[Any, ..., None]:
    option = entry.option

    async def plain(interaction: discord.Interaction) -> None:
        await answer(interaction, entry, "")

    async def required(interaction: discord.Interaction, words: str) -> None:
        await answer(interaction, entry, words)

    async def optional(interaction: discord.Interaction, words: str = "") -> None:
        await answer(interaction, entry, words)

    callback: Any = plain if option is None else required if option.required else optional
    if option is not None:
        app_commands.rename(words=option.name)(callback)
        app_commands.describe(words=option.description)(callback)
        if option.completes:
            app_commands.autocomplete(words=_completer(option.completes, handlers))(callback)
    made = app_commands.Command[Any, ..., None](name=entry.name, description=entry.description, callback=callback)
    if entry.manages:
        made.default_permissions = discord.Permissions(manage_guild=True)
    return made


def _completer(
    completes: Completes, handlers: Handlers
) -> Callable[[discord.Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]:
    async def complete(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = await handlers.complete(completes, typed, _language(interaction))
        choices = [choice for choice in found if choice.label and len(choice.value) <= CHOICE_LENGTH]
        return [
            app_commands.Choice(name=choice.label[:CHOICE_LENGTH], value=choice.value) for choice in choices[:CHOICES]
        ]

    return complete


def _asked(interaction: discord.Interaction, entry: MenuEntry, words: str) -> Asked:
    allowed = interaction.permissions
    manager = interaction.guild_id is None or allowed.administrator or allowed.manage_guild

    async def may_manage() -> bool:
        return manager

    return Asked(
        _place(interaction), entry.name, words, _language(interaction), may_manage, _hindrance(interaction, entry)
    )


def _language(interaction: discord.Interaction) -> str:
    return str(interaction.locale).partition("-")[0]


def _hindrance(interaction: discord.Interaction, entry: MenuEntry) -> CannotPost | None:
    """What would keep alerts from arriving in a channel whose settings are being changed."""
    if not entry.manages or interaction.guild_id is None:
        return None
    if interaction.client.get_guild(interaction.guild_id) is None:
        return CannotPost(member=False)
    thread = isinstance(interaction.channel, discord.Thread)
    lacking = permissions.missing(interaction.app_permissions, thread=thread)
    return CannotPost(lacking) if lacking else None


def _place(interaction: discord.Interaction) -> Place:
    channel = interaction.channel
    name = getattr(channel, "name", None)
    guild = interaction.guild
    server = f"{guild.name} " if guild is not None and guild.name else ""
    title = f"{server}#{name}" if name else f"@{interaction.user.name}"
    return Place(permissions.NAME, str(interaction.channel_id), title)
