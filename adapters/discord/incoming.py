"""What people ask: interactions as they come, read for what we need of them and for nothing else.

An interaction has all that an answer needs, so it is answered also where its server or channel could
not be read.  Nobody's name is taken from it.
Source: https://discord.com/developers/docs/interactions/receiving-and-responding.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from adapters.discord import permissions
from adapters.discord.answering import Responder
from adapters.discord.aside import Aside, readable_id
from adapters.discord.events import Event, State, blank_user
from bot.domain.chats import DEFAULT_LANGUAGE, Asked, CannotPost, Language, MenuEntry, Place, language_of

if TYPE_CHECKING:
    from bot.domain.ports import Handlers

log = logging.getLogger(__name__)

_COMMAND, _COMPLETION = 2, 4
_ON_A_SERVER = 0


class Incoming:
    """Answers every interaction of one client."""

    def __init__(
        self, client: discord.Client, handlers: Handlers, aside: Aside, rivaled: Callable[[], None] = lambda: None
    ) -> None:
        """Hand what is asked to ``handlers``; ``rivaled`` hears of answers that another process gave before us."""
        self._client = client
        self._handlers = handlers
        self._aside = aside
        self._rivaled = rivaled
        self._entries = {entry.name: entry for entry in handlers.menu(DEFAULT_LANGUAGE)}
        self._answering: set[asyncio.Task[None]] = set()

    def take(self, data: Event) -> None:
        """Begin to answer one INTERACTION_CREATE; one of a kind that we never offered needs no answer.

        Raises:
            Exception: it cannot be read, whatever that makes the reading raise.
        """
        kind = data["type"]
        if kind not in (_COMMAND, _COMPLETION):
            return
        entry = self._entries.get(data["data"]["name"])
        state: State = self._client._connection  # noqa: SLF001  discord.py makes interactions from it alone
        responder = Responder(discord.Interaction(data=_plain(data), state=state), self._rivaled)
        answer = self._answer(data, entry, responder) if kind == _COMMAND else self._complete(data, entry, responder)
        self._begin(self._guarded(data, answer))

    def _begin(self, answer: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(answer, name="discord answering")
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _guarded(self, data: Event, answer: Coroutine[Any, Any, None]) -> None:
        try:
            await answer
        except Exception as error:  # noqa: BLE001  one question's, not the connection's
            self._aside.note("INTERACTION_CREATE", data, error)

    async def _answer(self, data: Event, entry: MenuEntry | None, responder: Responder) -> None:
        try:
            if entry is None:
                raise LookupError("a command that is on no menu of ours")  # noqa: TRY301  it ends as all the others do
            asked = self._asked(data, entry)
        except Exception:
            await self._handlers.apologize(_language(data), responder.say)
            raise
        async with responder.in_time():
            await self._handlers.command(asked, responder.say)

    async def _complete(self, data: Event, entry: MenuEntry | None, responder: Responder) -> None:
        option = entry.option if entry is not None else None
        if option is None or option.completes is None:
            return
        choices = await self._handlers.complete(option.completes, _words(data), _language(data))
        await responder.choose([app_commands.Choice(name=each.label, value=each.value) for each in choices])

    def _asked(self, data: Event, entry: MenuEntry) -> Asked:
        server = _on_a_server(data)
        allowed = not server or entry.manages or _may_manage(data)

        async def may_manage() -> bool:
            # Discord asks first: a command that manages comes from whom a server's settings let use it.
            return allowed

        return Asked(
            self._place(data),
            entry.name,
            _words(data),
            _language(data),
            may_manage,
            self._hindrance(data) if server else None,
            _person(data),
        )

    def _guild(self, data: Event) -> discord.Guild | None:
        number = readable_id(data.get("guild_id"))
        return self._client.get_guild(int(number)) if number else None

    def _known(self, data: Event) -> Any:
        """The channel as we know it; None where we do not."""
        guild, number = self._guild(data), readable_id(data.get("channel_id"))
        return guild.get_channel_or_thread(int(number)) if guild is not None and number else None

    def _place(self, data: Event) -> Place:
        number = readable_id(data.get("channel_id"))
        if number is None:
            raise ValueError("a channel without an id")
        guild = self._guild(data)
        name = _object(data, "channel").get("name") or getattr(self._known(data), "name", "")
        # A private chat has no title but a person's name.
        named = _on_a_server(data) and isinstance(name, str) and name
        server = f"{guild.name} " if guild is not None and guild.name else ""
        return Place(permissions.NAME, number, f"{server}#{name}" if named else "")

    def _hindrance(self, data: Event) -> CannotPost | None:
        """Say what would keep alerts from arriving where this was asked, None also where that cannot be read."""
        if readable_id(data.get("guild_id")) is not None and self._guild(data) is None:
            return CannotPost(member=False)
        rights = _bits(data.get("app_permissions"))
        if rights is None:
            return None
        needs = permissions.needs_of(_kind(data, self._known(data)), self._known(data))
        lacking = permissions.missing(discord.Permissions(rights), needs)
        return CannotPost(lacking) if lacking else None


def _plain(data: Event) -> Any:
    """Give discord.py what it needs for an answer, and nothing that it could fail on."""
    return {
        "id": str(int(data["id"])),
        "application_id": str(int(data["application_id"])),
        "token": data["token"],
        "type": data["type"],
        "version": 1,
        "entitlements": [],
        "attachment_size_limit": 0,
        "user": blank_user(0),
    }


def _object(data: Event, name: str) -> Mapping[str, Any]:
    found = data.get(name)
    return found if isinstance(found, Mapping) else {}


def _on_a_server(data: Event) -> bool:
    """Say whether this was asked on a server, where not everybody may do everything: in doubt it was."""
    return "guild_id" in data or "member" in data or data.get("context") == _ON_A_SERVER


def _may_manage(data: Event) -> bool:
    allowed = discord.Permissions(_bits(_object(data, "member").get("permissions")) or 0)
    return allowed.administrator or allowed.manage_guild


def _bits(value: object) -> int | None:
    text = readable_id(value)  # permissions are printed as ids are
    return int(text) if text is not None else None


def _kind(data: Event, known: Any) -> discord.ChannelType:
    kind = _object(data, "channel").get("type")
    if isinstance(kind, int) and kind in {each.value for each in discord.ChannelType}:
        return discord.ChannelType(kind)
    return getattr(known, "type", discord.ChannelType.text)


def _words(data: Event) -> str:
    """Give the words of the one option that a command of ours has; empty where there are none."""
    options = data["data"].get("options")
    given = [each.get("value") for each in options if isinstance(each, Mapping)] if isinstance(options, list) else []
    return next((value for value in given if isinstance(value, str)), "")


def _language(data: Event) -> Language:
    locale = data.get("locale")
    return language_of(locale) if isinstance(locale, str) else DEFAULT_LANGUAGE


def _person(data: Event) -> str:
    user = _object(_object(data, "member"), "user") or _object(data, "user")
    return readable_id(user.get("id")) or ""
