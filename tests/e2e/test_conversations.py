"""Conversations as people have them, played on the real program: conversations/README.txt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.conversations.playing import Play, meaning
from tests.support.conversations.script import Script, Unreadable, scripts_of
from tests.support.conversations.world import World

FOLDER = ROOT / "tests/e2e/conversations"
FILES = [path for path in sorted(FOLDER.glob("*.txt")) if path.stem not in {"README", "the-list"}]
SCRIPTS = [script for path in FILES for script in scripts_of(path)]
LINES = (FOLDER / "the-list.txt").read_text("utf-8").splitlines()
LIST = [line for line in LINES if line and not line.startswith("--")]


def _cases() -> Iterator[object]:
    """Every conversation on every platform that it is for."""
    for script in SCRIPTS:
        for platform in script.platforms:
            yield pytest.param(script, platform, id=f"{platform}: {script.title}")


@pytest.mark.parametrize(("script", "platform"), list(_cases()))
async def test_the_conversation_goes_as_it_is_written(
    script: Script, platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each line of the script happens, in its order, and the bot says nothing besides."""
    world = World(script, platform, tmp_path, LIST)
    async with world.running(monkeypatch):
        play = Play(script, world)
        await play.play()
    print(play.told("all as written"))


def test_a_line_that_nobody_understands_is_named(tmp_path: Path) -> None:
    """By its file and its number."""
    path = tmp_path / "odd.txt"
    path.write_text("# A title\nin: group\n\nana: /help\nthe moon rises\n", "utf-8")
    (script,) = scripts_of(path)
    with pytest.raises(Unreadable, match=r"odd.txt, line 5: .*the moon rises"):
        [meaning(script, line) for line in script.lines]


def test_every_line_of_every_conversation_is_understood() -> None:
    """Also those that are for one platform alone."""
    for script in SCRIPTS:
        for line in script.lines:
            meaning(script, line)
