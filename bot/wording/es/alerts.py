"""What a chat is told when the list changes, in Spanish.

An agreement "está en la lista de ICE" or "ya no está en la lista de ICE": the list does not say who ended it.
"""

from __future__ import annotations

from bot.wording.phrases import Phrase


class AlertPhrases:
    """Each event as it is told, and as it is taken back; each kind of change as it is counted."""

    alert_of_one = Phrase("{happened}.")
    alert_of = Phrase("{places}: {changes}.")
    alert_then = Phrase("{first} {rest}")
    summary_title = Phrase("Mientras este chat no recibía mensajes: {changes}")
    summary_of = Phrase(
        "Desde el {since} no se pudo enviar nada aquí. Esto es lo que cambió mientras tanto, todo junto:"
    )
    alert_more = Phrase(one="{count:,} cambio más.", other="{count:,} cambios más.")
    follows = Phrase("Porque este chat sigue {places} · /settings")
    follows_several = Phrase(
        one="Porque este chat sigue este {count} lugar · /settings",
        other="Porque este chat sigue estos {count} lugares · /settings",
    )
    follows_all = Phrase("Porque este chat sigue todos los estados · /settings")
    files_hint = Phrase("También como hoja de cálculo: /alerts archivos sí")
    brief_state_goes_on = Phrase("{state}, continuación: {agencies}")
    brief_groups = Phrase("{first}; {rest}")
    brief_each = Phrase("{agency}: {what}")
    brief_placed = Phrase("{agency} {place}")
    heading_of = Phrase("{heading}: {what}")
    several_areas = Phrase(one="{count} lugar", other="{count} lugares")
    several_states = Phrase(one="{count} estado", other="{count} estados")
    brief_state = Phrase("{state} ({count}): {agencies}")
    brief_state_with_one = Phrase("{state}: {agencies}")
    brief_line = Phrase("{what}: {agencies}")
    brief_series = Phrase("{first} · {rest}")
    brief_agency = Phrase("{agency} ({county})")
    brief_renewed = Phrase("{agency} (antes del {former})")
    brief_relabelled = Phrase("{agency} (en lugar de {former})")
    brief_again = Phrase("otra vez")
    brief_no_other = Phrase("ningún otro acuerdo")
    brief_stays = Phrase("sigue con {models}")
    brief_has_also = Phrase("tiene también {models}")
    heading_signed = Phrase("Nuevos en la lista de ICE ({count:,})")
    heading_ended = Phrase("Ya no están en la lista de ICE ({count:,})")
    heading_renewed = Phrase("Renovados ({count:,})")
    heading_relabelled = Phrase("Ahora con el nombre de otra agencia ({count:,})")
    heading_pending_listed = Phrase("Nuevos en la lista de pendientes ({count:,})")
    heading_pending_dropped = Phrase("Ya no están en la lista de pendientes ({count:,})")
    heading_moa_posted = Phrase("Acuerdo publicado ({count:,})")
    heading_moa_replaced = Phrase("Texto del acuerdo reemplazado ({count:,})")
    heading_addendum_posted = Phrase("Anexo publicado ({count:,})")
    heading_addendum_replaced = Phrase("Anexo reemplazado ({count:,})")
    heading_corrected = Phrase("Corregidos en la lista de ICE ({count:,})")

    signed = Phrase("{agency} {place} está en la lista de ICE")
    signed_again = Phrase("{agency} {place} está otra vez en la lista de ICE")
    signed_one_more = Phrase("{agency} {place} tiene un acuerdo más en la lista de ICE")
    signed_one_more_again = Phrase("{agency} {place} tiene un acuerdo que está otra vez en la lista de ICE")
    ended = Phrase("{agency} {place} ya no está en la lista de ICE")
    ended_one_of_several = Phrase("{agency} {place} tiene un acuerdo que ya no está en la lista de ICE")
    signed_several_more = Phrase(
        one="{agency} {place} tiene {count} acuerdo más en la lista de ICE",
        other="{agency} {place} tiene {count} acuerdos más en la lista de ICE",
    )
    signed_several_again = Phrase(
        one="{agency} {place} tiene {count} acuerdo que está otra vez en la lista de ICE",
        other="{agency} {place} tiene {count} acuerdos que están otra vez en la lista de ICE",
    )
    ended_several = Phrase(
        one="{agency} {place} tiene {count} acuerdo que ya no está en la lista de ICE",
        other="{agency} {place} tiene {count} acuerdos que ya no están en la lista de ICE",
    )
    pending_listed = Phrase("{agency} {place} está en la lista de acuerdos pendientes de ICE")
    pending_listed_again = Phrase("{agency} {place} está otra vez en la lista de acuerdos pendientes de ICE")
    pending_dropped = Phrase("{agency} {place} ya no está en la lista de acuerdos pendientes de ICE")
    renewed = Phrase("{agency} {place} renovó su acuerdo del {former}")
    relabelled = Phrase("{agency} {place} está ahora en la lista de ICE en lugar de {former}")
    pending_relabelled = Phrase(
        "{agency} {place} está ahora en la lista de acuerdos pendientes de ICE en lugar de {former}"
    )
    moa_posted = Phrase("{agency} {place} tiene su acuerdo publicado en la lista de ICE")
    moa_replaced = Phrase("{agency} {place} tiene otro texto de su acuerdo publicado en la lista de ICE")
    addendum_posted = Phrase("{agency} {place} tiene un anexo de su acuerdo publicado en la lista de ICE")
    addendum_replaced = Phrase("{agency} {place} tiene otro anexo de su acuerdo publicado en la lista de ICE")
    corrected = Phrase("{agency} {place} aparece de otra forma en la lista de ICE")

    no_other_agreement = Phrase("La agencia no tiene ningún otro acuerdo en la lista.")
    stays_with = Phrase("Sigue en la lista con: {models}.")
    has_also = Phrase("Tiene también: {models}.")
    same_agreement = Phrase("Es el mismo acuerdo; la lista no dice por qué tiene otro nombre.")

    number_signed = Phrase(
        one="{count:,} acuerdo nuevo en la lista de ICE",
        other="{count:,} acuerdos nuevos en la lista de ICE",
    )
    number_ended = Phrase(
        one="{count:,} acuerdo salió de la lista de ICE",
        other="{count:,} acuerdos salieron de la lista de ICE",
    )
    number_pending_listed = Phrase(
        one="{count:,} acuerdo nuevo en la lista de pendientes",
        other="{count:,} acuerdos nuevos en la lista de pendientes",
    )
    number_pending_dropped = Phrase(
        one="{count:,} acuerdo salió de la lista de pendientes",
        other="{count:,} acuerdos salieron de la lista de pendientes",
    )
    number_moa_posted = Phrase(
        one="{count:,} acuerdo publicado",
        other="{count:,} acuerdos publicados",
    )
    number_renewed = Phrase(one="{count:,} acuerdo renovado", other="{count:,} acuerdos renovados")
    number_relabelled = Phrase(
        one="{count:,} acuerdo con el nombre de otra agencia",
        other="{count:,} acuerdos con el nombre de otra agencia",
    )
    number_moa_replaced = Phrase(
        one="{count:,} acuerdo publicado con otro texto",
        other="{count:,} acuerdos publicados con otro texto",
    )
    number_addendum_posted = Phrase(one="{count:,} anexo publicado", other="{count:,} anexos publicados")
    number_addendum_replaced = Phrase(one="{count:,} anexo reemplazado", other="{count:,} anexos reemplazados")
    number_corrected = Phrase(one="{count:,} acuerdo corregido", other="{count:,} acuerdos corregidos")
    further_signed = Phrase(one="{count} nuevo en la lista de ICE", other="{count} nuevos en la lista de ICE")
    further_ended = Phrase(one="{count} salió de la lista de ICE", other="{count} salieron de la lista de ICE")
    further_pending_listed = Phrase(
        one="{count} nuevo en la lista de pendientes", other="{count} nuevos en la lista de pendientes"
    )
    further_pending_dropped = Phrase(
        one="{count} salió de la lista de pendientes", other="{count} salieron de la lista de pendientes"
    )
    further_moa_posted = Phrase(one="{count} acuerdo publicado", other="{count} acuerdos publicados")
    further_renewed = Phrase(one="{count} renovado", other="{count} renovados")
    further_relabelled = Phrase("{count} con el nombre de otra agencia")
    further_moa_replaced = Phrase(one="{count} publicado con otro texto", other="{count} publicados con otro texto")
    further_addendum_posted = Phrase(one="{count} anexo publicado", other="{count} anexos publicados")
    further_addendum_replaced = Phrase(one="{count} anexo reemplazado", other="{count} anexos reemplazados")
    further_corrected = Phrase(one="{count} corregido", other="{count} corregidos")
    kind_signed = Phrase("nuevo en la lista de ICE")
    kind_ended = Phrase("ya no está en la lista de ICE")
    kind_pending_listed = Phrase("nuevo en la lista de pendientes")
    kind_pending_dropped = Phrase("ya no está en la lista de pendientes")
    kind_moa_posted = Phrase("acuerdo publicado")
    kind_renewed = Phrase("renovado, antes del {former}")
    kind_relabelled = Phrase("ahora figura en lugar de {former}")
    kind_moa_replaced = Phrase("otro texto publicado")
    kind_addendum_posted = Phrase("anexo publicado")
    kind_addendum_replaced = Phrase("anexo reemplazado")
    kind_corrected = Phrase("corregido")


