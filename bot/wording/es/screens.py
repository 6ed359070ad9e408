"""What stands on buttons, and the screens for choosing places, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ScreenPhrases:
    """Labels are short, for two stand beside each other on a phone; prompts stand on lists to choose from."""

    button_back = Phrase("← Atrás")
    button_done = Phrase("Listo")
    button_settings = Phrase("Ajustes")
    button_all_settings = Phrase("← Todos los ajustes")
    button_subscriptions = Phrase("Qué se sigue")
    button_choose_place = Phrase("Elegir un lugar")
    button_all_commands = Phrase("Todos los comandos")
    button_help = Phrase("Ayuda")
    button_language = Phrase("Idioma")
    button_example = Phrase("Ejemplo: {state}")
    button_test = Phrase("Enviar una prueba")
    button_undo = Phrase("Deshacer")
    button_subscribe = Phrase("Suscribir")
    button_yes = Phrase("Sí")
    button_no = Phrase("No, gracias")
    button_everything = Phrase("Terminar todo")
    button_keep = Phrase("Dejar todo")
    button_erase = Phrase("Borrar todo")
    button_erase_sure = Phrase("Sí, borrar todo")
    button_leave_out = Phrase("Quitar la palabra")
    button_every_state = Phrase("Todos los estados")
    button_whole_state = Phrase("Todo {state}")
    button_on = Phrase("Sí")
    button_off = Phrase("No")

    region_northeast = Phrase("Noreste")
    region_midwest = Phrase("Medio Oeste")
    region_south = Phrase("Sur")
    region_west = Phrase("Oeste")
    region_territories = Phrase("Territorios")

    pick_title = Phrase("¿Qué lugar?")
    pick_how = Phrase(
        "Pulse una parte del país, o escriba el nombre de su condado o estado: /subscribe condado de Webb, TX"
    )
    pick_in_region = Phrase("¿Qué estado?")
    pick_in_state = Phrase(
        "¿Todo {state} o solo algunos condados? Si pulsa otra vez un condado, se deja de avisar sobre él."
    )
    pick_whole_state = Phrase("¿Todo {state}? Si lo pulsa otra vez, se deja de avisar.")
    pick_is_all = Phrase(
        "Este chat sigue todos los estados. Para seguir solo algunos, pulse antes “Todos los estados” para terminarlo."
    )
    pick_covered = Phrase("Se sigue todo {state}; sus condados ya están incluidos.")
    pick_followed = Phrase("Se sigue ahora: {areas}.")
    pick_nothing = Phrase("Todavía no se sigue nada.")
    pick_state_with = Phrase("{state} ({count})")
    pick_region_prompt = Phrase("Parte del país")
    pick_state_prompt = Phrase("Estado")
    pick_counties_prompt = Phrase("Solo algunos condados")
    pick_range = Phrase("{first} a {last}")
    and_more = Phrase("{areas} y {count:,} más")

    choose_prompt = Phrase("Elegir")
    choose_the_rest = Phrase("Los botones valen solo por esa palabra. Lo demás hay que escribirlo otra vez.")

    stands_nothing = Phrase("{area}: ninguna agencia tiene un acuerdo ahora.")
    stands = Phrase("{area}: {agencies}, {models}, desde {month}.")
    stands_undated = Phrase("{area}: {agencies}, {models}.")
    stands_several = Phrase("{area}: {agencies}, {models}; el más reciente, desde {month}.")
    stands_more = Phrase("Y {count:,} lugares más.")
    month_of_year = Phrase("{month} de {year}")
    list_looked_at = Phrase("La lista de ICE: {checked}. Las novedades llegan aquí solas.")
    list_not_read = Phrase("La lista de ICE todavía no se ha leído. En cuanto se lea, las novedades llegan aquí solas.")
    covered_already = Phrase("{area}: ya se seguía con {by}; queda además como suscripción propia.")
    followed_single = Phrase("{area}: todas sus agencias.")
    followed_agency = Phrase("{area}: solo esta agencia.")
    followed_all = Phrase("Todos los estados y territorios: la lista de ICE completa.")
    followed_how_now = Phrase("Se avisa enseguida.")
    followed_how_daily = Phrase("Se avisa de todo junto, cada día a las {clock}.")
    followed_how_weekly = Phrase("Se avisa de todo junto, cada {weekday} a las {clock}.")
    followed_without_models = Phrase("Sin avisos sobre: {models}.")
    followed_without_statewide = Phrase("Donde solo se siguen condados, no se avisa de las agencias de todo el estado.")
    followed_more = Phrase("Y {count:,} más: {areas}. Para terminar uno de estos: /unsubscribe y su nombre.")
    stop_prompt = Phrase("Dejar de seguir")
    removed = Phrase("Aquí ya no llegan avisos sobre {areas}.")
    removed_back = Phrase("Para recibirlos otra vez: /subscribe {codes}")
    nothing_removed = Phrase("Aquí no se seguía nada de eso; no cambió nada.")

    test_title = Phrase("Va en camino un mensaje de prueba")
    test_text = Phrase("Llega por donde llegan los avisos. Si en un minuto no llega nada, /status dice por qué.")
    test_quiet = Phrase("Ahora son horas de silencio; llega después, a las {clock}.")
    test_notice_title = Phrase("Esto es una prueba")
    test_notice_text = Phrase(
        "Alguien la pidió aquí. En la lista de ICE no cambió nada; los avisos llegarán igual que este mensaje."
    )

    status_title = Phrase("Cómo está este chat")
    status_follows = Phrase("Se sigue aquí: {areas}.")
    status_runs = Phrase("Avisos: activos. Que se sepa, nada impide que lleguen.")
    status_nothing_waits = Phrase("No espera ningún mensaje.")
    status_waits = Phrase(one="Espera {count:,} mensaje.", other="Esperan {count:,} mensajes.")
    status_digest = Phrase("El próximo mensaje con todas las novedades: {time}.")
    status_looked = Phrase("La lista de ICE: {checked}, y se pudo leer.")
    status_never_looked = Phrase("La lista de ICE todavía no se ha leído.")
    status_checking_nothing = Phrase("No hay nada en duda.")

    start_title = Phrase("Avisos sobre acuerdos 287(g)")
    start_what = Phrase(
        "Con un acuerdo 287(g), la policía local o un sheriff aplica leyes de inmigración. Este bot lee la lista "
        "oficial de ICE y avisa cuando una agencia de su condado o estado entra en ella o sale."
    )
    start_how = Phrase("Elija un lugar aquí abajo, o escriba su nombre.")
    start_confirm = Phrase("¿Suscribir este chat a los avisos sobre {areas}?")
    help_short_purpose = Phrase(
        "Avisa a este chat cuando una agencia entra en la lista de acuerdos 287(g) de ICE o sale de ella."
    )
    help_short_follow = Phrase("Para seguir un lugar: /subscribe condado de Webb, TX")
    help_short_ask = Phrase("Para consultar un lugar: /state Texas")
    help_short_followed = Phrase("Qué sigue este chat: /subscriptions. Lo cambia quien administra el chat.")
    erase_title = Phrase("¿Borrar todo?")
    erase_text = Phrase("Se borrarían las suscripciones y los ajustes de este chat, y no llegarían más avisos.")
