"""Which rights a channel asks for, and that both places which decide on them agree."""

from __future__ import annotations

import discord
import pytest

from adapters.discord.permissions import Needs, missing, needs_of
from bot.domain.chats import Right

TEXT_AND_MORE = {"view_channel": True, "send_messages": True, "embed_links": True, "attach_files": True}


@pytest.mark.parametrize(
    ("held", "needs", "lacking"),
    [
        (TEXT_AND_MORE, Needs(), ()),
        ({**TEXT_AND_MORE, "embed_links": False}, Needs(), (Right.EMBED_LINKS,)),
        ({"view_channel": True}, Needs(), (Right.SEND_MESSAGES, Right.EMBED_LINKS, Right.ATTACH_FILES)),
        (TEXT_AND_MORE, Needs(voice=True), (Right.CONNECT,)),
        ({**TEXT_AND_MORE, "connect": True}, Needs(voice=True), ()),
        (TEXT_AND_MORE, Needs(thread=True), (Right.SEND_IN_THREADS,)),
        ({**TEXT_AND_MORE, "send_messages_in_threads": True, "send_messages": False}, Needs(thread=True), ()),
        ({**TEXT_AND_MORE, "send_messages_in_threads": True}, Needs(thread=True, outside=True), (Right.JOIN_THREAD,)),
        (
            {**TEXT_AND_MORE, "send_messages_in_threads": True, "manage_threads": True},
            Needs(thread=True, outside=True),
            (),
        ),
        (TEXT_AND_MORE, Needs(forum=True), (Right.SEND_IN_THREADS,)),
        (
            {"view_channel": True, "send_messages_in_threads": True, "embed_links": True},
            Needs(forum=True),
            (Right.CREATE_POSTS, Right.ATTACH_FILES),
        ),
        ({"administrator": True}, Needs(thread=True, voice=True, outside=True), ()),
    ],
)
def test_everything_that_is_missing_is_named(held: dict[str, bool], needs: Needs, lacking: tuple[Right, ...]) -> None:
    """Voice asks for Connect too, a thread for its own right, a private one membership; administrators lack none."""
    assert missing(discord.Permissions(**held), needs) == lacking


@pytest.mark.parametrize(
    ("kind", "needs"),
    [
        (discord.ChannelType.text, Needs()),
        (discord.ChannelType.news, Needs()),
        (discord.ChannelType.voice, Needs(voice=True)),
        (discord.ChannelType.stage_voice, Needs(voice=True)),
        (discord.ChannelType.public_thread, Needs(thread=True)),
        (discord.ChannelType.news_thread, Needs(thread=True)),
        (discord.ChannelType.private_thread, Needs(thread=True, outside=True)),
        (discord.ChannelType.forum, Needs(forum=True)),
        (discord.ChannelType.media, Needs(forum=True)),
    ],
)
def test_a_channel_of_which_only_the_kind_is_known_says_what_it_needs(kind: discord.ChannelType, needs: Needs) -> None:
    """A private thread that we know nothing more of has not let us in."""
    assert needs_of(kind, None) == needs
