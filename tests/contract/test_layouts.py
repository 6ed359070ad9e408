"""Everything that a chat is told, sent by the real clients: what the platforms' doubles take, and forbid."""

from __future__ import annotations

import pytest

from adapters.discord import Discord
from adapters.telegram import Telegram
from bot.domain.messages import Extra
from bot.wording.languages import LANGUAGES
from tests.support.doubles.discord import API, DiscordDouble
from tests.support.doubles.telegram import TelegramDouble
from tests.support.scenes import scenes


@pytest.mark.parametrize("language", LANGUAGES)
async def test_discord_takes_every_message(language: str) -> None:
    """Framed and as plain text, each in a channel of its own; none is against what Discord documents."""
    async with DiscordDouble() as double:
        platform = Discord(double.token, api_url=double.url + API)
        async with platform.sending():
            for name, message in scenes(LANGUAGES[language]):
                for without in ((), (Extra.EMBED,)):
                    channel = str(double.add_channel())
                    for number, part in enumerate(platform.parts(message, without)):
                        sent = await platform.send(channel, part, f"{name[:16]}-{len(without)}-{number}")
                        assert sent, name
        assert double.violations == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_telegram_takes_every_message(language: str) -> None:
    """With well-formed markup, each in a chat of its own; none is against what Telegram documents."""
    async with TelegramDouble() as double:
        platform = Telegram(double.token, api_url=double.url)
        async with platform.sending():
            for chat, (name, message) in enumerate(scenes(LANGUAGES[language]), start=7):
                double.add_chat(chat)
                for part in platform.parts(message):
                    assert await platform.send(str(chat), part, "n"), name
        assert double.violations == []
