"""Discord's gateway over a loopback websocket: HELLO, IDENTIFY, READY, RESUME, heartbeats, dispatches.

Source: https://discord.com/developers/docs/events/gateway.  Frames are uncompressed text,
which discord.py accepts although it asks for compression.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.support.doubles.discord_objects import APPLICATION_ID, BOT_ID, Guild, snowflake, user_json

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
BAD_TOKEN = 4004
ABNORMAL = 1006
HEARTBEAT_MS = 41_250
KEPT_EVENTS = 1000


@dataclass(slots=True)
class Session:
    """One shard's session; ``ws`` is None while it is away and may still resume."""

    id: str
    shard: int
    shards: int
    ws: web.WebSocketResponse | None
    sequence: int = 0
    events: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=KEPT_EVENTS))

    def carries(self, guild_id: int | None) -> bool:
        """Whether events of this guild go to this shard; direct messages go to shard 0."""
        return self.shard == (0 if guild_id is None else (guild_id >> 22) % self.shards)


class Gateway:
    """The websocket side of the double."""

    def __init__(self, token: str, guilds: Callable[[], Iterable[Guild]], changed: Callable[[], None]) -> None:
        """``guilds`` gives those the bot is in; ``changed`` is called when a session comes or goes."""
        self.token = token
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.identified: list[dict[str, Any]] = []
        self.resumed = 0
        self.opened = 0
        self.refuses: int | None = None
        """The close code (4000 to 4014, 1000, 1001; 1006: without one) that answers every IDENTIFY and RESUME."""
        self.amend: Callable[[str, Any], Any] = lambda _event, data: data
        """What becomes of the data of READY and GUILD_CREATE on their way."""
        self._transports: dict[web.WebSocketResponse, asyncio.Transport | None] = {}
        self._guilds = guilds
        self._changed = changed

    @property
    def connected(self) -> bool:
        """Whether at least one session is there and has been sent READY."""
        return any(session.ws is not None for session in self.sessions.values())

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One websocket from HELLO to its end."""
        self.opened += 1
        self._changed()
        ws = web.WebSocketResponse(max_msg_size=0, timeout=1.0)
        await ws.prepare(request)
        self._transports[ws] = request.transport
        await ws.send_json({"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT_MS}, "s": None, "t": None})
        try:
            async for frame in ws:
                if frame.type is WSMsgType.TEXT:
                    await self._receive(ws, json.loads(frame.data))
        except ConnectionError:
            pass  # the bot was killed in the middle of a frame: its session stays for a resume
        finally:
            del self._transports[ws]
            for session in self.sessions.values():
                if session.ws is ws:
                    session.ws = None
            self._changed()
        return ws

    async def _receive(self, ws: web.WebSocketResponse, frame: dict[str, Any]) -> None:
        if self.refuses is not None and frame.get("op") in {IDENTIFY, RESUME}:
            await self._close(ws, self.refuses)
            return
        match frame.get("op"):
            case 1:
                await ws.send_json({"op": ACK, "d": None, "s": None, "t": None})
            case 2:
                await self._identify(ws, frame["d"])
            case 6:
                await self._resume(ws, frame["d"])
            case _:
                pass  # presence and voice updates mean nothing here

    async def _identify(self, ws: web.WebSocketResponse, data: dict[str, Any]) -> None:
        self.identified.append({key: value for key, value in data.items() if key != "token"})
        if data.get("token") != self.token:
            await ws.close(code=BAD_TOKEN, message=b"Authentication failed.")
            return
        shard, shards = data.get("shard") or (0, 1)
        # A fresh IDENTIFY ends what this shard had before, as a restarted bot never resumes it.
        gone = [key for key, old in self.sessions.items() if old.shard == shard and old.ws is None]
        for key in gone:
            del self.sessions[key]
        session = Session(f"session{snowflake()}", shard, shards, None)
        guilds = [guild for guild in self._guilds() if session.carries(guild.id)]
        ready = {
            "v": 10,
            "user": user_json(BOT_ID, bot=True),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": [shard, shards],
            "application": {"id": str(APPLICATION_ID), "flags": 0},
        }
        session.ws = ws
        await self._send(session, "READY", self.amend("READY", ready))
        for guild in guilds:
            await self._send(session, "GUILD_CREATE", self.amend("GUILD_CREATE", guild.to_json()))
        self.sessions[session.id] = session
        self._changed()

    async def _resume(self, ws: web.WebSocketResponse, data: dict[str, Any]) -> None:
        session = self.sessions.get(data.get("session_id", ""))
        kept = session and (not session.events or session.events[0][0] <= data.get("seq", 0) + 1)
        if session is None or not kept or data.get("token") != self.token:
            await ws.send_json({"op": INVALID_SESSION, "d": False, "s": None, "t": None})
            return
        session.ws = ws
        self.resumed += 1
        for sequence, frame in list(session.events):
            if sequence > data["seq"]:
                await ws.send_str(frame)
        await self._send(session, "RESUMED", {})
        self._changed()

    async def _close(self, ws: web.WebSocketResponse, code: int) -> None:
        transport = self._transports.get(ws)
        if code == ABNORMAL and transport is not None:
            transport.abort()
        else:
            await ws.close(code=code, message=b"As documented.")

    async def _send(self, session: Session, event: str, data: Any) -> None:
        session.sequence += 1
        frame = json.dumps({"op": DISPATCH, "t": event, "s": session.sequence, "d": data})
        session.events.append((session.sequence, frame))
        if session.ws is not None and not session.ws.closed:
            try:
                await session.ws.send_str(frame)
            except ConnectionError:
                session.ws = None  # kept in ``events`` for a resume

    async def dispatch(self, event: str, data: Any, guild_id: int | None = None) -> None:
        """Send one event, in whatever form, to the newest session of the guild's shard, or keep it for a resume."""
        carrying = [session for session in self.sessions.values() if session.carries(guild_id)]
        present = [session for session in carrying if session.ws is not None]
        for session in (present or carrying)[-1:]:
            await self._send(session, event, data)

    async def garble(self, frame: str | bytes) -> None:
        """Send every session a frame that need not be one."""
        for session in self.sessions.values():
            if session.ws is not None:
                await (session.ws.send_str(frame) if isinstance(frame, str) else session.ws.send_bytes(frame))

    async def drop(self, *, resumable: bool = True, code: int = 4000) -> None:
        """Close every websocket as Discord does when it restarts a gateway; forget the sessions or keep them."""
        for session in list(self.sessions.values()):
            ws, session.ws = session.ws, None
            if not resumable:
                del self.sessions[session.id]
            if ws is not None:
                await self._close(ws, code)
        self._changed()

    async def close(self) -> None:
        """Close every websocket for good."""
        await self.drop(resumable=False)
