"""Commands as Discord gives them to a bot, and the answers it gives back."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiohttp import web

from tests.support.doubles import discord_checks as checks
from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord_http import Files, failure, read_body, reply
from tests.support.doubles.discord_objects import Channel, snowflake
from tests.support.doubles.loopback import Ledger, Sent

COMMAND, COMPONENT, AUTOCOMPLETE = 2, 3, 4
MESSAGE_ANSWER, DEFERRED, CHOICES = 4, 5, 8
SUBCOMMAND, SUBCOMMAND_GROUP = 1, 2
EPHEMERAL = 1 << 6
ANSWER_WITHIN = 3.0
"""Seconds; https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback."""
TOKEN_LIVES = 15 * 60.0


@dataclass(slots=True)
class Asking:
    """One interaction from its dispatch on; ``messages`` are the answer and what followed, newest text each."""

    id: int
    token: str
    channel: Channel
    kind: int
    asked_at: float = field(default_factory=time.monotonic)
    acknowledged: bool = False
    deferred: bool = False
    ephemeral: bool = False
    took: float = 0.0
    messages: dict[int, Sent] = field(default_factory=dict)
    original: int | None = None
    choices: list[dict[str, Any]] | None = None

    @property
    def late(self) -> bool:
        """Whether Discord has given up waiting for the first answer."""
        return time.monotonic() - self.asked_at > ANSWER_WITHIN


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person saw.  ``text`` is content and embeds, a line each; ``took`` is seconds to the first answer."""

    text: str
    content: str
    embeds: Sequence[Mapping[str, Any]]
    ephemeral: bool
    deferred: bool
    took: float
    files: tuple[tuple[str, bytes], ...]
    messages: tuple[Sent, ...]


def answer_of(asking: Asking) -> Answer:
    """The answer as it stands now."""
    messages = tuple(asking.messages.values())
    first = asking.messages[asking.original] if asking.original is not None else messages[0]
    return Answer(
        first.content,
        first.payload.get("content") or "",
        first.payload.get("embeds") or [],
        asking.ephemeral,
        asking.deferred,
        asking.took,
        first.files,
        messages,
    )


class NotOffered(LookupError):
    """Discord does not offer this command to that person there."""


def offered(commands: Sequence[Mapping[str, Any]], path: str, permissions: int) -> None:
    """Raise NotOffered where a member with these permissions may not use a command.

    A server's Integrations settings, which can allow it all the same, are the caller's to know.
    Source: https://discord.com/developers/docs/interactions/application-commands#permissions.
    """
    command = _named(commands, path.split(maxsplit=1)[0], "command")
    needed = int(command.get("default_member_permissions") or 0)
    if needed & ~permissions:
        msg = f"/{path} is not offered to who lacks {needed & ~permissions:b}"
        raise NotOffered(msg)


def command_data(
    commands: Sequence[Mapping[str, Any]], path: str, values: Mapping[str, Any], focused: str | None = None
) -> dict[str, Any]:
    """Build an interaction's ``data`` from the registered commands, as a person's client does.

    ``path`` is a command's name, with subcommands after spaces.  Raises LookupError for a
    command or option that was never registered, ValueError for a required option not given.
    """
    name, *rest = path.split()
    command = _named(commands, name, "command")
    data: dict[str, Any] = {"id": command["id"], "name": name, "type": command.get("type", 1)}
    options = _options(command, rest, values, focused)
    return data | ({"options": options} if options else {})


def _named(registered: Sequence[Mapping[str, Any]], name: str, what: str) -> Mapping[str, Any]:
    for each in registered:
        if each["name"] == name:
            return each
    msg = f"no {what} {name!r} is registered, only {[each['name'] for each in registered]}"
    raise LookupError(msg)


def _options(
    command: Mapping[str, Any], path: list[str], values: Mapping[str, Any], focused: str | None
) -> list[dict[str, Any]]:
    registered = command.get("options") or []
    if path:
        sub = _named(registered, path[0], "subcommand")
        return [{"type": sub["type"], "name": sub["name"], "options": _options(sub, path[1:], values, focused)}]
    given = []
    for name, value in values.items():
        option = _named(registered, name, "option")
        given.append(
            {"name": name, "type": option["type"], "value": value} | ({"focused": True} if name == focused else {})
        )
    missing = [each["name"] for each in registered if each.get("required") and each["name"] not in values]
    if missing and focused is None:
        msg = f"required options not given: {missing}"
        raise ValueError(msg)
    return given


class Answering(Protocol):
    """What the endpoints need of the platform that they belong to."""

    ledger: Ledger

    @property
    def url(self) -> str:
        """Where the platform listens."""

    def refuse(self, where: str, problems: list[str]) -> web.Response:
        """Record what is against the rules, and answer so."""


