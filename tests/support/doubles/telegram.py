"""A loopback Bot API for a real ``telegram.ext.Application``; use ``base_url`` of the double."""

from __future__ import annotations

import asyncio
import itertools
import math
import time
from collections.abc import Mapping
from typing import Self

from aiohttp import web

from tests.support.doubles import telegram_checks as checks
from tests.support.doubles import telegram_objects as objects
from tests.support.doubles.edits import Shown
from tests.support.doubles.faults import GARBAGE, TELEGRAM_REFUSALS, Fault, FaultPlan, Refusal
from tests.support.doubles.loopback import NoAnswer, Sent, multipart
from tests.support.doubles.telegram_limits import Rates, TelegramLimits
from tests.support.doubles.telegram_objects import PERSON_ID
from tests.support.doubles.telegram_queries import Method, TelegramQueries, Values, failure, result
from tests.support.doubles.telegram_world import ANOTHER_POLL, TOKEN

__all__ = ["TelegramDouble", "TelegramLimits"]


def _answered(refusal: Refusal | None) -> web.Response | None:
    if refusal is None:
        return None
    return failure(refusal.status, refusal.text, **dict(refusal.parameters))


class TelegramDouble(TelegramQueries):
    """The Bot API's methods over a ``TelegramWorld``, with its limits and checks."""

    def __init__(
        self,
        *,
        port: int = 0,
        token: str = TOKEN,
        limits: TelegramLimits | None = None,
        faults: FaultPlan | None = None,
    ) -> None:
        """Start without chats: ``add_chat`` or a first command makes them."""
        super().__init__(port=port, token=token, faults=faults)
        self.rates = Rates(limits or TelegramLimits())
        self.handed_out = 0
        """Answers of getUpdates so far, empty ones too."""
        self._polls = itertools.count(1)
        self._poll = 0

    async def __aenter__(self) -> Self:
        """Build aiogram's models (some seconds, once a process) before anyone can connect and time out, then listen."""
        await asyncio.to_thread(checks.methods)
        return await super().__aenter__()

    def routes(self) -> list[web.AbstractRouteDef]:
        """Every method is ``/bot<token>/<method>``."""
        return [web.route("*", "/bot{token}/{method}", self._entered)]

    async def _entered(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return failure(401, "Unauthorized")
        return await self.guarded(request, name, lambda: self._call(request, name), self._fail)

    def _fail(self, fault: Fault) -> web.Response:
        if fault is Fault.TOO_MANY:
            return self._too_many(self.faults.retry_after)
        if fault is Fault.BAD_GATEWAY:
            return web.Response(status=502, text=GARBAGE, content_type="text/html")
        return failure(500, "Internal Server Error")

    def _too_many(self, wait: float) -> web.Response:
        self.counters.too_many += 1
        seconds = max(1, math.ceil(wait))
        return failure(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

    async def _call(self, request: web.Request, name: str) -> web.Response:
        method = self._methods().get(name.lower())
        if method is None or name.lower() not in checks.methods():
            self.violations.append(f"{name}: no method of this double")
            return failure(404, "Not Found")
        values = await self._values(request, name)
        problems = [*checks.parameter_problems(name, values), *self._more_problems(name.lower(), values)]
        if problems:
            self.violations += [f"{name}: {problem}" for problem in problems]
            return failure(400, f"Bad Request: {'; '.join(problems)}")
        return await method(values)

    def _more_problems(self, name: str, values: Values) -> list[str]:
        if name in {"sendmessage", "senddocument", "editmessagetext", "editmessagecaption"}:
            return list(checks.message_problems(name, values))
        return list(self.query_problems(name, values))

    def _methods(self) -> Mapping[str, Method]:
        return self.query_methods() | {
            "getme": self._get_me,
            "getupdates": self._get_updates,
            "sendmessage": self._send_message,
            "senddocument": self._send_document,
            "editmessagetext": self._edit_message_text,
            "editmessagecaption": self._edit_message_caption,
            "getchat": self._get_chat,
            "getchatmember": self._get_chat_member,
            "getchatadministrators": self._get_chat_administrators,
            "leavechat": self._leave_chat,
            "deletewebhook": self._delete_webhook,
            "sendchataction": self._yes,
        }

    async def _values(self, request: web.Request, name: str) -> Values:
        raw: dict[str, str] = dict(request.query)
        files: dict[str, tuple[str, bytes]] = {}
        if request.content_type == "application/json":
            return {**raw, **(await request.json())}
        if request.content_type.startswith("multipart/"):
            for part in await multipart(request):
                if part.filename is None:
                    raw[part.name] = part.content.decode()
                else:
                    files[part.name] = (part.filename, part.content)
        else:
            raw.update({key: str(value) for key, value in (await request.post()).items()})
        return checks.decode(name, raw, files)

    async def _yes(self, _: Values) -> web.Response:
        return result(value=True)

    async def _get_me(self, _: Values) -> web.Response:
        return result(objects.me())

    async def _get_updates(self, values: Values) -> web.Response:
        """Long polling; a second poll ends the first with 409, and so does whoever else uses the token."""
        self._poll = mine = next(self._polls)
        self.changed()
        if self.conflict:
            return failure(409, self.conflict)
        if values.get("allowed_updates") is not None:
            self.allowed = set(values["allowed_updates"]) or None
        offset = values.get("offset") or 0
        if offset > 0:
            self.updates = [update for update in self.updates if update.number >= offset]
            self.changed()
        timeout = float(values.get("timeout") or 0)
        try:
            await self.until(lambda: self.updates or self._ended(mine) or self.closing.is_set(), "updates", timeout)
        except NoAnswer:
            return self._hand_out(0)
        if self._ended(mine):
            return failure(409, self.conflict or ANOTHER_POLL)
        return self._hand_out(int(values.get("limit") or 100))

    def _ended(self, poll: int) -> bool:
        return self._poll != poll or bool(self.conflict)

    def _hand_out(self, limit: int) -> web.Response:
        self.handed_out += 1
        found = b",".join(update.raw for update in self.updates[:limit])
        return web.Response(body=b'{"ok":true,"result":[' + found + b"]}", content_type="application/json")

    async def _delete_webhook(self, values: Values) -> web.Response:
        if values.get("drop_pending_updates"):
            self.updates = []
        self.webhook = ""
        return result(value=True)

    def _refusal(self, chat_id: object, thread_id: int | None, *, file: bool) -> Refusal | None:
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            return TELEGRAM_REFUSALS["chat_not_found"]
        if chat.id in self.refusals:
            return self.refusals[chat.id]
        if thread_id is not None and thread_id not in chat.topics:
            return TELEGRAM_REFUSALS["thread_not_found"]
        if thread_id in chat.closed_topics and chat.bot_status != "administrator":
            return TELEGRAM_REFUSALS["topic_closed"]
        return chat.refusal(file=file)

    def _refused(self, chat_id: object, thread_id: int | None = None, *, file: bool = False) -> web.Response | None:
        if isinstance(chat_id, int) and chat_id in self.chats and (wait := self.rates.wait(self.chats[chat_id])):
            return self._too_many(wait)
        return _answered(self._refusal(chat_id, thread_id, file=file))

    def _unreachable(self, chat_id: object) -> web.Response | None:
        """Refuse to tell of a chat that is unknown, or that has put us out; a missing right to write is no reason."""
        if chat_id not in self.chats:
            return _answered(TELEGRAM_REFUSALS["chat_not_found"])
        refusal = self.refusals.get(int(str(chat_id)))
        gone = refusal is not None and (refusal.status == 403 or refusal.parameters or "not found" in refusal.text)
        return _answered(refusal) if gone else None

    async def _send_message(self, values: Values) -> web.Response:
        return self._deliver(values, checks.parse_text(values["text"], values.get("parse_mode")), ())

    async def _send_document(self, values: Values) -> web.Response:
        from aiogram.types import BufferedInputFile

        document = values["document"]
        if not isinstance(document, BufferedInputFile):
            return failure(400, "Bad Request: wrong file identifier/HTTP URL specified")
        parsed = checks.parse_text(values.get("caption") or "", values.get("parse_mode"))
        name = document.filename or "file"
        return self._deliver({**values, "document": name}, parsed, ((name, document.data),))

    def _deliver(self, values: Values, parsed: checks.Parsed, files: tuple[tuple[str, bytes], ...]) -> web.Response:
        thread = values.get("message_thread_id")
        refused = self._refused(values["chat_id"], thread, file=bool(files))
        if refused is not None:
            return refused
        chat = self.chats[values["chat_id"]]
        reply = values.get("reply_parameters")
        if reply is not None and not self._is_there(chat.id, reply["message_id"]):
            if not reply.get("allow_sending_without_reply"):
                return failure(400, TELEGRAM_REFUSALS["replied_not_found"].text)
            values = {key: value for key, value in values.items() if key != "reply_parameters"}
        sent = Sent(next(self._messages), chat.id, time.time(), parsed.text, values, thread=thread, files=files)
        self.ledger.add(sent)
        self.counters.accepted += 1
        message = objects.outgoing(sent.id, chat, parsed, thread)
        return result(objects.document(message, *files[0]) if files else message)

    def _is_there(self, chat: int, message: int) -> bool:
        ours = any(sent.id == message for sent in self.ledger.of(chat))
        return (ours or (chat, message) in self.edits.foreign) and (chat, message) not in self.edits.deleted

    async def _edit_message_text(self, values: Values) -> web.Response:
        return self._edit(values, values["text"], files=False)

    async def _edit_message_caption(self, values: Values) -> web.Response:
        return self._edit(values, values.get("caption") or "", files=True)

    def _edit(self, values: Values, text: str, *, files: bool) -> web.Response:
        """Change a message's text, or the caption of its file; a file stays."""
        refused = self._refused(values.get("chat_id"))
        if refused is not None:
            return refused
        key = chat, message = values["chat_id"], int(values.get("message_id") or 0)
        sent = next((sent for sent in self.ledger.of(chat) if sent.id == message), None)
        if not self._is_there(chat, message):
            return failure(400, TELEGRAM_REFUSALS["edited_not_found"].text)
        if sent is None or key in self.edits.frozen:
            return failure(400, TELEGRAM_REFUSALS["not_editable"].text)
        if bool(sent.files) is not files:
            return failure(400, TELEGRAM_REFUSALS["no_text" if sent.files else "no_caption"].text)
        parsed, shown = checks.parse_text(text, values.get("parse_mode")), self.edits.shown(sent)
        before = shown.payload.get("caption" if files else "text") or ""
        same = shown.payload.get("reply_markup") == values.get("reply_markup")
        if same and checks.parse_text(before, shown.payload.get("parse_mode")) == parsed:
            return failure(400, TELEGRAM_REFUSALS["not_modified"].text)
        self.edits.make(chat, message, Shown(parsed.text, values, shown.files))
        edited = objects.outgoing(message, self.chats[chat], parsed, sent.thread) | {"edit_date": int(time.time())}
        return result(objects.document(edited, *sent.files[0]) if files else edited)

    async def _get_chat(self, values: Values) -> web.Response:
        """Tell of a chat by its number, or of a public one by its name."""
        if str(values["chat_id"]).startswith("@"):
            public = (chat.id for chat in self.chats.values() if f"@{chat.username}" == values["chat_id"])
            values = {**values, "chat_id": next(public, values["chat_id"])}
        refused = self._unreachable(values["chat_id"])
        return refused or result(self.chats[values["chat_id"]].full())

    async def _get_chat_member(self, values: Values) -> web.Response:
        refused = self._unreachable(values["chat_id"])
        if refused is not None:
            return refused
        chat = self.chats[values["chat_id"]]
        if values["user_id"] == objects.BOT_ID:
            return result(objects.own_membership(chat))
        if (chat.members_hidden or chat.type == "channel") and chat.bot_status != "administrator":
            return failure(400, "Bad Request: member list is inaccessible")
        status = "administrator" if values["user_id"] in chat.admins else "member"
        return result(objects.member(objects.person(values["user_id"]), status))

    async def _get_chat_administrators(self, values: Values) -> web.Response:
        refused = self._unreachable(values["chat_id"])
        if refused is not None:
            return refused
        chat = self.chats[values["chat_id"]]
        return result([objects.member(objects.person(user), "administrator") for user in sorted(chat.admins)])

    async def _leave_chat(self, values: Values) -> web.Response:
        refused = self._unreachable(values["chat_id"])
        if refused is not None:
            return refused
        chat = self.chats[values["chat_id"]]
        self.change_status(chat, "left", PERSON_ID)
        return result(value=True)
