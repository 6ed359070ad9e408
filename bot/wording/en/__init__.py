"""English: the pattern of every other language, which overrides each phrase."""

from __future__ import annotations

from bot.wording.en.commands import CommandPhrases
from bot.wording.en.editions import EditionPhrases
from bot.wording.en.operator import OperatorPhrases
from bot.wording.en.refusals import RefusalPhrases
from bot.wording.en.trouble import TroublePhrases
from bot.wording.phrases import Language


class English(CommandPhrases, EditionPhrases, OperatorPhrases, RefusalPhrases, TroublePhrases, Language):
    """Every phrase in English."""

    code = "en"
    months = (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    )
