"""What the suite has to know of a platform, and where it learns it: ``tests/contract/platforms/<name>.py``."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import importlib
import importlib.util
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from bot.domain.messages import Part
from bot.domain.ports import Platform
from tests.support import ROOT
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.edits import Edits, Shown
from tests.support.doubles.faults import Fault
from tests.support.doubles.telegram import TelegramDouble
from tests.support.handlers import Heard

TOKEN = "123456:AbcDef-secret_secret_secret_secret_12"


class Mishap(Enum):
    """What can come back over a wire instead of the receipt for a message."""

    RATE_LIMITED = auto()
    SERVER_ERROR = auto()
    RESET = auto()
    SILENCE = auto()
    HTML = auto()
    NO_RIGHT = auto()


@dataclass(frozen=True)
class Line:
    """A platform that is connected: the next request about ``chat`` meets the mishap given to ``strike``.

    ``edits`` has what became of the messages, and ``shown`` what each shows now, by its id.
    """

    platform: Platform
    token: str
    chat: str
    strike: Callable[[Mishap], None]
    edits: Edits
    shown: Callable[[str], Shown]

    def key(self, message_id: str) -> tuple[int, int]:
        """The message as the server knows it."""
        return int(self.chat), int(message_id)


@dataclass(frozen=True)
class NoWire:
    """Why a platform has no wire on which anything could go wrong."""

    reason: str


Wire = Callable[[], AbstractAsyncContextManager[Line]]


@dataclass(frozen=True)
class Kind:
    """One adapter: ``reads`` undoes what markup hides, ``fits`` knows the platform's own limits.

    ``windows`` are the limits of a chat, by addresses of every sort that the platform has.
    ``replies_to`` finds in a message, as its server has it, the id of the one that it replies to;
    ``silent`` whether it makes no sound.
    """

    name: str
    make: Callable[[], Platform]
    reads: Callable[[Part], str]
    fits: Callable[[Part], bool]
    windows: Mapping[str, tuple[tuple[float, int], ...]]
    wire: Wire | NoWire
    replies_to: Callable[[Mapping[str, Any]], str | None] = lambda _: None
    silent: Callable[[Mapping[str, Any]], bool] = lambda _: False


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


PORT = {"windows", "parts", "sending", "run", "send", "edit"}


def platforms() -> list[str]:
    """Every module or package of ``adapters`` that holds a class with the methods of a Platform."""
    home = ROOT / "adapters"
    return sorted({path.relative_to(home).parts[0].removesuffix(".py") for path in home.rglob("*.py") if _holds(path)})


def _holds(path: Path) -> bool:
    classes = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ClassDef))
    return any({getattr(item, "name", "") for item in each.body} >= PORT for each in classes)


def undescribed() -> list[str]:
    """The platforms of which the suite knows nothing."""
    return [name for name in platforms() if importlib.util.find_spec(f"tests.contract.platforms.{name}") is None]


def kinds() -> list[Kind]:
    """Everything that is known of the platforms."""
    known = (name for name in platforms() if name not in undescribed())
    return [importlib.import_module(f"tests.contract.platforms.{name}").KIND for name in known]


_FAULTS = {
    Mishap.RATE_LIMITED: Fault.TOO_MANY,
    Mishap.SERVER_ERROR: Fault.SERVER_ERROR,
    Mishap.RESET: Fault.RESET_BEFORE,
    Mishap.SILENCE: Fault.HANG_BEFORE,
    Mishap.HTML: Fault.GARBAGE_BEFORE,
}


def strike(double: DiscordDouble | TelegramDouble, chat: int, refusal: str) -> Callable[[Mishap], None]:
    """Let a loopback double answer the next message with a mishap; ``refusal`` is its name for a missing right."""

    def struck(mishap: Mishap) -> None:
        if mishap is Mishap.NO_RIGHT:
            double.break_chat(chat, refusal)
        else:
            double.faults.script(_FAULTS[mishap])

    return struck


def line(platform: Platform, double: DiscordDouble | TelegramDouble, chat: int, refusal: str) -> Line:
    """A connected platform whose messages to ``chat`` arrive at a loopback double; ``refusal`` is as in `strike`."""

    def shown(message_id: str) -> Shown:
        (sent,) = (sent for sent in double.ledger.of(chat) if str(sent.id) == message_id)
        return double.edits.shown(sent)

    return Line(platform, double.token, str(chat), strike(double, chat, refusal), double.edits, shown)


@contextlib.asynccontextmanager
async def running(platform: Platform) -> AsyncIterator[None]:
    """Run a platform, connected, inside the block."""
    connected = asyncio.Event()
    async with platform.sending():
        task = asyncio.create_task(platform.run(Heard(platform.parts), connected.set))
        try:
            async with asyncio.timeout(15):
                await connected.wait()
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
