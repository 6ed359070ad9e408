"""Whom an alert notifies on Discord, and that it is published to the channels that follow: on the wire."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import cast

import pytest
from discord.http import HTTPClient

from adapters.discord import publishing
from adapters.discord.publishing import Publishing
from bot.delivery.rendering import directed
from bot.domain.chats import Place
from bot.domain.deliveries import Alert, Arrival, Correction, Delivery, Subject
from bot.domain.errors import SendError
from bot.domain.messages import Part
from bot.domain.settings import ChatSettings
from tests.support.discord_running import PART, platform_at
from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord import DiscordDouble

ROLE = "287000000000000999"
CHOSEN = ChatSettings(mention=ROLE, publish=True)


async def test_an_alert_notifies_the_role_that_was_chosen_and_names_it_after_its_title() -> None:
    """A locked telephone still shows first what has happened; nobody else is notified, whatever the text says."""
    async with DiscordDouble() as double:
        chat, platform = double.add_channel(), platform_at(double)
        async with platform.sending():
            await platform.send(str(chat), replace(PART, mention=ROLE), "n")
            await platform.send(str(chat), replace(PART, mention="@everyone"), "m")
        named, unnamed = (sent.payload for sent in double.ledger.of(chat))
        assert named["content"] == f"**Title** <@&{ROLE}>"
        assert named["allowed_mentions"] == {"parse": [], "roles": [int(ROLE)]}
        assert (unnamed["content"], unnamed["allowed_mentions"]) == ("**Title**", {"parse": []})
        assert double.violations == []


async def test_a_changed_alert_keeps_its_role_and_notifies_nobody_again() -> None:
    """What is struck through later is no news."""
    async with DiscordDouble() as double:
        chat, platform = double.add_channel(), platform_at(double)
        async with platform.sending():
            number = await platform.send(str(chat), replace(PART, mention=ROLE), "n")
            await platform.edit(str(chat), number, replace(PART, title="Other", mention=ROLE))
        (sent,) = double.ledger.of(chat)
        shown = double.edits.shown(sent).payload
        assert shown["content"] == f"**Other** <@&{ROLE}>"
        assert shown["allowed_mentions"] == {"parse": []}
        assert double.violations == []


async def test_what_is_posted_in_an_announcement_channel_is_published_ten_times_an_hour_at_most(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Every alert arrives; the eleventh stays in its channel, and the log says so once."""
    async with DiscordDouble() as double:
        chat, platform = double.add_channel(kind=objects.NEWS), platform_at(double)
        async with platform.sending():
            for number in range(11):
                await platform.send(str(chat), replace(PART, publish=True), f"n{number}")
            await double.until(lambda: len(double.published) == 10, "ten are published")
        assert len(double.ledger.of(chat)) == 11
        assert double.violations == []
    assert [record.getMessage() for record in caplog.records if record.name == publishing.__name__] == [
        "Discord: a message stays unpublished, as its channel has had 10 published this hour"
    ]


async def test_what_cannot_be_published_has_arrived_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    """In a channel of another kind, or where it was published already: one line, and no second attempt."""
    caplog.set_level(logging.INFO)
    async with DiscordDouble() as double:
        chat, platform = double.add_channel(), platform_at(double)
        async with platform.sending():
            assert await platform.send(str(chat), replace(PART, publish=True), "n")
            await double.until(lambda: double.counters.routes["crosspost"] == 1, "publishing is tried")
            await double.until(lambda: "could not be published" in caplog.text, "the log says so")
            with pytest.raises(SendError):
                await platform.send("287", replace(PART, publish=True), "m")
        assert double.counters.routes["crosspost"] == 1
        assert double.violations == []


async def test_an_hour_later_there_is_room_again() -> None:
    """Each message counts for an hour."""
    now = 0.0
    published: list[int] = []

    class Http:
        async def publish_message(self, channel: int, message: int) -> None:
            published.append(message)

    made = Publishing(cast("HTTPClient", Http()), clock=lambda: now)
    for number in range(12):
        made.begin(1, number)
    made.begin(2, 100)
    now = publishing.HOUR
    made.begin(1, 12)
    await asyncio.gather(*made._tasks)
    assert published == [*range(10), 100, 12]


@pytest.mark.parametrize("subject", [Alert(1, (1,)), Correction(1, (1,))], ids=["alert", "correction"])
def test_alerts_and_what_takes_them_back_are_directed_as_the_chat_has_set(subject: Subject) -> None:
    """A role is named once, in the first part; all parts are published."""
    delivery = Delivery(1, 1, Place("discord", "1"), subject)
    parts = (Part("A", "a"), Part("B", "b"))
    assert directed(delivery, parts) is parts
    chosen = directed(replace(delivery, settings=CHOSEN), parts)
    assert [(part.mention, part.publish) for part in chosen] == [(ROLE, True), ("", True)]


def test_what_is_no_alert_notifies_nobody_and_stays_where_it_is() -> None:
    """Such as what we say of our own watching."""
    parts = (Part("A", "a"),)
    assert directed(Delivery(1, 1, Place("discord", "1"), Arrival(), settings=CHOSEN), parts) is parts
