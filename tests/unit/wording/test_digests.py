"""What a chat reads of a digest, after quiet hours, and of a week without news, on every platform."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.agreements import ChangeKind, RecordedChange, SupportModel
from bot.domain.deliveries import AllClear, Occasion, Standstill, Summary, Totals
from bot.domain.editions import ListKind
from bot.domain.messages import Extra, Message
from bot.wording.digests import all_clear, summary
from bot.wording.languages import ENGLISH
from tests.support.golden import golden
from tests.support.make import NOW, make_recorded
from tests.support.pseudo import make_pseudo
from tests.unit.wording.test_messages import many, one_of_each
from tests.unit.wording.test_missed import RENDERED, on
from tests.unit.wording.test_pseudo import assert_accented

SINCE = dt.datetime(2026, 1, 30, 14, tzinfo=dt.UTC)
WEEKLY = Summary(1, SINCE, (), Occasion.DIGEST, "America/Chicago", Totals(41, 38))
AFTER_QUIET = Summary(1, SINCE, (), Occasion.QUIET, "America/Chicago")
HOSTILE = "[@everyone](https://evil.example) <b>Sheriff</b> \u202eeciffO"


def change(number: int, kind: ChangeKind, agreement: int, day: int = 0, **fields: object) -> RecordedChange:
    recorded = make_recorded(number, kind, agreement_id=agreement, **fields)
    return replace(recorded, at=NOW + dt.timedelta(days=day))


def each_of_its_own(changes: Sequence[RecordedChange]) -> list[RecordedChange]:
    """The same changes, each of an agreement of its own."""
    return [
        replace(one, change=replace(one.change, agreement=replace(one.change.agreement, id=1000 + one.id)))
        for one in changes
    ]


def came_and_went() -> list[RecordedChange]:
    """One that came and left, one that left and is back, one that did so on the pending list, one that came to stay."""
    pending: dict[str, Any] = {"list": ListKind.PENDING, "agency": "Luray Police Department", "county": "Page County"}
    return [
        change(1, ChangeKind.SIGNED, 1),
        change(2, ChangeKind.ENDED, 2, agency="Surry County Sheriff", county="Surry County"),
        change(3, ChangeKind.PENDING_LISTED, 3, **pending),
        change(4, ChangeKind.ENDED, 1, 2),
        change(5, ChangeKind.SIGNED, 2, 3, agency="Surry County Sheriff", county="Surry County", relisted=True),
        change(6, ChangeKind.PENDING_DROPPED, 3, 3, **pending),
        change(7, ChangeKind.SIGNED, 4, 4, agency=HOSTILE, model=SupportModel.WARRANT_SERVICE),
    ]


@pytest.mark.parametrize("platform", RENDERED)
def test_a_weekly_digest_of_a_few_changes(platform: str) -> None:
    """What stays changed first, then what came and went, then the totals."""
    golden(f"{platform}/digest.txt", on(platform, summary(ENGLISH, WEEKLY, came_and_went())))


@pytest.mark.parametrize("platform", RENDERED)
def test_a_weekly_digest_of_many_changes(platform: str) -> None:
    """Each agency in short, and the totals at the end."""
    golden(f"{platform}/digest-many.txt", on(platform, summary(ENGLISH, WEEKLY, each_of_its_own(many(40)))))


def test_what_came_during_quiet_hours() -> None:
    """Since when, and each change as an alert tells it."""
    golden("messages/after-quiet.txt", on("console", summary(ENGLISH, AFTER_QUIET, each_of_its_own(one_of_each()))))


def test_a_digest_of_what_only_came_and_went_says_so_at_once() -> None:
    """Its title is no news that is none."""
    message = summary(ENGLISH, WEEKLY, came_and_went()[:6])
    assert message.title == "Virginia: 3 agreements on and off ICE's list, now as before."
    one = summary(ENGLISH, WEEKLY, [each for each in came_and_went() if each.change.agreement.id == 1])
    assert one.title == "Virginia: 1 agreement on and off ICE's list, now as before."


def test_what_left_came_back_and_left_again_has_left() -> None:
    """Three moves are one departure, told as such, and one going to and fro."""
    moves = [
        change(1, ChangeKind.ENDED, 1),
        change(2, ChangeKind.SIGNED, 1, 1, relisted=True),
        change(3, ChangeKind.ENDED, 1, 2),
    ]
    message = summary(ENGLISH, WEEKLY, moves)
    assert message.title.startswith("Virginia: 1 agreement no longer on ICE's list.")
    assert "no longer listed on 6 February 2026, listed again on 7 February 2026" in text_of(message)


def test_what_an_agency_has_besides_is_what_it_has_in_the_end() -> None:
    """It lost one agreement on Monday, when it had another, and that one on Tuesday: it stays with none."""
    jail, warrant = SupportModel.JAIL_ENFORCEMENT, SupportModel.WARRANT_SERVICE
    left = [
        change(1, ChangeKind.ENDED, 1, model=jail, remaining=(warrant,)),
        change(2, ChangeKind.ENDED, 2, 1, model=warrant),
    ]
    for like in (WEEKLY, AFTER_QUIET, replace(WEEKLY, occasion=Occasion.ABSENCE)):
        text = text_of(summary(ENGLISH, like, left))
        assert "The agency has no other agreement on the list." in text
        assert "stays on the list" not in text
    changed = [*left, change(3, ChangeKind.SIGNED, 3, 2)]
    text = text_of(summary(ENGLISH, WEEKLY, changed))
    assert "It stays on the list with: Task Force Model." in text
    assert "no other agreement" not in text


def test_a_digest_names_every_agency_without_its_file() -> None:
    """However many came and went, and whatever a chat takes."""
    passing = [
        change(2 * number + turn, kind, number, agency=f"Passing {number} Office")
        for number in range(100, 160)
        for turn, kind in enumerate((ChangeKind.SIGNED, ChangeKind.ENDED))
    ]
    message = summary(ENGLISH, WEEKLY, [*each_of_its_own(many(40)), *passing]).without({Extra.FILE})
    text = text_of(message)
    assert all(one.change.agreement.agency in text for one in (*many(40), *passing))


def clears() -> list[AllClear]:
    """For each way in which it can stand, of one state, of six, of all, and where nobody ever looked."""
    clear = AllClear(1, SINCE, ("VA",), Standstill.CLEAR, NOW, "America/Chicago")
    return [
        clear,
        replace(clear, areas=("MD", "VA"), stands=Standstill.CHECKING),
        replace(clear, areas=("AL", "MD", "NC", "SC", "TN", "VA"), stands=Standstill.UNREADABLE),
        replace(clear, areas=("all",), stands=Standstill.UNREADABLE, checked_at=None, zone="UTC"),
    ]


def test_a_week_without_news() -> None:
    """That there was none, that something is being checked, that the list cannot be read."""
    golden("messages/all-clear.txt", "\n-----\n".join(on("console", all_clear(ENGLISH, clear)) for clear in clears()))


def test_digests_and_all_clears_are_accented() -> None:
    """No word of them is English in a language that is not."""
    pseudo = make_pseudo()
    agency = make_recorded().change.agreement.agency
    told = [
        replace(one, change=replace(one.change, agreement=replace(one.change.agreement, agency=agency, county="")))
        for one in came_and_went()
    ]
    assert_accented(all_clear(pseudo, replace(clear, zone="UTC")) for clear in clears())
    assert_accented(summary(pseudo, replace(like, zone="UTC"), told) for like in (WEEKLY, AFTER_QUIET))
    assert_accented([summary(pseudo, replace(WEEKLY, zone="UTC"), told[:6])])


def text_of(message: Message) -> str:
    return "\n".join("".join(span.text for span in line) for block in message.blocks for line in block)
