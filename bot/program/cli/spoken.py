"""Which language the command line speaks."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.chats import DEFAULT_LANGUAGE, language_of
from bot.wording.languages import Words, words_of

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""What says in which language messages are, the first that is set.

Source: https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html.
"""


def spoken(environment: Mapping[str, str]) -> Words:
    """The language of an environment; English where it names none, ``C``, or one that we do not speak."""
    named = next((value for name in VARIABLES if (value := environment.get(name))), DEFAULT_LANGUAGE)
    return words_of(language_of(named))
