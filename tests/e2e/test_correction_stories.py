"""What a chat sees of a correction, whatever has become of the message that was wrong: against loopback servers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.loopback import Sent
from tests.support.doubles.telegram import TelegramDouble
from tests.support.doubles.telegram_world import reply_to
from tests.support.stories import GONE, TAKEN_BACK, Stage, stage, until_said

GROUP = -5


async def corrected(
    here: Stage, double: TelegramDouble | DiscordDouble, *chats: int, between: Callable[[dict[int, Sent]], object]
) -> dict[int, tuple[Sent, Sent]]:
    """Tell chats of a departure and take it back; ``between`` is given their alerts.

    Return the alert and the correction of each.
    """
    await here.lose("Wise")
    alerts = {chat: (await until_said(double, chat, GONE))[0] for chat in chats}
    await here.recorded("sent", len(chats))
    between(alerts)
    await here.tell("Wise")
    await here.recorded("sent", 2 * len(chats))
    return {chat: (alert, (await until_said(double, chat, TAKEN_BACK))[0]) for chat, alert in alerts.items()}


async def test_on_telegram_a_correction_arrives_whatever_became_of_the_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is there still, was deleted, or can be edited no more: a reply and a mark, a message alone, a reply."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        for chat in (7, 8, 9):
            await telegram.command(chat, "/subscribe VA")

        def spoil(alerts: dict[int, Sent]) -> None:
            telegram.edits.deleted.add((8, alerts[8].id))
            telegram.edits.frozen.add((9, alerts[9].id))

        found = await corrected(here, telegram, 7, 8, 9, between=spoil)
        await here.recorded("sent", 7)
        await here.recorded("abandoned", 2)
        assert {chat: reply_to(after) for chat, (_, after) in found.items()} == {
            7: found[7][0].id,
            8: None,
            9: found[9][0].id,
        }
        assert telegram.edits.made == [(7, found[7][0].id)]
        shown = telegram.edits.shown(found[7][0])
        assert shown.content.startswith("Corrected: Wise County Sheriff's Office")
        assert "3 subscribed, 0 paused" in here.status()


@pytest.mark.parametrize("announced", [True, False])
async def test_in_a_supergroup_that_was_a_group_the_correction_stands_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, announced: bool
) -> None:
    """A message there has the number that the alert had in the group: it is not replied to, and stays as it is.

    So too where only the answer to the correction says that the group has moved.
    """
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        telegram.add_chat(GROUP, "group")
        await telegram.command(GROUP, "/subscribe VA", chat_type="group", admin=True)
        await here.lose("Wise")
        (alert,) = await until_said(telegram, GROUP, GONE)
        await here.recorded("sent")
        telegram.migrate(GROUP, -1005, announce=announced)
        telegram.edits.foreign.add((-1005, alert.id))
        await telegram.silence()
        await here.tell("Wise")
        (correction,) = await until_said(telegram, -1005, TAKEN_BACK)
        await here.recorded("sent", 3)
        assert reply_to(correction) is None
        assert telegram.edits.made == []


async def test_on_discord_a_correction_needs_no_right_to_read_what_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Read Message History it is no reply; where the message was deleted neither; both keep their frame."""
    async with DiscordDouble() as discord, stage(tmp_path, monkeypatch, discord=discord) as here:
        plain, blind, swept, shut = (discord.add_channel() for _ in range(4))
        await discord.invite(discord.channels[plain].guild_id or 0)
        await discord.permit(shut, deny=objects.EMBED_LINKS)
        for channel in (plain, blind, swept, shut):
            await discord.command(channel, "subscribe", {"states": "VA"}, manage_guild=True)
        await discord.permit(blind, deny=objects.HISTORY)

        def sweep(alerts: dict[int, Sent]) -> None:
            discord.edits.deleted.add((swept, alerts[swept].id))

        found = await corrected(here, discord, plain, blind, swept, shut, between=sweep)
        await here.recorded("sent", 11)
        await here.recorded("abandoned", 1)
        references = {chat: after.payload.get("message_reference") for chat, (_, after) in found.items()}
        assert references[blind] is references[swept] is None
        for chat in (plain, shut):
            assert references[chat] == {
                "message_id": str(found[chat][0].id),
                "channel_id": str(chat),
                "fail_if_not_exists": False,
            }
        mentions = found[plain][1].payload["allowed_mentions"]
        assert mentions == {"parse": [], "replied_user": False}
        assert [bool(after.payload.get("embeds")) for _, after in found.values()] == [True, True, True, False]
        assert sorted(discord.edits.made) == sorted((chat, found[chat][0].id) for chat in (plain, blind, shut))
        for chat in (plain, blind, shut):
            shown = discord.edits.shown(found[chat][0])
            assert shown.content.startswith("**Corrected: ~~Wise County Sheriff's Office")
            assert bool(shown.payload.get("embeds")) is (chat != shut)
