"""Buttons that are pressed, places that are looked up in other chats, and menus, in a loopback Telegram."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from aiohttp import web

from tests.support.doubles import telegram_checks as checks
from tests.support.doubles import telegram_objects as objects
from tests.support.doubles.edits import Shown
from tests.support.doubles.loopback import Sent
from tests.support.doubles.telegram_objects import PERSON_ID
from tests.support.doubles.telegram_world import TelegramWorld

Values: TypeAlias = dict[str, Any]
Method: TypeAlias = Callable[[Values], Awaitable[web.Response]]

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
CHOSEN = "✓ "
SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
"""Those that are about many chats: https://core.telegram.org/bots/api#botcommandscope."""


def result(value: object) -> web.Response:
    """A success as the Bot API gives it."""
    return web.json_response({"ok": True, "result": value})


def failure(status: int, text: str, **parameters: int) -> web.Response:
    """An error as the Bot API gives it."""
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": text}
    return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=status)


@dataclass(slots=True)
class Query:
    """A press or something typed behind the bot's name: when it was, and what it was answered."""

    inline: bool
    at: float = field(default_factory=time.monotonic)
    answer: Values | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a person sees after a press: a ``window``, the message ``shown`` now, and messages ``sent`` since."""

    window: str
    shown: Shown
    sent: tuple[Sent, ...]

    @property
    def labels(self) -> list[str]:
        """What can be pressed below the message now, in order."""
        return [button["text"] for row in rows(self.shown.payload) for button in row]


def rows(payload: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    """The inline keyboard of a message, as it was given."""
    markup = payload.get("reply_markup")
    return list(markup.get("inline_keyboard") or []) if isinstance(markup, Mapping) else []


class TelegramQueries(TelegramWorld):
    """Presses and inline queries of people, each answered once and in time, and the menus that people see."""

    patience = 30.0
    """Seconds after which a query takes no answer any more."""

    def __init__(self, **world: Any) -> None:
        """Start without any."""
        super().__init__(**world)
        self.queries: dict[str, Query] = {}

    @property
    def commands(self) -> list[dict[str, Any]]:
        """The menu of a person who is alone with the bot, whatever his language."""
        return self.menus.get((SCOPES[1], "")) or self.menus.get((SCOPES[0], ""), [])

    @property
    def translated_commands(self) -> dict[str, list[dict[str, Any]]]:
        """The same in every language that has one of its own."""
        return {
            language: menu
            for chosen in SCOPES[:2]
            for (scope, language), menu in self.menus.items()
            if language and scope == chosen
        }

    @property
    def unanswered(self) -> list[str]:
        """Queries that got no answer."""
        return [number for number, query in self.queries.items() if query.answer is None]

    def labels(self, sent: Sent) -> list[str]:
        """What can be pressed below a message now, in order."""
        return [button["text"] for row in rows(self.edits.shown(sent).payload) for button in row]

    def button(self, chat_id: int, label: str, *, thread_id: int | None = None) -> tuple[Sent, str]:
        """Find the newest message of a chat that has a button of this label, and what the button sends."""
        for sent in reversed(self.ledger.of(chat_id)):
            if thread_id in (None, sent.thread) and (chat_id, sent.id) not in self.edits.deleted:
                for row in rows(self.edits.shown(sent).payload):
                    for button in row:
                        if button["text"].removeprefix(CHOSEN) == label and "callback_data" in button:
                            return sent, button["callback_data"]
        seen = [self.labels(sent) for sent in self.ledger.of(chat_id)]
        msg = f"no button {label!r} in chat {chat_id}: {seen}"
        raise AssertionError(msg)

    def press(
        self,
        chat_id: int,
        label: str,
        *,
        user_id: int = PERSON_ID,
        language: str = "en",
        thread_id: int | None = None,
        data: str | None = None,
        inaccessible: bool = False,
    ) -> str:
        """Press the button of that label, of the newest message that has one; return the number of the press.

        ``data``: what it sends, where that is something else; ``inaccessible``: its message is too old to be told of.
        """
        sent, given = self.button(chat_id, label, thread_id=thread_id)
        if inaccessible:
            message = {"message_id": sent.id, "date": 0, "chat": self.chats[chat_id].to_json()}
        else:
            message = self._standing(sent)
        number = str(next(self._updates))
        self.queries[number] = Query(inline=False)
        query = {"id": number, "from": objects.person(user_id, language), "chat_instance": "1"}
        self.enqueue("callback_query", query | {"message": message, "data": given if data is None else data})
        return number

    async def pressed(
        self,
        chat_id: int,
        label: str,
        *,
        user_id: int = PERSON_ID,
        language: str = "en",
        thread_id: int | None = None,
        data: str | None = None,
        inaccessible: bool = False,
    ) -> Pressed:
        """Press as `press`, and return what came of it once the bot has answered; NoAnswer where it does not."""
        sent, _ = self.button(chat_id, label, thread_id=thread_id)
        seen = len(self.ledger.of(chat_id))
        number = self.press(
            chat_id,
            label,
            user_id=user_id,
            language=language,
            thread_id=thread_id,
            data=data,
            inaccessible=inaccessible,
        )
        return await self.outcome(number, sent, seen)

    async def outcome(self, number: str, sent: Sent, seen: int) -> Pressed:
        """Wait for the answer to a press below ``sent``, made when its chat had ``seen`` messages."""
        answer = await self._answer_to(number)
        window = str(answer.get("text", "")) if answer.get("show_alert") else ""
        return Pressed(window, self.edits.shown(sent), tuple(self.ledger.of(sent.chat)[seen:]))

    async def look_up(self, typed: str, *, user_id: int = PERSON_ID, language: str = "en") -> Values:
        """Type something behind the bot's name in any chat; return what it answers."""
        number = str(next(self._updates))
        self.queries[number] = Query(inline=True)
        query = {"id": number, "from": objects.person(user_id, language), "query": typed, "offset": ""}
        self.enqueue("inline_query", query | {"chat_type": "sender"})
        return await self._answer_to(number)

    async def _answer_to(self, number: str) -> Values:
        await self.until(lambda: self.queries[number].answer is not None, f"an answer to query {number}")
        return self.queries[number].answer or {}

    def _standing(self, sent: Sent) -> dict[str, Any]:
        """A message of the bot as it stands now, with its file and its buttons."""
        shown = self.edits.shown(sent)
        message = objects.outgoing(sent.id, self.chats[sent.chat], checks.Parsed(shown.content), sent.thread)
        if sent.files:
            message = objects.document(message, *sent.files[0])
        return message | {"reply_markup": {"inline_keyboard": rows(shown.payload)}}

    def query_methods(self) -> dict[str, Method]:
        """The Bot API's methods that are about these."""
        return {
            "answercallbackquery": lambda values: self._answered_query(values, "callback_query_id", inline=False),
            "answerinlinequery": lambda values: self._answered_query(values, "inline_query_id", inline=True),
            "setmycommands": self._set_my_commands,
            "getmycommands": self._get_my_commands,
            "deletemycommands": self._delete_my_commands,
        }

    def query_problems(self, name: str, values: Values) -> Iterator[str]:
        """What the Bot API refuses in a request of these."""
        if name.endswith("mycommands"):
            yield from checks.command_problems(values.get("commands", []), values.get("language_code", ""))
            if values.get("scope", {}).get("type", "default") not in SCOPES:
                yield "this double knows menus of many chats only"
        if name == "answercallbackquery" and checks.utf16(str(values.get("text", ""))) > checks.WINDOW_LIMIT:
            yield "MESSAGE_TOO_LONG"
        if name == "answerinlinequery":
            yield from _result_problems(values.get("results", []))
            yield from _start_problems(values.get("button"))

    async def _answered_query(self, values: Values, key: str, *, inline: bool) -> web.Response:
        query = self.queries.get(values[key])
        if query is None or query.inline is not inline or time.monotonic() - query.at > self.patience:
            return failure(400, TOO_OLD)
        if query.answer is not None:
            self.violations.append("a query was answered twice")
            return failure(400, TOO_OLD)
        query.answer = values
        self.changed()
        return result(value=True)

    async def _set_my_commands(self, values: Values) -> web.Response:
        self.menus[_whose(values)] = values["commands"]
        self.changed()
        return result(value=True)

    async def _get_my_commands(self, values: Values) -> web.Response:
        return result(self.menus.get(_whose(values), []))

    async def _delete_my_commands(self, values: Values) -> web.Response:
        self.menus.pop(_whose(values), None)
        return result(value=True)


def _whose(values: Values) -> tuple[str, str]:
    return (values.get("scope") or {}).get("type", "default"), values.get("language_code") or ""


def _result_problems(results: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Say what answerInlineQuery refuses: https://core.telegram.org/bots/api#answerinlinequery."""
    if len(results) > checks.RESULTS_LIMIT:
        yield "RESULTS_TOO_MUCH"
    if len({each.get("id") for each in results}) != len(results):
        yield "RESULT_ID_DUPLICATE"
    for each in results:
        if not 1 <= len(str(each.get("id", "")).encode()) <= checks.CALLBACK_BYTES:
            yield "RESULT_ID_INVALID"
        if each.get("type") != "article" or not each.get("title"):
            yield "this double takes articles with a title only"
        content = each.get("input_message_content", {})
        said = {"text" if key == "message_text" else key: value for key, value in content.items()}
        yield from checks.message_problems("sendmessage", said)


def _start_problems(button: Mapping[str, Any] | None) -> Iterator[str]:
    if button is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(button.get("start_parameter", ""))):
        yield "START_PARAM_INVALID"
