"""A loopback Discord: HTTP API v10 and gateway in one server, for a real ``discord.Client``."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeAlias

import discord
import yarl
from aiohttp import web

from tests.support.doubles import discord_checks as checks
from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord_http import DiscordLimits, Files, Rates, failure, read_body, reply, too_many
from tests.support.doubles.discord_objects import snowflake
from tests.support.doubles.discord_world import TOKEN, DiscordWorld
from tests.support.doubles.edits import Shown
from tests.support.doubles.faults import DISCORD_REFUSALS, Fault, FaultPlan, Refusal
from tests.support.doubles.loopback import Sent

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
API = "/api/v10"
PUBLISHED_AN_HOUR = 10
"""https://support.discord.com/hc/en-us/articles/360032008192-Announcement-Channels."""


@contextlib.contextmanager
def point_discord_at(url: str) -> Iterator[None]:
    """Let discord.py speak to the double at ``url`` (``http://127.0.0.1:PORT``) inside the block."""
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = url + API
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url.replace("http", "ws", 1) + "/gateway")
    try:
        yield
    finally:
        discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


class DiscordDouble(DiscordWorld):
    """The HTTP API over a ``DiscordWorld``, with its limits and checks.

    ``nonce_window`` is how many seconds a nonce keeps returning the first message instead
    of a second (with ``enforce_nonce``, by channel).
    """

    def __init__(
        self,
        *,
        port: int = 0,
        token: str = TOKEN,
        limits: DiscordLimits | None = None,
        faults: FaultPlan | None = None,
        nonce_window: float = 300.0,
        shards: int = 1,
    ) -> None:
        """Start without guilds: ``add_guild`` and ``add_channel`` make them."""
        super().__init__(port=port, token=token, faults=faults, shards=shards)
        self.rates = Rates(limits or DiscordLimits())
        self.nonce_window = nonce_window
        self.registration: deque[Refusal] = deque()
        """What the next attempts to register commands are refused with, one each."""
        self.published: dict[int, int] = {}
        """The channels of messages that were published, by the message."""
        self._nonces: dict[tuple[int, str], tuple[float, dict[str, Any]]] = {}

    def routes(self) -> list[web.AbstractRouteDef]:
        """The part of API v10 that a bot of commands and messages needs; anything else is a violation."""
        hook = f"{API}/webhooks/{{app}}/{{token}}"
        one = f"{API}/channels/{{channel}}"
        commands = f"{API}/applications/{{app}}"
        table: list[tuple[str, str, str, Handler]] = [
            ("GET", f"{API}/users/@me", "me", self._me),
            ("GET", f"{API}/oauth2/applications/@me", "application", self._application),
            ("GET", f"{API}/gateway/bot", "gateway", self._gateway),
            ("GET", f"{API}/users/@me/guilds", "guilds", self._own_guilds),
            ("PUT", f"{commands}/commands", "commands", self._commands),
            ("GET", f"{commands}/commands", "commands", self._commands),
            ("PUT", f"{commands}/guilds/{{guild}}/commands", "commands", self._commands),
            ("GET", f"{commands}/guilds/{{guild}}/commands", "commands", self._commands),
            ("GET", f"{commands}/guilds/{{guild}}/commands/permissions", "permissions", self._permissions),
            ("GET", one, "channel", self._channel),
            ("POST", f"{one}/messages", "send", self._send),
            ("POST", f"{one}/threads", "post", self._post),
            ("PATCH", f"{one}/messages/{{message}}", "edit", self._edit),
            ("POST", f"{one}/messages/{{message}}/crosspost", "crosspost", self._crosspost),
            ("POST", f"{one}/typing", "typing", self._typing),
            ("POST", f"{API}/interactions/{{id}}/{{token}}/callback", "callback", self.interactions.callback),
            ("POST", hook, "webhook", self.interactions.follow_up),
            ("GET", f"{hook}/messages/{{message}}", "webhook", self.interactions.edit),
            ("PATCH", f"{hook}/messages/{{message}}", "webhook", self.interactions.edit),
            ("DELETE", f"{hook}/messages/{{message}}", "webhook", self.interactions.edit),
        ]
        routes: list[web.AbstractRouteDef] = [
            web.route(method, path, self._enter(name, handler)) for method, path, name, handler in table
        ]
        routes.append(web.get("/gateway", self.gateway.serve))
        routes.append(web.get("/gateway/", self.gateway.serve))
        routes.append(web.route("*", "/{tail:.*}", self._enter("unknown", self._unknown)))
        return routes

    def _enter(self, name: str, handler: Handler) -> Handler:
        exempt = name in {"callback", "webhook"}

        async def handle(request: web.Request) -> web.StreamResponse:
            if not exempt and request.headers.get("Authorization") != f"Bot {self.token}":
                return failure(401, "401: Unauthorized")
            wait = 0.0 if exempt else self.rates.overall()
            return self._too_many(wait, "global") if wait else await handler(request)

        async def entered(request: web.Request) -> web.StreamResponse:
            return await self.guarded(request, name, lambda: handle(request), self._fail)

        return entered

    def _fail(self, fault: Fault) -> web.Response:
        if fault is Fault.TOO_MANY:
            return self._too_many(self.faults.retry_after, "user")
        if fault is Fault.BAD_GATEWAY:
            return web.Response(status=502, text="<html>502: Bad Gateway</html>", content_type="text/html")
        return failure(500, "500: Internal Server Error")

    def _too_many(self, wait: float, scope: str, headers: dict[str, str] | None = None) -> web.Response:
        self.counters.too_many += 1
        return too_many(wait, scope, headers)

    async def _me(self, _: web.Request) -> web.Response:
        return reply(objects.user_json(objects.BOT_ID, bot=True))

    async def _application(self, _: web.Request) -> web.Response:
        return reply(objects.application_json())

    async def _gateway(self, _: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1}
        return reply({"url": self.gateway.url, "shards": self.shards, "session_start_limit": limit})

    async def _own_guilds(self, _: web.Request) -> web.Response:
        bits = str(objects.BOT_PERMISSIONS)
        more = {"owner": False, "permissions": bits, "icon": None, "banner": None, "features": []}
        return reply([{"id": str(each.id), "name": each.name, **more} for each in self.present()])

    async def _unknown(self, request: web.Request) -> web.Response:
        self.violations.append(f"{request.method} {request.path} is no route of this double")
        return failure(404, "404: Not Found")

    async def _commands(self, request: web.Request) -> web.Response:
        guild_id = int(request.match_info.get("guild", "0"))
        if request.method == "GET":
            return reply(self.guild_commands.get(guild_id, []) if guild_id else self.commands)
        if self.registration:
            refusal = self.registration.popleft()
            return failure(refusal.status, refusal.text, refusal.code)
        commands = await request.json()
        problems = list(checks.commands_problems(commands))
        if problems:
            return self.refuse("commands", problems)
        more = {"application_id": str(objects.APPLICATION_ID), "version": "1"}
        kept = [{"type": 1, **command, **more, "id": str(snowflake())} for command in commands]
        if guild_id:
            self.guild_commands[guild_id] = [{**command, "guild_id": str(guild_id)} for command in kept]
            return reply(self.guild_commands[guild_id])
        self.commands = kept
        return reply(kept)

    async def _permissions(self, request: web.Request) -> web.Response:
        guild = int(request.match_info["guild"])
        if self.settings.refuses or guild not in self.guilds or not self.guilds[guild].present:
            return self._answer(DISCORD_REFUSALS["missing_access"])
        return reply(self.settings.to_json(guild))

    async def _channel(self, request: web.Request) -> web.Response:
        channel_id = int(request.match_info["channel"])
        refusal = self.refusal(channel_id)
        if refusal is not None and refusal.code in {10003, 50001}:
            return failure(refusal.status, refusal.text, refusal.code)
        return reply(self.channels[channel_id].to_json())

    async def _typing(self, _: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _send(self, request: web.Request) -> web.Response:
        channel_id = int(request.match_info["channel"])
        payload, files = await read_body(request)
        problems = list(checks.message_problems(payload, files))
        if problems:
            return self.refuse("message", problems)
        headers, wait = self.rates.bucket(channel_id)
        if wait:
            return self._too_many(wait, "user", headers)
        refusal = self.refusal(channel_id, embeds=bool(payload.get("embeds")), files=bool(files))
        if refusal is not None:
            return failure(refusal.status, refusal.text, refusal.code)
        unreferred = self._unreferred(channel_id, payload)
        if unreferred is not None:
            return unreferred
        return reply(await self._accept(channel_id, payload, files), headers=headers)

    async def _post(self, request: web.Request) -> web.Response:
        """Make a post in a forum: a thread, whose first message has the thread's own id."""
        forum = self.channels.get(int(request.match_info["channel"]))
        payload, files = await read_body(request)
        problems = list(checks.post_problems(payload, files))
        if problems:
            return self.refuse("post", problems)
        refusal = self.post_refusal(forum, payload)
        if refusal is not None or forum is None:
            return self._answer(refusal or DISCORD_REFUSALS["unknown_channel"])
        post = self.channels[self.add_channel(name=payload["name"], thread_of=forum.id)]
        await self.gateway.dispatch("THREAD_CREATE", {**post.to_json(), "newly_created": True}, post.guild_id)
        message = payload["message"]
        self.ledger.add(Sent(post.id, post.id, time.time(), checks.visible_text(message), message, None, files=files))
        return reply({**post.to_json(), "message": objects.message_json(post.id, post.id, message, files, self.url)})

    async def _crosspost(self, request: web.Request) -> web.Response:
        """Publish a message of an announcement channel, once, and ten an hour."""
        channel_id, message = int(request.match_info["channel"]), int(request.match_info["message"])
        refusal, sent = self.refusal(channel_id), self._found(channel_id, message)
        if refusal is not None or sent is None:
            return self._answer(refusal or DISCORD_REFUSALS["unknown_message"])
        if self.channels[channel_id].type != objects.NEWS:
            return failure(400, "Cannot execute action on this channel type", 50024)
        if message in self.published:
            return failure(400, "This message has already been crossposted", 40033)
        if sum(self.published[each] == channel_id for each in self.published) >= PUBLISHED_AN_HOUR:
            self.violations.append("crosspost: an eleventh within the hour")
            return self._too_many(3600.0, "user")
        self.published[message] = channel_id
        return reply(objects.message_json(message, channel_id, sent.payload, sent.files, self.url))

    def _unreferred(self, channel_id: int, payload: dict[str, Any]) -> web.Response | None:
        """Refuse a reply, or take what it replies to out of it where that is gone and need not be there."""
        reference = payload.get("message_reference")
        if reference is None:
            return None
        if self.channels[channel_id].denied & objects.HISTORY:
            return self._answer(DISCORD_REFUSALS["no_history"])
        if self._found(channel_id, int(reference["message_id"])) is None:
            if reference.get("fail_if_not_exists", True):
                unknown = {"_errors": [{"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}]}
                return failure(400, "Invalid Form Body", 50035, errors={"message_reference": unknown})
            del payload["message_reference"]
        return None

    def _answer(self, refusal: Refusal) -> web.Response:
        return failure(refusal.status, refusal.text, refusal.code)

    def _found(self, channel_id: int, message: int) -> Sent | None:
        here = (sent for sent in self.ledger.of(channel_id) if (channel_id, sent.id) not in self.edits.deleted)
        return next((sent for sent in here if sent.id == message), None)

    def _unchangeable(self, key: tuple[int, int]) -> Refusal | None:
        if self.channels[key[0]].archived:
            return DISCORD_REFUSALS["thread_archived"]
        if key in self.edits.foreign:
            return DISCORD_REFUSALS["not_ours"]
        return DISCORD_REFUSALS["not_editable"] if key in self.edits.frozen else None

    async def _edit(self, request: web.Request) -> web.Response:
        """Change what is named of a message; what an edit does not name stays, files too."""
        key = channel_id, message = int(request.match_info["channel"]), int(request.match_info["message"])
        payload, files = await read_body(request)
        problems = list(checks.message_problems(payload, files, edit=True))
        if problems:
            return self.refuse("edit", problems)
        headers, wait = self.rates.bucket(channel_id)
        if wait:
            return self._too_many(wait, "user", headers)
        sent = self._found(channel_id, message)
        unchanged = self.refusal(channel_id, embeds=bool(payload.get("embeds"))) or self._unchangeable(key)
        if unchanged is not None or sent is None:
            return self._answer(unchanged or DISCORD_REFUSALS["unknown_message"])
        before = self.edits.shown(sent)
        now = {**before.payload, **payload}
        kept = before.files if "attachments" not in payload else tuple(name for name, _ in files)
        self.edits.make(channel_id, message, Shown(checks.visible_text(now), now, kept))
        return reply(objects.message_json(message, channel_id, now, sent.files, self.url), headers=headers)

    async def _accept(self, channel_id: int, payload: dict[str, Any], files: Files) -> dict[str, Any]:
        nonce = str(payload["nonce"]) if payload.get("nonce") else None
        now = time.monotonic()
        if nonce and payload.get("enforce_nonce") and (channel_id, nonce) in self._nonces:
            at, first = self._nonces[channel_id, nonce]
            if now - at < self.nonce_window:
                self.counters.replayed += 1
                self.counters.accepted += 1
                return first
        channel = self.channels[channel_id]
        if channel.archived:
            await self.archive(channel_id, archived=False)
        sent = Sent(snowflake(), channel_id, time.time(), checks.visible_text(payload), payload, nonce, files=files)
        data = objects.message_json(sent.id, channel_id, payload, files, self.url)
        if nonce:
            self._nonces[channel_id, nonce] = (now, data)
        self.ledger.add(sent)
        self.counters.accepted += 1
        return data
