"""Discord's channels, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ChannelPhrases:
    """What is said about channels, and of buttons that are somebody else's."""

    not_yours_title = Phrase("Estos botones no son suyos")
    not_yours = Phrase("Solo puede pulsarlos quien preguntó. Para tener los propios, pregunte usted: /help dice cómo.")

    channel_option = Phrase("canal")
    channel_option_description = Phrase("El canal del que se trata; sin él, este mismo")


class NamePhrases:
    """What each command is called: without accents, which Telegram does not take."""

    called_subscribe = Phrase("suscribir")
    called_unsubscribe = Phrase("cancelar")
    called_subscriptions = Phrase("suscripciones")
    called_alerts = Phrase("avisos")
    called_settings = Phrase("ajustes")
    called_early = Phrase("anticipados")
    called_state = Phrase("estado")
    called_changes = Phrase("cambios")
    called_agency = Phrase("agencia")
    called_status = Phrase("situacion")
    called_test = Phrase("prueba")
    called_explain = Phrase("explicar")
    called_privacy = Phrase("privacidad")
    called_help = Phrase("ayuda")
