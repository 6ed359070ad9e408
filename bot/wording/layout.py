"""How a message is put together and divided, whatever it says.  Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.domain.messages import Block, Headed, Line, Message, Span

T = TypeVar("T")

LIST_PAGE = "https://www.ice.gov/identify-and-arrest/287g"
"""Where the lists are linked: the source that every message about them names."""


GOES_ON_FROM = 3
"""A list begins below other blocks where this many of its lines more than one have room; else in the next message."""

HEADING_OF = 4
"""A heading that takes more than this part of a message is none."""


def plain(title: str, *paragraphs: str | Line) -> Message:
    """A message of plain paragraphs."""
    return Message(title, tuple(paragraph(text) for text in paragraphs))


def paragraph(text: str | Line) -> Block:
    """A block of one line, of plain text or as a phrase gives it."""
    return ((Span(text),),) if isinstance(text, str) else (text,)


def followed_by(message: Message, *blocks: Block) -> Message:
    """``message`` with these below it, and below what is said instead of it."""
    instead = message.instead and replace(message.instead, blocks=message.instead.blocks + blocks)
    return replace(message, blocks=message.blocks + blocks, instead=instead)


def parted(things: Sequence[T], most: int) -> tuple[tuple[T, ...], ...]:
    """Part things into as few groups as can be, of ``most`` at most and as many each; none where there is nothing."""
    count = -(-len(things) // most)
    size = -(-len(things) // count) if count else 1
    return tuple(tuple(things[at : at + size]) for at in range(0, len(things), size))


def text_of(line: Line) -> str:
    """A line as plain text."""
    return "".join(span.text for span in line)


SHORTEST = 2
"""Lines of a list with its heading: one of no more is not parted."""


def pack(message: Message, limit: int, size: Callable[[Block], int]) -> tuple[tuple[Block, ...], ...]:
    """Divide the blocks of ``message`` into groups of at most ``limit``, in order, footer included.

    ``size`` measures a block as the platform counts it, without the blank line between
    blocks, for which two characters are added here.  A list with a heading goes on in the next
    group under its heading; no other block is divided, and one that is larger than ``limit`` by
    itself stands alone: `divided` sees that none is.  There is at least one group, even of nothing.
    """
    groups: list[tuple[Block, ...]] = []
    group: list[Block] = []
    used = 0
    waiting = deque(with_footer(message))
    while waiting:
        block = waiting.popleft()
        cost = size(block) + 2
        parted = None if used + cost <= limit else _parted(block, limit - used, size, 1 + GOES_ON_FROM * bool(group))
        if parted:
            group.append(parted[0])
            waiting.appendleft(parted[1])
        elif used + cost <= limit or not group:
            group.append(block)
            used += cost
            continue
        else:
            waiting.appendleft(block)
        groups.append(tuple(group))
        group, used = [], 0
    if message.footer and group and len(group) == 1 and groups:
        groups[-1], group = _in_company(groups[-1], group[0], limit, size)
    return (*groups, tuple(group)) if group or not groups else tuple(groups)


def _in_company(
    before: tuple[Block, ...], end: Block, limit: int, size: Callable[[Block], int]
) -> tuple[tuple[Block, ...], list[Block]]:
    """Let what ends a message not stand alone in its last part: the last line of a list goes there, and what follows.

    Where that finds no room, or there is no list, all stays as it is.
    """
    for at in range(len(before) - 1, -1, -1):
        block = before[at]
        if isinstance(block, Headed) and len(block) > SHORTEST:
            stays, goes = type(block)(block[:-1]), type(block)((block[0], block[-1]))
            group = [goes, *before[at + 1 :], end]
            fits = sum(size(one) + 2 for one in group) <= limit
            return ((*before[:at], stays), group) if fits else (before, [end])
    return before, [end]


def _parted(block: Block, room: int, size: Callable[[Block], int], least: int) -> tuple[Block, Block] | None:
    """Part a list: ``least`` lines or more that have room under its heading, and the rest under it again."""
    if not isinstance(block, Headed):
        return None
    heading = block[:1]
    used, count = size(heading) + 2, 1
    while count < len(block) - 1 and used + size(block[count : count + 1]) + 1 <= room:
        used += size(block[count : count + 1]) + 1
        count += 1
    if least == 1 and count == 1:
        count = 2  # a line that has no room even alone stands alone
    if count - 1 < least or count >= len(block):
        return None
    return type(block)(block[:count]), type(block)((*heading, *block[count:]))


def with_footer(message: Message) -> Iterator[Block]:
    """Every block of a message; what ends it is the last."""
    yield from message.blocks
    last = (message.footer, *message.notes) if message.footer else message.notes
    if last:
        yield last


def divided(
    block: Block, limit: int, size: Callable[[Block], int], cut: Callable[[Line, int], Line]
) -> tuple[Block, ...]:
    """Divide a block that no message of ``limit`` holds between its lines, but for a list, which `pack` divides.

    ``cut`` shortens a line to so many characters that no message holds by itself, which ours never are.
    """
    if size(block) + 2 <= limit:
        return (block,)
    if isinstance(block, Headed) and size(block[:1]) <= limit // HEADING_OF:
        return (type(block)(cut(line, limit - limit // HEADING_OF - 3) for line in block),)
    pieces: list[Block] = []
    piece: list[Line] = []
    used = 2
    for line in (cut(line, limit - 3) for line in block):
        cost = size((line,)) + 1
        if piece and used + cost > limit:
            pieces.append(tuple(piece))
            piece, used = [], 2
        piece.append(line)
        used += cost
    return (*pieces, tuple(piece))
