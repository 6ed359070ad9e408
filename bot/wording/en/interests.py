"""The words by which kinds of news are switched, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class InterestPhrases:
    """One word each, which people also write."""

    interest_name_signings = Phrase("signings")
    interest_name_departures = Phrase("departures")
    interest_name_renewals = Phrase("renewals")
    interest_name_relabellings = Phrase("relabellings")
    interest_name_pending = Phrase("pending")
    interest_name_documents = Phrase("documents")
    interest_name_files = Phrase("files")
