"""Who asks the same again, or too much, is told so once; nobody else is held up by it."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from bot.conversation.throttle import Excess, Throttle
from bot.domain.chats import Asked, CannotPost, Right
from tests.support.make import make_asked, make_place

AGAIN = Excess(same=True, unsaid=True)
AGAIN_SILENT = Excess(same=True, unsaid=False)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Chats:
    """A throttle and its clock; every admitted command is answered at once, publicly unless a test says otherwise."""

    def __init__(self, per_chat: int | None = None, most: int = 10_000) -> None:
        self.clock = Clock()
        self.throttle = Throttle(per_chat=per_chat, clock=self.clock, most=most)

    def ask(
        self,
        words: str = "VA",
        *,
        name: str = "state",
        person: str = "1",
        chat: str = "-7",
        hindrance: CannotPost | None = None,
        arrived: bool = True,
        private: bool = False,
    ) -> Excess | None:
        asked = make_asked(name, words, place=make_place(chat), hindrance=hindrance, person=person)
        return self.give(asked, arrived=arrived, private=private)

    def give(self, asked: Asked, *, arrived: bool = True, private: bool = False) -> Excess | None:
        changes = asked.name in ("subscribe", "unsubscribe")
        excess = self.throttle.admit(asked, changes=changes)
        if excess is None:
            self.throttle.settle(asked, changes=changes, arrived=arrived, private=private)
        return excess


@pytest.fixture
def chats() -> Chats:
    return Chats()


def test_the_same_question_is_answered_once_in_thirty_seconds(chats: Chats) -> None:
    """One hint, then silence, whoever asks; at 30 seconds it is a new question."""
    assert [chats.ask(person=str(n)) for n in range(4)] == [None, AGAIN, AGAIN_SILENT, AGAIN_SILENT]
    chats.clock.now += 29.9
    assert chats.ask() == AGAIN_SILENT
    chats.clock.now += 0.1
    assert [chats.ask(), chats.ask()] == [None, AGAIN]


def test_thirty_seconds_count_from_the_answer(chats: Chats) -> None:
    """A question whose answer took 40 seconds is the same for 30 more."""
    asked = make_asked("state", "VA", place=make_place("-7"), person="1")
    assert chats.throttle.admit(asked, changes=False) is None
    chats.clock.now += 40
    chats.throttle.settle(asked, changes=False, arrived=True, private=False)
    chats.clock.now += 29.9
    assert chats.give(asked) == AGAIN
    chats.clock.now += 0.1
    assert chats.give(asked) is None


def test_thirty_seconds_count_anew_from_the_hint(chats: Chats) -> None:
    """What was asked again while a hint took 40 seconds is the same; 30 seconds after the hint it is not."""
    asked = make_asked("state", "VA", place=make_place("-7"), person="1")
    assert [chats.give(asked), chats.give(asked)] == [None, AGAIN]
    chats.clock.now += 40
    chats.throttle.told(asked)
    assert chats.give(asked) == AGAIN_SILENT
    chats.clock.now += 30
    assert chats.give(asked) is None


def test_what_is_written_otherwise_is_the_same_question(chats: Chats) -> None:
    """Letters and spaces do not matter."""
    assert chats.ask("new york") is None
    assert chats.ask("  New   YORK ") == AGAIN


@pytest.mark.parametrize(
    "other",
    [
        {"words": "MD"},
        {"name": "changes"},
        {"chat": "-8"},
        {"chat": "-7:5"},
        {"hindrance": CannotPost((Right.ATTACH_FILES,))},
    ],
)
def test_another_question_is_another_question(chats: Chats, other: dict[str, object]) -> None:
    """Other words, another command or chat or topic, or rights that are missing only now."""
    chats.ask()
    assert chats.ask(**other) is None  # type: ignore[arg-type]  # passed through by name


def test_a_question_whose_answer_failed_is_answered_again(chats: Chats) -> None:
    """A second time, and then no more once it arrived."""
    assert [chats.ask(arrived=False), chats.ask(), chats.ask()] == [None, None, AGAIN]


def test_an_answer_that_one_person_saw_is_none_for_others(chats: Chats) -> None:
    """A private answer is not above in anybody else's chat."""
    assert chats.ask(person="1", private=True) is None
    assert chats.ask(person="1", private=True) == AGAIN
    assert chats.ask(person="2", private=True) is None


def test_a_change_is_never_the_same_question(chats: Chats) -> None:
    """Subscribing after unsubscribing has another effect than before, though the words are the same."""
    for name in ("subscribe", "unsubscribe", "subscribe", "subscribe"):
        assert chats.ask("VA", name=name) is None


def test_after_a_change_every_question_of_that_chat_is_new(chats: Chats) -> None:
    """What a chat is told about may be answered otherwise now; another chat's is not."""
    for chat in ("-7", "-8"):
        chats.ask("", name="subscriptions", chat=chat)
    chats.ask("VA", name="subscribe", person="2")
    assert chats.ask("", name="subscriptions") is None
    assert chats.ask("", name="subscriptions", chat="-8") == AGAIN


