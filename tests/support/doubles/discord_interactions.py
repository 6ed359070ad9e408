"""Commands as Discord gives them to a bot, and the answers it gives back."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from aiohttp import web

from tests.support.doubles import discord_checks as checks
from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord_components import NothingToPress, Standing, buttons_of, menus_of
from tests.support.doubles.discord_http import Files, failure, read_body, reply
from tests.support.doubles.discord_objects import Channel, snowflake
from tests.support.doubles.edits import Edits, Shown
from tests.support.doubles.loopback import Ledger, Sent

COMMAND, COMPONENT, AUTOCOMPLETE = 2, 3, 4
MESSAGE_ANSWER, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES = 4, 5, 6, 7, 8
TAKEN = {
    COMMAND: frozenset({MESSAGE_ANSWER, DEFERRED}),
    COMPONENT: frozenset({MESSAGE_ANSWER, DEFERRED, DEFERRED_UPDATE, UPDATE}),
    AUTOCOMPLETE: frozenset({CHOICES}),
}
"""What answers what."""
SUBCOMMAND, SUBCOMMAND_GROUP = 1, 2
EPHEMERAL = 1 << 6
ANSWER_WITHIN = 3.0
"""Seconds; https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback."""
TOKEN_LIVES = 15 * 60.0


@dataclass(slots=True)
class Asking:
    """One interaction from its dispatch on; ``messages`` are the answer and what followed, newest text each.

    ``user`` asked; ``pressed`` is the message whose button it was; ``within`` so many seconds it is to be acknowledged.
    """

    id: int
    token: str
    channel: Channel
    kind: int
    user: int = objects.MEMBER_ID
    pressed: Standing | None = None
    within: float = ANSWER_WITHIN
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
        return time.monotonic() - self.asked_at > self.within


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person saw.  ``text`` is content and embeds, a line each; ``took`` is seconds to the first answer.

    ``updated``: it took the place of the message that was pressed.
    """

    text: str
    content: str
    embeds: Sequence[Mapping[str, Any]]
    ephemeral: bool
    deferred: bool
    took: float
    files: tuple[tuple[str, bytes], ...]
    messages: tuple[Sent, ...]
    updated: bool = False

    @property
    def buttons(self) -> tuple[str, ...]:
        """The labels of all buttons, as they are shown."""
        return tuple(button["label"] for sent in self.messages for button in buttons_of(sent.payload))

    @property
    def entries(self) -> tuple[str, ...]:
        """The labels of all menus' entries."""
        menus = (menu for sent in self.messages for menu in menus_of(sent.payload))
        return tuple(option["label"] for menu in menus for option in menu["options"])


