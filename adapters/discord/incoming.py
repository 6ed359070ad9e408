"""Slash commands, made from ``bot.conversation.commands`` and answered by the handlers that every platform shares.

An interaction must be answered within 3 seconds and its token lives 15 minutes; a private
answer must be declared so with the first response.
Source: https://discord.com/developers/docs/interactions/receiving-and-responding.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import aiohttp
import discord
from discord import app_commands

from adapters.discord import permissions, render, sending
from adapters.discord.errors import send_error
from bot.conversation.commands import COMMANDS, Command
from bot.domain.model import Asked, Message, Place, Reply, Span
from bot.domain.ports import Handlers

log = logging.getLogger(__name__)

Suggest: TypeAlias = Callable[[str, str], Sequence[tuple[str, str]]]
"""What kind of thing and what has been typed so far -> choices as (label, value)."""

DEFER_AFTER = 1.5
"""Seconds that an answer may take before Discord is told that it will come later."""

CHOICES = 25
CHOICE_LENGTH = 100
SORRY = Reply(
    Message(
        "That did not work",
        (((Span("Something went wrong here, and it has been noted. Please try again in a minute."),),),),
    ),
    private=True,
)

_SERVERS_AND_PRIVATE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
_ON_SERVERS = app_commands.AppInstallationType(guild=True, user=False)


class Tree(app_commands.CommandTree[discord.Client]):
    """The slash commands of one client."""

    def __init__(self, client: discord.Client, handlers: Handlers, suggest: Suggest) -> None:
        """Add every command of the table."""
        super().__init__(client, allowed_contexts=_SERVERS_AND_PRIVATE, allowed_installs=_ON_SERVERS)
        self._handlers = handlers
        for command in COMMANDS:
            self.add_command(_slash_command(command, self._answer, suggest))

    async def _answer(self, interaction: discord.Interaction, command: Command, words: str) -> None:
        """Answer one command at once where that is quick, else say first that the answer will come.

        A quick answer is one request, and can be private or public as the reply asks.  A slow one
        is deferred privately, before it is known whether it may be public: showing too little to
        others does less harm than losing the interaction.  The command itself runs once either way.
        """
        work = asyncio.create_task(self._handlers.answer(_asked(interaction, command, words)))
        done, _ = await asyncio.wait({work}, timeout=DEFER_AFTER)
        if not done:
            await _quietly(interaction.response.defer(ephemeral=True, thinking=True))
        try:
            reply = await work
        except Exception:
            log.exception("Discord: /%s could not be answered", command.name)
            reply = SORRY
        await say(interaction, _warned(interaction, command, reply))

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        """Log what discord.py made of a command, and tell the person that it failed."""
        log.error("Discord: a command failed before it was answered", exc_info=error)
        if interaction.type is discord.InteractionType.application_command:
            await say(interaction, SORRY)


async def say(interaction: discord.Interaction, reply: Reply) -> None:
    """Send a reply of any length: its first part as the response, the others after it; failures are logged."""
    for part in render.parts(reply.message):
        embed, files = sending.embed(part), sending.files(part)
        nobody = discord.AllowedMentions.none()
        if interaction.response.is_done():
            sent = await _quietly(
                interaction.followup.send(embed=embed, files=files, ephemeral=reply.private, allowed_mentions=nobody)
            )
        else:
            sent = await _quietly(
                interaction.response.send_message(
                    embed=embed, files=files, ephemeral=reply.private, allowed_mentions=nobody
                )
            )
        if not sent:
            return


async def _quietly(request: Coroutine[Any, Any, object]) -> bool:
    """Await a response; an expired interaction (10062) or a lost connection leaves nobody to tell but the log."""
    try:
        await request
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        if isinstance(error, discord.NotFound):
            log.info("Discord: an interaction expired before its answer (code %d)", error.code)
        else:
            log.warning("Discord: an answer could not be sent: %s", send_error(error).reason)
        return False
    return True


def _slash_command(
    command: Command, answer: Callable[[discord.Interaction, Command, str], Coroutine[Any, Any, None]], suggest: Suggest
) -> app_commands.Command[Any, ..., None]:
    option = command.option

    async def plain(interaction: discord.Interaction) -> None:
        await answer(interaction, command, "")

    async def required(interaction: discord.Interaction, words: str) -> None:
        await answer(interaction, command, words)

    async def optional(interaction: discord.Interaction, words: str = "") -> None:
        await answer(interaction, command, words)

    callback: Any = plain if option is None else required if option.required else optional
    if option is not None:
        app_commands.rename(words=option.name)(callback)
        app_commands.describe(words=option.description)(callback)
        if option.suggests:
            app_commands.autocomplete(words=_completer(option.suggests, suggest))(callback)
    made = app_commands.Command[Any, ..., None](name=command.name, description=command.description, callback=callback)
    if command.manages:
        made.default_permissions = discord.Permissions(manage_guild=True)
    return made


def _completer(
    kind: str, suggest: Suggest
) -> Callable[[discord.Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]:
    async def complete(_interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        choices = [choice for choice in suggest(kind, typed) if choice[0] and len(choice[1]) <= CHOICE_LENGTH]
        return [app_commands.Choice(name=label[:CHOICE_LENGTH], value=value) for label, value in choices[:CHOICES]]

    return complete


def _asked(interaction: discord.Interaction, command: Command, words: str) -> Asked:
    allowed = interaction.permissions
    may_manage = interaction.guild_id is None or allowed.administrator or allowed.manage_guild
    return Asked(_place(interaction), command.name, words, may_manage)


def _place(interaction: discord.Interaction) -> Place:
    channel = interaction.channel
    name = getattr(channel, "name", None)
    guild = interaction.guild
    server = f"{guild.name} " if guild is not None and guild.name else ""
    title = f"{server}#{name}" if name else f"@{interaction.user.name}"
    return Place(permissions.NAME, str(interaction.channel_id), title)


def _warned(interaction: discord.Interaction, command: Command, reply: Reply) -> Reply:
    """Add to the answer of ``/subscribe`` what would keep its alerts from arriving."""
    if command.name != "subscribe" or interaction.guild_id is None:
        return reply
    thread = isinstance(interaction.channel, discord.Thread)
    lacking = permissions.missing(interaction.app_permissions, thread=thread)
    member = interaction.client.get_guild(interaction.guild_id) is not None
    block = permissions.warning(lacking, member=member)
    if block is None:
        return reply
    return replace(reply, message=replace(reply.message, blocks=(*reply.message.blocks, block)))
