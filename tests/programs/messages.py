"""``python -m tests.programs.messages``: what a chat on ``all`` is told over a corpus, by platform.

How many messages that takes, how long they are, and how many agencies are named in them.  ``--show`` prints the
largest as each platform gets it.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from click import echo

from adapters.discord import render as discord
from adapters.sources.links import linked_as
from adapters.telegram import render as telegram
from adapters.workbook import reader as workbook
from bot.delivery.routing import plan
from bot.domain.agreements import RecordedChange
from bot.domain.chats import ALL_STATES, Subscriber
from bot.domain.deliveries import named_by
from bot.domain.messages import Message, Part
from bot.ingest.replay import Order, find_workbooks, replay
from bot.wording.alerts import alert
from bot.wording.languages import LANGUAGES
from storage.store import Store
from tests.support.make import DirectAccess

EVERYTHING = Subscriber(1, "telegram", frozenset({ALL_STATES}))
PLATFORMS: dict[str, Callable[[Message], tuple[Part, ...]]] = {
    "Telegram": telegram.render,
    "Discord": discord.parts,
    "Discord, no embeds": discord.plain_parts,
}


@dataclass(frozen=True, slots=True)
class Told:
    """One alert: the changes that it tells, and its parts."""

    changes: Sequence[RecordedChange]
    parts: Sequence[Part]

    @property
    def longest(self) -> int:
        """Characters of the longest part, as its platform counts them: on Telegram without the markup."""
        return max(discord.units(part.title) + discord.units(_read(part)) for part in self.parts)

    @property
    def unnamed(self) -> int:
        """How many of the agencies stand in no part."""
        text = "\n".join(plain(f"{part.title}\n{part.body}") for part in self.parts)
        return sum(plain(recorded.change.agreement.agency) not in text for recorded in self.changes)


def _read(part: Part) -> str:
    return part.body if part.title else html.unescape(re.sub(r"<[^>]+>", "", part.body))


def plain(text: str) -> str:
    """Give text without what markup may stand between its letters and figures."""
    return "".join(char for char in text.replace("&amp;", "&").replace("&#x27;", "'") if char.isalnum() or char in " '")


async def alerts_of(corpus: Path) -> list[list[RecordedChange]]:
    """Every alert that a chat on ``all`` is owed over a corpus, by its changes."""
    found = await find_workbooks(corpus, workbook.read, linked_as, None, Order.MODIFIED)
    alerts = []
    async for _, intakes in replay(found, DirectAccess(Store(":memory:")), workbook.read):
        for intake in intakes:
            for owed in plan(intake.changes, [EVERYTHING]):
                told = named_by(owed.subject)
                alerts.append([change for change in intake.changes if change.id in told])
    return alerts


def told(alerts: Sequence[Sequence[RecordedChange]]) -> dict[tuple[str, str], list[Told]]:
    """What each platform makes of them in each language."""
    return {
        (name, language): [
            Told(changes, render(alert(words, changes, [ALL_STATES], files=False))) for changes in alerts
        ]
        for language, words in LANGUAGES.items()
        for name, render in PLATFORMS.items()
    }


def table(found: dict[tuple[str, str], list[Told]]) -> list[str]:
    """The figures as a table of Markdown."""
    lines = [
        "| platform | language | alerts | messages | in one message | told by name | left to a file | longest |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for (name, language), alerts in found.items():
        whole = sum(len(one.parts) == 1 for one in alerts)
        figures = (
            *(name, language, f"{len(alerts):,}", f"{sum(len(one.parts) for one in alerts):,}"),
            f"{whole / len(alerts):.1%}",
            f"{sum(len(one.changes) - one.unnamed for one in alerts):,}",
            *(f"{sum(one.unnamed for one in alerts):,}", f"{max(one.longest for one in alerts):,}"),
        )
        lines.append(f"| {' | '.join(figures)} |")
    return lines


def main() -> int:
    """Print the table; with ``--show``, the largest alerts too."""
    parser = argparse.ArgumentParser(prog="python -m tests.programs.messages", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the N largest alerts as well")
    options = parser.parse_args()
    if not (options.corpus / "index.jsonl").is_file():
        echo(f"skipped: no corpus at {options.corpus}")
        return 0
    found = told(asyncio.run(alerts_of(options.corpus)))
    echo("\n".join(table(found)))
    for (name, language), alerts in found.items():
        for one in sorted(alerts, key=lambda one: -len(one.changes))[: options.show]:
            parts = "\n---\n".join(f"{part.title}\n\n{part.body}".strip() for part in one.parts)
            echo(f"\n=== {name}, {language}: {len(one.changes)} changes\n{parts}")
    return int(any(one.unnamed for alerts in found.values() for one in alerts))


if __name__ == "__main__":
    sys.exit(main())
