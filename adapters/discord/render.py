"""Messages as Discord shows them: one embed a part, or plain text where embeds are refused; all markup is made here.

Limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits.
Lengths are counted in UTF-16 units, which is never less than Discord's own count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote

import discord

from bot.domain.messages import Block, Line, Message, Part, Span
from bot.wording.layout import pack

TITLE_LIMIT = 256


@dataclass(frozen=True, slots=True)
class Form:
    """How long a body may be, and how a link is written in it."""

    body: int
    link: str


FRAMED = Form(4096, "[{}]({})")
"""A title and a body together stay below the 6,000 characters that one message may hold."""

PLAIN = Form(2000 - TITLE_LIMIT - 8, "[{}](<{}>)")
"""Text holds 2,000 characters, its title in bold among them; the brackets around an address keep previews away."""

URL_LIMIT = 1500
_MARKUP = re.compile(r"[\\*_~|`\[\]<@]")
_OPENING = re.compile(r"\s*(?:[#\-+>/]|\d+\.(?=\s|$))")
"""What begins a heading, a list or a quotation; its last character is the one to escape."""
_SAFE_IN_URL = "%/:?#@!$&+,;=~"
_INVISIBLE = "\u200b"
_ELLIPSIS = "…"


def parts(message: Message) -> tuple[Part, ...]:
    """Render ``message`` as one embed or more, split between blocks, its file with the last one."""
    return _parts(message, FRAMED)


def plain_parts(message: Message) -> tuple[Part, ...]:
    """Render ``message`` as text alone, for a channel that refuses embeds; else as `parts` does."""
    return _parts(message, PLAIN)


def _parts(message: Message, form: Form) -> tuple[Part, ...]:
    whole = tuple(piece for block in message.blocks for piece in _divided(block, form))
    fitting = replace(message, blocks=whole, footer=_cut(message.footer, form))
    groups = pack(fitting, form.body, lambda block: units(_block(block, form)))
    last = len(groups)
    return tuple(_part(message, group, form, (number, last)) for number, group in enumerate(groups, start=1))


def _part(message: Message, blocks: Iterable[Block], form: Form, place: tuple[int, int]) -> Part:
    number, last = place
    title = _title(message, f" ({number}/{last})" if last > 1 else "")
    body = "\n\n".join(_block(block, form) for block in blocks)
    # Discord refuses an embed of nothing; a message that says nothing is still a message.
    if not title and not body.strip():
        body = _ELLIPSIS
    return Part(title, body, message.attachment if number == last else None, framed=form is FRAMED)


def units(text: str) -> int:
    """Count ``text`` in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def escape(text: str) -> str:
    r"""Return ``text`` so that Discord shows exactly its characters: no markup, mention, link or heading.

    A backslash before every character that can begin markup is shown as that character alone.
    discord.py's own ``escape_markdown`` leaves links, ``[x](y)``, timestamps and channel
    mentions; ``escape_mentions`` puts an invisible character into ``@everyone`` as well, for
    clients that look for it regardless.  ``://`` is parted because a link needs it whole.
    """
    text = discord.utils.escape_mentions(clean(text))
    text = _MARKUP.sub(r"\\\g<0>", text).replace("://", r":\/\/")
    # Any span may be the first of its line, or follow one that ends in "https:".
    opening = _OPENING.match(text)
    return text if opening is None else f"{text[: opening.end() - 1]}\\{text[opening.end() - 1 :]}"


def clean(text: str) -> str:
    """Return ``text`` on one line, without control characters, bidirectional overrides or lone surrogates."""
    kept = "".join(" " if char in "\r\n\t\v\f\x85\u2028\u2029" else char for char in text)
    kept = "".join(char for char in kept if unicodedata.category(char) != "Cc" and not _turns(char))
    return kept.encode("utf-8", "replace").decode()


def _turns(char: str) -> bool:
    return unicodedata.bidirectional(char) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def _block(block: Block, form: Form) -> str:
    return "\n".join(_line(line, form) for line in block)


def _line(line: Line, form: Form) -> str:
    runs = ((struck, _beside(_span(span, form) for span in spans)) for struck, spans in groupby(line, key=_is_struck))
    return _beside(f"~~{text}~~" if struck and text.strip() else text for struck, text in runs)


def _is_struck(span: Span) -> bool:
    return span.struck


def _beside(pieces: Iterable[str]) -> str:
    text = ""
    for piece in pieces:
        # Two marks that meet would be read as one: **a****b**.
        if text and piece and text[-1] == piece[0] and piece[0] in "*`~":
            text += _INVISIBLE
        text += piece
    return text


def _span(span: Span, form: Form) -> str:
    if span.code:
        # Nothing can be escaped inside code, so the one character that ends it goes.
        shown = clean(span.text).replace("`", "'")
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
    shown, mark = clean(message.title), "~~" if message.struck and message.title.strip() else ""
    before, after = (f"{escape(message.label)} {mark}" if message.label else mark), f"{mark}{suffix}"
    if units(before + escape(shown) + after) <= TITLE_LIMIT:
        return before + escape(shown) + after
    while units(before + escape(shown) + _ELLIPSIS + after) > TITLE_LIMIT:
        shown = shown[:-1]
    return before + escape(shown) + _ELLIPSIS + after


def _divided(block: Block, form: Form) -> list[Block]:
    """Divide a block that no message could hold between its lines; leave every other as it is."""
    if units(_block(block, form)) + 2 <= form.body:
        return [block]
    pieces: list[Block] = []
    piece: list[Line] = []
    used = 0
    for line in (_cut(each, form) for each in block):
        cost = units(_line(line, form)) + 1
        if piece and used + cost + 2 > form.body:
            pieces.append(tuple(piece))
            piece, used = [], 0
        piece.append(line)
        used += cost
    return [*pieces, tuple(piece)]


def _cut(line: Line, form: Form) -> Line:
    """Cut a line that no message could hold; hostile text only, for ours are short."""
    limit = form.body - 8
    kept: list[Span] = []
    for span in line:
        if units(_line((*kept, span), form)) > limit:
            # Escaping makes at most three units of one, and eight marks stand around a span.
            room = max(0, limit - units(_line(tuple(kept), form)) - 12) // 4
            short = Span(span.text[:room] + _ELLIPSIS, bold=span.bold, code=span.code, struck=span.struck)
            return (*kept, short)
        kept.append(span)
    return tuple(kept)
