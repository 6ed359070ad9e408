"""What commands are called and do, in a language."""

from __future__ import annotations

from bot.wording.languages import Words
from bot.wording.phrases import Sentence


def command_description(words: Words, name: str) -> str:
    """What a command does, in one line."""
    return _phrase(words, f"command_{name}")()


def option_name(words: Words, name: str) -> str:
    """What the argument of a command is called."""
    return _phrase(words, f"option_{name}")()


def option_description(words: Words, name: str) -> str:
    """What can stand in the argument of a command."""
    return _phrase(words, f"option_{name}_description")()


def _phrase(words: Words, name: str) -> Sentence:
    phrase: Sentence = getattr(words, name)
    return phrase
