"""Following counties and agencies: what a chat types, what it is told, and how it ends that."""

from __future__ import annotations

import re

import pytest

from bot.domain.deliveries import AllClear, Standstill
from bot.reading.county_names import counties_in
from bot.wording.areas import area_label, area_name
from bot.wording.digests import all_clear
from bot.wording.languages import LANGUAGES
from bot.wording.layout import text_of as line_text
from bot.wording.news import why
from storage.store import Store
from tests.support.make import NOW, make_asked
from tests.unit.conversation.test_answers import CHAT, Desk, text_of


@pytest.mark.parametrize(
    ("typed", "areas"),
    [
        ("Page County, VA", ["51139"]),
        ("condado de Webb, TX", ["48479"]),
        ("Page and Warren counties, Virginia", ["51139", "51187"]),
        ("Miami-Dade FL, Maryland", ["12086", "MD"]),
    ],
)
async def test_a_chat_follows_the_counties_that_it_names(store: Store, typed: str, areas: list[str]) -> None:
    """By their codes, beside states; the answer names them, and `/subscriptions` each in a sentence."""
    desk = Desk(store)
    said = await desk.said("subscribe", typed)
    assert sorted(desk.subscriptions()) == sorted(areas)
    each = (await desk.said("subscriptions")).split("\n")[: len(areas)]
    assert all(line.endswith(": every agency there.") for line in each)
    assert all(line.split(":")[0] in said for line in each)


async def test_a_county_of_many_states_is_asked_about(store: Store) -> None:
    """Nothing is followed before that is clear."""
    desk = Desk(store)
    assert "Washington County" in await desk.said("subscribe", "Washington County")
    assert desk.subscriptions() == []


async def test_a_county_is_given_up_and_had_back(store: Store) -> None:
    """The answer names it, and what to type."""
    desk = Desk(store)
    await desk.ask("subscribe", "Page County VA, MD")
    said = await desk.said("unsubscribe", "Page County, Virginia")
    assert desk.subscriptions() == ["MD"]
    assert "Page County, Virginia" in said
    assert "/subscribe Page County VA" in said
    await desk.ask("subscribe", "Page County VA")
    assert sorted(desk.subscriptions()) == ["51139", "MD"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_many_places_are_all_named_as_people_write_them(store: Store, language: str) -> None:
    """Beyond the twenty that have a button each as well, and no code is among them: each name can be typed again."""
    desk, words = Desk(store), LANGUAGES[language]
    virginia = [county.fips for county in counties_in("VA")]
    followed = ["MD", "DC", *virginia[:60]]
    store.write(lambda work: work.chats.subscribe(CHAT, followed, language, NOW))
    said = text_of((await desk.conversation.answer(make_asked("subscriptions", place=CHAT, language=language))).message)
    assert not re.search(r"[0-9]{5}", said)
    shown = desk.subscriptions()
    names = [area_label(words, area, {}) for area in shown[:20]] + [area_name(words, area, {}) for area in shown[20:]]
    assert all(name in said for name in names)
    *_, more = (line for line in said.split("\n") if ";" in line)
    for name in more.partition(": ")[2].partition(". ")[0].split("; "):
        await desk.ask("unsubscribe", name)
    assert len(desk.subscriptions()) == 20


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_to_be_typed_to_have_many_places_back_gives_them_back(store: Store, language: str) -> None:
    """Each is named as people write it, and all of them in one command."""
    desk = Desk(store)
    followed = ["MD", *(county.fips for state in ("VA", "LA", "AK") for county in counties_in(state)[:20])]
    store.write(lambda work: work.chats.subscribe(CHAT, followed, language, NOW))
    asked = make_asked("unsubscribe", "all", place=CHAT, language=language, may_manage=True)
    said = text_of((await desk.conversation.answer(asked)).message)
    assert not re.search(r"[0-9]{5}", said)
    assert desk.subscriptions() == []
    await desk.ask("subscribe", said.partition("/subscribe ")[2].split("\n")[0])
    assert sorted(desk.subscriptions()) == sorted(followed)


async def test_a_link_that_names_a_county_offers_it(store: Store) -> None:
    """As Telegram hands it over: ``va-page``."""
    said = await Desk(store).said("start", "va-page")
    assert "Page County, Virginia" in said
    assert "/subscribe Page County VA" in said


@pytest.mark.parametrize(
    ("language", "reason", "calm"),
    [
        ("en", "Because this chat follows Page County, Virginia · /settings", "Page County, Virginia"),
        ("es", "Porque este chat sigue el condado de Page, Virginia · /settings", "el condado de Page, Virginia"),
    ],
)
def test_who_follows_a_county_reads_its_name(language: str, reason: str, calm: str) -> None:
    """In the reason below an alert, and where nothing happened."""
    words = LANGUAGES[language]
    assert line_text(why(words, ["51139"])) == reason
    assert calm in all_clear(words, AllClear(1, NOW, ("51139",), Standstill.CLEAR, NOW)).title
    many = ("51139", "51187", "12086", "48479", "22071", "MD")
    assert "6" in all_clear(words, AllClear(1, NOW, many, Standstill.CLEAR, NOW)).title
