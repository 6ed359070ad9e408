"""The guides are followed word for word, on the platforms' doubles: what they say to type, and what is answered.

Of a guide's fenced blocks, ``sh`` are commands, ``toml`` goes to the end of ``config.toml``, ``log`` is what the
program writes then, and ``chat`` is a conversation (conversations/README.txt) in the room that the fence names; a
comment of one line says what happens meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import discord
import pytest

from adapters.telegram import members
from tests.e2e.test_conversations import LIST
from tests.support import ROOT
from tests.support.conversations.on_telegram import CHANNEL
from tests.support.conversations.playing import Play
from tests.support.conversations.script import ROOMS, Script, take
from tests.support.conversations.world import World
from tests.support.doubles.discord import API, DiscordDouble
from tests.support.doubles.ice import IceDouble
from tests.support.doubles.telegram import TelegramDouble
from tests.support.program import edition, sheriffs

GUIDES = ("telegram", "discord")
PEOPLE = {"you": "owner", "neighbor": "member"}
FORMS = {"press": "presses", "type": "types", "reply": "replies"}
ROLE = 900_000_000_000_000_001
NEEDED = ("Makefile", "config.example.toml", "pyproject.toml", "requirements-dev.lock")


FENCE = r"^ *```(?P<kind>\w+)?(?: (?P<room>[^\n]*))?\n(?P<body>.*?)^ *```$|^ *<!-- (?P<happens>[^\n]*) -->$"


@dataclass(frozen=True)
class Block:
    """A fenced block of a guide: what it is, where it plays, its lines, and the number of the first."""

    kind: str
    room: str
    lines: tuple[str, ...]
    number: int


def blocks(name: str) -> Iterator[Block]:
    """Every fenced block of a guide, in order."""
    text = (ROOT / f"docs/{name}.md").read_text("utf-8")
    for found in re.finditer(FENCE, text, re.MULTILINE | re.DOTALL):
        number = text[: found.start()].count("\n") + 1
        if found["happens"]:
            yield Block("chat", "", (found["happens"],), number)
            continue
        body = found["body"].splitlines()
        indent = min(len(line) - len(line.lstrip()) for line in body)
        yield Block(found["kind"] or "", found["room"] or "", tuple(line[indent:] for line in body), number + 1)


def as_script(line: str) -> str:
    """A line of a guide as scripts say it: people press, type and reply; Discord makes a number of a role's name."""
    line = re.sub(r"^(\w+) (press|type|reply): ", lambda found: f"{found[1]} {FORMS[found[2]]}: ", line)
    return line.replace("@Neighbors", f"<@&{ROLE}>")


@pytest.mark.parametrize("name", GUIDES)
async def test_the_conversations_of_a_guide_go_as_it_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every message and every answer that it quotes, in its order."""
    script = Script(f"The guide docs/{name}.md", f"{name}.md", (name,), rooms=ROOMS, people=PEOPLE)
    for block in blocks(name):
        for number, line in enumerate(block.lines, start=block.number):
            if block.kind == "chat" and line:
                where = "" if line[0].isspace() or not block.room else f"{block.room} > "
                take(script, where + as_script(line), number, f"{name}.md, line {number}")
    world = World(script, name, tmp_path, LIST)
    monkeypatch.setattr(members, "FRESH_FOR", 0.0)  # a minute between two steps of a guide is no time here
    if isinstance(world.double, TelegramDouble):
        world.double.chats[CHANNEL].username = "county_news"
    async with world.running(monkeypatch):
        await Play(script, world).play()


@pytest.mark.parametrize("name", GUIDES)
async def test_the_commands_of_a_guide_start_the_program(name: str, tmp_path: Path) -> None:
    """In a folder as it is after cloning; only the addresses that it asks are the doubles'."""
    for each in NEEDED:
        shutil.copy2(ROOT / each, tmp_path)
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    double = TelegramDouble() if name == "telegram" else DiscordDouble()
    async with IceDouble() as site, double:
        site.publish(edition(sheriffs("VIRGINIA", "Page"), 1))
        async with contextlib.AsyncExitStack() as stack:
            running: asyncio.subprocess.Process | None = None
            for block in blocks(name):
                if block.kind == "toml":
                    _configure(tmp_path, block, double, site)
                elif block.kind == "sh":
                    for line in block.lines:
                        if line.endswith(" run"):
                            running = await stack.enter_async_context(_started(tmp_path, line))
                        else:
                            await _done(tmp_path, line)
                elif block.kind == "log":
                    assert running is not None
                    await _logged(running, block.lines)
    assert double.violations == []


