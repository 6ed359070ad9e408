"""How sure a change is, as it is told and explained, in English and in a language that is not."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest

from bot.domain.agreements import ChangeKind, Reason
from bot.domain.basis import Basis, Level, Weighed
from bot.domain.editions import Edition, ListKind
from bot.domain.explanations import Explanation, PrintedRow, Shown
from bot.domain.holds import Hold, HoldReason, Stored
from bot.domain.verification import Difference, Verification
from bot.wording.alerts import alert, entry
from bot.wording.doubt import doubt
from bot.wording.explaining import explanation
from bot.wording.history import history
from bot.wording.languages import ENGLISH
from bot.wording.verification import verification_lines
from tests.support.make import NOW, make_change, make_recorded
from tests.support.pseudo import make_pseudo
from tests.unit.wording.test_pseudo import english_in, rendered

PSEUDO = make_pseudo()
EDITION = Edition(1, "0" * 64, "participatingAgencies02062026pm.xlsx", "https://www.ice.gov/x.xlsx", None, NOW)
OTHER = Weighed("Quillby Police Department", "VA", "task_force", "2025-02-28", {"name": 7.0}, "words")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (ChangeKind.SIGNED, "We are not certain of this: it may be Quillby Police Department, printed differently."),
        (
            ChangeKind.ENDED,
            "We are not certain of this: Quillby Police Department on the list may be the same, printed differently.",
        ),
        (ChangeKind.CORRECTED, "We are not certain that this is the same agreement as before."),
    ],
)
def test_what_is_doubtful_is_told_as_such(kind: ChangeKind, said: str) -> None:
    """In the alert and in the answer to `/changes`; what is not doubtful is told without a word of it."""
    for level in Level:
        change = replace(make_change(kind), basis=Basis(level, considered=(OTHER,)))
        listed = history(ENGLISH, "VA", [replace(make_recorded(), change=change)]).blocks[0]
        for block in (entry(ENGLISH, [change]), listed):
            assert (said in ["".join(span.text for span in line) for line in block]) is (level is Level.DOUBTFUL)


def test_what_is_doubtful_is_told_among_many_in_short_lines() -> None:
    """Of 21 changes the one that is doubtful has an entry beside its name in the list."""
    changes = [make_recorded(number, agency=f"Agency {number}") for number in range(1, 22)]
    found = replace(changes[7].change, basis=Basis(Level.DOUBTFUL, considered=(OTHER,)))
    changes[7] = replace(changes[7], change=found)
    said = "\n".join("".join(span.text for span in line) for block in alert(ENGLISH, changes).blocks for line in block)
    assert said.count("We are not certain of this") == 1
    assert [said.count(name) for name in ("Agency 7 ", "Agency 8 ", "Agency 9 ")] == [1, 2, 1]


@pytest.mark.parametrize("reason", Reason)
def test_every_rule_is_said_in_words(reason: Reason) -> None:
    """One that has none would be told by its name alone."""
    assert hasattr(ENGLISH, f"reason_{reason}")


def test_every_answer_about_a_change_is_accented() -> None:
    """In short and in full: every level, every reason, rows that are there or not, and the hold that came before."""
    weighed = Weighed("Page", "MD", "task_force", "2025-02-28", {"name": 4.0, "date": 4.0}, "related")
    others = (replace(weighed, row=7), replace(weighed, likeness="number"), replace(weighed, points={"date": 4.0}))
    bases = [None, *(Basis(level, 7, sheet, considered=others) for level in Level for sheet in ("", "Sheet1"))]
    named = replace(weighed, by_name=True)
    bases += [Basis(Level.DECIDED, 7, "", weighed, others, 1), Basis(Level.PLAIN, 7, "", named)]
    row = PrintedRow("", 7, (("STATE", "X"), ("", "X")))
    rows = (row, replace(row, sheet="S"), None)
    shown = [*(Shown(EDITION, one) for one in rows), Shown(EDITION, readable=False)]
    figures = {"missing": 2, "listed": 9}
    hold = Stored(1, Hold(ListKind.PARTICIPATING, "VA", HoldReason.TRUNCATED, NOW, 1, figures=figures))
    changes = [make_change(ChangeKind.CORRECTED, reason=reason) for reason in Reason]
    told = [replace(change, basis=basis) for change in changes for basis in bases]
    for change, after in zip(told, itertools.cycle(shown), strict=False):
        found = Explanation(replace(make_recorded(), change=change), after, shown[0], hold)
        for short in (True, False):
            for text in rendered(explanation(PSEUDO, found, short=short)):
                plain = text.replace("\\", "")
                assert english_in(re.sub("|".join(Reason), "", plain)) == []


def test_every_doubt_is_accented() -> None:
    """Of what is new, what left, and what was corrected."""
    other = Weighed("Page", "VA", "task_force", "", {"date": 4.0})
    for kind in ChangeKind:
        change = replace(make_change(kind), basis=Basis(Level.DOUBTFUL, considered=(other,)))
        said = doubt(PSEUDO, change)
        assert said is not None
        assert english_in(said) == []


def test_what_verifying_came_to_is_accented() -> None:
    """The same, altered, absent, and every way to differ."""
    told = make_recorded(reason=Reason.RENAMED)
    differ = (Difference(told, told, ("at",)), Difference(told, None), Difference(None, told))
    for found in (
        Verification(1, 1),
        Verification(1, 1, damaged=(EDITION,), absent=(EDITION,)),
        Verification(1, 1, absent=(EDITION,)),
        Verification(1, 3, differences=differ),
        Verification(1, 3, differences=differ[:1]),
    ):
        lines = list(verification_lines(PSEUDO, found))
        assert len(lines) == 1 + len(found.damaged) + len(found.absent) + len(found.differences)
        assert [english_in(line) for line in lines] == [[] for _ in lines]
