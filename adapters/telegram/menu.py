"""The menu of commands that people see when they type a slash."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from adapters.telegram.client import Api
from adapters.telegram.errors import send_error
from bot.domain.chats import DEFAULT_LANGUAGE, Language, MenuEntry
from bot.domain.errors import PlatformLost, RetryLater, SendError
from bot.domain.ports import Sleep
from bot.wording.languages import LANGUAGES

log = logging.getLogger(__name__)

FIRST_WAIT = 60.0
LONGEST_WAIT = 3600.0
"""Seconds between two tries where Telegram does not say how long to wait; doubled each time."""


async def set_menu(api: Api, menu: Callable[[Language], Sequence[MenuEntry]], sleep: Sleep) -> None:
    """Set the menu in every language, trying again when it may be; commands are heard without it.

    Whoever uses the app in a language that we do not speak is shown the default one.
    Raises nothing: a token that is refused shows where updates are asked for.
    """
    wait = FIRST_WAIT
    left = [DEFAULT_LANGUAGE, *(language for language in LANGUAGES if language != DEFAULT_LANGUAGE)]
    while left:
        error = await _set(api, menu(left[0]), left[0])
        if error is None:
            del left[0]
            continue
        if isinstance(error, PlatformLost):
            return
        if wait == FIRST_WAIT:
            log.warning("Telegram: the menu of commands is not set yet (%s); commands are heard", error.reason)
        asked = error.after if isinstance(error, RetryLater) else None
        await sleep(wait if asked is None else asked)
        wait = min(LONGEST_WAIT, wait * 2)
    if wait > FIRST_WAIT:
        log.info("Telegram: the menu of commands is set")


async def _set(api: Api, menu: Sequence[MenuEntry], language: Language) -> SendError | None:
    """Set the menu in one language; return why that could not be."""
    commands = [{"command": entry.name, "description": entry.description} for entry in menu]
    where = {} if language == DEFAULT_LANGUAGE else {"language_code": language}
    try:
        await api.call("setMyCommands", commands=commands, **where)
    except Exception as exc:  # noqa: BLE001 - whatever the library raises has one meaning, said in one place
        return send_error(exc)
    return None
