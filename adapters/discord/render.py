"""Messages as Discord shows them: one embed a part, or plain text where embeds are refused; all markup is made here.

Limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits.
Lengths are counted in UTF-16 units, which is never less than Discord's own count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote

from bot.domain.messages import Block, Line, Message, Part, Span
from bot.wording.layout import divided, pack
from bot.wording.visible import visible

TITLE_LIMIT = 256
TEXT_LIMIT = 2000
NUMBERED = len(" (10/10)")
AROUND_TITLE = len("****\n")
"""Characters of a text beside its title: what makes that bold, and the end of its line."""


@dataclass(frozen=True, slots=True)
class Form:
    """How long a body and a line of it may be, how a link is written in it, and whether frames hold it."""

    body: int
    line: int
    link: str
    framed: bool = False


FRAME_LIMIT = 4096
FRAMED = Form(6000, FRAME_LIMIT - 8, "[{}]({})", framed=True)
"""The frames of one message hold 6,000 characters together; its title is not in them."""

ROLE_DIGITS = 20
AROUND_ROLE = len(" <@&>")
PLAIN = Form(TEXT_LIMIT - NUMBERED - AROUND_TITLE - AROUND_ROLE - ROLE_DIGITS, 1500, "[{}](<{}>)")
"""Text holds its title as well, which is taken off, and may name a role behind it.

The brackets around an address keep previews away."""

TIME = "<t:{:.0f}:f>"
"""A day and a time of it, as each reader's own settings have them."""

URL_LIMIT = 1500
_MARKUP = re.compile(r"[\\*_~|`\[\]<@]")
_OPENING = re.compile(r"\s*(?:[#\-+>/]|\d+\.(?=\s|$))")
"""What begins a heading, a list or a quotation; its last character is the one to escape."""
_SAFE_IN_URL = "%/:?#@!$&+,;=~"
_ELLIPSIS = "…"


def parts(message: Message) -> tuple[Part, ...]:
    """Render ``message`` as one embed or more, split between blocks, its file with the last one."""
    return _parts(message, FRAMED)


def plain_parts(message: Message) -> tuple[Part, ...]:
    """Render ``message`` as text alone, for a channel that refuses embeds; else as `parts` does."""
    title = units(_title(message, ""))
    return _parts(message, replace(PLAIN, body=PLAIN.body - title))


def _parts(message: Message, form: Form) -> tuple[Part, ...]:

    def size(block: Block) -> int:
        return units(_block(block, form))

    def cut(line: Line, room: int) -> Line:
        return _cut(line, form, min(room, form.line))

    whole = tuple(piece for block in message.blocks for piece in divided(block, form.body, size, cut))
    groups = pack(replace(message, blocks=whole, footer=cut(message.footer, form.line)), form.body, size)
    last = len(groups)
    return tuple(_part(message, group, form, (number, last)) for number, group in enumerate(groups, start=1))


def _part(message: Message, blocks: Iterable[Block], form: Form, place: tuple[int, int]) -> Part:
    number, last = place
    title = _title(message, f" ({number}/{last})" if last > 1 else "")
    body = "\n\n".join(_block(block, form) for block in blocks)
    # Discord refuses an embed of nothing; a message that says nothing is still a message.
    if not title and not body.strip():
        body = _ELLIPSIS
    file, keys = (message.attachment, message.keys) if number == last else (None, ())
    return Part(title, body, file, framed=form.framed, tone=message.tone, keys=keys)


