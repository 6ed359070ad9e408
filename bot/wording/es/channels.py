"""Discord's channels, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ChannelPhrases:
    """What is said about channels, and of buttons that are somebody else's."""

    not_yours_title = Phrase("Estos botones no son suyos")
    not_yours = Phrase("Solo puede pulsarlos quien preguntó. Para tener los propios, pregunte usted: /help dice cómo.")
