"""The menu of commands that people see when they type a slash."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from adapters.telegram.client import Api
from adapters.telegram.errors import send_error
from bot.domain.chats import MenuEntry
from bot.domain.errors import PlatformLost, RetryLater
from bot.domain.ports import Sleep

log = logging.getLogger(__name__)

FIRST_WAIT = 60.0
LONGEST_WAIT = 3600.0
"""Seconds between two tries where Telegram does not say how long to wait; doubled each time."""


async def set_menu(api: Api, menu: Sequence[MenuEntry], sleep: Sleep) -> None:
    """Set the menu, trying again when it may be; commands are heard without it.

    Raises nothing: a token that is refused shows where updates are asked for.
    """
    commands = [{"command": entry.name, "description": entry.description} for entry in menu]
    wait = FIRST_WAIT
    while True:
        try:
            await api.call("setMyCommands", commands=commands)
        except Exception as exc:  # noqa: BLE001 - whatever the library raises has one meaning, said in one place
            error = send_error(exc)
        else:
            break
        if isinstance(error, PlatformLost):
            return
        if wait == FIRST_WAIT:
            log.warning("Telegram: the menu of commands is not set yet (%s); commands are heard", error.reason)
        asked = error.after if isinstance(error, RetryLater) else None
        await sleep(wait if asked is None else asked)
        wait = min(LONGEST_WAIT, wait * 2)
    if wait > FIRST_WAIT:
        log.info("Telegram: the menu of commands is set")
