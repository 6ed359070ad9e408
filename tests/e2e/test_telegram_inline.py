"""Places looked up from any chat on Telegram, through the real library and the real program."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

import pytest

from adapters.telegram import Telegram
from adapters.telegram.render import render
from bot.domain.messages import Found, Message, Span
from tests.support.doubles import telegram_checks as checks
from tests.support.doubles.telegram import TelegramDouble
from tests.support.handlers import Heard


@contextlib.asynccontextmanager
async def world(*places: Found) -> AsyncIterator[tuple[TelegramDouble, Heard]]:
    async with TelegramDouble() as double:
        platform, heard, connected = Telegram(double.token, api_url=double.url), Heard(render), asyncio.Event()
        heard.places = list(places)
        async with platform.sending():
            task = asyncio.create_task(platform.run(heard, connected.set))
            try:
                async with asyncio.timeout(10):
                    await connected.wait()
                yield double, heard
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        assert double.violations == []
        assert double.unanswered == []


def place(title: str, start: str = "51139", text: str = "1 agency <b>") -> Found:
    return Found(title, text, Message(title, (((Span(text),),),)), start)


async def test_each_place_is_offered_with_its_figures_and_a_link_to_the_bot() -> None:
    """As text alone, which any chat takes."""
    async with world(place("Page County"), place("Page & Sons", ""), place("Virginia")) as (double, heard):
        answer = await double.look_up("page", language="es")
        assert [each["title"] for each in answer["results"]] == ["Page County", "Page & Sons"]
        assert heard.sought == [("page", "es")]
        texts = [each["input_message_content"]["message_text"] for each in answer["results"]]
        assert 'href="https://t.me/alerts_loopback_bot?start=51139"' in texts[0]
        assert 'href="https://t.me/alerts_loopback_bot"' in texts[1]
        assert checks.parse_html(texts[1]).text.startswith("Page & Sons\n\n1 agency <b>")
        assert (answer["cache_time"], answer["is_personal"]) == (60, False)
        assert "button" not in answer


@pytest.mark.parametrize(("typed", "said"), [("", "page va"), ("nowhere", "No such place")])
async def test_where_there_is_nothing_a_button_opens_the_bot(typed: str, said: str) -> None:
    """It says what to type, or that this is no place."""
    async with world() as (double, _):
        answer = await double.look_up(typed)
        assert answer["results"] == []
        assert said in answer["button"]["text"]


async def test_what_is_long_is_one_message_and_none_is_refused() -> None:
    """Titles are cut, and only the first part goes into a chat."""
    text = "\n".join(["x" * 900] * 9)
    async with world(place("a" * 5_000, text=text)) as (double, _):
        answer = await double.look_up("a" * 3_000)
        assert len(answer["results"]) == 1


async def test_an_answer_that_comes_too_late_is_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    """Nobody looks at it any more; what was typed is in no log."""
    caplog.set_level(logging.DEBUG, "adapters.telegram")
    async with TelegramDouble() as double:
        double.patience = 0.0
        platform, heard, connected = Telegram(double.token, api_url=double.url), Heard(render), asyncio.Event()
        async with platform.sending():
            task = asyncio.create_task(platform.run(heard, connected.set))
            await connected.wait()
            looking = asyncio.create_task(double.look_up("secretville"))
            await heard.until(lambda: heard.sought)
            await double.silence()
            for each in (looking, task):
                each.cancel()
            await asyncio.gather(looking, task, return_exceptions=True)
    assert "secretville" not in caplog.text
