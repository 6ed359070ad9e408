"""How sure a change is, and what it rests on, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class CertaintyPhrases:
    """Doubts as they are told with a change, and the answer to what a change rests on."""

    doubtful_new = Phrase("No estamos seguros de esto: puede ser {agency}, escrita de otra forma.")
    doubtful_gone = Phrase(
        "No estamos seguros de esto: {agency}, que está en la lista, puede ser la misma, escrita de otra forma."
    )
    doubtful_same = Phrase("No estamos seguros de que sea el mismo acuerdo que antes.")

    explain_title = Phrase("Cambio {change}: cómo se decidió")
    explain_happened = Phrase("{date}: {happened}")
    explain_level = Phrase("Certeza: {level}. {meaning}")
    level_plain = Phrase("clara")
    level_decided = Phrase("decidida")
    level_doubtful = Phrase("dudosa")
    meaning_plain = Phrase("Un dato más o menos no cambiaría nada.")
    meaning_decided = Phrase("Una regla eligió entre varias lecturas.")
    meaning_decided_held = Phrase("Primero quedó retenido, hasta que se confirmó o lo decidió un operador.")
    meaning_doubtful = Phrase("Un poco más o menos lo convertiría en otra cosa.")
    level_unknown = Phrase("Certeza: no se conserva, porque esto se decidió antes de que el bot la guardara.")
    explain_reason = Phrase("Regla: {reason}. {meaning}")

    reason_new_row = Phrase("La fila no podía referirse a ningún acuerdo conocido.")
    reason_came_back = Phrase("Un acuerdo que había salido de la lista está otra vez en ella.")
    reason_no_counterpart = Phrase("Ninguna fila de la edición podía referirse a él.")
    reason_respelt = Phrase("La misma agencia, escrita de otra forma.")
    reason_renamed = Phrase("Otro nombre, pero coinciden la fecha, el modelo y el lugar.")
    reason_signed_anew = Phrase(
        "La misma agencia y el mismo modelo con una firma posterior, cuyo texto no es el anterior."
    )
    reason_other_link = Phrase("Otro enlace que antes, a otro archivo.")
    reason_moved_state = Phrase("El mismo acuerdo, que figura en otro estado.")
    reason_model_corrected = Phrase("La misma agencia y la misma fecha, con otro modelo.")
    reason_date_corrected = Phrase("El mismo acuerdo, con otra fecha de firma.")
    reason_county_corrected = Phrase("El mismo acuerdo, con otro condado.")
    reason_listed_twice = Phrase("Desapareció una de dos filas del mismo acuerdo.")
    reason_first_link = Phrase("El primer enlace al texto del acuerdo.")
    reason_now_signed = Phrase("Salió de la lista de pendientes porque se firmó.")
    reason_retracted = Phrase("Un operador retiró una salida.")

    explain_edition = Phrase("Se sabe por la {edition}.")
    explain_edition_before = Phrase("Antes de ella: la {edition}.")
    explain_found = Phrase("Encontrada en: {url}")
    explain_digest = Phrase("SHA-256: {sha256}")
    explain_row = Phrase("La fila {row} dice:")
    explain_row_of_sheet = Phrase("La fila {row} de la hoja {sheet} dice:")
    explain_cell = Phrase("  {heading}: {text}")
    explain_cell_unnamed = Phrase("  {text}")
    explain_no_row = Phrase("Este acuerdo no aparece en ninguna de sus filas.")
    explain_no_bytes = Phrase(
        "Sus bytes no están guardados tal como llegaron, o no se pueden leer, así que no se muestra su fila."
    )
    explain_in_row = Phrase("Está en la fila {row}.")
    explain_in_row_of_sheet = Phrase("Está en la fila {row} de la hoja {sheet}.")

    explain_evidence = Phrase("{points} puntos indican que la fila es el acuerdo que ya se conocía (bastan {enough}):")
    explain_evidence_by_name = Phrase(
        "La fila tiene el nombre, el estado y el modelo de la agencia, lo que basta. También se pesó:"
    )
    explain_no_evidence = Phrase("Nada más se le parecía.")
    explain_considered = Phrase("También se consideró (habrían bastado {enough} puntos):")
    explain_other = Phrase("{agency} ({what}): {outcome}.")
    explain_points = Phrase("  {kind}: {points}")
    explain_points_of_name = Phrase("  {kind} ({likeness}): {points}")
    other_too_few = Phrase("{points} puntos, muy pocos")
    other_taken = Phrase("{points} puntos, pero es un acuerdo distinto")
    other_less = Phrase("{points} puntos, menos que lo elegido")
    other_excluded = Phrase("nunca el mismo, porque los números de los nombres son distintos")
    other_row = Phrase("fila {row}, {what}")

    points_name = Phrase("nombre")
    points_date = Phrase("fecha de firma")
    points_county = Phrase("condado")
    points_link = Phrase("enlace a su texto")
    points_model = Phrase("tipo de modelo")
    points_state = Phrase("estado")
    alike_same = Phrase("las mismas palabras")
    alike_typo = Phrase("letras equivocadas")
    alike_words = Phrase("otras palabras que no distinguen")
    alike_part = Phrase("uno es parte del otro")
    alike_related = Phrase("la palabra que distingue se parece a la otra")
    alike_office = Phrase("el mismo lugar, otro tipo de oficina")
    alike_twin = Phrase("una palabra que distingue de más o de menos")
    alike_other = Phrase("otras palabras que distinguen")
    alike_number = Phrase("otros números")

    explain_hold = Phrase("Esperó en la retención {hold}, desde el {since}: {detail}.")
