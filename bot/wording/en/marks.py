"""What is written on a message that arrived earlier, once more is known, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class MarkPhrases:
    """A message that was wrong, and one that told of departures before they were confirmed."""

    corrected_label = Phrase("Corrected:")
    corrected_whole = Phrase("This was not so. Our reply to this message says what is.")
    corrected_in_part = Phrase(
        "What is struck through was not so, though the numbers here still count it. "
        "Our reply to this message says what is."
    )
    withdrawn_label = Phrase("Withdrawn:")
    withdrawn_since = Phrase("That was not so: they count as listed.")
    confirmed_title = Phrase("Confirmed: departures from ICE's list in {places}")
    confirmed_text = Phrase(
        "The list had not shown the following since {since}. We wrote so before it was confirmed; now it is."
    )
    confirmed_in_part_title = Phrase("Confirmed in part: departures from ICE's list in {places}")
    withdrawn_in_part_title = Phrase("Withdrawn in part: departures from ICE's list in {places}")
    settled_in_part_text = Phrase(
        "The list had not shown the following since {since}. What is struck through was not so and counts as listed; "
        "what is marked as confirmed has left the list; anything else is still being checked."
    )
    agreement_confirmed = Phrase("{agreement} (confirmed)")
