"""What is written on a message that arrived earlier, once more is known, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class MarkPhrases:
    """A message that was wrong, and one that told of departures before they were confirmed."""

    corrected_label = Phrase("Corregido:")
    corrected_whole = Phrase("Esto no era así. Nuestra respuesta a este mensaje dice lo correcto.")
    corrected_in_part = Phrase(
        "Lo que está tachado no era así, aunque las cifras de aquí todavía lo cuentan. "
        "Nuestra respuesta a este mensaje dice lo correcto."
    )
    withdrawn_label = Phrase("Retirado:")
    withdrawn_since = Phrase("No era así: cuentan como incluidos en la lista.")
    confirmed_title = Phrase("Confirmadas: salidas de la lista de ICE en {places}")
    confirmed_text = Phrase(
        "Desde el {since} la lista no mostraba lo siguiente. Lo avisamos antes de que se confirmara; "
        "ahora está confirmado."
    )
    confirmed_in_part_title = Phrase("Confirmadas en parte: salidas de la lista de ICE en {places}")
    withdrawn_in_part_title = Phrase("Retiradas en parte: salidas de la lista de ICE en {places}")
    settled_in_part_text = Phrase(
        "Desde el {since} la lista no mostraba lo siguiente. Lo que está tachado no era así y cuenta como incluido "
        "en la lista; lo que está marcado como confirmado salió de la lista; lo demás todavía se está verificando."
    )
    agreement_confirmed = Phrase("{agreement} (confirmado)")
