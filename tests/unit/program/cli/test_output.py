"""What every command prints, wherever it goes: old encodings, narrow terminals, full disks, closed pipes."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from click.testing import CliRunner

from bot.program.cli import main
from storage.store import Store
from tests.support import ROOT
from tests.support.builders import make_row, make_workbook
from tests.support.make import make_place
from tests.unit.program.cli.test_cli import COMMAND, COUNTIES, Site, commands, day, sheriffs

NAME = "Doña Ana \u2013 Las Cruces Metropolitan Transit Authority Police Department"
EDITION = "participatingAgencies02062026am_with_a_long_name.xlsx"
HELP = [(*path, "--help") for path in ((), *commands(main))]
READING = [
    ("status",),
    ("status", "--json"),
    ("state", "NM"),
    ("state", "NM", "--json"),
    ("changes", "NM"),
    ("changes", "NM", "--json"),
    ("agency", "las", "cruces", "NM"),
    ("agency", "las cruces", "--json"),
    ("explain", "1"),
    ("explain", "1", "--json"),
    ("verify",),
    ("stats",),
    ("stats", "--json"),
    ("review", "list"),
    ("review", "list", "--json"),
    ("review", "show", "1"),
]
ASKED = [*(((*words, "--db", "x.db")) for words in READING), ("replay", "lists"), ("replay", "lists", "--json")]
EVERY = [*ASKED, ("--version",), ("review", "--help")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of a long name with accents, one change, and a wave of departures that is held."""
    folder = tmp_path_factory.mktemp("made")
    lists = folder / "lists"
    lists.mkdir()
    named = [make_row(state="NEW MEXICO", agency=NAME, county="Doña Ana County")]
    editions = [sheriffs(*COUNTIES), [*sheriffs(*COUNTIES), *named], [*sheriffs("Wise"), *named]]
    rows = []
    for number, edition in enumerate(editions):
        name = f"{number}{EDITION}"
        (lists / name).write_bytes(make_workbook(edition, modified=day(number)))
        rows.append(json.dumps({"file": name, "modified": day(number).isoformat(), "kind": "participating"}))
    (lists / "index.jsonl").write_text("\n".join(rows))
    done = run(folder, "replay", "lists", "--db", "x.db")
    assert done.returncode == 0, done.stderr
    return folder


Done: TypeAlias = dict[tuple[str, ...], subprocess.CompletedProcess[bytes]]
"""What commands came to."""


