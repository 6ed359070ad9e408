"""``/test``: a message that goes the way of alerts, so that a chat sees whether they arrive."""

from __future__ import annotations

from bot.conversation.request import Request
from bot.delivery.hours import is_quiet, quiet_until
from bot.domain.deliveries import Notice, Owed
from bot.domain.errors import UsageError
from bot.domain.messages import Reply
from bot.domain.ports import Work
from bot.domain.settings import ChatSettings, zone_of
from bot.domain.watching import NoticeText, Observed, Problem, Topic, TroubleKind
from bot.wording.here import test_message


async def send_test(request: Request) -> Reply:
    """Owe this chat a message that says that it is a test."""
    settings = await request.store.write(lambda work: _owe(work, request))
    quiet, zone, after = settings.quiet, settings.zone, None
    if quiet and is_quiet(quiet, zone, request.now):
        after = quiet_until(quiet, zone, request.now).astimezone(zone_of(zone))
    return Reply(test_message(request.words, after), private=True)


def _owe(work: Work, request: Request) -> ChatSettings:
    if not work.chats.subscriptions(request.place):
        raise UsageError("subscribed_to_nothing")
    about_nothing = Observed(TroubleKind.SENDING, "", Problem(Topic.TEST))
    notice = work.notices.post(NoticeText(Topic.TEST, about_nothing, request.now, request.now))
    chat = work.chats.reached(request.place, request.asked.language, request.now)
    work.deliveries.enqueue([Owed(chat, Notice(notice))], request.now)
    return work.chats.settings(request.place)
