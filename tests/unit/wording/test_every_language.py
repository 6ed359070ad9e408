"""What is read in each language on each platform: found right, within limits, and in that language alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from adapters.discord import render as discord
from adapters.discord import sending
from adapters.telegram.render import render as telegram
from bot.conversation.commands import menu
from bot.conversation.places import suggest_states
from bot.domain.messages import Message, Part
from bot.reading.states import STATES
from bot.wording.languages import ENGLISH, LANGUAGES, Words
from tests.support.doubles.discord_checks import message_problems as discord_problems
from tests.support.doubles.telegram_checks import message_problems as telegram_problems
from tests.support.golden import golden
from tests.support.pseudo import phrases_of
from tests.support.sample_messages import SAMPLES

RENDERED: dict[str, Callable[[Message], tuple[Part, ...]]] = {"discord": discord.parts, "telegram": telegram}
EVERY = pytest.mark.parametrize("words", LANGUAGES.values(), ids=lambda words: words.code)
OTHERS = pytest.mark.parametrize(
    "words", [words for words in LANGUAGES.values() if words is not ENGLISH], ids=lambda words: words.code
)

ENGLISH_WORDS = re.compile(
    r"\b(?:the|of|and|is|are|was|were|has|have|had|with|from|this|that|these|on|in|to|for|not|by|it|its|be|been|as|at"
    r"|or|so|again|now|new|list|agreement|agreements|agency|agencies|state|states|county|signed|since|before|there"
    r"|here|will|which|what|who|an|if|but|model)\b",
    re.IGNORECASE,
)
"""Words of English that no Spanish sentence has."""

PRINTED = re.compile(
    r"https?:\S+|--[a-z-]+|docs/[\w.-]+|participatingAgencies\w+\.xlsx|287g-[\w-]+\.csv|[\w-]+\.example|/[a-z]+|`287g-alerts[^`]*`"
    r"|(?:Page|Wise|Garrett|Frederick|Kent|Loudoun) County(?: Sheriff(?:'|&#x27;)s Office| Attorney)?"
    r"|(?:County|Elm) \d+(?: County)?(?: Sheriff(?:'|&#x27;)s Office)?|Town of Leesburg Police Department"
    r"|Leesburg Police Department|Virginia Department of State Police|Page County Sheriff VA"
    r"|\b[A-Z]{2}-[a-z0-9]+(?:-[a-z0-9]+)+|</?[a-z]+[^>]*>"
    r"|@here|\b[A-Z]{2}\b|(?:Tribal )?Task Force Model|Jail Enforcement Model|Warrant Service Officer"
)
"""What is the same in every language: names, codes, files, addresses, ids, and ICE's own names of the models."""


def english_in(text: str) -> list[str]:
    plain = text.replace("\\", "").replace("\u2060", "")
    return ENGLISH_WORDS.findall(PRINTED.sub("·", plain))


def _named(part: Part) -> str:
    return part.attachment.name if part.attachment is not None else ""


def shown(part: Part) -> str:
    file = part.attachment.content.decode("utf-8-sig") if part.attachment is not None else ""
    return "\n".join(filter(None, (part.title, part.body, file)))


@EVERY
@pytest.mark.parametrize("platform", RENDERED)
@pytest.mark.parametrize("sample", SAMPLES)
def test_messages_read_well(words: Words, platform: str, sample: str) -> None:
    """As the platform is sent them; of what a file has, its name."""
    told = []
    for what, message in SAMPLES[sample](words, platform):
        told.append(f"##### {what}")
        told += [f"{part.title}\n{part.body}\n{_named(part)}".strip() for part in RENDERED[platform](message)]
    golden(f"languages/{words.code}/{platform}-{sample}.txt", "\n\n".join(told) + "\n")


@OTHERS
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("platform", RENDERED)
def test_no_english_is_left(words: Words, platform: str, sample: str) -> None:
    """Beside names as printed; files included."""
    found = {
        what: english
        for what, message in SAMPLES[sample](words, platform)
        for part in RENDERED[platform](message)
        if (english := english_in(shown(part)))
    }
    assert found == {}


def test_the_check_finds_english() -> None:
    """Otherwise it would say nothing."""
    assert english_in("Page County Sheriff's Office ya no está on ICE's list") == ["on", "list"]


@EVERY
def test_a_title_of_many_changes_fits_a_locked_telephone(words: Words) -> None:
    """Its first hundred characters are shown."""
    titles = {what: message.title for what, message in SAMPLES["alerts"](words, "discord")}
    assert len(titles["77 changes in 17 states"]) <= 100


@EVERY
def test_menus_and_completions_keep_the_limits_of_platforms(words: Words) -> None:
    """Names of arguments are lower-case words; descriptions and choices have at most 100 characters, whole."""
    for entry in menu(words, "telegram"):
        assert 1 <= len(entry.description) <= 100
        if entry.option is not None:
            assert re.fullmatch(r"\w{1,32}", entry.option.name)
            assert entry.option.name == entry.option.name.lower()
            assert 1 <= len(entry.option.description) <= 100
    for code in STATES:
        assert any(
            choice.label == f"{words.state(code)} ({code})" for choice in suggest_states(words, words.state(code))
        )


@OTHERS
def test_no_english_is_left_in_any_phrase(words: Words) -> None:
    """The command line's included, which no sample shows."""
    forms = {
        name: " ".join(re.sub(r"\{[^}]*\}", "·", text) for text in phrase.forms.values())
        for name, phrase in phrases_of(type(words)).items()
    }
    assert {name: found for name, text in forms.items() if (found := english_in(text))} == {}


@EVERY
def test_no_alert_or_answer_says_who_ended_an_agreement(words: Words) -> None:
    """The list is the source, and does not say: no word for cancelled, terminated, revoked or annulled."""
    told = [message for sample in ("alerts", "answers") for _, message in SAMPLES[sample](words, "telegram")]
    text = " ".join(part.title + part.body for message in told for part in telegram(message))
    assert not re.search(r"cancel|terminat|terminad|terminó|revo[ck]|rescind|annul|anul", text, re.IGNORECASE)


@EVERY
@pytest.mark.parametrize("sample", SAMPLES)
def test_both_platforms_take_every_message(words: Words, sample: str) -> None:
    """Their doubles find nothing that is too long, empty or malformed."""
    problems: list[str] = []
    for _, message in SAMPLES[sample](words, "discord"):
        for part in discord.parts(message):
            shape = sending.shape(part)
            embeds = [embed.to_dict() for embed in shape.pop("embeds", ())]
            files = [(part.attachment.name, part.attachment.content)] if part.attachment is not None else []
            problems += discord_problems({**shape, "embeds": embeds, "allowed_mentions": {"parse": []}}, files)
    for _, message in SAMPLES[sample](words, "telegram"):
        for part in telegram(message):
            text, name = ("caption", "senddocument") if part.attachment is not None else ("text", "sendmessage")
            problems += telegram_problems(name, {text: part.body, "parse_mode": "HTML"})
    assert problems == []
