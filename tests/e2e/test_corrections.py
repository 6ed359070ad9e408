"""A chat that was told something wrong is corrected, whenever the program is killed: the real program, both platforms.

The alert, its correction as a reply, and the edit of the alert each meet a kill: while the request is on its way, and
when the platform has done what it asks and has not said so.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.store import Store
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.edits import Edits, Shown
from tests.support.doubles.faults import Fault
from tests.support.doubles.ice import IceDouble
from tests.support.doubles.loopback import Sent
from tests.support.doubles.telegram import TelegramDouble
from tests.support.doubles.telegram_world import reply_to
from tests.support.program import edition, process, sheriffs

DATABASE = "287g-alerts.db"
LISTED = [*sheriffs("VIRGINIA", "Amherst", "Bedford", "Campbell"), *sheriffs("OHIO", "Butler", "Lake", "Seneca")]
GONE = [row for row in LISTED if "Seneca" not in str(row)]


@dataclass(frozen=True)
class Scene:
    """One platform's double, two chats on it, and how one of them subscribes; ``twice``: a message may come twice."""

    double: DiscordDouble | TelegramDouble
    edits: Edits
    chats: tuple[int, int]
    subscribe: Callable[[int], Awaitable[object]]
    replies_to: Callable[[Sent], int | None]
    twice: bool

    def told(self, chat: int, words: str) -> list[Sent]:
        """The messages of a chat that have these words in them."""
        return [sent for sent in self.double.ledger.of(chat) if words in sent.content and not sent.answer]

    def shown(self, sent: Sent) -> Shown:
        """What a message shows now."""
        return self.edits.shown(sent)


@contextlib.asynccontextmanager
async def telegram() -> AsyncIterator[Scene]:
    async with TelegramDouble() as double:

        async def subscribe(chat: int) -> None:
            await double.command(chat, "/subscribe OH", timeout=30)

        yield Scene(double, double.edits, (7, 8), subscribe, reply_to, twice=True)
        assert double.violations == []


@contextlib.asynccontextmanager
async def discord() -> AsyncIterator[Scene]:
    async with DiscordDouble() as double:
        chats = double.add_channel(), double.add_channel()

        async def subscribe(chat: int) -> None:
            await double.until(lambda: double.commands, "the commands are registered", 30)
            await double.command(chat, "subscribe", {"states": "OH"}, manage_guild=True)

        def replies_to(sent: Sent) -> int | None:
            reference = sent.payload.get("message_reference")
            return int(reference["message_id"]) if reference else None

        yield Scene(double, double.edits, chats, subscribe, replies_to, twice=False)
        assert double.violations == []


SCENES = {"telegram": telegram, "discord": discord}
ALERT, CORRECTION = "Ohio) is no longer on ICE's list", "we were wrong about"


async def killed(running: asyncio.subprocess.Process) -> None:
    running.send_signal(signal.SIGKILL)
    await running.wait()


def outbox(folder: Path) -> dict[str, list[str]]:
    """The states of what is and was owed, by kind."""
    with contextlib.closing(Store(folder / DATABASE, read_only=True)) as store:
        rows = store.db.execute("SELECT kind, state FROM deliveries ORDER BY id").fetchall()
    return {kind: [state for each, state in rows if each == kind] for kind, _ in rows}


async def settled(folder: Path) -> dict[str, list[str]]:
    """Wait until nothing is owed any more, and return what was."""
    async with asyncio.timeout(30):
        while any(state not in {"sent", "abandoned"} for states in outbox(folder).values() for state in states):  # noqa: ASYNC110  another process writes
            await asyncio.sleep(0.05)
    return outbox(folder)


async def hung(scene: Scene, fault: Fault) -> None:
    """Wait until a request hangs."""
    await scene.double.until(lambda: scene.double.faults.struck[fault], f"{fault} strikes", 30)


async def story(scene: Scene, folder: Path, step: str, fault: Fault) -> None:
    """Tell two chats of a departure, take it back, and let the program be killed at one of the steps."""
    async with IceDouble() as site:
        site.publish(edition(LISTED, 1))
        async with process(folder, site.page_url, scene.double) as running:
            await site.until(lambda: len(site.requests) > 4, "the bot polls", 30)
            for chat in scene.chats:
                await scene.subscribe(chat)
            if step == "alert":
                scene.double.faults.script(fault)
            site.publish(edition(GONE, 2))
            if step == "alert":
                await hung(scene, fault)
                await killed(running)
        async with process(folder, site.page_url, scene.double) as running:
            for chat in scene.chats:
                await scene.double.until(lambda chat=chat: scene.told(chat, ALERT), "the alert", 40)  # type: ignore[misc]
            await settled(folder)
            if step != "alert":
                passing = 0 if step == "reply" else len(scene.chats)
                scene.double.faults.script(*[Fault.PASS] * passing, fault)
            site.publish(edition(LISTED, 3))
            if step != "alert":
                await hung(scene, fault)
                await killed(running)
            else:
                await scene.double.until(lambda: len(scene.edits.made) >= len(scene.chats), "the edits", 40)
        async with process(folder, site.page_url, scene.double):
            await scene.double.until(lambda: len(set(scene.edits.made)) == len(scene.chats), "the edits", 40)
            assert set((await settled(folder))["mark"]) == {"sent"}


@pytest.mark.slow
@pytest.mark.parametrize("platform", SCENES)
@pytest.mark.parametrize("step", ["alert", "reply", "edit"])
@pytest.mark.parametrize("fault", [Fault.HANG_BEFORE, Fault.HANG_AFTER], ids=lambda fault: fault.value)
async def test_every_chat_that_was_told_is_corrected(tmp_path: Path, platform: str, step: str, fault: Fault) -> None:
    """Each by a reply to its own message, which then says so itself; at most what was under way comes twice.

    On Discord nothing does.  The last of a message that came twice is the one whose number is known.
    """
    async with SCENES[platform]() as scene:
        await story(scene, tmp_path, step, fault)
        more = {"alert": 0, "reply": 0}
        for chat in scene.chats:
            alerts, corrections = scene.told(chat, ALERT), scene.told(chat, CORRECTION)
            more["alert"] += len(alerts) - 1
            more["reply"] += len(corrections) - 1
            assert {scene.replies_to(sent) for sent in corrections} == {alerts[-1].id}
            assert scene.shown(alerts[-1]).content.startswith(("Corrected: ", "**Corrected: "))
        in_flight = more.pop(step, 0)
        assert set(more.values()) == {0}
        assert in_flight <= (len(scene.chats) if scene.twice else 0)
        assert in_flight or not (scene.twice and fault is Fault.HANG_AFTER and step != "edit")
