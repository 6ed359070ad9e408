"""The command line: results on standard output, one clear line for a mistake, never a traceback."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from bot.domain.editions import ListKind
from bot.program.cli import main
from bot.program.lock import only_instance
from storage.store import Store
from tests.support import ROOT
from tests.support.builders import PENDING_COLUMNS, RowInput, make_row, make_workbook
from tests.support.doubles.ice import IceDouble, SiteFault
from tests.support.make import make_place

COMMAND = (sys.executable, "-c", "from bot.program.cli import main; main()")
COUNTIES = ("Amherst", "Bedford", "Campbell", "Craig", "Giles", "Greene", "Page", "Scott", "Smyth", "Wise")
OWED = "SELECT platform, state FROM deliveries"
CHANGE = {"kind", "sheet", "at", "state", "agency", "model", "signed_on", "relisted", "was", "county", "reason"}
CHANGE |= {"county_fips"}
CHANGE |= {"agreement_id", "agency_id", "deportationdata_id"}
CHANGE |= {"moa_url", "addendum_url"}
CHANGE |= {"change", "level"}


def day(number: int) -> dt.datetime:
    return dt.datetime(2026, 2, 2 + number, 12, tzinfo=dt.UTC)


def sheriffs(*counties: str, signed: dt.date = dt.date(2025, 2, 28)) -> list[RowInput]:
    return [
        make_row(agency=f"{one} County Sheriff's Office", county=f"{one} County", signed=signed) for one in counties
    ]


GUAM = make_row(state="GUAM", agency="Guam Police Department", county="", model="Jail Enforcement Model")
FIRST = [*sheriffs(*COUNTIES), GUAM]
SECOND = [*FIRST, *sheriffs("Warren", signed=dt.date(2026, 2, 3))]
THIRD = [*sheriffs(*COUNTIES[1:]), GUAM, *sheriffs("Warren", signed=dt.date(2026, 2, 1))]


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder without tokens."""
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "TELEGRAM_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three editions of the participating list and one of the pending list, named against their order."""
    made = tmp_path / "lists"
    made.mkdir()
    for number, (name, rows) in enumerate([("c.xlsx", FIRST), ("b.xlsx", SECOND), ("a.xlsx", THIRD)]):
        (made / name).write_bytes(make_workbook(rows, modified=day(number)))
    pending = make_workbook(sheriffs("Floyd"), header=PENDING_COLUMNS, modified=day(0))
    (made / "pending.xlsx").write_bytes(pending)
    return made


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def process(*words: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [*COMMAND, *map(str, words)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=env)  # noqa: S603  our own


def good(*words: object) -> str:
    done = run(*words)
    assert done.exit_code == 0, done.output
    return done.stdout


def objects(*words: object) -> list[dict[str, Any]]:
    """Everything on standard output, each line of which must be an object."""
    return [json.loads(line) for line in good(*words, "--json").splitlines()]


def mistake(*words: object) -> str:
    """The one line on standard error of a command that must fail, with nothing on standard output."""
    done = run(*words)
    assert done.exit_code != 0
    assert done.stdout == ""
    assert isinstance(done.exception, SystemExit)
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, one in group.commands.items():
        yield (*path, name)
        if isinstance(one, click.Group):
            yield from commands(one, (*path, name))


@pytest.mark.parametrize("path", [(), *commands(main)], ids=" ".join)
def test_every_command_explains_itself(path: Sequence[str]) -> None:
    """``--help`` has a sentence and every option has its own."""
    said = good(*path, "--help")
    assert "Usage:" in said
    assert len(said.splitlines()[2].strip()) > 20
    found: click.Command = main
    for name in path:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    for option in found.params:
        assert not isinstance(option, click.Option) or option.help, option.name


@pytest.mark.parametrize("path", list(commands(main)), ids=" ".join)
def test_every_command_is_in_the_readme(path: Sequence[str]) -> None:
    """No command is left for people to find out about."""
    readme = (ROOT / "README.md").read_text("utf-8")
    first, *rest = path
    lines = [line for line in readme.splitlines() if f"287g-alerts {first}" in line]
    assert any(all(f"`{name}`" in line or f" {name}" in line for name in rest) for line in lines), path


def test_the_readme_names_no_command_that_is_not_there() -> None:
    """What it shows can be typed."""
    named = set(re.findall(r"287g-alerts ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))
    assert named - {"watches"} <= set(main.commands)


def test_the_version_is_the_packages() -> None:
    """It is one number."""
    assert "0.1.0" in good("--version")


@pytest.mark.parametrize(
    "words",
    [
        ("replay", "nowhere"),
        ("run", "--config", "nowhere.toml"),
        ("poll", "--config", "nowhere.toml"),
        ("state", "VA"),
        ("stats",),
        ("state", "Narnia"),
        ("state", "VA MD"),
        ("state", "all"),
        ("state", ""),
        ("state", "VA", "--db", "nowhere.db"),
        ("review", "list", "--db", "nowhere.db"),
    ],
    ids=" ".join,
)
def test_a_mistake_is_one_line_and_a_status(words: Sequence[str]) -> None:
    """On standard error, which says what is wrong."""
    assert mistake(*words).startswith("Error: ")


@pytest.mark.parametrize("words", [("fly",), ("replay",), ("stats", "--as-of", "yesterday"), ("state", "VA", "--fast")])
def test_a_wrong_usage_is_said_with_how_to_use_it(words: Sequence[str]) -> None:
    """An unknown command or option, a missing argument, a day that is none."""
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Usage:" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sauce]\n", "sauce is no key"),
        ("[discord]\n", "discord.token is missing"),
        ("[source]\nevery_minutes = 0\n", "every_minutes"),
        ("[", "cannot be read"),
    ],
)
@pytest.mark.parametrize("command", ["run", "poll"])
def test_a_bad_configuration_is_refused_at_start_by_name(tmp_path: Path, command: str, text: str, said: str) -> None:
    """And no database is made."""
    (tmp_path / "config.toml").write_text(text)
    assert said in mistake(command)
    assert not list(tmp_path.glob("*.db"))


