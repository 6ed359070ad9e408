"""``python -m tests.programs.sight``: real workbooks on a loopback page, in every form in which ICE has linked them.

One edition after another, by a simulated clock: linked as ever; as a download without a name alone; both
forms at once; an old file beside the new one; then ICE refuses us for six hours while an archive goes on, and is
back.  Printed are the changes, what the operator's chat is told, and what ``287g-alerts status`` says.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import sys
from pathlib import Path

import click

from adapters.sources.archives import Archive, GithubArchive
from adapters.sources.ice import Ice
from adapters.workbook import reader as workbook
from bot.domain.chats import Place
from bot.domain.deliveries import Notice, named_by
from bot.domain.errors import SourceError
from bot.domain.messages import Message
from bot.ingest.health import read_report
from bot.ingest.poll import Asking, poll
from bot.program.cli.shared import change_line
from bot.wording.alerts import alert
from bot.wording.languages import ENGLISH
from bot.wording.notices import notice
from bot.wording.status import status_lines
from storage.store import Store
from tests.support.doubles.github import GithubDouble
from tests.support.doubles.ice import PAGE, IceDouble, SiteFault
from tests.support.make import DirectAccess

DOWNLOAD = "/file-download/download/public/{}"
OPERATOR = Place("telegram", "operator")


class Showing:
    """ICE's page, an archive, a bot's store, and a clock that is moved by hand."""

    def __init__(self, site: IceDouble, github: GithubDouble, found: list[tuple[str, bytes, dt.datetime]]) -> None:
        self.site, self.github, self.found = site, github, found
        self.at = found[0][2]
        self.store = Store(":memory:")
        self.store.write(lambda work: work.chats.subscribe(Place("telegram", "chat"), ["all"], "en", self.at))
        archive = Archive("someone/Tracking", "sheets", r"sheets_\d{8}_\d{6}/.*\.xlsx")
        self.sources = (
            Ice(site.page_url, clock=self.seconds),
            GithubArchive(archive, "sight", api=github.url, hosts=(github.url + "/",), clock=self.seconds),
        )

    def seconds(self) -> float:
        """The simulated clock."""
        return self.at.timestamp()

    async def look(self, what: str, number: int, *, hours: float = 0.0) -> None:
        """Let time go by in polls of ten minutes from the time of an edition on, and say what comes of it."""
        print(f"\n== {what}")
        self.at = max(self.at, self.found[number][2])
        until = self.at + dt.timedelta(hours=hours)
        while True:
            await self._poll()
            self._say_told()
            self.at += dt.timedelta(minutes=10)
            if self.at >= until:
                break

    def status(self) -> None:
        """Print what ``287g-alerts status`` says."""
        print("-- status")
        report = read_report(self.store, self.at, running=True)
        for line in status_lines(ENGLISH, report, self.at):
            print(f"   {line}")
        print(f"   (exit status {int(report.health)})")

    async def _poll(self) -> None:
        asking = Asking(operators=(OPERATOR,))
        try:
            intakes = await poll(self.sources, DirectAccess(self.store), workbook.read, lambda: self.at, asking)
        except SourceError:
            return
        for intake in intakes:
            if intake.news:
                print(f"{self.at:%H:%M} {intake.edition.name} {intake.outcome}: {len(intake.changes)} changes")
            for change in intake.changes[:2]:
                print(f"      {change_line(ENGLISH, change.change)}")

    def _say_told(self) -> None:
        while due := self.store.write(lambda work: work.deliveries.claim("telegram", self.at, 100)):
            for delivery in due:
                if isinstance(delivery.subject, Notice):
                    named = self.store.agreements.get(delivery.subject.agreements)
                    said = notice(ENGLISH, self.store.notices.get(delivery.subject.notice), named)
                    print(f"{self.at:%H:%M} to {delivery.place.address}: {_text(said)}")
                else:
                    said = alert(ENGLISH, self.store.agreements.changes(named_by(delivery.subject)))
                    footer = "".join(span.text for span in said.footer)
                    print(f"{self.at:%H:%M} to {delivery.place.address}: {said.title} [{footer}]")
                self.store.write(lambda work, sent=delivery.id: work.deliveries.sent(sent, "m", self.at))  # type: ignore[misc]


def _text(message: Message) -> str:
    return " ".join("".join(span.text for span in line) for block in message.blocks for line in block)


def editions(corpus: Path, count: int) -> list[tuple[str, bytes, dt.datetime]]:
    """The last participating editions of a corpus that brought signings: file name, bytes, time."""
    index = [json.loads(line) for line in (corpus / "index.jsonl").read_text("utf-8").splitlines()]
    signed = {move["sheet"] for move in json.loads((corpus / "truth.json").read_text("utf-8")) if move["signed"]}
    wanted = [row for row in index if row["file"] in signed and row["file"].startswith("participating")][-count:]
    return [
        (Path(row["file"]).name, (corpus / row["file"]).read_bytes(), dt.datetime.fromisoformat(row["modified"]))
        for row in wanted
    ]


async def show(corpus: Path) -> None:
    """Show all of it."""
    found = editions(corpus, 6)
    async with IceDouble(validators=False) as site, GithubDouble() as github:
        showing = Showing(site, github, found)
        async with showing.sources[0], showing.sources[1]:
            site.publish(found[0][:2])
            await showing.look("linked as ever", 0)
            _link(site, found[1], "1")
            await showing.look("only a /file-download/ link, its name in the answer alone", 1)
            site.serve("/doclib/old.xlsx", found[1][1])
            _link(site, found[2], "1", '<a href="/doclib/old.xlsx">Participating Agencies</a>')
            await showing.look("both forms, the same address with new bytes", 2)
            site.serve("/doclib/old.xlsx", found[0][1])
            _link(site, found[3], "2", '<a href="/doclib/old.xlsx">Participating Agencies</a>')
            await showing.look("an old file beside the new one", 3)
            showing.status()
            site.answers.pop(PAGE, None)
            site.fault("page", SiteFault.FORBIDDEN)
            github.files["sheets/sheets_20251030_120000/" + found[4][0]] = found[4][1]
            await showing.look("ICE answers 403, an archive goes on", 4, hours=6)
            showing.status()
            site.fault("page", None)
            _link(site, found[5], "3")
            await showing.look("ICE is back, with another edition", 5, hours=7)
            showing.status()


def _link(site: IceDouble, edition: tuple[str, bytes, dt.datetime], number: str, more: str = "") -> None:
    name, body, _ = edition
    path = DOWNLOAD.format(number)
    site.write_page(f'{more}<a href="{path}">View 287(g) Participating Agencies</a>')
    site.serve(path, body, Content_Disposition=f'attachment; filename="{name}"')


@click.command(help=__doc__)
@click.option("--corpus", type=click.Path(path_type=Path), default=Path("../shared/corpus"), show_default=True)
def main(corpus: Path) -> None:
    """Show it, where there is a corpus."""
    if not (corpus / "index.jsonl").exists():
        sys.exit(f"there is no corpus of real editions at {corpus}")
    asyncio.run(show(corpus))


if __name__ == "__main__":
    main()
