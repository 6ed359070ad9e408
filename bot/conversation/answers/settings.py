"""``/settings``: how and when this chat is told, and changing that."""

from __future__ import annotations

from bot.conversation.following import read_followed
from bot.conversation.request import Request
from bot.conversation.setting_words import topic_of
from bot.conversation.settings import kinds_wished, switch_kinds
from bot.conversation.wishes import on_or_off, wished
from bot.delivery.all_clear import next_all_clear
from bot.domain.chats import Interest
from bot.domain.errors import UsageError
from bot.domain.messages import Reply
from bot.domain.ports import Work
from bot.domain.settings import Setting
from bot.wording.choices import choices
from bot.wording.languages import words_of
from bot.wording.settings import DISCORD, DISCORD_ALONE, WITHOUT_SUBSCRIPTION, Followed, settings_message, topic_message


async def show_or_change(request: Request) -> Reply:
    """Change one setting of this chat; of one without a word say what can be chosen, and without any show all."""
    if not request.asked.words.strip():
        shown = await request.store.read(lambda work: read_followed(work, request))
        return Reply(settings_message(request.words, shown, request.now), private=True)
    topic, wish = topic_of(request.asked.words)
    if topic in DISCORD_ALONE and request.place.platform != DISCORD:
        raise UsageError("only_on_discord")
    if wish:
        shown = await request.store.write(lambda work: _change(work, request, topic, wish))
    else:
        shown = await request.store.read(lambda work: read_followed(work, request))
    return Reply(topic_screen(request, shown, topic).message, private=not wish or request.asked.pressed)


def topic_screen(request: Request, shown: Followed, topic: Setting) -> Reply:
    """One setting of a chat and what can be chosen for it, in the language that is set by now."""
    words = words_of(shown.settings.language or request.asked.language)
    return Reply(topic_message(words, shown, topic, choices(words, topic, shown), request.now), private=True)


def _change(work: Work, request: Request, topic: Setting, wish: str) -> Followed:
    """Store what is wished for, and let what waits here be asked about anew."""
    change = {Setting.KINDS: _change_kinds, Setting.FILES: _change_files, Setting.EARLY: _change_early}.get(topic)
    if change is None:
        _change_settings(work, request, topic, wish)
    else:
        change(work, request, wish)
    return read_followed(work, request)


def _change_settings(work: Work, request: Request, topic: Setting, wish: str) -> None:
    before = work.chats.settings(request.place)
    settings = wished(before, topic, wish)
    if topic not in WITHOUT_SUBSCRIPTION:
        _check_subscribed(work, request)
    chat = work.chats.change_settings(request.place, settings, request.asked.language, request.now)
    if (settings.all_clear, settings.zone) != (before.all_clear, before.zone):
        work.chats.set_all_clear(chat, next_all_clear(settings, request.now))
    work.deliveries.reconsider(chat, request.now)


def _change_kinds(work: Work, request: Request, wish: str) -> None:
    kinds = kinds_wished(wish)
    _check_subscribed(work, request)
    if kinds:
        switch_kinds(work, request, kinds)


def _change_files(work: Work, request: Request, wish: str) -> None:
    on = on_or_off(Setting.FILES, wish)
    _check_subscribed(work, request)
    work.chats.switch(request.place, [Interest.FILES], on=on)


def _change_early(work: Work, request: Request, wish: str) -> None:
    on = on_or_off(Setting.EARLY, wish)
    _check_subscribed(work, request)
    work.chats.set_early(request.place, early=on)


def _check_subscribed(work: Work, request: Request) -> None:
    if not work.chats.subscriptions(request.place):
        raise UsageError("settings_without_subscription")
