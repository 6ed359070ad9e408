"""Messages in Telegram's HTML, within Telegram's limits.  Pure.

Limits (https://core.telegram.org/bots/api#sendmessage, #senddocument): 4,096 characters of
text and 1,024 of caption, counted after the markup is read, in UTF-16 units; no more than
100 entities (bold, code, links) a message are shown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from bot.domain.messages import Block, Folded, Line, Message, Part, Span
from bot.wording.layout import pack

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
TITLE_LIMIT = 256
ENTITY_COST = 41
"""Characters that one entity counts for while packing: so 100 of them never share a message."""

JOINER = "\u2060"
"""An invisible character that keeps Telegram from making a mention or a link of plain text."""

_HIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
_BREAKS = re.compile("[\t\n\x0b\x0c\r]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_MENTION = re.compile(r"@(?=\w)")
_HOST = re.compile(r"(?<=\w)(\.(?=[^\W\d_]{2})|:(?=//))")
"""What may stand within a host's name: no domain ends in one letter, and ``P.D.`` is to be copied as it is printed."""
_INVISIBLE = re.compile("[\\s\u200b-\u200f\u2060-\u2064\u00ad\u034f\u061c\u180e\u3164\uffa0\u115f\u1160\u2800]*")


def render(message: Message) -> tuple[Part, ...]:
    """Render ``message``: the title in bold, then its blocks, in as few parts as hold them.

    A file is one more part of its own, with the title as caption: each part is one request.
    """
    title: Block = (_title(message),)
    blocks = tuple(piece for block in (title, *message.blocks) if _visible(block) for piece in _fitting(block))
    footer = _cut(message.footer) if _visible((message.footer,)) else ()
    groups = pack(Message("", blocks, footer), TEXT_LIMIT, _cost)
    texts = [_body(group) or "…" for group in groups]
    parts = [Part("", text) for text in texts]
    if message.attachment is not None and message.attachment.content:
        parts.append(Part("", _markup(title[0]), message.attachment))
    return tuple(parts)


def _title(message: Message) -> Line:
    said = Span(_clip(plain(Span(message.title)), TITLE_LIMIT), bold=True, struck=message.struck)
    return (Span(f"{message.label} ", bold=True), said) if message.label else (said,)


def plain(span: Span) -> str:
    """Give the text of ``span`` as a chat shows it, before escaping.

    Control characters and those that turn the direction of writing are left out, white
    space never breaks a line, and ``@name``, ``site.example`` and ``http://…`` stay mere
    text: Telegram would notify the first and link the others.  Code and the text of a link
    need no such care, and code must stay as it can be copied.
    """
    text = _clean(span.text)
    if span.code or span.url:
        return text
    return _HOST.sub(rf"\1{JOINER}", _MENTION.sub(f"@{JOINER}", text))


def units(text: str) -> int:
    """Count the UTF-16 units of ``text``, which is how Telegram counts characters."""
    return len(text.encode("utf-16-le")) // 2


def _body(group: Iterable[Block]) -> str:
    return "\n\n".join(map(_block, group))


def _block(block: Block) -> str:
    text = "\n".join(map(_markup, block))
    return f"<blockquote expandable>{text}</blockquote>" if isinstance(block, Folded) else text


def _markup(line: Line) -> str:
    return "".join(_run(struck, "".join(map(_span, spans))) for struck, spans in groupby(line, key=_is_struck))


def _run(struck: bool, text: str) -> str:  # noqa: FBT001 - what groupby gives
    return f"<s>{text}</s>" if struck and text else text


def _is_struck(span: Span) -> bool:
    """Whether a span is struck through: code takes no other style."""
    return span.struck and not span.code


def _span(span: Span) -> str:
    text = html.escape(plain(span))
    if not text:
        return ""
    if span.url:  # code takes no other style beside it, so a link wins over code
        text = f'<a href="{html.escape(_clean(span.url))}">{text}</a>'
    elif span.code:
        return f"<code>{text}</code>"
    return f"<b>{text}</b>" if span.bold else text


def _clean(text: str) -> str:
    return _SURROGATES.sub("\ufffd", _HIDDEN.sub("", _BREAKS.sub(" ", text)))


def _cost(block: Block) -> int:
    """Measure ``block`` by its characters or its entities, whichever fills a message sooner."""
    spans = [span for line in block for span in line]
    characters = sum(units(plain(span)) for span in spans) + len(block) - 1
    entities = sum(bool(span.bold) + bool(span.url or span.code) for span in spans)
    entities += sum(struck for line in block for struck, _ in groupby(line, key=_is_struck))
    return max(characters, (entities + isinstance(block, Folded)) * ENTITY_COST)


def _fitting(block: Block) -> tuple[Block, ...]:
    """Divide a block that no message holds into its lines, each cut; ours are all short enough."""
    return (block,) if _cost(block) <= TEXT_LIMIT else tuple((_cut(line),) for line in block if _visible((line,)))


def _cut(line: Line) -> Line:
    kept: list[Span] = []
    left = TEXT_LIMIT
    for span in line:
        if left <= 1:
            break
        text = _clip(plain(span), left)
        kept.append(replace(span, text=text))
        left -= units(text)
    return tuple(kept)


def _visible(block: Block) -> bool:
    """Whether anything of ``block`` can be seen: Telegram refuses a message without any."""
    return any(not _INVISIBLE.fullmatch(plain(span)) for line in block for span in line)


def _clip(text: str, limit: int) -> str:
    if units(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")  # never half a character
    return kept.rstrip() + "…"
