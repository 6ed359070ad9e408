"""Replay a corpus of real workbooks and count what is right: ``python -m tests.programs.accuracy --corpus FOLDER``.

The folder holds ``index.jsonl`` (workbooks in the order of their publication) and
``truth.json`` (what really changed, labelled by hand).  Every workbook goes through the same
reading, comparing and judging as in a poll, at its own time; an edition that is held is
judged again as time passes until the next one appears, as polls would.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from click import echo

from adapters.workbook.reader import read_sync
from bot.domain.agreements import Agreement, Change, ChangeKind, Listing, Roster
from bot.domain.basis import Level
from bot.domain.editions import EditionOutcome, ListKind
from bot.domain.errors import WorkbookRefused
from bot.domain.holds import Hold
from bot.identity.compare import compare
from bot.ingest.judge import Verdict, judge
from bot.reading.roster import read_roster
from bot.wording.editions import hold_detail
from bot.wording.languages import ENGLISH
from tests.support import perturb, perturb_kinds, perturb_levels, perturb_signings, perturb_waves
from tests.support.identity import make_believed, make_case
from tests.support.scoring import Event, Score, score, when

LOOK_AGAIN = dt.timedelta(hours=1)
GOALS = {"signed": (0.995, 0.995), "ended": (0.96, 1.0)}
"""Least precision and recall."""

LATE_SHARE = 0.02
TOLD = {ChangeKind.SIGNED: "signed", ChangeKind.ENDED: "ended"}


@dataclass(frozen=True, slots=True)
class Found:
    """One workbook of the corpus, read."""

    name: str
    at: dt.datetime
    linked_as: ListKind
    roster: Roster


@dataclass(slots=True)
class Watch:
    """What the replay knows of one list."""

    known: dict[int, Agreement] = field(default_factory=dict)
    holds: tuple[Hold, ...] = ()
    modified: dt.datetime | None = None
    pending: Found | None = None
    """The edition that is held, in whole or in part, until the next one appears."""


def editions(corpus: Path, say: Callable[[str], None]) -> Iterator[Found]:
    """Yield the readable workbooks in the order of the index."""
    for line in (corpus / "index.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        at = when(entry["modified"])
        try:
            roster = read_roster(read_sync((corpus / entry["file"]).read_bytes()))
        except WorkbookRefused as refusal:
            say(f"refused {entry['file']}: {refusal}")
            continue
        yield Found(entry["file"], at, ListKind(entry["kind"]), roster)


def replay(found: Iterable[Found], say: Callable[[str], None]) -> list[Event]:
    """Return what would have been told of the participating list, held editions judged again in between."""
    watches = {kind: Watch() for kind in ListKind}
    events: list[Event] = []
    for edition in found:
        for watch in watches.values():
            for at in _hours(watch, edition.at):
                events += _take(watch, watch.pending or edition, at, say)
        events += _take(watches[edition.roster.list], edition, edition.at, say)
    return events


def _hours(watch: Watch, until: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the times of the polls that look at a held edition again before the next one appears."""
    at = watch.pending.at + LOOK_AGAIN if watch.pending else until
    while at < until and watch.pending:
        yield at
        at += LOOK_AGAIN


def _take(watch: Watch, edition: Found, at: dt.datetime, say: Callable[[str], None]) -> list[Event]:
    """Take one edition in as a poll does; return what it tells of the participating list."""
    known = tuple(watch.known.values())
    comparison = compare(known, edition.roster, at=at, next_id=max(watch.known, default=0) + 1)
    case = make_case(known, edition.roster, comparison, linked_as=edition.linked_as, modified=edition.at)
    case = replace(case, last=make_believed(watch.modified), holds=watch.holds)
    if watch.pending is edition:
        case = replace(case, edition=replace(case.edition, outcome=EditionOutcome.HELD))
    verdict = judge(case, at)
    _say_holds(watch, verdict, edition, at, say)
    watch.holds, watch.pending = verdict.holds, edition if verdict.holds else None
    if verdict.whole:
        return []
    watch.modified = edition.at
    changes = verdict.believed.changes
    watch.known |= {one.id: one for one in (*verdict.believed.listed, *(change.agreement for change in changes))}
    return [_event(change, edition) for change in changes if change.kind in TOLD] if known else []


def _say_holds(watch: Watch, verdict: Verdict, edition: Found, at: dt.datetime, say: Callable[[str], None]) -> None:
    before = {(hold.state, hold.reason) for hold in watch.holds}
    for hold in verdict.holds:
        if (hold.state, hold.reason) not in before:
            say(f"held {edition.name}: {hold.state or 'everything'}: {hold.reason}: {hold_detail(ENGLISH, hold)}")
    still = {(hold.state, hold.reason) for hold in verdict.holds}
    for hold in watch.holds:
        if (hold.state, hold.reason) not in still:
            say(f"no longer held at {at:%Y-%m-%d %H:%M}: {hold.state or 'everything'}: {hold.reason}")


