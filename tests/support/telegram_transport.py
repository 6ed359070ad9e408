"""A transport for python-telegram-bot that answers from a function, so that no test needs a network."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from telegram.request import BaseRequest, RequestData

Answer = tuple[int, bytes]

ME = {"id": 42, "is_bot": True, "first_name": "Alerts", "username": "OurBot"}


def ok(result: Any) -> Answer:
    return 200, json.dumps({"ok": True, "result": result}).encode()


def refusal(code: int, description: str, **parameters: int) -> Answer:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return code, json.dumps(body).encode()


def sent(message_id: int = 7) -> Answer:
    return ok({"message_id": message_id, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "x"})


class Transport(BaseRequest):
    """``answers(method, parameters)`` gives the answer or raises; getUpdates hands out ``updates``, then waits.

    The first question of a connection and its last, which do not wait, are answered with no updates.
    """

    def __init__(self, answers: Callable[[str, dict[str, Any]], Answer]) -> None:
        self.answers = answers
        self.updates: asyncio.Queue[list[dict[str, Any]] | Answer | Exception] = asyncio.Queue()
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.closed = 0

    @property
    def read_timeout(self) -> float:
        """Seconds; the library asks for them."""
        return 5.0

    async def initialize(self) -> None:
        """Open, again too."""
        self.closed = 0

    async def shutdown(self) -> None:
        """Count how often we were closed."""
        self.closed += 1

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> Answer:
        """Give status and body for one request, as the library asks of a transport."""
        address = urlsplit(url)
        name = address.path.rsplit("/", 1)[-1]
        asked = {key: json.loads(value) for key, value in parse_qsl(address.query)}
        parameters = {**asked, **(dict(request_data.parameters) if request_data else {})}
        self.calls.append((name, parameters))
        if name == "getMe":
            return self._start(name, parameters, ok(ME))
        if name == "getMyCommands":
            return self._start(name, parameters, ok([]))
        if name in ("deleteWebhook", "setMyCommands"):
            return self._start(name, parameters, ok(True))
        if name == "getUpdates":
            return await self._updates(parameters)
        return self.answers(name, parameters)

    def _start(self, name: str, parameters: dict[str, Any], usual: Answer) -> Answer:
        """Let ``answers`` refuse what a connection begins with; a LookupError means: as usual."""
        try:
            return self.answers(name, parameters)
        except LookupError:
            return usual

    async def _updates(self, parameters: dict[str, Any]) -> Answer:
        if not parameters.get("timeout"):
            return ok([])
        item = await self.updates.get()
        if isinstance(item, Exception):
            raise item
        return item if isinstance(item, tuple) else ok(item)
