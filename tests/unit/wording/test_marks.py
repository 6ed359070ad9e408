"""Messages that arrived earlier, as they are shown once more is known of what they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import pytest

from adapters.discord import render as discord
from adapters.discord.sending import shape
from adapters.telegram import render as telegram
from bot.domain.agreements import Agreement, ChangeKind, RecordedChange, SupportModel
from bot.domain.messages import Message, Part
from bot.domain.watching import NoticeText, Observed, Problem, Topic, TroubleKind
from bot.wording.alerts import alert, correction, summary
from bot.wording.languages import ENGLISH
from bot.wording.marks import corrected
from bot.wording.notices import notice
from tests.support.golden import golden
from tests.support.make import NOW, make_agreement, make_recorded

ENDED, SIGNED = ChangeKind.ENDED, ChangeKind.SIGNED
HOSTILE = "~~[x](https://evil.example) </s><b>@everyone `code` \u202eoff"
RULE = "\n\n" + "=" * 20 + "\n\n"

SHOWN: dict[str, Callable[[Part], str]] = {
    "telegram": lambda part: part.body,
    "discord": lambda part: "\n".join(
        filter(None, (shape(part)["content"], *(str(frame.description) for frame in shape(part).get("embeds", ()))))
    ),
}


def drawn(platform: str, *messages: Message) -> str:
    """What a platform is given for these messages."""
    rendered = telegram.render if platform == "telegram" else discord.parts
    parts = [part for message in messages for part in rendered(message)]
    return RULE.join(map(SHOWN[platform], parts)) + "\n"


def marked(changes: Sequence[RecordedChange], *wrong: int) -> Message:
    """An alert of which these changes were not so."""
    told = [replace(one, change=replace(one.change, taken_back=one.id in wrong)) for one in changes]
    return corrected(ENGLISH, alert(ENGLISH, told), whole=len(wrong) == len(changes))


def few() -> list[RecordedChange]:
    """Two agreements of one agency that ended, and one that is new."""
    page = make_recorded(1, ENDED)
    also = make_recorded(2, ENDED, agreement_id=2, model=SupportModel.JAIL_ENFORCEMENT)
    return [page, also, make_recorded(3, SIGNED, agreement_id=3, agency="Wise Police", county="Wise County")]


def many() -> list[RecordedChange]:
    """Six agencies that left, two of them in another state."""
    names = ("Ash", "Birch", "Cedar", "Elm")
    here = [make_recorded(n, ENDED, agreement_id=n, agency=f"{name} Police") for n, name in enumerate(names, start=1)]
    there = [make_recorded(n, ENDED, agreement_id=n, state="MD", agency=f"Oak {n} Police") for n in (5, 6)]
    return [*here, *there]


@pytest.mark.parametrize("platform", SHOWN)
def test_a_message_that_was_wrong_says_so_first_and_strikes_through_what_was_not_so(platform: str) -> None:
    """One change; one of two agreements of an agency; two of many; all of many; and the correction itself."""
    text = drawn(
        platform,
        marked([make_recorded(1, ENDED)], 1),
        marked(few(), 2),
        marked(many(), 2, 5),
        marked(many(), *range(1, 7)),
        correction(ENGLISH, few()[1:2], NOW),
    )
    golden(f"{platform}/corrected.txt", text)


@pytest.mark.parametrize("platform", SHOWN)
def test_what_is_struck_through_ends_where_we_end_it(platform: str) -> None:
    """A name full of markup and one of 300 characters: nothing of them ends it sooner, notifies or links."""
    names = (HOSTILE, "County " * 43, "</s>", "~~")
    changes = [
        make_recorded(n, ENDED, agreement_id=n, agency=name, county="") for n, name in enumerate(names * 2, start=1)
    ]
    text = drawn(platform, marked(changes[:1], 1), marked(changes, 1, 2, 3), marked(changes[:4], 1, 2, 3, 4))
    golden(f"{platform}/corrected-hostile.txt", text)


def early(*settled: int, ended: Collection[int] = ()) -> Message:
    """What was told early of three agreements, with what is settled of it."""
    named: list[Agreement] = [
        make_agreement(1, ended_at=NOW if 1 in ended else None),
        make_agreement(2, agency=HOSTILE, county="", ended_at=NOW if 2 in ended else None),
        make_agreement(3, agency="Wise Police", county="Wise County", ended_at=NOW if 3 in ended else None),
    ]
    hold = Observed(TroubleKind.HOLD, "7", Problem("hold_truncated", {"missing": 3, "listed": 1425}))
    return notice(ENGLISH, NoticeText(Topic.UNCONFIRMED, hold, NOW, NOW + dt.timedelta(hours=6)), named, settled)


@pytest.mark.parametrize("platform", SHOWN)
def test_what_was_told_early_says_what_came_of_it(platform: str) -> None:
    """Confirmed, withdrawn, one of each while the third is still open, and one withdrawn while two are."""
    text = drawn(platform, early(1, 2, 3, ended=(1, 2, 3)), early(1, 2, 3), early(1, 2, ended=(1,)), early(2))
    golden(f"{platform}/settled.txt", text)


def test_of_many_told_early_what_came_of_them_is_counted_by_state() -> None:
    """Forty-one, of which one was confirmed and one was none."""
    named = [make_agreement(n, ended_at=NOW if n == 1 else None) for n in range(1, 42)]
    hold = Observed(TroubleKind.HOLD, "7", Problem("hold_truncated", {"missing": 41, "listed": 1425}))
    message = notice(ENGLISH, NoticeText(Topic.UNCONFIRMED, hold, NOW, NOW), named, (1, 2))
    lines = [(span.text, span.struck) for line in message.blocks[1] for span in line]
    assert sorted(lines) == [
        ("Virginia: 1 agreement", True),
        ("Virginia: 1 agreement (confirmed)", False),
        ("Virginia: 39 agreements", False),
    ]


def test_a_summary_is_marked_as_an_alert_is() -> None:
    """What it told of an agency that had not left is struck through, and nothing else."""
    told = [replace(one, change=replace(one.change, taken_back=one.id == 3)) for one in few()]
    message = corrected(ENGLISH, summary(ENGLISH, told, NOW), whole=False)
    struck = "".join(span.text for block in message.blocks for line in block for span in line if span.struck)
    assert message.label == "Corrected:"
    assert not message.struck
    assert "Wise Police" in struck
    assert "Page County" not in struck


def test_a_flood_that_was_none_is_struck_through_within_what_one_message_holds() -> None:
    """Seventy-three names take no more parts struck through than as they were: a line of them is one run."""
    changes = [make_recorded(n, ENDED, agreement_id=n, agency=f"Agency {n}", county="") for n in range(1, 74)]
    for render in (telegram.render, discord.parts):
        assert len(render(marked(changes, *range(1, 74)))) == len(render(alert(ENGLISH, changes)))
