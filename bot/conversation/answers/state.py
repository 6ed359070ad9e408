"""``/state``: who in a state has an agreement now."""

from __future__ import annotations

from bot.conversation.places import parse_state
from bot.conversation.request import Request
from bot.domain.editions import ListKind
from bot.domain.messages import Message, Reply
from bot.domain.ports import Work
from bot.wording import messages, replies

STATE_AT_MOST = 40
"""More agencies than this in one state are counted in the chat, and listed in a CSV file."""


async def who_has_agreements(request: Request) -> Reply:
    """Say who in a state has an agreement now."""
    state = parse_state(request.asked)
    return Reply(await request.store.read(lambda work: state_message(work, state, most=STATE_AT_MOST)))


def state_message(work: Work, state: str, *, most: int | None) -> Message:
    """What ``/state`` answers for a state's code; more than ``most`` agencies go into a file."""
    current = work.editions.believed(ListKind.PARTICIPATING)
    if current is None:
        return messages.plain(
            f"287(g) agreements in {messages.place_name(state)}",
            "No edition of ICE's list has been read yet. Ask again soon.",
        )
    return replies.state_answer(
        state,
        work.agreements.listed(ListKind.PARTICIPATING, state),
        work.agreements.listed(ListKind.PENDING, state),
        source=f"edition {current.name}, seen {messages.minute(current.found_at)}",
        notes=_notes(work, state),
        most=most,
    )


def _notes(work: Work, state: str) -> list[str]:
    notes = []
    if any(stored.value.state in (None, state) for stored in work.holds.open(ListKind.PARTICIPATING)):
        notes.append(
            "The newest edition differs from this in a way that is being checked; "
            "this is the last one that was believed."
        )
    published = work.editions.standing(ListKind.PENDING)
    if published and published.expired_at:
        notes.append(f"ICE last published a list of pending agreements on {messages.day(published.linked_at)}.")
    return notes