def test_a_person_gets_six_answers_a_minute_wherever_they_ask(chats: Chats) -> None:
    """Then one hint a minute, and silence; others are answered, and the minute moves on."""
    told = Excess(same=False, unsaid=True, most=6)
    silent = Excess(same=False, unsaid=False, most=6)
    assert [chats.ask(str(n), chat=f"-{n}") for n in range(1, 9)] == [None] * 6 + [told, silent]
    assert chats.ask("other", person="2") is None
    chats.clock.now += 59.9
    assert chats.ask("more") == silent
    chats.clock.now += 0.1
    assert [chats.ask(f"more {n}") for n in range(7)] == [None] * 6 + [told]


def test_presses_go_through_screens_and_back() -> None:
    """Forty a minute, the same one too, beside six questions that are typed; a chat's limit is not theirs."""
    chats = Chats(per_chat=2)
    press = replace(make_asked("state", "VA", place=make_place("-7"), person="1"), pressed=True)
    assert [chats.give(press) for _ in range(40)] == [None] * 40
    assert chats.give(press) == Excess(same=False, unsaid=True, most=40)
    assert chats.give(press) == Excess(same=False, unsaid=False, most=40)
    assert chats.ask("MD", chat="-8") is None
    assert chats.give(replace(press, person="2")) is None


def test_where_nobody_can_tell_who_asks_the_chat_counts_as_one(chats: Chats) -> None:
    """A channel's posts have no author; another channel is another."""
    assert sum(chats.ask(str(n), person="") is None for n in range(9)) == 6
    assert chats.ask("other", person="", chat="-8") is None


def test_a_change_counts_for_its_person(chats: Chats) -> None:
    """The seventh within a minute is not carried out, and says so."""
    assert [chats.ask(str(n), name="subscribe") for n in range(7)] == [None] * 6 + [Excess(False, True, 6)]


def test_a_chat_as_a_whole_is_bounded_where_replies_count_in_its_limit() -> None:
    """Ten messages a minute answer commands in a group, its topics together, hints included, and one says so."""
    chats = Chats(per_chat=10)
    told = Excess(same=False, unsaid=True, most=10)
    asked = [chats.ask(str(n), person=str(n), chat=f"-7:{n}") for n in range(9)]
    asked += [chats.ask("0", person="0", chat="-7:0"), chats.ask("x", person="x"), chats.ask("x", person="y")]
    assert asked == [None] * 9 + [AGAIN, told, Excess(False, False, 10)]
    assert chats.ask(person="z", chat="-8") is None
    chats.clock.now += 60.0
    assert chats.ask("x", person="x") is None


def test_fifteen_times_the_same_are_one_answer_and_one_hint() -> None:
    """The rest is silence, within a minute that has room for alerts."""
    chats = Chats(per_chat=10)
    asked = [chats.ask("PA") for _ in range(15)]
    assert (asked.count(None), asked.count(AGAIN), asked.count(AGAIN_SILENT)) == (1, 1, 13)


def test_what_it_remembers_is_bounded() -> None:
    """However many people ask however much in however many chats; the oldest is forgotten first."""
    chats = Chats(per_chat=10, most=50)
    for number in range(500):
        chats.ask(str(number), person=str(number), chat=f"-{number}")
    assert len(chats.throttle._questions) == 50
    assert len(chats.throttle._minutes) == 50
    assert chats.ask("499", person="new", chat="-499") == AGAIN
    assert chats.ask("0", person="new", chat="-0") is None


def test_what_is_long_past_is_forgotten(chats: Chats) -> None:
    """Questions of a minute ago, and who asked them."""
    for number in range(20):
        chats.ask(str(number), person=str(number), chat=f"-{number}")
    assert len(chats.throttle._minutes) == 40
    chats.clock.now += 60.0
    chats.ask("new", person="new")
    assert len(chats.throttle._questions) == 1
    assert list(chats.throttle._minutes) == [("chat", "-7"), ("person", "new")]


def test_nobody_else_crowds_out_a_change() -> None:
    """However much is asked in a group, whoever manages it can subscribe; only their own six a minute count."""
    chats = Chats(per_chat=10)
    for number in range(20):
        chats.ask(str(number), person=str(number))
    assert [chats.ask(f"{n}", name="subscribe", person="manager") for n in range(7)].count(None) == 6
    assert chats.ask("other", person="other") == Excess(False, False, 10)


def test_a_chat_without_a_limit_of_its_own_is_as_long_remembered_as_any(chats: Chats) -> None:
    """Where answers count in no limit, what is kept of a busy channel is that of one minute."""
    for number in range(1000):
        chats.clock.now += 1.0
        chats.ask(str(number), person=str(number))
    assert len(chats.throttle._minutes[("chat", "-7")].answers) == 60


def test_any_order_of_questions_keeps_every_bound() -> None:
    """In any minute no person has more than six answers and no chat more than ten."""
    chats = Chats(per_chat=10)
    answered: list[tuple[float, str]] = []
    for person, words in itertools.product("abc", map(str, range(40))):
        chats.clock.now += 0.7
        if chats.ask(words, person=person) is None:
            answered.append((chats.clock.now, person))
    assert len(answered) >= 6
    for start, _ in answered:
        within = [person for at, person in answered if start <= at < start + 60.0]
        assert len(within) <= 10
        assert max(map(within.count, "abc")) <= 6
