"""The people of a script on Discord: what they write and press, and what they see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.support.conversations.script import Script
from tests.support.conversations.seen import Pressable, Seen
from tests.support.doubles import discord_checks as checks
from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.discord_components import BUTTON, MENU
from tests.support.doubles.discord_interactions import EPHEMERAL, names_of
from tests.support.doubles.loopback import Sent

LOCALES = {"en": "en-US", "es": "es-419"}
TEXT_OPTION, CHANNEL_OPTION = 3, 7
ROLES = {"@Neighbors": objects.snowflake(), "@Watchers": objects.snowflake()}
"""The roles of the server; anyone may mention the first."""


class DiscordRooms:
    """Where a script plays on Discord."""

    platform = "discord"

    def __init__(self, script: Script, double: DiscordDouble) -> None:
        self.script, self.double = script, double
        self._ids = {name: objects.MEMBER_ID + number for number, name in enumerate(script.people)}
        self._roles = dict(script.people)
        self.guild = double.add_guild("Neighbours").id
        self.rooms = {"group": double.add_channel(self.guild, name="alerts")}
        self.rooms["other channel"] = double.add_channel(self.guild, name="other")
        self.rooms["channel"] = double.add_channel(self.guild, name="news", kind=objects.NEWS)
        self.rooms["forum"] = double.add_channel(self.guild, name="forum", kind=objects.FORUM)
        self.rooms["topic"] = double.add_channel(name="Topic", thread_of=self.rooms["group"])
        self.rooms["private chat"] = double.add_direct()
        double.guilds[self.guild].roles = {number: name == "@Neighbors" for name, number in ROLES.items()}
        double.guilds[self.guild].present = not any(" adds the bot" in line.text for line in script.lines)

    async def ready(self) -> None:
        """Wait until the program is in the server and its commands are known."""
        await self.double.until(lambda: self.double.commands, "the commands are registered", 20)
        await self.double.connected()

    async def say(self, room: str, person: str, text: str, *, to: Seen | None = None) -> None:
        """Let a person give a command; without its options' names what is written goes to the first that is text."""
        name, _, rest = text.removeprefix("/").partition(" ")
        for role, number in ROLES.items():
            rest = rest.replace(role, f"<@&{number}>")
        given, here = self._options(name, rest.strip()), self._number(room)
        meant = next((int(value) for key, value in given.items() if key in {"channel", "canal"}), here)
        await self.double.command(
            here,
            name,
            given,
            permissions=self._permissions(person, here),
            there=self._permissions(person, meant),
            user_id=self._ids[person],
            locale=LOCALES[self.script.language],
            allowed=self._roles[person] == "allowed member",
        )

    def _number(self, room: str) -> int:
        """The channel of a room; the post is the newest that the bot has made in the forum."""
        return self.posts()[-1] if room == "post" else self.rooms[room]

    def posts(self) -> list[int]:
        """The posts of the forum, the newest last."""
        forum = self.rooms["forum"]
        return [number for number, each in self.double.channels.items() if each.parent_id == forum]

    async def archive_post(self) -> None:
        """Let Discord archive the post, as it does where nobody writes."""
        await self.double.archive(self._number("post"))

    async def delete_post(self) -> None:
        """Let a moderator delete the post."""
        await self.double.delete_channel(self._number("post"))

    def require_tag(self) -> None:
        """Let the forum require a tag on every post."""
        self.double.channels[self.rooms["forum"]].flags = objects.REQUIRE_TAG

    def _permissions(self, person: str, channel: int) -> int:
        """What a person may do in a channel."""
        role = self._roles[person]
        if role in {"owner", "administrator"}:
            return objects.MANAGE_GUILD
        moderates = role == "moderator" and channel == self.rooms["group"]
        return objects.MANAGE_CHANNELS if moderates else 0

    def _options(self, name: str, rest: str) -> dict[str, str]:
        registered = next((each for each in self.double.commands if name in names_of(each)), {})
        options = {each["name"]: each["type"] for each in registered.get("options") or []}
        given: dict[str, str] = {}
        for key, value in re.findall(r"\b([a-z]+):#([a-z]+)", rest):
            given[key] = str(next(number for number, each in self.double.channels.items() if each.name == value))
            rest = rest.replace(f"{key}:#{value}", "").strip()
        texts = [key for key, kind in options.items() if kind == TEXT_OPTION]
        return {texts[0]: rest, **given} if rest and texts else given

    async def press(self, person: str, seen: Seen, button: Pressable, data: str | None = None) -> None:
        """Let a person press a button, or choose from a menu; ``data``: as if it sent something else."""
        sent: Sent = seen.raw
        pressed: dict[str, Any] = {"component_type": BUTTON, "custom_id": data or button.data}
        if button.menu:
            pressed = {"component_type": MENU, "custom_id": button.menu, "values": [data or button.data]}
        if self._roles[person] == "allowed member":
            for command in self.double.commands:
                self.double.settings.set(self.guild, int(command["id"]), user=self._ids[person])
        permissions = self._permissions(person, sent.chat) if seen.room != "private chat" else 0
        locale = LOCALES[self.script.language]
        member = {"id": self._ids[person], "permissions": permissions, "locale": locale, "roles": ()}
        await self.double.press_on(sent.id, pressed, member)

    async def show(self, room: str, person: str, text: str, *, corrected: bool = False) -> None:
        """Nobody gives a command below a picture, or corrects it, on Discord."""
        raise LookupError("there is no such thing on Discord")

    async def add_bot(self, room: str, person: str, text: str) -> None:
        """Let a person add the bot to the server, in which it was not."""
        await self.double.invite(self.guild)

    def appoint(self, person: str, role: str) -> None:
        """Give a person another role."""
        self._roles[person] = role

    async def permit(self, room: str, *, may_write: bool) -> None:
        """Take the bot's right to write, or give it back."""
        denied = 0 if may_write else objects.SEND_MESSAGES | objects.SEND_IN_THREADS
        await self.double.permit(self._number(room), deny=denied)

    async def look_up(self, person: str, text: str) -> Seen:
        """Type into the option of a command and see what is offered."""
        name, _, typed = text.removeprefix("/").partition(" ")
        command = next(each for each in self.double.commands if each["name"] == name)
        option = next(each["name"] for each in command["options"] if each["type"] == TEXT_OPTION)
        room, locale = self.rooms[self.script.rooms[0]], LOCALES[self.script.language]
        choices = await self.double.autocomplete(room, name, option, typed, locale=locale)
        return Seen("what is typed", "\n".join(each["name"] for each in choices), alone=True)

    def visible(self) -> dict[object, Seen]:
        """Every message that stands in a channel now, in the order in which they came, private answers too."""
        private = self.double.interactions.private()
        found: dict[object, Seen] = {}
        for first in self.double.ledger.messages:
            shown = self.double.edits.shown(first)
            alone = first.id in private or bool((shown.payload.get("flags") or 0) & EPHEMERAL)
            text = checks.visible_text(dict(shown.payload))
            buttons = tuple(_buttons(shown.payload))
            found[first.id] = Seen(self._room(first), text, buttons, alone, shown.files, first)
        return found

    def _room(self, sent: Sent) -> str:
        channel = self.double.channels.get(sent.chat)
        if channel is None or channel.parent_id == self.rooms["forum"]:
            return "post"
        return next((name for name, number in self.rooms.items() if number == sent.chat), "elsewhere")


def _buttons(payload: Mapping[str, Any]) -> list[Pressable]:
    found = []
    for row in payload.get("components") or []:
        for each in row.get("components") or []:
            if "options" in each:
                found += [Pressable(entry["label"], entry["value"], each["custom_id"]) for entry in each["options"]]
            else:
                found.append(Pressable(each.get("label") or "", each.get("custom_id") or ""))
    return found
