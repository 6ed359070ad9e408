"""What is said of editions and holds, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class EditionPhrases:
    """Editions and holds: for operators, and for readers of a state that is held."""

    hold_wrong_list = Phrase("enlazada como lista de {linked_as}, pero con las columnas de la lista de {list}")
    hold_older_edition = Phrase("anterior a la última edición aceptada")
    hold_truncated = Phrase("faltan a la vez {missing} de {listed} acuerdos")
    hold_unreadable = Phrase("no se entiende el estado o el tipo de acuerdo de {unread} de {rows} filas")
    hold_mass_departure = Phrase("a {missing} de {listed} agencias en {state} les faltan acuerdos a la vez")
    hold_mass_redating = Phrase(
        "{dates} de {dated} fechas de firma son otras que antes o no se pueden leer; se conservan las conocidas"
    )
    hold_mass_redating_of_state = Phrase(
        "{dates} de {dated} fechas de firma en {state} son otras que antes; se conservan las conocidas"
    )
    hold_mass_counties = Phrase("{changed} de {known} condados son otros que antes; se conservan los conocidos")
    hold_mass_counties_of_state = Phrase(
        "{changed} de {known} condados en {state} son otros que antes; se conservan los conocidos"
    )
    hold_mass_renaming = Phrase("{changed} de {listed} acuerdos figuran a la vez con el nombre de otra agencia")
    hold_mass_renaming_of_state = Phrase(
        "{changed} de {listed} acuerdos en {state} figuran a la vez con el nombre de otra agencia"
    )
    hold_mass_remodelling = Phrase("{changed} de {listed} acuerdos tienen a la vez otro modelo")
    hold_mass_remodelling_of_state = Phrase("{changed} de {listed} acuerdos en {state} tienen a la vez otro modelo")
    hold_mass_moving = Phrase("{changed} de {listed} acuerdos figuran a la vez en otro estado")
    hold_mass_moving_of_state = Phrase("{changed} de {listed} acuerdos en {state} figuran a la vez en otro estado")
    hold_mass_unlinking = Phrase("faltan {missing} de {linked} enlaces a acuerdos; se conservan los conocidos")
    came_right = Phrase("la lista muestra otra vez lo que ya se había aceptado")
