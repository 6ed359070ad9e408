"""How sure a change is, and what it rests on, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class CertaintyPhrases:
    """Doubts as they are told with a change, and the answer to what a change rests on."""

    doubtful_new = Phrase("We are not certain of this: it may be {agency}, printed differently.")
    doubtful_gone = Phrase("We are not certain of this: {agency} on the list may be the same, printed differently.")
    doubtful_same = Phrase("We are not certain that this is the same agreement as before.")

    explain_title = Phrase("Change {change}: how it was decided")
    explain_happened = Phrase("{date}: {happened}")
    explain_level = Phrase("How sure: {level}. {meaning}")
    level_plain = Phrase("plain")
    level_decided = Phrase("decided")
    level_doubtful = Phrase("doubtful")
    meaning_plain = Phrase("One fact more or less would make nothing else of it.")
    meaning_decided = Phrase("A rule chose between readings.")
    meaning_decided_held = Phrase("It was held first, until it was confirmed or an operator decided.")
    meaning_doubtful = Phrase("A little more or less would make something else of it.")
    level_unknown = Phrase("How sure: not kept, for this was decided before the bot kept it.")
    explain_reason = Phrase("Rule: {reason}. {meaning}")

    reason_new_row = Phrase("No known agreement could be meant by the row.")
    reason_came_back = Phrase("An agreement that had left the list is on it again.")
    reason_no_counterpart = Phrase("No row of the edition could be meant.")
    reason_respelt = Phrase("Another spelling of the same agency.")
    reason_renamed = Phrase("Another name, where date, model and place agree.")
    reason_signed_anew = Phrase("The same agency and model with a later signing, whose text is not that of the former.")
    reason_other_link = Phrase("Another link than before, to another file.")
    reason_moved_state = Phrase("The same agreement, printed under another state.")
    reason_model_corrected = Phrase("The same agency and date, with another model.")
    reason_date_corrected = Phrase("The same agreement, with another signing date.")
    reason_county_corrected = Phrase("The same agreement, with another county.")
    reason_listed_twice = Phrase("One of two rows of the same agreement went.")
    reason_first_link = Phrase("The first link to the agreement's text.")
    reason_now_signed = Phrase("It left the pending list because it was signed.")
    reason_retracted = Phrase("An operator took a departure back.")

    explain_edition = Phrase("Known from the {edition}.")
    explain_edition_before = Phrase("Before it: the {edition}.")
    explain_found = Phrase("Found at: {url}")
    explain_digest = Phrase("SHA-256: {sha256}")
    explain_row = Phrase("Row {row} prints:")
    explain_row_of_sheet = Phrase("Row {row} of the sheet {sheet} prints:")
    explain_cell = Phrase("  {heading}: {text}")
    explain_cell_unnamed = Phrase("  {text}")
    explain_no_row = Phrase("No row of it prints this agreement.")
    explain_no_bytes = Phrase("Its bytes are not stored as they came, or cannot be read, so its row is not shown.")
    explain_in_row = Phrase("It is in row {row}.")
    explain_in_row_of_sheet = Phrase("It is in row {row} of the sheet {sheet}.")

    explain_evidence = Phrase(
        "{points} points speak for the row being the agreement as it was known ({enough} suffice):"
    )
    explain_evidence_by_name = Phrase("The row has the agency's name, state and model, which suffices. Also weighed:")
    explain_no_evidence = Phrase("Nothing else came near.")
    explain_considered = Phrase("Also considered ({enough} points would have sufficed):")
    explain_other = Phrase("{agency} ({what}): {outcome}.")
    explain_points = Phrase("  {kind}: {points}")
    explain_points_of_name = Phrase("  {kind} ({likeness}): {points}")
    other_too_few = Phrase("{points} points, too few")
    other_taken = Phrase("{points} points, but it is an agreement of its own")
    other_less = Phrase("{points} points, less than was chosen")
    other_excluded = Phrase("never the same, for the numbers in the names differ")
    other_row = Phrase("row {row}, {what}")

    points_name = Phrase("name")
    points_date = Phrase("signing date")
    points_county = Phrase("county")
    points_link = Phrase("link to its text")
    points_model = Phrase("support model")
    points_state = Phrase("state")
    alike_same = Phrase("the same words")
    alike_typo = Phrase("mistyped letters")
    alike_words = Phrase("other words without identity")
    alike_part = Phrase("one is a part of the other")
    alike_related = Phrase("the telling word resembles the other")
    alike_office = Phrase("the same place, another kind of office")
    alike_twin = Phrase("a telling word more or less")
    alike_other = Phrase("other telling words")
    alike_number = Phrase("other numbers")

    explain_hold = Phrase("It waited in hold {hold}, since {since}: {detail}.")
