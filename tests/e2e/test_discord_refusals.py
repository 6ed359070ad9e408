"""What a channel refuses is left out, and the rest arrives: over the wire, alerts and answers alike."""

from __future__ import annotations

import pytest

from adapters.discord import render
from bot.domain.chats import Asked
from bot.domain.errors import PartRefused, RetryLater
from bot.domain.messages import Attachment, Extra, Message, Part, Span
from bot.domain.ports import Say
from tests.support.discord_running import PART, deliver, platform_at, refused, running
from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord import DiscordDouble
from tests.support.handlers import Heard

FULL = "Virginia and Maryland, in full"
INSTEAD = Message("2 changes", (((Span(FULL),),),))
MESSAGE = Message("2 changes", (((Span("in short"),),),), attachment=Attachment("all.csv", b"VA,MD"), instead=INSTEAD)


@pytest.mark.parametrize(
    ("denied", "left_out", "shown", "framed"),
    [
        (0, [], "in short", True),
        (objects.ATTACH_FILES, [Extra.FILE], FULL, True),
        (objects.EMBED_LINKS, [Extra.FILE, Extra.EMBED], FULL, False),
        (
            objects.ATTACH_FILES | objects.EMBED_LINKS,
            [Extra.FILE, Extra.EMBED],
            "Virginia and Maryland, in full",
            False,
        ),
    ],
)
async def test_an_alert_arrives_without_what_its_channel_refuses(
    denied: int, left_out: list[Extra], shown: str, framed: object
) -> None:
    """Without Attach Files it says what the file says, without Embed Links it is text with a bold title."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        double.channels[chat].denied = denied
        platform = platform_at(double)
        async with platform.sending():
            assert await deliver(platform, chat, MESSAGE) == left_out
        (sent,) = double.ledger.of(chat)
        assert shown in sent.content
        assert bool(sent.payload["embeds"] if framed else "embeds" not in sent.payload)
        assert bool(sent.files) == (denied == 0)
        if not framed:
            assert sent.content == f"**2 changes**\n{FULL}"


class Degrading(Heard):
    """Answers with a file, and in text alone where that is refused."""

    async def command(self, asked: Asked, say: Say) -> None:
        try:
            await say(Part("Title", "see the file", Attachment("all.csv", b"a"), framed=True), False)
        except PartRefused as refusal:
            await say(Part("Title", f"without {refusal.extra}", framed=True), False)


async def test_an_answer_whose_file_is_refused_can_be_said_without_it() -> None:
    """The first response was not taken, so the text is the first response."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        double.channels[chat].denied = objects.ATTACH_FILES
        async with running(platform_at(double), Degrading(render.parts)):
            await double.until(lambda: double.commands, "the commands are registered")
            answer = await double.command(chat, "help")
    assert (answer.text, answer.deferred) == ("**Title**\nwithout file", False)


@pytest.mark.parametrize("seconds", [1.0, 61.0, 3600.0])
async def test_a_channels_silence_is_its_own_and_told_whole(seconds: float) -> None:
    """From a second to an hour: that channel's sends say how long, others go out, and only `global` is everybody's."""
    async with DiscordDouble() as double:
        chat, other = double.add_channel(), double.add_channel()
        platform = platform_at(double)
        async with platform.sending():
            double.rates.silence(seconds, chat)
            own = await refused(platform, chat)
            assert isinstance(own, RetryLater)
            assert own.after == pytest.approx(seconds, abs=1)
            assert not own.platform_wide
            assert await platform.send(str(other), PART, "n")
            double.rates.silence(seconds)
            everyone = await refused(platform, other, "m")
            assert isinstance(everyone, RetryLater)
            assert everyone.platform_wide


async def test_a_send_that_waits_for_its_channels_bucket_has_certainly_not_gone_out() -> None:
    """Five messages in five seconds are taken at once, the sixth waits; given up meanwhile, it is for later."""
    from tests.support.doubles.discord_http import DiscordLimits

    async with DiscordDouble(limits=DiscordLimits(per_channel=(5, 5.0))) as double:
        chat = double.add_channel()
        platform = platform_at(double, send_within=0.5)
        async with platform.sending():
            for number in range(4):
                assert await platform.send(str(chat), PART, f"n{number}")
            fifth = await refused(platform, chat, "n4")
            assert fifth.reason == "timeout"
            sixth = await refused(platform, chat, "n5")
            assert isinstance(sixth, RetryLater)
            assert sixth.reason == "channel_busy"
        assert len(double.ledger.of(chat)) == 5
