"""``/state``: who in a state has an agreement now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bot.conversation.places import parse_state
from bot.conversation.request import Request
from bot.conversation.standing import read_standing
from bot.domain.editions import ListKind
from bot.domain.messages import Line, Message, Reply
from bot.domain.ports import Work
from bot.reading.states import STATES, could_be
from bot.wording.agreements import model_name
from bot.wording.languages import Words
from bot.wording.standing import source_text, standing_notes
from bot.wording.states import nothing_read_yet, state_answer

STATE_AT_MOST = 15
"""More agencies than this in one state have a short line each; their dates and links are in a CSV file."""


async def who_has_agreements(request: Request) -> Reply:
    """Say who in a state has an agreement now."""
    state = parse_state(request.asked)
    return Reply(
        await request.store.read(
            lambda work: state_message(request.words, work, state, request.now, most=STATE_AT_MOST)
        )
    )


def state_message(words: Words, work: Work, state: str, at: dt.datetime, *, most: int | None) -> Message:
    """What ``/state`` answers for a state's code; more than ``most`` agencies go into a file."""
    standing = read_standing(work, state, at)
    if standing.edition is None:
        return nothing_read_yet(words, state)
    pending = work.agreements.listed(ListKind.PENDING, state)
    return state_answer(
        words,
        state,
        work.agreements.listed(ListKind.PARTICIPATING, state),
        pending,
        source=source_text(words, standing, at),
        notes=[*_maybe(words, work, state), *standing_notes(words, standing, pending=bool(pending))],
        most=most,
    )


def _maybe(words: Words, work: Work, state: str) -> Iterator[Line]:
    """Agreements whose state is printed as something that may mean this one."""
    for agreement in work.agreements.listed_as_printed(ListKind.PARTICIPATING, STATES):
        if state in could_be(agreement.state):
            model = model_name(words, agreement.model)
            yield words.state_maybe.line(agency=agreement.agency, model=model, printed=agreement.state)
