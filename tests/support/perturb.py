"""Seeded damage to real editions: slips of the pen that must not be told, and true changes that must.

Each round takes a real roster, damages some rows as ICE's typists do, removes some agreements
and adds some (near twins of what was removed among them), and counts what `compare` tells and `judge` believes.
"""

from __future__ import annotations

import datetime as dt
import random
import string
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.agreements import Agreement, Change, ChangeKind, Listing, Roster, SupportModel
from bot.domain.editions import ListKind
from bot.identity.compare import compare
from bot.ingest.judge import judge
from bot.reading.agency import agency_key
from bot.reading.states import STATES
from tests.support.identity import make_case

DAMAGED, REMOVED, ADDED = 25, 4, 6
AT = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
TWINS = ("{} Beach", "West {}", "North {}", "{} Heights", "New {}", "{} Springs")
RESPELLINGS = (
    ("Police Department", "PD"),
    ("Police Department", "Police Dept."),
    ("Police Department", "Police"),
    ("Sheriff's Office", "Sheriff\u2019s Department"),
    ("Sheriff's Office", "Sheriffs Office"),
    ("Sheriff's Office", "SO"),
    ("Department", "Dept"),
    ("County", "Co."),
    ("Township", "Twp."),
    ("Fort ", "Ft. "),
    ("St. ", "Saint "),
    (" and ", " & "),
    ("University", "Univ."),
)
Damage = Callable[[Listing, random.Random], Listing]


def typo(row: Listing, dice: random.Random) -> Listing:
    """Mistype one letter of a word of at least six letters (one of the longest, where there is none)."""
    words = row.agency.split(" ")
    long = [n for n, word in enumerate(words) if len(word) > 5] or [max(range(len(words)), key=lambda n: len(words[n]))]
    n = dice.choice(long)
    word, at = words[n], dice.randrange(1, max(2, len(words[n]) - 1))
    letter = dice.choice(string.ascii_lowercase)
    exchanged = word[: at - 1] + word[at : at + 1] + word[at - 1 : at] + word[at + 1 :]
    words[n] = dice.choice((word[:at] + word[at + 1 :], word[:at] + letter + word[at:], exchanged))
    return replace(row, agency=" ".join(words))


def respell(row: Listing, dice: random.Random) -> Listing:
    """Write the name in one of the other usual ways."""
    fitting = [pair for pair in RESPELLINGS if pair[0] in row.agency]
    if not fitting:
        return replace(row, agency=row.agency.upper() + " ")
    return replace(row, agency=row.agency.replace(*dice.choice(fitting)))


def city_of(row: Listing, _: random.Random) -> Listing:
    """Put ``City of`` before the name of a police department, or take it away."""
    if row.agency.startswith("City of "):
        return replace(row, agency=row.agency.removeprefix("City of "))
    return replace(row, agency=f"City of {row.agency}") if row.agency.endswith("Police Department") else row


def slip_date(row: Listing, dice: random.Random) -> Listing:
    """Print another day, another year, a text that is no date, or nothing."""
    if row.signed_on is None:
        return row
    moved = row.signed_on + dt.timedelta(days=dice.choice((-30, -14, -1, 1, 7, 45)))
    year = dt.date(row.signed_on.year - 1, row.signed_on.month, min(28, row.signed_on.day))
    day: dt.date | None = dice.choice((moved, year, None))
    return replace(row, signed_on=day, signed_printed=str(day) if day else dice.choice(("", "7/72025")))


def slip_state(row: Listing, dice: random.Random) -> Listing:
    """Print the wrong state, or one that cannot be read."""
    state = dice.choice((*STATES, None, None))
    return replace(row, state=state, state_printed=state or "Nowhere")


def lose_model(row: Listing, _: random.Random) -> Listing:
    """Leave the support type empty."""
    return replace(row, model=None, model_printed="")


def lose_county(row: Listing, _: random.Random) -> Listing:
    """Leave the county empty."""
    return replace(row, county="")


DAMAGES: tuple[Damage, ...] = (
    typo,
    typo,
    typo,
    respell,
    respell,
    city_of,
    slip_date,
    slip_state,
    lose_model,
    lose_county,
)


@dataclass(slots=True)
class Tally:
    """What `compare` told over all rounds."""

    rounds: int = 0
    damaged: int = 0
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    doubtful: int = 0
    """Changes that are held: kept back until the list comes right or confirms them."""
    examples: list[str] = field(default_factory=list)
    levels: Counter[tuple[str, bool]] = field(default_factory=Counter)
    """Changes by how sure the bot said that it is, and whether they are right; corrections too."""

    def figures(self) -> str:
        """Return right, wrong and missed of both kinds in one line."""
        return "; ".join(
            f"{kind} {self.right[kind]} right, {self.wrong[kind]} wrong, {self.missed[kind]} missed"
            for kind in ("signed", "ended")
        )


def twin(row: Listing, dice: random.Random) -> Listing:
    """Return another agency whose name has a word more: Beach, West, Springs."""
    first, rest = row.agency.split(" Police", 1) if " Police" in row.agency else (row.agency, "")
    name = dice.choice(TWINS).format(first) + (f" Police{rest}" if rest else "")
    return replace(row, agency=name)


def _precinct(row: Listing, dice: random.Random) -> Listing:
    return replace(row, agency=f"{row.county or row.agency} Constable Precinct {dice.randrange(1, 9)}")


