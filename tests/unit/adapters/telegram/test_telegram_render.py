"""How messages look on Telegram."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.render import CAPTION_LIMIT, ENTITY_COST, TEXT_LIMIT, render, shown, units
from bot.domain.messages import Attachment, Block, Message, Span
from bot.wording.visible import visible
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
    golden("telegram/alert.html", "\n=====\n".join(part.body for part in parts) + "\n")
    assert [part.attachment is not None for part in parts] == [False, True]


def test_each_part_begins_with_the_title_in_bold_and_its_number() -> None:
    """Whoever reads the second one knows what it is about; one part alone has no number."""
    parts = render(Message("News", blocks=tuple(block("x" * 1000) for _ in range(9))))
    assert [part.body.split("\n")[0] for part in parts] == [f"<b>News ({number}/3)</b>" for number in (1, 2, 3)]
    assert render(Message("News"))[0].body == "<b>News</b>"


def test_four_thousand_and_ninety_six_units_fit_and_one_more_does_not() -> None:
    """Lengths are counted after the markup is read: escapes and tags cost nothing."""
    room = TEXT_LIMIT - ENTITY_COST - 2 - 2 - 2 - 1  # the bold title, the blank lines, and the other block
    assert len(render(Message("T", blocks=(block("&" * room), block("z"))))) == 1
    assert len(render(Message("T", blocks=(block("&" * (room + 1)), block("z"))))) == 2


def test_an_emoji_counts_twice() -> None:
    """Telegram counts UTF-16 units."""
    assert units("🚓a") == 3
    parts = render(Message("T", blocks=(block("🚓" * 1500), block("🚓" * 1500))))
    assert [units(_Reader(part.body).text) for part in parts] == [3009, 3009]


def test_no_part_has_more_than_a_hundred_entities() -> None:
    """Telegram drops the style and the links of all beyond."""
    link = ((Span("a", url=LINK),), (Span("b", bold=True),), (Span("c@d"),))
    parts = render(Message("T", blocks=(link,) * 200))
    counts = [_Reader(part.body).entities for part in parts]
    assert sum(counts) == 600 + len(parts)
    assert max(counts) <= 100


def marked(text: str) -> list[str]:
    """What of a text is shown as code."""
    (part,) = render(Message("", blocks=(block(text),)))
    assert _Reader(part.body).text == text
    return re.findall("<code>(.*?)</code>", part.body)


def test_nobody_is_mentioned_and_no_host_becomes_a_link() -> None:
    """Each is shown as code, where Telegram looks for neither, and every character is copied as it is printed."""
    text = "@admin of (evil.com) at http://evil.example/x, 287(g), St. Mary's, St.Mary's, 1.5"
    assert marked(text) == ["@admin", "(evil.com)", "http://evil.example/x", "St.Mary&#x27;s"]
    assert marked("@a " * 11) == ["@a " * 10 + "@a "]


def test_initials_are_mere_text() -> None:
    """Telegram makes no link of what ends in one letter."""
    assert [marked(name) for name in ("Falls P.D.", "Marsh S.O.", "U.S. Marshal", "Washington, D.C.")] == [[]] * 4


def test_code_stays_as_it_can_be_copied() -> None:
    """Telegram makes no links inside code."""
    code = (Span("/state@OurBot evil.com", code=True),)
    assert shown(code) == code


def test_a_link_wins_over_code() -> None:
    """Telegram allows no other style together with code."""
    (part,) = render(Message("T", blocks=(((Span("x", code=True, url=LINK),),),)))
    assert "<code>" not in part.body
    assert _Reader(part.body).links == [LINK]


def test_what_nobody_sees_goes() -> None:
    """A name stays on its line and in its direction; a broken surrogate cannot stop the request."""
    (span,) = shown((Span("a\x00b\x1b[31m\u202ec\u2066\nd\te\ud800\u200bf\u2060\u200e"),))
    assert span.text == "ab[31mc d e\ufffdf"


def test_a_message_without_anything_to_see_is_still_one_part() -> None:
    """Telegram refuses an empty text."""
    assert [part.body for part in render(Message(" \u200b", blocks=(block("\u2060"), ())))] == ["…"]


def test_a_block_that_no_message_holds_is_cut_rather_than_refused() -> None:
    """Telegram would refuse the message, and the alert in it would be lost."""
    parts = render(Message("T", blocks=(block("x" * 5000, "y" * 3000), block("z")), footer=(Span("f" * 9000),)))
    texts = [_Reader(part.body).text for part in parts]
    assert [text[:4] + text[11] for text in texts] == ["T (1x", "T (2y", "T (3f"]
    assert [units(text) for text in texts] == [4059, 3012, 2009]


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
    assert _Reader(part.body).text == f"T\n\n[{visible(text)}]"


def test_a_time_is_shown_in_utc() -> None:
    """A Bot API server that does not know Telegram's tag for times would refuse the whole message."""
    at = dt.datetime(2026, 2, 6, 15, 4, tzinfo=dt.UTC)
    (part,) = render(Message("", blocks=(((Span("seen "), Span("15:04 UTC", moment=at)),),)))
    assert part.body == "seen 15:04 UTC"


def test_a_file_says_what_is_in_it() -> None:
    """Below the title, in its caption."""
    _, document = render(Message("News", attachment=Attachment("x.csv", b"x", description="Rows & columns")))
    assert document.body == "<b>News</b>\nRows &amp; columns"
