"""A message that arrived earlier, as it is shown once some of what it says is known not to be so.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.messages import Line, Message
from bot.wording.languages import Words
from bot.wording.layout import paragraph


def struck(line: Line) -> Line:
    """A line struck through."""
    return tuple(replace(span, struck=True) for span in line)


def is_struck(lines: Iterable[Line]) -> bool:
    """Whether all of these lines are struck through."""
    return all(span.struck for line in lines for span in line)


def corrected(words: Words, message: Message, *, whole: bool) -> Message:
    """Say of a message, what was not so struck through in it, that it is corrected: as a ``whole``, or in part."""
    said = words.corrected_whole() if whole else words.corrected_in_part()
    return replace(message, label=words.corrected_label(), struck=whole, blocks=(paragraph(said), *message.blocks))
