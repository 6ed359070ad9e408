# ruff: noqa: INP001  its package is made with the other phrases
"""How and when a chat is told, and how that is set, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class SettingsPhrases:
    """Each setting as it is: a sentence, and what to type to change it."""

    command_settings = Phrase("Cómo y cuándo se avisa en este chat: idioma, zona horaria, resúmenes, silencio")
    option_settings = Phrase("ajuste")
    option_settings_description = Phrase("Por ejemplo: alerts daily 8, o quiet 22-7; sin nada se muestran todos")

    settings = Phrase("Ajustes")
    setting_language = Phrase("Idioma: español. Para cambiarlo: /settings language en")
    setting_language_unset = Phrase(
        "Idioma: las alertas llegan en el de quien se suscribió primero y las respuestas en el de quien pregunta. "
        "Para tener todo en uno: /settings language es o /settings language en"
    )
    setting_timezone = Phrase(
        "Zona horaria: {zone}, donde ahora son las {clock}. Para cambiarla, por ejemplo: /settings timezone Chicago"
    )
    setting_alerts_now = Phrase(
        "Alertas: al momento. Para recibirlas juntas: /settings alerts daily 8 o /settings alerts weekly monday 8"
    )
    setting_alerts_daily = Phrase(
        "Alertas: juntas, cada día a las {clock}. "
        "Para cambiarlo: /settings alerts now o /settings alerts weekly monday 8"
    )
    setting_alerts_weekly = Phrase(
        "Alertas: juntas, cada {weekday} a las {clock}. Para cambiarlo: /settings alerts now o /settings alerts daily 8"
    )
    setting_quiet = Phrase(
        "Horas de silencio: de {start} a {end} no se envía nada aquí; llega después. "
        "Para quitarlas: /settings quiet off"
    )
    setting_quiet_off = Phrase("Horas de silencio: ninguna. Para tenerlas: /settings quiet 22-7")
    setting_silent = Phrase("Sonido: las alertas llegan sin sonido. Para cambiarlo: /settings silent off")
    setting_sound = Phrase("Sonido: las alertas llegan con sonido. Para recibirlas sin él: /settings silent on")
    setting_all_clear = Phrase(
        "Aviso semanal: tras una semana sin novedades se avisa aquí, cada {weekday} a las {clock}. "
        "Para quitarlo: /settings allclear off"
    )
    setting_all_clear_off = Phrase(
        "Aviso semanal: desactivado. Para que se avise aquí tras cada semana sin novedades: /settings allclear on"
    )
    setting_kinds = Phrase("Se avisa aquí de: {kinds}. Para cambiarlo: /alerts")
    setting_kinds_none = Phrase("No se avisa aquí de ningún tipo de novedad. Para cambiarlo: /alerts")
    setting_early_on = Phrase("Salidas que aún se están comprobando: se avisan al momento. Para quitarlo: /early off")
    setting_early_off = Phrase("Salidas que aún se están comprobando: no se avisan. Para recibirlas: /early on")
    settings_in_zone = Phrase(
        "Las horas son las de {zone}. Para cambiar la zona, por ejemplo: /settings timezone Chicago"
    )

    alerts_follow_later = Phrase(
        one="{count:,} alerta espera y llegará a la hora ajustada en este chat: /settings",
        other="{count:,} alertas esperan y llegarán a la hora ajustada en este chat: /settings",
    )

    interest_documents_at_once = Phrase("textos de acuerdos y anexos, publicados o sustituidos, cada uno al momento")
    interest_corrections = Phrase("lo que la lista de ICE corrige de un acuerdo")

    weekday_monday = Phrase("lunes")
    weekday_tuesday = Phrase("martes")
    weekday_wednesday = Phrase("miércoles")
    weekday_thursday = Phrase("jueves")
    weekday_friday = Phrase("viernes")
    weekday_saturday = Phrase("sábado")
    weekday_sunday = Phrase("domingo")

    problem_which_setting = Phrase(
        "¿Qué ajuste? Uno de estos: language, timezone, alerts, quiet, silent, allclear. "
        "/settings sin nada más los muestra todos."
    )
    problem_which_language = Phrase("¿Qué idioma? /settings language es (español) o en (inglés)")
    problem_which_timezone = Phrase(
        "“{typed}” no es una zona horaria conocida. Parecidas: {near}. Por ejemplo: /settings timezone hora del este"
    )
    problem_when_alerts = Phrase(
        "¿Cuándo? Por ejemplo: /settings alerts now, /settings alerts daily 8 o /settings alerts weekly monday 8pm"
    )
    problem_which_hours = Phrase("¿Qué horas? Por ejemplo: /settings quiet 22-7, o bien: /settings quiet off")
    problem_which_sound = Phrase("¿Sí o no? /settings silent on o /settings silent off")
    problem_when_all_clear = Phrase(
        "¿Sí o no, y cuándo? Por ejemplo: /settings allclear on o /settings allclear on monday 9"
    )
    problem_settings_without_subscription = Phrase(
        "Este chat aún no sigue ningún estado; por ahora solo se pueden ajustar el idioma y la zona horaria. "
        "Primero, por ejemplo: /subscribe VA MD"
    )
