"""`/explain` as people ask for it on both platforms, from the number in `/changes`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.telegram import TelegramDouble
from tests.support.stories import stage


async def test_a_change_is_explained_on_both_platforms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One message each: how sure, by which rule, from which edition; a number that no change has is one sentence."""
    async with (
        TelegramDouble() as telegram,
        DiscordDouble() as discord,
        stage(tmp_path, monkeypatch, telegram=telegram, discord=discord) as here,
    ):
        channel = discord.add_channel()
        await discord.invite(discord.channels[channel].guild_id or 0)
        await here.tell("Tessaly")
        listed = (await telegram.command(7, "/changes VA")).content
        number = re.search(r"Tessaly.*\(no\. (\d+)\)", listed)
        assert number is not None
        on_telegram = (await telegram.command(7, f"/explain {number[1]}")).content
        on_discord = await discord.command(channel, "explain", {"number": number[1]})
        for said in (on_telegram, on_discord.text):
            assert "How sure: plain." in said
            assert "new_row" in said.replace("\\", "")
            assert "SHA-256: " in said
        assert "There is no change with the number 4711." in (await telegram.command(7, "/explain 4711")).content
