"""Whatever comes over the wire, through the real library."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.telegram import Telegram
from bot.domain.errors import SendError
from bot.domain.messages import Attachment, Part
from bot.domain.ports import Platform
from tests.support.telegram_transport import Answer, Transport

TOKEN = "123456:AbcDef-secret_secret_secret_secret_12"


@contextlib.asynccontextmanager
async def telegram_sending(answer: Callable[[], Answer]) -> AsyncIterator[Platform]:
    def answers(method: str, _: dict[str, Any]) -> Answer:
        if not method.startswith("send"):
            raise LookupError(method)
        return answer()

    platform = Telegram(TOKEN, request=lambda _: Transport(answers))
    async with platform.sending():
        yield platform


statuses = st.sampled_from([200, 204, 301, 400, 401, 403, 404, 409, 413, 429, 500, 502, 503, 520])
json_like = st.sampled_from(
    [
        b"",
        b"null",
        b"[]",
        b'"x"',
        b"{}",
        b'{"ok": true}',
        b'{"ok": true, "result": 5}',
        b'{"ok": false, "description": 5}',
        b'{"ok": false, "description": "Bad Request: chat not found"}',
        b'{"ok": false, "description": "x", "parameters": {"retry_after": 5}}',
        b'{"ok": false, "description": "x", "parameters": {"retry_after": "soon"}}',
        b'{"ok": false, "description": "x", "parameters": {"migrate_to_chat_id": -1001}}',
        b"<html>",
        b"\xff\xfe",
    ]
)
failures: st.SearchStrategy[Answer | Exception] = st.one_of(
    st.tuples(statuses, st.one_of(json_like, st.binary(max_size=40))),
    st.sampled_from([OSError("x"), ValueError(TOKEN), TimeoutError(), RuntimeError(), UnicodeError()]),
)


@settings(max_examples=20, deadline=None)
@given(st.lists(failures, min_size=10, max_size=30), st.booleans())
async def test_over_any_wire_telegram_fails_only_with_our_errors(
    answers: list[Answer | Exception],
    file: bool,  # noqa: FBT001
) -> None:
    """Whatever a server, a proxy or the transport comes up with; and none of it shows the token."""
    left = list(answers)

    def answer() -> Answer:
        item = left.pop()
        if isinstance(item, Exception):
            raise item
        return item

    part = Part("", "x", Attachment("a.csv", b"x") if file else None)
    async with telegram_sending(answer) as platform:
        while left:
            with pytest.raises(SendError) as caught:
                await platform.send("5", part, "n")
            assert TOKEN not in str(caught.value)
