"""Everything that a chat is told, as messages of made-up agencies: for golden files, doubles and pictures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.agreements import Agreement, ChangeKind, Reason, RecordedChange, SupportModel
from bot.domain.deliveries import AllClear, Occasion, Standstill, Summary, Totals
from bot.domain.editions import ListKind
from bot.domain.messages import Message
from bot.domain.watching import NoticeText, Observed, Problem, Topic, TroubleKind
from bot.wording.agreements import edition_seen
from bot.wording.alerts import alert, correction
from bot.wording.digests import all_clear, summary
from bot.wording.languages import Words
from bot.wording.marks import corrected
from bot.wording.notices import notice
from bot.wording.states import state_answer
from tests.support.make import NOW, make_agreement, make_recorded

MODELS = (SupportModel.TASK_FORCE, SupportModel.JAIL_ENFORCEMENT, SupportModel.WARRANT_SERVICE)
STATES = ("AL", "AR", "FL", "GA", "ID", "IN", "KS", "KY", "LA", "MO", "NC", "OH", "OK", "PA", "SC", "TX", "UT")
PLACES = (
    *("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Ivy", "Juniper", "Larch", "Maple"),
    *("Nutmeg", "Oak", "Pine", "Quince", "Rowan", "Spruce", "Teak", "Vine", "Walnut", "Yew", "Alder", "Beech"),
    *("Clover", "Fern", "Heath", "Laurel", "Moss", "Olive", "Poplar", "Reed", "Sage", "Thorn", "Willow", "Sorrel"),
)
HOSTILE = (
    "@everyone **Ash** County <b>Sheriff</b> & Sons",
    "Birch [click](https://evil.example/x) <@123456789012345678>",
    "\u202eCedar\u202c \u200fCounty\u200b Sheriff evil.com #1",
    "Dogwood \\`Police\\` ||Department|| _x_ ~~y~~ <t:0:R> </state:1>",
    "Elm" + " Board of County Commissioners" * 10,
    "# Fir County",
)
"""Names that are markup, call people, turn the direction of writing, or have 300 characters."""

ADDENDUM = "https://www.ice.gov/doclib/287gMOA/page-addendum.pdf"


def changes(count: int, states: Sequence[str], *, ended: int = 0) -> list[RecordedChange]:
    """Make up so many changes, ``ended`` of them departures in Maryland."""
    return [_change(number, states, gone=number < ended) for number in range(count)]


def _change(number: int, states: Sequence[str], *, gone: bool) -> RecordedChange:
    sheriff = gone or number % 3 > 0
    return make_recorded(
        number + 1,
        ChangeKind.ENDED if gone else ChangeKind.SIGNED,
        agreement_id=number + 1,
        state="MD" if gone else states[number % len(states)],
        agency=_agency(number, sheriff=sheriff),
        county=_county(number * 5 if number % 6 == 0 else number),
        model=MODELS[number % 3 if gone else number % 17 % 3],
    )


def _place(number: int) -> str:
    first, second = PLACES[number % len(PLACES)], PLACES[number // len(PLACES) % len(PLACES)]
    return first if number < len(PLACES) else f"{first} {second}" + (" Creek" if number >= len(PLACES) ** 2 else "")


def _county(number: int) -> str:
    return f"{_place(number)} County"


def _agency(number: int, *, sheriff: bool) -> str:
    return f"{_county(number)} Sheriff's Office" if sheriff else f"{_place(number)} Police Department"


def listed(count: int) -> list[Agreement]:
    """Make up so many agreements of Virginia, every fourth one of an agency that has another."""
    made = []
    for number in range(count):
        agency = number - 1 if number % 4 == 1 else number
        sheriff = agency % 3 > 0
        county = _county(agency) if sheriff else f"{PLACES[(agency * 5) % len(PLACES)]} County"
        model = MODELS[(number // 5 + (number % 4 == 1)) % 3]
        name = _agency(agency, sheriff=sheriff)
        made.append(make_agreement(number + 1, agency=name, county=county, model=model))
    return made


def hostile(count: int) -> list[RecordedChange]:
    """Make up so many changes of agencies with hostile names."""
    kinds = (ChangeKind.SIGNED, ChangeKind.ENDED)
    return [
        make_recorded(
            number + 1,
            kinds[number // 2 % 2],
            agency=HOSTILE[number % len(HOSTILE)] + (f" {number}" if number >= len(HOSTILE) else ""),
            county=HOSTILE[(number + 3) % len(HOSTILE)][:60],
            state=("VA", "MD")[number // 3 % 2],
        )
        for number in range(count)
    ]


def of_each_kind() -> Iterator[tuple[str, RecordedChange]]:
    """One change of each kind that a chat can be told of, by a name."""
    jail, warrants = SupportModel.JAIL_ENFORCEMENT, SupportModel.WARRANT_SERVICE
    pending = {"list": ListKind.PENDING, "signed_on": None, "moa_url": None}
    former: dict[str, str | None] = {"agency": "Page County Attorney"}
    date: dict[str, str | None] = {"signed_on": "2020-06-09"}
    yield "signed", make_recorded()
    yield "signed-again", make_recorded(relisted=True)
    yield "signed-one-more", make_recorded(model=jail, remaining=(warrants,))
    yield "ended", make_recorded(1, ChangeKind.ENDED)
    yield "ended-one-of-several", make_recorded(1, ChangeKind.ENDED, model=jail, remaining=(MODELS[0], warrants))
    yield "renewed", make_recorded(1, ChangeKind.RENEWED, reason=Reason.SIGNED_ANEW, was=date, model=jail, moa_url=None)
    yield "relabelled", make_recorded(1, ChangeKind.RELABELLED, reason=Reason.RENAMED, was=former, moa_url=None)
    yield "pending-listed", make_recorded(1, ChangeKind.PENDING_LISTED, **pending)
    yield "pending-dropped", make_recorded(1, ChangeKind.PENDING_DROPPED, **pending)
    for kind in (ChangeKind.MOA_POSTED, ChangeKind.MOA_REPLACED):
        yield str(kind).replace("_", "-"), make_recorded(1, kind)
    yield "corrected", make_recorded(1, ChangeKind.CORRECTED, reason=Reason.RENAMED, was=former)
    for kind in (ChangeKind.ADDENDUM_POSTED, ChangeKind.ADDENDUM_REPLACED):
        yield str(kind).replace("_", "-"), make_recorded(1, kind, addendum_url=ADDENDUM)


def alerts(words: Words) -> Iterator[tuple[str, Message]]:
    """Every alert with its name; the two largest as they come with a file, and without."""
    for name, change in of_each_kind():
        yield f"one-{name}", alert(words, [change], ("VA",))
    yield "five", alert(words, changes(5, ["VA", "NC"], ended=2), ("MD", "NC", "VA"))
    yield "six", alert(words, changes(6, ["VA", "NC"], ended=2), ("MD", "NC", "VA"), files=False)
    yield "twenty", alert(words, changes(20, ["VA"]), ("VA",), files=False)
    yield "seventy-seven", alert(words, changes(77, STATES, ended=5), ("all",), files=False)
    yield "seventy-seven-with-file", alert(words, changes(77, STATES, ended=5), ("MD", *STATES))
    yield "seventy-three-in-one-state", alert(words, changes(73, ["FL"]), ("FL",), files=False)
    yield "hostile-one", alert(words, hostile(1), ("VA",))
    yield "hostile-five", alert(words, hostile(5), ("MD", "VA"))
    yield "hostile-twenty", alert(words, hostile(20), ("MD", "VA"))


def corrections(words: Words) -> Iterator[tuple[str, Message]]:
    """A correction, and the messages that were wrong as they are marked: all of one, and a part of the largest."""
    wrong = changes(1, ["VA"], ended=1)
    yield "correction", correction(words, wrong, NOW)
    yield "marked", corrected(words, alert(words, _taken_back(wrong), ("MD",)), whole=True)
    many = changes(77, STATES, ended=5)
    marked = alert(words, [*_taken_back(many[:1]), *many[1:]], ("all",), files=False)
    yield "marked-seventy-seven", corrected(words, marked, whole=False)


def _taken_back(wrong: Sequence[RecordedChange]) -> list[RecordedChange]:
    return [replace(one, change=replace(one.change, taken_back=True)) for one in wrong]


def digests(words: Words) -> Iterator[tuple[str, Message]]:
    """A week in one message, what waited for the end of quiet hours, and a week in which nothing happened."""
    week = changes(12, ["VA", "NC"], ended=3)
    again = make_recorded(13, ChangeKind.ENDED, agreement_id=99, agency="Nutmeg County Sheriff's Office", state="VA")
    came = make_recorded(12, agreement_id=99, agency="Nutmeg County Sheriff's Office", state="VA")
    since, numbers = NOW - dt.timedelta(days=7), tuple(range(1, 14))
    digest = Summary(1, since, numbers, Occasion.DIGEST, "America/Chicago", Totals(41, 38))
    yield "digest", summary(words, digest, [*week[:10], came, again], ("MD", "NC", "VA"))
    quiet = Summary(1, since, numbers, Occasion.QUIET, "America/New_York")
    yield "after-quiet-hours", summary(words, quiet, week[:4], ("MD", "NC", "VA"))
    for stands in Standstill:
        yield f"all-clear-{stands}", all_clear(words, AllClear(1, since, ("MD", "VA"), stands, NOW, "America/Chicago"))


def scenes(words: Words) -> Iterator[tuple[str, Message]]:
    """Each message with its name."""
    yield from alerts(words)
    source = edition_seen(words, "participatingAgencies02062026pm.xlsx", NOW, "ice.gov")
    for count in (0, 1, 10, 40, 400):
        yield f"state-{count}", state_answer(words, "VA", listed(count), [], source=source, most=15)
    yield from corrections(words)
    yield from digests(words)
    unread = Observed(TroubleKind.SOURCE, "ice.gov", Problem("trouble_said_unseen"))
    for topic in (Topic.UNREADABLE, Topic.READABLE):
        yield f"list-{topic}", notice(words, NoticeText(topic, unread, NOW, NOW + dt.timedelta(hours=25)))
