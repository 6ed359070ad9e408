"""What people write without a slash where only the bot can be meant: a state, an agency, or something else."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.answers.agency import CHANGES_AT_MOST, agency_message, look_up
from bot.conversation.answers.help import explain
from bot.conversation.answers.state import who_has_agreements
from bot.conversation.grammar import read_states
from bot.conversation.place_words import SMALL
from bot.conversation.request import Request
from bot.domain.agencies import AgencyRecord
from bot.domain.chats import ALL_STATES
from bot.domain.errors import UsageError
from bot.domain.messages import Message, Reply
from bot.domain.ports import Work
from bot.wording.layout import paragraph
from bot.wording.replies import offer, offered


async def understand(request: Request) -> Reply:
    """Answer what seems to be meant: who has agreements in a state, or one agency; else how to use the bot.

    Raises:
        UsageError: several states could be meant, or a county.
    """
    typed = request.asked.words
    try:
        states = [] if typed in SMALL else read_states(typed)  # a greeting is not Hawaii
    except UsageError as error:
        found = await request.store.read(lambda work: _agency(request, work))
        if found is None and error.problem != "no_such_state":
            raise
        return Reply(found) if found else await explain(request)
    if len(states) == 1 and states[0] != ALL_STATES:
        return await _state(request, states[0])
    return Reply(offered(request.words, states)) if states else await explain(request)


async def _state(request: Request, code: str) -> Reply:
    """Say who in a state has agreements, and how to be told of more where this chat is not."""
    reply = await who_has_agreements(replace(request, asked=replace(request.asked, words=code)))
    followed = await request.store.read(lambda work: work.chats.subscriptions(request.place))
    if {code, ALL_STATES} & set(followed):
        return reply
    blocks = (*reply.message.blocks, paragraph(offer(request.words, [code])))
    return replace(reply, message=replace(reply.message, blocks=blocks))


def _agency(request: Request, work: Work) -> Message | None:
    typed = request.asked.words
    found = look_up(work, typed)
    if not isinstance(found, AgencyRecord) and not found.agencies:
        return None
    return agency_message(request.words, work, typed, found, request.now, command="/agency", most=CHANGES_AT_MOST)
