"""The menus of commands that people see when they type a slash, by who they are and in which language.

Members of a group see questions alone: what they may not do is in no menu of theirs.  A person alone with the bot
and administrators see everything.  https://core.telegram.org/bots/api#determining-list-of-commands
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

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


QUESTIONS_ALONE = ("default", "all_group_chats")
EVERYTHING = ("all_private_chats", "all_chat_administrators")
"""Whose menu it is, by Telegram's names: https://core.telegram.org/bots/api#botcommandscope."""

Menu: TypeAlias = Callable[[Language], Sequence[MenuEntry]]


@dataclass(frozen=True, slots=True)
class Scoped:
    """The menu of those in ``scope`` who use the app in a language; empty: in any other than ours."""

    scope: str
    language: Language
    entries: tuple[tuple[str, str], ...]
    """Each a name and what it does."""

    @property
    def whose(self) -> dict[str, object]:
        """How Telegram is told whose it is."""
        language = {"language_code": self.language} if self.language else {}
        return {"scope": {"type": self.scope}, **language}


def menus(menu: Menu) -> Iterator[Scoped]:
    """Every menu there is: whoever uses the app in a language that we do not speak is shown the default one."""
    for language in (DEFAULT_LANGUAGE, *(each for each in LANGUAGES if each != DEFAULT_LANGUAGE)):
        code = "" if language == DEFAULT_LANGUAGE else language
        entries = menu(language)
        for scope in (*EVERYTHING, *QUESTIONS_ALONE):  # so that nobody is without what he may do
            shown = (entry for entry in entries if _is_for(entry, scope))
            yield Scoped(scope, code, tuple((entry.name, entry.description) for entry in shown))


def _is_for(entry: MenuEntry, scope: str) -> bool:
    return (scope in EVERYTHING or not entry.manages) and (scope == "all_private_chats" or not entry.alone)


async def set_menus(api: Api, menu: Menu, sleep: Sleep) -> None:
    """Set the menus that have changed, trying again when it may be; commands are heard without them.

    Raises nothing: a token that is refused shows where updates are asked for.
    """
    wait = FIRST_WAIT
    left = list(menus(menu))
    while left:
        error = await _set(api, left[0])
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


async def _set(api: Api, menu: Scoped) -> SendError | None:
    """Set one menu, unless it is so already; return why that could not be."""
    commands = [{"command": name, "description": description} for name, description in menu.entries]
    try:
        if await api.call("getMyCommands", **menu.whose) != commands:
            await api.call("setMyCommands", commands=commands, **menu.whose)
    except Exception as exc:  # noqa: BLE001 - whatever the library raises has one meaning, said in one place
        return send_error(exc)
    return None
