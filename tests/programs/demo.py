"""``make demo``: the real program on a loopback copy of ICE's page, from an empty folder to exit status 0.

Four small editions show what ICE's list really showed for Virginia and Maryland between 30
January and 17 February 2026 (the editions between are left out, as are all other states but
for one respelt agency in Texas, which is no news).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console as RichConsole

from adapters.console import Console
from bot.conversation.answers.state import state_message
from bot.domain.agreements import RecordedChange
from bot.domain.messages import Part
from bot.ingest.decide import Intake
from bot.program.app import Bot, utc_now
from bot.program.config import Config, ConsoleConfig, Source, Storage
from bot.wording.languages import ENGLISH
from storage.store import Store
from tests.support.builders import PENDING_COLUMNS, make_row, make_workbook
from tests.support.doubles.ice import IceDouble

TFM, JEM, WSO = "Task Force Model", "Jail Enforcement Model", "Warrant Service Officer"

_VA_COUNTIES = (
    ("Amherst", TFM, "2025-07-29"),
    ("Appomattox", TFM, "2025-05-13"),
    ("Bedford", TFM, "2025-03-07"),
    ("Buchanan", TFM, "2025-06-11"),
    ("Buckingham", TFM, "2025-05-16"),
    ("Campbell", TFM, "2025-05-08"),
    ("Craig", TFM, "2025-05-16"),
    ("Frederick", TFM, "2025-12-08"),
    ("Loudoun", WSO, "2025-03-26"),
    ("Pittsylvania", JEM, "2025-06-11"),
    ("Pittsylvania", TFM, "2025-06-13"),
    ("Wise", TFM, "2025-07-23"),
)
_MD_COUNTIES = (
    ("Allegany", WSO, "2025-06-12"),
    ("Carroll", WSO, "2025-03-03"),
    ("Cecil", JEM, "2020-03-09"),
    ("Frederick", JEM, "2020-06-09"),
    ("Garrett", WSO, "2025-02-28"),
    ("Harford", JEM, "2020-06-26"),
    ("St. Mary's", WSO, "2025-03-26"),
    ("Washington", WSO, "2025-03-10"),
)
_VA_STATE = (
    ("Virginia Department of Corrections", JEM, "2025-02-28", ""),
    ("Virginia Department of State Police", TFM, "2025-02-28", ""),
    ("Virginia Department of Wildlife Resources", TFM, "2025-06-11", "Henrico County"),
    ("Virginia Marine Resources Commission", TFM, "2025-06-11", ""),
)


def _sheriffs(state: str, counties: Sequence[tuple[str, str, str]]) -> list[dict[str, str]]:
    return [
        {
            "state": state,
            "agency": f"{county} County Sheriff's Office",
            "county": f"{county} County",
            "model": model,
            "signed": signed,
        }
        for county, model, signed in counties
    ]


def _baseline() -> list[dict[str, str]]:
    """What the list had at the end of January 2026, as far as this demonstration shows it."""
    rows = _sheriffs("MARYLAND", _MD_COUNTIES)
    rows.append(
        {
            "state": "TEXAS",
            "agency": "Dimmit Couny Sheriff's Office",
            "county": "Dimmit County",
            "model": WSO,
            "signed": "2025-09-02",
        }
    )
    rows += _sheriffs("VIRGINIA", _VA_COUNTIES)
    rows += [
        {
            "state": "VIRGINIA",
            "agency": agency,
            "county": county,
            "model": model,
            "signed": signed,
            "type": "State Agency",
        }
        for agency, model, signed, county in _VA_STATE
    ]
    return rows


def _editions() -> list[tuple[str, str, list[dict[str, str]]]]:
    """The four editions: what each shows, its file name, its rows."""
    first = _baseline()
    wicomico = {
        "state": "MARYLAND",
        "agency": "Wicomico County Corrections Center",
        "county": "Wicomico County",
        "model": WSO,
        "signed": "2026-01-30",
    }
    second = [*first, wicomico]
    third = [row | {"agency": row["agency"].replace("Couny", "County")} for row in second]
    third = _without(third, "Virginia Department of State Police", "Virginia Marine Resources Commission")
    fourth = _without(third, "Virginia Department of Wildlife Resources")
    fourth = [row for row in fourth if (row["county"], row["state"]) != ("Frederick County", "MARYLAND")]
    return [
        ("the first edition is a silent baseline", "participatingAgencies01302026am.xlsx", first),
        ("an agency in Maryland signs", "participatingAgencies02022026am.xlsx", second),
        (
            "two of Virginia's agencies leave; one in Texas is respelt, which is no news",
            "participatingAgencies02062026pm.xlsx",
            third,
        ),
        ("Virginia's third and a Maryland sheriff leave", "participatingAgencies02172026am.xlsx", fourth),
    ]


def _without(rows: Sequence[dict[str, str]], *agencies: str) -> list[dict[str, str]]:
    return [row for row in rows if row["agency"] not in agencies]


def _workbook(rows: Sequence[Mapping[str, str]]) -> bytes:
    made = []
    for row in rows:
        slug = row["agency"].replace("Couny", "County").lower().replace("'", "").replace(" ", "-")
        url = f"https://www.ice.gov/doclib/287gMOA/{slug}.pdf"
        made.append(make_row(**{**row, "signed": dt.date.fromisoformat(row["signed"])}, moa_url=url))  # type: ignore[arg-type]
    return make_workbook(made)


class Showing:
    """Publishes one edition after another, each once the one before has been polled and told."""

    def __init__(self, site: IceDouble, out: RichConsole) -> None:
        self.site = site
        self.out = out
        self.left = _editions()
        self.changes: list[RecordedChange] = []
        self.done = asyncio.Event()
        self.untold = 0

    def publish(self) -> None:
        """Put the next edition on the page, or end when there is none."""
        if not self.left:
            self.done.set()
            return
        said, name, rows = self.left.pop(0)
        self.out.rule(f"[bold]{name}[/bold]: {said}")
        pending = make_workbook(
            [make_row(state="VIRGINIA", agency="Page County Sheriff's Office")], header=PENDING_COLUMNS
        )
        self.site.publish((name, _workbook(rows)), ("pendingAgencies01302026am.xlsx", pending))

    def polled(self, taken: list[Intake]) -> None:
        """The bot has taken in what is on the page: go on, unless it has yet to tell it."""
        self.changes += [change for one in taken for change in one.changes]
        self.untold += sum(one.owed for one in taken)
        if any(one.news for one in taken) and self.untold == 0:
            self.publish()

    def told(self) -> None:
        """An alert is on the screen: go on after the last."""
        self.untold -= 1
        if self.untold == 0:
            self.publish()


class Screen(Console):
    """The console platform, which says when it has shown something."""

    def __init__(self, out: RichConsole) -> None:
        super().__init__(out)
        self.told: Callable[[], None] = lambda: None

    async def send(
        self, address: str, part: Part, nonce: str, reply_to: str | None = None, *, silent: bool = False
    ) -> str:
        """Print as the console does, then go on."""
        message_id = await super().send(address, part, nonce, reply_to)
        asyncio.get_running_loop().call_soon(self.told)
        return message_id


async def show(folder: Path) -> None:
    """Run the bot until it has told all four editions, then ask it about Virginia."""
    out = RichConsole(width=100)
    async with IceDouble() as site:
        config = Config(
            source=Source(page=site.page_url, every_minutes=0.005),
            storage=Storage(path=folder / "demo.db"),
            console=ConsoleConfig(states=("VA", "MD")),
        )
        showing = Showing(site, out)
        console = Screen(out)
        console.told = showing.told
        bot = Bot(config, [console], polled=showing.polled)
        showing.publish()
        running = asyncio.create_task(bot.run())
        ended = asyncio.create_task(showing.done.wait())
        await asyncio.wait({running, ended}, return_when=asyncio.FIRST_COMPLETED)
        bot.stop()
        await running
    out.rule("[bold]/state VA[/bold]")
    console.show(state_message(ENGLISH, Store(config.storage.path), "VA", utc_now(), most=None))
    told = [recorded.change.kind for recorded in showing.changes]
    out.print(
        f"Four editions, {len(told)} changes stored: {', '.join(f'{told.count(k)} {k}' for k in dict.fromkeys(told))}."
    )


def main() -> None:
    """Run the demonstration in a folder that is gone afterwards."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("bot.ingest.poll").setLevel(logging.INFO)
    with tempfile.TemporaryDirectory(prefix="287g-alerts-demo-") as folder:
        asyncio.run(asyncio.wait_for(show(Path(folder)), timeout=60))
    click.echo("This was the real program against a page on this machine. README.md says how to give it a token.")


if __name__ == "__main__":
    main()
