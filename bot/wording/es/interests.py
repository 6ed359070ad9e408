"""The words by which kinds of news are switched, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class InterestPhrases:
    """One word each, which people also write."""

    interest_name_signings = Phrase("firmas")
    interest_name_departures = Phrase("salidas")
    interest_name_renewals = Phrase("renovaciones")
    interest_name_relabellings = Phrase("nombres")
    interest_name_pending = Phrase("pendientes")
    interest_name_documents = Phrase("documentos")
    interest_name_files = Phrase("archivos")
