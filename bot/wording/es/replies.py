"""What a chat is answered, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ReplyPhrases:
    """Answers about a state, about the bot and about a chat's subscriptions."""

    state_title = Phrase("Acuerdos 287(g) en {state}")
    state_without = Phrase("Ninguna agencia en {state} está en la lista de acuerdos 287(g) de ICE.")
    county_title = Phrase("Acuerdos 287(g) en {place}")
    county_without = Phrase("Ninguna agencia en {place} está en la lista de acuerdos 287(g) de ICE.")
    county_listed_heading = Phrase("En la lista de ICE ({count:,})")
    county_pending_heading = Phrase("En la lista de ICE de acuerdos pendientes ({count:,})")
    county_unplaced = Phrase(
        one="Aparte: {count:,} agencia en {state} cuyo condado no dice la lista, como la policía estatal.",
        other="Aparte: {count:,} agencias en {state} cuyo condado no dice la lista, como la policía estatal.",
    )
    county_of_state = Phrase(
        one="En todo el estado ({state}): {count:,} agencia. Véase /state {code}",
        other="En todo el estado ({state}): {count:,} agencias. Véanse con /state {code}",
    )
    state_totals = Phrase("{agreements} de {agencies}: {models}.")
    agreements_counted = Phrase(one="{count:,} acuerdo", other="{count:,} acuerdos")
    agencies_counted = Phrase(one="{count:,} agencia", other="{count:,} agencias")
    model_counted = Phrase("{number} con {model}")
    pending_total = Phrase(
        one="Pendiente: {count:,} acuerdo en la lista de acuerdos pendientes de ICE.",
        other="Pendientes: {count:,} acuerdos en la lista de acuerdos pendientes de ICE.",
    )
    agency_with = Phrase("{agency}: {agreements}")
    agency_of_county_with = Phrase("{agency} ({county}): {agreements}")
    listed_heading = Phrase("En la lista de ICE en {state} ({count:,})")
    pending_heading = Phrase("En la lista de ICE de acuerdos pendientes en {state} ({count:,})")
    listed_short = Phrase("{agency}: {marks}")
    short_link = Phrase("(PDF)")
    shortly_linked = Phrase("{agreement} {link}")
    more_agreements = Phrase("{first}; {rest}")
    no_edition_yet = Phrase(
        "Todavía no se ha leído ninguna edición de la lista de ICE. Vuelva a preguntar dentro de poco."
    )
    state_maybe = Phrase("Quizá también aquí: {agency} ({model}). ICE escribe su estado como “{printed}”.")
    being_checked = Phrase(
        "Se está verificando desde el {since}: {said}. Hasta que se aclare, aquí figuran como si siguieran en la lista."
    )
    being_checked_whole = Phrase(
        "Se está verificando desde el {since}: {said}. "
        "Hasta que se aclare, esto muestra la última edición que se aceptó."
    )
    pending_being_checked = Phrase("La lista de pendientes se está verificando desde el {since}: {said}.")
    pending_last_published = Phrase("ICE publicó por última vez una lista de acuerdos pendientes el {date}.")
    pending_source = Phrase("Los acuerdos pendientes son los de la edición {edition}, vista el {time}.")
    list_unreadable = Phrase(
        "La lista de ICE no se puede leer desde el {since}. Esto muestra la última edición que se leyó; "
        "no se sabe qué ha cambiado desde entonces."
    )

    which_change = Phrase("¿Qué cambio?")
    did_not_work = Phrase("No funcionó")
    went_wrong = Phrase("Algo falló aquí, y quedó anotado. Inténtelo otra vez en un minuto.")

    answered_already = Phrase("Ya se respondió")
    see_above = Phrase("Lo mismo se preguntó aquí hace un momento: vea más arriba.")
    too_much_asked = Phrase(
        one="Esto no se hizo: aquí se da {count} respuesta por minuto. Inténtelo otra vez en un minuto.",
        other="Esto no se hizo: aquí se dan {count} respuestas por minuto. Inténtelo otra vez en un minuto.",
    )

    help_title = Phrase("Avisos 287(g)")
    help_purpose = Phrase(
        "Este bot vigila la lista pública de acuerdos 287(g) de ICE, con los que policías locales y sheriffs aplican "
        "leyes de inmigración, y avisa a este chat cuando una agencia de sus estados entra en la lista o sale de ella."
    )
    help_command = Phrase("/{command} — {description}.")
    help_command_with = Phrase("/{command} {option} — {description}.")
    help_source = Phrase(
        "La fuente es la lista: que un acuerdo ya no esté en ella no dice quién le puso fin, ni por qué."
    )

    subscribed = Phrase("Suscrito")
    unsubscribed = Phrase("Suscripción terminada")
    stop_what = Phrase("¿Qué avisos terminan?")
    stop_how = Phrase(
        "Todavía no terminó ninguno. Para terminarlos todos: /unsubscribe todo. Para terminar uno: /unsubscribe {codes}"
    )
    offer_title = Phrase("Avisos para este chat")
    hello_title = Phrase("Los avisos de acuerdos 287(g) se presentan")
    hello = Phrase(
        "Este bot vigila la lista oficial de ICE de acuerdos 287(g) "
        "y dice aquí cuándo una agencia entra en ella o sale."
    )
    hello_first = Phrase("Primer paso: escriba /subscribe y el nombre de su condado o estado.")
    offer = Phrase("Para recibir aquí un aviso cuando algo cambie en {states}: /subscribe {codes}")
    offer_help = Phrase("Qué más hace este bot: /help")
    every_state = Phrase("todos los estados")
    about_chat = Phrase("{chat}: {title}")
    typed_for_chat = Phrase(
        "Un comando escrito aquí es para este chat. Para {chat}, ponga esto delante: /manage {address}"
    )
    typed_for_channel = Phrase("Un comando escrito aquí es para este canal. Para {chat}, use su opción «{option}».")
    manage_title = Phrase("Un grupo o canal, desde aquí")
    manage_forward = Phrase("Reenvíe a este chat un mensaje del canal.")
    manage_named = Phrase(
        "O escriba /manage con su nombre o con un enlace a un mensaje suyo, y qué hacer allí, por ejemplo: "
        "/manage @nombre subscribe VA"
    )
    manage_rights = Phrase(
        "Hay que ser administrador allí, y el bot tiene que estar dentro (en un canal, como administrador). "
        "Eso se comprueba cada vez."
    )
    look_up_how = Phrase("Escriba un estado o condado, como page va")
    look_up_none = Phrase("No hay tal lugar. Abra el bot para más ayuda")
    look_up_more = Phrase("Recibir avisos cuando esto cambie")
    privacy_title = Phrase("Qué guarda este bot")
    privacy_chat = Phrase(
        "De este chat: su número en la plataforma, el idioma, qué estados y tipos de noticias pidió, si se le puede "
        "escribir y qué se le envió."
    )
    privacy_people = Phrase("De las personas: nada. No se guardan ni se anotan nombres ni lo que se escribe aquí.")
    privacy_kept = Phrase(
        "Treinta días después de que este chat termine su suscripción o quite el bot, se borra todo eso."
    )
    privacy_erase = Phrase("Para que se borre ahora mismo, con las suscripciones: /privacy borrar")
    erased_title = Phrase("Borrado")
    erased = Phrase("Ya no se guarda nada de este chat, y aquí no llegan avisos. Para empezar de nuevo: /subscribe")
    subscriptions = Phrase("Suscripciones")
    alerted_about_nothing = Phrase("Este chat no está suscrito a nada. Por ejemplo: /subscribe VA MD")
    alerted_about_all = Phrase(
        "Este chat recibe un aviso cuando una agencia de cualquier estado entra en la lista de ICE o sale de ella."
    )
    alerted_about = Phrase(
        "Este chat recibe un aviso cuando una agencia de estos lugares entra en la lista de ICE o sale de ella: "
        "{states}."
    )
    alerts = Phrase("Avisos")
    alerts_on = Phrase("Sí: {name} ({what})")
    alerts_off = Phrase("No: {name} ({what})")
    alerts_how = Phrase(
        "Para cambiar un tipo, nómbrelo: /alerts renovaciones no, o /alerts documentos sí (una vez al día), o "
        "/alerts documentos ahora (cada uno enseguida)."
    )
    alerts_always = Phrase(
        "Sea cual sea el ajuste, este chat recibe un aviso cuando un acuerdo del que ya se le avisó figura con el "
        "nombre de otra agencia, y cuando algo que se le dijo no era así."
    )
    alerts_switched_off = Phrase("Desactivado aquí: {kinds}. Para cambiarlo: /alerts")
    alerts_switched_on = Phrase("Activado aquí, además: {kinds}. Para cambiarlo: /alerts")
    interest_signings = Phrase("acuerdos nuevos en la lista de ICE")
    interest_departures = Phrase("acuerdos que ya no están en la lista de ICE")
    interest_renewals = Phrase("acuerdos renovados")
    interest_relabellings = Phrase("acuerdos que figuran con el nombre de otra agencia")
    interest_pending = Phrase("cambios en la lista de acuerdos pendientes")
    interest_files = Phrase("una hoja de cálculo con los avisos largos")
    interest_documents = Phrase("textos de acuerdos y anexos, publicados o reemplazados, juntos una vez al día")
    early = Phrase("Avisos anticipados")
    early_is_on = Phrase(
        "Avisos anticipados: sí. Cuando en la lista de ICE faltan agencias de estos lugares y puede ser un error, "
        "este chat recibe un aviso enseguida, sin confirmar, y otro cuando se sepa. Para dejarlo: /early no"
    )
    early_in_vain = Phrase(
        "Los avisos anticipados están activados, pero aquí no se avisa de las salidas, así que no se anticipa ninguna. "
        "Para recibir avisos de las salidas: /alerts salidas sí"
    )
    early_is_off = Phrase(
        "Avisos anticipados: no. Las salidas que pueden ser un error de la lista de ICE se avisan aquí cuando se "
        "confirman, casi siempre en un día. Para enterarse enseguida, sin confirmar: /early sí"
    )
    state_choice = Phrase("{state} ({code})")


