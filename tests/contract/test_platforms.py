"""What every adapter owes to ``bot.domain.ports.Platform``, whatever its markup."""

from __future__ import annotations

import asyncio
import contextlib
import html
import io
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.console import Console
from adapters.discord import Discord
from adapters.telegram import Telegram
from bot.domain.errors import SendError
from bot.domain.messages import Attachment, Block, Message, Part, Span
from bot.domain.ports import Platform
from tests.support.front import Fronted
from tests.support.telegram_transport import Answer, Transport

TOKEN = "123456:AbcDef-secret_secret_secret_secret_12"


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def telegram_reads(part: Part) -> str:
    return html.unescape(re.sub(r"</?(?:b|code|a)(?: [^>]*)?>", "", part.body))


def telegram_fits(part: Part) -> bool:
    room = 1024 if part.attachment is not None else 4096
    return units(telegram_reads(part)) <= room and len(re.findall(r"<(?:b|code|a)[ >]", part.body)) <= 100


def discord_reads(part: Part) -> str:
    return f"{part.title}\n{part.body}"


def discord_fits(part: Part) -> bool:
    return units(part.title) <= 256 and units(part.body) <= 4096


def console_reads(part: Part) -> str:
    return f"{part.title}\n{part.body}"


@dataclass(frozen=True)
class Kind:
    """One adapter: ``reads`` undoes what markup hides, ``fits`` knows the platform's own limits."""

    name: str
    make: Callable[[], Platform]
    reads: Callable[[Part], str]
    fits: Callable[[Part], bool]


KINDS = (
    Kind("telegram", lambda: Telegram(TOKEN), telegram_reads, telegram_fits),
    Kind("discord", lambda: Discord(TOKEN), discord_reads, discord_fits),
    Kind("console", lambda: Console(io.StringIO()), console_reads, lambda _: True),
)
every_platform = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)

HOSTILE = (
    "**bold** _it_ ~~s~~ `code` ```fence``` ||spoiler||",
    "# heading",
    "> quote - list 1. list",
    "[click](https://evil.example/x)",
    "<b>bold</b><a href='https://evil.example'>x</a> &amp; &lt;",
    "@everyone @here <@123> <@&5> <#7> <t:0:R>",
    "@admin /subscribe evil.com http://evil.example/a",
    "\u202edesrever\u2066 \u200b\u2060",
    "👩‍👩‍👧‍👦🚓" * 9,
    "\x00\x1b[31m\r\n\t\ud800",
    "\\" * 9 + "[red]" + "`" * 7,
    "County " * 43,
)
LONG_URL = "https://www.ice.gov/doclib/287gMOA/" + "a(b)_%20*" * 30 + ".pdf?x=1&y='2'"

texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=300))
spans = st.builds(
    Span,
    text=texts,
    bold=st.booleans(),
    code=st.booleans(),
    url=st.sampled_from([None, None, "https://www.ice.gov/x.pdf", LONG_URL]),
)
lines = st.lists(spans, min_size=1, max_size=2).map(tuple)
bodies = st.lists(lines, max_size=2).map(tuple)
thorough = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def marked(number: int, body: Block) -> Block:
    """Put words around a block that no markup changes: one can see where it went, and whether whole."""
    return ((Span(f"begin{number}x"),), *body, (Span(f"end{number}x"),))


def marks(text: str) -> list[str]:
    return re.findall(r"begin\d+x|end\d+x", text)


