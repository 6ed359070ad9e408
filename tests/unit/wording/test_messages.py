"""What a chat reads: alerts, corrections, answers, and how they are divided."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console import Console
from adapters.telegram import render as telegram
from bot.conversation.commands import menu
from bot.domain.agreements import Agreement, ChangeKind, Reason, RecordedChange, SupportModel
from bot.domain.chats import TOLD_UNASKED, Interest
from bot.domain.editions import ListKind
from bot.domain.messages import Block, Extra, Headed, Line, Message, Span
from bot.domain.watching import NoticeText, Observed, Problem, Topic, TroubleKind
from bot.wording.alerts import alert, correction
from bot.wording.events import COUNTED_FIRST
from bot.wording.history import history
from bot.wording.languages import ENGLISH
from bot.wording.layout import LIST_PAGE, divided, pack, text_of
from bot.wording.notices import notice
from bot.wording.replies import alerts, help_message
from bot.wording.settings import Followed
from bot.wording.states import state_answer
from bot.wording.subscribing import subscriptions
from tests.support.golden import golden
from tests.support.make import NOW, make_agreement, make_recorded

JEM, WSO = SupportModel.JAIL_ENFORCEMENT, SupportModel.WARRANT_SERVICE


def shown(message: Message) -> str:
    """The message as the console prints it, and the file that goes with it."""
    (part,) = Console(io.StringIO()).parts(message)
    text = f"{part.title}\n\n{part.body}\n"
    if part.attachment is not None:
        text += f"\n--- {part.attachment.name}\n{part.attachment.content.decode('utf-8-sig')}"
    return text.replace("\r\n", "\n")


def one_of_each() -> list[RecordedChange]:
    pending = {"list": ListKind.PENDING, "signed_on": None, "moa_url": None}
    return [
        make_recorded(1),
        make_recorded(
            2, relisted=True, agency="Garrett County Sheriff's Office", county="Garrett County", state="MD", model=WSO
        ),
        make_recorded(7, agency="Wise County Sheriff's Office", county="Wise County", model=JEM, remaining=(WSO,)),
        make_recorded(
            3,
            ChangeKind.ENDED,
            agency="Frederick County Sheriff's Office",
            county="Frederick County",
            state="MD",
            model=JEM,
            remaining=(SupportModel.TASK_FORCE, WSO),
        ),
        make_recorded(4, ChangeKind.ENDED, agency="Virginia Department of State Police", county="", moa_url=None),
        make_recorded(
            5, ChangeKind.PENDING_LISTED, agency="Wise County Sheriff's Office", county="Wise County", **pending
        ),
        make_recorded(
            6,
            ChangeKind.PENDING_DROPPED,
            agency="Town of Leesburg Police Department",
            county="Loudoun County",
            **pending,
        ),
        *renewed_and_relabelled(),
        *posted(),
    ]


def renewed_and_relabelled() -> list[RecordedChange]:
    renewed: dict[str, str | None] = {"signed_on": "2020-06-09", "moa_url": "https://www.ice.gov/doclib/287gMOA/x.pdf"}
    former: dict[str, str | None] = {"agency": "Page County Attorney"}
    relabelled = ChangeKind.RELABELLED
    return [
        make_recorded(8, ChangeKind.RENEWED, reason=Reason.SIGNED_ANEW, was=renewed, model=JEM, moa_url=None),
        make_recorded(9, relabelled, reason=Reason.RENAMED, was=former, moa_url=None),
        make_recorded(
            10, relabelled, reason=Reason.RENAMED, was=former, moa_url=None, list=ListKind.PENDING, signed_on=None
        ),
    ]


def posted() -> list[RecordedChange]:
    kinds = (ChangeKind.MOA_POSTED, ChangeKind.MOA_REPLACED, ChangeKind.ADDENDUM_POSTED, ChangeKind.ADDENDUM_REPLACED)
    addendum = "https://www.ice.gov/doclib/287gMOA/page-addendum.pdf"
    return [make_recorded(11 + n, kind, addendum_url=addendum) for n, kind in enumerate(kinds)]


def many(count: int) -> list[RecordedChange]:
    states = ("OH", "VA", "GU")
    kinds = (ChangeKind.SIGNED, ChangeKind.ENDED)
    return [
        make_recorded(n, kinds[n % 2], state=states[n % 3], agency=f"County {n:02} Sheriff's Office", county="")
        for n in range(1, count + 1)
    ]


def listed(count: int) -> list[Agreement]:
    return [make_agreement(n, agency=f"County {n:02} Sheriff's Office", county=f"County {n:02}") for n in range(count)]


VELSTEAD: dict[str, Any] = {"agency": "Velstead County Sheriff's Office", "county": "Velstead County"}
RESPELT = VELSTEAD | {"agency": "Velstead County Sheriff's Department"}


def lines_of(*changes: RecordedChange) -> list[str]:
    """The first line of each entry of an alert."""
    return ["".join(span.text for span in block[0]) for block in alert(ENGLISH, changes).blocks]


def test_an_agency_with_two_agreements_new_on_one_edition_is_one_entry_naming_both() -> None:
    """Whichever way its name is spelt; another agency and another event are entries of their own."""
    both = alert(
        ENGLISH,
        [
            make_recorded(1, model=JEM, **VELSTEAD),
            make_recorded(2, **{**VELSTEAD, "county": "Ombrook County", "agency": "Ombrook County Sheriff's Office"}),
            make_recorded(3, model=WSO, **RESPELT),
        ],
    )
    assert len(both.blocks) == 2
    told = ["".join(span.text for span in line) for line in both.blocks[1]]
    assert told[0] == "Velstead County Sheriff's Department (Velstead County, Virginia) is on ICE's list"
    assert ["Warrant Service Officer" in told[1], "Jail Enforcement Model" in told[2], len(told)] == [True, True, 3]


@pytest.mark.parametrize(
    ("kind", "relisted", "said"),
    [
        (ChangeKind.SIGNED, False, "has 2 more agreements on ICE's list"),
        (ChangeKind.SIGNED, True, "has 2 agreements that are on ICE's list again"),
        (ChangeKind.ENDED, False, "has 2 agreements that are no longer on ICE's list"),
    ],
)
def test_several_agreements_beside_another_are_counted(kind: ChangeKind, said: str, *, relisted: bool) -> None:
    """The agency itself has neither come nor gone; its county is left out of a title that has no room for it."""
    changes = [
        make_recorded(n, kind, model=model, relisted=relisted, remaining=(SupportModel.TASK_FORCE,), **VELSTEAD)
        for n, model in enumerate((JEM, WSO))
    ]
    told = alert(ENGLISH, changes)
    whole = f"Velstead County Sheriff's Office (Velstead County, Virginia) {said}"
    assert told.title in (f"{whole}.", f"Velstead County Sheriff's Office (Virginia) {said}.")
    assert len(told.title) <= 100
    assert whole in f"{told.title} {lines_of(*changes)[0]}"


def test_what_else_happens_to_an_agency_is_an_entry_each() -> None:
    """A signing beside a departure, and two texts posted."""
    changes = [
        make_recorded(1, model=JEM, **VELSTEAD),
        make_recorded(2, ChangeKind.ENDED, model=WSO, **VELSTEAD),
        make_recorded(3, ChangeKind.MOA_POSTED, model=JEM, **VELSTEAD),
        make_recorded(4, ChangeKind.MOA_POSTED, model=WSO, **VELSTEAD),
    ]
    assert len(lines_of(*changes)) == 4


def test_two_spellings_of_one_agency_are_one_in_the_answer_for_a_state() -> None:
    """One line with both agreements, and one agency in the totals."""
    listed = [make_agreement(1, model=JEM, **VELSTEAD), make_agreement(2, model=WSO, **RESPELT)]
    message = state_answer(ENGLISH, "VA", listed, [], source="")
    assert len(message.blocks) == 2
    assert "1 agency" in "".join(span.text for span in message.blocks[0][0])


def names(message: Message) -> str:
    return " ".join(span.text for block in message.blocks for line in block for span in line)


def test_an_alert_with_one_of_each_kind() -> None:
    """Every kind of alerted change reads as somebody found right."""
    golden("messages/alert.txt", shown(alert(ENGLISH, one_of_each())))


def test_an_alert_of_one_change_is_told_by_its_title() -> None:
    """The agency and what happened come first; the rest follows, and says neither again."""
    message = alert(ENGLISH, [make_recorded(4, ChangeKind.ENDED)])
    assert message.title == "Page County Sheriff's Office (Page County, Virginia) is no longer on ICE's list."
    golden("messages/alert-one.txt", shown(message))


def test_a_name_that_is_too_long_for_a_title_stands_in_the_message() -> None:
    """300 characters are in one entry, whole."""
    message = alert(ENGLISH, [make_recorded(agency="A" * 300)])
    assert message.title == "Virginia: 1 agreement new on ICE's list."
    assert "A" * 300 in names(message)


def test_five_changes_have_a_sentence_each_and_six_a_short_line() -> None:
    """Both name every agency; a file goes with the short lines."""
    five, six = alert(ENGLISH, many(5)), alert(ENGLISH, many(6))
    assert (len(five.blocks), five.attachment) == (5, None)
    assert six.attachment is not None
    golden("messages/alert-six.txt", shown(six))


@pytest.mark.parametrize("count", [6, 21, 77, 300])
def test_no_agency_is_ever_left_out_of_a_long_alert(count: int) -> None:
    """Each is named in the text and in the file."""
    message = alert(ENGLISH, many(count))
    agencies = {recorded.change.agreement.agency for recorded in many(count)}
    assert all(agency in names(message) for agency in agencies)
    assert message.attachment is not None
    rows = list(csv.DictReader(io.StringIO(message.attachment.content.decode("utf-8-sig"))))
    assert {row["agency"] for row in rows} == agencies


def test_the_file_has_the_codes_of_counties_beside_what_is_printed() -> None:
    """A mended slip is in the code alone; several codes have a space between them."""
    printed = ["Clackmas County", "Marion and Polk Counties", "North Coast"]
    changes = [make_recorded(n, state="OR", agency=f"Force {n:02}", county=printed[n % 3]) for n in range(21)]
    attachment = alert(ENGLISH, changes).attachment
    assert attachment is not None
    rows = list(csv.DictReader(io.StringIO(attachment.content.decode("utf-8-sig"))))
    told = {(row["county"], row["county_fips"]) for row in rows}
    assert told == {("Clackmas County", "41005"), ("Marion and Polk Counties", "41047 41053"), ("North Coast", "")}


def test_the_file_names_what_was_before() -> None:
    """Whoever reads only the file learns the former agency and the former date."""
    message = alert(ENGLISH, [*renewed_and_relabelled(), *many(20)])
    assert message.attachment is not None
    rows = csv.DictReader(io.StringIO(message.attachment.content.decode("utf-8-sig")))
    told = {row["change"] for row in rows}
    assert {"renewed, before of 9 June 2020", "now listed in place of Page County Attorney"} <= told


def test_a_long_alert_in_short_lines() -> None:
    """Those that left come first, by state, with what remains; what the models mean is said once."""
    changes = [
        *many(12),
        make_recorded(20, state="MD", agency="Cecil County Jail", county="Cecil County", model=JEM),
        make_recorded(21, state="MD", agency="Cecil County Jail", county="Cecil County", model=WSO),
        make_recorded(22, ChangeKind.ENDED, state="MD", agency="Port Ash Police", county="Kent County", model=WSO),
        make_recorded(23, ChangeKind.ENDED, agency="Ash County Sheriff", county="Ash County", remaining=(JEM, WSO)),
        make_recorded(24, agency="Elm County Sheriff", county="Elm County", model=WSO, remaining=(JEM,)),
        make_recorded(25, agency="Oak County Sheriff", county="Oak County", model=JEM, relisted=True),
    ]
    golden("messages/alert-long.txt", shown(alert(ENGLISH, changes)))


def test_the_list_of_a_state_alone_names_it_once() -> None:
    """The title says it, no line does again."""
    message = alert(
        ENGLISH,
        [
            replace(recorded, change=replace(recorded.change, agreement=replace(recorded.change.agreement, state="VA")))
            for recorded in many(8)
        ],
    )
    assert message.title == "Virginia: 4 agreements no longer on ICE's list, 4 new on ICE's list."
    assert "Virginia" not in names(message)


def test_the_order_of_an_alert_is_by_kind_then_state_whatever_it_came_in() -> None:
    """The same changes in another order are the same message."""
    assert alert(ENGLISH, many(12)[::-1]).blocks == alert(ENGLISH, many(12)).blocks
    assert alert(ENGLISH, many(4)[::-1]).blocks == alert(ENGLISH, many(4)).blocks


@pytest.mark.parametrize(
    ("states", "title"),
    [
        (("VA", "GU"), "Guam and Virginia: 2 agreements new on ICE's list."),
        (("VA", "OH", "MD"), "3 states: 3 agreements new on ICE's list."),
        (("DC", "MD"), "District of Columbia and Maryland: 2 agreements new on ICE's list."),
    ],
)
def test_the_title_counts_and_names_where(states: tuple[str, ...], title: str) -> None:
    """One place and two are named, more are counted."""
    assert alert(ENGLISH, [make_recorded(n, state=state) for n, state in enumerate(states)]).title == title


def test_a_title_says_where_of_each_kind_and_begins_with_what_left() -> None:
    """Kinds of the same places share them; the news fits a locked telephone."""
    ended = [make_recorded(n, ChangeKind.ENDED, state="MD", agency=f"Ash {n}") for n in range(5)]
    signed = [make_recorded(10 + n, state=state, agency=f"Elm {n}") for n, state in enumerate(("VA", "OH", "GU"))]
    title = alert(ENGLISH, [*signed, *ended]).title
    assert title == "Maryland: 5 agreements no longer on ICE's list. 3 states: 3 new on ICE's list."
    assert len(title) <= 100


def test_a_correction_names_the_first_message_and_what_was_wrong() -> None:
    """It says when we said what, and that it is not so."""
    wrong = [make_recorded(4, ChangeKind.ENDED, agency="Page County Sheriff's Office")]
    golden("messages/correction.txt", shown(correction(ENGLISH, wrong, NOW - dt.timedelta(days=1))))


def test_the_answer_for_a_state_without_agreements() -> None:
    """Nobody there is a plain sentence with its source."""
    golden("messages/state-none.txt", shown(state_answer(ENGLISH, "DC", [], [], source="edition x.xlsx")))


def test_the_answer_for_a_state_groups_by_agency() -> None:
    """An agency is one entry with all its models; the pending ones follow, and the notes."""
    participating = [
        make_agreement(1),
        make_agreement(2, model=JEM, signed_on=None, moa_url=None),
        make_agreement(3, agency="Amherst County Sheriff's Office", county="Amherst County", model=WSO),
    ]
    pending = [make_agreement(4, list=ListKind.PENDING, agency="Leesburg Police Department", county="", signed_on=None)]
    answer = state_answer(ENGLISH, "VA", participating, pending, source="edition x.xlsx", notes=["A note."], most=40)
    golden("messages/state-some.txt", shown(answer))


def test_the_answer_for_a_state_with_many_is_short_lines_and_a_file() -> None:
    """More than ``most`` agencies are named by what they have in common, in the text and in the file."""
    answer = state_answer(ENGLISH, "VA", listed(6), listed(1), source="edition x.xlsx", most=6)
    golden("messages/state-many.txt", shown(answer))


def test_the_answer_at_the_limit_lists_everyone() -> None:
    """Exactly ``most`` agencies still fit."""
    assert state_answer(ENGLISH, "VA", listed(6), [], source="", most=6).attachment is None


def test_the_latest_changes_say_what_was_corrected() -> None:
    """A correction names each field and what it was before; everything is dated."""
    corrected = ChangeKind.CORRECTED
    former: dict[str, str | None] = {"agency": "Page Couny Sheriff", "state": "MD", "model": "warrant_service"}
    changes = [
        make_recorded(9, corrected, reason=Reason.MOVED_STATE, was=former),
        make_recorded(8, corrected, reason=Reason.DATE_CORRECTED, was={"signed_on": None}),
        make_recorded(7, corrected, reason=Reason.LISTED_TWICE),
        make_recorded(6, corrected, reason=Reason.RETRACTED, was={"ended": "true"}),
        *renewed_and_relabelled(),
        *posted(),
        *one_of_each()[:3],
    ]
    golden("messages/changes.txt", shown(history(ENGLISH, "VA", changes)))


def test_a_state_without_changes_says_so() -> None:
    """Nothing seen yet is not the same as nothing there."""
    assert "No change has been seen" in shown(history(ENGLISH, "GU", []))


def test_help_lists_every_command() -> None:
    """What the bot is, what it understands, and what the list does not say."""
    golden("messages/help.txt", shown(help_message(ENGLISH, menu(ENGLISH))))


def test_what_a_chat_hears_and_how_to_switch_it() -> None:
    """As for everyone, and with one kind off and another on."""
    switched = TOLD_UNASKED - {Interest.RENEWALS} | {Interest.DOCUMENTS}
    said = [
        alerts(ENGLISH, TOLD_UNASKED),
        subscriptions(ENGLISH, Followed(("MD", "VA"), interests=switched), manages=True),
    ]
    golden("messages/interests.txt", "\n".join(map(shown, said)))


def test_nothing_that_we_write_says_who_ended_an_agreement() -> None:
    """The list is the source: no message says cancelled, terminated, withdrawn or revoked."""
    every = [
        alert(ENGLISH, one_of_each()),
        alert(ENGLISH, many(40)),
        correction(ENGLISH, one_of_each(), NOW),
        state_answer(ENGLISH, "VA", listed(3), listed(2), source=""),
        help_message(ENGLISH, menu(ENGLISH)),
    ]
    text = " ".join(shown(message) for message in every)
    assert not re.search(r"cancel|terminat|withdr|revoke", text, re.IGNORECASE)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_of_the_file_is_never_a_formula(start: str) -> None:
    """What a spreadsheet would calculate is preceded by an apostrophe (OWASP: CSV injection)."""
    hostile = f'{start}HYPERLINK("http://evil.example";"x")'
    changes = [make_recorded(n, agency=f"{hostile}{n}{'x' * n}", county=hostile) for n in range(21)]
    attachment = alert(ENGLISH, changes).attachment
    assert attachment is not None
    rows = list(csv.reader(io.StringIO(attachment.content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 22
    assert all(not cell.startswith(start) for row in rows[1:] for cell in row)
    assert rows[1][2].startswith(f"'{hostile}")


def test_only_the_link_of_the_agreement_and_the_list_are_links() -> None:
    """An agency's name is text wherever it stands, even when it looks like an address."""
    message = alert(ENGLISH, [make_recorded(agency="https://evil.example", county="[x](https://evil.example)")])
    spans = [span for block in (*message.blocks, (message.footer,)) for line in block for span in line]
    assert {span.url for span in spans} == {None, LIST_PAGE, make_agreement().moa_url}


