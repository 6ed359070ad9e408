"""What a chat reads of an absence, on every platform."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from adapters.console import Console
from adapters.discord import render as discord
from adapters.telegram.render import render as telegram
from bot.domain.messages import Extra, Message, Part
from bot.wording.alerts import summary
from bot.wording.languages import ENGLISH
from bot.wording.notices import arrival
from tests.support.golden import golden
from tests.support.make import NOW
from tests.unit.wording.test_messages import many, one_of_each

SINCE = NOW - dt.timedelta(days=9)
RENDERED = {
    "console": Console(io.StringIO()).parts,
    "discord": discord.parts,
    "telegram": telegram,
}


def shown(parts: tuple[Part, ...]) -> str:
    return "\n=====\n".join(
        f"{part.title}\n{part.body}\n{part.attachment.name if part.attachment else ''}".strip() for part in parts
    )


def on(platform: str, message: Message) -> str:
    return f"{shown(RENDERED[platform](message))}\n"


@pytest.mark.parametrize("platform", RENDERED)
def test_a_summary_of_a_few_changes(platform: str) -> None:
    """Since when, and each change as an alert tells it."""
    golden(f"{platform}/missed.txt", on(platform, summary(ENGLISH, one_of_each(), SINCE)))


@pytest.mark.parametrize("platform", RENDERED)
def test_a_summary_of_many_changes(platform: str) -> None:
    """Since when, and each agency in short."""
    golden(f"{platform}/missed-many.txt", on(platform, summary(ENGLISH, many(40), SINCE)))


@pytest.mark.parametrize("platform", RENDERED)
def test_a_group_whose_topic_is_gone(platform: str) -> None:
    """That alerts come there now."""
    golden(f"{platform}/arrival.txt", on(platform, arrival(ENGLISH)))


def test_a_summary_names_every_agency_without_its_file() -> None:
    """For a chat that takes no files: since when, and all forty changes."""
    message = summary(ENGLISH, many(40), SINCE).without({Extra.FILE})
    text = " ".join(span.text for block in message.blocks for line in block for span in line)
    assert "28 January 2026" in text
    assert all(recorded.change.agreement.agency in text for recorded in many(40))
