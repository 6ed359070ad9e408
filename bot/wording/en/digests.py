"""What a chat is told in one message instead of many, and that nothing happened, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class DigestPhrases:
    """A digest, what waited for the end of quiet hours, and the weekly all-clear."""

    local_time = Phrase("{day}, {clock} ({city} time)")
    digest_of = Phrase("What changed since {since}, in one message:")
    quiet_of = Phrase("What came during the quiet hours, since {since}, in one message:")
    digest_passing_title = Phrase(
        one="{places}: {count:,} agreement on and off ICE's list, now as before.",
        other="{places}: {count:,} agreements on and off ICE's list, now as before.",
    )
    heading_passing = Phrase("On and off ICE's list meanwhile, now as before ({count:,})")
    came_and_left = Phrase("{agency} {place}, {model}: new on {first}, no longer listed on {last}")
    left_and_back = Phrase("{agency} {place}, {model}: no longer listed on {first}, listed again on {last}")
    pending_came_and_left = Phrase(
        "{agency} {place}, {model}: new on the pending list on {first}, no longer there on {last}"
    )
    pending_left_and_back = Phrase(
        "{agency} {place}, {model}: no longer on the pending list on {first}, there again on {last}"
    )
    digest_totals = Phrase("On ICE's list now, of what this chat follows: {agreements} of {agencies}.")
    corrected_before = Phrase("Before: {corrections}.")

    all_clear_title = Phrase("Nothing new on ICE's list: {places}")
    all_clear_text = Phrase(
        "Nothing that this chat follows has changed since {since}. ICE's list was last checked {checked}."
    )
    checking_title = Phrase("Nothing certain on ICE's list: {places}")
    checking_text = Phrase(
        "Nothing was told here since {since}. Something in ICE's list, last checked {checked}, may be an error and is "
        "still being checked; /state says what."
    )
    unseen_title = Phrase("ICE's list cannot be read: {places}")
    unseen_text = Phrase(
        "Nothing was told here since {since}, but ICE's list could be read only until {checked}. "
        "What changed after that is not known yet."
    )
    never_seen_text = Phrase("Nothing was told here since {since}, for ICE's list could not be read at all.")
    all_states = Phrase("all states")