def test_every_kind_of_change_has_its_place_in_a_count() -> None:
    """None is left out, and none is counted twice."""
    assert sorted(COUNTED_FIRST) == sorted(ChangeKind)


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
lines: st.SearchStrategy[Line] = st.lists(texts.map(Span), min_size=1, max_size=3).map(tuple)
blocks: st.SearchStrategy[Block] = st.lists(lines, min_size=1, max_size=3).map(tuple)
written = st.builds(
    Message, title=texts, blocks=st.lists(blocks, max_size=12).map(tuple), footer=st.one_of(st.just(()), lines)
)


def size(block: Block) -> int:
    return sum(len(span.text) for line in block for span in line) + len(block) - 1


def everything(message: Message) -> tuple[Block, ...]:
    return (*message.blocks, (message.footer,)) if message.footer else message.blocks


@given(written, st.integers(1, 400))
def test_dividing_a_message_loses_nothing_and_keeps_the_order(message: Message, limit: int) -> None:
    """The groups one after another are the blocks and the footer, whole."""
    groups = pack(message, limit, size)
    assert groups
    assert tuple(block for group in groups for block in group) == everything(message)


@given(written, st.integers(1, 400))
def test_no_group_is_over_the_limit_unless_it_is_one_block(message: Message, limit: int) -> None:
    """Joined by blank lines, a group of several fits; and no group is empty unless the message is."""
    groups = pack(message, limit, size)
    for group in groups:
        assert len(group) == 1 or sum(map(size, group)) + 2 * (len(group) - 1) <= limit or not group
    assert all(groups) or not everything(message)


