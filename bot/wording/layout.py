"""How a message is put together and divided, whatever it says.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.domain.messages import Block, Headed, Line, Message, Span

LIST_PAGE = "https://www.ice.gov/identify-and-arrest/287g"
"""Where the lists are linked: the source that every message about them names."""


def plain(title: str, *paragraphs: str | Line) -> Message:
    """A message of plain paragraphs."""
    return Message(title, tuple(paragraph(text) for text in paragraphs))


def paragraph(text: str | Line) -> Block:
    """A block of one line, of plain text or as a phrase gives it."""
    return ((Span(text),),) if isinstance(text, str) else (text,)


def text_of(line: Line) -> str:
    """A line as plain text."""
    return "".join(span.text for span in line)


def pack(message: Message, limit: int, size: Callable[[Block], int]) -> tuple[tuple[Block, ...], ...]:
    """Divide the blocks of ``message`` into groups of at most ``limit``, in order, footer included.

    ``size`` measures a block as the platform counts it, without the blank line between
    blocks, for which two characters are added here.  A block is never divided; one that is
    larger than ``limit`` by itself stands alone, and it is for the writer of messages to
    see that none is.  There is at least one group, even of nothing.
    """
    groups: list[tuple[Block, ...]] = []
    group: list[Block] = []
    used = 0
    for block in with_footer(message):
        cost = size(block) + 2
        if group and used + cost > limit:
            groups.append(tuple(group))
            group, used = [], 0
        group.append(block)
        used += cost
    groups.append(tuple(group))
    return tuple(groups)


def with_footer(message: Message) -> Iterator[Block]:
    """Every block of a message; what ends it is the last."""
    yield from message.blocks
    last = (message.footer, *message.notes) if message.footer else message.notes
    if last:
        yield last


def divided(block: Block, limit: int, size: Callable[[Block], int], cut: Callable[[Line], Line]) -> tuple[Block, ...]:
    """Divide a block that no message of ``limit`` holds between its lines, each of which begins with its heading.

    ``cut`` shortens a line that no message holds by itself, which ours never are.
    """
    if size(block) + 2 <= limit:
        return (block,)
    headed = isinstance(block, Headed)
    heading = block[:1] if headed else ()
    pieces: list[Block] = []
    piece: list[Line] = []
    first = used = size(heading) + 3 if heading else 2
    for line in map(cut, block[len(heading) :]):
        cost = size((line,)) + 1
        if piece and used + cost > limit:
            pieces.append((*heading, *piece))
            piece, used = [], first
        piece.append(line)
        used += cost
    pieces.append((*heading, *piece))
    return tuple(type(block)(piece) for piece in pieces) if headed else tuple(pieces)