def run(
    folder: Path, *words: str, env: dict[str, str] | None = None, **more: Any
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, both outputs caught unless told otherwise."""
    bare = {name: value for name, value in os.environ.items() if not name.endswith("_TOKEN") and name != "COLUMNS"}
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    env = {**bare, "PYTHONPATH": str(ROOT), **(env or {})}
    done: subprocess.CompletedProcess[bytes]
    done = subprocess.run([*COMMAND, *words], cwd=folder, env=env, timeout=60, check=False, **pipes)  # noqa: S603  our own
    return done


ALL = """
import json, os, sys
from bot.program.cli import main
caught, commands = map(json.loads, sys.argv[1:])
ended = []
for number, words in enumerate(commands):
    child = os.fork()
    if not child:
        break
    ended.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
else:
    with open("ended.json", "w") as file:
        json.dump(ended, file)
    sys.exit()
for output in caught:
    made = os.open(f"{number}.{output}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(made, output)
    os.close(made)
os.chdir("..")
sys.argv[1:] = words
main()
"""
"""The program begun once with its outputs as they are; each command then goes on from there in a process of its own."""


def run_all(
    folder: Path,
    commands: Sequence[Sequence[str]],
    *,
    env: dict[str, str] | None = None,
    closed: bool = False,
    **to: Any,
) -> Done:
    """What each of the commands comes to, as by `run`; with ``closed`` standard error is."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        caught = [number for number, output in ((1, "stdout"), (2, "stderr")) if output not in to]
        caught = [number for number in caught if not (closed and number == 2)]
        words = [sys.executable, "-c", ALL, json.dumps(caught), json.dumps(commands)]
        shell = ["/bin/sh", "-c", 'exec "$@" 2>&-', "sh"] if closed else []
        bare = {name: value for name, value in os.environ.items() if not name.endswith("_TOKEN") and name != "COLUMNS"}
        subprocess.run(  # noqa: S603  our own
            [*shell, *words],
            cwd=name,
            env={**bare, "PYTHONPATH": str(ROOT), **(env or {})},
            timeout=100,
            check=True,
            **to,
        )
        texts = [
            [Path(name, f"{n}.{output}").read_bytes() if output in caught else b"" for output in (1, 2)]
            for n in range(len(commands))
        ]
        ended = json.loads(Path(name, "ended.json").read_text())
    return {
        tuple(given): subprocess.CompletedProcess(given, code, *text)
        for given, code, text in zip(commands, ended, texts, strict=True)
    }


def status(words: Sequence[str]) -> int:
    """What a command ends with when all is well: a bot that does not run is blind."""
    return 2 if words[0] == "status" and "--help" not in words else 0


@pytest.fixture(scope="module")
def in_ascii(made: Path) -> Done:
    return run_all(made, EVERY, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_an_output_of_ascii_gets_ascii(in_ascii: Done, words: tuple[str, ...]) -> None:
    """Nothing is refused, nothing is of another encoding, and JSON is exact."""
    done = in_ascii[words]
    assert (done.returncode, done.stderr) == (status(words), b"")
    text = done.stdout.decode("ascii")
    if words[0] in ("state", "changes"):
        assert (
            NAME in [one["agency"] for one in map(json.loads, text.splitlines())]
            if "--json" in words
            else ("Dona Ana - Las Cruces Metropolitan" in text)
        )


@pytest.fixture(scope="module")
def in_latin_1(made: Path) -> Done:
    return run_all(made, ASKED, env={"PYTHONIOENCODING": "latin-1"})


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_an_output_of_latin_1_gets_what_it_has(in_latin_1: Done, words: tuple[str, ...]) -> None:
    """Its own letters as they are, a dash as the nearest, and JSON exact."""
    done = in_latin_1[words]
    assert (done.returncode, done.stderr) == (status(words), b"")
    text = done.stdout.decode("latin-1")
    if words[0] in ("state", "changes"):
        assert (
            NAME in [one["agency"] for one in map(json.loads, text.splitlines())]
            if "--json" in words
            else (NAME.replace("\u2013", "-") in text)
        )


def test_a_mistake_with_letters_that_the_output_lacks_is_one_line(made: Path) -> None:
    """On standard error, for which the same holds."""
    done = run(made, "state", "Doña", "--db", "x.db", env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"Dona" in done.stderr


@pytest.fixture(scope="module")
def on_full(made: Path) -> Done:
    with open("/dev/full", "wb") as full:  # noqa: PTH123  a device
        return run_all(made, EVERY, stdout=full)


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_an_output_that_is_full_is_one_line_and_a_status(on_full: Done, words: tuple[str, ...]) -> None:
    """Whatever the command, help and version as well."""
    done = on_full[words]
    said = f"Error: the output could not be written: {os.strerror(errno.ENOSPC)}\n"
    assert (done.returncode, done.stderr.decode()) == (1, said)


@pytest.fixture(scope="module")
def unread(made: Path) -> Done:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        return run_all(made, EVERY, stdout=writer, env={"PYTHONUNBUFFERED": ""})
    finally:
        os.close(writer)


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_a_pipe_that_nobody_reads_is_no_trace(unread: Done, words: tuple[str, ...]) -> None:
    """As behind ``| head -1``: silence, and a status that is not 0."""
    done = unread[words]
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_standard_error_that_is_full_or_closed_changes_nothing(made: Path) -> None:
    """The same results and the same status as with one that works."""
    asked = [ASKED[0], ASKED[2], ("fly",), ("poll", "--config", "none.toml"), ()]
    good, closed = run_all(made, asked), run_all(made, asked, closed=True)
    with open("/dev/full", "wb") as full:  # noqa: PTH123  a device
        on_full = run_all(made, asked, stderr=full)
    for words, done in good.items():
        assert (on_full[words].returncode, on_full[words].stdout) == (done.returncode, done.stdout), words
        assert (closed[words].returncode, closed[words].stdout) == (done.returncode, done.stdout), words


def in_a_terminal(folder: Path, columns: int, *words: str, stdout: int | None = None) -> str:
    """What a terminal of so many columns shows of a command, without its colours."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with ThreadPoolExecutor(1) as reading:  # a terminal that nobody reads holds its program up
        shown = reading.submit(lambda: b"".join(_read(ours)))
        try:
            run(folder, *words, stdin=its, stdout=its if stdout is None else stdout, stderr=its, env={"TERM": "xterm"})
        finally:
            os.close(its)
        text = shown.result(10).decode()
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).replace("\r\n", "\n")


def _read(terminal: int) -> Iterator[bytes]:
    try:
        while data := os.read(terminal, 65536):
            yield data
    except OSError:  # EIO: how a terminal ends on Linux
        return


@pytest.mark.parametrize("words", [*(words for words in ASKED if "--json" not in words), ("fly",)], ids=" ".join)
def test_forty_columns_cut_nothing_and_break_no_word(made: Path, words: Sequence[str]) -> None:
    """All words that a wide terminal shows, in lines of 40 columns but for a word that is longer by itself."""
    narrow, wide = in_a_terminal(made, 40, *words), in_a_terminal(made, 100, *words)
    frames = re.compile(r"[─-╿]+|\s+")
    if words[0] in ("replay", "verify"):  # the progress is drawn over and between the results
        result = wide[wide.index("signed:" if words[0] == "replay" else "Of ") :].partition("\n")[0]
        assert set(result.split()) <= set(narrow.split())
        return
    assert [line for line in narrow.split("\n") if len(line) > 40 and " " in line.strip()] == []
    hyphenated = {word for word in frames.split(wide) if "-" in word}
    assert set(frames.split(wide)) <= set(frames.split(narrow)) | hyphenated
    assert "…" not in narrow


@pytest.mark.parametrize("words", HELP, ids=" ".join)
def test_help_at_forty_columns_is_laid_out_for_them(words: Sequence[str]) -> None:
    """No line is longer, and no sentence is cut."""
    narrow, wide = (CliRunner().invoke(main, list(words), env={"COLUMNS": columns}).stdout for columns in ("40", "100"))
    assert [line for line in narrow.split("\n") if len(line) > 40] == []
    assert "".join(narrow.split()) == "".join(wide.split())


def test_a_table_that_does_not_fit_gives_one_entry_after_another(made: Path) -> None:
    """At 40 columns each column of a hold is a line; at 100 it is a table."""
    assert in_a_terminal(made, 40, "review", "list", "--db", "x.db").split("\n")[:7] == [
        "hold      1                         ",
        "list      participating             ",
        "of        VA                        ",
        "reason    mass_departure            ",
        "since     4 February 2026, 12:00 UTC",
        "editions  1                         ",
        "now       held                      ",
    ]
    assert "┃ hold ┃ list          ┃" in in_a_terminal(made, 100, "review", "list", "--db", "x.db")


def test_results_go_to_their_file_while_a_terminal_shows_the_progress(made: Path) -> None:
    """Three objects in the file, none on the terminal."""
    with (made / "out.jsonl").open("wb") as out:
        shown = in_a_terminal(made, 80, "replay", "lists", "--json", stdout=out.fileno())
    assert [json.loads(line)["kind"] for line in (made / "out.jsonl").read_text().splitlines()] == ["signed", "held"]
    assert "{" not in shown


def test_a_file_name_cannot_steer_the_terminal(made: Path, tmp_path: Path) -> None:
    """A name is printed without its escape character."""
    (tmp_path / "a\x1b[2Jb.xlsx").write_bytes((made / "lists" / f"0{EDITION}").read_bytes())
    done = run(tmp_path, "replay", str(tmp_path))
    assert done.stdout == b"a[2Jb.xlsx: baseline\n"


def test_a_poll_whose_output_is_full_has_still_taken_the_edition_in(tmp_path: Path) -> None:
    """One line beside the log's, status 1, and what it found is owed."""
    with Site() as site, open("/dev/full", "wb") as full:  # noqa: PTH123  a device
        (tmp_path / "config.toml").write_text(f'[source]\npage = "{site.page_url}"\narchives = []\n')
        site.publish(("participating1.xlsx", make_workbook(sheriffs(*COUNTIES), modified=day(0))))
        assert run(tmp_path, "poll").returncode == 0
        with closing(Store(tmp_path / "287g-alerts.db")) as store:
            store.write(lambda work: work.chats.subscribe(make_place(), ["VA"], "en", day(0)))
        site.publish(("participating2.xlsx", make_workbook(sheriffs(*COUNTIES, "Warren"), modified=day(1))))
        done = run(tmp_path, "poll", stdout=full)
    logged, said = done.stderr.decode().splitlines()
    assert "accepted: 1 change, 1 delivery" in logged
    assert (done.returncode, said) == (1, "Error: the output could not be written: No space left on device")
    with closing(Store(tmp_path / "287g-alerts.db")) as store:
        assert list(store.db.query("SELECT state FROM deliveries")) == [{"state": "due"}]