@given(written)
def test_a_message_that_fits_is_not_divided(message: Message) -> None:
    """There is one group when everything is within the limit."""
    whole = sum(size(block) + 2 for block in everything(message))
    assert len(pack(message, whole, size)) == 1


sizes = st.integers(60, 300)
listings = st.lists(lines, min_size=1, max_size=30).map(Headed)


@given(st.lists(st.one_of(blocks, listings), max_size=6).map(tuple), sizes)
def test_a_list_goes_on_under_its_heading_and_loses_no_line(pieces: tuple[Block, ...], limit: int) -> None:
    """Whatever stands around it; a group that is too large is one line under a heading, or one other block."""
    groups = pack(Message("", pieces), limit, size)
    told = [line for group in groups for block in group for line in (block[1:] if isinstance(block, Headed) else block)]
    assert told == [line for block in pieces for line in (block[1:] if isinstance(block, Headed) else block)]
    headings = {block[:1] for block in pieces if isinstance(block, Headed)}
    assert all(block[:1] in headings for group in groups for block in group if isinstance(block, Headed))
    for group in groups:
        fits = sum(map(size, group)) + 2 * len(group) <= limit
        assert fits or len(group) <= 1, group
        assert fits or not group or len(group[0]) <= 2 or not isinstance(group[0], Headed)


