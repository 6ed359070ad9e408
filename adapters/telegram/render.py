"""Messages in Telegram's HTML, within Telegram's limits.  Pure.

Limits (https://core.telegram.org/bots/api#sendmessage, #senddocument): 4,096 characters of
text and 1,024 of caption, counted after the markup is read, in UTF-16 units; no more than
100 entities (bold, code, links) a message are shown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from bot.domain.messages import Block, Folded, Line, Message, Part, Span
from bot.wording.layout import divided, pack
from bot.wording.visible import visible

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
TITLE_LIMIT = 256
FOOTER_LIMIT = 2000
ENTITY_COST = 41
"""Characters that one entity counts for while packing: so 100 of them never share a message."""

MARKED_AT_MOST = 10
"""Words of a run that are marked each for itself; of more the whole run is marked."""

_NUMBERED = " (10/10)"
_LEADS = re.compile(r"\S*(?:@\w|(?<=\w)\.(?!xlsx\b)[^\W\d_]{2}|(?<=\w)://)\S*?(?=[.,;:!?]*(?:\s|$))")
"""A word of which Telegram would make a mention or a link: none ends in one letter, as ``P.D.``, or in ``xlsx``."""
_INVISIBLE = re.compile("[\\s\u200b-\u200f\u2060-\u2064\u00ad\u034f\u061c\u180e\u3164\uffa0\u115f\u1160\u2800]*")


def render(message: Message) -> tuple[Part, ...]:
    """Render ``message``: the title in bold, then its blocks, in as few parts as hold them, each with the title.

    A file is one more part of its own, with the title and what is in it as caption: each part is one request.
    """
    room = TEXT_LIMIT - _cost(_title(message, _NUMBERED)) - 2

    blocks = (piece for block in message.blocks if _visible(block) for piece in divided(block, room, _cost, _cut))
    seen = tuple(piece for piece in blocks if _visible(piece))
    footer = _cut(message.footer, FOOTER_LIMIT) if _visible((message.footer,)) else ()
    groups = pack(replace(message, blocks=seen, footer=footer), room, _cost)
    numbers = [f" ({number}/{len(groups)})" if len(groups) > 1 else "" for number, _ in enumerate(groups, start=1)]
    texts = [_body((_title(message, number), *group)) for number, group in zip(numbers, groups, strict=True)]
    said = [Part("", text or "…") for text in texts]
    said[-1] = replace(said[-1], keys=message.keys)
    return (*said, *_document(message))


def _document(message: Message) -> Iterator[Part]:
    file = message.attachment
    if file is not None and file.content:
        caption = (*_title(message), (Span(file.description),))
        yield Part("", _block(tuple(line for line in caption if _visible((line,)))), file)


def _title(message: Message, number: str = "") -> Block:
    """A title with what became of the message before it, and the number of its part behind it."""
    title, label = _clip(visible(message.title), TITLE_LIMIT), f"{message.label} " if message.label else ""
    if not _visible(((Span(label + title),),)):
        return ()
    if not message.struck:
        return ((Span(f"{label}{title}{number}", bold=True),),)
    return ((Span(label, bold=True), Span(title, bold=True, struck=True), Span(number, bold=True)),)


def shown(line: Line) -> Line:
    """Give a line as a chat shows it, before escaping: ``@name``, ``site.example`` and ``http://…`` as code.

    Telegram would notify the first and link the others.  Code and the text of a link need no such care, and
    nothing is put into a name: it is copied as it is printed.
    """
    return tuple(piece for span in line for piece in _harmless(replace(span, text=visible(span.text))))


def _harmless(span: Span) -> Iterator[Span]:
    words = [] if span.code or span.url else list(_LEADS.finditer(span.text))
    if len(words) > MARKED_AT_MOST:
        yield Span(span.text, code=True)
        return
    end = 0
    for word in words:
        between = span.text[end : word.start()]
        yield replace(span, text=between, bold=span.bold and not between.isspace())
        yield Span(word.group(), code=True)
        end = word.end()
    yield replace(span, text=span.text[end:])


def units(text: str) -> int:
    """Count the UTF-16 units of ``text``, which is how Telegram counts characters."""
    return len(text.encode("utf-16-le")) // 2


def _body(group: Iterable[Block]) -> str:
    return "\n\n".join(_block(block) for block in group if block)


def _block(block: Block) -> str:
    text = "\n".join(map(_markup, block))
    return f"<blockquote expandable>{text}</blockquote>" if isinstance(block, Folded) else text


def _markup(line: Line) -> str:
    runs = ((struck, "".join(map(_span, spans))) for struck, spans in groupby(shown(line), key=_is_struck))
    return "".join(f"<s>{text}</s>" if struck and text else text for struck, text in runs)


def _is_struck(span: Span) -> bool:
    """Whether a span is struck through: code takes no other style."""
    return span.struck and not span.code


def _span(span: Span) -> str:
    text = html.escape(span.text)
    if not text:
        return ""
    if span.url:  # code takes no other style beside it, so a link wins over code
        text = f'<a href="{html.escape(visible(span.url))}">{text}</a>'
    elif span.code:
        return f"<code>{text}</code>"
    return f"<b>{text}</b>" if span.bold else text


def _cost(block: Block) -> int:
    """Measure ``block`` by its characters or its entities, whichever fills a message sooner."""
    spans = [span for line in block for span in shown(line) if span.text]
    characters = sum(units(span.text) for span in spans) + len(block) - 1
    entities = sum(bool(span.bold) + bool(span.url or span.code) for span in spans)
    entities += sum(struck for line in block for struck, _ in groupby(shown(line), key=_is_struck))
    return max(characters, (entities + isinstance(block, Folded)) * ENTITY_COST)


def _cut(line: Line, room: int) -> Line:
    """Cut a line that no message holds; ours are all short enough."""
    kept: list[Span] = []
    left = room
    for span in shown(line):
        if left <= 1:
            break
        text = _clip(span.text, left)
        kept.append(replace(span, text=text))
        left -= units(text)
    return tuple(kept)


def _visible(block: Block) -> bool:
    """Whether anything of ``block`` can be seen: Telegram refuses a message without any."""
    return any(not _INVISIBLE.fullmatch(span.text) for line in block for span in shown(line))


def _clip(text: str, limit: int) -> str:
    if units(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")  # never half a character
    return kept.rstrip() + "…"
