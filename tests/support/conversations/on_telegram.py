"""The people of a script on Telegram: what they write and press, and what they see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.support.conversations.script import Script
from tests.support.conversations.seen import Pressable, Seen
from tests.support.doubles import telegram_checks as checks
from tests.support.doubles import telegram_objects as objects
from tests.support.doubles.loopback import Sent
from tests.support.doubles.telegram import TelegramDouble

GROUP, CHANNEL, TOPIC = -1_001_000_000_005, -1_001_000_000_006, 9
MANAGERS = ("owner", "administrator", "anonymous administrator")


class TelegramRooms:
    """Where a script plays on Telegram."""

    platform = "telegram"

    def __init__(self, script: Script, double: TelegramDouble) -> None:
        self.script, self.double = script, double
        self._presses: dict[str, str] = {}
        self._roles = dict(script.people)
        self._ids = {name: 7_001 + number for number, name in enumerate(script.people)}
        managers = {self._ids[name] for name, role in script.people.items() if role in MANAGERS}
        if {"group", "topic"} & set(script.rooms):
            topics = {TOPIC} if "topic" in script.rooms else set()
            double.add_chat(GROUP, "supergroup", title="Neighbours", topics=topics).admins |= managers
        if "channel" in script.rooms:
            double.add_chat(CHANNEL, "channel", title="County news").admins |= managers
        for number in self._ids.values():
            double.add_chat(number)

    async def ready(self) -> None:
        """Nothing more is to be arranged once the program runs."""

    async def say(self, room: str, person: str, text: str, *, to: Seen | None = None) -> None:
        """Let a person write."""
        role = self._roles[person]
        chat, thread = self._chat(room, person)
        self.double.say(
            chat,
            text,
            user_id=self._ids[person],
            chat_type=self.double.chats[chat].type,
            admin=role in MANAGERS and room != "private chat",
            thread_id=thread,
            anonymous=role == "anonymous administrator" and room != "private chat",
            to=to.raw if to is not None else None,
            language=self.script.language,
        )

    async def show(self, room: str, person: str, text: str, *, corrected: bool = False) -> None:
        """Let a person send a picture with a text below it, or correct what they have written to that text."""
        chat = self.double.chats[self._chat(room, person)[0]]
        number = next(self.double._messages)
        message = objects.incoming(
            number,
            chat,
            text,
            user_id=self._ids[person],
            thread_id=self._chat(room, person)[1],
            anonymous=False,
            language=self.script.language,
        )
        self.double.edits.foreign.add((chat.id, number))
        if corrected:
            message["edit_date"] = message["date"] + 5
            self.double.enqueue("edited_message", message)
            return
        size = {"file_id": "picture", "file_unique_id": "unique", "width": 90, "height": 90}
        message |= {"photo": [size], "caption": message.pop("text")}
        if "entities" in message:
            message["caption_entities"] = message.pop("entities")
        self.double.enqueue("message", message)

    async def add_bot(self, room: str, person: str, text: str) -> None:
        """Let a person add the bot, which was not there; with a text, through a link that has it say that."""
        chat = self.double.chats[self._chat(room, person)[0]]
        chat.bot_status = "left"
        status = "administrator" if chat.type == "channel" else "member"
        self.double.add_back(chat.id, status=status, by=self._ids[person], language=self.script.language)
        if text:
            await self.say(room, person, text)

    def appoint(self, person: str, role: str) -> None:
        """Give a person another role."""
        self._roles[person] = role
        for chat in self.double.chats.values():
            (chat.admins.add if role in MANAGERS else chat.admins.discard)(self._ids[person])

    async def permit(self, room: str, *, may_write: bool) -> None:
        """Take the bot's right to write, or give it back."""
        chat = self.double.chats[self._chat(room, "")[0]]
        self.double.restrict(chat.id, text=may_write)
        if may_write:
            self.double.change_status(chat, chat.bot_status, next(iter(self._ids.values())))

    async def press(self, person: str, seen: Seen, button: Pressable, data: str | None = None) -> None:
        """Let a person press a button; ``data``: as if it sent something else."""
        sent: Sent = seen.raw
        number = self.double.press(
            sent.chat,
            button.plain,
            user_id=self._ids[person],
            language=self.script.language,
            thread_id=sent.thread,
            data=data,
        )
        self._presses[number] = seen.room

    async def look_up(self, person: str, text: str) -> Seen:
        """Type something behind the bot's name, in any chat, and see what it offers: a title and its text each."""
        answer = await self.double.look_up(text, user_id=self._ids[person], language=self.script.language)
        lines = []
        for each in answer.get("results") or []:
            content = each["input_message_content"]
            said = checks.parse_text(content["message_text"], content.get("parse_mode")).text
            lines.append(f"{each['title']}\n{said}")
        return Seen("any chat", "\n".join(lines), alone=True)

    def _chat(self, room: str, person: str) -> tuple[int, int | None]:
        if room == "private chat":
            return self._ids[person], None
        return (CHANNEL, None) if room == "channel" else (GROUP, TOPIC if room == "topic" else None)

    def _room(self, sent: Sent) -> str:
        if sent.chat > 0:
            return "private chat"
        return "channel" if sent.chat == CHANNEL else "topic" if sent.thread else "group"

    def visible(self) -> dict[object, Seen]:
        """Every message that stands in a chat now, in the order in which they came."""
        found: dict[object, Seen] = {}
        for sent in self.double.ledger.messages:
            shown = self.double.edits.shown(sent)
            buttons = tuple(_buttons(shown.payload))
            found[sent.chat, sent.id] = Seen(self._room(sent), shown.content, buttons, sent.chat > 0, shown.files, sent)
        for number, room in self._presses.items():
            answer = self.double.queries[number].answer or {}
            if answer.get("text"):
                found[number] = Seen(room, str(answer["text"]), alone=True)
        return found


def _buttons(payload: Mapping[str, Any]) -> list[Pressable]:
    markup = payload.get("reply_markup") or {}
    rows = markup.get("inline_keyboard") or []
    return [Pressable(each["text"], each.get("callback_data") or "") for row in rows for each in row]
