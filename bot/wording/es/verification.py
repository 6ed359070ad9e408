"""What deciding everything again came to, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class VerificationPhrases:
    """For operators, and for whoever was given a database."""

    cli_help_verify = Phrase(
        "Decide otra vez cada cambio que se avisó, a partir de los bytes guardados y en una base de datos nueva, "
        "y dice si cada uno sale igual.  La base de datos solo se lee.  "
        "Código de salida 0 si todos salen igual, 1 si no."
    )
    cli_short_verify = Phrase("Decide todo otra vez a partir de los bytes guardados, y compara.")
    cli_verifying = Phrase("Decidiendo otra vez")
    verified_same = Phrase("De {editions} ediciones, los {changes} cambios salen todos igual.")
    verified_otherwise = Phrase(
        one="De {editions} ediciones y {changes} cambios, {count:,} no sale igual: "
        "esta versión decide de otra forma, o la base de datos fue alterada.",
        other="De {editions} ediciones y {changes} cambios, {count:,} no salen igual: "
        "esta versión decide de otra forma, o la base de datos fue alterada.",
    )
    verified_not = Phrase(
        one="{count:,} de {editions} ediciones no está guardada tal como llegó, así que no se decidió nada otra vez.",
        other="{count:,} de {editions} ediciones no están guardadas tal como llegaron, "
        "así que no se decidió nada otra vez.",
    )
    verified_damaged = Phrase("Alterada: {edition}. Sus bytes no son los de SHA-256 {sha256}.")
    verified_absent = Phrase("Ausente: {edition}. Sus bytes, de SHA-256 {sha256}, no están guardados.")
    difference_of_fields = Phrase("Cambio {change}, {agency} ({state}), {edition}: {fields} sería distinto ahora.")
    difference_not_now = Phrase("Cambio {change}, {agency} ({state}), {edition}: se avisó, y ahora no se decide así.")
    difference_not_told = Phrase("{agency} ({state}), {edition}: “{reason}” ahora, y no se avisó.")
