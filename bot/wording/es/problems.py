"""What a person in a chat did that cannot be, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ProblemPhrases:
    """Each is one clear line, and says what to do instead."""

    problem_no_such_command = Phrase("No existe el comando /{name}. /help dice cuáles hay.")
    problem_button_expired = Phrase(
        "Este botón es demasiado antiguo y ya no se entiende. Escriba /settings o /help para seguir."
    )
    problem_needs_administrator = Phrase(
        "Eso solo lo puede cambiar quien administra este chat. Consultar un lugar puede cualquiera: /state Texas"
    )
    problem_needs_manage_channels = Phrase(
        "Para cambiar eso hace falta Administrar servidor, o Administrar canales en este canal, o un rol al que la "
        "configuración del servidor, Integraciones, permita el comando. "
        "Consultar un lugar puede cualquiera: /state Texas"
    )
    problem_cannot_tell_administrators = Phrase(
        "El bot no puede ver quién es administrador aquí, porque él no lo es. "
        "Hágalo administrador e inténtelo otra vez."
    )
    problem_which_agency = Phrase(
        "Escriba su nombre en inglés y su estado, o su identificador. Por ejemplo: /agency Page County Sheriff VA"
    )
    problem_no_such_state = Phrase(
        "“{typed}” no es un estado o territorio que conozcamos. Use un código, como VA, o un nombre."
    )
    problem_which_of_states = Phrase("“{typed}” es parte de dos nombres: {codes}. Escriba el que busca.")
    problem_small_word = Phrase(
        "¿“{typed}” quiere decir {codes}? Entonces escriba el nombre completo. Si no, quite esa palabra."
    )
    problem_all_or_some = Phrase("¿Todos los estados, o solo {codes}? Escriba una de las dos cosas: todo o nombres.")
    problem_no_counties_yet = Phrase(
        "“{typed}”: esto responde solo por estados enteros. Escriba el estado: VA, o Virginia. "
        "Para recibir los avisos de un condado: /subscribe y su nombre."
    )
    problem_which_area = Phrase(
        "Un solo estado, condado o agencia. Por ejemplo: /{name} VA, o /{name} condado de Page VA"
    )
    problem_which_of_areas = Phrase("“{typed}” puede ser {codes}. ¿Cuál?")
    problem_which_county = Phrase("“{typed}”: ¿qué condado? Escriba su nombre, o solo {codes} para todo el estado.")
    problem_too_many_places = Phrase(
        "“{typed}” existe en {count} estados. ¿En cuál? El estado puede ir detrás: “{typed}, {example}”."
    )
    problem_nearest_places = Phrase("“{typed}” no es un lugar que conozcamos. ¿Quiere decir {codes}?")
    problem_no_such_place = Phrase(
        "“{typed}” no es un estado, condado o agencia que conozcamos. "
        "Escriba un nombre, como Virginia o condado de Page VA."
    )
    problem_no_such_county = Phrase("No conocemos ese condado: “{typed}”. ¿Quiere decir {codes}?")
    problem_no_such_agency = Phrase(
        "Ninguna agencia con ese nombre está o estuvo en la lista de ICE: “{typed}”. Las más parecidas: {codes}. "
        "Si la suya no está entre ellas, escriba su condado."
    )
    problem_agency_unknown = Phrase(
        "Ninguna agencia con ese nombre está o estuvo en la lista de ICE: “{typed}”. "
        "Escriba su condado: condado de Page VA."
    )
    problem_models_elsewhere = Phrase(
        "“{typed}”: escriba solo el lugar. Los modelos de los que se avisa aquí se eligen para todos los lugares: "
        "/settings modelos"
    )
    problem_kinds_elsewhere = Phrase(
        "“{typed}”: escriba solo el lugar. De qué se avisa aquí se elige para todos los lugares: /alerts"
    )
    either_of_more = Phrase("{first} u otros {count}")
    problem_cannot_manage_there = Phrase(
        "Ese grupo o canal no se puede administrar desde aquí: hay que ser administrador, y en un canal también "
        "el bot. /manage dice cómo."
    )
    problem_privacy_how = Phrase("/privacy dice qué se guarda; /privacy borrar lo borra. No se cambió nada.")
    problem_which_change = Phrase("Escriba su número, que está en /changes. Por ejemplo: /{name} 123")
    problem_no_change = Phrase("No hay ningún cambio con el número {change}.")
    problem_subscribed_to_nothing = Phrase("Este chat no está suscrito a nada.")
    problem_subscribed_to_all = Phrase(
        "Este chat está suscrito a todos los estados a la vez. "
        "Use /unsubscribe todo y después /subscribe con los que quiera."
    )
    problem_which_alerts = Phrase(
        "¿Qué avisos, sí o no? Por ejemplo: /alerts renovaciones no. Sin nada más, /alerts los nombra todos."
    )
    problem_on_or_off = Phrase("¿Sí o no? Por ejemplo: /{name} sí")