def test_a_hold_that_would_change_nothing_says_so(tmp_path: Path) -> None:
    """An older copy that prints a name with one more space; one that misses agencies lists each of them."""
    padded = [make_row(agency="Guam  Police Department", county="", state="GUAM", model="Jail Enforcement Model")]
    copies = {"a.xlsx": (FIRST, 3), "b.xlsx": ([*FIRST[:-1], *padded], 2), "c.xlsx": (FIRST[8:], 4)}
    for name, (rows, saved) in copies.items():
        (tmp_path / name).write_bytes(make_workbook(rows, modified=day(saved)))
    good("replay", tmp_path, "--db", "x.db", "--order", "name")
    assert "It would change nothing of what is known." in good("review", "show", 1, "--db", "x.db")
    doubtful = good("review", "show", 2, "--db", "x.db")
    assert "It would change nothing" not in doubtful
    assert [f"ended: {one} County Sheriff's Office" in doubtful for one in COUNTIES] == [*[True] * 8, False, False]


def test_a_hold_of_corrections_shows_what_each_was(tmp_path: Path) -> None:
    """Names that were moved by a row: the state, how many, and every former name."""
    towns = ("Abelmoor", "Brindlow", "Carvath", "Dunquill", "Eskerby", "Fennimarsh")
    names = [f"{town} Police Department" for town in towns]
    rows = [
        make_row(
            agency=name, county=town, signed=dt.date(2020 + n, 3, 5 * n + 1), moa_url=f"https://www.ice.gov/{n}.pdf"
        )
        for n, (town, name) in enumerate(zip(towns, names, strict=True))
    ]
    moved = [{**row, "LAW ENFORCEMENT AGENCY": name} for row, name in zip(rows, [*names[1:], names[0]], strict=True)]
    for n, these in enumerate((rows, moved)):
        (tmp_path / f"{n}.xlsx").write_bytes(make_workbook([*FIRST[8:], *these], modified=day(2 + n)))
    good("replay", tmp_path, "--db", "x.db", "--order", "name")
    (held,) = objects("review", "list", "--db", "x.db")
    assert (held["reason"], held["state"]) == ("mass_renaming", "VA")
    shown = good("review", "show", 1, "--db", "x.db")
    assert "6 of 8 agreements of Virginia stand beside another agency's name at once" in shown
    for name, former in zip([*names[1:], names[0]], names, strict=True):
        assert re.search(f"{name}, VA, [^:]*\\(renamed\\): name was “{former}”", " ".join(shown.split()))


