"""A place looked up from any chat, by typing behind the bot's name: https://core.telegram.org/bots/inline."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram.constants import ParseMode

from adapters.telegram.client import Api
from adapters.telegram.errors import send_error
from adapters.telegram.events import Sought
from adapters.telegram.render import render
from bot.domain.messages import Found
from bot.domain.ports import Handlers
from bot.wording.languages import words_of
from bot.wording.replies import how_to_look_up, looked_up
from bot.wording.visible import visible

log = logging.getLogger(__name__)

CACHED = 60
"""Seconds for which Telegram answers the same by itself."""

TYPED_AT_MOST = 100
"""Characters that any place's name has room in."""

LINE = 120
"""Characters of a title, or of the line below it."""


async def answer(api: Api, handlers: Handlers, sought: Sought, username: str) -> None:
    """Offer the places that are meant; with none, a button that opens the bot says how.  Raises nothing."""
    found = await handlers.look_up(sought.typed[:TYPED_AT_MOST], sought.language)
    words, button = words_of(sought.language), None
    if not found:
        button = {"text": how_to_look_up(words, typed=bool(sought.typed)), "start_parameter": "help"}
    try:
        await api.call(
            "answerInlineQuery",
            inline_query_id=sought.query,
            results=_articles(found, sought, username),
            cache_time=CACHED,
            is_personal=False,
            button=button,
        )
    except Exception as exc:  # noqa: BLE001 - whatever the library raises has one meaning, said in one place
        log.debug("Telegram: a place was not shown (%s)", send_error(exc).reason)  # it may be too late for it


def _articles(found: Sequence[Found], sought: Sought, username: str) -> list[dict[str, object]]:
    """One for each place, whose message is all that goes into the chat."""
    return [
        {
            "type": "article",
            "id": str(number),
            "title": visible(each.title)[:LINE],
            "description": visible(each.description)[:LINE],
            "input_message_content": _content(each, sought, username),
        }
        for number, each in enumerate(found)
    ]


def _content(found: Found, sought: Sought, username: str) -> dict[str, object]:
    link = f"https://t.me/{username}?start={found.start}".removesuffix("?start=")
    text = render(looked_up(words_of(sought.language), found.message, link))[0].body
    return {"message_text": text, "parse_mode": ParseMode.HTML, "link_preview_options": {"is_disabled": True}}
