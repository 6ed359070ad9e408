"""What became of an edition, and why something is held."""

from __future__ import annotations

from typing import assert_never

from bot.domain.editions import Edition, EditionOutcome, Figures, ListKind
from bot.domain.holds import Hold, HoldReason, MassCorrection
from bot.wording.languages import Words
from bot.wording.phrases import Sentence

CASE = "case"
"""The figure that says which case of its reason a refusal is."""

SAID = "said"
"""The figure that holds a whole sentence: what an earlier version of this program wrote down."""


LISTS = ("list", "linked_as")
"""The figures that name one of the two lists."""


def list_name(words: Words, kind: str) -> str:
    """What one of the two lists is called; what is none of them as it is."""
    names = {ListKind.PARTICIPATING: words.list_participating, ListKind.PENDING: words.list_pending}
    return names[ListKind(kind)]() if kind in names else kind


def hold_detail(words: Words, hold: Hold) -> str:
    """Why something is held, in one sentence."""
    return _detail(words, hold.reason, hold.figures, hold.state)


def edition_detail(words: Words, edition: Edition, hold: Hold | None = None) -> str:
    """Why an edition was refused or held, in one sentence; nothing where it was neither."""
    if SAID in edition.figures:
        return str(edition.figures[SAID])
    if edition.outcome is EditionOutcome.REFUSED:
        return refusal_text(words, edition.reason, edition.figures)
    return hold_detail(words, hold) if hold else ""


def refusal_text(words: Words, reason: str, figures: Figures) -> str:
    """Why a workbook was refused, in one sentence; a reason that has no phrase by its name."""
    case = figures.get(CASE)
    sentence: Sentence | None = getattr(words, f"refused_{reason}_{case}" if case else f"refused_{reason}", None)
    return sentence(**{name: figure for name, figure in figures.items() if name != CASE}) if sentence else reason


def _detail(words: Words, reason: HoldReason, figures: Figures, state: str | None) -> str:
    if SAID in figures:
        return str(figures[SAID])
    sentence = _sentence(words, reason, state)
    figures = {name: list_name(words, str(value)) if name in LISTS else value for name, value in figures.items()}
    if "state" in sentence.values():
        return sentence(state=words.state_in_sentence(state or ""), **figures)
    return sentence(**figures)


def _sentence(words: Words, reason: HoldReason, state: str | None) -> Sentence:  # noqa: PLR0911  one for each reason
    match reason:
        case HoldReason.WRONG_LIST:
            return words.hold_wrong_list
        case HoldReason.OLDER_EDITION:
            return words.hold_older_edition
        case HoldReason.TRUNCATED:
            return words.hold_truncated
        case HoldReason.UNREADABLE:
            return words.hold_unreadable
        case HoldReason.MASS_DEPARTURE:
            return words.hold_mass_departure
        case HoldReason.MASS_UNLINKING:
            return words.hold_mass_unlinking
        case _:
            whole, of_state = _corrected(words, reason)
            return of_state if state else whole


def _corrected(words: Words, reason: MassCorrection) -> tuple[Sentence, Sentence]:
    """The sentences about the whole list and about one state."""
    match reason:
        case HoldReason.MASS_REDATING:
            return words.hold_mass_redating, words.hold_mass_redating_of_state
        case HoldReason.MASS_COUNTIES:
            return words.hold_mass_counties, words.hold_mass_counties_of_state
        case HoldReason.MASS_RENAMING:
            return words.hold_mass_renaming, words.hold_mass_renaming_of_state
        case HoldReason.MASS_REMODELLING:
            return words.hold_mass_remodelling, words.hold_mass_remodelling_of_state
        case HoldReason.MASS_MOVING:
            return words.hold_mass_moving, words.hold_mass_moving_of_state
        case _:
            assert_never(reason)
