"""Discord's HTTP manners: JSON replies, errors, request bodies and rate limits."""

from __future__ import annotations

import json
import math
import time
from dataclasses import dataclass
from typing import Any, TypeAlias

from aiohttp import web

from tests.support.doubles.loopback import Window, multipart

Files: TypeAlias = tuple[tuple[str, bytes], ...]
# discord.py takes a 429 without it for a ban by the content network.
VIA = {"Via": "1.1 google"}


def reply(data: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON with a Content-Type of exactly ``application/json``: discord.py reads no other as JSON."""
    body = json.dumps(data).encode()
    return web.Response(body=body, status=status, headers={**(headers or {}), "Content-Type": "application/json"})


def failure(status: int, text: str, code: int = 0, **more: Any) -> web.Response:
    """An error as Discord's API gives it."""
    return reply({"message": text, "code": code, **more}, status)


def too_many(wait: float, scope: str, headers: dict[str, str] | None = None) -> web.Response:
    """429 for ``wait`` seconds: https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit."""
    after = max(0.001, math.ceil(wait * 1000) / 1000)
    body = {"message": "You are being rate limited.", "retry_after": after, "global": scope == "global"}
    more = {"Retry-After": str(math.ceil(after)), "X-RateLimit-Scope": scope, **VIA, **(headers or {})}
    return reply(body, 429, more | ({"X-RateLimit-Global": "true"} if scope == "global" else {}))


async def read_body(request: web.Request) -> tuple[dict[str, Any], Files]:
    """The payload of a JSON or multipart request, and its files as (name, bytes)."""
    if not request.content_type.startswith("multipart/"):
        return await request.json(), ()
    payload: dict[str, Any] = {}
    files: list[tuple[str, bytes]] = []
    for part in await multipart(request):
        if part.name == "payload_json":
            payload = json.loads(part.content)
        else:
            files.append((part.filename or "", part.content))
    return payload, tuple(files)


@dataclass(frozen=True, slots=True)
class DiscordLimits:
    """``per_second`` requests overall (interactions exempt); ``per_channel`` (messages, seconds); None: no limit."""

    per_second: int | None = None
    per_channel: tuple[int, float] | None = None


class Rates:
    """How much of the limits is used; set ``limits`` to change them, which starts afresh."""

    def __init__(self, limits: DiscordLimits) -> None:
        self.limits = limits
        self._silenced: dict[int | None, float] = {}

    def silence(self, seconds: float, channel_id: int | None = None) -> None:
        """Refuse messages to this channel, or every request, for so long: from one second to hours."""
        self._silenced[channel_id] = time.monotonic() + seconds

    def silent(self, channel_id: int | None = None) -> float:
        """Seconds for which a channel, or everything, is still silenced; 0 if it is not."""
        return max(0.0, self._silenced.get(channel_id, 0.0) - time.monotonic())

    @property
    def limits(self) -> DiscordLimits:
        """The limits in force."""
        return self._limits

    @limits.setter
    def limits(self, limits: DiscordLimits) -> None:
        self._limits = limits
        self._overall = None if limits.per_second is None else Window(limits.per_second, 1.0)
        self._buckets: dict[int, tuple[float, int]] = {}

    def overall(self) -> float:
        """Seconds until one more request may come; 0 takes one."""
        if self.silent():
            return self.silent()
        if self._overall is None:
            return 0.0
        now = time.monotonic()
        wait = self._overall.wait(now)
        if not wait:
            self._overall.take(now)
        return wait

    def bucket(self, channel_id: int) -> tuple[dict[str, str], float]:
        """Headers of the channel's bucket, and the seconds to wait where it is empty; else takes one."""
        if self.silent(channel_id):
            return {}, self.silent(channel_id)
        if self._limits.per_channel is None:
            return {}, 0.0
        limit, seconds = self._limits.per_channel
        now = time.monotonic()
        started, used = self._buckets.get(channel_id, (now, 0))
        if now - started >= seconds:
            started, used = now, 0
        after = started + seconds - now
        full = used >= limit
        self._buckets[channel_id] = (started, used if full else used + 1)
        headers = {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(0 if full else limit - used - 1),
            "X-RateLimit-Reset": f"{time.time() + after:.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": "channel-messages",
        }
        return headers, after if full else 0.0
