"""What an alert says first, why it is told, and how its list is laid out."""

from __future__ import annotations

import pytest

from bot.domain.agreements import ChangeKind, RecordedChange, SupportModel
from bot.domain.messages import Folded, Headed, Message, Tone
from bot.wording.alerts import alert, summary
from bot.wording.languages import ENGLISH
from bot.wording.layout import text_of
from tests.support.make import NOW, make_recorded
from tests.support.scenes import changes

JAIL = SupportModel.JAIL_ENFORCEMENT
KINDS = (ChangeKind.ENDED, ChangeKind.SIGNED, ChangeKind.RENEWED, ChangeKind.MOA_POSTED, ChangeKind.ADDENDUM_POSTED)


def one_of(*kinds: ChangeKind) -> list[RecordedChange]:
    former: dict[str, str | None] = {"signed_on": "2020-06-09"}
    return [make_recorded(number, kind, agency=f"Ash {number}", was=former) for number, kind in enumerate(kinds)]


def test_a_title_counts_states_that_it_has_no_room_for() -> None:
    """Rather than leave out what is new."""
    told = [
        make_recorded(1, ChangeKind.ENDED, state="MA"),
        *(make_recorded(2 + n, state=("MP", "DC")[n]) for n in (0, 1)),
    ]
    assert alert(ENGLISH, told).title == (
        "Massachusetts: 1 agreement no longer on ICE's list. 2 states: 2 new on ICE's list."
    )


def notes(message: Message) -> list[str]:
    return [text_of(line) for line in message.notes]


def texts(message: Message) -> list[list[str]]:
    return [[text_of(line) for line in block] for block in message.blocks]


def test_a_title_counts_together_what_it_has_no_room_for() -> None:
    """What left and what is new always stand in it by themselves."""
    assert alert(ENGLISH, one_of(*KINDS)).title == (
        "Virginia: 1 agreement no longer on ICE's list, 1 new on ICE's list, 1 renewed. 2 more changes."
    )
    assert alert(ENGLISH, one_of(*KINDS[2:])).title == (
        "Virginia: 1 agreement renewed, 1 agreement posted, 1 addendum posted."
    )


@pytest.mark.parametrize(
    ("follows", "said"),
    [
        (("all",), "Because this chat follows all states · /settings"),
        (("VA",), "Because this chat follows Virginia · /settings"),
        (("DC", "VA"), "Because this chat follows the District of Columbia and Virginia · /settings"),
        (("VA", "MD", "OH"), "Because this chat follows Maryland, Ohio and Virginia · /settings"),
        (("VA", "MD", "OH", "FL"), "Because this chat follows these 4 places · /settings"),
    ],
)
def test_an_alert_says_why_a_chat_is_told(follows: tuple[str, ...], said: str) -> None:
    """Up to three states by name; nothing where nobody knows."""
    assert notes(alert(ENGLISH, [make_recorded()], follows)) == [said]
    assert notes(summary(ENGLISH, [make_recorded()], NOW, follows)) == [said]
    assert notes(alert(ENGLISH, [make_recorded()])) == []


def test_who_wants_no_file_learns_of_it_where_there_would_be_one() -> None:
    """A short alert has none to speak of."""
    hint = "As a spreadsheet, too: /alerts files on"
    without, with_file = (alert(ENGLISH, changes(6, ["VA"]), files=files) for files in (False, True))
    assert (notes(without), without.attachment) == ([hint], None)
    assert notes(with_file) == []
    assert with_file.attachment is not None
    assert with_file.attachment.description == "Spreadsheet (CSV) with 6 rows of what the message says"
    assert notes(alert(ENGLISH, changes(5, ["VA"]), files=False)) == []


def test_up_to_eleven_of_a_kind_have_a_line_each_with_the_name_first() -> None:
    """By state and county, whatever county begins the name; twelve share a line a state."""
    told = [
        make_recorded(1, agency="Zinnia Police", county="Ash County", remaining=(JAIL,)),
        make_recorded(2, agency="Elm County Sheriff", county="Elm County"),
        *(make_recorded(10 + n, state="MD", agency=f"Town {n}", county="") for n in range(9)),
    ]
    (few, _), (many, _) = (texts(alert(ENGLISH, one)) for one in (told, [*told, make_recorded(3, state="OH")]))
    assert few[0] == "New on ICE's list (11)"
    assert few[1] == "Town 0 (Maryland): Task Force"
    assert few[-2:] == [
        "Zinnia Police (Ash County, Virginia): Task Force, has also Jail Enforcement",
        "Elm County Sheriff (Virginia): Task Force",
    ]
    assert [line.partition(":")[0] for line in many] == [
        "New on ICE's list (12)",
        "Maryland (9)",
        "Ohio",
        "Virginia (2)",
    ]


def test_many_of_one_state_have_a_line_each_under_what_they_have_in_common() -> None:
    """The heading says what it is of each list, for each may begin a message."""
    message = alert(ENGLISH, changes(36, ["FL"]))
    assert [block[0] for block in texts(message)[:-1]] == [
        "New on ICE's list (13): Task Force",
        "New on ICE's list (13): Jail Enforcement",
        "New on ICE's list (10): Warrant Service",
    ]


def test_what_left_is_never_folded() -> None:
    """It is the news; a long list of what is new is folded where the platform can."""
    ended = [make_recorded(n, ChangeKind.ENDED, agency=f"Ash {n}", state=("VA", "MD")[n % 2]) for n in range(14)]
    gone, new, _ = alert(ENGLISH, [*ended, *changes(14, ["VA", "MD"])]).blocks
    assert (type(gone), type(new)) == (Headed, Folded)


def test_what_a_model_means_is_said_once() -> None:
    """In an alert of a few entries where it is first named."""
    message = alert(ENGLISH, [make_recorded(n, agency=f"Ash {n}", model=JAIL) for n in range(3)])
    said = "\n".join("\n".join(block) for block in texts(message))
    assert said.count("questions people held in its jail") == 1
    assert said.count("Jail Enforcement Model") == 3


@pytest.mark.parametrize(
    ("kinds", "tone"),
    [
        ((ChangeKind.SIGNED, ChangeKind.ENDED), Tone.GONE),
        ((ChangeKind.MOA_POSTED, ChangeKind.SIGNED), Tone.NEW),
        ((ChangeKind.MOA_POSTED,), Tone.OTHER),
        ((ChangeKind.PENDING_LISTED,), Tone.OTHER),
    ],
)
def test_a_message_has_the_tone_of_what_it_tells_above_all(kinds: tuple[ChangeKind, ...], tone: Tone) -> None:
    """That something left, else that something is new."""
    assert alert(ENGLISH, one_of(*kinds)).tone is tone
