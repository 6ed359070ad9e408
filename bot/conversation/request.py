"""What answering a command has at hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.agencies import AgencyName
from bot.domain.chats import Asked, MenuEntry, Place
from bot.domain.errors import SendError, UsageError
from bot.domain.messages import Reply
from bot.domain.ports import Store
from bot.wording.languages import Words, words_of
from bot.wording.settings import DISCORD


@dataclass(frozen=True, slots=True)
class Request:
    """One command, and what it takes to answer it."""

    asked: Asked
    store: Store
    now: dt.datetime
    menu: Sequence[MenuEntry]

    @property
    def place(self) -> Place:
        """Where it was asked."""
        return self.asked.place

    @property
    def words(self) -> Words:
        """The language in which it is answered."""
        return words_of(self.asked.language)

    async def manages(self) -> bool:
        """Whether who asked may change what this chat is told, as far as is known: for what is offered, not done."""
        try:
            return await self.asked.may_manage()
        except SendError:
            return False

    async def agency_names(self) -> list[AgencyName]:
        """Every name that an agency has or had, by which places are understood and named."""
        return await self.store.read(lambda work: work.agreements.agency_names())


def not_allowed(asked: Asked) -> UsageError:
    """What who may not change a chat's settings is told: what it takes there, short enough for Telegram's windows."""
    return UsageError("needs_manage_channels" if asked.place.platform == DISCORD else "needs_administrator")


Answer: TypeAlias = Callable[[Request], Awaitable[Reply]]
"""Answers one command; raises `UsageError` for a person's mistake."""