@given(st.lists(st.one_of(blocks, listings), max_size=6).map(tuple), lines, sizes)
def test_what_ends_a_message_has_company_in_its_last_part(pieces: tuple[Block, ...], end: Line, limit: int) -> None:
    """The last line of a list and what follows it, where there is one to part and room; no line is lost by it."""
    groups = pack(Message("", pieces, end), limit, size)
    told = [line for group in groups for block in group for line in (block[1:] if isinstance(block, Headed) else block)]
    lasting = [line for block in pieces for line in (block[1:] if isinstance(block, Headed) else block)]
    assert told == [*lasting, end]
    if len(groups) > 1 and len(groups[-1]) == 1:
        *_, before = groups[-2]
        parted = isinstance(before, Headed) and len(before) > 2
        assert not parted or size((before[0], before[-1])) + size((end,)) + 4 > limit


@given(st.one_of(blocks, listings), sizes)
def test_a_block_that_no_message_holds_is_divided_or_cut_until_one_does(block: Block, limit: int) -> None:
    """No piece is larger than a message, and none is empty."""

    def cut(line: Line, room: int) -> Line:
        text = text_of(line)
        return line if len(text) <= room else (Span(text[:room]),)

    pieces = divided(block, limit, size, cut)
    groups = pack(Message("", pieces), limit, size)
    assert all(sum(map(size, group)) + 2 * len(group) <= limit for group in groups)
    assert all(piece for piece in pieces)


