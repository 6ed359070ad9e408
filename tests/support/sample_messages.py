"""Messages of every sort, in whatever language: for golden files, and for whatever must hold of all that is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from bot.conversation.commands import menu
from bot.domain.agencies import AgencyName
from bot.domain.agreements import ChangeKind, Reason
from bot.domain.basis import Basis, Level, Weighed
from bot.domain.chats import TOLD_UNASKED, Interest, Place
from bot.domain.editions import Edition, ListKind
from bot.domain.errors import UsageError
from bot.domain.explanations import Explanation, PrintedRow, Shown
from bot.domain.holds import Hold, HoldReason, Stored
from bot.domain.messages import Line, Message
from bot.domain.settings import ChatSettings, Setting
from bot.domain.standing import Standing
from bot.domain.watching import NoticeText, Observed, Problem, Topic, TroubleKind
from bot.wording.agencies import agency_answer, no_agency, several_agencies
from bot.wording.alerts import alert, correction, summary
from bot.wording.channels import not_yours
from bot.wording.explaining import explanation
from bot.wording.history import history
from bot.wording.languages import Words
from bot.wording.layout import plain
from bot.wording.notices import arrival, notice
from bot.wording.reach import with_reach
from bot.wording.replies import (
    alerts,
    answered_already,
    asked_too_much,
    early,
    erased,
    hello,
    help_message,
    how_to_look_up,
    how_to_manage,
    looked_up,
    mistake,
    offered,
    privacy,
    sorry,
)
from bot.wording.settings import Followed, topic_message
from bot.wording.standing import source_text, standing_notes
from bot.wording.states import county_notes, nothing_read_yet, state_answer
from bot.wording.subscribing import subscriptions
from tests.support.make import NOW, make_agreement, make_recorded
from tests.support.screens import screens
from tests.unit.conversation.test_absence import SITUATIONS
from tests.unit.wording.test_agencies import HOSTILE, names, record
from tests.unit.wording.test_messages import held, listed, many, one_of_each

Samples: TypeAlias = Iterator[tuple[str, Message]]
"""Messages with what each shows."""

STATES = ["AL", "AR", "AZ", "DC", "FL", "GA", "ID", "IL", "IN", "KY", "LA", "MD", "NC", "OH", "VA", "VI", "TX"]
"""Seventeen, with some that have an article in a sentence."""

OF_LISTS = (TroubleKind.LIST_MISSING, TroubleKind.LIST_UNSEEN, TroubleKind.NO_NEW_EDITION, TroubleKind.ROWS)

EDITION = Edition(1, "x", "participatingAgencies02062026pm.xlsx", "u", None, NOW, source="x.example")


def _alerts(words: Words) -> Samples:
    for kind in ChangeKind:
        former = {"signed_on": "2020-06-09", "agency": "Page County Attorney"}
        yield kind, alert(words, [make_recorded(1, kind, reason=Reason.RESPELT, was=former)])
    yield "one of each kind", alert(words, one_of_each())
    for count in (5, 6, 20):
        yield f"{count} changes", alert(words, many(count))
    spread = [
        make_recorded(
            n,
            ChangeKind.ENDED if n < 5 else ChangeKind.SIGNED,
            state="MD" if n < 5 else STATES[n % 17],
            agency=f"Elm {n:02} County Sheriff's Office",
            county="",
        )
        for n in range(77)
    ]
    yield "77 changes in 17 states", alert(words, spread)
    yield (
        "73 in one state",
        alert(
            words, [make_recorded(n, state="FL", agency=f"Ash {n:02} Police", county="Kent County") for n in range(73)]
        ),
    )
    hostile = (HOSTILE, "A" * 300, "Ash \u202eecilop\u200b @everyone <b>[x](https://evil.example)</b>")
    yield "hostile names", alert(words, [make_recorded(n, agency=name, county=name) for n, name in enumerate(hostile)])
    yield "missed", summary(words, one_of_each(), NOW)
    yield "a correction", correction(words, one_of_each(), NOW)


def _answers(words: Words) -> Samples:
    holds = (
        Hold(ListKind.PARTICIPATING, "DC", HoldReason.MASS_DEPARTURE, NOW, 1, figures={"missing": 9, "listed": 10}),
    )
    standing = Standing(EDITION, NOW - dt.timedelta(minutes=3), NOW, holds, EDITION, NOW)
    source = source_text(words, standing, NOW)
    notes = standing_notes(words, standing, pending=True)
    for state, most in (("DC", 0), ("VA", 1), ("NM", 40), ("PA", 400)):
        pending = listed(1) if most == 1 else []
        yield f"state {most}", state_answer(words, state, listed(most), pending, source=source, notes=notes, most=40)
    for county, most in (("51139", 0), ("51139", 1), ("22071", 400)):
        beside: list[Line | str] = [*county_notes(words, county, 12, most), *notes]
        yield (
            f"county {most}",
            state_answer(words, county, listed(most), listed(min(most, 2)), source=source, notes=beside, most=40),
        )
    yield "no edition", nothing_read_yet(words, "51139")
    yield "no changes of a county", history(words, "51139", [])
    corrected = make_recorded(
        9, ChangeKind.CORRECTED, was={"agency": "Page", "state": "MD", "county": None, "model": "?"}
    )
    twice = make_recorded(8, ChangeKind.CORRECTED, reason=Reason.LISTED_TWICE)
    back = make_recorded(7, ChangeKind.CORRECTED, reason=Reason.RETRACTED)
    yield "changes", history(words, "VI", [corrected, twice, back, *one_of_each()], source=source, notes=notes)
    yield "no changes", history(words, "MP", [])
    agency = "Page County Sheriff's Office"
    yield "one agency", agency_answer(words, record(agency, 12), source=source, notes=notes, most=8)
    yield "several agencies", several_agencies(words, "page", names("IA", "VA", "NM"), command="/agency")
    yield "no agency", no_agency(words, "page", names("VA"), command="/agency")
    yield "no agency near", no_agency(words, "page", (), command="/agency")


def _explanations(words: Words) -> Samples:
    weighed = Weighed("Page", "MD", "task_force", "2025-02-28", {"name": 4.0, "date": 4.0}, "related")
    others = (replace(weighed, row=7), replace(weighed, likeness="number"), replace(weighed, points={"date": 4.0}))
    hold = Stored(
        1, Hold(ListKind.PARTICIPATING, "DC", HoldReason.TRUNCATED, NOW, 1, figures={"missing": 2, "listed": 9})
    )
    after = Shown(EDITION, PrintedRow("", 7, (("X", "X"), ("", "X"))))
    for level in Level:
        basis = Basis(level, 7, "", weighed if level is Level.DECIDED else None, others, 1)
        changed = replace(make_recorded().change, basis=basis)
        found = Explanation(replace(make_recorded(), change=changed), after, Shown(EDITION, readable=False), hold)
        for short in (True, False):
            yield f"{level} {short}", explanation(words, found, short=short)


def _chat(words: Words, platform: str) -> Samples:
    yield "help", help_message(words, menu(words))
    yield "offered", offered(words, ["NM", "VA"])
    yield "hello", hello(words)
    yield "manage", how_to_manage(words)
    looking = [how_to_look_up(words, typed=typed) for typed in (False, True)]
    yield "looked up", looked_up(words, plain("", *looking), "https://t.me/alerts_bot?start=VA")
    yield "privacy", privacy(words)
    yield "erased", erased(words)
    switched = TOLD_UNASKED - {Interest.RENEWALS} | {Interest.DOCUMENTS}
    yield from screens(words, platform)
    yield "kinds of news", alerts(words, switched)
    for on in (True, False):
        yield f"early {on}", early(words, TOLD_UNASKED, on=on)
    yield "early in vain", early(words, TOLD_UNASKED - {Interest.DEPARTURES}, on=True)
    unheard = Followed(("VA",), settings=ChatSettings(mention="5"), platform="discord", unheard=True)
    yield "a role that is not notified", topic_message(words, unheard, Setting.MENTION, (), NOW)
    for situation, (hindrance, absence) in SITUATIONS.items():
        message = subscriptions(words, Followed(("VA",)), manages=False)
        yield situation, with_reach(words, message, Place(platform, "1"), hindrance, absence)
    for error in (
        UsageError("button_expired"),
        UsageError("no_such_command", name="x"),
        UsageError("needs_administrator"),
        UsageError("needs_manage_channels"),
        UsageError("no_such_state", typed="Narnia"),
        UsageError("which_alerts"),
        UsageError("on_or_off", name="early"),
        UsageError("subscribed_to_all"),
        UsageError("which_of_states", typed="Dakota", codes=("ND", "SD")),
        UsageError("small_word", typed="ok", codes=("OK",)),
        UsageError("all_or_some", codes=("ID", "OH")),
        UsageError("no_counties_yet", typed="Page County"),
        *_places(),
        UsageError("privacy_how"),
        UsageError("which_models"),
        UsageError("which_switch", topic="files"),
        UsageError("which_role"),
        UsageError("only_on_discord"),
        UsageError("too_many_areas", most=100, count=101),
        UsageError("cannot_manage_there"),
    ):
        yield error.problem, mistake(words, error).message
    yield "sorry", sorry(words).message
    yield "not yours", not_yours(words)
    yield "answered already", answered_already(words).message
    yield "too much", asked_too_much(words, 6).message


def _places() -> Iterator[UsageError]:
    """What is asked about places that are not clear."""
    agency = AgencyName("VA-page-county-sheriffs-office", "VA", "Page County Sheriff's Office", "Page")
    known = {agency.agency_id: agency}
    counties = ("19145", "51139")
    yield UsageError("which_area", name="state")
    yield UsageError("which_of_areas", typed="Page", codes=counties)
    yield UsageError("which_of_areas", typed="Orange", codes=tuple(_ORANGE))
    yield UsageError("which_county", typed="condados de Virginia", codes=("VA",))
    yield UsageError("too_many_places", typed="condado de Washington", count=31, example="VA", codes=("51191", "24043"))
    yield UsageError("nearest_places", typed="Fairfx", codes=("51059", "51600"))
    yield UsageError("no_such_place", typed="Narnia")
    yield UsageError("no_such_county", typed="Paige VA", codes=("51139",))
    yield UsageError("no_such_agency", typed="Paige Sheriff", codes=tuple(known), names=known)
    yield UsageError("agency_unknown", typed="Narnia Police")
    yield UsageError("models_elsewhere", typed="Virginia task force")
    yield UsageError("kinds_elsewhere", typed="Virginia renewals")


_ORANGE = ("06059", "12095", "18117", "36071", "37135", "48361", "50017", "51137")
"""Every county of one name."""


def _notices(words: Words) -> Samples:
    missing, hold = held()
    for topic in (Topic.UNCONFIRMED, Topic.WITHDRAWN, Topic.UNREADABLE, Topic.READABLE, Topic.TEST):
        what = hold if missing else Observed(TroubleKind.LIST_UNSEEN, "participating", Problem("trouble_said_unseen"))
        yield topic, notice(words, NoticeText(topic, what, NOW, NOW + dt.timedelta(hours=6)), missing)
    flood = [make_agreement(n, state="DC" if n % 3 else "MD") for n in range(41)]
    yield "many unconfirmed", notice(words, NoticeText(Topic.UNCONFIRMED, hold, NOW, NOW), flood)
    for kind in TroubleKind:
        about = "participating" if kind in OF_LISTS else "7"
        figures: dict[str, str | int] = {"missing": 9, "listed": 10, "state": "DC"}
        for topic in (Topic.TROUBLE, Topic.TROUBLE_OVER):
            what = Observed(kind, about, Problem("hold_mass_departure", figures))
            yield f"{topic} {kind}", notice(words, NoticeText(topic, what, NOW, NOW))
    yield "arrival", arrival(words)


SAMPLES: Mapping[str, Callable[[Words, str], Samples]] = {
    "alerts": lambda words, _: _alerts(words),
    "answers": lambda words, _: _answers(words),
    "chat": _chat,
    "explanations": lambda words, _: _explanations(words),
    "notices": lambda words, _: _notices(words),
}
"""By what they are about; some are another message on another platform."""
