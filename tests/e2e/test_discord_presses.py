"""Buttons and menus on the wire: who may press them, what becomes of the message, and a restart in between."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from adapters.discord import answering, render
from bot.domain.buttons import Button, Keys
from bot.domain.chats import EXPIRED, Asked
from bot.domain.messages import Attachment, Message, Reply, Span
from tests.support.conversations.on_discord import DiscordRooms
from tests.support.conversations.script import Script
from tests.support.discord_running import platform_at, running
from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.discord_components import NothingToPress, choosing
from tests.support.handlers import Heard

OTHER = 287000000000000778
KEYS = (
    Keys((Button("Virginia", "state", "VA"), Button("Maryland", "state", "MD", chosen=True))),
    Keys((Button("Daily", "settings", "daily"), Button("Weekly", "settings", "weekly")), "How often?"),
)


def body(text: str) -> Message:
    return Message("Screen", (((Span(text),),),))


async def screens(asked: Asked) -> Reply:
    """Answer with buttons; privately what concerns settings, and without buttons what the words say is refused."""
    said = f"{asked.name}: {asked.words}: {asked.pressed}: {await asked.may_manage()}"
    if asked.words == "MD" or asked.name == EXPIRED:
        return Reply(body(said), private=True)
    keys = () if asked.words == "weekly" else KEYS
    return Reply(Message("Screen", body(said).blocks, keys=keys), private=asked.name == "subscriptions")


@dataclass
class Room:
    """A bot that answers with `screens` in one channel."""

    double: DiscordDouble
    heard: Heard
    chat: int


@asynccontextmanager
async def room(
    answers: Callable[[Asked], Awaitable[Reply]] = screens, double: DiscordDouble | None = None
) -> AsyncIterator[Room]:
    heard = Heard(render.parts, answers)
    async with double or DiscordDouble() as there:
        chat = there.add_channel()
        async with running(platform_at(there), heard):
            await there.until(lambda: there.commands, "the commands are registered")
            yield Room(there, heard, chat)
    assert there.violations == []


async def test_a_pressed_button_gives_its_command_and_its_message_becomes_the_answer() -> None:
    """One message, changed; the person who pressed is asked about anew."""
    async with room() as here:
        asked = await here.double.command(here.chat, "help")
        assert asked.buttons == ("Virginia", "✓ Maryland")
        assert asked.entries == ("Daily", "Weekly")
        answer = await here.double.press(here.chat, "Virginia", manage_guild=True)
        assert answer.text == "**Screen**\nstate: VA: True: True"
        assert answer.updated
        assert len(here.double.ledger.of(here.chat)) == 1
        person = here.heard.asked[-1]
        assert (person.place.address, person.person) == (str(here.chat), str(objects.MEMBER_ID))


async def test_an_entry_of_a_menu_gives_its_command_and_a_screen_without_buttons_takes_them_away() -> None:
    """After the last choice there is nothing left to press."""
    async with room() as here:
        await here.double.command(here.chat, "help")
        answer = await here.double.press(here.chat, "Weekly", find=choosing)
        assert answer.text == "**Screen**\nsettings: weekly: True: False"
        assert answer.updated
        with pytest.raises(NothingToPress):
            await here.double.press(here.chat, "Virginia")


async def test_a_private_answer_without_buttons_leaves_the_message_as_it_is() -> None:
    """A refusal is read by who pressed, and the screen stands for another try."""
    async with room() as here:
        await here.double.command(here.chat, "help")
        refused = await here.double.press(here.chat, "Maryland")
        assert (refused.ephemeral, refused.updated) == (True, False)
        assert (await here.double.press(here.chat, "Virginia")).updated


async def test_only_who_asked_can_press() -> None:
    """Others are told so by themselves, in their language, and nothing is carried out."""
    async with room() as here:
        await here.double.command(here.chat, "help")
        before = len(here.heard.asked)
        for locale, words in (("en-US", "Only the person who asked"), ("es-ES", "Solo puede pulsarlos")):
            refused = await here.double.press(here.chat, "Virginia", user_id=OTHER, manage_guild=True, locale=locale)
            assert (refused.ephemeral, refused.updated) == (True, False)
            assert words in refused.text
        assert len(here.heard.asked) == before


async def test_a_private_screen_is_changed_for_its_reader_alone() -> None:
    """Nobody else sees it, so nobody else can press it."""
    async with room() as here:
        screen = await here.double.command(here.chat, "subscriptions")
        assert screen.ephemeral
        with pytest.raises(NothingToPress):
            await here.double.press(here.chat, "Virginia", user_id=OTHER)
        assert (await here.double.press(here.chat, "Virginia")).updated


async def test_a_button_of_a_killed_program_is_answered_by_the_next() -> None:
    """Nothing of it is kept by us: the same message answers after a restart, and rights are asked about anew."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        for restarted in (False, True):
            heard = Heard(render.parts, screens)
            async with running(platform_at(double), heard) as task:
                await double.until(lambda: double.commands, "the commands are registered")
                if restarted:
                    for manages in (True, False):
                        answer = await double.press(chat, "Virginia", manage_guild=manages)
                        assert answer.text == f"**Screen**\nstate: VA: True: {manages}"
                        assert answer.updated
                else:
                    await double.command(chat, "help", manage_guild=True)
                    task.cancel()
        assert double.violations == []


