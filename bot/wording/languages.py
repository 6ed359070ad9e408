"""The languages there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from bot.domain.chats import DEFAULT_LANGUAGE, Language
from bot.wording.en import English
from bot.wording.es import Spanish
from bot.wording.phrases import Sentence

Words: TypeAlias = English
"""Every phrase in some language: English is the pattern, another language overrides each of its phrases."""

LANGUAGES: Mapping[Language, Words] = {words.code: words for words in (English(), Spanish())}
"""By code.  A new language is a package like `bot.wording.en`, and one entry here."""

ENGLISH: Words = LANGUAGES["en"]
"""What the log and the JSON are written in, whatever a chat speaks."""


def phrase(words: Words, name: str) -> Sentence:
    """The phrase of this name, where what is to be said is known by its name alone, as ``weekday_monday``."""
    found: Sentence = getattr(words, name)
    return found


def words_of(language: Language) -> Words:
    """The words of a language; of the default one where we do not speak it."""
    return LANGUAGES.get(language, LANGUAGES[DEFAULT_LANGUAGE])
