"""One answer of getUpdates taken apart, and where the next question begins."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.batch import Arrived, numbered, unread_number, updates
from adapters.telegram.fields import Fields, Unreadable


def numbers(found: list[Any], offset: int | None) -> tuple[list[int | None], int | None]:
    arrived, then = numbered([{"update_id": each} for each in found], offset)
    return [each.number for each in arrived], then


@pytest.mark.parametrize(
    ("found", "offset", "expected", "then"),
    [
        ([7, 8, 9], None, [7, 8, 9], 10),
        ([7, 9], 7, [7, 9], 10),
        ([], None, [], None),
        ([None], None, [None], None),
        ([None], 7, [7], 8),
        (["7"], 7, [7], 8),
        ([True], 7, [7], 8),
        ([7.0], 7, [7], 8),
        ([1 << 31], 7, [7], 8),
        ([-1], 7, [7], 8),
        ([3], 7, [7], 8),
        ([None, 9], None, [None, 9], 10),
        ([7, None, None, 10], None, [7, 8, 9, 10], 11),
        ([7, 7], None, [7, 8], 9),
        ([7, 5, 9], None, [7, 8, 9], 10),
    ],
)
def test_the_offset_moves_past_every_update(
    found: list[Any], offset: int | None, expected: list[int | None], then: int | None
) -> None:
    """One whose number cannot be read, or cannot be true, has the number that follows its neighbour's."""
    assert numbers(found, offset) == (expected, then)


@given(st.lists(st.one_of(st.none(), st.integers(-5, 2**33), st.text(max_size=2)), max_size=9), st.integers(1, 2**31))
def test_the_offset_never_moves_back(found: list[Any], offset: int) -> None:
    """Whatever stands where the numbers should be: each update is gone past once."""
    seen, then = numbers(found, offset)
    assert then is not None
    assert then >= offset + len(found)
    assert seen == sorted({each for each in seen if each is not None})


@pytest.mark.parametrize(
    "payload",
    [b"", b"null", b"5", b"[]", b"{}", b'{"result": {}}', b'{"result": null}', b"<html>", b"\xff", b"[" * 100_000],
)
def test_an_answer_without_a_list_of_updates_is_unreadable(payload: bytes) -> None:
    """No JSON, no object, no list, or nested too deeply to look at."""
    with pytest.raises(Unreadable):
        updates(payload)


def test_what_is_no_character_spoils_no_answer() -> None:
    """Bytes that are no UTF-8, and halves of characters, are marked and go on."""
    (body,) = updates(b'{"result": [{"text": "a\xff\\ud800"}]}')
    assert Fields(body).text("text") == "a\ufffd?"


@pytest.mark.parametrize(
    ("payload", "number"),
    [
        (b'{"result": [{"update_id": 77, "message": {"te', 77),
        (b'{"result": [{"update_id" :77}', 77),
        (b'{"result": [{"update_id": 99999999999}', None),
        (b'{"result": [{"update_id": 4294967296}', None),
        (b"<html>", None),
    ],
)
def test_the_number_of_an_unreadable_update_is_found_in_its_bytes(payload: bytes, number: int | None) -> None:
    """A number that Telegram cannot have given is none."""
    assert unread_number(payload) == number


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"message": {"chat": {"id": -5, "title": "SECRET"}, "text": "SECRET"}}, "message, number 7, chat -5"),
        ({"my_chat_member": {"chat": {"id": "SECRET"}}}, "my_chat_member, number 7, chat unknown"),
        ({"SECRET": {"chat": {"id": -5}}}, "of no known kind, number 7, chat unknown"),
        ({"message": "SECRET"}, "message, number 7, chat unknown"),
        ("SECRET", "of no known kind, number 7, chat unknown"),
    ],
)
def test_of_an_update_nothing_is_said_but_its_kind_its_number_and_its_chat(body: Any, said: str) -> None:
    """Nothing that a person wrote can be in there."""
    assert str(Arrived(7, json.loads(json.dumps(body)))) == said
