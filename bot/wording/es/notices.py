"""What is in the way, in Spanish: for the operator's chats, and for chats when the list is out of sight."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class NoticePhrases:
    """Each trouble as it stands and as it ends; ``said`` is a whole sentence about what is wrong."""

    notice_title = Phrase("Avisos 287(g): para el operador")
    notice_hint = Phrase("`287g-alerts status` muestra todo junto.")
    trouble_source = Phrase("No se puede leer {about} desde el {since}: {said}.")
    trouble_refused = Phrase("El archivo de Excel {about} se rechaza desde el {since}: {said}.")
    trouble_list_missing = Phrase("La lista de {about} no está enlazada desde el {since}: {said}.")
    trouble_list_unseen = Phrase("La lista de {about} no se ve desde el {since}: {said}.")
    trouble_no_new_edition = Phrase("La lista de {about} no se mueve: {said}.")
    trouble_hold = Phrase(
        "La retención {about} espera desde el {since}: {said}. "
        "`287g-alerts review show {about}` dice qué está retenido."
    )
    trouble_rows = Phrase("Hay filas de la lista de {about} que se guardan tal como figuran desde el {since}: {said}.")
    trouble_platform = Phrase("No se reciben comandos en {about} desde el {since}: {said}.")
    trouble_rival = Phrase(
        "Puede que haya comandos sin respuesta en {about} desde el {since}: {said}. Los avisos sí salen."
    )
    trouble_sending = Phrase("No sale nada en {about} desde el {since}: {said}. Lo pendiente espera.")
    trouble_chats_paused = Phrase("Hay chats en {about} a los que no se puede llegar: {said}.")
    trouble_disk = Phrase("El disco está casi lleno desde el {since}: {said}.")
    over_source = Phrase("Ya se puede leer otra vez {about}; no se podía desde el {since}.")
    over_refused = Phrase("El archivo de Excel {about} ya no se rechaza; se rechazaba desde el {since}.")
    over_list_missing = Phrase(
        "La lista de {about} está enlazada otra vez, o ya no se espera; faltaba desde el {since}."
    )
    over_list_unseen = Phrase("La lista de {about} se ve otra vez; no se veía desde el {since}.")
    over_no_new_edition = Phrase("La lista de {about} tiene una edición nueva; no se veía ninguna desde el {since}.")
    over_hold = Phrase("La retención {about} terminó; empezó el {since}.")
    over_rows = Phrase(
        "Ya se entienden todas las filas de la lista de {about}; desde el {since} algunas no se entendían."
    )
    over_platform = Phrase("Se reciben otra vez comandos en {about}; no se recibían desde el {since}.")
    over_rival = Phrase("Ya nadie más usa el token de {about}; otro lo usaba desde el {since}.")
    over_sending = Phrase("Salen otra vez mensajes en {about}; no salían desde el {since}.")
    over_chats_paused = Phrase(
        "Ya se puede llegar a todos los chats en {about}; desde el {since} no se podía llegar a algunos."
    )
    over_disk = Phrase("Hay espacio otra vez en el disco; estaba casi lleno desde el {since}.")

    trouble_said_unlinked = Phrase("la página se puede leer y no enlaza ningún archivo de Excel que sea esta lista")
    trouble_said_unseen = Phrase("ninguna fuente la muestra")
    trouble_said_quiet = Phrase(
        one="no hay edición nueva desde hace {count} día, más que nunca antes",
        other="no hay edición nueva desde hace {count} días, más que nunca antes",
    )
    trouble_said_rows = Phrase(
        one="no se entiende el estado o el tipo de acuerdo de {count:,} fila: {examples}",
        other="no se entiende el estado o el tipo de acuerdo de {count:,} filas: {examples}",
    )
    trouble_said_unconnected = Phrase("no hay conexión")
    trouble_said_another_process = Phrase("otro proceso usa el mismo token; termínelo, o cree un token nuevo")
    trouble_said_token = Phrase(
        "no acepta nuestro token; arréglelo allí, o ponga el correcto en el archivo de configuración"
    )
    trouble_said_limited = Phrase("pide silencio, porque han salido demasiados mensajes")
    trouble_said_account = Phrase(
        "no deja hacer nada a nuestra cuenta hasta que se verifique; vea el correo que le envió"
    )
    trouble_said_refused = Phrase("rechaza nuestra conexión; busque una versión más nueva de este programa")
    trouble_said_unregistered = Phrase(
        "todavía no ha aceptado nuestros comandos; los avisos sí salen, y se le vuelve a pedir"
    )
    trouble_said_webhook = Phrase(
        "otro servicio quedó puesto para recibir mensajes en nuestro lugar, y se deshace; ¿quién más tiene el token?"
    )
    trouble_said_blocked = Phrase("la red que tiene delante bloquea nuestra dirección por un tiempo")
    trouble_said_switched_off = Phrase("ha desactivado por un tiempo los mensajes de este tipo")
    trouble_said_overloaded = Phrase("está sobrecargada o no funciona")
    trouble_said_unanswered = Phrase("sus respuestas no llegan")
    trouble_said_reason = Phrase("el motivo se conoce aquí como {reason}")
    trouble_said_paused = Phrase(one="{count:,} chat está en pausa", other="{count:,} chats están en pausa")
    trouble_said_disk = Phrase("quedan {free:,} MB libres")

    unreadable_title = Phrase("No se puede leer la lista de acuerdos 287(g) de ICE")
    unreadable_text = Phrase(
        "Este bot no ha podido leer la lista desde el {since}. Mientras no pueda, no ve los cambios, así que su "
        "silencio no es buena señal. Sigue intentándolo y avisará cuando la lista se pueda leer otra vez."
    )
    readable_title = Phrase("Ya se puede leer otra vez la lista de acuerdos 287(g) de ICE")
    readable_text = Phrase(
        "La lista no se pudo leer entre el {since} y el {until}. Si algo cambió mientras tanto, se avisa ahora."
    )

    unconfirmed_title = Phrase("Sin confirmar: salidas de la lista de ICE en {places}")
    unconfirmed_text = Phrase(
        "Desde el {since} la lista no muestra lo siguiente. Puede ser un error de la lista, y se está "
        "verificando: {said}. Hasta entonces cuentan como incluidos en la lista; se avisará cómo termina."
    )
    withdrawn_title = Phrase("No era así: siguen en la lista de ICE")
    withdrawn_text = Phrase(
        "El {since} avisamos, sin confirmar, que la lista ya no mostraba lo siguiente. "
        "No era así: cuentan como incluidos en la lista."
    )
    early_named = Phrase("{agency} {place}: {model}")
    early_pending = Phrase("{agency} {place}: {model}, en la lista de acuerdos pendientes")
    early_counted = Phrase(one="{state}: {count:,} acuerdo", other="{state}: {count:,} acuerdos")
    early_hint = Phrase("Este chat pidió enterarse antes. Para dejarlo: /early no")

    arrival_title = Phrase("Los avisos llegan ahora aquí")
    arrival_text = Phrase(
        "El tema al que llegaban los avisos ya no existe, así que desde ahora llegan aquí. "
        "/subscriptions dice de qué tratan."
    )
