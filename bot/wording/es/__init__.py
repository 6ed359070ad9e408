"""Spanish, as the Spanish-language press of the United States writes it; docs/glossary.md has the terms."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.wording.en import English
from bot.wording.es.agencies import AgencyPhrases
from bot.wording.es.agreements import AgreementPhrases
from bot.wording.es.alerts import AlertPhrases, CorrectionPhrases
from bot.wording.es.areas import AreaPhrases
from bot.wording.es.certainty import CertaintyPhrases
from bot.wording.es.channels import ChannelPhrases, NamePhrases, PostPhrases
from bot.wording.es.choices import ChoicePhrases
from bot.wording.es.commands import CommandPhrases
from bot.wording.es.digests import DigestPhrases
from bot.wording.es.editions import EditionPhrases
from bot.wording.es.interests import InterestPhrases
from bot.wording.es.marks import MarkPhrases
from bot.wording.es.notices import NoticePhrases
from bot.wording.es.operator import OperatorPhrases
from bot.wording.es.places import STATES
from bot.wording.es.problems import ProblemPhrases
from bot.wording.es.reach import ReachPhrases
from bot.wording.es.refusals import RefusalPhrases
from bot.wording.es.replies import HistoryPhrases, ReplyPhrases
from bot.wording.es.screens import ScreenPhrases
from bot.wording.es.settings import SettingsPhrases
from bot.wording.es.status import StatusPhrases
from bot.wording.es.trouble import TroublePhrases
from bot.wording.es.verification import VerificationPhrases
from bot.wording.phrases import Language, Phrase, Value, plain_text

_SOUNDS_LIKE_I = re.compile(r"h?[ií](?![aeouáéóú])", re.IGNORECASE)
"""How a word begins before which "y" becomes "e": Indiana and Idaho, but not Iowa."""

_SOUNDS_LIKE_O = re.compile(r"h?[oó]", re.IGNORECASE)
"""How a word begins before which "o" becomes "u": Ohio and Oregón."""


class Joint(Phrase):
    """Two things joined by a small word, or by its other form before a word that begins with its sound."""

    def __init__(self, text: str, other: str, before: re.Pattern[str]) -> None:
        super().__init__(text)
        self.other = other
        self.before = before

    def text(self, words: Language, values: Mapping[str, Value]) -> str:
        """Choose by how the second thing begins."""
        return self.other if self.before.match(plain_text(values["last"])) else super().text(words, values)


class Spanish(
    AgencyPhrases,
    AgreementPhrases,
    AlertPhrases,
    CorrectionPhrases,
    AreaPhrases,
    CertaintyPhrases,
    ChannelPhrases,
    PostPhrases,
    ChoicePhrases,
    CommandPhrases,
    DigestPhrases,
    EditionPhrases,
    HistoryPhrases,
    InterestPhrases,
    MarkPhrases,
    NamePhrases,
    NoticePhrases,
    OperatorPhrases,
    ProblemPhrases,
    ReachPhrases,
    RefusalPhrases,
    ReplyPhrases,
    ScreenPhrases,
    SettingsPhrases,
    StatusPhrases,
    TroublePhrases,
    VerificationPhrases,
    English,
):
    """Every phrase in Spanish.

    Of Unicode's three plural forms two are enough: "many" is for millions ("un millón de acuerdos"), and there are
    fewer agencies than that.
    """

    code = "es"
    months = (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    )
    states = STATES
    states_in_sentences = {  # noqa: RUF012  read only, as its declaration says
        "DC": "el Distrito de Columbia",
        "MP": "las Islas Marianas del Norte",
        "VI": "las Islas Vírgenes de EE. UU.",
    }
    articles = {  # noqa: RUF012  read only, as its declaration says
        **dict.fromkeys(("condado", "municipio", "distrito", "área"), "el"),
        **dict.fromkeys(("parroquia", "ciudad", "municipalidad", "región"), "la"),
    }
    date = Phrase("{day} de {month} de {year}")
    time = Phrase("{day} a las {clock} UTC")
    pair = Joint("{first} y {last}", "{first} e {last}", _SOUNDS_LIKE_I)
    either = Joint("{first} o {last}", "{first} u {last}", _SOUNDS_LIKE_O)
    series = Phrase("{first}, {rest}")
    state_as_printed = Phrase("estado que figura como “{printed}”")
    state_not_printed = Phrase("estado sin indicar")
