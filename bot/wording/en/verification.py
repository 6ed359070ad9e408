"""What deciding everything again came to, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class VerificationPhrases:
    """For operators, and for whoever was given a database."""

    cli_help_verify = Phrase(
        "Decide every change ever told again, from the stored bytes in a fresh database, and say whether each comes "
        "out the same.  The database is only read.  Exit status 0 if all are the same, 1 if not."
    )
    cli_short_verify = Phrase("Decide everything again from the stored bytes, and compare.")
    cli_verifying = Phrase("Deciding again")
    verified_same = Phrase("Of {editions} editions, all {changes} changes come out the same.")
    verified_otherwise = Phrase(
        one="Of {editions} editions and {changes} changes, {count:,} does not come out the same: "
        "this version decides differently, or the database was altered.",
        other="Of {editions} editions and {changes} changes, {count:,} do not come out the same: "
        "this version decides differently, or the database was altered.",
    )
    verified_not = Phrase(
        one="{count:,} of {editions} editions is not stored as it came, so nothing was decided again.",
        other="{count:,} of {editions} editions are not stored as they came, so nothing was decided again.",
    )
    verified_damaged = Phrase("Altered: {edition}. Its bytes are not those of SHA-256 {sha256}.")
    verified_absent = Phrase("Absent: {edition}. Its bytes, of SHA-256 {sha256}, are not stored.")
    difference_of_fields = Phrase("Change {change}, {agency} ({state}), {edition}: {fields} would be otherwise now.")
    difference_not_now = Phrase("Change {change}, {agency} ({state}), {edition}: told, and not decided so now.")
    difference_not_told = Phrase("{agency} ({state}), {edition}: “{reason}” now, and was not told.")
