"""Discord's channels, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ChannelPhrases:
    """What is said about channels, and of buttons that are somebody else's."""

    not_yours_title = Phrase("These buttons are not yours")
    not_yours = Phrase("Only the person who asked can press them. To get your own, ask for yourself: /help says how.")