def _event(change: Change, edition: Found) -> Event:
    one = change.agreement
    return Event(
        TOLD[change.kind],
        edition.name,
        edition.at,
        one.state,
        one.agency,
        str(one.model),
        change.basis.level if change.basis else "",
    )


def naive(found: Iterable[Found], key: Callable[[Listing], tuple[object, ...]]) -> list[Event]:
    """Return what a comparison of rows by ``key`` would tell: nothing else counts, nothing is held."""
    events: list[Event] = []
    before: dict[tuple[object, ...], Listing] | None = None
    for edition in found:
        if edition.linked_as is not ListKind.PARTICIPATING or edition.roster.list is not ListKind.PARTICIPATING:
            continue
        now = {key(row): row for row in edition.roster.listings}
        last = now if before is None else before
        for kind, there, gone in (("signed", now, last), ("ended", last, now)):
            for row in (there[one] for one in sorted(there.keys() - gone.keys(), key=str)):
                model = str(row.model or "")
                events.append(Event(kind, edition.name, edition.at, row.state or "", row.agency, model))
        before = now
    return events


def as_printed(row: Listing) -> tuple[object, ...]:
    """Return a row as a plain comparison sees it."""
    return row.state_printed, row.agency, row.model_printed, row.signed_printed


def folded(row: Listing) -> tuple[object, ...]:
    """Return a row as a comparison sees it that ignores case and white space."""
    return tuple(re.sub(r"\s+", " ", str(cell)).strip().casefold() for cell in as_printed(row))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and what is wrong; return 0, or 1 where a goal of the project is missed."""
    parser = argparse.ArgumentParser(description="Replay a corpus and count what is right.")
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--events", type=Path, help="also write what was told to this file, one JSON object a line")
    parser.add_argument("--rounds", type=int, default=60, help="rounds of seeded damage to real editions (default 60)")
    chosen = parser.parse_args(arguments)
    if not (chosen.corpus / "index.jsonl").is_file():
        echo(f"skipped: no corpus at {chosen.corpus} (it needs index.jsonl, truth.json and the workbooks)")
        return 0
    found = list(editions(chosen.corpus, echo))
    ours = replay(found, echo)
    if chosen.events:
        chosen.events.write_text("".join(_json(event) + "\n" for event in ours), encoding="utf-8")
    truth = json.loads((chosen.corpus / "truth.json").read_text(encoding="utf-8"))
    missed = _report(found, ours, truth)
    participating = [one.roster for one in found if one.roster.list is ListKind.PARTICIPATING]
    _damage(participating, chosen.rounds)
    _kinds(participating, chosen.rounds)
    return missed


def _report(found: Sequence[Found], ours: Sequence[Event], truth: Sequence[dict[str, Any]]) -> int:
    rivals = {"this bot": ours, "as printed": naive(found, as_printed), "white space and case": naive(found, folded)}
    echo(f"{'':30} precision   recall  right  wrong  missed  late  unscored")
    for kind in GOALS:
        for name, events in rivals.items():
            echo(f"{kind:8}{name:22} {score(events, truth, kind).row()}")
    for kind in GOALS:
        found_of = score(ours, truth, kind)
        _say_levels(kind, Counter((event.level, good) for good in (True, False) for event in _scored(found_of, good)))
    return max(_check(score(ours, truth, kind), kind) for kind in GOALS)


def _scored(of: Score, good: bool) -> Sequence[Event]:  # noqa: FBT001  which of the two
    return of.told if good else of.wrong


def _say_levels(what: str, levels: Mapping[tuple[str, bool], int]) -> None:
    """Print how many changes of each level are right and wrong."""
    for level in Level:
        right, wrong = levels.get((level, True), 0), levels.get((level, False), 0)
        if right or wrong:
            echo(f"{what}: {level:9} {right:6} right {wrong:5} wrong  precision {right / (right + wrong):.4f}")


def _check(ours: Score, kind: str) -> int:
    """List what is wrong; return 1 where a goal is missed."""
    for word, events in (("wrong", ours.wrong), ("missed", ours.missed)):
        for one in events:
            echo(f"{word} {kind}: {one.at:%Y-%m-%d} {one.state} {one.agency} ({one.model}) {one.sheet}")
    precision, recall = GOALS[kind]
    met = ours.precision >= precision and ours.recall >= recall and ours.late <= LATE_SHARE * max(1, ours.right)
    echo(f"{kind}: goals {'met' if met else 'MISSED'} (precision {precision}, recall {recall})")
    return 0 if met else 1


def _damage(rosters: Sequence[Roster], rounds: int) -> None:
    """Print what slips of the pen in real editions, and true changes between them, come to."""
    dice, tally = random.Random(287), perturb.Tally()
    for _ in range(rounds):
        perturb.run(dice.choice(rosters), rosters[-1].listings, dice, tally)
    echo(f"damage: {tally.rounds} rounds, {tally.damaged} rows damaged, {tally.figures()}")
    for example in tally.examples:
        echo(f"  {example}")
    _say_levels("damage", tally.levels)


def _kinds(rosters: Sequence[Roster], rounds: int) -> None:
    """Print what damage of one kind at a time comes to: false and missed, of how many."""
    dice = random.Random(1996)
    editions = [perturb_kinds.distinct([dice.choice(rosters)]) for _ in range(rounds)]
    runs: dict[str, Callable[[Sequence[Listing], perturb.Tally], None]] = {
        "(a) namesakes": lambda rows, tally: perturb_kinds.namesakes(rows, dice, tally),
        "(b) other models": lambda rows, tally: perturb_kinds.models(rows, dice, tally),
        "(c) renewals": lambda rows, tally: perturb_signings.renewals(rows, dice, tally),
        "(f) other agencies": lambda rows, tally: perturb_signings.relabelled(rows, dice, tally),
        "(d) true waves": lambda rows, tally: perturb_waves.true_waves(rows, dice, tally),
        "(d) slipped columns": lambda rows, tally: perturb_waves.slipped_columns(rows, dice, tally),
        "(g) two slips": lambda rows, tally: perturb_kinds.two_slips(rows, dice, tally),
        "(h) pending beside signings": lambda rows, tally: perturb_waves.pending(rows, dice, tally),
        "(m) all at once": lambda rows, tally: perturb_waves.mixed(rows, dice, tally, ListKind.PARTICIPATING),
        "(m) all at once, pending": lambda rows, tally: perturb_waves.mixed(rows, dice, tally, ListKind.PENDING),
    }
    tallies = {"(e) forms of names": perturb.Tally()}
    perturb_kinds.forms(perturb_kinds.distinct(rosters), tallies["(e) forms of names"])
    for name, run in runs.items():
        tallies[name] = perturb.Tally()
        for rows in editions:
            run(rows, tallies[name])
    for name, tally in tallies.items():
        _say_kind(name, tally)
    _limits(editions, dice)
    _say_total(tallies)


def _limits(editions: Sequence[Sequence[Listing]], dice: random.Random) -> None:
    """Print what becomes of what no rule can tell, by level: examples of it are no faults."""
    second, replaced = perturb.Tally(), perturb.Tally()
    for rows in editions:
        perturb_levels.second_rows(rows, dice, second)
    rows = max(editions, key=len)
    pairs = perturb_levels.neighbours(rows)
    for pair in dice.sample(pairs, min(len(pairs), 4 * len(editions))):
        perturb_levels.replaced(rows, pair, replaced)
    for name, tally in (("(s) second rows", second), ("(r) resembling agencies", replaced)):
        tally.examples.clear()
        _say_kind(name, tally)


def _say_total(tallies: Mapping[str, perturb.Tally]) -> None:
    """Print all kinds together, and how much is doubtful but for waves, which have to be."""
    wrong, missed, damaged, true = (sum(column) for column in zip(*map(_figures, tallies.values()), strict=True))
    calm = [tally for name, tally in tallies.items() if not name.startswith("(d)")]
    share = sum(tally.doubtful for tally in calm) / sum(_figures(tally)[2] + _figures(tally)[3] for tally in calm)
    of = f"{damaged} damaged rows and {true} true changes"
    echo(f"all kinds: {wrong} false, {missed} missed, of {of}; {share:.2%} doubtful but for waves")


def _figures(tally: perturb.Tally) -> tuple[int, int, int, int]:
    """False, missed, damaged and true."""
    true = sum((tally.right + tally.missed).values())
    return sum(tally.wrong.values()), sum(tally.missed.values()), tally.damaged, true


def _say_kind(name: str, tally: perturb.Tally) -> None:
    wrong, missed, _, true = _figures(tally)
    of = f"{tally.damaged} damaged rows and {true} true changes"
    echo(f"{name}: {wrong} false, {missed} missed, {tally.doubtful} doubtful, of {of}")
    for example in tally.examples:
        echo(f"  {example}")
    _say_levels(name, tally.levels)


def _json(event: Event) -> str:
    return json.dumps(
        {
            "kind": event.kind,
            "sheet": event.sheet,
            "at": event.at.isoformat(),
            "state": event.state,
            "agency": event.agency,
            "model": event.model,
        }
    )


if __name__ == "__main__":
    sys.exit(main())