@pytest.mark.parametrize("words", [("state", "VA"), ("stats",), ("review", "list")])
def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path: Path, words: Sequence[str]) -> None:
    """Whatever asks it."""
    (tmp_path / "x.db").write_bytes(b"this is no database" * 100)
    assert "cannot use the database" in mistake(*words, "--db", "x.db")


def test_a_database_where_none_can_be_is_refused_in_one_line(tmp_path: Path, folder: Path) -> None:
    """A path through a file."""
    (tmp_path / "file").touch()
    assert "file/x.db" in mistake("replay", folder, "--db", "file/x.db")


def test_replay_prints_every_change_as_an_object(folder: Path) -> None:
    """In the order of the workbooks' own times, in the documented shape, and nothing else."""
    found = objects("replay", folder)
    assert all(set(one) >= CHANGE for one in found)
    assert [(one["kind"], one["sheet"], one["agency"].split()[0]) for one in found] == [
        ("signed", "b.xlsx", "Warren"),
        ("corrected", "a.xlsx", "Warren"),
        ("ended", "a.xlsx", "Amherst"),
    ]
    assert found[0] == {
        "kind": "signed",
        "sheet": "b.xlsx",
        "at": "2026-02-03T12:00:00Z",
        "state": "VA",
        "agency": "Warren County Sheriff's Office",
        "model": "task_force",
        "signed_on": "2026-02-03",
        "relisted": False,
        "was": {},
        "county": "Warren County",
        "county_fips": ["51187"],
        "reason": found[0]["reason"],
        "agreement_id": "VA-warren-county-sheriffs-office-task-force-2026-02-03",
        "agency_id": "VA-warren-county-sheriffs-office",
        "deportationdata_id": "VA-warren-county-sheriff-office",
        "moa_url": found[0]["moa_url"],
        "addendum_url": None,
        "change": 1,
        "level": "plain",
    }
    assert (found[1]["was"], found[1]["signed_on"]) == ({"signed_on": "2026-02-03"}, "2026-02-01")


def test_replay_by_an_index(folder: Path) -> None:
    """The index gives order and times; ``--until`` stops after its day."""
    rows = [("c.xlsx", 1), ("b.xlsx", 5), ("a.xlsx", 9)]
    lines = [json.dumps({"file": name, "modified": day(at).isoformat(), "kind": "participating"}) for name, at in rows]
    (folder / "index.jsonl").write_text("\n".join(lines))
    assert [one["at"] for one in objects("replay", folder)] == ["2026-02-07T12:00:00Z"] + ["2026-02-11T12:00:00Z"] * 2
    assert [one["kind"] for one in objects("replay", folder, "--until", "2026-02-07")] == ["signed"]
    assert objects("replay", folder, "--until", "2026-02-06") == []


def test_replay_tells_people_in_lines(folder: Path) -> None:
    """Without ``--json``: what each edition came to, and its changes."""
    said = good("replay", folder)
    assert "c.xlsx: baseline\n" in said
    assert "\n  ended: Amherst County Sheriff's Office, VA, Task Force Model (" in said


def test_replay_says_what_was_not_believed(tmp_path: Path) -> None:
    """A refused and a held workbook are objects with their reason; nothing of them is a change."""
    (tmp_path / "0.xlsx").write_bytes(make_workbook(sheriffs(*COUNTIES), modified=day(0)))
    (tmp_path / "1.xlsx").write_bytes(make_workbook(sheriffs("Wise"), modified=day(1)))
    (tmp_path / "2.xlsx").write_bytes(b"<html>busy</html>")
    lines = [
        json.dumps({"file": f"{n}.xlsx", "modified": day(n).isoformat(), "kind": "participating"}) for n in range(3)
    ]
    (tmp_path / "index.jsonl").write_text("\n".join(lines))
    found = objects("replay", tmp_path, "--until", "2026-02-03")
    assert [(one["kind"], one["sheet"], one["reason"]) for one in found] == [("held", "1.xlsx", "mass_departure")]
    assert found[0]["state"] == "VA"
    refused = objects("replay", tmp_path)[-1]
    assert (refused["kind"], refused["sheet"]) == ("refused", "2.xlsx")
    assert refused["reason"]


