"""What people ask: interactions as they come, read for what we need of them and for nothing else.

An interaction has all that an answer needs, so it is answered also where its server or channel could
not be read.  Nobody's name is taken from it.
Source: https://discord.com/developers/docs/interactions/receiving-and-responding.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from adapters.discord import render
from adapters.discord.answering import PressResponder, Responder
from adapters.discord.aside import Aside
from adapters.discord.components import Press, press_of
from adapters.discord.events import Event, State
from adapters.discord.fields import is_ephemeral, language_in, object_in, person_in, plain, words_in
from adapters.discord.questions import Questions
from adapters.discord.rights import Rights
from bot.domain.chats import DEFAULT_LANGUAGE, Asked, MenuEntry
from bot.wording.channels import not_yours
from bot.wording.languages import words_of

if TYPE_CHECKING:
    from bot.domain.ports import Handlers

log = logging.getLogger(__name__)

_COMMAND, _PRESS, _COMPLETION = 2, 3, 4


class Incoming:
    """Answers every interaction of one client."""

    def __init__(
        self,
        client: discord.Client,
        handlers: Handlers,
        aside: Aside,
        rights: Rights,
        rivaled: Callable[[], None] = lambda: None,
    ) -> None:
        """Hand what is asked to ``handlers``; ``rights`` judges who may manage.

        ``rivaled`` hears of answers that another process gave before us.
        """
        self._client = client
        self._handlers = handlers
        self._aside = aside
        self._rivaled = rivaled
        menu = handlers.menu(DEFAULT_LANGUAGE)
        self._questions = Questions(client, rights, menu)
        self._entries = {entry.name: entry for entry in menu}
        self._answering: set[asyncio.Task[None]] = set()

    def take(self, data: Event) -> None:
        """Begin to answer one INTERACTION_CREATE; one of a kind that we never offered needs no answer.

        Raises:
            Exception: it cannot be read, whatever that makes the reading raise.
        """
        kind = data["type"]
        if kind == _PRESS:
            answer = self._press(data, self._press_responder(data))
        elif kind in (_COMMAND, _COMPLETION):
            entry = self._entries.get(data["data"]["name"])
            responder = Responder(self._interaction(data), self._rivaled, person_in(data))
            reply = self._answer if kind == _COMMAND else self._complete
            answer = reply(data, entry, responder)
        else:
            return
        self._begin(self._guarded(data, answer))

    def _interaction(self, data: Event) -> discord.Interaction:
        state: State = self._client._connection  # noqa: SLF001  discord.py makes interactions from it alone
        return discord.Interaction(data=plain(data), state=state)

    def _press_responder(self, data: Event) -> PressResponder:
        return PressResponder(self._interaction(data), self._rivaled, person_in(data), ephemeral=is_ephemeral(data))

    def _begin(self, answer: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(answer, name="discord answering")
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _guarded(self, data: Event, answer: Coroutine[Any, Any, None]) -> None:
        try:
            await answer
        except Exception as error:  # noqa: BLE001  one question's, not the connection's
            self._aside.note("INTERACTION_CREATE", data, error)

    async def _answer(self, data: Event, entry: MenuEntry | None, responder: Responder) -> None:
        await self._command(data, responder, lambda: self._given(data, entry))

    def _given(self, data: Event, entry: MenuEntry | None) -> Asked:
        if entry is None:
            raise LookupError("a command that is on no menu of ours")
        return self._questions.given(data, entry)

    async def _press(self, data: Event, responder: PressResponder) -> None:
        press = press_of(object_in(data, "data"))
        if press is not None and not self._owned(press, data):
            (part,) = render.parts(not_yours(words_of(language_in(data))))
            await responder.say(part, private=True)
            return
        await self._command(data, responder, lambda: self._questions.pressed(data, press))

    async def _command(self, data: Event, responder: Responder, read: Callable[[], Asked]) -> None:
        """Have a question answered, or say that it could not be read."""
        try:
            asked = read()
        except Exception:
            await self._handlers.apologize(language_in(data), responder.say)
            raise
        async with responder.in_time():
            await self._handlers.command(asked, responder.say)

    def _owned(self, press: Press, data: Event) -> bool:
        return bool(press.owner) and press.owner == person_in(data)

    async def _complete(self, data: Event, entry: MenuEntry | None, responder: Responder) -> None:
        option = entry.option if entry is not None else None
        if option is None or option.completes is None:
            return
        choices = await self._handlers.complete(option.completes, words_in(data), language_in(data))
        await responder.choose([app_commands.Choice(name=each.label, value=each.value) for each in choices])
