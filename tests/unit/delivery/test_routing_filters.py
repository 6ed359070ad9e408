"""Routing with filters against its plain definition: every chat is asked of every change, one after the other.

The definition is in the words of ``docs/delivery.md`` and looks at what was made up here, not at what routing reads of
it: of each printed row it is written down beside it in which states and counties that is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.routing import plan, plan_early
from bot.domain.agreements import AsPrinted, ChangeKind, Model, Reason, RecordedChange, SupportModel
from bot.domain.chats import TOLD_UNASKED, Interest, Subscriber
from bot.domain.deliveries import Alert, Notice, Owed, SentAlert
from bot.domain.editions import ListKind
from tests.support.make import make_recorded, make_subscriber

Why: TypeAlias = frozenset[str]
"""The areas for which something is told."""


@dataclass(frozen=True)
class Row:
    """A row as printed, and where a reader sees that it is: its states, mistyped or not, and its counties."""

    state: str
    agency: str
    county: str
    states: frozenset[str]
    counties: frozenset[str] = frozenset()


def row(state: str, agency: str, county: str, states: str, counties: str = "") -> Row:
    return Row(state, agency, county, frozenset(states.split()), frozenset(counties.split()))


ROWS = (
    row("VA", "Page County Sheriff's Office", "Page County", "VA", "51139"),
    row("VA", "Regional Jail Authority", "Page County", "VA", "51139"),
    row("VA", "Regional Jail Authority", "Prince William County", "VA", "51153"),
    row("VA", "Regional Jail Authority", "", "VA"),
    row("VA", "Virginia State Police", "", "VA"),
    row("VA", "Salem Police Department", "Roanoke County", "VA"),  # a city of no county: they contradict each other
    row("MD", "Frederick County Sheriff's Office", "Frederick County", "MD", "24021"),
    row("OR", "Willamette Valley Jail Authority", "Marion, Polk and Yamhill Counties", "OR", "41047 41053 41071"),
    row("OR", "Willamette Valley Jail Authority", "Polk County", "OR", "41053"),
    row("GU", "Guam Police Department", "", "GU", "66010"),  # all of Guam is one county
    row("NC", "Union County Sheriff's Office", "Union County", "NC", "37179"),
    row("SC", "Union County Sheriff's Office", "Union County", "SC", "45087"),
    row("NOUTH CAROLINA", "Union County Sheriff's Office", "Union County", "NC SC"),
    row("ATLANTIS", "Union County Sheriff's Office", "Union County", ""),
)
STATE_OF = {"51": "VA", "24": "MD", "41": "OR", "66": "GU", "37": "NC", "45": "SC"}
"""By the first two digits of a county."""

STATES = sorted(STATE_OF.values())
COUNTIES = ["51139", "51153", "51161", "24021", "41047", "41053", "41071", "66010", "37179", "45087", "99999"]
AGENCIES = ["VA-regional-jail-authority", "NC-union-county-sheriffs-office", "GU-police", "OR-gone"]
MODELS: list[Model] = [*SupportModel, AsPrinted("Detention Model")]

KNOWN_MODELS = {"task_force", "jail_enforcement", "warrant_service", "tribal_task_force"}
DOCUMENTS = {"moa_posted", "moa_replaced", "addendum_posted", "addendum_replaced"}
WANTED_BY = {
    "signed": "signings",
    "ended": "departures",
    "renewed": "renewals",
    "relabelled": "relabellings",
    "pending_listed": "pending",
    "pending_dropped": "pending",
    "corrected": "corrections",
    **dict.fromkeys(DOCUMENTS, "documents"),
}


@dataclass(frozen=True)
class Printed:
    """What is printed of an agreement at one time, and the public id of its agency."""

    row: Row
    agency_id: str
    model: Model


@dataclass(frozen=True)
class Happened:
    """One change: how its agreement is printed now, and how it was where that is another."""

    number: int
    kind: ChangeKind
    reason: Reason
    on: ListKind
    now: Printed
    before: Printed | None

    @property
    def times(self) -> list[Printed]:
        return [self.now, self.before] if self.before else [self.now]

    def recorded(self) -> RecordedChange:
        """The change as it is stored: what it was holds what is another now, and some that concerns nobody."""
        old, new = (_fields(one) for one in (self.before or self.now, self.now))
        was: dict[str, str | None] = {name: value for name, value in old.items() if value != new[name]}
        if self.kind is ChangeKind.RENEWED:
            was["signed_on"] = "2024-01-01"
        printed = {name: value for name, value in new.items() if name not in ("agency_id", "model")}
        fields = {**printed, "model": self.now.model, "list": self.on, "agreement_id": self.number}
        made = make_recorded(self.number, self.kind, reason=self.reason, was=was, **fields)
        agreement = replace(made.change.agreement, agency_id=self.now.agency_id)
        return replace(made, change=replace(made.change, agreement=agreement))


def _fields(printed: Printed) -> dict[str, str]:
    return {
        "state": printed.row.state,
        "agency": printed.row.agency,
        "county": printed.row.county,
        "agency_id": printed.agency_id,
        "model": str(printed.model),
    }


def is_in(area: str, printed: Printed, *, statewide: bool) -> bool:
    """Whether an agreement is in an area; what may be in any county of a state is in each, unless a chat says no."""
    if area == "all":
        return True
    if area in STATES:
        return area in printed.row.states
    if area in COUNTIES:
        anywhere = not printed.row.counties and STATE_OF.get(area[:2]) in printed.row.states
        return area in printed.row.counties or (statewide and anywhere)
    return area == printed.agency_id


def areas_saying(chat: Subscriber, times: Sequence[Printed], *, statewide: bool) -> set[str]:
    return {area for area in chat.areas if any(is_in(area, time, statewide=statewide) for time in times)}


def why(chat: Subscriber, times: Sequence[Printed]) -> Why:
    """For which areas one change is told: the whole list, or states, or what surely is in it, or what may be."""
    surely = areas_saying(chat, times, statewide=False)
    for areas in (surely & {"all"}, surely & {*STATES}, surely, areas_saying(chat, times, statewide=chat.statewide)):
        if areas:
            return frozenset(areas)
    return frozenset()


def is_model_wanted(chat: Subscriber, times: Sequence[Printed]) -> bool:
    """Whether it is, or was, of a model that the chat did not leave out; one that we do not know cannot be."""
    return any(time.model not in KNOWN_MODELS or time.model not in chat.without_models for time in times)


def interest(one: Happened) -> str | None:
    """The kind of news that a chat must want to be told of it; None where nobody is."""
    if one.reason == "now_signed":
        return None  # the signing is told
    if one.kind == "corrected" and (not one.before or _is_same_on_the_list(one.before, one.now)):
        return None
    if one.kind == "relabelled" and one.on == "pending":
        return "pending"
    return WANTED_BY[one.kind]


def _is_same_on_the_list(before: Printed, now: Printed) -> bool:
    return (before.row, before.model) == (now.row, now.model)


def is_wanted(chat: Subscriber, one: Happened) -> bool:
    if interest(one) not in chat.interests:
        return False
    return bool(why(chat, one.times)) and is_model_wanted(chat, one.times)


Told: TypeAlias = list[tuple[int, tuple[int, ...], bool, tuple[str, ...]]]
"""Who is told, of what, whether daily, and why."""

Pairs: TypeAlias = frozenset[tuple[int, int]]
"""Chats and changes."""


def defined(changes: Sequence[Happened], audience: Sequence[Subscriber], spared: Pairs, anyhow: Pairs) -> Told:
    """Ask every chat of every change."""
    found: Told = []
    for chat in audience:
        at_once, daily = [], []
        for one in changes:
            later = one.kind in DOCUMENTS and "documents_at_once" not in chat.interests
            if is_wanted(chat, one) and later:
                daily.append(one)
            elif (chat.chat, one.number) in anyhow or (is_wanted(chat, one) and (chat.chat, one.number) not in spared):
                at_once.append(one)
        for those, is_daily in ((at_once, False), (daily, True)):
            if those:
                found.append((chat.chat, tuple(one.number for one in those), is_daily, _reasons(chat, those)))
    here = {chat.chat for chat in audience}
    for gone in sorted({chat for chat, _ in anyhow} - here):
        found.append((gone, tuple(sorted(number for chat, number in anyhow if chat == gone)), False, ()))
    return found


def _reasons(chat: Subscriber, changes: Sequence[Happened]) -> tuple[str, ...]:
    return tuple(sorted({area for one in changes for area in why(chat, one.times)}))


def planned(owed: Iterator[Owed], first: int) -> Told:
    """The same of what routing says; every alert is named by the first change."""
    found: Told = []
    for one in owed:
        assert isinstance(one.subject, Alert)
        assert one.subject.change_set == first
        found.append((one.subscriber.chat, one.subject.changes, one.subject.daily, one.follows))
    return found


printings = st.builds(Printed, st.sampled_from(ROWS), st.sampled_from([*AGENCIES, ""]), st.sampled_from(MODELS))
areas = st.just({"all"}) | st.sets(st.sampled_from([*STATES, *COUNTIES, *AGENCIES]), min_size=1, max_size=6)
interests = st.just(TOLD_UNASKED) | st.frozensets(st.sampled_from(Interest)) | st.just(frozenset(Interest))
without = st.frozensets(st.sampled_from([str(model) for model in MODELS]), max_size=4)
chats = st.builds(
    lambda areas, interests, statewide, without, early: replace(
        make_subscriber(),
        areas=frozenset(areas),
        interests=interests,
        statewide=statewide,
        without_models=without,
        early=early,
    ),
    areas,
    interests,
    st.booleans(),
    st.just(frozenset()) | without,
    st.booleans(),
)


def with_twins(made: Sequence[Subscriber]) -> list[Subscriber]:
    """These chats, numbered; beside each some that differ from it in one wish, with which it may not be mixed up."""
    twins = [
        twin
        for chat in made
        for twin in (
            chat,
            replace(chat, statewide=not chat.statewide),
            replace(chat, without_models=frozenset(map(str, MODELS))),
        )
    ]
    return [replace(chat, chat=number) for number, chat in enumerate(twins, 1)]


audiences = st.lists(chats, min_size=1, max_size=4).map(with_twins)
happenings = st.lists(
    st.builds(
        Happened,
        st.just(0),
        st.sampled_from(ChangeKind),
        st.sampled_from([Reason.NEW_ROW, Reason.NOW_SIGNED]),
        st.sampled_from(ListKind),
        printings,
        st.none() | printings,
    ),
    min_size=1,
    max_size=8,
).map(lambda made: [replace(one, number=number) for number, one in enumerate(made, 1)])


@settings(max_examples=200, deadline=None)
@given(happenings, audiences, st.randoms(use_true_random=False))
def test_who_is_told_what_and_why_is_as_the_plain_definition_has_it(
    changes: list[Happened], audience: list[Subscriber], dice: random.Random
) -> None:
    """With every filter, for rows with one county, several, none, or a mistyped state, as they are and as they were.

    Also where a correction spares a chat some of it, and where chats are told of a new name whatever they want.
    """
    pairs = [(chat.chat, one.number) for chat in audience for one in changes]
    spared = frozenset(pair for pair in pairs if dice.random() < 0.1)
    renamed = [one.number for one in changes if one.kind is ChangeKind.RELABELLED and interest(one)]
    gone = make_subscriber(99)
    heard = [(chat, number) for chat in (*audience, gone) for number in renamed if dice.random() < 0.2]
    owed = [SentAlert(number, chat, (number,)) for chat, number in heard]
    anyhow = frozenset((chat.chat, number) for chat, number in heard)
    found = planned(plan([one.recorded() for one in changes], audience, spared, owed), changes[0].number)
    assert found == defined(changes, audience, spared, anyhow)


@settings(max_examples=200, deadline=None)
@given(st.lists(printings, min_size=1, max_size=8), audiences, st.sampled_from(ListKind))
def test_who_hears_early_of_what_is_held_is_as_the_plain_definition_has_it(
    departed: list[Printed], audience: list[Subscriber], kind: ListKind
) -> None:
    """Chats that asked for it and want what leaves that list, in their areas and of a model that they want."""
    held = [
        Happened(number, ChangeKind.ENDED, Reason.NO_COUNTERPART, kind, printed, None)
        for number, printed in enumerate(departed, 1)
    ]
    leaving = {ListKind.PARTICIPATING: "departures", ListKind.PENDING: "pending"}[kind]
    told = {}
    for chat in audience:
        wanted = [one.number for one in held if why(chat, one.times) and is_model_wanted(chat, one.times)]
        if chat.early and leaving in chat.interests and wanted:
            told[chat.chat] = Notice(7, tuple(wanted))
    found = list(plan_early(7, [one.recorded().change.agreement for one in held], audience))
    assert {one.subscriber.chat: one.subject for one in found} == told
    assert len(found) == len(told)


def test_a_county_is_named_once_among_the_reasons() -> None:
    """Where an alert tells of what surely is in it and of what may be."""
    changes = [make_recorded(1), make_recorded(2, agency="Virginia State Police", county="")]
    (alert,) = plan(changes, [make_subscriber(1, "51139")])
    assert (alert.subject, alert.follows) == (Alert(1, (1, 2)), ("51139",))