def test_replay_keeps_a_database_that_answers(folder: Path) -> None:
    """``state`` and ``stats`` then give the figures of the lists, now and on a day gone by."""
    good("replay", folder, "--db", "x.db")
    said = good("state", "virginia", "--db", "x.db")
    assert "10 agreements of 10 agencies: 10 Task Force Model." in said
    assert "Warren County Sheriff's Office" in said
    assert "Floyd" in said
    assert "Amherst" not in said
    (now,) = objects("stats", "--db", "x.db", "--since", "2026-01-01")
    rests_on = {key: now.pop(key) for key in ("edition", "pending_edition", "checked_at", "unreadable_since")}
    assert now == {
        "as_of": "2026-02-04T12:00:00Z",
        "agreements": 11,
        "agencies": 11,
        "names_as_printed": 11,
        "rows": 11,
        "states": 1,
        "territories": 1,
        "models": {"task_force": 10, "jail_enforcement": 1, "warrant_service": 0, "tribal_task_force": 0},
        "pending": 1,
        "other_models": {},
        "states_as_printed": 0,
        "pending_last_published": None,
        "since": "2026-01-01",
        "signed_since": 1,
        "agencies_signed_since": 1,
        "new_agencies": 1,
        "being_checked": [],
    }
    assert (rests_on["edition"]["name"], rests_on["edition"]["source"]) == ("a.xlsx", "ice.gov")
    assert (rests_on["checked_at"], rests_on["unreadable_since"]) == (None, None)
    totals = [objects("stats", "--db", "x.db", "--as-of", f"2026-02-0{n}")[0] for n in (2, 3, 4)]
    assert [(one["as_of"], one["agreements"]) for one in totals] == [
        ("2026-02-02T12:00:00Z", 11),
        ("2026-02-03T12:00:00Z", 12),
        ("2026-02-04T12:00:00Z", 11),
    ]
    assert "no edition" in mistake("stats", "--db", "x.db", "--as-of", "2026-02-01")
    assert "Agreements" in good("stats", "--db", "x.db")


def test_two_spellings_on_one_edition_are_one_agency_everywhere(tmp_path: Path) -> None:
    """Office and department: one agency with two agreements in totals, answers, objects and the alert's changes."""
    office, department = (f"Velstead County Sheriff's {word}" for word in ("Office", "Department"))
    county = {"county": "Velstead County", "state": "OHIO"}
    jail, warrant = "Jail Enforcement Model", "Warrant Service Officer"
    new = [make_row(agency=office, **county), make_row(agency=department, **county)]
    new += [make_row(agency=office, model=jail, **county), make_row(agency=department, model=warrant, **county)]
    for name, rows, saved in (("a.xlsx", FIRST, 1), ("b.xlsx", [*FIRST, *new], 2)):
        (tmp_path / name).write_bytes(make_workbook(rows, modified=day(saved)))
    good("replay", tmp_path, "--db", "x.db", "--order", "name")
    (totals,) = objects("stats", "--db", "x.db")
    assert (totals["agreements"], totals["agencies"]) == (len(FIRST) + 3, len(FIRST) + 1)
    assert [one["model"] for one in objects("state", "OH", "--db", "x.db")] == [
        "task_force",
        "jail_enforcement",
        "warrant_service",
    ]
    said = good("state", "OH", "--db", "x.db")
    assert "1 agency" in said
    assert said.count("Velstead County Sheriff's") == 1