def units(text: str) -> int:
    """Count ``text`` in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def role(part: Part) -> str:
    """What names the role that a part notifies; empty where it notifies nobody."""
    number = part.mention
    return f"<@&{number}>" if number.isascii() and number.isdecimal() and len(number) <= ROLE_DIGITS else ""


def frames(body: str) -> list[str]:
    """Divide a body for as many frames as hold it, between blocks where that is possible, else between lines."""
    found: list[str] = []
    while units(body) > FRAME_LIMIT:
        room = body.encode("utf-16-le")[: 2 * FRAME_LIMIT].decode("utf-16-le", "ignore")
        end = next((end for mark in ("\n\n", "\n") if (end := room.rfind(mark, 1)) > 0), len(room))
        found.append(body[:end])
        body = body[end:].lstrip("\n")
    return [frame for frame in (*found, body) if frame.strip()]


def escape(text: str) -> str:
    r"""Return ``text`` so that Discord shows exactly its characters: no markup, mention, link or heading.

    A backslash before every character that can begin markup is shown as that character alone.
    discord.py's own ``escape_markdown`` leaves links, ``[x](y)``, timestamps and channel
    mentions; its ``escape_mentions`` puts an invisible character into ``@everyone``, which whoever
    copies a name would copy too.  ``://`` is parted because a link needs it whole.
    """
    text = _MARKUP.sub(r"\\\g<0>", visible(text)).replace("://", r":\/\/")
    # Any span may be the first of its line, or follow one that ends in "https:".
    opening = _OPENING.match(text)
    return text if opening is None else f"{text[: opening.end() - 1]}\\{text[opening.end() - 1 :]}"


def _block(block: Block, form: Form) -> str:
    return "\n".join(_line(line, form) for line in block)


def _line(line: Line, form: Form) -> str:
    runs = (
        (struck, "".join(_span(span, form) for span in spans)) for struck, spans in groupby(_runs(line), key=_is_struck)
    )
    return "".join(f"~~{text}~~" if struck and text.strip() else text for struck, text in runs)


def _is_struck(span: Span) -> bool:
    return span.struck


def _runs(line: Line) -> Iterator[Span]:
    """Make one run of neighbours that look alike: two marks that meet, ``**a****b**``, would be read as one."""
    held: Span | None = None
    for span in line:
        if held and span.moment is held.moment is None and replace(span, text=held.text) == held:
            held = replace(held, text=held.text + span.text)
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _span(span: Span, form: Form) -> str:
    if span.moment:
        return TIME.format(span.moment.timestamp())
    if span.code:
        # Nothing can be escaped inside code, so the one character that ends it goes.
        shown = visible(span.text).replace("`", "'")
        text = f"`{shown}`" if shown.strip() else shown
    else:
        text = escape(span.text)
    if not text.strip():
        return text
    if span.bold:
        text = f"**{text}**"
    address = link(span.url) if span.url else None
    return form.link.format(text, address) if address else text


def link(url: str) -> str | None:
    """Return ``url`` fit for the round brackets of a link, or None where it is not an http(s) address."""
    address = quote(url.encode("utf-8", "replace"), safe=_SAFE_IN_URL)
    return address if address.startswith(("https://", "http://")) and len(address) <= URL_LIMIT else None


def _title(message: Message, suffix: str) -> str:
    """A title within its limit, after its label; shown in bold, so what is struck through of it is within that."""
    shown, mark = visible(message.title), "~~" if message.struck and message.title.strip() else ""
    before, after = (f"{escape(message.label)} {mark}" if message.label else mark), f"{mark}{suffix}"
    if units(before + escape(shown) + after) <= TITLE_LIMIT:
        return before + escape(shown) + after
    while units(before + escape(shown) + _ELLIPSIS + after) > TITLE_LIMIT:
        shown = shown[:-1]
    return before + escape(shown) + _ELLIPSIS + after


def _cut(line: Line, form: Form, limit: int) -> Line:
    """Cut a line that no message could hold; hostile text only, for ours are short."""
    kept: list[Span] = []
    for span in line:
        if units(_line((*kept, span), form)) > limit:
            # Escaping makes at most three units of one, and eight marks stand around a span.
            room = max(0, limit - units(_line(tuple(kept), form)) - 12) // 4
            short = Span(span.text[:room] + _ELLIPSIS, bold=span.bold, code=span.code, struck=span.struck)
            return (*kept, short)
        kept.append(span)
    return tuple(kept)
