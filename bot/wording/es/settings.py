"""How and when a chat is told, and how that is set, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class SettingsPhrases:
    """Each setting as it is: a sentence, and what to type to change it."""

    command_settings = Phrase("Cómo y cuándo se avisa en este chat: idioma, zona horaria, resúmenes, silencio")
    option_settings = Phrase("ajuste")
    option_settings_description = Phrase("Por ejemplo: avisos diario 8, o descanso 22-7; sin nada se muestran todos")

    settings = Phrase("Ajustes")
    setting_language = Phrase("Idioma: español. Para cambiarlo: /settings idioma en")
    setting_language_unset = Phrase(
        "Idioma: los avisos llegan en el de quien se suscribió primero y las respuestas en el de quien pregunta. "
        "Para tener todo en uno: /settings idioma es o /settings idioma en"
    )
    setting_timezone = Phrase(
        "Zona horaria: {zone}, donde ahora son las {clock}. Para cambiarla, por ejemplo: /settings zona Chicago"
    )
    setting_alerts_now = Phrase(
        "Avisos: enseguida. Para recibirlos juntos: /settings avisos diario 8 o /settings avisos semanal lunes 8"
    )
    setting_alerts_daily = Phrase(
        "Avisos: juntos, cada día a las {clock}. "
        "Para cambiarlo: /settings avisos ahora o /settings avisos semanal lunes 8"
    )
    setting_alerts_weekly = Phrase(
        "Avisos: juntos, cada {weekday} a las {clock}. "
        "Para cambiarlo: /settings avisos ahora o /settings avisos diario 8"
    )
    setting_quiet = Phrase(
        "Horas de silencio: de {start} a {end} no se envía nada aquí; llega después. "
        "Para quitarlas: /settings descanso no"
    )
    setting_quiet_off = Phrase("Horas de silencio: ninguna. Para tenerlas: /settings descanso 22-7")
    setting_silent = Phrase("Sonido: los avisos llegan sin sonido. Para cambiarlo: /settings sonido sí")
    setting_sound = Phrase("Sonido: los avisos llegan con sonido. Para recibirlos sin él: /settings sonido no")
    setting_all_clear = Phrase(
        "Aviso semanal: tras una semana sin novedades se avisa aquí, cada {weekday} a las {clock}. "
        "Para quitarlo: /settings calma no"
    )
    setting_all_clear_off = Phrase(
        "Aviso semanal: desactivado. Para que se avise aquí tras cada semana sin novedades: /settings calma sí"
    )
    setting_kinds = Phrase("Se avisa aquí de: {kinds}. Para cambiarlo: /alerts")
    setting_kinds_none = Phrase("No se avisa aquí de ningún tipo de novedad. Para cambiarlo: /alerts")
    setting_early_on = Phrase("Salidas que aún se están verificando: se avisan enseguida. Para quitarlo: /early no")
    setting_early_off = Phrase("Salidas que aún se están verificando: no se avisan. Para recibirlas: /early sí")
    settings_in_zone = Phrase("Las horas son las de {zone}. Para cambiar la zona, por ejemplo: /settings zona Chicago")

    alerts_follow_later = Phrase(
        one="{count:,} aviso espera y llegará a la hora ajustada en este chat: /settings",
        other="{count:,} avisos esperan y llegarán a la hora ajustada en este chat: /settings",
    )

    interest_documents_at_once = Phrase("textos de acuerdos y anexos, publicados o reemplazados, cada uno enseguida")
    interest_corrections = Phrase("lo que la lista de ICE corrige de un acuerdo")

    weekday_monday = Phrase("lunes")
    weekday_tuesday = Phrase("martes")
    weekday_wednesday = Phrase("miércoles")
    weekday_thursday = Phrase("jueves")
    weekday_friday = Phrase("viernes")
    weekday_saturday = Phrase("sábado")
    weekday_sunday = Phrase("domingo")

    problem_which_setting = Phrase(
        "¿Qué ajuste? Uno de estos: idioma, zona, avisos, descanso, sonido, calma. "
        "/settings sin nada más los muestra todos."
    )
    problem_which_language = Phrase("¿Qué idioma? /settings idioma es (español) o en (inglés)")
    problem_which_timezone = Phrase(
        "“{typed}” no es una zona horaria conocida. Parecidas: {near}. Por ejemplo: /settings zona hora del este"
    )
    problem_when_alerts = Phrase(
        "¿Cuándo? Por ejemplo: /settings avisos ahora, /settings avisos diario 8 o /settings avisos semanal lunes 8pm"
    )
    problem_which_hours = Phrase("¿Qué horas? Por ejemplo: /settings descanso 22-7, o bien: /settings descanso no")
    problem_which_sound = Phrase("¿Sí o no? /settings sonido sí o /settings sonido no")
    problem_when_all_clear = Phrase("¿Sí o no, y cuándo? Por ejemplo: /settings calma sí o /settings calma sí lunes 9")
    problem_settings_without_subscription = Phrase(
        "Este chat aún no sigue ningún estado; por ahora solo se pueden ajustar el idioma y la zona horaria. "
        "Primero, por ejemplo: /subscribe VA MD"
    )
