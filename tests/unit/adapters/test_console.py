"""The console platform."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest
from rich.console import Console as RichConsole

from adapters.console import ADDRESS, Console
from bot.domain.chats import Asked
from bot.domain.errors import PlatformLost
from bot.domain.messages import Attachment, Message, Part, Reply, Span
from tests.support.golden import golden
from tests.support.handlers import Heard


async def nothing(asked: Asked) -> Reply:
    raise AssertionError(asked)


def alert() -> Message:
    link = "https://www.ice.gov/doclib/287gMOA/PageCoVa.pdf"
    return Message(
        title="Virginia: 1 new agreement",
        blocks=(
            (
                (Span("Page County Sheriff's Office", bold=True), Span(" (Page County) is on ICE's list")),
                (Span("Task Force Model, signed March 19, 2026, "), Span("agreement", url=link)),
            ),
            (((Span("[red]Evil[/red] \x1b[2J\x07Town\u202e :smile:\nPolice")),),),
        ),
        footer=(Span("Source: "), Span("ICE's list", url="https://www.ice.gov/identify-and-arrest/287g")),
        attachment=Attachment("changes.csv", b"state\nVA\n", "[file changes.csv, 9 bytes]"),
    )


async def printed(out: io.StringIO, console: Console, message: Message) -> str:
    for part in console.parts(message):
        await console.send(ADDRESS, part, "n")
    return out.getvalue()


async def test_without_a_terminal_an_alert_is_plain_lines() -> None:
    """A log file gets no frames and no colours."""
    out = io.StringIO()
    golden("console/plain.txt", await printed(out, Console(out), alert()))


async def test_on_a_terminal_an_alert_is_framed() -> None:
    """As it would stand out in a chat."""
    out = io.StringIO()
    rich = RichConsole(file=out, force_terminal=True, width=90, color_system=None, legacy_windows=False)
    golden("console/terminal.txt", await printed(out, Console(rich), alert()))


async def test_a_title_too_long_for_the_frame_goes_into_it_whole() -> None:
    """Rich cuts what does not fit into an edge."""
    out = io.StringIO()
    rich = RichConsole(file=out, force_terminal=True, width=70, color_system=None, legacy_windows=False)
    title = "Virginia, Maryland, North Carolina and West Virginia: 112 changes"
    text = await printed(out, Console(rich), Message(title))
    assert " ".join(text.replace("│", "").split()) == f"╭{'─' * 68}╮ {title} ╰{'─' * 68}╯"


@pytest.mark.parametrize("terminal", [True, False])
async def test_text_from_the_list_cannot_steer_the_terminal(terminal: bool) -> None:  # noqa: FBT001
    """Escape sequences lose their escape, markup is shown as it is, lines are not broken."""
    out = io.StringIO()
    rich = RichConsole(file=out, force_terminal=terminal, width=90, color_system=None, legacy_windows=False)
    text = await printed(out, Console(rich), alert())
    assert "[red]Evil[/red] [2JTown :smile: Police" in text
    assert not set("\x07\u202e") & set(text)
    assert "\x1b[2J" not in text


def test_an_answer_to_the_operator_looks_like_any_message() -> None:
    """The command line shows what a chat would be told."""
    out = io.StringIO()
    Console(out).show(alert())
    golden("console/plain.txt", out.getvalue())


async def test_ids_count_up() -> None:
    """Each printed part has an id of its own."""
    console = Console(io.StringIO())
    assert [await console.send(ADDRESS, Part("t", "b"), "n") for _ in range(2)] == ["1", "2"]


async def test_what_an_output_cannot_show_becomes_the_nearest_or_a_question_mark(tmp_path: Path) -> None:
    """A terminal of an old kind loses an accent, not the alert."""
    path = tmp_path / "out"
    with path.open("w", encoding="ascii") as out:
        await Console(out).send(ADDRESS, Part("Año", "🚓"), "n")
    assert path.read_bytes() == b"Ano\n\n?\n\n"


async def test_a_narrow_terminal_gets_no_frame_and_whole_addresses() -> None:
    """At 40 columns words go to the next line, and an address can still be tapped."""
    out = io.StringIO()
    rich = RichConsole(file=out, force_terminal=True, width=40, color_system=None, legacy_windows=False)
    address = f"https://www.ice.gov/{'x' * 40}.pdf"
    body = f"Tazewell County Sheriff's Office (Tazewell County, Virginia) <{address}>"
    await Console(rich).send(ADDRESS, Part("287(g) in Virginia: 1 agreement new on ICE's list", body), "n")
    assert out.getvalue().splitlines() == [
        *("287(g) in Virginia: 1 agreement new on", "  ICE's list", ""),
        *("Tazewell County Sheriff's Office", "  (Tazewell County, Virginia)", f"  <{address}>", ""),
    ]


async def test_a_closed_output_loses_the_platform() -> None:
    """Every alert stays due."""
    out = io.StringIO()
    console = Console(out)
    out.close()
    with pytest.raises(PlatformLost, match="console_closed"):
        await console.send(ADDRESS, Part("t", "b"), "n")


async def test_run_connects_at_once_and_waits_to_be_cancelled() -> None:
    """There is nobody to talk to, and nothing to fail."""
    connected, console = asyncio.Event(), Console(io.StringIO())
    task = asyncio.create_task(console.run(Heard(console.parts, nothing), connected.set))
    await connected.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
