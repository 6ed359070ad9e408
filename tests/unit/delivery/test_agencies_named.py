"""Agencies that a chat follows are called by their names where it is said why it is told, and once a week."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import pytest

from adapters.console import Console
from adapters.discord import render as discord
from adapters.telegram.render import render as telegram
from bot.delivery.followed import names_of
from bot.delivery.rendering import Rendering
from bot.domain.agreements import Agreement, Change, ChangeKind, Reason
from bot.domain.areas import Area
from bot.domain.deliveries import Alert, AllClear, Delivery, Standstill, Subject, Summary
from bot.domain.messages import Message
from bot.wording.languages import LANGUAGES, Words
from bot.wording.news import why
from storage.store import Store
from tests.support.make import NOW, DirectAccess, keep_edition, make_agreement, make_change, make_place
from tests.support.scenes import HOSTILE

PAGE = "VA-page-county-sheriffs-office"
SAID = {
    "en": "Because this chat follows Page County Sheriff's Office (Virginia)",
    "es": "Porque este chat sigue Page County Sheriff's Office (Virginia)",
}
CLEAR = AllClear(1, NOW, (PAGE, "MD"), Standstill.CLEAR, NOW)


@pytest.fixture
def change(store: Store) -> int:
    """The number of a change of the one agreement that is known."""
    edition, changed = keep_edition(store), make_change()
    remember = store.write(lambda work: work.agreements.remember(edition, (), [changed.agreement], [changed], NOW))
    return remember[0].id


async def text(store: Store, subject: Subject, *follows: Area, language: str = "en") -> str:
    """All that a chat reads of a delivery on the console."""
    rendering = Rendering(Console(io.StringIO()), DirectAccess(store))
    delivery = Delivery(1, 1, make_place(), subject, language, follows=follows)
    return "\n".join(f"{part.title}\n{part.body}" for part in await rendering.parts(delivery))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_agency_is_named_below_alerts_and_summaries(store: Store, change: int, language: str) -> None:
    """By the name that is printed now, in each language; its id is nowhere."""
    for subject in (Alert(change, (change,)), Summary(1, NOW, (change,))):
        said = await text(store, subject, PAGE, language=language)
        assert SAID[language] in said
        assert PAGE not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("change")
async def test_an_agency_is_named_in_an_all_clear(store: Store, language: str) -> None:
    """Beside the states that the chat follows."""
    said = await text(store, CLEAR, language=language)
    assert "Page County Sheriff's Office (Virginia)" in said
    assert "Maryland" in said
    assert PAGE not in said


def known(store: Store, *agreements: Agreement, changes: tuple[Change, ...] = ()) -> None:
    edition = keep_edition(store, b"PK more")
    store.write(lambda work: work.agreements.remember(edition, (), agreements, changes, NOW))


def names(store: Store, *areas: Area) -> dict[Area, str]:
    return {area: name.name for area, name in store.read(lambda work: names_of(work, areas)).items()}


def test_the_name_is_that_of_what_is_listed_else_the_last(store: Store) -> None:
    """Whatever ended later; nobody but agencies has one, and what is unknown has none."""
    left = NOW - dt.timedelta(days=9)
    for number, agency, ended in ((1, "Page Sheriff", None), (2, "Page County Sheriff", left), (3, "Elm PD", left)):
        one = make_agreement(number, agency=agency, ended_at=ended)
        known(store, replace(one, public_id=f"VA-{number}", agency_id="VA-elm" if number == 3 else PAGE))
    found = names(store, PAGE, "VA-elm", "VA-nobody", "VA", "51139", "all")
    assert found == {PAGE: "Page Sheriff", "VA-elm": "Elm PD"}
    assert names(store, "VA", "51139") == {}


def test_an_agency_whose_agreement_is_anothers_now_is_called_as_that_one(store: Store) -> None:
    """An alert may have been owed for the id that it had before."""
    now = make_agreement(1)
    was: dict[str, str | None] = {"agency_id": "VA-paige-county-sheriffs-office"}
    known(store, now, changes=(Change(ChangeKind.CORRECTED, now, Reason.RESPELT, was=was),))
    assert names(store, "VA-paige-county-sheriffs-office") == {"VA-paige-county-sheriffs-office": now.agency}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
async def test_a_hostile_name_is_text_in_every_place(store: Store, name: str, words: Words) -> None:
    """Markup is escaped on either platform, in the reason and in a title, and what is too long is counted."""
    known(store, replace(make_agreement(1, agency=name), agency_id="VA-hostile"))
    called = store.read(lambda work: names_of(work, ["VA-hostile"]))
    line = why(words, ["VA-hostile"], called)
    message = Message("News.", notes=(line,))
    on_discord = re.sub(r"\\.", "", "".join(part.body for part in discord.parts(message)))
    assert not re.search(r"[*_`|~@]|<[@t/]|\]\(", on_discord)  # nothing of it is left that no backslash stands before
    on_telegram = "".join(part.body for part in telegram(message)).removeprefix("<b>News.</b>")
    assert not re.search(r"<(?!/?code>)", on_telegram)
    assert "@everyone" not in re.sub(r"<code>.*?</code>", "", on_telegram)
    longest = 200 + len(words.follows(places=""))
    assert len("".join(span.text for span in line)) <= longest
    clear = await text(store, replace(CLEAR, areas=("VA-hostile",)), language=words.code)
    assert len(clear.partition("\n")[0]) < 200
