"""What a chat is told about: subscribing, unsubscribing, and saying so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.conversation.places import parse_states
from bot.conversation.request import Request
from bot.delivery import reach
from bot.domain.chats import ALL_STATES
from bot.domain.errors import UsageError
from bot.domain.messages import Reply
from bot.domain.ports import Work
from bot.reading.states import state_name
from bot.wording import messages
from bot.wording.commands import hindrance


async def subscribe(request: Request) -> Reply:
    """Add states to what this chat is told about; it is resumed if it was paused."""
    states = parse_states(request.asked.words)
    if not states:
        raise UsageError("Which states? For example: /subscribe VA MD, or /subscribe all")
    after = await request.store.write(lambda work: _add(work, request, states))
    request.wake()
    answer = messages.plain("Subscribed", _told_about(after))
    if request.asked.hindrance:
        answer = replace(answer, blocks=(*answer.blocks, hindrance(request.words, request.asked.hindrance)))
    return Reply(answer)


async def unsubscribe(request: Request) -> Reply:
    """Take states, or all of them, out of what this chat is told about."""
    states = parse_states(request.asked.words)
    before = await request.store.read(lambda work: work.chats.subscriptions(request.place))
    if not before:
        raise UsageError("This chat is subscribed to nothing.")
    if ALL_STATES in before and states and ALL_STATES not in states:
        raise UsageError(
            "This chat is subscribed to all states at once. "
            "Use /unsubscribe without a state, then /subscribe with those that you want."
        )
    everything = not states or ALL_STATES in states
    after = await request.store.write(lambda work: _remove(work, request, None if everything else states))
    return Reply(messages.plain("Unsubscribed", _told_about(after)))


async def show(request: Request) -> Reply:
    """Say what this chat is told about."""
    states = await request.store.read(lambda work: work.chats.subscriptions(request.place))
    return Reply(messages.plain("Subscriptions", _told_about(states)), private=True)


def _add(work: Work, request: Request, states: Iterable[str]) -> list[str]:
    work.chats.subscribe(request.place, states, request.asked.language, request.now)
    reach.resume(work, request.place, request.now)
    return work.chats.subscriptions(request.place)


def _remove(work: Work, request: Request, states: Iterable[str] | None) -> list[str]:
    work.chats.unsubscribe(request.place, states)
    return work.chats.subscriptions(request.place)


def _told_about(states: Sequence[str]) -> str:
    if not states:
        return "This chat is subscribed to nothing. For example: /subscribe VA MD"
    if ALL_STATES in states:
        return "This chat is told when an agency in any state appears on or leaves ICE's list."
    said = ", ".join(sorted(state_name(state) for state in states))
    return f"This chat is told when an agency in one of these appears on or leaves ICE's list: {said}."
