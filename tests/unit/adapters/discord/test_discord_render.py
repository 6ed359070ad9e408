"""What our messages look like on Discord, and what hostile text cannot do there."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import render, sending
from bot.domain.messages import Attachment, Block, Message, Part, Span, Tone
from bot.wording.visible import visible
from tests.support.golden import golden

HOSTILE = (
    "@everyone @here <@123456789012345678> <#5> <t:1700000000> [free](https://evil.example/) evil.example/x\n"
    "# Heading **bold** _it_ ~~no~~ ||spoiler|| `code` <https://evil.example> </state:1> \\"
)
MARKS = frozenset("\\*_~|`[]<@")
ANY_TEXT = st.text(max_size=60) | st.text(alphabet="@*_~|`[]()<>#-+.:/\\1 ahtps\n", max_size=60)


def shown(parts: tuple[Part, ...]) -> str:
    pieces = []
    for part in parts:
        attached = f"\n=== file {part.attachment.name}" if part.attachment else ""
        pieces.append(f"=== {part.title}\n{part.body}{attached}\n")
    return "\n".join(pieces)


def unescape(text: str) -> str:
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


def test_an_alert_looks_as_it_did_when_last_read() -> None:
    """A departure and an arrival, with links, bold and a footer, are one embed."""
    listed = "https://www.ice.gov/doclib/287gMOA/Page (VA)_moa.pdf"
    message = Message(
        "287(g) agreements: changes in Virginia",
        (
            ((Span("No longer on ICE's list", bold=True),),),
            (
                (Span("Virginia Department of State Police", bold=True), Span(", Virginia")),
                (Span("Task Force Model, signed 2025-02-28"),),
            ),
            (
                (Span("Page County Sheriff's Office", bold=True), Span(" (Page County), Virginia")),
                (Span("Task Force Model, signed 2026-03-19: "), Span("agreement (PDF)", url=listed)),
            ),
        ),
        footer=(Span("Source: "), Span("ICE's list", url="https://www.ice.gov/identify-and-arrest/287g")),
        attachment=Attachment("changes.csv", b"state,agency\n"),
    )
    golden("discord/alert.txt", shown(render.parts(message)))


def test_hostile_text_is_shown_as_it_is_printed() -> None:
    """Every kind of markup that an agency's name could hold is only text."""
    message = Message(
        f"Title {HOSTILE}",
        (
            ((Span(HOSTILE),), (Span(HOSTILE, bold=True), Span("*", bold=True)), (Span(HOSTILE, code=True),)),
            ((Span("- no list"),), (Span("1. no list"),), (Span("-# no subtext"),), (Span("> no quote"),)),
            ((Span("no link: https:"), Span("//evil.example")),),
            ((Span("2.5 of 3"), Span(" - Miami-Dade #1 (x_y)")), (Span("a] (b)", url="https://www.ice.gov/a(b)_[c]"),)),
        ),
    )
    golden("discord/hostile.txt", shown(render.parts(message)))


@given(ANY_TEXT)
def test_escaped_text_shows_exactly_its_characters(text: str) -> None:
    """Discord's rule for a backslash turns escaped text back into the cleaned original."""
    assert unescape(render.escape(text)) == visible(text)


@given(ANY_TEXT)
def test_no_mark_is_left_without_its_backslash(text: str) -> None:
    """Nothing that begins markup, a mention or a link survives escaping."""
    escaped = render.escape(text)
    bare = re.sub(r"\\[^0-9A-Za-z\s]", "", escaped)
    assert not MARKS & set(bare)
    assert "://" not in escaped
    assert not re.search(r"(?<!\\)@", escaped)
    assert not re.match(r"\s*(#|-|>|\+|/|\d+\.(\s|$))", escaped)
    assert "\n" not in escaped


@given(st.lists(st.lists(ANY_TEXT.map(Span), max_size=3).map(tuple), max_size=3).map(tuple), st.text(max_size=400))
def test_any_message_is_within_discords_limits(block: Block, title: str) -> None:
    """Titles and bodies of any text fit, however much the markup adds."""
    parts = render.parts(Message(title, (block,) * 40))
    for part in parts:
        assert render.units(part.title) <= 256
        assert render.units(part.body) <= 6000
        assert all(render.units(frame) <= 4096 for frame in render.frames(part.body))
        assert part.title or part.body.strip()


@pytest.mark.parametrize("text", ["*" * 20_000, "\N{GRINNING FACE}" * 20_000, "@everyone " * 3_000, "a" * 20_000])
def test_a_line_too_long_for_any_message_is_cut(text: str) -> None:
    """One span of megabytes becomes a shortened line, not an error."""
    (part,) = render.parts(Message("t", (((Span(text, bold=True),),),)))
    assert render.units(part.body) <= 4096
    assert part.body.endswith("…**")


def test_a_block_too_large_for_any_message_is_split_between_lines() -> None:
    """Five hundred lines that belong together still all arrive, in order."""
    block = tuple((Span(f"line {number} of a long block"),) for number in range(500))
    parts = render.parts(Message("t", (block,)))
    lines = [line for part in parts for line in part.body.split("\n") if line]
    assert lines == [f"line {number} of a long block" for number in range(500)]
    assert all(render.units(part.body) <= 6000 for part in parts)
    frames = [frame for part in parts for frame in render.frames(part.body)]
    assert all(render.units(frame) <= 4096 for frame in frames)
    assert "\n".join(frames) == "\n".join(part.body for part in parts)


