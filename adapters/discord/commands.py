"""The commands as Discord keeps and offers them, and how it is told of them.

Source: https://discord.com/developers/docs/interactions/application-commands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from discord import ChannelType

from adapters.discord.fields import CHANNEL_OPTION, TEXT_OPTION
from bot.domain.chats import DEFAULT_LANGUAGE, Language, MenuEntry, MenuOption
from bot.wording.languages import LANGUAGES, words_of

_SLASH_COMMAND = 1
_FOR_SERVERS, _FOR_PEOPLE = 0, 1
"""Who may add this bot: a server with all in it, or a person who then asks it anywhere."""

_ON_SERVERS, _IN_PRIVATE, _AMONG_OTHERS = 0, 1, 2
"""Where a command can be given: on servers, to the bot alone, in private chats of other people."""

_TEXTUAL = (
    ChannelType.text,
    ChannelType.voice,
    ChannelType.news,
    ChannelType.news_thread,
    ChannelType.public_thread,
    ChannelType.private_thread,
    ChannelType.stage_voice,
)
CHANNELS = [kind.value for kind in _TEXTUAL]
"""The kinds of channel that a command can be about."""

WITH_FORUMS = [*CHANNELS, ChannelType.forum.value]
"""Those that one can be about which makes posts.

A media channel is none: Discord calls that kind unfinished, and its schema of options does not have it.
"""

LOCALES: Mapping[Language, Sequence[str]] = {"es": ("es-ES", "es-419")}
"""Under which names Discord keeps a language.

Source: https://discord.com/developers/docs/reference#locales.
"""

Menu: TypeAlias = Callable[[Language], Sequence[MenuEntry]]
"""The menu in a language."""


def described(menu: Menu) -> list[dict[str, Any]]:
    """Describe every command of the menu to Discord, and its descriptions and options in every language.

    Whoever types a command's own name finds it in every language, for help and examples say that.
    Every command is offered to everybody: who may give it is judged when it is given, as for buttons
    (docs/decisions/0029-discord-rights.md).
    """
    translated = {
        locale: menu(language) for language in LANGUAGES if language != DEFAULT_LANGUAGE for locale in LOCALES[language]
    }
    return [
        _command(entry, {locale: entries[place] for locale, entries in translated.items()})
        for place, entry in enumerate(menu(DEFAULT_LANGUAGE))
    ]


def _command(entry: MenuEntry, translated: Mapping[str, MenuEntry]) -> dict[str, Any]:
    options = {locale: each.option for locale, each in translated.items() if each.option is not None}
    own = [_option(entry.option, options)] if entry.option is not None else []
    return {
        "type": _SLASH_COMMAND,
        "name": entry.name,
        "name_localizations": {locale: each.local_name or each.name for locale, each in translated.items()},
        "description": entry.description,
        "description_localizations": {locale: each.description for locale, each in translated.items()},
        "options": [*own, *([_channel(entry)] if entry.of_chat else [])],
        "default_member_permissions": None,
        "integration_types": [_FOR_SERVERS] if entry.of_chat else [_FOR_SERVERS, _FOR_PEOPLE],
        "contexts": [_ON_SERVERS, _IN_PRIVATE, *([] if entry.of_chat else [_AMONG_OTHERS])],
        "nsfw": False,
    }


def _channel(entry: MenuEntry) -> dict[str, Any]:
    """The option that says which channel a command is about, if not the one in which it is given."""
    words = words_of(DEFAULT_LANGUAGE)
    translated = {locale: words_of(language) for language, locales in LOCALES.items() for locale in locales}
    return {
        "type": CHANNEL_OPTION,
        "name": words.channel_option(),
        "name_localizations": {locale: each.channel_option() for locale, each in translated.items()},
        "description": words.channel_option_description(),
        "description_localizations": {locale: each.channel_option_description() for locale, each in translated.items()},
        "required": False,
        "channel_types": WITH_FORUMS if entry.forums else CHANNELS,
    }


def _option(option: MenuOption, translated: Mapping[str, MenuOption]) -> dict[str, Any]:
    return {
        "type": TEXT_OPTION,
        "name": option.name,
        "name_localizations": {locale: each.name for locale, each in translated.items()},
        "description": option.description,
        "description_localizations": {locale: each.description for locale, each in translated.items()},
        "required": option.required,
        "autocomplete": option.completes is not None,
    }
