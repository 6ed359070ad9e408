"""What the chaos program reads in a message is what the message tells: else it would count nothing, or too much."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from adapters.discord import render as discord
from adapters.telegram import render as telegram
from bot.domain.agreements import ChangeKind
from bot.domain.basis import Basis, Level, Weighed
from bot.domain.messages import Extra
from bot.wording.alerts import alert
from bot.wording.languages import ENGLISH
from tests.programs.chaos.editions import told_in
from tests.support.make import make_recorded

WORDS = ["Alphagal", "Bravohux", "Charliejor", "Deltakel", "Echolum", "Foxmip", "Golfnor", "Hotelqui", "Indiaras"]
OTHER = Weighed("Zuluvor Police Department", "VA", "task_force", "2025")


@pytest.mark.parametrize("count", [1, 3, 5, 6, 9])
@pytest.mark.parametrize("ended", [0, 1, 3])
@pytest.mark.parametrize("doubtful", [True, False])
def test_every_change_of_an_alert_is_read_once(count: int, ended: int, *, doubtful: bool) -> None:
    """In sentences and in short lines, on both platforms, with a doubtful one among them and without."""
    changes = [
        make_recorded(
            number + 1,
            ChangeKind.ENDED if number < ended else ChangeKind.SIGNED,
            agency=f"{WORDS[number]} Police Department",
            county="Xantor County",
        )
        for number in range(count)
    ]
    if doubtful:
        last = replace(changes[-1].change, basis=Basis(Level.DOUBTFUL, considered=(OTHER,)))
        changes[-1] = replace(changes[-1], change=last)
    told = sorted((WORDS[n], "is no longer on" if n < ended else "is on") for n in range(count))
    message = alert(ENGLISH, changes).without({Extra.FILE})
    on_telegram = "\n".join(html.unescape(re.sub(r"<[^>]+>", "", part.body)) for part in telegram.render(message))
    on_discord = "\n".join(f"**{part.title}**\n{part.body}" for part in discord.parts(message))
    assert sorted(told_in(on_telegram)) == sorted(told_in(on_discord)) == told
