"""The console platform: one chat, which is a terminal or a file."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import textwrap
from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager
from typing import TextIO

from rich.console import Console as RichConsole
from rich.panel import Panel
from rich.text import Text

from bot.domain.errors import NotEditable, PlatformLost
from bot.domain.messages import Block, Extra, Line, Message, Part, Span
from bot.domain.ports import Handlers
from bot.wording.encodings import encodable
from bot.wording.layout import with_footer
from bot.wording.visible import visible

ADDRESS = "console"
"""The address of the one chat there is."""

RATE = 1000.0
WIDTH = 100
FRAMED_FROM = 60
"""Columns: in a narrower terminal a frame would leave no room, and cut addresses in two."""

EDGES = 8
"""Columns of a frame's upper edge that a title cannot have."""


class Console:
    """Prints each alert as it would look in a chat: in a frame on a terminal, as plain lines elsewhere."""

    def __init__(self, out: TextIO | RichConsole) -> None:
        """Print to ``out``; its width is kept to ``WIDTH`` columns, so that frames stay readable."""
        self.name = "console"
        self.receiving_problem: str | None = None
        self.replies_count = False
        self.rate = RATE
        self._console = out if isinstance(out, RichConsole) else RichConsole(file=out)
        self.in_flight = 1
        self._ids = itertools.count(1)

    def windows(self, address: str) -> tuple[tuple[float, int], ...]:  # noqa: ARG002 - there is one chat
        """Give no limits: a console has none."""
        return ()

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        """Render ``message`` as plain text, in one part: a console has no limit."""
        message = message.without(without)
        body = "\n\n".join(filter(None, map(_block, with_footer(message))))
        title = f"{message.label} {message.title}" if message.label else message.title
        return (Part(visible(title), body, message.attachment),)

    def sending(self) -> AbstractAsyncContextManager[None]:
        """Have ready what `send` needs: nothing."""
        return contextlib.nullcontext()

    async def run(self, handlers: Handlers, connected: Callable[[], None]) -> None:  # noqa: ARG002 - no commands here
        """Call ``connected`` and wait until cancelled: nobody can ask anything here."""
        connected()
        await asyncio.get_running_loop().create_future()

    async def send(
        self,
        address: str,  # noqa: ARG002 - one chat
        part: Part,
        nonce: str,  # noqa: ARG002 - it never repeats
        reply_to: str | None = None,  # noqa: ARG002 - what is printed stands below what it is about
        *,
        silent: bool = False,  # noqa: ARG002 - it makes no sound
    ) -> str:
        """Print ``part`` and return a number, counted from 1.

        Raises:
            PlatformLost: what we print to is closed, or full.
        """
        try:
            self._print(part)
        except (OSError, ValueError) as exc:
            raise PlatformLost("console_closed") from exc
        return str(next(self._ids))

    async def edit(self, address: str, message_id: str, part: Part) -> None:  # noqa: ARG002 - whatever it was
        """Leave what is printed as it is.

        Raises:
            NotEditable: always.
        """
        raise NotEditable("printed")

    def show(self, message: Message) -> None:
        """Print ``message`` at once, as an alert would look."""
        for part in self.parts(message):
            self._print(part)

    def _print(self, part: Part) -> None:
        body = self._shown(part.body)
        if part.attachment is not None:
            body += f"\n\n{self._shown(visible(part.attachment.caption or part.attachment.name))}"
        title = self._shown(part.title)
        if self._console.is_terminal and self._console.width < FRAMED_FROM:
            text = Text.assemble(
                (wrapped(title, self._console.width), "bold"), "\n\n", wrapped(body, self._console.width)
            )
            self._console.print(text, "", sep="\n", soft_wrap=True)
        elif self._console.is_terminal:
            self._frame(title, body, min(WIDTH, self._console.width))
        else:
            self._console.file.write(f"{title}\n\n{body}\n\n")
            self._console.file.flush()

    def _frame(self, title: str, body: str, width: int) -> None:
        text, heading = Text(body, overflow="fold"), Text(title, style="bold")
        if heading.cell_len > width - EDGES:  # rich would cut it
            text, heading = Text.assemble(heading, "\n\n", text), Text()
        frame = Panel(text, title=heading or None, title_align="left", padding=(1, 2))
        self._console.print(frame, width=width)

    def _shown(self, text: str) -> str:
        """Give ``text`` with the nearest of what the output cannot encode."""
        return encodable(text, self._console.encoding)


def wrapped(text: str, width: int) -> str:
    """Break each line of ``text`` between words, the rest of it set in by two; a word, an address too, stays whole."""
    return "\n".join(_wrapped(line, width) for line in text.split("\n"))


def _wrapped(line: str, width: int) -> str:
    rest = " " * (len(line) - len(line.lstrip()) + 2)
    lines = textwrap.wrap(line, width, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines)


def _block(block: Block) -> str:
    return "\n".join(map(_line, block))


def _line(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    text = visible(span.text)
    if not span.url or span.url == span.text:
        return text
    return f"{text} <{visible(span.url)}>"
