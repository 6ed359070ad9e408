"""The console, for the suite."""

from __future__ import annotations

import io

from adapters.console import Console
from bot.domain.messages import Part
from tests.contract.kind import Kind, NoWire


def reads(part: Part) -> str:
    return f"{part.title}\n{part.body}"


KIND = Kind(
    name="console",
    make=lambda: Console(io.StringIO()),
    reads=reads,
    fits=lambda _: True,
    windows={"console": ()},
    wire=NoWire("it prints to a terminal or a file of this very machine: there is no server, no limit and no token"),
)