@every_platform
@thorough
@given(pool=st.lists(bodies, min_size=1, max_size=5), count=st.integers(0, 400), title=texts, footer=lines)
def test_every_block_is_in_one_part_and_in_order_and_every_part_is_within_the_limits(
    kind: Kind, pool: list[Block], count: int, title: str, footer: tuple[Span, ...]
) -> None:
    """Nothing is lost, divided, repeated or too long, whatever the text."""
    blocks = tuple(marked(number, pool[number % len(pool)]) for number in range(count))
    parts = kind.make().parts(Message(title, blocks, footer=(*footer, Span("endoffooter"))))
    found = [marks(kind.reads(part)) for part in parts]
    assert parts
    assert [mark for each in found for mark in each] == [
        mark for number in range(count) for mark in (f"begin{number}x", f"end{number}x")
    ]
    assert all(len(each) % 2 == 0 for each in found)
    assert all(map(kind.fits, parts))
    assert "endoffooter" in kind.reads(parts[-1])


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@every_platform
@thorough
@given(text=texts, bold=st.booleans(), code=st.booleans())
def test_all_that_can_be_read_of_a_text_is_shown(kind: Kind, text: str, bold: bool, code: bool) -> None:  # noqa: FBT001
    """Escaping may add marks between letters; it takes no letter away and adds none."""
    (part,) = kind.make().parts(Message("T", blocks=marked_one(text, bold=bold, code=code)))
    shown = letters(kind.reads(part))
    assert shown.endswith(f"begin0x{letters(text)}end0x")


def marked_one(text: str, *, bold: bool, code: bool) -> tuple[Block, ...]:
    return (marked(0, ((Span(text, bold=bold, code=code),),)),)


@every_platform
def test_a_file_goes_with_exactly_one_part_and_that_is_the_last(kind: Kind) -> None:
    """It is sent once, and the text comes first."""
    file = Attachment("changes.csv", b"state\nVA\n")
    parts = kind.make().parts(Message("T", blocks=tuple(marked(n, ()) for n in range(400)), attachment=file))
    assert [part.attachment for part in parts] == [None] * (len(parts) - 1) + [file]


@every_platform
def test_rendering_is_pure(kind: Kind) -> None:
    """A delivery that is tried again after a restart consists of the same parts."""
    message = Message("T", blocks=tuple(marked(n, (((Span(HOSTILE[n % 12]),),))) for n in range(200)))
    assert kind.make().parts(message) == kind.make().parts(message)


WINDOWS: dict[str, dict[str, tuple[tuple[float, int], ...]]] = {
    "telegram": {"5": ((1.0, 1),), "-5": ((1.0, 1), (60.0, 20)), "-5:7": ((1.0, 1), (60.0, 20))},
    "discord": {"5": ()},
    "console": {"console": ()},
}
"""What each platform lets one chat have: (seconds, messages); Discord tells its limits in its answers."""


@every_platform
def test_a_platform_says_its_name_and_its_pace(kind: Kind) -> None:
    """The name is stored with every chat; a chat's own limits are known for each kind of chat."""
    platform = kind.make()
    assert platform.name == kind.name
    assert platform.rate > 0
    assert platform.in_flight >= 1
    assert {address: platform.windows(address) for address in WINDOWS[kind.name]} == WINDOWS[kind.name]


@pytest.mark.parametrize("kind", KINDS[:2], ids=lambda kind: kind.name)
@pytest.mark.parametrize("address", ["5", "", "x", "5:x", "-1:2:3", "9" * 40, "\ud800"])
async def test_without_a_connection_send_raises_only_our_errors(kind: Kind, address: str) -> None:
    """However odd the address."""
    with pytest.raises(SendError):
        await kind.make().send(address, Part("t", "b"), "n")


@contextlib.asynccontextmanager
async def telegram_connected(answer: Callable[[], Answer]) -> AsyncIterator[Platform]:
    def answers(method: str, _: dict[str, Any]) -> Answer:
        if not method.startswith("send"):
            raise LookupError(method)
        return answer()

    transport, connected = Transport(answers), asyncio.Event()
    platform = Telegram(TOKEN, request=lambda _: transport)
    task = asyncio.create_task(platform.run(Fronted(), connected.set))
    try:
        await connected.wait()
        yield platform
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


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
    async with telegram_connected(answer) as platform:
        while left:
            with pytest.raises(SendError) as caught:
                await platform.send("5", part, "n")
            assert TOKEN not in str(caught.value)