class HistoryPhrases:
    """The latest changes of a state, corrections included."""

    history_title = Phrase("Últimos cambios en la lista de ICE en {state}")
    history_title_county = Phrase("Últimos cambios en la lista de ICE en {place}")
    history_empty = Phrase("No se ha visto ningún cambio desde que este bot empezó a vigilar.")
    history_entry = Phrase("{date}: {happened} (n.º {change})")
    listed_twice = Phrase("{agency} {place} estaba dos veces en la lista; desapareció una de las dos filas")
    retracted = Phrase("{agency} {place} no había salido de la lista: retiramos lo dicho")
    corrected_in = Phrase("{agency} {place} se corrigió en la lista: {corrections}")
    former_agency = Phrase("el nombre era “{former}”")
    former_county = Phrase("el condado era “{former}”")
    former_state = Phrase("el estado era {former}")
    former_model = Phrase("antes tenía el {former}")
    former_signed_on = Phrase("la fecha de firma era “{former}”")
    former_agency_id = Phrase("el identificador de su agencia era “{former}”")
    former_value = Phrase("{field} era “{former}”")
    missing_agency = Phrase("faltaba el nombre")
    missing_county = Phrase("faltaba el condado")
    missing_state = Phrase("faltaba el estado")
    missing_model = Phrase("faltaba el modelo")
    missing_signed_on = Phrase("faltaba la fecha de firma")
    missing_value = Phrase("faltaba {field}")
