"""What commands are called and do, in a language."""

from __future__ import annotations

from bot.wording.languages import Words, phrase
from bot.wording.phrases import Sentence


def command_description(words: Words, name: str) -> str:
    """What a command does, in one line."""
    return phrase(words, f"command_{name}")()


def local_name(words: Words, name: str) -> str:
    """What a command is called in a language, beside its own name; empty where it has no second one.

    Only letters without accents, digits and underscores: Telegram takes no others.
    """
    called: Sentence | None = getattr(words, f"called_{name}", None)
    return called() if called is not None else ""


def option_name(words: Words, name: str) -> str:
    """What the argument of a command is called."""
    return phrase(words, f"option_{name}")()


def option_description(words: Words, name: str) -> str:
    """What can stand in the argument of a command."""
    return phrase(words, f"option_{name}_description")()
