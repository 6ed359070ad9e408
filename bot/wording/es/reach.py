"""Whether alerts reach a chat, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ReachPhrases:
    """What a chat lacks, why it is paused, and what follows; ``why`` is a clause after a colon."""

    cannot_arrive = Phrase("Los avisos todavía no pueden llegar aquí.")
    not_a_member = Phrase("El bot mismo no es miembro de este servidor. Invítelo otra vez, con el permiso {scope}.")
    not_a_member_here = Phrase("El bot mismo no es miembro aquí. Agréguelo otra vez.")
    lacks_rights = Phrase("Aquí falta: {rights}. En cuanto el bot lo tenga, llegarán los avisos.")
    comes_plain = Phrase("Los avisos llegan aquí como texto simple, porque al bot le falta el permiso {right}.")
    comes_without_files = Phrase(
        "Los avisos llegan aquí sin archivos, con las listas largas escritas enteras, "
        "porque al bot le falta el permiso {right}."
    )

    right_view_channel = Phrase("Ver canal")
    right_send_messages = Phrase("Enviar mensajes")
    right_send_in_threads = Phrase("Enviar mensajes en hilos")
    right_create_posts = Phrase("Enviar mensajes (en un foro: Crear publicaciones)")
    right_connect = Phrase("Conectar")
    right_join_thread = Phrase("ser miembro de este hilo privado (mencione al bot aquí para agregarlo)")
    right_embed_links = Phrase("Insertar enlaces")
    right_attach_files = Phrase("Adjuntar archivos")
    right_post_messages = Phrase("Enviar mensajes (en un canal: Publicar mensajes)")
    right_send_files = Phrase("Enviar archivos")

    paused = Phrase("Este chat está en pausa: los avisos no le llegan.")
    paused_no_more = Phrase("Este chat ya no está en pausa.")
    paused_since = Phrase("En pausa desde el {since}: {why}.")
    was_paused_since = Phrase("Estaba en pausa desde el {since}: {why}.")
    tried_again = Phrase(
        "El próximo intento es el {time}, o con el primer comando que se dé aquí cuando ya no falte nada."
    )
    tried_now = Phrase(
        one="{count:,} aviso espera, y se intenta otra vez ahora.",
        other="{count:,} avisos esperan. El primero se intenta otra vez ahora, y si llega le siguen los demás.",
    )
    comes_back = Phrase("Los avisos siguen con el primer comando que se dé aquí cuando ya no falte nada.")
    no_alert_waits = Phrase("No espera ningún aviso.")
    alerts_wait = Phrase(one="{count:,} aviso espera.", other="{count:,} avisos esperan.")
    alerts_follow = Phrase(
        one="{count:,} aviso espera y llega ahora.", other="{count:,} avisos esperan y llegan ahora."
    )

    why_not_allowed = Phrase("el bot no tenía permiso para escribir aquí")
    why_blocked = Phrase("el bot fue bloqueado, o no puede escribir mensajes privados aquí")
    why_removed = Phrase("se quitó al bot de aquí")
    why_gone = Phrase("este chat fue eliminado, o el bot no pudo encontrarlo")
    why_closed = Phrase("este hilo o tema fue cerrado")
    why_wrong_kind = Phrase("nadie puede escribir mensajes en un canal de este tipo")
    why_paid = Phrase("este chat solo recibe mensajes pagados")
    why_unnamed = Phrase("la plataforma rechazó los mensajes aquí por un motivo que no dice")
