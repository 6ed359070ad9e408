"""A group or channel that its administrator manages from a private chat: which it is, and whether he may.

Both are asked of Telegram each time; who may not learns nothing of the chat, not even whether there is one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from telegram.error import BadRequest, Forbidden

from adapters.telegram.client import Api
from adapters.telegram.errors import send_error
from adapters.telegram.events import SHOWS, Given, Member, Target
from adapters.telegram.fields import Fields
from adapters.telegram.members import Members
from adapters.telegram.refusals import NAME
from adapters.telegram.whereabouts import PRIVATE, kind_of, title_of
from bot.domain.chats import Place
from bot.domain.errors import ChatLost, Refused, UsageError

_LINK = r"(?:https?://)?(?:t|telegram)\.me/"
_PRIVATE_LINK = re.compile(rf"{_LINK}c/(\d{{1,15}})(?:/\d+)*/?(?:\?\S*)?")
_PUBLIC = re.compile(rf"(?:@|{_LINK})([A-Za-z]\w{{3,31}})(?:/\d+)*/?(?:\?\S*)?", re.ASCII)
_NUMBER = re.compile(r"(-\d{1,18})(?::(\d{1,10}))?")


class Named(NamedTuple):
    """What a person typed behind ``/manage``: a chat as Telegram is asked for it, a topic of it, and a command."""

    chat: int | str
    topic: int | None
    command: str
    words: str


def named(words: str) -> Named | None:
    """Read a chat's name, number or link, and the command behind it; None where that is no chat's.

    A link to a message in a private group has the group's number without its mark of a supergroup, -100:
    https://core.telegram.org/api/links#message-links.
    """
    chat, _, rest = words.strip().partition(" ")
    command, _, words = rest.strip().partition(" ")
    command, words = command.lstrip("/").lower() or SHOWS, words.strip()
    if found := _NUMBER.fullmatch(chat):
        return Named(int(found[1]), int(found[2]) if found[2] else None, command, words)
    if found := _PRIVATE_LINK.fullmatch(chat):
        return Named(int(f"-100{found[1]}"), None, command, words)
    if found := _PUBLIC.fullmatch(chat):
        return Named(f"@{found[1]}", None, command, words)
    return None


class Elsewhere:
    """Asks through ``api``, and ``members`` who manages a chat."""

    def __init__(self, api: Api, members: Members) -> None:
        self._api = api
        self._members = members

    async def target(self, named: Named, given: Given) -> Target | None:
        """Find the chat that is named, where who has ``given`` a command manages it; None where he does not.

        Raises:
            SendError: Telegram could not be asked now.
        """
        try:
            chat = Fields(await self._api.call("getChat", chat_id=named.chat))
            number, kind, title = chat.number("id"), kind_of(chat), title_of(chat)
        except (BadRequest, Forbidden):  # there is none, or we are not in it
            return None
        except Exception as exc:  # noqa: BLE001 - whatever the library raises has one meaning, said in one place
            raise send_error(exc) from None
        if kind == PRIVATE or not given.person or not await self._manages(number, int(given.person)):
            return None
        if named.topic:
            return Target(Place(NAME, f"{number}:{named.topic}", title, str(number)), kind)
        return Target(Place(NAME, str(number), title), kind)

    async def _manages(self, chat: int, person: int) -> bool:
        try:
            return await self._members.may_manage(Member(chat, person))
        except (UsageError, ChatLost, Refused):
            return False
