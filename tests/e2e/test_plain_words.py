"""Words without a slash, and commands without their words: the whole program against a loopback server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.doubles.telegram import TelegramDouble
from tests.support.stories import stage

GROUP = -1005


async def test_a_person_who_knows_no_command_gets_to_alerts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A greeting is helped, a state is answered, and what the answer offers works as it is typed."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram):
        assert "/subscribe" in (await telegram.command(7, "hello")).content
        said = (await telegram.command(7, "Virginia")).content
        assert "10 agreements of 10 agencies" in said
        offer = said.partition("changes in Virginia: ")[2].splitlines()[0]
        assert (await telegram.command(7, offer)).content.startswith("Subscribed")


async def test_a_tapped_command_asks_and_takes_the_reply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a group only a reply to the question is an answer, and only of whom was asked; other talk stays talk."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram):
        asked = await telegram.command(GROUP, "/subscribe", chat_type="supergroup", admin=True)
        assert "Which place?" in asked.content
        telegram.say(GROUP, "VA MD", chat_type="supergroup", admin=True)
        telegram.say(GROUP, "VA MD", chat_type="supergroup", user_id=99, to=asked)
        answer = await telegram.command(GROUP, "VA MD", chat_type="supergroup", admin=True, to=asked)
        assert answer.content.startswith("Subscribed")
        assert [sent.content for sent in telegram.ledger.of(GROUP)] == [asked.content, answer.content]


async def test_a_tapped_unsubscribe_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It asks, and takes ``all`` for an answer; a mended message and a caption are commands too."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram):
        await telegram.command(7, "/subscribe: VA")
        assert "Nothing is stopped yet" in (await telegram.command(7, "/unsubscribe")).content
        assert "Virginia" in (await telegram.command(7, "/subscriptions")).content
        await telegram.command(7, "/stop")
        assert "To have them back: /subscribe VA" in (await telegram.command(7, "all")).content


async def test_commands_are_understood_by_their_spanish_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With their slash, in a group too, where only an administrator may give those that change something."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram):
        assert "10 acuerdos de 10 agencias" in (await telegram.command(7, "/estado Virginia", language="es")).content
        refused = await telegram.command(GROUP, "/suscribir VA", chat_type="supergroup", language="es")
        assert "administr" in refused.content
        done = await telegram.command(GROUP, "/suscribir MD", chat_type="supergroup", admin=True, language="es")
        assert done.content.startswith("Suscrito")
