"""How a message is put together and divided, whatever it says.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.domain.messages import Block, Message, Span

LIST_PAGE = "https://www.ice.gov/identify-and-arrest/287g"
"""Where the lists are linked: the source that every message about them names."""


def plain(title: str, *paragraphs: str) -> Message:
    """A message of plain paragraphs."""
    return Message(title, tuple(paragraph(text) for text in paragraphs))


def paragraph(text: str) -> Block:
    """A block of one line of plain text."""
    return ((Span(text),),)


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
    for block in _with_footer(message):
        cost = size(block) + 2
        if group and used + cost > limit:
            groups.append(tuple(group))
            group, used = [], 0
        group.append(block)
        used += cost
    groups.append(tuple(group))
    return tuple(groups)


def _with_footer(message: Message) -> Iterator[Block]:
    yield from message.blocks
    if message.footer:
        yield (message.footer,)
