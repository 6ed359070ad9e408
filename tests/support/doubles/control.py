"""A small JSON endpoint to steer the doubles from another process: ``/__control/<verb>``."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeAlias

from aiohttp import web

from tests.support.doubles import discord_control
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.discord_http import DiscordLimits
from tests.support.doubles.faults import FaultPlan
from tests.support.doubles.ice import IceDouble, SiteFault
from tests.support.doubles.loopback import Loopback, NoAnswer
from tests.support.doubles.telegram import TelegramDouble, TelegramLimits

Asked: TypeAlias = dict[str, Any]
Verb: TypeAlias = Callable[[Asked], Awaitable[object]]


class Control(Loopback):
    """POST a JSON object to ``/__control/<verb>``, get a JSON value; 400 with ``error`` for a wrong one.

    ``platform`` is ``discord`` or ``telegram`` in every verb that has it:

    - ``publish`` ``{"participating": [NAME, SOURCE], "pending": null}``; a SOURCE is ``{"path": …}`` or
      ``{"base64": …}``
    - ``site`` ``{"name": "page" or NAME, "fault": … or null}``
    - ``chats`` ``{"platform", "count", "kind", "first"}`` → ids of new chats, for Discord 50 to a guild
    - ``command`` ``{"platform", "chat", "text", "options", "manage"}`` → text of the answer; Discord's
      ``text`` is the command's path; ``"wait": false`` (Telegram) only enqueues it
    - ``messages`` ``{"platform", "chat": … or null, "since": 0}`` → messages from that index on
    - ``faults`` ``{"platform", "rates", "seed", …}``: see ``FaultPlan.from_json``; ``{"platform"}`` ends them
    - ``limits`` ``{"platform", …}``: the fields of ``DiscordLimits`` or ``TelegramLimits``
    - ``break`` ``{"platform", "chat", "why": … or null}``
    - ``report`` → counters by platform, ``violations`` → sentences by platform
    - ``discord_…``: see `tests.support.doubles.discord_control`
    """

    def __init__(self, discord: DiscordDouble, telegram: TelegramDouble, ice: IceDouble, *, port: int = 0) -> None:
        super().__init__(port=port)
        self.discord, self.telegram, self.ice = discord, telegram, ice
        self.verbs: dict[str, Verb] = {
            "publish": self._publish,
            "site": self._site,
            "chats": self._chats,
            "command": self._command,
            "messages": self._messages,
            "faults": self._faults,
            "limits": self._limits,
            "break": self._break,
            "report": self._report,
            "violations": self._violations,
            **discord_control.verbs(discord),
        }

    def routes(self) -> list[web.AbstractRouteDef]:
        """One route for every verb."""
        return [web.post("/__control/{verb}", self._called)]

    async def _called(self, request: web.Request) -> web.Response:
        verb = self.verbs.get(request.match_info["verb"])
        if verb is None:
            return web.json_response({"error": f"no such verb; there are {', '.join(self.verbs)}"}, status=404)
        try:
            asked = json.loads(await request.read() or b"{}")
            return web.json_response(await verb(asked))
        except (NoAnswer, LookupError, ValueError, TypeError, OSError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)

    def _platform(self, asked: Asked) -> DiscordDouble | TelegramDouble:
        platforms: dict[str, DiscordDouble | TelegramDouble] = {"discord": self.discord, "telegram": self.telegram}
        return platforms[asked["platform"]]

    async def _publish(self, asked: Asked) -> object:
        given = (asked.get("participating"), asked.get("pending"))
        self.ice.publish(*(None if each is None else (each[0], _bytes(each[1])) for each in given))
        return True

    async def _site(self, asked: Asked) -> object:
        self.ice.fault(asked["name"], SiteFault(asked["fault"]) if asked.get("fault") else None)
        return True

    async def _chats(self, asked: Asked) -> object:
        count = int(asked.get("count", 1))
        if asked["platform"] == "discord":
            ids: list[int] = []
            while len(ids) < count:
                guild = self.discord.add_guild(channels=min(50, count - len(ids)))
                await self.discord.invite(guild.id)
                ids += guild.channels
            return ids
        first = int(asked.get("first", 1))
        return [self.telegram.add_chat(first + n, asked.get("kind", "private")).id for n in range(count)]

    async def _command(self, asked: Asked) -> object:
        chat, text, manage = int(asked["chat"]), asked["text"], bool(asked.get("manage", True))
        if asked["platform"] == "discord":
            answer = await self.discord.command(chat, text, asked.get("options"), manage_guild=manage)
            return answer.text
        if asked.get("wait", True):
            return (await self.telegram.command(chat, text, admin=manage)).content
        return self.telegram.say(chat, text, admin=manage)

    async def _messages(self, asked: Asked) -> object:
        ledger = self._platform(asked).ledger
        chat = asked.get("chat")
        found = ledger.messages if chat is None else ledger.of(int(chat))
        return [sent.to_json() for sent in found[int(asked.get("since", 0)) :]]

    async def _faults(self, asked: Asked) -> object:
        platform = self._platform(asked)
        platform.faults = FaultPlan.from_json(asked)
        return True

    async def _limits(self, asked: Asked) -> object:
        limits = {key: value for key, value in asked.items() if key != "platform"}
        if asked["platform"] == "discord":
            if limits.get("per_channel"):
                limits["per_channel"] = tuple(limits["per_channel"])
            self.discord.rates.limits = DiscordLimits(**limits)
        else:
            self.telegram.rates.limits = TelegramLimits(**limits)
        return True

    async def _break(self, asked: Asked) -> object:
        platform, chat = self._platform(asked), int(asked["chat"])
        if asked.get("why"):
            platform.break_chat(chat, asked["why"])
        else:
            platform.mend_chat(chat)
        return True

    async def _report(self, _: Asked) -> object:
        return {"discord": self.discord.report(), "telegram": self.telegram.report(), "ice": self.ice.report()}

    async def _violations(self, _: Asked) -> object:
        return {"discord": self.discord.violations, "telegram": self.telegram.violations}


def _bytes(source: dict[str, str]) -> bytes:
    return Path(source["path"]).read_bytes() if "path" in source else base64.b64decode(source["base64"])
