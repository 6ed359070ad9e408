"""How messages look on Telegram."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.render import CAPTION_LIMIT, ENTITY_COST, JOINER, TEXT_LIMIT, plain, render, units
from bot.domain.messages import Attachment, Block, Message, Span
from tests.support.golden import golden

LINK = "https://www.ice.gov/doclib/287gMOA/PageCoVa.pdf?a=1&b=2"


class _Reader(HTMLParser):
    """Reads markup as Telegram does: text, and one entity a tag."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text, self.entities, self.links = "", 0, list[str]()
        self._open: list[str] = []
        self.feed(markup)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("b", "a", "code")
        self._open.append(tag)
        self.entities += 1
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def block(*texts: str) -> Block:
    return tuple((Span(text),) for text in texts)


def alert() -> Message:
    return Message(
        title="Virginia: 1 new agreement, 1 no longer on ICE's list",
        blocks=(
            (
                (Span("Page County Sheriff's Office", bold=True), Span(" (Page County) is on ICE's list")),
                (Span("Task Force Model, signed March 19, 2026 · "), Span("agreement", url=LINK)),
            ),
            (
                (Span('<b>Evil</b> & "Sons" @everyone evil.com', bold=True), Span(" is no longer on ICE's list")),
                (Span("Ask "), Span("/state VA", code=True)),
            ),
        ),
        footer=(Span("Source: "), Span("ICE's list", url="https://www.ice.gov/identify-and-arrest/287g")),
        attachment=Attachment("changes.csv", b"state\nVA\n"),
    )


def test_an_alert_looks_as_it_was_read_last() -> None:
    """The markup of one whole alert, its file as a part of its own."""
    parts = render(alert())
    text = "\n=====\n".join(part.body.replace(JOINER, "[joiner]") for part in parts)
    golden("telegram/alert.html", text + "\n")
    assert [part.attachment is not None for part in parts] == [False, True]


def test_the_title_is_bold_and_comes_first_once() -> None:
    """Only the first part begins with the title."""
    parts = render(Message("News", blocks=tuple(block("x" * 1000) for _ in range(9))))
    assert parts[0].body.startswith("<b>News</b>\n\n")
    assert sum("News" in part.body for part in parts) == 1


def test_four_thousand_and_ninety_six_units_fit_and_one_more_does_not() -> None:
    """Lengths are counted after the markup is read: escapes and tags cost nothing."""
    room = TEXT_LIMIT - ENTITY_COST - 2 - 2  # the bold title, and the blank line that packing adds to each block
    assert len(render(Message("T", blocks=(block("&" * room),)))) == 1
    assert len(render(Message("T", blocks=(block("&" * (room + 1)),)))) == 2


def test_an_emoji_counts_twice() -> None:
    """Telegram counts UTF-16 units."""
    assert units("🚓a") == 3
    parts = render(Message("T", blocks=(block("🚓" * 1500), block("🚓" * 1500))))
    assert [units(_Reader(part.body).text) for part in parts] == [3003, 3000]


def test_no_part_has_more_than_a_hundred_entities() -> None:
    """Telegram drops the style and the links of all beyond."""
    link = ((Span("a", url=LINK),), (Span("b", bold=True),))
    parts = render(Message("T", blocks=(link,) * 200))
    counts = [_Reader(part.body).entities for part in parts]
    assert sum(counts) == 401
    assert max(counts) <= 100


def test_nobody_is_mentioned_and_no_host_becomes_a_link() -> None:
    """A name from the list can neither call people nor lead them anywhere."""
    text = plain(Span("@admin of evil.com at http://evil.example/x, 287(g), St. Mary's, 1.5"))
    assert text.replace(JOINER, "") == "@admin of evil.com at http://evil.example/x, 287(g), St. Mary's, 1.5"
    assert not re.search(r"@\w|\w\.[a-z]|http://", text)
    assert "St. Mary's, 1.5" in text


def test_initials_are_copied_as_they_are_printed() -> None:
    """No invisible character in what people search for, where Telegram would make no link."""
    for name in ("Falls P.D.", "Marsh S.O.", "U.S. Marshal", "Washington, D.C."):
        assert plain(Span(name)) == name


def test_code_stays_as_it_can_be_copied() -> None:
    """Telegram makes no links inside code."""
    assert plain(Span("/state@OurBot evil.com", code=True)) == "/state@OurBot evil.com"


def test_a_link_wins_over_code() -> None:
    """Telegram allows no other style together with code."""
    (part,) = render(Message("T", blocks=(((Span("x", code=True, url=LINK),),),)))
    assert "<code>" not in part.body
    assert _Reader(part.body).links == [LINK]


def test_control_characters_line_breaks_and_direction_overrides_go() -> None:
    """A name stays on its line and in its direction; a broken surrogate cannot stop the request."""
    assert plain(Span("a\x00b\x1b[31m\u202ec\u2066\nd\te\ud800")) == "ab[31mc d e\ufffd"


def test_a_message_without_anything_to_see_is_still_one_part() -> None:
    """Telegram refuses an empty text."""
    assert [part.body for part in render(Message(" \u200b", blocks=(block("\u2060"), ())))] == ["…"]


def test_a_block_that_no_message_holds_is_cut_rather_than_refused() -> None:
    """Telegram would refuse the message, and the alert in it would be lost."""
    parts = render(Message("T", blocks=(block("x" * 5000, "y" * 3000), block("z")), footer=(Span("f" * 9000),)))
    texts = [_Reader(part.body).text for part in parts]
    assert [(text[0], units(text)) for text in texts] == [("T", 1), ("x", 4096), ("y", 3003), ("f", 4096)]


def test_an_overlong_title_is_cut_between_characters() -> None:
    """A title is ours, but a chat's or an agency's name can be in it; a caption has its own limit."""
    text, document = render(Message("🚓" * 600, attachment=Attachment("x.csv", b"x")))
    assert _Reader(text.body).text == "🚓" * 127 + "…"
    assert units(_Reader(document.body).text) <= CAPTION_LIMIT


def test_an_empty_file_is_not_sent() -> None:
    """Telegram refuses one."""
    assert len(render(Message("T", attachment=Attachment("x.csv", b"")))) == 1


@given(st.text(max_size=400), st.booleans(), st.booleans(), st.one_of(st.none(), st.text(min_size=1, max_size=80)))
def test_any_text_comes_back_as_it_was(text: str, bold: bool, code: bool, url: str | None) -> None:  # noqa: FBT001
    """Whatever a span says, parsing the markup gives the span's text and nothing else."""
    span = Span(text, bold=bold, code=code, url=url)
    (part,) = render(Message("T", blocks=((((Span("[")), span, Span("]")),),)))
    assert _Reader(part.body).text == f"T\n\n[{plain(span)}]"
