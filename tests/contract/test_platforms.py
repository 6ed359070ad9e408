"""What every adapter owes to ``bot.domain.ports.Platform``, whatever its markup."""

from __future__ import annotations

import re
import traceback
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import ChatLost, NotEditable, RetryLater, SendError, Uncertain
from bot.domain.messages import Attachment, Block, Message, Part, Span
from tests.contract.kind import Kind, Mishap, NoWire, kinds, platforms, undescribed

KINDS = kinds()
every_platform = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
over_every_wire = pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if not isinstance(kind.wire, NoWire)], ids=lambda kind: kind.name
)


@pytest.mark.parametrize("name", platforms())
def test_every_platform_is_held_to_the_contract(name: str) -> None:
    """A new one needs ``tests/contract/platforms/<name>.py``, which tells this suite how to make and read it."""
    assert name not in undescribed(), f"adapters/{name} needs tests/contract/platforms/{name}.py"


def test_the_platforms_are_found() -> None:
    """Else nothing below would be tested."""
    assert {"console", "discord", "telegram"} <= set(platforms())
    assert [kind.name for kind in KINDS] == [name for name in platforms() if name not in undescribed()]


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
    struck=st.booleans(),
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
@given(
    pool=st.lists(bodies, min_size=1, max_size=5),
    count=st.integers(0, 400),
    heading=st.tuples(texts, st.sampled_from(["", "Corrected:"]), st.booleans()),
    footer=lines,
)
def test_every_block_is_in_one_part_and_in_order_and_every_part_is_within_the_limits(
    kind: Kind,
    pool: list[Block],
    count: int,
    heading: tuple[str, str, bool],
    footer: tuple[Span, ...],
) -> None:
    """Nothing is lost, divided, repeated or too long, whatever the text."""
    blocks = tuple(marked(number, pool[number % len(pool)]) for number in range(count))
    title, label, struck = heading
    message = Message(title, blocks, footer=(*footer, Span("endoffooter")), label=label, struck=struck)
    parts = kind.make().parts(message)
    found = [marks(kind.reads(part)) for part in parts]
    assert parts
    assert [mark for each in found for mark in each] == [
        mark for number in range(count) for mark in (f"begin{number}x", f"end{number}x")
    ]
    assert all(len(each) % 2 == 0 for each in found)
    assert all(map(kind.fits, parts))
    assert "endoffooter" in kind.reads(parts[-1])
    assert label in kind.reads(parts[0])


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@every_platform
@thorough
@given(text=texts, bold=st.booleans(), code=st.booleans(), struck=st.booleans())
def test_all_that_can_be_read_of_a_text_is_shown(
    kind: Kind,
    text: str,
    bold: bool,  # noqa: FBT001
    code: bool,  # noqa: FBT001
    struck: bool,  # noqa: FBT001
) -> None:
    """Escaping may add marks between letters; it takes no letter away and adds none."""
    (part,) = kind.make().parts(Message("T", blocks=marked_one(text, bold=bold, code=code, struck=struck)))
    shown = letters(kind.reads(part))
    assert shown.endswith(f"begin0x{letters(text)}end0x")


def marked_one(text: str, *, bold: bool, code: bool, struck: bool) -> tuple[Block, ...]:
    return (marked(0, ((Span(text, bold=bold, code=code, struck=struck),),)),)


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


@every_platform
def test_a_platform_says_its_name_and_its_pace(kind: Kind) -> None:
    """The name is stored with every chat."""
    platform = kind.make()
    assert platform.name == kind.name
    assert platform.rate > 0
    assert platform.in_flight >= 1
    assert kind.windows
    assert {address: platform.windows(address) for address in kind.windows} == kind.windows


@over_every_wire
@pytest.mark.parametrize("address", ["5", "", "x", "5:x", "-1:2:3", "9" * 40, "\ud800"])
async def test_without_a_connection_send_raises_only_our_errors(kind: Kind, address: str) -> None:
    """However odd the address."""
    with pytest.raises(SendError):
        await kind.make().send(address, Part("t", "b"), "n")
    with pytest.raises(SendError):
        await kind.make().edit(address, "1", Part("t", "b"))


MEANT: dict[Mishap, type[SendError]] = {
    Mishap.RATE_LIMITED: RetryLater,
    Mishap.SERVER_ERROR: Uncertain,
    Mishap.RESET: Uncertain,
    Mishap.SILENCE: Uncertain,
    Mishap.HTML: Uncertain,
    Mishap.NO_RIGHT: ChatLost,
}


