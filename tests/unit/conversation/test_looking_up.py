"""What is found by whoever types behind the bot's name in a chat that it is not in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from adapters.telegram.render import render
from bot.conversation.front import Front
from bot.domain.messages import Found
from storage.store import Store
from tests.support.make import make_agreement
from tests.unit.conversation.test_answers import Desk, have


@pytest.fixture
def desk(store: Store) -> Desk:
    """Page and Warren have an agreement each."""
    desk = Desk(store)
    have(store, make_agreement(1), make_agreement(2, agency="Warren County Sheriff's Office", county="Warren County"))
    return desk


async def titles(desk: Desk, typed: str, language: str = "en") -> list[str]:
    return [found.title for found in await desk.conversation.look_up(typed, language)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("page va", ["Page County, Virginia"]),
        ("Virginia", ["Virginia"]),
        ("va, md", ["Virginia", "Maryland"]),
        ("page county sheriff's office", ["Page County Sheriff's Office (Virginia)"]),
        ("Carolina", ["North Carolina", "South Carolina"]),
    ],
)
async def test_places_are_read_as_everywhere_and_what_may_be_meant_is_offered(
    desk: Desk, typed: str, expected: list[str]
) -> None:
    """A question needs no answer where one can choose."""
    assert await titles(desk, typed) == expected


@pytest.mark.parametrize("typed", ["", " ", "v", "all", "xyzzy", "?" * 500, "\u200b"])
async def test_what_is_no_place_finds_nothing(desk: Desk, typed: str) -> None:
    """Nor does the whole list."""
    assert await titles(desk, typed) == []


async def test_at_most_five_places_are_found(desk: Desk) -> None:
    """Of a name that thirty counties have, too."""
    assert len(await titles(desk, "Washington County")) in (0, 5)
    assert len(await titles(desk, "VA MD TX FL GA AL TN")) == 5


async def test_the_figures_are_in_the_line_below_the_title_and_in_the_message(desk: Desk) -> None:
    """In the language of who types; a link begins with that place."""
    (found,) = await desk.conversation.look_up("page va", "es")
    assert found.title == "Condado de Page, Virginia"
    assert "1 acuerdo" in found.description
    assert found.start == "51139"
    assert "Page County Sheriff's Office" in str(found.message.blocks)


async def test_of_a_state_with_many_agencies_the_figures_alone_are_shown(store: Store) -> None:
    """One message, without a file."""
    desk = Desk(store)
    have(store, *(make_agreement(number, agency=f"Town {number} Police Department") for number in range(1, 400)))
    (found,) = await desk.conversation.look_up("VA", "en")
    assert "399 agreements" in found.description
    assert found.message.attachment is None
    assert len(render(found.message)) == 1
    assert "Town 7" not in str(found.message.blocks)


async def test_a_fault_of_ours_finds_nothing_and_logs_no_word(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The next letter asks again."""

    async def broken(_: Callable[..., Any]) -> list[Found]:
        msg = "about secretville"
        raise RuntimeError(msg)

    monkeypatch.setattr(desk.conversation._store, "read", broken)
    assert await Front("telegram", desk.conversation, lambda *_: ()).look_up("secretville", "en") == []
    assert "nothing was looked up" in caplog.text
    assert "secretville" not in caplog.text
