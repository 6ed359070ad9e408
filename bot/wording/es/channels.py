"""Discord's channels, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ChannelPhrases:
    """What is said about channels, and of buttons that are somebody else's."""

    not_yours_title = Phrase("Estos botones no son suyos")
    not_yours = Phrase("Solo puede pulsarlos quien preguntó. Para tener los propios, pregunte usted: /help dice cómo.")

    channel_option = Phrase("canal")
    channel_option_description = Phrase("El canal del que se trata; sin él, este mismo")


class PostPhrases:
    """The posts of a forum, and why there are none."""

    post_title = Phrase("287(g): {place}")
    post_first = Phrase("Lo que cambia en la lista oficial de ICE en {place} llega aquí por sí solo.")
    post_follows = Phrase("Qué lugares sigue esta publicación: /subscriptions. Cómo llegan los avisos: /settings.")
    post_made = Phrase("Se creó una publicación: {post}")
    post_there = Phrase("Los avisos llegan a la publicación que ya existe: {post}")
    posts_left = Phrase("No se hizo: {areas}.")

    problem_forum_itself = Phrase(
        "Un foro en sí no recibe avisos: elija como canal una de sus publicaciones, o haga crear una con "
        "/subscribe Texas y el foro como canal."
    )
    problem_forum_without_bot = Phrase(
        "El bot mismo no es miembro de este servidor, así que no puede crear publicaciones: invítelo otra vez, con el "
        "permiso bot."
    )
    problem_forum_rights = Phrase(
        "El bot no puede crear publicaciones en este foro: en la configuración del foro, Permisos, dele {rights}."
    )
    problem_forum_wants_tag = Phrase(
        "Este foro exige una etiqueta en cada publicación, y el bot no elige ninguna: desactívelo en la configuración "
        "del foro, o cree una publicación a mano y dé /subscribe en ella."
    )
    problem_forum_full = Phrase(
        "Discord no permite más publicaciones e hilos abiertos en este servidor: cierre algunos e inténtelo otra vez."
    )
    problem_forum_later = Phrase(
        "Discord no acepta publicaciones nuevas en este foro en este momento: inténtelo otra vez en unos minutos."
    )
    problem_forum_unsure = Phrase(
        "Discord no dijo si creó la publicación: inténtelo otra vez, y si quedó una vacía, elimínela."
    )
    problem_forum_refused = Phrase(
        "Discord rechazó la publicación y no dice por qué: cree una a mano y dé /subscribe en ella."
    )
    problem_too_many_posts = Phrase(
        "Serían {count} publicaciones, una por cada estado, y un comando crea {most} como máximo: "
        "indique menos estados."
    )


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