def test_stats_explains_a_figure_that_somebody_quotes(folder: Path) -> None:
    """With the thousands' comma or without; as of a day and since a day, and as an object."""
    good("replay", folder, "--db", "x.db")
    said = good("stats", "--db", "x.db", "--as-of", "2026-02-03", "--explain", "0,012")
    assert said.splitlines()[:2] == [
        "12 as of 3 February 2026, 12:00 UTC is the number of:",
        "  12: agreements on the list",
    ]
    assert "The nearest other figures:" in said
    (found,) = objects("stats", "--db", "x.db", "--as-of", "2026-02-03", "--since", "2026-02-01", "--explain", 13)
    exactly = [one["counting"] for one in found["explained"]["exactly"]]
    assert (found["explained"]["figure"], exactly) == (13, ["rows_and_header", "both_lists"])
    assert found["explained"]["nearest"][0] == {"counting": "agreements", "count": 12}
    assert "No way of counting gives 1,200" in good("stats", "--db", "x.db", "--explain", 1200)


def test_a_day_or_number_beyond_all_measure_is_no_traceback(folder: Path) -> None:
    """A day to come is answered with what is known now; a number that no hold has is refused in a line."""
    good("replay", folder, "--db", "x.db")
    assert objects("stats", "--db", "x.db", "--as-of", "9999-12-31")[0]["agreements"] == 11
    for words in (("review", "show", 10**30), ("changes", "VA", "--limit", 10**30)):
        done = run(*words, "--db", "x.db")
        assert (done.exit_code, done.stdout) == (2, "")
        assert "is not in the range" in done.stderr


def test_changes_of_a_state_newest_first(folder: Path) -> None:
    """``changes`` prints what `/changes` answers, as lines and as objects."""
    good("replay", folder, "--db", "x.db")
    found = objects("changes", "VA", "--db", "x.db")
    assert [one["at"] for one in found] == sorted((one["at"] for one in found), reverse=True)
    assert {one["state"] for one in found} == {"VA"}
    said = good("changes", "virginia", "--db", "x.db", "--limit", "1")
    assert found[0]["agency"] in said
    assert mistake("changes", "nowhere", "--db", "x.db")


def test_an_agency_by_name_or_id_with_all_that_changed(folder: Path) -> None:
    """``agency`` prints what `/agency` answers; as an object, its agreements and their changes."""
    good("replay", folder, "--db", "x.db")
    (found,) = objects("agency", "warren", "county", "sheriff", "--db", "x.db")
    assert (found["state"], found["agency"]) == ("VA", "Warren County Sheriff's Office")
    assert (found["agency_id"], found["deportationdata_id"]) == (
        "VA-warren-county-sheriffs-office",
        "VA-warren-county-sheriff-office",
    )
    (agreement,) = found["agreements"]
    assert set(found["changes"][0]) == CHANGE
    assert {change["agreement_id"] for change in found["changes"]} == {agreement["agreement_id"]}
    assert (agreement["list"], agreement["from_start"], agreement["ended_at"]) == ("participating", False, None)
    for words in (("warren", "--state", "virginia"), (found["agency_id"].lower(),), (agreement["agreement_id"],)):
        assert "Id of the agency: VA-warren-county-sheriffs-office" in good("agency", *words, "--db", "x.db")


def test_an_agency_that_is_not_one_is_a_status(tmp_path: Path) -> None:
    """Several are listed, or printed as an object each, with status 1; none is said aside where objects are wanted."""
    rows = [make_row(state=state, agency="Warren County Sheriff's Office") for state in ("VIRGINIA", "OHIO")]
    (tmp_path / "a.xlsx").write_bytes(make_workbook(rows, modified=day(0)))
    good("replay", tmp_path / "a.xlsx", "--db", "x.db")
    several = run("agency", "warren", "--db", "x.db")
    assert several.exit_code == 1
    assert "such as 287g-alerts agency OH-warren-county-sheriffs-office" in several.stdout
    printed = run("agency", "warren", "--json", "--db", "x.db")
    assert printed.exit_code == 1
    assert {json.loads(line)["state"] for line in printed.stdout.splitlines()} == {"OH", "VA"}
    none = run("agency", "warren", "--state", "MD", "--json", "--db", "x.db")
    assert (none.exit_code, none.stdout) == (1, "")
    assert "VA-warren-county-sheriffs-office" in none.stderr
    assert mistake("agency", "warren", "--state", "nowhere", "--db", "x.db")


