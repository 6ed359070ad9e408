"""What a chat is told in one message instead of many, and that nothing happened, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class DigestPhrases:
    """A digest, what waited for the end of quiet hours, and the weekly all-clear."""

    local_time = Phrase("{day}, {clock} (hora de {city})")
    digest_of = Phrase("Lo que cambió desde el {since}, en un solo mensaje:")
    quiet_of = Phrase("Lo que llegó durante las horas de silencio, desde el {since}, en un solo mensaje:")
    digest_passing_title = Phrase(
        one="{places}: {count:,} acuerdo entró y salió de la lista de ICE y todo sigue como antes.",
        other="{places}: {count:,} acuerdos entraron y salieron de la lista de ICE y todo sigue como antes.",
    )
    heading_passing = Phrase("Entradas y salidas de la lista de ICE que dejaron todo como antes ({count:,})")
    came_and_left = Phrase("{agency} {place}, {model}: apareció el {first} y ya no estaba el {last}")
    left_and_back = Phrase("{agency} {place}, {model}: salió el {first} y volvió el {last}")
    pending_came_and_left = Phrase(
        "{agency} {place}, {model}: apareció en la lista de pendientes el {first} y ya no estaba el {last}"
    )
    pending_left_and_back = Phrase(
        "{agency} {place}, {model}: dejó la lista de pendientes el {first} y volvió a ella el {last}"
    )
    digest_totals = Phrase("En la lista de ICE, de lo que sigue este chat, hay ahora: {agreements} de {agencies}.")
    corrected_before = Phrase("Antes: {corrections}.")

    all_clear_title = Phrase("Sin novedades en la lista de ICE: {places}")
    all_clear_text = Phrase(
        "Nada de lo que sigue este chat ha cambiado desde el {since}. "
        "La lista de ICE se revisó por última vez el {checked}."
    )
    checking_title = Phrase("Nada seguro en la lista de ICE: {places}")
    checking_text = Phrase(
        "Aquí no se ha avisado de nada desde el {since}. Algo en la lista de ICE, revisada por última vez el "
        "{checked}, puede ser un error y aún se está verificando; /state dice qué es."
    )
    unseen_title = Phrase("No se puede leer la lista de ICE: {places}")
    unseen_text = Phrase(
        "Aquí no se ha avisado de nada desde el {since}, pero la lista de ICE solo se pudo leer hasta el {checked}. "
        "Aún no se sabe qué ha cambiado desde entonces."
    )
    never_seen_text = Phrase(
        "Aquí no se ha avisado de nada desde el {since}, porque la lista de ICE no se pudo leer en ningún momento."
    )
    all_states = Phrase("todos los estados")