def held() -> tuple[list[Agreement], Observed]:
    """Three agreements of two states and both lists that are missing, and the hold that doubts it."""
    missing = [
        make_agreement(1),
        make_agreement(2, agency="Garrett County Sheriff's Office", county="Garrett County", state="MD", model=WSO),
        make_agreement(3, agency="Wise County Sheriff's Office", county="", list=ListKind.PENDING, signed_on=None),
    ]
    return missing, Observed(TroubleKind.HOLD, "7", Problem("hold_truncated", {"missing": 3, "listed": 1425}))


@pytest.mark.parametrize("topic", [Topic.UNCONFIRMED, Topic.WITHDRAWN])
def test_what_is_told_early_says_that_it_is_not_confirmed_and_then_that_it_was_not_so(topic: Topic) -> None:
    """Every agreement by name, with its place and model; never in the words of an alert."""
    missing, hold = held()
    text = shown(notice(ENGLISH, NoticeText(topic, hold, NOW, NOW + dt.timedelta(hours=6)), missing))
    golden(f"messages/{topic}.txt", text)
    assert "is no longer on ICE's list" not in text


def test_forty_one_agreements_told_early_are_counted_by_state() -> None:
    """A list that was cut off is no flood of names that are not confirmed."""
    many = [make_agreement(n, state="VA" if n % 3 else "MD", agency=f"Agency {n}") for n in range(41)]
    text = shown(notice(ENGLISH, NoticeText(Topic.UNCONFIRMED, held()[1], NOW, NOW), many))
    assert "Maryland: 14 agreements" in text
    assert "Virginia: 27 agreements" in text
    assert "Agency" not in text


def test_a_list_that_takes_several_messages_says_in_each_what_it_lists() -> None:
    """Whoever reads the second one knows whether its agencies left or are new."""
    for ended in (0, 150):
        changes = [
            make_recorded(n, ChangeKind.ENDED if n < ended else ChangeKind.SIGNED, agency=f"{'Ash' * 9} {n}", county="")
            for n in range(300)
        ]
        parts = telegram.render(alert(ENGLISH, changes).without({Extra.FILE}))
        assert len(parts) > 2
        listing = [part.body for part in parts if "Ash" in part.body]
        assert all("on ICE&#x27;s list" in body[: body.index("Ash")] for body in listing)