def answer_of(asking: Asking) -> Answer:
    """The answer as it stands now."""
    messages = tuple(asking.messages.values())
    first = asking.messages.get(asking.original or 0, messages[0])
    return Answer(
        first.content,
        first.payload.get("content") or "",
        first.payload.get("embeds") or [],
        asking.ephemeral,
        asking.deferred,
        asking.took,
        first.files,
        messages,
        asking.pressed is not None and first.id == asking.pressed.sent.id,
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
    data: dict[str, Any] = {"id": command["id"], "name": command["name"], "type": command.get("type", 1)}
    options = _options(command, rest, values, focused)
    return data | ({"options": options} if options else {})


def command_id(commands: Sequence[Mapping[str, Any]], path: str) -> int:
    """The id of a registered command."""
    return int(_named(commands, path.split(maxsplit=1)[0], "command")["id"])


def names_of(thing: Mapping[str, Any]) -> tuple[str, ...]:
    """What a command or an option can be called, whatever the language of the app."""
    return (thing["name"], *(thing.get("name_localizations") or {}).values())


def _named(registered: Sequence[Mapping[str, Any]], name: str, what: str) -> Mapping[str, Any]:
    for each in registered:
        if name in names_of(each):
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
        chosen = {"name": option["name"], "type": option["type"], "value": value}
        given.append(chosen | ({"focused": True} if name == focused else {}))
    missing = [each["name"] for each in registered if each.get("required") and each["name"] not in values]
    if missing and focused is None:
        msg = f"required options not given: {missing}"
        raise ValueError(msg)
    return given


class Answering(Protocol):
    """What the endpoints need of the platform that they belong to."""

    ledger: Ledger
    edits: Edits

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
        self._standing: dict[int, Standing] = {}
        self.patience = ANSWER_WITHIN
        """Seconds for the first answer; more where a test is about no speed."""
        self.rival = False
        """Whether another process answers everything before the bot does."""

    def ask(
        self, channel: Channel, kind: int, user: int = objects.MEMBER_ID, pressed: Standing | None = None
    ) -> Asking:
        """Start a new interaction."""
        asking = Asking(snowflake(), secrets.token_hex(16), channel, kind, user, pressed, self.patience)
        self._asked[asking.token] = asking
        return asking

    def seen(self, channel_id: int, user: int) -> list[Standing]:
        """The answers that stand in a channel for a person to see, oldest first."""
        here = [each for each in self._standing.values() if each.sent.chat == channel_id and each.seen_by(user)]
        return [each for each in here if (channel_id, each.sent.id) not in self._platform.edits.deleted]

    def standing(self, message_id: int, user: int) -> Standing:
        """One answer that stands; NothingToPress where this person does not see it."""
        found = self._standing.get(message_id)
        if found is None or found not in self.seen(found.sent.chat, user):
            raise NothingToPress("that message is not there for this person")
        return found

    def private(self) -> set[int]:
        """The ids of answers that one person alone sees."""
        return {number for number, each in self._standing.items() if each.viewer is not None}

    def _answer(
        self, asking: Asking, payload: dict[str, Any], files: Files, *, edits: int | None = None, alone: bool = False
    ) -> Sent:
        """Keep an answer, or a change of one; ``alone``: only who asked sees it."""
        old = self._standing.get(edits) if edits is not None else None
        if old is not None:
            payload = {**old.sent.payload, **payload}
        number = old.sent.id if old is not None else snowflake()
        text = checks.visible_text(payload)
        sent = Sent(number, asking.channel.id, time.time(), text, payload, files=files, answer=True)
        asking.messages[number] = sent
        self._standing[number] = replace(old, sent=sent) if old else Standing(sent, asking.user if alone else None)
        if asking.original is None:
            asking.original = number
        if old is None:
            self._platform.ledger.add(sent)
        else:
            names = tuple(name for name, _ in files)
            self._platform.edits.make(sent.chat, number, Shown(text, payload, names))
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
        if kind in (DEFERRED_UPDATE, UPDATE) and asking.pressed is not None:
            asking.original = asking.pressed.sent.id
            if (asking.channel.id, asking.original) in self._platform.edits.deleted:
                return failure(404, "Unknown Message", 10008)
        asking.acknowledged = True
        asking.took = time.monotonic() - asking.asked_at
        asking.ephemeral = bool((data.get("flags") or 0) & EPHEMERAL)
        asking.deferred = kind in (DEFERRED, DEFERRED_UPDATE)
        if kind == CHOICES:
            asking.choices = data["choices"]
        return self._acknowledge(request, asking, kind, data, files)

    def _callback_problems(self, asking: Asking, kind: int, data: dict[str, Any], files: Files) -> list[str]:
        if kind not in TAKEN[asking.kind]:
            return [f"callback type {kind} does not answer an interaction of type {asking.kind}"]
        if kind == CHOICES:
            return list(checks.choices_problems(data.get("choices") or []))
        if kind not in (MESSAGE_ANSWER, UPDATE):
            return []
        return list(checks.message_problems(data, files, edit=kind == UPDATE))

    def _acknowledge(
        self, request: web.Request, asking: Asking, kind: int, data: dict[str, Any], files: Files
    ) -> web.Response:
        interaction: dict[str, Any] = {"id": str(asking.id), "type": asking.kind}
        resource: dict[str, Any] = {"type": kind}
        interaction |= {"response_message_loading": asking.deferred, "response_message_ephemeral": asking.ephemeral}
        if kind in (MESSAGE_ANSWER, UPDATE):
            edits = asking.original if kind == UPDATE else None
            sent = self._answer(asking, data, files, edits=edits, alone=asking.ephemeral)
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
        first = asking.deferred and not asking.messages and asking.original is None
        alone = asking.ephemeral if first else bool((payload.get("flags") or 0) & EPHEMERAL)
        sent = self._answer(asking, payload, files, alone=alone)
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
            self._standing.pop(number or 0, None)
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
