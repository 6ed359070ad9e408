"""``/state``: who in a state has an agreement now."""

from __future__ import annotations

from bot.conversation.places import parse_state
from bot.conversation.request import Request
from bot.domain.editions import ListKind
from bot.domain.messages import Message, Reply
from bot.domain.ports import Work
from bot.wording.languages import Words
from bot.wording.states import nothing_read_yet, state_answer

STATE_AT_MOST = 40
"""More agencies than this in one state are counted in the chat, and listed in a CSV file."""


async def who_has_agreements(request: Request) -> Reply:
    """Say who in a state has an agreement now."""
    state = parse_state(request.asked)
    return Reply(await request.store.read(lambda work: state_message(request.words, work, state, most=STATE_AT_MOST)))


def state_message(words: Words, work: Work, state: str, *, most: int | None) -> Message:
    """What ``/state`` answers for a state's code; more than ``most`` agencies go into a file."""
    current = work.editions.believed(ListKind.PARTICIPATING)
    if current is None:
        return nothing_read_yet(words, state)
    return state_answer(
        words,
        state,
        work.agreements.listed(ListKind.PARTICIPATING, state),
        work.agreements.listed(ListKind.PENDING, state),
        source=words.edition_seen(name=current.name, time=current.found_at),
        notes=_notes(words, work, state),
        most=most,
    )


def _notes(words: Words, work: Work, state: str) -> list[str]:
    notes = []
    if any(stored.value.state in (None, state) for stored in work.holds.open(ListKind.PARTICIPATING)):
        notes.append(words.being_checked())
    published = work.editions.standing(ListKind.PENDING)
    if published and published.expired_at:
        notes.append(words.pending_last_published(date=published.linked_at.date()))
    return notes
