"""What the doubles share: a server on 127.0.0.1, the ledger, rate windows and the faults on the wire."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import struct
import time
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from aiohttp import web

from tests.support.doubles.faults import GARBAGE, Fault, FaultPlan

MAX_BODY = 64 * 1024 * 1024


class NoAnswer(AssertionError):
    """The bot did not answer in the time that the platform gives it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that the platform accepted.

    ``chat`` is the platform's own id; ``at`` is Unix time in seconds; ``content`` is the
    visible text with markup removed where the platform does so; ``files`` are (name, bytes).
    ``answer`` says that it answers an interaction (Discord only).
    """

    id: int
    chat: int
    at: float
    content: str
    payload: Mapping[str, Any]
    nonce: str | None = None
    thread: int | None = None
    files: tuple[tuple[str, bytes], ...] = ()
    answer: bool = False

    @property
    def same(self) -> tuple[object, ...]:
        """What makes two messages of one chat look the same to a reader."""
        return (self.chat, self.thread, self.content, self.files)

    def to_json(self) -> dict[str, Any]:
        """Every field, files by name and size."""
        return {
            "id": self.id,
            "chat": self.chat,
            "thread": self.thread,
            "at": self.at,
            "nonce": self.nonce,
            "content": self.content,
            "answer": self.answer,
            "files": [[name, len(content)] for name, content in self.files],
        }


@dataclass(slots=True)
class Counters:
    """What went over the wire: all requests, deliveries accepted, refusals by rate, repeats by nonce."""

    requests: int = 0
    accepted: int = 0
    too_many: int = 0
    replayed: int = 0
    routes: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON of all of them."""
        return {
            "requests": self.requests,
            "accepted": self.accepted,
            "too_many": self.too_many,
            "replayed": self.replayed,
            "routes": dict(self.routes),
            "statuses": {str(status): count for status, count in self.statuses.items()},
        }


