"""What a chat is answered about one agency, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class AgencyPhrases:
    """One agency, its agreements and history; and which agencies could be meant."""

    agency_title = Phrase("{agency} {place}")
    agency_printed_here = Phrase("Aquí figura como “{agency}”.")
    agreement_since = Phrase("En la lista de ICE desde el {since}.")
    agreement_from_start = Phrase("Ya estaba en la lista de ICE cuando este bot empezó a vigilarla, el {since}.")
    agreement_left = Phrase("Ya no está en la lista de ICE desde el {ended}; se vio allí desde el {since}.")
    agreement_pending_since = Phrase("En la lista de acuerdos pendientes de ICE desde el {since}.")
    agreement_pending_from_start = Phrase(
        "Ya estaba en la lista de acuerdos pendientes de ICE cuando este bot empezó a vigilarla, el {since}."
    )
    agreement_left_pending = Phrase(
        "Ya no está en la lista de acuerdos pendientes de ICE desde el {ended}; se vio allí desde el {since}."
    )
    agreement_id = Phrase("Identificador: {id}")
    agency_id = Phrase("Identificador de la agencia: {id}")
    agency_history = Phrase("Qué ha cambiado, lo más reciente primero:")
    agency_history_cut = Phrase(
        "Aquí se muestran los {shown} cambios más recientes de {count:,}. Están todos en el archivo adjunto."
    )

    which_agency = Phrase("¿Qué agencia?")
    several_agencies = Phrase(
        "Con “{typed}” se puede entender {count:,} agencias. Pregunte por una con su identificador, por ejemplo "
        "{example}, o agregue el estado o más palabras del nombre."
    )
    more_agencies = Phrase("Y {count:,} más.")
    agency_choice = Phrase("{agency} {place}: {id}")
    no_such_agency = Phrase("Este bot no ha visto en la lista de ICE ninguna agencia llamada “{typed}”.")
    nearest_agencies = Phrase(
        "Estas son las más parecidas. Pregunte por una con su identificador, por ejemplo {example}"
    )
    agency_hint = Phrase(
        "Pregunte con el nombre tal como lo escribe ICE, en inglés, o con una parte de él, y el estado detrás, "
        "por ejemplo {example}"
    )
    agency_example = Phrase("Page County Sheriff VA")
    command_with = Phrase("{command} {words}")