def _configure(folder: Path, block: Block, double: TelegramDouble | DiscordDouble, site: IceDouble) -> None:
    file = folder / "config.toml"
    text = file.read_text("utf-8").replace("https://www.ice.gov/identify-and-arrest/287g", site.page_url)
    added = "\n".join(block.lines)
    assert re.search(r'token = ".*"', added)
    added = re.sub(r'token = ".*"', f'token = "{double.token}"', added)
    ways = f'\napi_url = "{double.url}"\n'
    if isinstance(double, DiscordDouble):
        gateway = double.url.replace("http", "ws", 1) + "/gateway"
        ways = f'\napi_url = "{double.url}{API}"\ngateway_url = "{gateway}"\n'
    file.write_text(f"{text}\n{added}{ways}", "utf-8")


def _bare() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.endswith("_TOKEN")}


async def _done(folder: Path, line: str) -> None:
    """Run a command as it stands, as in a terminal; it succeeds."""
    pipe = asyncio.subprocess.PIPE
    made = await asyncio.create_subprocess_shell(line, cwd=folder, env=_bare(), stdout=pipe, stderr=pipe)
    out, errors = await asyncio.wait_for(made.communicate(), 60)
    assert made.returncode == 0, f"{line}: {out.decode()} {errors.decode()}"


@contextlib.asynccontextmanager
async def _started(folder: Path, line: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start the program, and end it as Ctrl-C does."""
    pipe = asyncio.subprocess.PIPE
    made = await asyncio.create_subprocess_shell(f"exec {line}", cwd=folder, env=_bare(), stdout=pipe, stderr=pipe)
    try:
        yield made
        made.send_signal(signal.SIGINT)
        _, errors = await asyncio.wait_for(made.communicate(), 20)
        assert made.returncode == 0, errors.decode()
    finally:
        if made.returncode is None:
            made.kill()
            await made.communicate()


async def _logged(running: asyncio.subprocess.Process, wanted: tuple[str, ...]) -> None:
    """Wait until each of these is in a line of the log, in this order; ``…`` stands for anything."""
    assert running.stderr is not None
    seen: list[str] = []
    for each in wanted:
        pattern = re.compile(".*".join(re.escape(part) for part in each.split("…")))
        while not (seen and pattern.search(seen[-1])):
            with contextlib.suppress(TimeoutError):
                seen.append((await asyncio.wait_for(running.stderr.readline(), 20)).decode())
                continue
            pytest.fail(f"the program did not write {each!r}: {seen}")


NAMES = {
    "View Channels": "read_messages",
    "Send Messages": "send_messages",
    "Send Messages in Threads": "send_messages_in_threads",
    "Embed Links": "embed_links",
    "Attach Files": "attach_files",
    "Read Message History": "read_message_history",
    "Connect": "connect",
}
"""What Discord calls a permission in its settings, and what its library calls it."""


def test_the_invitation_asks_for_the_permissions_that_the_guide_names() -> None:
    """No more, and no fewer; and for both scopes."""
    text = (ROOT / "docs/discord.md").read_text("utf-8")
    (number,) = set(re.findall(r"permissions=(\d+)", text))
    asked = {name for name, wanted in discord.Permissions(int(number)) if wanted}
    named = {NAMES[name] for name in re.findall(r"^ *- \*(.+?)\*", text, re.MULTILINE)}
    assert named == asked
    assert "scope=bot+applications.commands" in text


@pytest.mark.parametrize("name", GUIDES)
def test_whoever_reads_the_readme_finds_the_guide(name: str) -> None:
    """By a link."""
    assert f"(docs/{name}.md)" in (ROOT / "README.md").read_text("utf-8")
