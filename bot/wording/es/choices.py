"""What can be set, in short: a line each on one screen, and what can be chosen, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ChoicePhrases:
    """``topic_`` stands on a button, ``brief_`` says how it is set now, ``choice_`` can be chosen."""

    language_itself = Phrase("Español")

    settings_how = Phrase("Para cambiar uno, elíjalo aquí abajo o escríbalo, por ejemplo: /settings descanso 22-7")
    settings_prompt = Phrase("Cambiar")

    topic_language = Phrase("Idioma")
    topic_timezone = Phrase("Zona horaria")
    topic_alerts = Phrase("Cuándo llegan avisos")
    topic_quiet = Phrase("Horas de silencio")
    topic_silent = Phrase("Sonido")
    topic_allclear = Phrase("Aviso semanal")
    topic_kinds = Phrase("Tipos de noticias")
    topic_models = Phrase("Modelos")
    topic_statewide = Phrase("Agencias estatales")
    topic_early = Phrase("Avisos anticipados")
    topic_files = Phrase("Archivos")
    topic_mention = Phrase("A quién se menciona")
    topic_publish = Phrase("Publicación")

    brief_language = Phrase("Idioma: español")
    brief_language_unset = Phrase("Idioma: el de quien pregunta")
    brief_timezone = Phrase("Zona horaria: {zone} (ahora {clock})")
    brief_alerts_now = Phrase("Avisos: enseguida")
    brief_alerts_daily = Phrase("Avisos: juntos, cada día a las {clock}")
    brief_alerts_weekly = Phrase("Avisos: juntos, cada {weekday} a las {clock}")
    brief_quiet = Phrase("Horas de silencio: {start}-{end}")
    brief_quiet_off = Phrase("Horas de silencio: ninguna")
    brief_silent = Phrase("Sonido: no")
    brief_sound = Phrase("Sonido: sí")
    brief_all_clear = Phrase("Aviso semanal sin novedades: cada {weekday} a las {clock}")
    brief_all_clear_off = Phrase("Aviso semanal sin novedades: no")
    brief_kinds = Phrase("Se avisa de: {kinds}")
    brief_kinds_none = Phrase("Se avisa de: ningún tipo de noticia")
    brief_models_all = Phrase("Modelos: todos")
    brief_models_without = Phrase("Modelos: todos menos {models}")
    brief_statewide_on = Phrase("Agencias estatales: se avisa también a quien sigue un condado")
    brief_statewide_off = Phrase("Agencias estatales: no se avisa a quien sigue un condado")
    brief_early_on = Phrase("Avisos anticipados: sí")
    brief_early_in_vain = Phrase("Avisos anticipados: sí, pero no se avisa de las salidas")
    brief_early_off = Phrase("Avisos anticipados: no")
    brief_files_on = Phrase("Archivos con los avisos largos: sí")
    brief_files_off = Phrase("Archivos con los avisos largos: no")
    brief_mention = Phrase("Se menciona con cada aviso: un rol")
    brief_mention_unheard = Phrase("Se menciona con cada aviso: un rol, pero no recibe notificación")
    brief_mention_nobody = Phrase("Se menciona con cada aviso: a nadie")
    brief_publish_on = Phrase("Se publica en los canales que siguen a este: sí")
    brief_publish_off = Phrase("Se publica en los canales que siguen a este: no")

    setting_models_all = Phrase(
        "Modelos: se avisa de todos. Para dejar uno fuera: /settings modelos grupo de trabajo no"
    )
    setting_models_without = Phrase(
        "Modelos: no se avisa de {models}. Para recibir todos: /settings modelos todos. "
        "De los modelos que no son ninguno de los cuatro conocidos se avisa siempre."
    )
    setting_statewide_on = Phrase(
        "Agencias estatales: quien sigue aquí un condado recibe también avisos de las agencias de su estado cuyo "
        "condado no figura en la lista, como la policía estatal. Para no recibirlos: /settings estatales no"
    )
    setting_statewide_off = Phrase(
        "Agencias estatales: no. A quien sigue solo condados no se le avisa de las agencias cuyo condado no figura en "
        "la lista. Para recibir esos avisos: /settings estatales sí"
    )
    setting_files_on = Phrase(
        "Archivos: con cada aviso largo llega una hoja de cálculo. Para quitarla: /settings archivos no. "
        "El texto lo nombra todo de todos modos."
    )
    setting_files_off = Phrase(
        "Archivos: ninguno. Para recibir una hoja de cálculo con cada aviso largo: /settings archivos sí. "
        "El texto lo nombra todo de todos modos."
    )
    setting_mention = Phrase(
        "Mención: cada aviso notifica al rol con el número {role}. Para no notificar a nadie: /settings mención no"
    )
    mention_unheard = Phrase(
        "Mención: los avisos muestran aquí el rol elegido, pero no notifican a nadie: permita que cualquiera mencione "
        "ese rol (configuración del servidor, Roles), o dé al bot el permiso “Mencionar @everyone, @here y todos los "
        "roles”."
    )
    setting_mention_nobody = Phrase(
        "Mención: los avisos no notifican a nadie por su nombre. Para notificar a un rol: /settings mención y el rol, "
        "escrito con @ como en un mensaje"
    )
    setting_publish_on = Phrase(
        "Publicación: lo que llega a este canal de anuncios se publica en los canales que lo siguen, hasta diez veces "
        "por hora. Para dejarlo: /settings publicar no"
    )
    setting_publish_off = Phrase(
        "Publicación: no. En un canal de anuncios, para publicar los avisos en los canales que lo siguen: "
        "/settings publicar sí"
    )

    choice_now = Phrase("Enseguida")
    choice_daily = Phrase("Cada día")
    choice_weekly = Phrase("Cada semana")
    choice_hour_prompt = Phrase("¿A qué hora?")
    choice_day_prompt = Phrase("¿Qué día?")
    choice_zone_prompt = Phrase("Zona horaria")
    choice_hours_prompt = Phrase("¿De qué hora a qué hora?")
    choice_kinds_prompt = Phrase("Activar o desactivar")
    choice_models_prompt = Phrase("Activar o desactivar")
    choice_none = Phrase("Ninguna")
    choice_nobody = Phrase("A nadie")
    choice_with_sound = Phrase("Con sonido")
    choice_without_sound = Phrase("Sin sonido")
    choice_hours = Phrase("{start}-{end}")

    zone_eastern = Phrase("Este (Nueva York)")
    zone_central = Phrase("Centro (Chicago)")
    zone_mountain = Phrase("Montaña (Denver)")
    zone_arizona = Phrase("Arizona (ciudad de Phoenix)")
    zone_pacific = Phrase("Pacífico (Los Ángeles)")
    zone_alaska = Phrase("Alaska (ciudad de Anchorage)")
    zone_hawaii = Phrase("Hawái (Honolulú)")
    zone_atlantic = Phrase("Puerto Rico (ciudad de San Juan)")
    zone_chamorro = Phrase("Isla de Guam")
    zone_utc = Phrase("Hora universal (UTC)")

    kind_signings = Phrase("Acuerdos nuevos")
    kind_departures = Phrase("Salidas")
    kind_renewals = Phrase("Renovaciones")
    kind_relabellings = Phrase("Con otra agencia")
    kind_pending = Phrase("Lista de pendientes")
    kind_documents = Phrase("Textos, una vez al día")
    kind_documents_at_once = Phrase("Textos, enseguida")
    kind_corrections = Phrase("Correcciones de ICE")
    kind_files = Phrase("Archivos")

    problem_which_models = Phrase(
        "¿Qué modelo, sí o no? Por ejemplo: /settings modelos grupo de trabajo no, /settings modelos solo cárceles, "
        "órdenes o /settings modelos todos. Tiene que quedar al menos uno."
    )
    problem_which_switch = Phrase("¿Sí o no? Por ejemplo: /settings {topic} sí")
    problem_which_role = Phrase("¿Qué rol? /settings mención y el rol, escrito con @, o bien: /settings mención no")
    problem_only_on_discord = Phrase("Eso solo se puede ajustar en Discord.")
    problem_too_many_areas = Phrase(
        "Un chat puede seguir {most} lugares como máximo, y este llegaría a {count}. "
        "Siga un estado entero en lugar de sus condados, o termine antes alguno: /subscriptions"
    )
