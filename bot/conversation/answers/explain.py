"""``/explain``: what a change rests on."""

from __future__ import annotations

import re

from bot.conversation.explaining import explain_change
from bot.conversation.request import Request
from bot.domain.errors import UsageError
from bot.domain.messages import Reply
from bot.wording.explaining import explanation

MOST = 2**63 - 1
"""The highest number that a change can have: what SQLite can count."""


async def what_it_rests_on(request: Request) -> Reply:
    """Say what a change rests on, in short."""
    typed = re.fullmatch(r"\D*?([0-9]{1,19})[^0-9]*", request.asked.words, re.ASCII)
    if typed is None:
        raise UsageError("which_change", name=request.asked.name)
    number = min(int(typed[1]), MOST)
    found = await request.store.read(lambda work: explain_change(work, number))
    return Reply(explanation(request.words, found, short=True))