def _added(
    rows: Sequence[Listing], gone: Sequence[Listing], others: Sequence[Listing], dice: random.Random
) -> list[Listing]:
    """Return new rows with a recent date: twins, precincts, another model, agencies of another edition."""
    bases = [
        twin(dice.choice([*gone, *rows]), dice),
        twin(dice.choice(gone), dice),
        _precinct(dice.choice(rows), dice),
    ]
    bases += [
        replace(dice.choice(rows), model=dice.choice(list(SupportModel))),
        *dice.sample(list(others), min(2, len(others))),
    ]
    day = AT.date() - dt.timedelta(days=dice.randrange(1, 10))
    fresh = [
        replace(one, signed_on=day, signed_printed=str(day), moa_url=None, row=90_000 + n)
        for n, one in enumerate(bases)
    ]
    taken = {identity(one) for one in rows}
    return [one for n, one in enumerate(fresh) if identity(one) not in taken | {identity(x) for x in fresh[:n]}]


def identity(row: Listing | Agreement) -> tuple[object, ...]:
    """Return what two rows of one agreement have in common."""
    return row.state, agency_key(row.agency, row.state), row.model


def run(roster: Roster, others: Sequence[Listing], dice: random.Random, tally: Tally) -> None:
    """Damage one roster once and count what is told."""
    unique = list({identity(row): row for row in roster.listings if row.state and row.model and row.agency}.values())
    gone = dice.sample(unique, REMOVED)
    rows = [row for row in unique if row not in gone]
    here = {identity(row) for row in unique}
    new = _added(rows, gone, [row for row in others if identity(row) not in here and row.state and row.model], dice)
    for n in dice.sample(range(len(rows)), DAMAGED):
        rows[n] = dice.choice(DAMAGES)(rows[n], dice)
    shown = [*rows, *new]
    dice.shuffle(shown)
    tally.damaged += DAMAGED
    tell(unique, shown, gone, new, tally)


def tell(
    before: Sequence[Listing],
    shown: Sequence[Listing],
    gone: Sequence[Listing],
    new: Sequence[Listing],
    tally: Tally,
    *,
    other: Mapping[ChangeKind, Sequence[Listing]] = {},
    kind: ListKind = ListKind.PARTICIPATING,
    signed: Sequence[Agreement] = (),
) -> None:
    """Count what is told between two editions of which ``gone``, ``new`` and ``other`` are all that truly changed.

    Each of ``before`` is an agreement of its own, all on rows of different numbers; of the kinds of ``other``
    its rows are those that changed so.  What is held is doubtful, and neither told nor missed; ``signed`` are
    agreements that the participating list has, where ``kind`` is pending.
    """
    known = compare((), Roster(kind, tuple(before)), at=AT, next_id=1).listed
    by_row = dict(zip((row.row for row in before), known, strict=True))
    roster = Roster(kind, tuple(shown))
    found = compare(known, roster, at=AT, next_id=10**6, signed=signed)
    verdict = judge(make_case(known, roster, found, linked_as=kind), AT)
    told = set(map(_key, verdict.believed.changes))
    held = [change for change in found.changes if _key(change) not in told]
    tally.rounds += 1
    tally.doubtful += len(held)
    names = {str(one.id): f"{one.agency} ({one.id})" for one in known}
    true = {"ended": {str(by_row[row.row].id) for row in gone}, "signed": {str(identity(row)) for row in new}}
    for word, expected in true.items():
        said, doubted = (
            {_name(change) for change in those if _is(change, word)} for those in (verdict.believed.changes, held)
        )
        waiting = expected - said if verdict.whole else doubted
        tally.doubtful += len(waiting - doubted)
        _count(tally, word, said, expected, waiting, names)
    for other_kind, rows in other.items():
        so = {str(one.agreement.id) for one in verdict.believed.changes if one.kind is other_kind}
        waiting = {str(one.agreement.id) for one in held if one.kind is other_kind}
        _count(tally, other_kind, so, {str(by_row[row.row].id) for row in rows}, waiting, names)
    _count_levels(tally, verdict.believed.changes, by_row, true)


def _count_levels(
    tally: Tally, changes: Sequence[Change], by_row: Mapping[int, Agreement], true: Mapping[str, Collection[str]]
) -> None:
    """Count for each level what is right: a departure and a signing that are true, else the row that it was."""
    numbers = {agreement.id: number for number, agreement in by_row.items()}
    for change in changes:
        assert change.basis is not None
        for word, expected in true.items():
            if _is(change, word):
                right = _name(change) in expected
                break
        else:
            right = numbers.get(change.agreement.id) == change.basis.row
        tally.levels[change.basis.level, right] += 1


def _key(change: Change) -> tuple[object, ...]:
    return change.kind, change.agreement.id


def _is(change: Change, word: str) -> bool:
    left = (ChangeKind.ENDED, ChangeKind.PENDING_DROPPED)
    return change.kind in (left if word == "ended" else (ChangeKind.SIGNED, ChangeKind.PENDING_LISTED))


def _name(change: Change) -> str:
    """What a change is known by: one that ended by the agreement's id, a new one by what it is."""
    return str(change.agreement.id) if _is(change, "ended") else str(identity(change.agreement))


def _count(  # noqa: PLR0917  three sets of one kind
    tally: Tally, kind: str, told: set[str], true: set[str], held: set[str], names: Mapping[str, str]
) -> None:
    wrong, missed = told - true, true - told - held
    tally.right[kind] += len(told & true)
    tally.wrong[kind] += len(wrong)
    tally.missed[kind] += len(missed)
    for word, those in (("wrong", wrong), ("missed", missed)):
        tally.examples += [f"{word} {kind}: {names.get(one, one)}" for one in sorted(those)]