async def test_a_slow_answer_to_a_press_is_announced_and_replaces_the_message_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Discord waits three seconds; who presses sees no "thinking" in between."""

    async def slow(asked: Asked) -> Reply:
        if asked.pressed:
            await asyncio.sleep(0.2)
        return await screens(asked)

    monkeypatch.setattr(answering, "DEFER_AFTER", 0.05)
    async with room(slow) as here:
        await here.double.command(here.chat, "help")
        refused = await here.double.press(here.chat, "Maryland")
        assert (refused.deferred, refused.updated) == (True, False)
        assert here.double.interactions.seen(here.chat, OTHER)[-1].sent.id != refused.messages[0].id
        answer = await here.double.press(here.chat, "Virginia")
        assert (answer.deferred, answer.updated) == (True, True)


async def test_a_long_answer_to_a_press_goes_on_below_and_keeps_its_file() -> None:
    """The first part takes the message's place, the others follow; a file replaces the file that was there."""

    async def long(asked: Asked) -> Reply:
        if not asked.pressed:
            return await screens(asked)
        blocks = tuple(((Span(f"agency {number} " + "x" * 100),),) for number in range(150))
        return Reply(Message("Long", blocks, attachment=Attachment("all.csv", b"a,b")))

    async with room(long) as here:
        await here.double.command(here.chat, "help")
        answer = await here.double.press(here.chat, "Virginia")
        await here.double.until(lambda: len(here.double.ledger.of(here.chat)) == 3, "every part")
        assert answer.updated
        assert [len(sent.files) for sent in here.double.ledger.of(here.chat)] == [0, 0, 1]


async def test_a_button_that_nobody_understands_any_more_says_so() -> None:
    """Of another version, or of a stranger's making."""
    async with room() as here:
        await here.double.command(here.chat, "help")
        (standing,) = here.double.interactions.seen(here.chat, objects.MEMBER_ID)
        for name in ("9 gone|287000000000000777|0", "words", ""):
            button = standing.sent.payload["components"][0]["components"][0]
            button["custom_id"] = name
            answer = await here.double.press(here.chat, "Virginia")
            assert answer.text.startswith("**Screen**\n?: ")
            assert (answer.ephemeral, answer.updated) == (True, False)


async def test_a_press_whose_message_is_gone_is_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """A moderator deleted it meanwhile: nobody waits for an answer, and nothing is traced."""
    caplog.set_level(logging.INFO)
    async with room() as here:
        screen = await here.double.command(here.chat, "help")
        found = here.double.interactions.seen(here.chat, objects.MEMBER_ID)[0]
        here.double.delete_message(here.chat, screen.messages[0].id)
        button = found.sent.payload["components"][0]["components"][0]
        asking = here.double.interactions.ask(here.double.channels[here.chat], 3, objects.MEMBER_ID, found)
        data = {"component_type": 2, "custom_id": button["custom_id"]}
        person = {"id": objects.MEMBER_ID, "permissions": 0, "locale": "en-US"}
        event = objects.interaction_json(
            asking.id, asking.token, 3, here.double.channels[here.chat], data, member=person
        )
        await here.double.gateway.dispatch("INTERACTION_CREATE", event, here.double.channels[here.chat].guild_id)
        await here.double.until(lambda: here.double.counters.statuses[404] >= 1, "the answer is refused")
        await here.double.command(here.chat, "help")
    lines = [record for record in caplog.records if "did not go out" in record.getMessage()]
    assert len(lines) == 1
    assert lines[0].exc_info is None


async def test_people_of_a_script_press_what_they_see() -> None:
    """A conversation's runner presses buttons and entries as people do, and an older bot's data as well."""
    async with DiscordDouble() as double:
        rooms = DiscordRooms(Script("Presses", "here", people={"ana": "administrator", "ben": "member"}), double)
        async with running(platform_at(double), Heard(render.parts, screens)):
            await rooms.ready()
            await rooms.say("group", "ana", "/help")
            for label, said in (("Virginia", "state: VA: True: True"), ("Weekly", "settings: weekly: True: True")):
                (seen,) = rooms.visible().values()
                button = next(each for each in seen.buttons if each.plain == label)
                if label == "Weekly":
                    await rooms.press("ben", seen, button)
                    await rooms.press("ana", seen, button, data="0 of another version")
                await rooms.press("ana", seen, button)
                assert said in next(iter(rooms.visible().values())).text
        refused, expired = list(rooms.visible().values())[1:]
        assert refused.alone
        assert "Only the person who asked" in refused.text
        assert "?: " in expired.text
    assert double.violations == []
