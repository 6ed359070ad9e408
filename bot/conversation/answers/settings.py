"""``/settings``: how and when this chat is told, and changing that."""

from __future__ import annotations

from bot.conversation.request import Request
from bot.conversation.wishes import Topic, wished
from bot.delivery.all_clear import next_all_clear
from bot.domain.errors import UsageError
from bot.domain.messages import Reply
from bot.domain.ports import Work
from bot.domain.settings import ChatSettings
from bot.wording.areas import current_names
from bot.wording.languages import words_of
from bot.wording.settings import Shown, changed, settings_message

WITHOUT_SUBSCRIPTION = frozenset({Topic.LANGUAGE, Topic.TIMEZONE})
"""What can be set where nothing is subscribed to."""


async def show_or_change(request: Request) -> Reply:
    """Change one setting of this chat; without a word, say all of them."""
    if not request.asked.words.strip():
        shown = await request.store.read(lambda work: _shown(work, request))
        return Reply(settings_message(request.words, shown, request.now), private=True)
    topic, settings = await request.store.write(lambda work: _change(work, request))
    words = words_of(settings.language or request.asked.language)
    return Reply(changed(words, settings, str(topic), request.now))


def _shown(work: Work, request: Request) -> Shown:
    place = request.place
    return Shown(
        work.chats.settings(place),
        tuple(work.chats.subscriptions(place)),
        work.chats.interests(place),
        early=work.chats.is_early(place),
        names=current_names(work.agreements.agency_names()),
    )


def _change(work: Work, request: Request) -> tuple[Topic, ChatSettings]:
    """Store what is wished for, and let what waits here be asked about anew."""
    before = work.chats.settings(request.place)
    topic, settings = wished(before, request.asked.words)
    if topic not in WITHOUT_SUBSCRIPTION and not work.chats.subscriptions(request.place):
        raise UsageError("settings_without_subscription")
    chat = work.chats.change_settings(request.place, settings, request.asked.language, request.now)
    if (settings.all_clear, settings.zone) != (before.all_clear, before.zone):
        work.chats.set_all_clear(chat, next_all_clear(settings, request.now))
    work.deliveries.reconsider(chat, request.now)
    return topic, settings
