"""What is asked of the store about how and when chats are told: a part of `bot.domain.repositories.Chats`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Protocol

from bot.domain.areas import Area
from bot.domain.chats import Language, Place, Subscriber
from bot.domain.settings import ChatSettings


class SettingsOfChats(Protocol):
    """How and when each chat wants to be told."""

    def settings(self, place: Place) -> ChatSettings:
        """What a chat has set of how and when it is told."""
        ...

    def change_settings(self, place: Place, settings: ChatSettings, language: Language, at: dt.datetime) -> int:
        """Let these be a chat's settings, and return its number.

        It is made known, in ``language``; one that it has set is its own from now on.
        """
        ...

    def all_clear_due(self, at: dt.datetime) -> list[tuple[Subscriber, ChatSettings, dt.datetime]]:
        """The chats that are to be told by now whether anything is new, and when they were to be.

        With them those that would be more than eight days from now, as after a clock that went wrong.
        """
        ...

    def set_all_clear(self, chat: int, at: dt.datetime | None) -> None:
        """Say when a chat is next told that nothing is new; None: not again."""

    def subscribed_since(self, chat: int) -> dt.datetime | None:
        """When a chat subscribed to the latest of its areas; None where it has none."""

    def follow_something(self, places: Iterable[Place]) -> bool:
        """Whether any of these chats, or a part of one, follows anything."""
        ...

    def areas_of(self, chat: int) -> frozenset[Area]:
        """The areas that a chat follows, by its number."""
        ...

    def parts(self, place: Place) -> list[Place]:
        """The chats that are parts of this one, in the order in which they came: the posts of a forum."""
        ...

    def follow_agencies(self, moved: Iterable[tuple[Area, Area]], gone: Collection[Area]) -> None:
        """Let who follows the first agency of each pair follow the second as well, and those ``gone`` nobody."""
