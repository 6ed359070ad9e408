"""The guilds of a loopback Discord and what happens in them: what a test arranges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Self

from aiohttp import web

from tests.support.doubles import discord_checks as checks
from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord_components import Standing, pressing
from tests.support.doubles.discord_gateway import Gateway
from tests.support.doubles.discord_http import failure
from tests.support.doubles.discord_interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    EPHEMERAL,
    Answer,
    Asking,
    Interactions,
    answer_of,
    command_data,
    command_id,
    offered,
)
from tests.support.doubles.discord_objects import Channel, Guild, snowflake
from tests.support.doubles.discord_settings import CommandSettings
from tests.support.doubles.edits import Edits
from tests.support.doubles.faults import DISCORD_REFUSALS, FaultPlan, Refusal
from tests.support.doubles.loopback import Loopback

TOKEN = "loopback-discord-token"


class DiscordWorld(Loopback):
    """Guilds and channels in memory, messages in ``ledger``, registered commands in ``commands``.

    ``shards`` is what ``/gateway/bot`` asks for.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        token: str = TOKEN,
        faults: FaultPlan | None = None,
        shards: int = 1,
    ) -> None:
        """Start without guilds: ``add_guild`` and ``add_channel`` make them."""
        super().__init__(port=port, faults=faults)
        self.token = token
        self.shards = shards
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.commands: list[dict[str, Any]] = []
        self.guild_commands: dict[int, list[dict[str, Any]]] = {}
        self.settings = CommandSettings()
        self.refusals: dict[int, Refusal] = {}
        self.edits = Edits()
        self.gateway = Gateway(token, self.present, self.changed)
        self.interactions = Interactions(self)

    async def __aenter__(self) -> Self:
        """Listen."""
        await super().__aenter__()
        self.gateway.url = self.url.replace("http", "ws", 1) + "/gateway"
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the gateway first: an open websocket would hold the server."""
        self.closing.set()
        await self.gateway.close()
        await super().__aexit__()

    def present(self) -> Iterator[Guild]:
        """The guilds that the bot is in."""
        return (guild for guild in self.guilds.values() if guild.present)

    def add_guild(self, name: str = "A server", channels: int = 0) -> Guild:
        """Make a guild with so many text channels; known to a client that connects later (else ``invite``)."""
        # Shards are told by the upper bits of an id: a shift spreads the guilds over them.
        guild = Guild(snowflake() + (len(self.guilds) << 22), name)
        self.guilds[guild.id] = guild
        for _ in range(channels):
            self.add_channel(guild.id)
        return guild

    def add_channel(
        self,
        guild_id: int | None = None,
        *,
        name: str = "alerts",
        thread_of: int | None = None,
        kind: int | None = None,
        joined: bool = True,
    ) -> int:
        """Make a text channel, or a thread of one, or one of another ``kind``; return its id.

        It is in the first guild unless told; ``joined``: the bot is a member of the thread.
        """
        if thread_of is not None:
            guild_id = self.channels[thread_of].guild_id
        guild = self.guilds[guild_id] if guild_id else next(iter(self.guilds.values()), None) or self.add_guild()
        usual = objects.TEXT if thread_of is None else objects.PUBLIC_THREAD
        number = usual if kind is None else kind
        channel = Channel(snowflake(), guild.id, name, number, thread_of, joined=joined)
        guild.channels[channel.id] = self.channels[channel.id] = channel
        return channel.id

    def add_direct(self) -> int:
        """Make a direct-message channel with one person."""
        channel = Channel(snowflake(), None, "", objects.DM)
        self.channels[channel.id] = channel
        return channel.id

    def break_chat(self, channel_id: int, why: str | Refusal) -> None:
        """Refuse every message to this channel from now on: a name in ``DISCORD_REFUSALS``, or a Refusal."""
        self.refusals[channel_id] = why if isinstance(why, Refusal) else DISCORD_REFUSALS[why]

    def mend_chat(self, channel_id: int) -> None:
        """Take messages to this channel again."""
        self.refusals.pop(channel_id, None)

    async def connected(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Wait until a client has been sent READY."""
        await self.until(lambda: self.gateway.connected, "a client connects to the gateway", timeout)

    async def kick(self, guild_id: int) -> None:
        """Remove the bot from a guild: GUILD_DELETE, and its channels answer Missing Access."""
        self.guilds[guild_id].present = False
        await self.gateway.dispatch("GUILD_DELETE", {"id": str(guild_id)}, guild_id)

    async def invite(self, guild_id: int) -> None:
        """Add the bot to a guild, again or for the first time: GUILD_CREATE."""
        self.guilds[guild_id].present = True
        await self.gateway.dispatch("GUILD_CREATE", self.guilds[guild_id].to_json(joined=True), guild_id)

    async def delete_channel(self, channel_id: int) -> None:
        """Delete a channel or thread: CHANNEL_DELETE or THREAD_DELETE, then Unknown Channel."""
        channel = self.channels.pop(channel_id)
        event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        if channel.guild_id is not None:
            self.guilds[channel.guild_id].channels.pop(channel_id)
        await self.gateway.dispatch(event, channel.to_json(), channel.guild_id)

    async def permit(self, channel_id: int, *, deny: int = 0, grant: int = 0) -> None:
        """Set the permission bits that the bot lacks in a channel, or has beside the usual: CHANNEL_UPDATE."""
        channel = self.channels[channel_id]
        channel.denied, channel.granted = deny, grant
        await self.gateway.dispatch("CHANNEL_UPDATE", channel.to_json(), channel.guild_id)

    async def open_role(self, guild_id: int, role: int, *, mentionable: bool) -> None:
        """Let anyone mention a role, or not: GUILD_ROLE_UPDATE."""
        guild = self.guilds[guild_id]
        guild.roles[role] = mentionable
        (data,) = (each for each in guild.to_json()["roles"] if each["id"] == str(role))
        await self.gateway.dispatch("GUILD_ROLE_UPDATE", {"guild_id": str(guild_id), "role": data}, guild_id)

    async def archive(self, thread_id: int, *, archived: bool = True, locked: bool = False) -> None:
        """Archive, lock or reopen a thread: THREAD_UPDATE.  A message reopens it unless it is locked."""
        thread = self.channels[thread_id]
        thread.archived, thread.locked = archived, locked
        await self.gateway.dispatch("THREAD_UPDATE", thread.to_json(), thread.guild_id)

    async def command(  # each is one fact of the command, by name
        self,
        channel_id: int,
        path: str,
        options: Mapping[str, Any] | None = None,
        *,
        manage_guild: bool = False,
        permissions: int = 0,
        roles: Sequence[int] = (),
        user_id: int = objects.MEMBER_ID,
        locale: str = "en-US",
        allowed: bool = False,
        there: int | None = None,
        timeout: float = 15.0,  # noqa: ASYNC109
    ) -> Answer:
        """Give a registered slash command in a channel and return what the person sees.

        ``there``: the person's permissions in a channel that is given as an option, if others than here.
        ``allowed``: the server's Integrations settings let this person use it, whatever their permissions;
        else Discord offers it to whom it is meant for alone (NotOffered).

        Raises NoAnswer unless the bot acknowledges within Discord's 3 s and, where it
        deferred, answers within ``timeout`` seconds.
        """
        bits = permissions | (objects.MANAGE_GUILD if manage_guild else 0)
        member: dict[str, Any] = {"id": user_id, "permissions": bits, "locale": locale, "roles": roles}
        member |= {} if there is None else {"there": there}
        channel = self.channels[channel_id]
        known = self.commands + self.guild_commands.get(channel.guild_id or 0, [])
        if channel.guild_id is not None and allowed:
            self.settings.set(channel.guild_id, command_id(known, path), user=user_id)
        elif channel.guild_id is not None:
            offered(known, path, member["permissions"])
        asking = await self._ask(COMMAND, channel_id, path, options or {}, member, timeout=timeout)
        await self.until(lambda: asking.messages, f"an answer to the deferred /{path}", timeout)
        return answer_of(asking)

    async def press(  # each is one fact of the press, by name
        self,
        channel_id: int,
        label: str,
        *,
        find: Callable[[Sequence[Standing], str], tuple[Standing, dict[str, Any]]] = pressing,
        manage_guild: bool = False,
        permissions: int = 0,
        roles: Sequence[int] = (),
        user_id: int = objects.MEMBER_ID,
        locale: str = "en-US",
        timeout: float = 15.0,  # noqa: ASYNC109
    ) -> Answer:
        """Press the newest button of this label that the person sees in a channel; what they see then.

        With ``find=choosing`` an entry of a menu is chosen.

        Raises NothingToPress where they see none, NoAnswer unless the bot answers as it must a command.
        """
        found = find(self.interactions.seen(channel_id, user_id), label)
        bits = permissions | (objects.MANAGE_GUILD if manage_guild else 0)
        return await self._press(
            channel_id, found, {"id": user_id, "permissions": bits, "locale": locale, "roles": roles}, timeout
        )

    async def press_on(self, message_id: int, data: Mapping[str, Any], member: Mapping[str, Any]) -> Answer:
        """Press what sends ``data`` on one message of the bot, which ``member`` must see; otherwise as `press`."""
        standing = self.interactions.standing(message_id, member["id"])
        return await self._press(standing.sent.chat, (standing, dict(data)), member, 15.0)

    async def _press(
        self,
        channel_id: int,
        found: tuple[Standing, dict[str, Any]],
        member: Mapping[str, Any],
        timeout: float,  # noqa: ASYNC109
    ) -> Answer:
        standing, data = found
        channel = self.channels[channel_id]
        await self.connected(timeout)
        asking = self.interactions.ask(channel, COMPONENT, member["id"], standing)
        sent = standing.sent
        payload = {**sent.payload, "flags": EPHEMERAL if standing.viewer is not None else 0}
        message = objects.message_json(sent.id, channel_id, payload, sent.files, self.url)
        event = objects.interaction_json(asking.id, asking.token, COMPONENT, channel, data, member=member)
        await self.gateway.dispatch("INTERACTION_CREATE", {**event, "message": message}, channel.guild_id)
        await self.until(lambda: asking.acknowledged, "an acknowledgement of a press", asking.within)
        await self.until(lambda: asking.messages, "an answer to a press", timeout)
        return answer_of(asking)

    def delete_message(self, channel_id: int, message_id: int) -> None:
        """Delete a message, as a moderator does; its buttons can still be under way."""
        self.edits.deleted.add((channel_id, message_id))

    async def give(self, channel_id: int, name: str) -> None:
        """Give a command without options, and wait for no answer."""
        channel = self.channels[channel_id]
        asking = self.interactions.ask(channel, COMMAND)
        data = command_data(self.commands, name, {})
        person = {"id": objects.MEMBER_ID, "permissions": 0, "locale": "en-US"}
        event = objects.interaction_json(asking.id, asking.token, COMMAND, channel, data, member=person)
        await self.gateway.dispatch("INTERACTION_CREATE", event, channel.guild_id)

    async def autocomplete(
        self,
        channel_id: int,
        path: str,
        option: str,
        typed: str,
        others: Mapping[str, Any] | None = None,
        *,
        locale: str = "en-US",
    ) -> list[dict[str, Any]]:
        """Type into an option and return the choices that the bot offers, as name and value."""
        member = {"id": objects.MEMBER_ID, "permissions": 0, "locale": locale}
        values = {**(others or {}), option: typed}
        asking = await self._ask(AUTOCOMPLETE, channel_id, path, values, member, focused=option)
        return asking.choices or []

    async def _ask(  # private: one call for two kinds of question
        self,
        kind: int,
        channel_id: int,
        path: str,
        values: Mapping[str, Any],
        member: Mapping[str, Any],
        *,
        focused: str | None = None,
        timeout: float = 10.0,  # noqa: ASYNC109
    ) -> Asking:
        channel = self.channels[channel_id]
        offered = self.commands + self.guild_commands.get(channel.guild_id or 0, [])
        data = command_data(offered, path, values, focused) | self._resolved(values, member)
        await self.connected(timeout)
        asking = self.interactions.ask(channel, kind, member["id"])
        event = objects.interaction_json(asking.id, asking.token, kind, channel, data, member=member)
        await self.gateway.dispatch("INTERACTION_CREATE", event, channel.guild_id)
        await self.until(lambda: asking.acknowledged, f"an acknowledgement of /{path}", asking.within)
        return asking

    def _resolved(self, values: Mapping[str, Any], member: Mapping[str, Any]) -> dict[str, Any]:
        """The channels among the values of options, with what the person may do in them."""
        numbers = [int(value) for value in values.values() if str(value).isdecimal()]
        there = str(member.get("there", member["permissions"]))
        given = [self.channels[number] for number in numbers if number in self.channels]
        found = {str(each.id): {**each.to_json(), "permissions": there} for each in given}
        return {"resolved": {"channels": found}} if found else {}

    def refuse(self, where: str, problems: list[str]) -> web.Response:
        """Record what is against the rules, and answer as Discord does."""
        self.violations += [f"{where}: {problem}" for problem in problems]
        if problems == ["Cannot send an empty message"]:
            return failure(400, problems[0], 50006)
        field = checks.field_of(problems[0], where)
        errors = {field: {"_errors": [{"code": "INVALID", "message": problem} for problem in problems]}}
        return failure(400, "Invalid Form Body", 50035, errors=errors)

    def refusal(self, channel_id: int, *, embeds: bool = False, files: bool = False) -> Refusal | None:
        """Why the bot may not write a message, with embeds or files, in this channel now, or None."""
        channel = self.channels.get(channel_id)
        if channel_id in self.refusals:
            return self.refusals[channel_id]
        if channel is None:
            return DISCORD_REFUSALS["unknown_channel"]
        if self._unseen(channel):
            return DISCORD_REFUSALS["missing_access"]
        if channel.type in objects.FORUMS:
            return DISCORD_REFUSALS["forum_channel"]
        needed = objects.SEND_IN_THREADS if channel.is_thread else objects.SEND_MESSAGES
        needed |= objects.CONNECT if channel.type in objects.VOCAL else 0
        needed |= (objects.EMBED_LINKS if embeds else 0) | (objects.ATTACH_FILES if files else 0)
        if channel.denied & needed:
            return DISCORD_REFUSALS["missing_permissions"]
        return DISCORD_REFUSALS["thread_archived"] if channel.archived and channel.locked else None

    def post_refusal(self, forum: Channel | None, payload: Mapping[str, Any]) -> Refusal | None:
        """Why the bot may not make a post in this channel now, or None."""
        if forum is None:
            return DISCORD_REFUSALS["unknown_channel"]
        if forum.id in self.refusals:
            return self.refusals[forum.id]
        if self._unseen(forum):
            return DISCORD_REFUSALS["missing_access"]
        if forum.denied & objects.SEND_MESSAGES:
            return DISCORD_REFUSALS["missing_permissions"]
        untagged = forum.flags & objects.REQUIRE_TAG and not payload.get("applied_tags")
        return DISCORD_REFUSALS["tag_required"] if untagged else None

    def _unseen(self, channel: Channel) -> bool:
        gone = channel.guild_id is not None and not self.guilds[channel.guild_id].present
        return gone or channel.hidden or bool(channel.denied & objects.VIEW_CHANNEL)