def test_totals_say_when_the_pending_list_is_no_longer_published(folder: Path) -> None:
    """Its last figure is shown with the day on which it was last there."""
    good("replay", folder, "--db", "x.db")
    with closing(Store("x.db")) as store:
        store.write(lambda work: work.editions.linked(ListKind.PENDING, day(1)))
        store.write(lambda work: work.editions.expire(ListKind.PENDING, day(9)))
    (now,) = objects("stats", "--db", "x.db")
    assert now["pending_last_published"] == day(1).date().isoformat()
    assert "list last published" in good("stats", "--db", "x.db")


def test_state_as_objects(folder: Path) -> None:
    """One for each agreement listed now, of both lists."""
    good("replay", folder, "--db", "x.db")
    found = objects("state", "VA", "--db", "x.db")
    assert [one["list"] for one in found] == ["participating"] * 10 + ["pending"]
    assert {frozenset(one) for one in found} == {
        frozenset(
            {
                *("list", "state", "agency", "county", "county_fips", "model", "signed_on", "moa_url"),
                *("agreement_id", "agency_id", "deportationdata_id"),
            }
        )
    }
    assert objects("state", "DC", "--db", "x.db") == []


def test_replay_into_a_database_with_subscribed_chats_is_refused(tmp_path: Path, folder: Path) -> None:
    """They would be told all of history as news."""
    store = Store(tmp_path / "x.db")
    store.write(lambda work: work.chats.subscribe(make_place(), ["all"], "en", day(0)))
    store.close()
    assert "has subscribed chats already" in mistake("replay", folder, "--db", "x.db")
    store = Store(tmp_path / "x.db")
    assert list(store.db.query(OWED)) == []
    store.close()


def test_replay_into_a_used_database_is_refused(folder: Path) -> None:
    """History is not written over history."""
    good("replay", folder, "--db", "x.db")
    assert "holds editions already" in mistake("replay", folder, "--db", "x.db")


@pytest.mark.parametrize(
    "line", ["{", '{"file": "../x.xlsx", "modified": "2026-02-02"}', '{"file": "gone.xlsx", "modified": "2026-02-02"}']
)
def test_a_bad_index_is_one_line(folder: Path, line: str) -> None:
    """The line names the file."""
    (folder / "index.jsonl").write_text(line)
    assert "index.jsonl, line 1" in (said := mistake("replay", folder)) or "gone.xlsx" in said


@pytest.mark.parametrize("words", [("run",), ("poll",)])
def test_a_second_process_is_refused_and_told_who_holds_the_database(tmp_path: Path, words: Sequence[str]) -> None:
    """Two bots would tell everything twice."""
    (tmp_path / "config.toml").write_text('[source]\npage = "http://127.0.0.1:9/"\n')
    with only_instance(Path("287g-alerts.db")):
        done = process(*words)
        assert (done.returncode, done.stdout) == (1, "")
        assert re.fullmatch(r"Error: .* is in use by process \d+, since [^\n]*\n", done.stderr)
    with only_instance(Path("287g-alerts.db")):
        pass  # let go of


