"""How the real client answers people in a Discord that lives in this process (simcord)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
import simcord

from adapters.discord import answering, commands, fields, render, sending
from adapters.discord.client import AlertsClient
from bot.conversation.commands import menu
from bot.domain.chats import DEFAULT_LANGUAGE, Asked, CannotPost, Post, Right
from bot.domain.errors import ChatLost
from bot.domain.messages import Message, Part, Reply, Span
from bot.wording.languages import words_of
from tests.support.handlers import Heard, repeat

MANAGER = discord.Permissions(manage_guild=True)


class SyncedClient(AlertsClient):
    """The client with its commands registered at login, which the platform does once connected."""

    async def setup_hook(self) -> None:
        """Register the commands."""
        described = commands.described(self.handlers.menu)
        await self.http.bulk_upsert_global_commands(str(self.application_id), described)


@asynccontextmanager
async def world(heard: Heard, **options: Any) -> AsyncIterator[Any]:
    async with simcord.run(SyncedClient(heard), shard_count=1, **options) as env:
        yield env


def manager_of(env: Any, guild: Any) -> Any:
    return guild.add_member(env.create_user("ann"), roles=[guild.create_role("Managers", permissions=MANAGER)])


def body(message: Any) -> str:
    return "\n".join(f"{embed.description}" for embed in message.embeds)


async def test_commands_are_registered_as_the_table_says() -> None:
    """Every command of the table exists and is offered to everybody: who may give it is judged by us."""
    async with world(Heard(render.parts)) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("alerts")
        anyone = guild.add_member(env.create_user("bob"))
        manager = manager_of(env, guild)
        names = {entry.name for entry in menu(words_of(DEFAULT_LANGUAGE), "discord")}
        assert set(manager.available_commands(channel)) == names
        assert set(anyone.available_commands(channel)) == names


async def test_a_command_reaches_the_handlers_with_its_words_and_place() -> None:
    """What a manager typed arrives unparsed, with the channel's id and the right to manage."""
    heard = Heard(render.parts)
    async with world(heard) as env:
        guild = env.create_guild("Neighbours")
        channel = guild.create_text_channel("alerts")
        result = await manager_of(env, guild).slash(channel, "subscribe", states="VA, maryland")
        assert body(result.response) == "subscribe: VA, maryland: True"
        assert not result.ephemeral
        (asked,) = heard.asked
        assert (asked.place.platform, asked.place.address) == ("discord", str(channel.id))
        assert asked.place.title == "Neighbours #alerts"


async def test_an_optional_argument_may_be_left_out() -> None:
    """``/unsubscribe`` without states asks for everything with empty words."""
    heard = Heard(render.parts)
    async with world(heard) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("alerts")
        await manager_of(env, guild).slash(channel, "unsubscribe")
        assert [(asked.name, asked.words) for asked in heard.asked] == [("unsubscribe", "")]


async def test_of_someone_without_rights_the_handlers_hear_the_truth() -> None:
    """Discord offers everything; neither Manage Server nor Manage Channels is no right to manage."""
    heard = Heard(render.parts)
    async with world(heard) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("alerts")
        bob = guild.add_member(env.create_user("bob"))
        await bob.slash(channel, "subscribe", states="VA")
        await bob.slash(channel, "state", state="VA")
        assert [await asked.may_manage() for asked in heard.asked] == [False, False]


async def test_a_private_answer_is_seen_by_the_asker_only() -> None:
    """A reply that asks for it is ephemeral."""
    async with world(Heard(render.parts)) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("alerts")
        result = await guild.add_member(env.create_user("bob")).slash(channel, "subscriptions")
        assert result.ephemeral


async def test_in_a_private_chat_the_person_manages() -> None:
    """A direct message is the person's own chat."""
    heard = Heard(render.parts)
    async with world(heard) as env:
        user = env.create_user("bob")
        result = await user.slash("subscribe", states="VA")
        assert body(result.response) == "subscribe: VA: True"
        assert heard.asked[0].place.address == str(user.dm_channel.id)


