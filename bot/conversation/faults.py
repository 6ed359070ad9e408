"""A fault of ours, for the log: what and where it was, without what a person gave."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Sequence
from pathlib import PurePath

log = logging.getLogger(__name__)

FRAMES = 8
"""Calls that lead to a fault, the innermost of them."""

TEXT = 200
"""Characters of what a fault says of itself."""

SHORTEST = 2
"""Letters of a word that may be a name."""


def report(error: BaseException, what: str, given: Sequence[str] | None = None) -> None:
    """Write into the log ``what`` failed, and of what fault: see `describe`."""
    log.error("%s: %s", what, describe(error, given))


def describe(error: BaseException, given: Sequence[str] | None = None) -> str:
    """Say what kind of fault it was, what it says of itself, and which calls led to it.

    Words that were ``given`` by a person are left out of what it says; all of it is where nobody knows what was.
    """
    said = "" if given is None else f" ({without(str(error), given)[:TEXT]})"
    calls = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    where = ", ".join(f"{PurePath(call.filename).name}:{call.lineno} {call.name}" for call in calls)
    return f"{type(error).__name__}{said} in {where}"


def without(text: str, given: Sequence[str]) -> str:
    """``text`` with an ellipsis for each word that is in what was ``given``, or has a word of it in itself."""
    whole = " ".join(given).casefold()
    words = {word for word in re.findall(r"\w+", whole) if len(word) >= SHORTEST}

    def hidden(found: re.Match[str]) -> str:
        word = found[0].casefold()
        known = len(word) >= SHORTEST and (word in whole or any(part in word for part in words))
        return "…" if known else found[0]

    return re.sub(r"\w+", hidden, text)