class Window:
    """At most ``limit`` in any ``seconds``: a sliding window, stricter than any bucket of the same rate."""

    __slots__ = ("_passed", "limit", "seconds")

    def __init__(self, limit: int, seconds: float) -> None:
        """Start empty."""
        self.limit = limit
        self.seconds = seconds
        self._passed: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until one more may pass; 0 if it may now.  Takes nothing."""
        while self._passed and now - self._passed[0] >= self.seconds:
            self._passed.popleft()
        return 0.0 if len(self._passed) < self.limit else self.seconds - (now - self._passed[0])

    def take(self, now: float) -> None:
        """Let one pass."""
        self._passed.append(now)

    def remaining(self, now: float) -> int:
        """How many more may pass now."""
        self.wait(now)
        return self.limit - len(self._passed)


def admit(windows: Sequence[Window], now: float) -> float:
    """Take one from every window and return 0, or take none and return the seconds to wait."""
    wait = max((window.wait(now) for window in windows), default=0.0)
    if wait == 0.0:
        for window in windows:
            window.take(now)
    return wait


class Ledger:
    """Every accepted message, in order, and what can be counted from it."""

    def __init__(self) -> None:
        """Start empty."""
        self.messages: list[Sent] = []
        self._by_chat: defaultdict[int, list[Sent]] = defaultdict(list)
        self.on_message: Callable[[Sent], None] | None = None

    def add(self, sent: Sent) -> None:
        """Keep one message and tell ``on_message`` of it."""
        self.messages.append(sent)
        self._by_chat[sent.chat].append(sent)
        if self.on_message is not None:
            self.on_message(sent)

    def of(self, chat: int) -> list[Sent]:
        """The messages of one chat, in order; answers to interactions are among them."""
        return list(self._by_chat.get(chat, ()))

    def doubled(self) -> list[Sent]:
        """Messages that say again what the same chat already has; answers are left out."""
        seen: set[tuple[object, ...]] = set()
        again = []
        for sent in self.messages:
            if sent.answer:
                continue
            if sent.same in seen:
                again.append(sent)
            seen.add(sent.same)
        return again


class Part(NamedTuple):
    """One field of a multipart form; ``filename`` is None unless it is a file."""

    name: str
    filename: str | None
    content: bytes


async def multipart(request: web.Request) -> list[Part]:
    """Every field of a multipart form (RFC 7578), from the body that is already read."""
    boundary = re.search(r'boundary="?([^";]+)', request.headers.get("Content-Type", ""))
    if boundary is None:
        return []
    parts = []
    for chunk in (b"\r\n" + await request.read()).split(b"\r\n--" + boundary[1].encode())[1:-1]:
        head, _, content = chunk.partition(b"\r\n\r\n")
        names = dict(re.findall(r'\b(name|filename)="([^"]*)"', head.decode()))
        parts.append(Part(names.get("name", ""), names.get("filename"), content))
    return parts


class Loopback:
    """An HTTP server on a free port of 127.0.0.1; use it as an async context manager.

    A subclass gives ``handle`` through ``routes`` and wraps requests in ``guarded``.
    ``violations`` lists what a client sent that the platform's documentation forbids.
    """

    def __init__(self, *, port: int = 0, faults: FaultPlan | None = None) -> None:
        """``port`` 0 takes any free port."""
        self.port = port
        self.faults = faults or FaultPlan()
        self.latency = 0.0  # seconds from a request that is done to its answer
        self.counters = Counters()
        self.ledger = Ledger()
        self.violations: list[str] = []
        self.closing = asyncio.Event()
        self._waiting: list[asyncio.Future[None]] = []
        self._runner: web.AppRunner | None = None

    def routes(self) -> list[web.AbstractRouteDef]:
        """The subclass's routes."""
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        """Listen; ``port`` is known afterwards."""
        app = web.Application(client_max_size=MAX_BODY)
        app.add_routes(self.routes())
        # The client may be killed at any moment: a request that arrived is handled all the same.
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=False, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True, backlog=1024)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Let go of every hanging request and stop listening."""
        self.closing.set()
        self.changed()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """``http://127.0.0.1:PORT``."""
        return f"http://127.0.0.1:{self.port}"

    def changed(self) -> None:
        """Wake everyone in ``until``: something of the state changed."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, true: Callable[[], object], what: str, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Wait for a condition on the double's state; NoAnswer, saying ``what``, after ``timeout`` seconds."""
        ends = time.monotonic() + timeout
        while not true():
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            done, _ = await asyncio.wait({future}, timeout=max(0.0, ends - time.monotonic()))
            if not done:
                if true():
                    return
                self._waiting = [other for other in self._waiting if other is not future]
                msg = f"{what}: not within {timeout:g} s"
                raise NoAnswer(msg)

    async def messages(self, chat: int, count: int = 1, *, timeout: float = 10.0) -> list[Sent]:  # noqa: ASYNC109
        """Wait until the chat has ``count`` messages that answer no interaction, and return all of them."""

        def pushed() -> list[Sent]:
            return [sent for sent in self.ledger.of(chat) if not sent.answer]

        await self.until(lambda: len(pushed()) >= count, f"{count} messages in chat {chat}", timeout)
        return pushed()

    def report(self) -> dict[str, Any]:
        """The counters, with what is doubled and what was against the rules."""
        return {
            **self.counters.to_json(),
            "messages": len(self.ledger.messages),
            "doubled": len(self.ledger.doubled()),
            "violations": len(self.violations),
        }

    async def guarded(
        self,
        request: web.Request,
        route: str,
        handle: Callable[[], Awaitable[web.StreamResponse]],
        fail: Callable[[Fault], web.Response],
    ) -> web.StreamResponse:
        """Handle one request with whatever fault the plan has for it; ``fail`` gives the platform's own error."""
        self.counters.requests += 1
        self.counters.routes[route] += 1
        await request.read()  # a fault strikes a request that has arrived whole
        fault = self.faults.strike(route)
        if fault in {Fault.TOO_MANY, Fault.SERVER_ERROR, Fault.BAD_GATEWAY}:
            response: web.StreamResponse = fail(fault)
        elif fault is Fault.PASS:
            response = await handle()
            if self.latency:
                await asyncio.sleep(self.latency)
        else:
            if fault.strikes_after:
                await handle()
            response = await self._strike(request, fault)
        self.counters.statuses[response.status] += 1
        self.changed()
        return response

    async def _strike(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault in {Fault.GARBAGE_BEFORE, Fault.GARBAGE_AFTER}:
            return web.Response(text=GARBAGE, content_type="text/html")
        if fault in {Fault.HANG_BEFORE, Fault.HANG_AFTER}:
            # A hang ends when its time is up or the double closes, whichever is first.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.closing.wait(), self.faults.hang)
        return self.reset(request)

    def reset(self, request: web.Request) -> web.Response:
        """Cut the connection with a TCP reset; the returned response never leaves."""
        transport = request.transport
        if transport is not None:
            raw = transport.get_extra_info("socket")
            if raw is not None:
                # Lingering for 0 s makes the kernel send RST instead of an orderly FIN.
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()
        return web.Response(status=599)