class CorrectionPhrases:
    """Each event as it is taken back where it was not so."""

    correction_of_one = Phrase("Corrección: nos equivocamos sobre {agency} {place}.")
    correction_title = Phrase(
        one="Corrección para {places}: nos equivocamos sobre {count:,} acuerdo.",
        other="Corrección para {places}: nos equivocamos sobre {count:,} acuerdos.",
    )
    correction_of = Phrase("Nuestro mensaje del {time} se equivocó en esto:")
    wrong_agency = Phrase("{agency} {place}")

    not_signed = Phrase(
        "Dijimos que está en la lista de ICE ({model}). "
        "Retiramos lo dicho: el acuerdo cuenta como incluido en la lista."
    )
    not_signed_again = Phrase(
        "Dijimos que está otra vez en la lista de ICE ({model}). "
        "Retiramos lo dicho: el acuerdo cuenta como incluido en la lista."
    )
    not_signed_one_more = Phrase(
        "Dijimos que tiene un acuerdo más en la lista de ICE ({model}). "
        "Retiramos lo dicho: el acuerdo cuenta como incluido en la lista."
    )
    not_signed_one_more_again = Phrase(
        "Dijimos que tiene un acuerdo que está otra vez en la lista de ICE ({model}). "
        "Retiramos lo dicho: el acuerdo cuenta como incluido en la lista."
    )
    not_ended = Phrase(
        "Dijimos que ya no está en la lista de ICE ({model}). "
        "Retiramos lo dicho: el acuerdo cuenta como incluido en la lista."
    )
    not_ended_one_of_several = Phrase(
        "Dijimos que tiene un acuerdo que ya no está en la lista de ICE ({model}). "
        "Retiramos lo dicho: el acuerdo cuenta como incluido en la lista."
    )
    not_pending_listed = Phrase(
        "Dijimos que está en la lista de acuerdos pendientes de ICE ({model}). "
        "Retiramos lo dicho: el acuerdo cuenta como incluido en la lista."
    )
    not_pending_listed_again = Phrase(
        "Dijimos que está otra vez en la lista de acuerdos pendientes de ICE ({model}). "
        "Retiramos lo dicho: el acuerdo cuenta como incluido en la lista."
    )
    not_pending_dropped = Phrase(
        "Dijimos que ya no está en la lista de acuerdos pendientes de ICE ({model}). "
        "Retiramos lo dicho: el acuerdo cuenta como incluido en la lista."
    )
    not_moa_posted = Phrase(
        "Dijimos que tiene su acuerdo publicado en la lista de ICE ({model}). "
        "Retiramos lo dicho: el acuerdo cuenta como incluido en la lista."
    )
    not_renewed = Phrase(
        "Dijimos que renovó su acuerdo ({model}). "
        "Retiramos lo dicho: la lista muestra otra vez la fecha de firma anterior."
    )
    not_relabelled = Phrase(
        "Dijimos que está en la lista de ICE en lugar de otra agencia ({model}). "
        "Retiramos lo dicho: el acuerdo cuenta como incluido en la lista con su nombre anterior."
    )
    not_pending_relabelled = Phrase(
        "Dijimos que está en la lista de acuerdos pendientes de ICE en lugar de otra agencia ({model}). "
        "Retiramos lo dicho: el acuerdo cuenta como incluido en la lista con su nombre anterior."
    )
    not_moa_replaced = Phrase(
        "Dijimos que tiene otro texto de su acuerdo publicado en la lista de ICE ({model}). "
        "Retiramos lo dicho: cuenta como publicado el texto anterior."
    )
    not_addendum_posted = Phrase(
        "Dijimos que tiene un anexo de su acuerdo publicado en la lista de ICE ({model}). "
        "Retiramos lo dicho: el acuerdo cuenta como incluido en la lista sin el anexo."
    )
    not_addendum_replaced = Phrase(
        "Dijimos que tiene otro anexo de su acuerdo publicado en la lista de ICE ({model}). "
        "Retiramos lo dicho: cuenta como publicado el anexo anterior."
    )
    not_corrected = Phrase(
        "Dijimos que aparece de otra forma en la lista de ICE ({model}). "
        "Retiramos lo dicho: el acuerdo cuenta como incluido en la lista."
    )
