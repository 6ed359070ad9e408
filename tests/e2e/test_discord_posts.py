"""Posts of a forum on the wire: made and found by the real client, refused as Discord refuses, pressed again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from adapters.discord import render
from bot.domain.buttons import Button, Keys
from bot.domain.chats import Asked, CannotPost, Post, Right
from bot.domain.errors import ChatLost, Refused, RetryLater, SendError, Uncertain
from bot.domain.messages import Message, Reply, Span
from tests.support.discord_running import PART, platform_at, running
from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.discord_http import DiscordLimits
from tests.support.doubles.faults import Fault, FaultPlan
from tests.support.handlers import Heard

FIRST = Message("Alerts & more", (((Span("What *comes* here, https://x.example @everyone"),),),))


@dataclass
class Room:
    """A forum beside a channel, and a bot that makes a post for each /subscribe or finds one by its words."""

    double: DiscordDouble
    heard: Heard
    chat: int
    forum: int
    posts: list[Post | None] = field(default_factory=list)
    errors: list[SendError] = field(default_factory=list)

    async def answer(self, asked: Asked) -> Reply:
        """Do what is asked with the forum, and answer with a button that does it again."""
        assert asked.forum is not None
        try:
            if asked.words.isdecimal():
                self.posts.append(await asked.forum.find_post(asked.words))
            else:
                self.posts.append(await asked.forum.open_post(asked.words, FIRST))
        except SendError as error:
            self.errors.append(error)
        keys = (Keys((Button("Again", "subscribe", asked.words[:9], about=asked.place.address),)),)
        return Reply(Message("Done", keys=keys))

    async def ask(self, words: str, forum: int | None = None) -> None:
        """Give /subscribe with the forum as its channel."""
        options = {"states": words, "channel": str(forum or self.forum)}
        await self.double.command(self.chat, "subscribe", options, manage_guild=True)


@asynccontextmanager
async def room(double: DiscordDouble | None = None, *, kind: int = objects.FORUM) -> AsyncIterator[Room]:
    async with double or DiscordDouble() as there:
        chat, forum = there.add_channel(name="alerts"), there.add_channel(name="forum", kind=kind)
        found: list[Room] = []

        async def answer(asked: Asked) -> Reply:
            return await found[0].answer(asked)

        found.append(Room(there, Heard(render.parts, answer), chat, forum))
        platform = platform_at(there)
        async with running(platform, found[0].heard):
            await there.until(lambda: there.commands, "the commands are registered")
            yield found[0]
            for post in [*filter(None, found[0].posts)][:1]:
                assert await platform.send(post.place.address, PART, "n")
        assert there.violations == []


@pytest.mark.parametrize("kind", [objects.FORUM, objects.MEDIA])
async def test_a_post_is_made_with_its_title_and_first_message(kind: int) -> None:
    """It is text that mentions nobody; the post is a channel to which messages go, a part of the forum."""
    async with room(kind=kind) as there:
        await there.ask("287(g): Virginia")
        (post,) = there.posts
        assert post is not None
        sent = there.double.ledger.of(int(post.place.address))
        assert sent[0].content == "**Alerts & more**\nWhat \\*comes\\* here, https:\\/\\/x.example \\@everyone"
        assert sent[0].payload["allowed_mentions"] == {"parse": []}
        assert "embeds" not in sent[0].payload
        server = there.double.channels[there.forum].guild_id
        assert (post.place.group, post.name) == (str(there.forum), "287(g): Virginia")
        assert post.place.title == "A server #287(g): Virginia"
        assert post.url == f"https://discord.com/channels/{server}/{post.place.address}"
        (asked,) = there.heard.asked
        assert (asked.place.title, asked.hindrance) == ("A server #forum", None)


async def test_a_title_is_cut_at_discords_limit() -> None:
    """A hundred characters."""
    async with room() as there:
        await there.ask("x" * 120)
        (post,) = there.posts
        assert post is not None
        assert post.name == "x" * 100


async def test_a_post_is_found_as_it_is_now_and_one_that_is_locked_or_gone_is_not() -> None:
    """People may have given it another name; an archived one is opened by the next message."""
    async with room() as there:
        await there.ask("First")
        await there.ask("Second")
        first, second = (int(post.place.address) for post in there.posts if post)
        there.double.channels[first].name = "Renamed"
        await there.double.archive(first)
        await there.double.archive(second, locked=True)
        await there.ask(str(first))
        await there.ask(str(second))
        await there.double.delete_channel(second)
        await there.ask(str(second))
        await there.ask(str(10**17))
        renamed, *others = there.posts[2:]
        assert renamed is not None
        assert (renamed.name, renamed.place.address) == ("Renamed", str(first))
        assert others == [None, None, None]
        assert there.errors == []


def tagged(double: DiscordDouble, forum: int) -> None:
    double.channels[forum].flags = objects.REQUIRE_TAG


def refusing(name: str) -> Callable[[DiscordDouble, int], None]:
    return lambda double, forum: double.break_chat(forum, name)


def denied(double: DiscordDouble, forum: int) -> None:
    double.channels[forum].denied = objects.SEND_MESSAGES


def hidden(double: DiscordDouble, forum: int) -> None:
    double.channels[forum].denied = objects.VIEW_CHANNEL


def struck(fault: Fault) -> Callable[[DiscordDouble, int], None]:
    return lambda double, forum: double.faults.script(fault)


@pytest.mark.parametrize(
    ("happens", "kind", "reason"),
    [
        (tagged, ChatLost, "tag_required"),
        (refusing("too_many_threads"), ChatLost, "too_many_threads"),
        (denied, ChatLost, "missing_permissions"),
        (hidden, ChatLost, "no_access"),
        (refusing("unknown_channel"), ChatLost, "unknown_channel"),
        (refusing("unheard_of"), Refused, "refused_400_987654"),
        (struck(Fault.SERVER_ERROR), Uncertain, "server_error_500"),
        (struck(Fault.RESET_AFTER), Uncertain, "connection_lost"),
        (struck(Fault.GARBAGE_AFTER), Uncertain, "no_receipt"),
        (struck(Fault.TOO_MANY), RetryLater, "rate_limited"),
    ],
)
async def test_a_refusal_is_told_at_once_and_nothing_is_asked_twice(
    happens: Callable[[DiscordDouble, int], None], kind: type[SendError], reason: str
) -> None:
    """For a second request could be a second post: what is in doubt is said to be."""
    async with room(DiscordDouble(faults=FaultPlan(routes=("post",)))) as there:
        happens(there.double, there.forum)
        await there.ask("VA")
        (error,) = there.errors
        assert (type(error), error.reason) == (kind, reason)
        assert there.double.counters.routes["post"] == 1


EVERY = (Right.CREATE_POSTS, Right.SEND_IN_THREADS, Right.EMBED_LINKS, Right.ATTACH_FILES)


async def test_what_the_bot_lacks_in_a_forum_is_known_before_it_asks() -> None:
    """Making posts and writing in them; a forum that is hidden from it is still one."""
    async with room() as there:
        await there.double.permit(there.forum, deny=objects.SEND_MESSAGES)
        await there.ask("VA")
        await there.double.permit(there.forum, deny=objects.SEND_IN_THREADS | objects.ATTACH_FILES)
        await there.ask("VA")
        await there.double.permit(there.forum, deny=objects.VIEW_CHANNEL)
        await there.ask("VA")
        found = [asked.hindrance for asked in there.heard.asked]
        assert found == [
            CannotPost((EVERY[0], *EVERY[2:])),
            CannotPost((Right.SEND_IN_THREADS, Right.ATTACH_FILES)),
            CannotPost((Right.VIEW_CHANNEL, *EVERY)),
        ]
        assert all(asked.forum for asked in there.heard.asked)


async def test_a_button_about_a_forum_is_still_about_it() -> None:
    """Who pressed is judged in the forum; a channel of another kind is none."""
    async with room() as there:
        await there.ask("VA")
        await there.double.press(there.chat, "Again", permissions=objects.MANAGE_CHANNELS)
        given, pressed = there.heard.asked
        assert given.forum is not None
        assert pressed.forum is not None
        assert given.forum.turn is pressed.forum.turn
        assert (pressed.place, pressed.here) == (given.place, given.here)
        assert [await asked.may_manage() for asked in (given, pressed)] == [True, False]
        assert len([*filter(None, there.posts)]) == 2


async def test_posts_that_wait_for_their_bucket_are_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit that Discord names is no fault of the forum."""
    async with room(DiscordDouble(limits=DiscordLimits(per_second=1000))) as there:
        there.double.rates.silence(60.0)
        await there.ask("VA")
        (error,) = there.errors
        assert isinstance(error, RetryLater)
        assert error.platform_wide
        there.double.rates.limits = DiscordLimits()
        there.double.rates._silenced.clear()


async def test_a_forum_that_is_deleted_is_lost_with_its_posts() -> None:
    """The posts are parts of it, and Discord may tell of the forum alone."""
    async with room() as there:
        await there.double.delete_channel(there.forum)
        await there.heard.until(lambda: there.heard.lost)
        assert there.heard.lost == [(str(there.forum), "channel_deleted")]
