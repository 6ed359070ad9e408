"""The command line, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class CommandLinePhrases:
    """How the commands are used, and how a wrong use is named."""

    cli_help = Phrase(
        "Vigila la lista oficial de acuerdos 287(g) de ICE y avisa a los chats de lo que cambia en sus lugares: "
        "estados, condados y agencias."
    )
    cli_help_run = Phrase("Pone en marcha el bot: cada plataforma que tiene token, o la consola si ninguna lo tiene.")
    cli_short_run = Phrase("Pone en marcha el bot.")
    cli_help_poll = Phrase(
        "Consulta una vez y termina; lo que encuentra queda pendiente de envío a los chats, y lo entrega `run`."
    )
    cli_short_poll = Phrase("Consulta una vez y termina.")
    cli_help_replay = Phrase(
        "Procesa un archivo de Excel, o una carpeta de ellos, igual que una consulta, cada uno en su momento.  "
        "No avisa a nadie.\n\n"
        "El orden es el de RUTA/index.jsonl si existe; si no, el de --order."
    )
    cli_short_replay = Phrase("Procesa una carpeta de archivos de Excel, cada uno en su momento.")
    cli_help_state = Phrase(
        "Muestra lo que responde `/state LUGAR`: quién tiene ahora un acuerdo en un lugar, con todos los acuerdos.\n\n"
        "Un lugar es un estado, un condado o una agencia, como se escriba: VA, condado de Webb TX, Page County VA, "
        "policía de Tampa."
    )
    cli_short_state = Phrase("Muestra quién tiene ahora un acuerdo en un lugar.")
    cli_help_changes = Phrase(
        "Muestra lo que responde `/changes LUGAR`: los últimos cambios, primero los más recientes, "
        "con las correcciones.\n\n"
        "Un lugar es un estado, un condado o una agencia, como se escriba: VA, condado de Webb TX, Page County VA, "
        "policía de Tampa."
    )
    cli_short_changes = Phrase("Muestra los últimos cambios en un lugar.")
    cli_help_agency = Phrase(
        "Muestra lo que responde `/agency NOMBRE`: una agencia por su nombre o identificador público, sus acuerdos, "
        "desde cuándo los tiene y todo lo que ha cambiado en ellos.  Si puede ser más de una, dice cuáles; "
        "el código de salida es entonces 1."
    )
    cli_short_agency = Phrase("Muestra una agencia y qué ha cambiado.")
    cli_help_explain = Phrase(
        "Muestra en qué se basa un cambio: las filas de antes y de después tal como figuran, las dos ediciones, "
        "las pruebas punto por punto y qué más se consideró.  Los números están en `changes`."
    )
    cli_short_explain = Phrase("Muestra en qué se basa un cambio.")
    cli_help_stats = Phrase(
        "Muestra totales: acuerdos, agencias, nombres tal como figuran, estados, territorios, por modelo, pendientes."
    )
    cli_short_stats = Phrase("Muestra totales.")
    cli_help_review = Phrase(
        "Muestra qué está retenido y permite dejarlo pasar o rechazarlo (docs/how-changes-are-decided.md)."
    )
    cli_short_review = Phrase("Muestra qué está retenido y permite decidir.")
    cli_help_list = Phrase("Lista lo que está retenido ahora y lo que lo estuvo en los últimos 30 días.")
    cli_short_list = Phrase("Lista lo retenido ahora y en los últimos 30 días.")
    cli_help_show = Phrase("Muestra una retención y cada cambio que retiene.")
    cli_short_show = Phrase("Muestra una retención y cada cambio que retiene.")
    cli_help_approve = Phrase("Acepta lo retenido: la próxima consulta lo incorpora y avisa a los chats.")
    cli_short_approve = Phrase("Acepta lo retenido.")
    cli_help_reject = Phrase(
        "Mantiene una retención mientras la lista muestre justo eso; si ya pasó, retira las salidas."
    )
    cli_short_reject = Phrase("Mantiene una retención, o retira lo que ya pasó.")

    cli_option_help = Phrase("Muestra este mensaje y termina.")
    cli_option_version = Phrase("Muestra la versión y termina.")
    cli_option_verbose = Phrase("Registra también los detalles.")
    cli_option_config = Phrase("Archivo de configuración; predeterminado: config.toml aquí.")
    cli_option_db = Phrase("Archivo de la base de datos; predeterminado: el de la configuración.")
    cli_option_json = Phrase("Muestra un objeto JSON por línea (docs/json.md).")
    cli_option_replay_db = Phrase("Guarda aquí el resultado, para un bot que empieza con historia.")
    cli_option_until = Phrase("Se detiene después de este día (AAAA-MM-DD, UTC).")
    cli_option_order = Phrase(
        "Por la fecha de última modificación que lleva cada archivo (la hora del propio archivo si no tiene), "
        "o por los nombres de los archivos.  [predeterminado: modified]"
    )
    cli_option_limit = Phrase("Cuántos.  [predeterminado: {default}; {range}]")
    cli_option_state = Phrase("El estado de la agencia (código o nombre).")
    cli_option_as_of = Phrase("Totales al final de ese día (UTC) en lugar de ahora.")
    cli_option_explain = Phrase(
        "Dice con qué forma de contar sale esta cifra, con --since (si no, 1 de enero) para lo nuevo."
    )
    cli_option_since = Phrase("Cuenta también los acuerdos firmados ese día o después.")

    cli_version = Phrase("{program}, versión {version}")
    cli_usage = Phrase("Uso:")
    cli_section_options = Phrase("Opciones")
    cli_section_commands = Phrase("Comandos")
    cli_metavar_options = Phrase("[OPCIONES]")
    cli_metavar_command = Phrase("COMANDO [ARGUMENTOS]...")
    cli_metavar_path = Phrase("RUTA")
    cli_metavar_date = Phrase("FECHA")
    cli_metavar_number = Phrase("NÚMERO")
    cli_metavar_state = Phrase("ESTADO")
    cli_metavar_place = Phrase("LUGAR")
    cli_metavar_name = Phrase("NOMBRE...")
    cli_metavar_change = Phrase("CAMBIO")
    cli_metavar_figure = Phrase("CIFRA")
    cli_metavar_hold = Phrase("RETENCIÓN")

    cli_error = Phrase("Error: {said}")
    cli_try_help = Phrase("Pruebe '{command} {option}' para ver la ayuda.")
    cli_unwritten = Phrase("no se pudo escribir la salida: {error}")
    cli_aborted = Phrase("¡Cancelado!")
    cli_missing_argument = Phrase("Falta el argumento {name}.")
    cli_missing_option = Phrase("Falta la opción {name}.")
    cli_bad_value = Phrase("Valor no válido para {name}: {said}")
    cli_no_day = Phrase("{text} no tiene el formato '%Y-%m-%d'.")
    cli_no_number = Phrase("{text} no es un número entero.")
    cli_out_of_range = Phrase("{number} no está en el intervalo {range}.")
    cli_no_choice = Phrase("{text} no es ninguno de estos: {choices}.")
    cli_replay_undated = Phrase(
        one="Atención: {count:,} archivo de Excel no lleva fecha propia, {first}; se usa la hora del archivo "
        "(con {option} se usan los nombres).",
        other="Atención: {count:,} archivos de Excel no llevan fecha propia, el primero es {first}; se usan las horas "
        "de los archivos (con {option} se usan los nombres).",
    )
    cli_no_such_command = Phrase("No existe el comando {name}.")
    cli_no_such_option = Phrase("No existe la opción {name}.")
    cli_did_you_mean = Phrase(
        one="{said} ¿Quiso decir {names}?",
        other="{said} (¿Quiso decir uno de estos: {names}?)",
    )
    cli_option_needs_value = Phrase("La opción {name} necesita un valor.")
    cli_option_takes_no_value = Phrase("La opción {name} no lleva valor.")
    cli_extra_arguments = Phrase(
        one="Sobra un argumento ({arguments})",
        other="Sobran argumentos ({arguments})",
    )


class ReportPhrases:
    """What the commands print."""

    cli_reading = Phrase("Leyendo")
    cli_nothing_new = Phrase("{edition}: nada nuevo")
    cli_edition = Phrase("{edition}: {outcome}")
    cli_edition_detail = Phrase("{edition}: {outcome} ({detail})")
    cli_outcome_new = Phrase("nueva")
    cli_outcome_baseline = Phrase("punto de partida")
    cli_outcome_accepted = Phrase("aceptada")
    cli_outcome_partly_held = Phrase("retenida en parte")
    cli_outcome_held = Phrase("retenida")
    cli_outcome_refused = Phrase("rechazada")
    cli_outcome_superseded = Phrase("superada por otra")
    cli_still_partly_held = Phrase("todavía retenida en parte")
    cli_still_held = Phrase("todavía retenida")
    cli_still_refused = Phrase("todavía rechazada")
    cli_change = Phrase("{what}: {agency}, {state}, {model} ({reason})")
    cli_change_former = Phrase("{change}: {former}")
    cli_kind_signed = Phrase("firmado")
    cli_kind_signed_again = Phrase("firmado otra vez")
    cli_kind_ended = Phrase("salió")
    cli_kind_ended_again = Phrase("salió otra vez")
    cli_kind_corrected = Phrase("corregido")
    cli_kind_corrected_again = Phrase("corregido otra vez")
    cli_kind_renewed = Phrase("renovado")
    cli_kind_renewed_again = Phrase("renovado otra vez")
    cli_kind_relabelled = Phrase("con otro nombre")
    cli_kind_relabelled_again = Phrase("con otro nombre otra vez")
    cli_kind_moa_replaced = Phrase("texto reemplazado")
    cli_kind_moa_replaced_again = Phrase("texto reemplazado otra vez")
    cli_kind_addendum_posted = Phrase("anexo publicado")
    cli_kind_addendum_posted_again = Phrase("anexo publicado otra vez")
    cli_kind_addendum_replaced = Phrase("anexo reemplazado")
    cli_kind_addendum_replaced_again = Phrase("anexo reemplazado otra vez")
    cli_kind_moa_posted = Phrase("texto publicado")
    cli_kind_moa_posted_again = Phrase("texto publicado otra vez")
    cli_kind_pending_listed = Phrase("pendiente nuevo")
    cli_kind_pending_listed_again = Phrase("pendiente otra vez")
    cli_kind_pending_dropped = Phrase("ya no pendiente")
    cli_kind_pending_dropped_again = Phrase("ya no pendiente otra vez")

    cli_totals_title = Phrase("Lista de acuerdos 287(g) de ICE al {at}")
    cli_totals_agreements = Phrase("Acuerdos")
    cli_totals_agencies = Phrase("Agencias")
    cli_totals_names = Phrase("Nombres tal como figuran")
    cli_totals_states = Phrase("Estados")
    cli_totals_territories = Phrase("Territorios")
    cli_totals_states_as_printed = Phrase("Acuerdos cuyo estado no se entiende")
    cli_totals_pending = Phrase("Acuerdos pendientes")
    cli_totals_pending_last = Phrase("Acuerdos pendientes (última lista publicada el {day})")
    cli_totals_signed = Phrase("Firmados desde el {day}")
    cli_totals_new_agencies = Phrase("Agencias que antes no habían firmado nada")

    cli_no_holds = Phrase("No hay nada retenido, ni lo hubo en los últimos 30 días.")
    cli_head_hold = Phrase("retención")
    cli_head_list = Phrase("lista")
    cli_head_of = Phrase("de")
    cli_head_reason = Phrase("motivo")
    cli_head_since = Phrase("desde")
    cli_head_editions = Phrase("ediciones")
    cli_head_now = Phrase("ahora")
    cli_everything = Phrase("todo")
    cli_held = Phrase("retenida")
    cli_decision_approved = Phrase("aprobada por usted")
    cli_decision_rejected = Phrase("rechazada por usted")
    cli_end_approved = Phrase("aprobada el {at}")
    cli_end_by_itself = Phrase("terminó por sí sola el {at}")
    cli_hold = Phrase("Retención {hold}, {standing}: {detail}")
    cli_hold_since = Phrase(
        one="Desde el {since}, en {count:,} edición; la última es {edition}.",
        other="Desde el {since}, en {count:,} ediciones; la última es {edition}.",
    )
    cli_hold_changes_nothing = Phrase("No cambiaría nada de lo que se sabe.")
    cli_hold_choice = Phrase("`287g-alerts review approve {hold}` la deja pasar, `reject` la mantiene.")
    cli_approved = Phrase("Retención {hold} aprobada: la próxima consulta la incorpora y avisa a los chats.")
    cli_rejected = Phrase("Retención {hold} rechazada: no se avisa a nadie mientras la lista muestre justo eso.")
    cli_taken_back = Phrase("{departures}; {corrections}.")
    cli_departures = Phrase(one="se retira {count:,} salida", other="se retiran {count:,} salidas")
    cli_corrections = Phrase(
        one="se debe {count:,} corrección a un chat que recibió el aviso",
        other="se deben {count:,} correcciones a chats que recibieron el aviso",
    )


class CountingPhrases:
    """What a quoted figure may count."""

    explained = Phrase("{figure:,}, al {at}, es el número de:")
    explained_by_nothing = Phrase("Ninguna forma de contar da {figure:,} al {at}.")
    explained_nearest = Phrase("Las otras cifras más cercanas:")
    explained_line = Phrase("  {number:,}: {counting}")

    counting_agreements = Phrase("acuerdos en la lista")
    counting_agencies = Phrase("agencias, cada una contada una vez aunque se escriba de varias formas")
    counting_names_as_printed = Phrase(
        "nombres tal como figuran, cada forma de escribirlos en un estado contada una vez"
    )
    counting_rows = Phrase("filas del archivo de Excel, también las repetidas")
    counting_rows_and_header = Phrase("filas del archivo de Excel, con la fila de encabezado")
    counting_states = Phrase("estados, con el Distrito de Columbia")
    counting_territories = Phrase("territorios")
    counting_states_and_territories = Phrase("estados y territorios")
    counting_states_and_territories_as_one = Phrase("estados, y todos los territorios juntos como uno más")
    counting_model = Phrase("acuerdos de un modelo: {model}")
    counting_pending = Phrase("acuerdos en la lista de pendientes")
    counting_both_lists = Phrase("acuerdos en las dos listas juntas")
    counting_signed_since = Phrase("acuerdos firmados desde el {day}")
    counting_new_agencies = Phrase(
        "agencias que han firmado desde el {day} y antes no tenían ningún acuerdo en la lista"
    )
    counting_agencies_signed_since = Phrase("agencias que han firmado desde el {day}, también las ya conocidas")


class OperatorPhrases(CommandLinePhrases, ReportPhrases, CountingPhrases):
    """Everything that an operator reads, but for errors and the log."""