class Site:
    """An `IceDouble` in a thread of its own, for commands that run an event loop themselves."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.double = IceDouble()
        self.thread = threading.Thread(target=self.loop.run_forever)

    def __enter__(self) -> IceDouble:
        self.thread.start()
        asyncio.run_coroutine_threadsafe(self.double.__aenter__(), self.loop).result(10)
        return self.double

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self.double.__aexit__(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()


def test_poll_takes_in_what_the_page_has_and_owes_it(tmp_path: Path) -> None:
    """A baseline, then the changes of a new edition as objects, then nothing new; the chat is owed one delivery."""
    with Site() as site:
        (tmp_path / "config.toml").write_text(f'[source]\npage = "{site.page_url}"\n')
        site.publish(("participating1.xlsx", make_workbook(FIRST, modified=day(0))))
        assert objects("poll") == []
        store = Store(tmp_path / "287g-alerts.db")
        store.write(lambda work: work.chats.subscribe(make_place(), ["VA"], "en", day(0)))
        site.publish(("participating2.xlsx", make_workbook(SECOND, modified=day(1))))
        (found,) = objects("poll")
        assert (found["kind"], found["sheet"], set(found)) == ("signed", "participating2.xlsx", CHANGE)
        assert good("poll") == "participating2.xlsx: nothing new\n"
        assert list(store.db.query(OWED)) == [{"platform": "telegram", "state": "due"}]
        store.close()


def test_poll_of_a_page_that_refuses_us_is_one_line_and_a_status(tmp_path: Path) -> None:
    """The operator sees what the page answered."""
    with Site() as site:
        (tmp_path / "config.toml").write_text(f'[source]\npage = "{site.page_url}"\n')
        site.fault("page", SiteFault.FORBIDDEN)
        assert "answered 403" in mistake("poll")


def test_poll_that_could_read_no_workbook_is_a_mistake_too(tmp_path: Path) -> None:
    """Whoever runs it from a script sees it by the status, and standard output stays empty."""
    with Site() as site:
        (tmp_path / "config.toml").write_text(f'[source]\npage = "{site.page_url}"\n')
        site.publish(("participating1.xlsx", make_workbook(FIRST, modified=day(0))))
        site.fault("participating1.xlsx", SiteFault.NOT_FOUND)
        done = run("poll", "--json")
        assert (done.exit_code, done.stdout) == (1, "")
        assert "answered 404" in done.stderr
        assert done.stderr.endswith("could be read; the lines above say why\n")


def test_poll_of_a_workbook_that_is_refused_says_so_each_time(tmp_path: Path) -> None:
    """Refused, then still refused: never `nothing new`, and never status 0."""
    with Site() as site:
        (tmp_path / "config.toml").write_text(f'[source]\npage = "{site.page_url}"\n')
        site.publish(("participating1.xlsx", make_workbook(FIRST)[:2000]))
        first, second = run("poll"), run("poll")
    assert (first.exit_code, second.exit_code) == (1, 1)
    assert "nothing new" not in second.stdout
    why = "refused (the archive's end is missing: the download was cut short)\n"
    assert (first.stdout, second.stdout) == (f"participating1.xlsx: {why}", f"participating1.xlsx: still {why}")


@pytest.mark.parametrize("command", ["run", "poll", "stats", "review list"])
def test_a_mistake_in_the_configuration_has_a_status_of_its_own(tmp_path: Path, command: str) -> None:
    """78, so that no supervisor starts it again and again."""
    (tmp_path / "config.toml").write_text("[source]\npge = 3\n")
    done = run(*command.split())
    assert (done.exit_code, done.stdout) == (78, "")
    assert done.stderr == "Error: source.pge is no key that we know; did you mean source.page?\n"


def test_poll_of_an_edition_that_is_held_says_so_each_time(tmp_path: Path) -> None:
    """Held, then still held; that is no failure."""
    with Site() as site:
        (tmp_path / "config.toml").write_text(f'[source]\npage = "{site.page_url}"\n')
        site.publish(("participating1.xlsx", make_workbook(FIRST, modified=day(0))))
        good("poll")
        site.publish(("participating2.xlsx", make_workbook(FIRST[-3:], modified=day(1))))
        assert good("poll").startswith("participating2.xlsx: partly held (8 of 10")
        assert good("poll").startswith("participating2.xlsx: still partly held (8 of 10")


def test_the_installed_command_prints_objects_alone(folder: Path) -> None:
    """As a process: JSON on standard output, and no traceback for a mistake."""
    done = process("replay", folder, "--json")
    assert done.returncode == 0
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == ["signed", "corrected", "ended"]
    (folder / "index.jsonl").write_text('{"file": "gone.xlsx", "modified": "2026-02-02"}\n' * 3)
    done = process("replay", folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"Error: \S*gone\.xlsx cannot be read: [^\n]*\n", done.stderr)