async def test_completion_offers_at_most_what_discord_takes() -> None:
    """Choices come from the handlers, 25 at most."""
    async with world(Heard(render.parts)) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("alerts")
        bob = guild.add_member(env.create_user("bob"))
        few = await bob.autocomplete(channel, "state", "state", "verm")
        assert [(choice["name"], choice["value"]) for choice in few][:2] == [
            ("Vermont (VT)", "VT"),
            ("Vermilion County, Illinois", "17183"),
        ]
        assert len(await bob.autocomplete(channel, "state", "state", "")) == 25


async def test_a_long_answer_comes_in_several_messages() -> None:
    """The first part answers the command, the others follow it, each as private as the first."""

    async def long(_asked: Asked) -> Reply:
        blocks = tuple(((Span(f"agency {number} " + "x" * 100),),) for number in range(150))
        return Reply(Message("Long", blocks), private=True)

    async with world(Heard(render.parts, long)) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("alerts")
        result = await guild.add_member(env.create_user("bob")).slash(channel, "state", state="VA")
        assert len(result.followups) == 2
        text = "".join(body(message) for message in (result.response, *result.followups))
        assert all(f"agency {number} " in text for number in range(150))


async def test_a_slow_answer_is_announced_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that takes longer than Discord waits is deferred, and still arrives."""

    async def slow(asked: Asked) -> Reply:
        await asyncio.sleep(0.3)
        return await repeat(asked)

    monkeypatch.setattr(answering, "DEFER_AFTER", 0.05)
    async with world(Heard(render.parts, slow)) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("alerts")
        bob = guild.add_member(env.create_user("bob"))
        result = await bob.slash(channel, "state", state="VA")
        await env.advance_time(1)
        (callback,) = [request.json for request in env.http_requests if request.path.endswith("/callback")]
        assert (callback["type"], result.ephemeral) == (
            discord.InteractionResponseType.deferred_channel_message.value,
            True,
        )
        assert "state: VA" in "".join(body(message) for message in (result.response, *result.followups))


async def test_a_failing_handler_gives_one_clear_line(caplog: pytest.LogCaptureFixture) -> None:
    """The person hears that it failed, the log hears why."""

    async def broken(_asked: Asked) -> Reply:
        raise RuntimeError("the disk is full")

    async with world(Heard(render.parts, broken)) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("alerts")
        result = await guild.add_member(env.create_user("bob")).slash(channel, "help")
        assert result.ephemeral
        assert "Please try again" in body(result.response)
        assert "the disk is full" not in body(result.response)
    assert "the disk is full" in caplog.text


async def test_an_interaction_that_expired_is_only_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Discord's 10062 breaks nothing: the command has run, and nobody is left to tell."""
    heard = Heard(render.parts)
    async with world(heard) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("alerts")
        bob = guild.add_member(env.create_user("bob"))
        env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
        await bob.slash(channel, "help")
        assert len(heard.asked) == 1
        assert env.errors == []
    assert "expired" in caplog.text


async def test_a_command_says_what_would_keep_alerts_from_arriving() -> None:
    """The rights that are missing where it was given; nothing in a channel that is open, nor in a private chat."""
    heard = Heard(render.parts)
    async with world(heard) as env:
        guild = env.create_guild()
        deny = discord.PermissionOverwrite(send_messages=False, embed_links=False)
        shut = guild.create_text_channel("alerts", overwrites={guild.me: deny})
        manager = manager_of(env, guild)
        await manager.slash(shut, "subscribe", states="VA")
        await manager.slash(guild.create_text_channel("open"), "subscribe", states="VA")
        await env.create_user("bob").slash("subscribe", states="VA")
        assert [asked.hindrance for asked in heard.asked] == [
            CannotPost((Right.SEND_MESSAGES, Right.EMBED_LINKS)),
            None,
            None,
        ]


