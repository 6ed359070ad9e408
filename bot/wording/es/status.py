"""How the bot is, in Spanish: what ``287g-alerts status`` says."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class StatusPhrases:
    """One line each; the words of health stand alone."""

    cli_help_status = Phrase(
        "Dice cómo está el bot: cuándo se buscó y se vio la lista por última vez, qué está retenido, "
        "qué problemas hay y a quién no se puede llegar.  Solo lee, junto a un bot en marcha.\n\n"
        "Código de salida: 0 bien, 1 con problemas, 2 a ciegas o detenido."
    )
    cli_short_status = Phrase("Dice cómo está el bot, y termina con 0, 1 o 2.")
    status_healthy = Phrase("Bien")
    status_degraded = Phrase("Con problemas: algo estorba")
    status_blind = Phrase("A ciegas: hace una hora que no se ve la lista")
    status_stopped = Phrase("Detenido")
    status_version = Phrase("287g-alerts {version}, base de datos {path}")
    status_look_good = Phrase("{source}: {checked}")
    status_look_bad = Phrase("{source}: consultada el {time}; {said}")
    status_look_never = Phrase("Todavía no se ha consultado ninguna fuente.")
    status_list = Phrase(
        one="Lista de {list}: {count:,} acuerdo, de la edición {edition}, vista el {time}",
        other="Lista de {list}: {count:,} acuerdos, de la edición {edition}, vista el {time}",
    )
    status_list_unread = Phrase("Lista de {list}: nunca leída")
    status_list_expired = Phrase("Lista de {list}: ya no se publica desde el {time}")
    status_seen_other = Phrase(
        "Lista de {list}: {source} muestra ahora la edición {edition}, que todavía no se ha aceptado"
    )
    status_nothing_held = Phrase("Retenido: nada")
    status_held = Phrase("Retenido: retención {hold}, desde el {since}: {said}")
    status_nothing_in_the_way = Phrase("Problemas: ninguno")
    status_in_the_way = Phrase("Problema: {said}")
    status_chats = Phrase(
        one="Chats: {count:,} suscrito, {paused} en pausa", other="Chats: {count:,} suscritos, {paused} en pausa"
    )
    status_waiting = Phrase(
        one="{platform}: {count:,} mensaje espera para salir", other="{platform}: {count:,} mensajes esperan para salir"
    )
