"""Who speaks Spanish is answered and alerted in Spanish: the whole program against both platforms' doubles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.telegram import TelegramDouble
from tests.support.stories import stage, until_said

TOLD = "está en la lista de ICE"
GROUP = -1005


async def test_a_spanish_telegram_chat_is_spoken_to_in_spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its menu, its answers, what it types, and its alerts; an English chat beside it hears English."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        await telegram.until(lambda: telegram.translated_commands, "the Spanish menu")
        menu = {each["command"]: each["description"] for each in telegram.translated_commands["es"]}
        assert menu["state"] == "Quién tiene ahora un acuerdo 287(g), por estado, condado o agencia"
        said = await telegram.command(
            GROUP, "/subscribe Virginia y Nueva York", chat_type="supergroup", admin=True, language="es-MX"
        )
        assert "Nueva York, Virginia" in said.content
        assert (await telegram.command(7, "/subscribe VA")).content.startswith("Subscribed")
        await here.tell("Warren")
        assert len(await until_said(telegram, GROUP, TOLD)) == 1
        assert len(await until_said(telegram, 7, "is on ICE's list")) == 1


@pytest.mark.parametrize("locale", ["es-ES", "es-419"])
async def test_a_spanish_discord_channel_is_spoken_to_in_spanish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    """What is offered, what is completed, its answers and its alerts."""
    async with DiscordDouble() as discord, stage(tmp_path, monkeypatch, discord=discord) as here:
        channel = discord.add_channel()
        await discord.invite(discord.channels[channel].guild_id or 0)
        offered = next(command for command in discord.commands if command["name"] == "subscribe")
        assert offered["options"][0]["name_localizations"][locale] == "estados"
        choices = await discord.autocomplete(channel, "state", "state", "nueva y", locale=locale)
        assert choices[0] == {"name": "Nueva York (NY)", "value": "NY"}
        said = await discord.command(channel, "subscribe", {"states": "Virginia"}, manage_guild=True, locale=locale)
        assert "Este chat recibe un aviso" in said.text
        await here.tell("Warren")
        assert len(await until_said(discord, channel, TOLD)) == 1


async def test_the_first_who_subscribes_says_the_language_of_a_chat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever adds a state later leaves it, and whoever begins anew says it again."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        await telegram.command(7, "/subscribe VA", language="es")
        await telegram.command(7, "/subscribe MD")
        await here.tell("Warren")
        assert len(await until_said(telegram, 7, TOLD)) == 1
        await telegram.command(7, "/unsubscribe todo", language="es")
        await telegram.command(7, "/subscribe VA")
        await here.tell("Louisa")
        assert len(await until_said(telegram, 7, "is on ICE's list")) == 1
