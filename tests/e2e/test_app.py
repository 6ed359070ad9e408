"""The whole program against loopback servers: from a page on this machine to alerts in chats."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.console import Console
from bot.domain.chats import Place
from bot.domain.editions import EditionOutcome
from bot.domain.errors import AlreadyRunning
from bot.domain.messages import Part
from bot.program.app import utc_now
from bot.program.config import Config, ConsoleConfig, Source, Storage
from storage.store import Store
from tests.support import ROOT
from tests.support.builders import PARTICIPATING_COLUMNS
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.ice import PAGE, IceDouble, SiteFault
from tests.support.doubles.telegram import TelegramDouble
from tests.support.make import count_deliveries, make_asked
from tests.support.program import NEVER, Program, both, edition, process, sheriffs

COUNTIES = ("Amherst", "Bedford", "Campbell", "Craig", "Giles", "Greene", "Page", "Scott", "Smyth", "Wise")
FIRST = [*sheriffs("VIRGINIA", *COUNTIES), *sheriffs("OHIO", "Butler", "Lake", "Seneca")]
SECOND = [
    *sheriffs("VIRGINIA", *COUNTIES[1:], "Tazewell"),
    *sheriffs("OHIO", "Butler", "Lake", "Seneca", "Portage"),
]
THIRD = [*SECOND, *sheriffs("VIRGINIA", "Warren")]


class Screen(Console):
    """The console, which tells a test when it has shown something."""

    def __init__(self) -> None:
        self.text = io.StringIO()
        super().__init__(self.text)
        self.shown: asyncio.Queue[Part] = asyncio.Queue()

    async def send(
        self, address: str, part: Part, nonce: str, reply_to: str | None = None, *, silent: bool = False
    ) -> str:
        number = await super().send(address, part, nonce, reply_to)
        self.shown.put_nowait(part)
        return number


TITLE = "Virginia: 1 agreement no longer on ICE's list, 1 new on ICE's list."


def console_config(site: IceDouble, folder: Path, *states: str) -> Config:
    return Config(
        source=Source(page=site.page_url, every_minutes=NEVER),
        storage=Storage(path=folder / "bot.db"),
        console=ConsoleConfig(states=states or ("VA",)),
    )


async def test_without_a_token_the_console_gets_exactly_one_alert(tmp_path: Path) -> None:
    """A silent baseline, one alert of one edition, nothing for the same edition again, and the answer to /state."""
    async with IceDouble() as site:
        site.publish(edition(FIRST, 1))
        screen = Screen()
        program = Program(console_config(site, tmp_path), [screen])
        async with program.running():
            site.publish(edition(SECOND, 2))
            (taken,) = await program.poll()
            assert (taken.outcome, taken.owed, len(taken.changes)) == (EditionOutcome.ACCEPTED, 1, 3)
            part = await asyncio.wait_for(screen.shown.get(), 10)
            await program.poll()
            answer = await ask(program, "state", "VA")
    assert part.title == TITLE
    assert "Tazewell County Sheriff's Office (Tazewell County, Virginia) is on ICE's list" in part.body
    assert "Amherst County Sheriff's Office (Amherst County, Virginia) is no longer on ICE's list" in part.body
    assert "Portage" not in part.body
    assert screen.shown.empty()
    assert screen.text.getvalue().count(TITLE) == 1
    assert "10 agreements of 10 agencies" in answer
    assert program.outbox("sent") == 1


async def ask(program: Program, name: str, words: str) -> str:
    from bot.conversation.dispatch import Conversation
    from bot.program.app import utc_now

    answers = Conversation(program.bot._store, utc_now)
    reply = await answers.answer(make_asked(name, words, place=Place("console", "console")))
    return Console(io.StringIO()).parts(reply.message)[0].body


async def test_discord_and_telegram_get_one_alert_each_and_answer(tmp_path: Path) -> None:
    """Real clients: chats subscribe by command, an edition is told once in each, /state is answered on both."""
    async with IceDouble() as site, DiscordDouble() as discord, TelegramDouble() as telegram:
        guild = discord.add_guild(channels=2)
        here, elsewhere = guild.channels
        site.publish(edition(FIRST, 1))
        program = Program(both(site, discord, telegram, tmp_path))
        async with program.running():
            await discord.until(lambda: discord.commands, "the commands are registered", 20)
            said = await discord.command(here, "subscribe", {"states": "VA"}, manage_guild=True)
            assert "Virginia" in said.text
            refused = await discord.command(elsewhere, "subscribe", {"states": "VA"}, user_id=5)
            assert (refused.ephemeral, "Manage Channels" in refused.text) == (True, True)
            await discord.command(elsewhere, "subscribe", {"states": "MD"}, manage_guild=True)
            assert "Virginia" in (await telegram.command(7, "/subscribe Virginia")).content
            assert "Maryland" in (await telegram.command(-8, "/subscribe MD", chat_type="group", admin=True)).content

            site.publish(edition(SECOND, 2))
            (taken,) = await program.poll()
            assert taken.owed == 2
            (on_discord,) = await discord.messages(here)
            await telegram.until(lambda: len(telegram.ledger.of(7)) == 2, "the alert", 15)
            alerts = [on_discord.content, telegram.ledger.of(7)[1].content]
            for text in (alert.replace("**", "") for alert in alerts):
                assert TITLE in text
                assert "Tazewell County Sheriff's Office (Tazewell County, Virginia) is on ICE's list" in text
                assert "Amherst County Sheriff's Office (Amherst County, Virginia) is no longer on ICE's list" in text
                assert "Portage" not in text

            assert "10 agreements of 10 agencies" in (await discord.command(here, "state", {"state": "VA"})).text
            assert "10 agreements of 10 agencies" in (await telegram.command(7, "/state VA")).content
            await program.poll()
        assert program.outbox("sent") == 2
        assert [sent for sent in discord.ledger.messages if not sent.answer] == [on_discord]
        assert len(telegram.ledger.of(7)) == 3
        assert len(telegram.ledger.of(-8)) == 1
        assert (discord.violations, telegram.violations) == ([], [])


Breaking = Callable[[IceDouble, str, bytes], None]


def page_fault(fault: SiteFault) -> Breaking:
    return lambda site, _name, _body: site.fault("page", fault)


def file_fault(fault: SiteFault) -> Breaking:
    return lambda site, name, _body: site.fault(name, fault)


def other_bytes(body: bytes) -> Breaking:
    return lambda site, name, _body: site.publish((name, body))


NO_STATE = [column for column in PARTICIPATING_COLUMNS if column != "STATE"]
BROKEN = {
    "the page is down": (page_fault(SiteFault.NOT_FOUND), "answered 404"),
    "the page is forbidden": (page_fault(SiteFault.FORBIDDEN), "answered 403"),
    "the page is a notice": (page_fault(SiteFault.HTML), "block page"),
    "the workbook is missing": (file_fault(SiteFault.NOT_FOUND), "answered 404"),
    "the workbook is forbidden": (file_fault(SiteFault.FORBIDDEN), "answered 403"),
    "the workbook is HTML": (file_fault(SiteFault.HTML), "HTML page"),
    "the workbook is empty": (file_fault(SiteFault.EMPTY), "is empty"),
    "the workbook is truncated": (file_fault(SiteFault.TRUNCATED), "refused"),
    "the workbook is cut off": (file_fault(SiteFault.CUT), "cannot be reached"),
    "a column is missing": (other_bytes(edition(SECOND, 2, NO_STATE)[1]), "refused"),
    "the list is empty": (other_bytes(edition([], 2)[1]), "refused|held"),
    "the list is a third": (other_bytes(edition(sheriffs("OHIO", "Butler"), 2)[1]), "held"),
}


@pytest.mark.parametrize("what", BROKEN)
async def test_a_fault_of_the_source_alerts_nobody_and_loses_nothing(
    what: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """One line in the log, no alert; and the next good edition is told once, with all that it brings."""
    breaking, said = BROKEN[what]
    async with IceDouble() as site:
        site.publish(edition(FIRST, 1))
        screen = Screen()
        program = Program(console_config(site, tmp_path), [screen])
        async with program.running():
            caplog.set_level(logging.INFO)
            caplog.clear()
            name, body = edition(SECOND, 2)
            site.publish((name, body))
            breaking(site, name, body)
            taken = await program.poll()
            assert sum(one.owed for one in taken) == 0
            lines = [one for one in caplog.records if one.levelno >= logging.WARNING and one.name.startswith("bot")]
            assert len(lines) == 1
            assert lines[0].exc_info is None
            assert "\n" not in lines[0].getMessage()
            assert any(word in lines[0].getMessage() for word in said.split("|"))
            for path in ("page", name):
                site.fault(path, None)
            site.publish(edition(THIRD, 3))
            await program.poll()
            part = await asyncio.wait_for(screen.shown.get(), 10)
    assert part.title == TITLE.replace("1 new", "2 new")
    assert screen.shown.empty()


async def test_what_was_owed_when_the_bot_stopped_is_told_when_it_runs_again(tmp_path: Path) -> None:
    """A restart resumes exactly where it stood: once, and nothing twice."""
    async with IceDouble() as site:
        site.publish(edition(FIRST, 1))
        config = console_config(site, tmp_path)
        async with Program(config, [Screen()]).running():
            pass
        site.publish(edition(SECOND, 2))
        for expected in (1, 0):
            screen = Screen()
            program = Program(config, [screen])
            async with program.running():
                if expected:
                    await asyncio.wait_for(screen.shown.get(), 10)
            assert screen.text.getvalue().count(TITLE) == expected
            assert program.outbox("sent") == 1


async def test_a_second_bot_on_one_database_is_refused(tmp_path: Path) -> None:
    """It says who holds it, and the first one goes on."""
    async with IceDouble() as site:
        site.publish(edition(FIRST, 1))
        config = console_config(site, tmp_path)
        async with Program(config, [Screen()]).running() as first:
            with pytest.raises(AlreadyRunning, match=f"process={os.getpid()}"):
                await Program(config, [Screen()]).bot.run()
            assert not first.done()


async def test_sigterm_ends_a_real_process_cleanly(tmp_path: Path) -> None:
    """``run`` without a token prints the alerts, and after SIGTERM it ends within 10 s with status 0."""
    async with IceDouble() as site:
        site.publish(edition(FIRST, 1))
        (tmp_path / "config.toml").write_text(
            f'[source]\npage = "{site.page_url}"\nevery_minutes = 0.005\n[console]\nstates = ["OH"]\n', "utf-8"
        )
        command = [str(Path(sys.executable).with_name("287g-alerts")), "run"]
        bare = {key: value for key, value in os.environ.items() if not key.endswith("_TOKEN")}
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, env=bare, stdout=pipe, stderr=pipe)
        assert process.stdout is not None
        try:
            await site.until(lambda: len(site.requests) > 2, "the bot polls", 20)
            site.publish(edition(SECOND, 2))
            line = await asyncio.wait_for(process.stdout.readline(), 20)
        finally:
            process.send_signal(signal.SIGTERM)
            _, log = await asyncio.wait_for(process.communicate(), 10)
    assert line == b"Portage County Sheriff's Office (Portage County, Ohio) is on ICE's list.\n"
    assert process.returncode == 0, log.decode()
    assert b"Traceback" not in log
    store = Store(tmp_path / "287g-alerts.db")
    assert count_deliveries(store) == {("console", "sent"): 1}
    store.close()


async def test_sigterm_while_the_source_asks_for_patience_ends_at_once(tmp_path: Path) -> None:
    """503 with ``Retry-After: 120`` is waited for by nobody: no trace, status 0, within 10 s."""
    async with IceDouble() as site:
        site.serve(PAGE, b"busy", status=503, Retry_After="120")
        async with process(tmp_path, site.page_url) as running:
            await site.until(lambda: bool(site.requests), "the bot asks", 20)
            running.send_signal(signal.SIGTERM)
            _, log = await asyncio.wait_for(running.communicate(), 10)
    assert running.returncode == 0, log.decode()
    assert b"Traceback" not in log
    assert len(site.requests) == 1


async def test_a_database_that_vanishes_ends_the_bot_and_is_not_begun_anew(tmp_path: Path) -> None:
    """Within a poll, with one line; the next start is refused as well."""
    async with IceDouble() as site:
        site.publish(edition(FIRST, 1))
        async with process(tmp_path, site.page_url) as running:
            await site.until(lambda: len(site.requests) > 4, "the bot polls", 20)
            (tmp_path / "287g-alerts.db").unlink()
            _, log = await asyncio.wait_for(running.communicate(), 20)
        assert running.returncode == 1, log.decode()
        assert b"Traceback" not in log
        async with process(tmp_path, site.page_url) as again:
            _, log = await asyncio.wait_for(again.communicate(), 20)
    assert again.returncode == 1, log.decode()
    assert not (tmp_path / "287g-alerts.db").exists()


def test_a_copy_is_made_and_put_back_by_the_steps_of_the_documentation(tmp_path: Path) -> None:
    """What is in the ``-wal`` alone is in the copy, and a ``-wal`` left behind undoes nothing."""
    steps = dict(
        re.findall(r"```(backup|restore)\n(.*?)```", (ROOT / "docs" / "operating.md").read_text("utf-8"), re.DOTALL)
    )

    def follow(name: str) -> None:
        lines = [line for line in steps[name].splitlines() if not line.startswith("sudo systemctl")]
        subprocess.run(["bash", "-euc", "\n".join(lines)], cwd=tmp_path, check=True)  # noqa: S603, S607  the document's own

    path = tmp_path / "287g-alerts.db"
    running = Store(path)
    running.write(lambda work: work.chats.subscribe(Place("telegram", "1"), ["VA"], "en", utc_now()))
    follow("backup")
    running.write(lambda work: work.chats.subscribe(Place("telegram", "2"), ["VA"], "en", utc_now()))
    shutil.copy(f"{path}-wal", tmp_path / "kept")  # as if the process had been killed: its -wal stays behind
    running.close()
    shutil.copy(tmp_path / "kept", f"{path}-wal")
    follow("restore")
    restored = Store(path)
    assert restored.chats.numbers() == (1, 0)
    restored.close()


def test_the_demonstration_shows_what_it_promises() -> None:
    """``make demo``: baseline, alerts, the answer to /state VA, exit status 0."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.programs.demo"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    for said in (
        "Wicomico County Corrections Center (Wicomico County, Maryland) is on ICE's list",
        "Virginia: 2 agreements no longer on ICE's list.",
        "Virginia Department of State Police (Virginia) is no longer on ICE's list",
        "Maryland and Virginia: 2 agreements no longer on ICE's list.",
        "/state VA",
        "13 agreements of 12 agencies",
        "1 signed, 1 corrected, 4 ended",
    ):
        assert said in done.stdout
    assert "Dimmit" not in done.stdout
    assert "Traceback" not in done.stderr
