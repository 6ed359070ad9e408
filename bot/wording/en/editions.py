"""What is said of editions and holds, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class EditionPhrases:
    """Editions and holds: for operators, and for readers of a state that is held."""

    hold_wrong_list = Phrase("linked as the {linked_as} list, but its columns are those of the {list} list")
    hold_older_edition = Phrase("older than the edition believed last")
    hold_truncated = Phrase("{missing} of {listed} agreements are missing at once")
    hold_unreadable = Phrase("the state or the support type of {unread} of {rows} rows is not understood")
    hold_mass_departure = Phrase("{missing} of {listed} agencies of {state} miss agreements at once")
    hold_mass_redating = Phrase(
        "{dates} of {dated} signing dates are others than before or cannot be read; the known ones are kept"
    )
    hold_mass_redating_of_state = Phrase(
        "{dates} of {dated} signing dates of {state} are others than before; the known ones are kept"
    )
    hold_mass_counties = Phrase("{changed} of {known} counties are others than before; the known ones are kept")
    hold_mass_counties_of_state = Phrase(
        "{changed} of {known} counties of {state} are others than before; the known ones are kept"
    )
    hold_mass_renaming = Phrase("{changed} of {listed} agreements stand beside another agency's name at once")
    hold_mass_renaming_of_state = Phrase(
        "{changed} of {listed} agreements of {state} stand beside another agency's name at once"
    )
    hold_mass_remodelling = Phrase("{changed} of {listed} agreements have another support type at once")
    hold_mass_remodelling_of_state = Phrase(
        "{changed} of {listed} agreements of {state} have another support type at once"
    )
    hold_mass_moving = Phrase("{changed} of {listed} agreements stand under another state at once")
    hold_mass_moving_of_state = Phrase("{changed} of {listed} agreements of {state} stand under another state at once")
    hold_mass_unlinking = Phrase("{missing} of {linked} links to agreements are missing; the known ones are kept")
    came_right = Phrase("the list shows again what was believed")
