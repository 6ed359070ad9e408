"""The chats of a loopback Telegram and what happens in them: what a test arranges."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tests.support.doubles import telegram_objects as objects
from tests.support.doubles.edits import Edits
from tests.support.doubles.faults import TELEGRAM_REFUSALS, FaultPlan, Refusal, migrated
from tests.support.doubles.loopback import Loopback, Sent
from tests.support.doubles.telegram_objects import PERSON_ID, Chat

TOKEN = "287000001:loopback-telegram-token"

NUMBER = "<number>"
"""Stands in an injected update for the number that Telegram gives it."""

ANOTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Waiting(NamedTuple):
    """One update that the client has not confirmed: Telegram's own number for it, and what goes over the wire."""

    number: int
    raw: bytes


class TelegramWorld(Loopback):
    """Chats in memory, messages in ``ledger``, updates kept until the client confirms them."""

    def __init__(
        self,
        *,
        port: int = 0,
        token: str = TOKEN,
        faults: FaultPlan | None = None,
    ) -> None:
        """Start without chats: ``add_chat`` or a first command makes them."""
        super().__init__(port=port, faults=faults)
        self.token = token
        self.chats: dict[int, Chat] = {}
        self.menus: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.refusals: dict[int, Refusal] = {}
        self.edits = Edits()
        self.updates: list[Waiting] = []
        self.webhook = ""
        self.another_poller = False
        self.allowed: set[str] | None = None
        self.dropped = 0
        # A double started anew goes on counting above an older one's updates, as Telegram does.
        self._updates = itertools.count(int((time.time() - 1_700_000_000) * 10))
        self._messages = itertools.count(1)

    @property
    def base_url(self) -> str:
        """What ``ApplicationBuilder().base_url()`` takes."""
        return f"{self.url}/bot"

    def add_chat(self, chat_id: int, kind: str = "private", *, title: str = "", topics: set[int] | None = None) -> Chat:
        """Make a chat known: ``private``, ``group``, ``supergroup`` (a forum with ``topics``) or ``channel``."""
        status = "administrator" if kind == "channel" else "member"
        chat = Chat(chat_id, kind, title, topics=topics or set(), bot_status=status)
        self.chats[chat_id] = chat
        return chat

    def break_chat(self, chat_id: int, why: str | Refusal) -> None:
        """Refuse every message to this chat from now on: a name in ``TELEGRAM_REFUSALS``, or a Refusal."""
        self.refusals[chat_id] = why if isinstance(why, Refusal) else TELEGRAM_REFUSALS[why]

    def mend_chat(self, chat_id: int) -> None:
        """Take messages to this chat again."""
        self.refusals.pop(chat_id, None)

    def enqueue(self, kind: str, value: dict[str, Any]) -> int:
        """Add an update (``message``, ``my_chat_member`` …) unless the client did not ask for its kind."""
        number = next(self._updates)
        if self.allowed is not None and kind not in self.allowed:
            self.dropped += 1
            return number
        self._queue(number, json.dumps({"update_id": number, kind: value}).encode())
        return number

    def inject(self, body: object) -> int:
        """Add an update of any form, of which only Telegram knows the number; bytes go out as they are.

        An object is given Telegram's number where it has ``update_id`` NUMBER.
        """
        number = next(self._updates)
        if isinstance(body, dict) and body.get("update_id") == NUMBER:
            body = {**body, "update_id": number}
        self._queue(number, body if isinstance(body, bytes) else json.dumps(body).encode())
        return number

    def _queue(self, number: int, raw: bytes) -> None:
        self.updates.append(Waiting(number, raw))
        self.changed()

    def set_webhook(self) -> None:
        """Let someone else who has the token set a webhook: nobody can poll until it is deleted."""
        self.webhook = "https://elsewhere.example/hook"
        self.changed()

    def poll_elsewhere(self, *, active: bool = True) -> None:
        """Let another process poll with the same token, which ends every poll of ours; or let it stop."""
        self.another_poller = active
        self.changed()

    @property
    def conflict(self) -> str:
        """Why nobody can poll now, in the Bot API's words; empty when one can."""
        if self.webhook:
            return WEBHOOK_SET
        return ANOTHER_POLL if self.another_poller else ""

    def restrict(self, chat_id: int, *, text: bool = True, documents: bool = True, alone: bool = False) -> None:
        """Set what everyone in a group may send, or the bot ``alone``; in a channel, whether the bot may post."""
        chat = self.chats[chat_id]
        chat.may_text, chat.may_documents = text, documents
        if alone:
            chat.bot_status = "restricted"

    def end_topics(self, chat_id: int, *threads: int) -> None:
        """Delete topics of a forum; without naming any, its topics are switched off."""
        chat = self.chats[chat_id]
        chat.topics -= set(threads or chat.topics)

    def say(  # each is one fact of the message, by name
        self,
        chat_id: int,
        text: str,
        *,
        user_id: int = PERSON_ID,
        chat_type: str = "private",
        admin: bool = False,
        thread_id: int | None = None,
        anonymous: bool = False,
        voice: int | None = None,
        to: Sent | None = None,
        language: str = "en",
    ) -> int:
        """Let a person write in a chat (made if unknown), as a channel ``voice`` if given; return the message's id.

        ``to`` is the message of the bot that it replies to.
        """
        chat = self.chats.get(chat_id) or self.add_chat(chat_id, chat_type)
        (chat.admins.add if admin else chat.admins.discard)(user_id)
        if thread_id is not None:
            chat.topics.add(thread_id)
        number = next(self._messages)
        self.edits.foreign.add((chat_id, number))
        message = objects.incoming(
            number,
            chat,
            text,
            user_id=user_id,
            thread_id=thread_id,
            anonymous=anonymous,
            voice=self.chats[voice] if voice is not None else None,
            language=language,
        )
        if to is not None:
            message["reply_to_message"] = objects.replied(to.id, chat, to.content)
        self.enqueue("channel_post" if chat.type == "channel" else "message", message)
        return number

    async def command(  # as ``say``
        self,
        chat_id: int,
        text: str,
        *,
        user_id: int = PERSON_ID,
        chat_type: str = "private",
        admin: bool = False,
        thread_id: int | None = None,
        anonymous: bool = False,
        voice: int | None = None,
        to: Sent | None = None,
        language: str = "en",
        match: Callable[[Sent], bool] = lambda _: True,
        timeout: float = 10.0,  # noqa: ASYNC109
    ) -> Sent:
        """Write in a chat and return the bot's answer; NoAnswer after ``timeout`` seconds.

        The answer is the message that replies to it, else the next one in that chat for
        which ``match`` holds.
        """
        seen = len(self.ledger.of(chat_id))
        number = self.say(
            chat_id,
            text,
            user_id=user_id,
            chat_type=chat_type,
            admin=admin,
            thread_id=thread_id,
            anonymous=anonymous,
            voice=voice,
            to=to,
            language=language,
        )

        def answers() -> list[Sent]:
            since = [sent for sent in self.ledger.of(chat_id)[seen:] if match(sent)]
            direct = [sent for sent in since if reply_to(sent) == number]
            return direct or [sent for sent in since if reply_to(sent) is None]

        await self.until(answers, f"an answer to {text!r} in chat {chat_id}", timeout)
        return answers()[0]

    def shut_topic(self, chat_id: int, thread_id: int, *, closed: bool) -> None:
        """Close or open a topic of a forum: a service message in it, and whether members may write there."""
        chat = self.chats[chat_id]
        (chat.closed_topics.add if closed else chat.closed_topics.discard)(thread_id)
        key = "forum_topic_closed" if closed else "forum_topic_reopened"
        base = {"message_id": next(self._messages), "date": int(time.time()), "chat": chat.to_json()}
        base |= {"from": objects.person(PERSON_ID), "message_thread_id": thread_id, "is_topic_message": True}
        self.enqueue("message", base | {key: {}})

    async def silence(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Wait until the client has confirmed every update."""
        await self.until(lambda: not self.updates, "every update confirmed", timeout)

    def kick(self, chat_id: int, *, by: int = PERSON_ID) -> None:
        """Remove or block the bot: my_chat_member, and 403 for every message from now on."""
        chat = self.chats[chat_id]
        self.change_status(chat, "kicked", by)
        self.break_chat(chat_id, "blocked" if chat.type == "private" else f"kicked_{chat.type}")

    def add_back(self, chat_id: int, *, status: str = "member", by: int = PERSON_ID, language: str = "en") -> None:
        """Add or unblock the bot again: my_chat_member, and messages are taken."""
        self.mend_chat(chat_id)
        self.change_status(self.chats[chat_id], status, by, language)

    def change_status(self, chat: Chat, status: str, by: int, language: str = "en") -> None:
        """Change the bot's own membership of a chat, and tell it so."""
        old, chat.bot_status = chat.bot_status, status
        self.enqueue("my_chat_member", objects.member_update(chat, old, status, by, language))

    def migrate(self, chat_id: int, new_id: int, *, announce: bool = True) -> Chat:
        """Upgrade a group to a supergroup: 400 with migrate_to_chat_id, and both service messages."""
        old = self.chats[chat_id]
        new = self.add_chat(new_id, "supergroup", title=old.title)
        new.admins = set(old.admins)
        self.break_chat(chat_id, migrated(new_id))
        if announce:
            for chat, key, other in ((old, "migrate_to_chat_id", new_id), (new, "migrate_from_chat_id", chat_id)):
                base = {"message_id": next(self._messages), "date": int(time.time()), "chat": chat.to_json()}
                self.enqueue("message", base | {"from": objects.person(PERSON_ID), key: other})
        return new


def reply_to(sent: Sent) -> int | None:
    """The id of the message that this one replies to."""
    parameters = sent.payload.get("reply_parameters")
    if isinstance(parameters, Mapping):
        number = parameters.get("message_id")
        return number if isinstance(number, int) else None
    return None
