"""Between a question and its button the installed program is killed by SIGKILL, and started on what that left.

The scripts of ``conversations/restarts.txt`` go through every screen and leave the program without a goodbye inside
this process; here it is one of its own, and the operating system ends it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import signal
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.test_conversations import LIST
from tests.support.conversations.playing import Play, act
from tests.support.conversations.script import Line, Script, take
from tests.support.conversations.world import PATIENCE, World
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.telegram import TelegramDouble
from tests.support.program import process

PEOPLE = {"ana": "administrator", "ben": "member"}
KILLED = "the bot is killed and starts again"
NOT_HERS = {
    ("telegram", "en"): "Changing that needs an administrator of this chat.",
    ("telegram", "es"): "Eso solo lo puede cambiar quien administra este chat.",
    ("discord", "en"): "Changing that needs Manage Server, or Manage Channels in this channel",
    ("discord", "es"): "Administrar servidor, o Administrar canales en este canal",
}
"""How somebody without the right is refused."""

NOT_HIS = {"en": "These buttons are not yours", "es": "Estos botones no son suyos"}
"""How Discord's buttons refuse whoever did not ask."""


@dataclass(frozen=True)
class Question:
    """What is asked after ``before``, with a button ``pressed`` of it, and what its message becomes then.

    ``private``: on Discord only who asked sees it.
    """

    asks: str
    says: str
    pressed: str
    becomes: str
    before: str = ""
    language: str = "en"
    private: bool = True


QUESTIONS = {
    "which county": Question("/subscribe Page County", "Which place?", "Page County, Virginia", "Subscribed"),
    "all settings": Question(
        "/settings", "Sound: yes", "Sound", "alerts come with a sound", before="/subscribe Page County VA"
    ),
    "one setting": Question(
        "/settings silencio",
        "con sonido",
        "Sin sonido",
        "sin sonido",
        before="/subscribe condado de Page, Virginia",
        language="es",
    ),
    "undoing": Question(
        "/subscribe Page County VA", "Subscribed", "Undo", "No more alerts here about Page County", private=False
    ),
    "stopping": Question(
        "/unsubscribe",
        "Todavía no terminó ninguno.",
        "Terminar todo",
        "Aquí ya no llegan avisos",
        before="/subscribe condado de Page, Virginia",
        language="es",
    ),
    "erasing": Question(
        "/privacy", "Of people: nothing.", "Erase everything", "Erase everything?", before="/subscribe Page County VA"
    ),
    "picking": Question("/subscriptions", "subscribed to nothing", "Choose a place", "Which place?"),
}


class Installed(World):
    """A conversation's world in which the program is a process, and a kill is SIGKILL."""

    def now(self) -> dt.datetime:
        """The process has no other clock than everybody's."""
        return dt.datetime.now(dt.UTC)

    def think(self) -> None:
        """Nobody can let a process' time pass."""

    def _path(self) -> Path:
        return self._folder / "287g-alerts.db"

    @contextlib.asynccontextmanager
    async def living(self) -> AsyncIterator[None]:
        """Run the program inside the block, in one life after another."""
        async with self.site, self.double, contextlib.AsyncExitStack() as self._lives_left:
            self._publish()
            await self.start()
            yield
        assert self.double.violations == []

    async def start(self) -> None:
        """Start it, on what an earlier life has left."""
        asked, polled = len(self.site.requests), self.double.counters.routes["getUpdates"]
        self._running = await self._lives_left.enter_async_context(
            process(self._folder, self.site.page_url, self.double)
        )
        await self.site.until(lambda: len(self.site.requests) > asked + 4, "it has read the list", PATIENCE)
        if isinstance(self.double, TelegramDouble):
            await self.double.until(lambda: self.double.counters.routes["getUpdates"] > polled, "it listens", PATIENCE)
        else:
            await self.rooms.ready()

    async def kill(self) -> None:
        """End it, and start it on what it left."""
        await self.end()
        await self.start()

    async def end(self) -> None:
        """End it without a warning, once Telegram knows that it has every update."""
        if isinstance(self.double, TelegramDouble):
            await self.double.silence(PATIENCE)
        self._running.send_signal(signal.SIGKILL)
        assert await self._running.wait() == -signal.SIGKILL
        if isinstance(self.double, DiscordDouble):
            gateway = self.double.gateway
            await self.double.until(lambda: not gateway.connected, "Discord sees that it is gone", PATIENCE)


@act(r"the bot is killed")
async def _dies(play: Play, line: Line, match: re.Match[str]) -> None:
    assert isinstance(play.world, Installed)
    await play.world.end()


@act(r"the bot starts again")
async def _lives(play: Play, line: Line, match: re.Match[str]) -> None:
    assert isinstance(play.world, Installed)
    await play.world.start()


def lines(platform: str, question: Question) -> Iterator[str]:
    """The script: a press without the right is refused before the kill and after, and one with it is answered."""
    if question.before:
        yield from (f"ana: {question.before}", "bot: …")
    yield from (f"ana: {question.asks}", f"bot: {question.says}", f"     [{question.pressed}]")
    yield from refused(platform, question)
    yield KILLED
    yield from refused(platform, question)
    yield from (f"ana presses: {question.pressed}", f"the message becomes: {question.becomes}")


def refused(platform: str, question: Question) -> Iterator[str]:
    """On Telegram a member presses; on Discord who asked, whose right is taken, and a member where he sees it."""
    needs = NOT_HERS[platform, question.language]
    if platform == "telegram":
        yield from (f"ben presses: {question.pressed}", f"bot to ben alone: {needs}")
        return
    if question.private:
        yield f"ben does not see: {question.pressed}"
    else:
        yield from (f"ben presses: {question.pressed}", f"bot to ben alone: {NOT_HIS[question.language]}")
    yield from ("ana is a member from now on", f"ana presses: {question.pressed}", f"bot to ana alone: {needs}")
    yield "ana is the administrator from now on"


async def played(platform: str, told: Iterable[str], folder: Path, *, language: str = "en") -> None:
    """Play a script in a group, or in a channel of a server."""
    script = Script("killed between", "killed", (platform,), language, ("group",), dict(PEOPLE))
    for number, line in enumerate(told, start=1):
        take(script, line, number, f"line {number}")
    world = Installed(script, platform, folder, LIST)
    async with world.living():
        await Play(script, world).play()


@pytest.mark.slow
@pytest.mark.parametrize("platform", ["telegram", "discord"])
@pytest.mark.parametrize("asked", QUESTIONS)
async def test_a_button_is_answered_by_the_program_that_is_started_after_a_kill(
    platform: str, asked: str, tmp_path: Path
) -> None:
    """Rights are asked about anew by either: who has none is refused before the kill and after it."""
    question = QUESTIONS[asked]
    await played(platform, lines(platform, question), tmp_path, language=question.language)


@pytest.mark.slow
async def test_a_press_on_telegram_while_the_program_is_dead_is_answered_when_it_lives_again(tmp_path: Path) -> None:
    """Telegram keeps it meanwhile; a member's is refused all the same."""
    question, needs = QUESTIONS["which county"], NOT_HERS["telegram", "en"]
    press = f"presses: {question.pressed}"
    asks = (f"ana: {question.asks}", f"bot: {question.says}", f"     [{question.pressed}]", "the bot is killed")
    refused = (f"ben {press}", "the bot starts again", f"bot to ben alone: {needs}", "the bot is killed")
    answered = (f"ana {press}", "the bot starts again", f"the message becomes: {question.becomes}")
    await played("telegram", (*asks, *refused, *answered), tmp_path)