@over_every_wire
@pytest.mark.parametrize("mishap", Mishap, ids=lambda mishap: mishap.name.lower())
async def test_what_a_wire_brings_is_one_of_our_errors_and_shows_no_token(
    kind: Kind, mishap: Mishap, caplog: pytest.LogCaptureFixture
) -> None:
    """Only an answer that says so makes sure that nothing was sent."""
    caplog.set_level("DEBUG")
    assert not isinstance(kind.wire, NoWire)
    async with kind.wire() as line:
        line.strike(mishap)
        with pytest.raises(SendError) as caught:
            await line.platform.send(line.chat, Part("t", "b"), "n")
    assert type(caught.value) is MEANT[mishap]
    shown = "".join(traceback.format_exception(caught.value))
    assert line.token not in shown + repr(caught.value) + str(vars(caught.value)) + caplog.text


@over_every_wire
async def test_an_answer_429_says_for_how_long(kind: Kind) -> None:
    """The pacer waits for just that."""
    assert not isinstance(kind.wire, NoWire)
    async with kind.wire() as line:
        line.strike(Mishap.RATE_LIMITED)
        with pytest.raises(RetryLater) as caught:
            await line.platform.send(line.chat, Part("t", "b"), "n")
    assert caught.value.after is not None
    assert caught.value.after > 0


@over_every_wire
async def test_over_a_sound_wire_a_message_has_an_id(kind: Kind) -> None:
    """The mishaps above are not the only thing that the wire can do."""
    assert not isinstance(kind.wire, NoWire)
    async with kind.wire() as line:
        assert await line.platform.send(line.chat, Part("t", "b"), "n")


@over_every_wire
async def test_a_silent_message_makes_no_sound(kind: Kind) -> None:
    """With a file and without; others make one as ever."""
    assert not isinstance(kind.wire, NoWire)
    async with kind.wire() as line:
        sent = [
            await line.platform.send(line.chat, Part("t", "b"), "n"),
            await line.platform.send(line.chat, Part("t", "b"), "m", silent=True),
            await line.platform.send(line.chat, Part("t", "b", Attachment("a.csv", b"a")), "o", silent=True),
        ]
        assert [kind.silent(line.shown(number).payload) for number in sent] == [False, True, True]


@over_every_wire
async def test_a_message_is_changed_in_place_and_its_file_stays(kind: Kind) -> None:
    """As often as that is asked for: an attempt of which nobody knows whether it arrived is repeated."""
    assert not isinstance(kind.wire, NoWire)
    wrong = Message("It is so", attachment=Attachment("changes.csv", b"a\n"))
    async with kind.wire() as line:
        was, now = (line.platform.parts(message)[-1] for message in (wrong, replace(wrong, label="No:", struck=True)))
        number = await line.platform.send(line.chat, was, "n")
        for _ in range(2):
            await line.platform.edit(line.chat, number, now)
            assert "No: " in line.shown(number).content
            assert line.shown(number).files == ("changes.csv",)


@over_every_wire
async def test_what_can_be_changed_no_more_is_said(kind: Kind) -> None:
    """Deleted, too old, or of an id that was never given."""
    assert not isinstance(kind.wire, NoWire)
    async with kind.wire() as line:
        deleted, old = [await line.platform.send(line.chat, Part("t", f"b{n}"), f"n{n}") for n in range(2)]
        line.edits.deleted.add(line.key(deleted))
        line.edits.frozen.add(line.key(old))
        for number in (deleted, old, "", "x"):
            with pytest.raises(NotEditable):
                await line.platform.edit(line.chat, number, Part("t", "c"))
        assert line.edits.made == []


@over_every_wire
@pytest.mark.parametrize("mishap", list(MEANT)[:-1], ids=lambda mishap: mishap.name.lower())
async def test_what_a_wire_brings_means_the_same_of_a_change(kind: Kind, mishap: Mishap) -> None:
    """It is tried again as a message is."""
    assert not isinstance(kind.wire, NoWire)
    async with kind.wire() as line:
        number = await line.platform.send(line.chat, Part("t", "b"), "n")
        line.strike(mishap)
        with pytest.raises(SendError) as caught:
            await line.platform.edit(line.chat, number, Part("t", "c"))
    assert type(caught.value) is MEANT[mishap]


@over_every_wire
async def test_a_reply_goes_out_although_what_it_replies_to_is_gone(kind: Kind) -> None:
    """Deleted, or of an id that was never given; the message itself is what matters."""
    assert not isinstance(kind.wire, NoWire)
    async with kind.wire() as line:
        first = await line.platform.send(line.chat, Part("t", "b"), "n")
        replies = [await line.platform.send(line.chat, Part("t", "c"), "m", first)]
        line.edits.deleted.add(line.key(first))
        for number, of in enumerate((first, "", "x")):
            replies.append(await line.platform.send(line.chat, Part("t", f"d{number}"), f"d{number}", of))
        found = [kind.replies_to(line.shown(number).payload) for number in replies]
    assert found == [first, None, None, None]


@every_platform
def test_a_platform_without_a_wire_says_why(kind: Kind) -> None:
    """So that none is left out by mistake."""
    assert not isinstance(kind.wire, NoWire) or kind.wire.reason
