"""No word, name or number of a person goes into the log or the database, however a command ends."""

from __future__ import annotations

import datetime as dt
import logging
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.commands import BY_NAME
from bot.conversation.dispatch import Conversation
from bot.conversation.faults import describe, without
from bot.conversation.front import Front
from bot.delivery import reach
from bot.delivery.pacing import Spacing
from bot.domain.chats import Asked, Place
from bot.domain.errors import ChatLost, PartRefused, RetryLater, SendError, Uncertain, UsageError
from bot.domain.messages import Extra, Part
from storage.store import Store
from tests.support.handlers import ALL_ANSWERED
from tests.support.make import NOW, DirectAccess
from tests.unit.conversation.test_front import Turns, pace_of, parts

MARK = "Zebulon"
NUMBER = "5550123"
"""In every field of what a person gives; neither is in a chat's address."""

LATER = NOW + dt.timedelta(hours=1)


class Person:
    """Someone with a marked name, number and words, who gives commands in their private chat."""

    def __init__(self, store: Store, title: str = MARK, language: str = MARK) -> None:
        self.title = title
        self.language = language
        self.failure: SendError | Exception | None = None
        conversation = Conversation(DirectAccess(store), lambda: LATER)
        pace = pace_of(Turns(), Spacing())
        self.front = Front("telegram", conversation, parts, pace=pace, throttle=ALL_ANSWERED)

    async def say(self, part: Part, private: bool) -> None:  # noqa: FBT001  as the port has it
        if self.failure is not None:
            raise self.failure

    async def ask(self, name: str, words: str, *, refused: Exception | None = None) -> None:
        async def may_manage() -> bool:
            if refused is not None:
                raise refused
            return True

        place = Place("telegram", "4711", title=self.title)
        await self.front.command(Asked(place, name, words, self.language, may_manage, person=NUMBER), self.say)


def stored(store: Store) -> str:
    """Everything in the database."""
    tables = [row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return "\n".join(str(row) for table in tables for row in store.db.execute(f"SELECT * FROM {table}"))  # noqa: S608


@pytest.mark.parametrize(
    "failure",
    [
        None,
        ChatLost("may_not_write"),
        PartRefused("no_embeds", Extra.EMBED),
        Uncertain("timed_out"),
        RetryLater("rate_limited"),
        ValueError(f"{MARK} said this"),
    ],
    ids=lambda failure: type(failure).__name__,
)
async def test_no_word_of_a_person_is_logged(
    store: Store, caplog: pytest.LogCaptureFixture, failure: Exception | None
) -> None:
    """Whatever is asked, however it ends, at every level of the log; commands that nobody has are not named."""
    caplog.set_level(logging.DEBUG)
    person = Person(store)
    person.failure = failure
    store.write(lambda work: work.chats.subscribe(Place("telegram", "4711"), ["VA"], "en", NOW))
    store.write(lambda work: reach.pause(work, Place("telegram", "4711"), "blocked", NOW))
    for name in (*BY_NAME, MARK):
        for words in ("VA", MARK, "", f"VA {MARK}"):
            await person.ask(name, words)
    assert MARK not in caplog.text
    assert NUMBER not in caplog.text
    if failure is not None:
        assert "telegram: a reply did not go out" in caplog.text


@pytest.mark.parametrize(
    "refused", [ValueError(f"{MARK} {NUMBER}"), UsageError("needs_administrator", name=MARK), RetryLater("x")]
)
async def test_nothing_of_a_person_is_logged_where_nobody_can_tell_who_they_are(
    store: Store, caplog: pytest.LogCaptureFixture, refused: Exception
) -> None:
    """A fault while the platform is asked about them, or its refusal."""
    caplog.set_level(logging.DEBUG)
    await Person(store).ask("subscribe", MARK, refused=refused)
    assert MARK not in caplog.text
    assert NUMBER not in caplog.text


async def test_what_is_stored_of_a_chat_are_its_address_states_and_language(store: Store) -> None:
    """No word and no number of who subscribed, whatever else they ask."""
    person = Person(store, title="", language="en")
    for name in BY_NAME:
        for words in (MARK, f"VA {MARK}", "VA"):
            await person.ask(name, words)
    await person.ask("subscribe", "VA")
    assert store.chats.subscriptions(Place("telegram", "4711")) == ["VA"]
    assert "4711" in stored(store)
    assert MARK not in stored(store)
    assert NUMBER not in stored(store)


async def test_a_fault_of_ours_is_logged_by_its_place(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """By its kind, its text without the person's words, and the calls that led to it, the innermost last."""
    await Person(store).ask("subscribe", "VA", refused=OSError(f"no {MARK} space left for {MARK}s, {NUMBER}"))
    (said,) = caplog.messages
    assert said.startswith("telegram: /subscribe failed: OSError (no … space left for …, …) in ")
    assert said.endswith(" may_manage")
    assert ", dispatch.py:" in said


def test_what_a_fault_says_is_left_out_where_nobody_knows_what_was_given() -> None:
    """An answer that failed may have quoted anything."""
    assert describe(OSError(MARK)) == "OSError in "


@given(st.lists(st.text(min_size=2), min_size=1, max_size=3))
def test_no_word_that_was_given_is_in_what_is_left(given_words: list[str]) -> None:
    """Whole, begun or in the middle of a longer word; what says nothing of it stays."""
    for word in re.findall(r"\w{2,}", " ".join(given_words)):
        left = without(f"full {word} x{word}y {word[:40]} disk", given_words)
        assert word not in left
    assert without("the disk is full", ["Zebulon"]) == "the disk is full"