def test_parts_are_split_between_blocks_and_numbered() -> None:
    """Blocks stay whole, the file and the footer come with the last part."""
    blocks = tuple(((Span(f"agency {number} " + "x" * 90),), (Span("second line"),)) for number in range(100))
    parts = render.parts(Message("Many", blocks, (Span("the end"),), attachment=Attachment("all.csv", b"1")))
    assert len(parts) > 1
    assert [part.title for part in parts] == [f"Many ({n}/{len(parts)})" for n in range(1, len(parts) + 1)]
    assert [part.attachment is not None for part in parts] == [False] * (len(parts) - 1) + [True]
    assert parts[-1].body.endswith("\n\nthe end")
    entries = [entry for part in parts for entry in part.body.split("\n\n")]
    assert len(entries) == 101
    assert all(entry.endswith("second line") for entry in entries[:-1])


def test_a_message_of_nothing_is_still_one_part_with_a_text() -> None:
    """Discord refuses an empty embed, so there is always something in it."""
    assert render.parts(Message("")) == (Part("", "…", framed=True),)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.ice.gov/a b(1).pdf", "https://www.ice.gov/a%20b%281%29.pdf"),
        ("https://www.ice.gov/a%20b.pdf?x=1&y=2#p", "https://www.ice.gov/a%20b.pdf?x=1&y=2#p"),
        ("https://www.ice.gov/ñ\n<x>", "https://www.ice.gov/%C3%B1%0A%3Cx%3E"),
        ("javascript:alert(1)", None),
        ("https://www.ice.gov/" + "a" * 2000, None),
    ],
)
def test_a_links_address_cannot_leave_its_brackets(url: str, address: str | None) -> None:
    """Brackets, spaces and everything beyond ASCII are percent-encoded; other schemes are no links."""
    assert render.link(url) == address


def test_control_and_direction_characters_are_dropped() -> None:
    """Text cannot turn the rest of a line around, nor carry half a character."""
    assert render.escape("a\u202eb\x00c\x1b1m\ud800\r\nd") == "abc1m\ufffd  d"


def test_where_embeds_are_refused_a_message_is_text_of_at_most_2000_characters() -> None:
    """Its title stands in bold on the first line of each part, and every agency is there."""
    blocks = tuple(
        ((Span(f"Agency {number} " + "x" * 90, url=f"https://www.ice.gov/{number}.pdf"),),) for number in range(60)
    )
    parts = render.plain_parts(Message("Virginia: *60* changes", blocks))
    shown = [sending.shape(part)["content"] for part in parts]
    assert len(parts) > 4
    assert all(not part.framed and render.units(text) <= 2000 for part, text in zip(parts, shown, strict=True))
    assert shown[0].startswith(f"**Virginia: \\*60\\* changes (1/{len(parts)})**\n[Agency 0 x")
    assert all(f"Agency {number} " in "".join(shown) for number in range(60))


def test_links_in_text_show_no_preview() -> None:
    """Round brackets hold the address in angle brackets; in an embed there are no previews."""
    message = Message("T", (((Span("MOA", url="https://www.ice.gov/a.pdf"),),),))
    (text,), (framed,) = render.plain_parts(message), render.parts(message)
    assert sending.shape(text) == {"content": "**T**\n[MOA](<https://www.ice.gov/a.pdf>)"}
    assert framed.body == "[MOA](https://www.ice.gov/a.pdf)"


def test_a_time_is_shown_in_each_readers_own() -> None:
    """By Discord, from the second that is named; the text in UTC is for platforms that cannot."""
    at = dt.datetime(2026, 2, 6, 15, 4, tzinfo=dt.UTC)
    (part,) = render.parts(Message("T", (((Span("seen "), Span("6 February", moment=at)),),)))
    assert part.body == f"seen <t:{int(at.timestamp())}:f>"


@pytest.mark.parametrize(("tone", "colour"), [(Tone.GONE, 0x3B82C4), (Tone.NEW, 0xE08A1E), (Tone.OTHER, 0x80848E)])
def test_every_tone_has_a_colour_of_its_own(tone: Tone, colour: int) -> None:
    """A message without one has none."""
    embeds = [
        sending.shape(part)["embeds"]
        for each in (tone, None)
        for part in render.parts(Message("T", (((Span("x"),),),), tone=each))
    ]
    assert [[embed.colour and embed.colour.value for embed in each] for each in embeds] == [[colour], [None]]


def test_a_file_says_what_is_in_it() -> None:
    """To whoever cannot see it, as the text of a picture does."""
    (file,) = sending.files(Part("T", "x", Attachment("a.csv", b"1", description="Rows")))
    assert file.description == "Rows"


def test_a_line_without_an_end_is_divided_where_a_frame_is_full() -> None:
    """Ours have an end; nothing that is said may make a part that cannot be sent."""
    assert [len(frame) for frame in render.frames("x" * 5000)] == [4096, 904]


def test_a_long_list_is_shown_in_several_frames_of_one_message() -> None:
    """Discord holds 4,096 characters a frame and 6,000 a message."""
    block = tuple((Span(f"line {number} of a list"),) for number in range(290))
    (part,) = render.parts(Message("t", (block, block[:10])))
    frames = render.frames(part.body)
    assert [len(frame) <= 4096 for frame in frames] == [True, True]
    assert "\n".join(frames).split() == part.body.split()
