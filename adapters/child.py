"""What a confined child does first, before it looks at anything; it imports next to nothing."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as typing's own, without the milliseconds that importing it takes
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn


def limits() -> dict[str, float]:
    """The numbers among the arguments, by name."""
    return {name: float(number) for name, _, number in (word.partition("=") for word in sys.argv[4:])}


def confine(numbers: Mapping[str, float]) -> None:
    """Limit this process for good: ``memory_bytes``, ``cpu_seconds``, no file written, no core dumped."""
    if sys.platform == "win32":
        return  # it has no such limits: there the bounds alone protect us
    import resource  # noqa: PLC0415  absent on Windows

    memory, cpu = int(numbers["memory_bytes"]), int(numbers["cpu_seconds"])
    wanted = {resource.RLIMIT_CPU: cpu, resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0}
    if sys.platform == "linux":
        # DATA is what the process fills; the address space also holds the libraries it maps.
        wanted |= {resource.RLIMIT_DATA: memory, resource.RLIMIT_AS: memory + (128 << 20)}
    for what, amount in wanted.items():
        hard = resource.getrlimit(what)[1]
        # A second more for the hard limit: reaching the soft one ends us by a signal of its own.
        most = amount + 1 if what == resource.RLIMIT_CPU else amount
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (min(amount, most), most))


def leave(answer: bytes) -> NoReturn:
    """Write the answer and end this process at once: to take down all that it holds first takes milliseconds."""
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)
