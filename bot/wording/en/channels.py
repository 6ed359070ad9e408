"""Discord's channels, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ChannelPhrases:
    """What is said about channels, and of buttons that are somebody else's."""

    not_yours_title = Phrase("These buttons are not yours")
    not_yours = Phrase("Only the person who asked can press them. To get your own, ask for yourself: /help says how.")

    channel_option = Phrase("channel")
    channel_option_description = Phrase("The channel that this is about; leave out for this one")


class NamePhrases:
    """What each command is called: without accents, which Telegram does not take."""

    called_subscribe = Phrase("subscribe")
    called_unsubscribe = Phrase("unsubscribe")
    called_subscriptions = Phrase("subscriptions")
    called_alerts = Phrase("alerts")
    called_settings = Phrase("settings")
    called_early = Phrase("early")
    called_state = Phrase("state")
    called_changes = Phrase("changes")
    called_agency = Phrase("agency")
    called_status = Phrase("status")
    called_test = Phrase("test")
    called_explain = Phrase("explain")
    called_privacy = Phrase("privacy")
    called_help = Phrase("help")