class Interactions:
    """Every interaction that was dispatched, by token, and the endpoints that answer one."""

    def __init__(self, platform: Answering) -> None:
        self._platform = platform
        self._asked: dict[str, Asking] = {}
        self.rival = False
        """Whether another process answers everything before the bot does."""

    def ask(self, channel: Channel, kind: int) -> Asking:
        """Start a new interaction."""
        asking = Asking(snowflake(), secrets.token_hex(16), channel, kind)
        self._asked[asking.token] = asking
        return asking

    def _answer(self, asking: Asking, payload: dict[str, Any], files: Files, *, edits: int | None = None) -> Sent:
        old = asking.messages.get(edits) if edits is not None else None
        if old is not None:
            payload = {**old.payload, **payload}
        number = old.id if old is not None else snowflake()
        text = checks.visible_text(payload)
        sent = Sent(number, asking.channel.id, time.time(), text, payload, files=files, answer=True)
        asking.messages[number] = sent
        if asking.original is None:
            asking.original = number
        if old is None:
            self._platform.ledger.add(sent)
        return sent

    async def callback(self, request: web.Request) -> web.Response:
        """The first answer: a message, a deferral, or choices."""
        asking = self._asked.get(request.match_info["token"])
        body, files = await read_body(request)
        if asking is None or (asking.late and not asking.acknowledged):
            return failure(404, "Unknown interaction", 10062)
        if asking.acknowledged or self.rival:
            return failure(400, "Interaction has already been acknowledged.", 40060)
        kind, data = body["type"], body.get("data") or {}
        problems = self._callback_problems(asking, kind, data, files)
        if problems:
            return self._platform.refuse("callback", problems)
        if files and asking.channel.denied & objects.ATTACH_FILES:
            return failure(403, "Missing Permissions", 50013)
        asking.acknowledged = True
        asking.took = time.monotonic() - asking.asked_at
        asking.ephemeral = bool((data.get("flags") or 0) & EPHEMERAL)
        asking.deferred = kind == DEFERRED
        if kind == CHOICES:
            asking.choices = data["choices"]
        return self._acknowledge(request, asking, kind, data, files)

    def _callback_problems(self, asking: Asking, kind: int, data: dict[str, Any], files: Files) -> list[str]:
        if kind not in ({CHOICES} if asking.kind == AUTOCOMPLETE else {MESSAGE_ANSWER, DEFERRED}):
            return [f"callback type {kind} does not answer an interaction of type {asking.kind}"]
        if kind == CHOICES:
            return list(checks.choices_problems(data.get("choices") or []))
        return list(checks.message_problems(data, files)) if kind == MESSAGE_ANSWER else []

    def _acknowledge(
        self, request: web.Request, asking: Asking, kind: int, data: dict[str, Any], files: Files
    ) -> web.Response:
        interaction: dict[str, Any] = {"id": str(asking.id), "type": asking.kind}
        resource: dict[str, Any] = {"type": kind}
        interaction |= {"response_message_loading": asking.deferred, "response_message_ephemeral": asking.ephemeral}
        if kind == MESSAGE_ANSWER:
            sent = self._answer(asking, data, files)
            interaction["response_message_id"] = str(sent.id)
            resource["message"] = objects.message_json(sent.id, asking.channel.id, data, files, self._platform.url)
        if request.query.get("with_response") in {"1", "true"}:
            return reply({"interaction": interaction, "resource": resource})
        return web.Response(status=204)

    def _asked_with(self, request: web.Request) -> Asking | web.Response:
        asking = self._asked.get(request.match_info["token"])
        if asking is None or not asking.acknowledged:
            return failure(404, "Unknown Webhook", 10015)
        if time.monotonic() - asking.asked_at > TOKEN_LIVES:
            return failure(401, "Invalid Webhook Token", 50027)
        return asking

    async def follow_up(self, request: web.Request) -> web.Response:
        """A further message; the answer itself where it was deferred."""
        payload, files = await read_body(request)
        asking = self._asked_with(request)
        if isinstance(asking, web.Response):
            return asking
        problems = list(checks.message_problems(payload, files))
        if problems:
            return self._platform.refuse("followup", problems)
        sent = self._answer(asking, payload, files)
        return reply(objects.message_json(sent.id, asking.channel.id, payload, files, self._platform.url))

    async def edit(self, request: web.Request) -> web.Response:
        """Read, change or delete an answer, ``@original`` or by its id."""
        payload, files = await read_body(request) if request.method == "PATCH" else ({}, ())
        asking = self._asked_with(request)
        if isinstance(asking, web.Response):
            return asking
        which = request.match_info["message"]
        number = asking.original if which == "@original" else int(which)
        if number not in asking.messages and not (which == "@original" and asking.deferred):
            return failure(404, "Unknown Message", 10008)
        if request.method == "DELETE":
            asking.messages.pop(number or 0, None)
            return web.Response(status=204)
        if request.method == "PATCH":
            problems = list(checks.message_problems(payload, files, edit=True))
            if problems:
                return self._platform.refuse("edit", problems)
            number = self._answer(asking, payload, files, edits=number).id
        if number is None:
            return failure(404, "Unknown Message", 10008)
        kept = asking.messages[number]
        return reply(objects.message_json(number, asking.channel.id, kept.payload, kept.files, self._platform.url))
