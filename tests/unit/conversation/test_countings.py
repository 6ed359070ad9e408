"""Figures that were quoted of the list, each on a list of that kind, and the counting that gives it."""

from __future__ import annotations

import datetime as dt

from bot.conversation.countings import explain
from bot.conversation.statistics import count
from bot.domain.agreements import Listing, SupportModel
from bot.domain.countings import Counting
from bot.identity.compare import compare
from bot.reading.states import STATES, TERRITORIES
from bot.wording.countings import explained_lines
from bot.wording.languages import ENGLISH
from tests.support.identity import listing, roster
from tests.support.make import NOW

JANUARY = dt.date(2026, 1, 1)
TFM, JEM, WSO, _ = SupportModel
HOME = sorted(set(STATES) - TERRITORIES - {"DC"})


def row(
    n: int, model: SupportModel = TFM, *, form: str = "Police Department", state: str = "OH", day: int = 0
) -> Listing:
    """The row of the nth town, signed in 2024, or on that day of January 2026."""
    signed = dt.date(2026, 1, day) if day else dt.date(2024, 3, 1)
    return listing(f"Town{n:04} {form}", state=state, model=model, signed=signed, county=f"County{n:04}")


def explained(figure: int, rows: list[Listing], since: dt.date | None = JANUARY) -> list[tuple[Counting, int]]:
    """What gives a figure, and the nearest that does not."""
    listed = compare((), roster(*rows), at=NOW, next_id=1).listed
    found = explain(figure, count(listed, NOW, since, rows))
    return [(one.counting, one.number) for one in (*found.exactly, *found.nearest[:1])]


def test_135_is_agreements_of_133_agencies() -> None:
    """The list of December 2024: two agencies hold two agreements."""
    rows = [*(row(n, JEM) for n in range(133)), row(0, WSO), row(1, WSO)]
    assert (Counting.AGREEMENTS, 135) in explained(135, rows)
    assert (Counting.AGENCIES, 133) in explained(133, rows)


def test_1168_is_names_as_printed_of_1154_agencies() -> None:
    """The list of the end of January 2026: fourteen agencies print a second agreement under another spelling."""
    rows = [*(row(n) for n in range(1154)), *(row(n, JEM, form="P.D.") for n in range(14)), row(20, WSO), row(21, WSO)]
    assert explained(1168, rows)[0] == (Counting.NAMES_AS_PRINTED, 1168)
    assert explained(1154, rows)[0] == (Counting.AGENCIES, 1154)
    assert explained(1170, rows)[0] == (Counting.AGREEMENTS, 1170)


def test_1415_is_the_rows_and_their_header() -> None:
    """The list of 13 February 2026 has 1,414 rows."""
    rows = [row(n) for n in range(1414)]
    assert explained(1415, rows) == [(Counting.ROWS_AND_HEADER, 1415), (Counting.AGREEMENTS, 1414)]


def test_40_states_are_39_and_the_territories_as_one() -> None:
    """Guam and the Northern Mariana Islands were counted together."""
    rows = [row(n, state=state) for n, state in enumerate([*HOME[:39], "GU", "MP"])]
    rows += [row(n + 100) for n in range(20)]
    assert explained(40, rows)[0] == (Counting.STATES_AND_TERRITORIES_AS_ONE, 40)
    assert explained(41, rows)[0] == (Counting.STATES_AND_TERRITORIES, 41)
    assert explained(39, rows)[0] == (Counting.STATES, 39)


def test_148_are_new_agreements_of_135_new_agencies() -> None:
    """Nearly 150 since January: thirteen of them are of agencies that were on the list."""
    rows = [*(row(n) for n in range(300)), *(row(n + 1000, day=2 + n % 20) for n in range(135))]
    rows += [row(n, WSO, day=9) for n in range(13)]
    assert explained(148, rows)[0] == (Counting.SIGNED_SINCE, 148)
    assert (Counting.NEW_AGENCIES, 135) in explained(135, rows)
    assert (Counting.SIGNED_SINCE, 148) not in explained(148, rows, None)


def test_a_figure_that_nothing_gives_has_its_nearest() -> None:
    """The nearest three, the nearest first, with their numbers."""
    rows = [*(row(n) for n in range(90)), *(row(n, JEM, form="P.D.") for n in range(8)), row(10, WSO)]
    listed = compare((), roster(*rows), at=NOW, next_id=1).listed
    found = explain(97, count(listed, NOW, None, rows))
    assert found.exactly == ()
    assert [(one.counting, one.number) for one in found.nearest] == [
        (Counting.NAMES_AS_PRINTED, 98),
        (Counting.AGREEMENTS, 99),
        (Counting.ROWS, 99),
    ]
    assert list(explained_lines(ENGLISH, found, NOW, JANUARY)) == [
        "No way of counting gives 97 as of 6 February 2026, 15:04 UTC.",
        "The nearest other figures:",
        "  98: names as printed, each spelling in a state counted as one more",
        "  99: agreements on the list",
        "  99: rows of the workbook, repeated ones included",
    ]


def test_every_counting_has_its_words() -> None:
    """Each is said, those since a day with the day."""
    both = [row(1), row(2, JEM, state="GU"), row(3, WSO, day=9)]
    listed = compare((), roster(*both), at=NOW, next_id=1).listed
    totals = count(listed, NOW, JANUARY, both)
    said = [line for figure in range(6) for line in explained_lines(ENGLISH, explain(figure, totals), NOW, JANUARY)]
    assert any("agreements signed since 1 January 2026" in line for line in said)
    assert any("agreements under one model: Jail Enforcement Model" in line for line in said)