async def test_where_the_bot_is_no_member_a_command_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Invited with its commands alone, it can answer and never alert."""
    heard = Heard(render.parts)
    async with world(heard) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("alerts")
        manager = manager_of(env, guild)
        monkeypatch.setattr(env.bot, "get_guild", lambda _: None)
        await manager.slash(channel, "subscribe", states="VA")
        assert [asked.hindrance for asked in heard.asked] == [CannotPost(member=False)]


@pytest.mark.parametrize(
    ("locale", "language"),
    [("es-ES", "es"), ("es-419", "es"), ("en-US", "en"), ("zh-TW", "zh"), ("fr", "fr")],
)
def test_the_language_is_that_of_the_persons_app(locale: str, language: str) -> None:
    """Without the country: we speak languages."""
    assert fields.language_in({"locale": locale}) == language


async def test_a_part_is_posted_with_its_file_and_mentions_nobody() -> None:
    """One message: embed, file, our nonce with its enforcement, and no mention allowed."""
    async with world(Heard(render.parts)) as env:
        channel = env.create_guild().create_text_channel("alerts")
        part = render.parts(Message("Title", (((Span("@everyone <@1>"),),),)))[0]
        number = await sending.send(env.bot.http, str(channel.id), part, "nonce-1")
        message = channel.last_message
        assert str(message.id) == number
        assert (message.content, message.mention_everyone) == ("**Title**", False)
        (request,) = [sent for sent in env.http_requests if sent.path.endswith("/messages")]
        assert request.json["nonce"] == "nonce-1"
        assert request.json["enforce_nonce"] is True
        assert request.json["allowed_mentions"] == {"parse": []}


async def test_a_channel_that_refuses_us_is_lost() -> None:
    """Missing permissions, an unknown channel and a foreign address are the chat's end until someone acts."""
    async with world(Heard(render.parts)) as env:
        guild = env.create_guild()
        mute = discord.PermissionOverwrite(send_messages=False)
        channel = guild.create_text_channel("alerts", overwrites={guild.me: mute})
        reasons = []
        for address in (str(channel.id), "1", "@someone"):
            with pytest.raises(ChatLost) as lost:
                await sending.send(env.bot.http, address, Part("t", "b"), "n")
            reasons.append(lost.value.reason)
        assert reasons == ["missing_permissions", "unknown_channel", "not_a_channel"]


async def test_a_message_delivered_earlier_and_deleted_counts_as_delivered() -> None:
    """10008 on the repetition of a nonce is a success without an id."""
    async with world(Heard(render.parts)) as env:
        channel = env.create_guild().create_text_channel("alerts")
        env.inject_error("POST", "/channels/*/messages", status=404, code=10008)
        assert await sending.send(env.bot.http, str(channel.id), Part("t", "b"), "n") == sending.GONE


async def test_a_post_is_made_in_a_forum_and_is_a_channel_of_its_own() -> None:
    """A second opinion on what is sent for it: its title, its first message, and an alert into it."""
    first = Message("Alerts", (((Span("come here"),),),))
    posts: list[Post] = []

    async def opens(asked: Asked) -> Reply:
        assert asked.forum is not None
        posts.append(await asked.forum.open_post("287(g): Virginia", first))
        return Reply(Message("Made"))

    heard = Heard(render.parts, opens)
    async with world(heard) as env:
        guild = env.create_guild("Neighbours")
        channel, forum = guild.create_text_channel("alerts"), guild.create_forum_channel("forum")
        await manager_of(env, guild).slash(channel, "subscribe", states="VA", channel=forum)
        (post,) = posts
        (asked,) = heard.asked
        assert asked.place.address == str(forum.id)
        thread = env.bot.get_channel(int(post.place.address))
        assert isinstance(thread, discord.Thread)
        assert (thread.name, thread.parent_id) == ("287(g): Virginia", forum.id)
        await sending.send(env.bot.http, post.place.address, Part("News", "more", framed=True), "n")
        told = [message.content async for message in thread.history(oldest_first=True)]
        assert told == ["**Alerts**\ncome here", "**News**"]
