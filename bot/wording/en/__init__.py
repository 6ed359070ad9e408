"""English: the pattern of every other language, which overrides each phrase."""

from __future__ import annotations

from bot.reading.states import STATES
from bot.wording.en.agencies import AgencyPhrases
from bot.wording.en.agreements import AgreementPhrases
from bot.wording.en.alerts import AlertPhrases, CorrectionPhrases
from bot.wording.en.areas import AreaPhrases
from bot.wording.en.certainty import CertaintyPhrases
from bot.wording.en.channels import ChannelPhrases, NamePhrases, PostPhrases
from bot.wording.en.choices import ChoicePhrases
from bot.wording.en.commands import CommandPhrases
from bot.wording.en.digests import DigestPhrases
from bot.wording.en.editions import EditionPhrases
from bot.wording.en.interests import InterestPhrases
from bot.wording.en.marks import MarkPhrases
from bot.wording.en.notices import NoticePhrases
from bot.wording.en.operator import OperatorPhrases
from bot.wording.en.problems import ProblemPhrases
from bot.wording.en.reach import ReachPhrases
from bot.wording.en.refusals import RefusalPhrases
from bot.wording.en.replies import HistoryPhrases, ReplyPhrases
from bot.wording.en.screens import ScreenPhrases
from bot.wording.en.settings import SettingsPhrases
from bot.wording.en.status import StatusPhrases
from bot.wording.en.trouble import TroublePhrases
from bot.wording.en.verification import VerificationPhrases
from bot.wording.phrases import Language


class English(
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
    Language,
):
    """Every phrase in English."""

    code = "en"
    months = (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    )
    states = STATES
    states_in_sentences = {  # noqa: RUF012  read only, as its declaration says
        "DC": "the District of Columbia",
        "MP": "the Northern Mariana Islands",
        "VI": "the U.S. Virgin Islands",
    }
