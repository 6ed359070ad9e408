"""What went wrong for the operator, in Spanish: configuration, database, source and command line."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class TroublePhrases:
    """``problem_`` and the name under which an error is raised."""

    problem_several = Phrase("{first}; {rest}")
    problem_config_absent = Phrase("no existe el archivo {path}")
    problem_config_missing = Phrase("falta {key}")
    problem_config_missing_secret = Phrase("falta {key}: póngalo en el archivo o en {variable}")
    problem_config_unknown_key = Phrase("{key} no es una clave conocida")
    problem_config_unknown_key_like = Phrase("{key} no es una clave conocida; ¿quiso decir {meant}?")
    problem_config_misplaced_key = Phrase("{key} no es una clave conocida aquí; {name} va debajo de {sections}")
    problem_config_other_variable = Phrase(
        "el entorno tiene {variable}, que este programa no lee; ¿quiso decir {meant}?"
    )
    problem_config_no_text = Phrase('{key}: debe ser texto entre comillas, como "esto"')
    problem_config_no_path = Phrase('{key}: debe ser una ruta entre comillas, como "287g-alerts.db"')
    problem_config_no_number = Phrase("{key}: debe ser un número, sin comillas")
    problem_config_no_list = Phrase('{key}: debe ser una lista, como ["VA", "MD"]')
    problem_config_no_section = Phrase(
        "{key}: debe ser una sección: su nombre entre corchetes, sus claves en las líneas de abajo"
    )
    problem_config_too_small = Phrase("{key}: debe ser mayor que {least}")
    problem_config_too_great = Phrase("{key}: debe ser menor o igual que {most}")
    problem_config_no_state = Phrase("{key}: {text} no es un estado o territorio")
    problem_config_too_often = Phrase(
        "{key}: debe ser 1 como mínimo: a una página pública se le pregunta una vez por minuto como máximo; "
        "a una página en esta máquina, cuanto se quiera"
    )
    problem_config_no_proxy = Phrase("{key}: debe empezar con http://, https://, socks5:// o socks5h://")
    problem_config_no_repository = Phrase('{key}: {text} no es un repositorio; escríbalo como "propietario/nombre"')
    problem_config_no_pattern = Phrase("{key}: {text} no es una expresión regular: {error}")
    problem_socks_missing = Phrase(
        "el proxy {proxy} usa SOCKS, para lo que faltan paquetes: pip install '287g-alerts[socks]'"
    )
    problem_config_no_chat = Phrase(
        '{key}: {text} no es un chat; escriba la plataforma y el número del chat, como "telegram:-1001234567890" '
        'o "discord:1234567890"'
    )
    problem_config_no_http = Phrase("{key}: debe empezar con https:// (o http://)")
    problem_config_no_websocket = Phrase("{key}: debe empezar con wss:// (o ws://)")
    problem_config_no_token = Phrase("{key}: no es un token: debe ser una sola palabra, sin espacios")
    problem_config_empty = Phrase("{key}: está vacío")
    problem_config_no_file = Phrase("{key}: debe ser la ruta de un archivo")
    problem_config_bad_value = Phrase("{key}: {error}")
    problem_file_unreadable = Phrase("no se puede leer {path}: {error}")

    problem_database_unusable = Phrase("no se puede usar la base de datos {path}: {error}")
    problem_database_folder_absent = Phrase(
        "no se puede usar la base de datos {path}: no existe la carpeta {folder}; créela primero"
    )
    problem_database_no_file = Phrase("no se puede usar la base de datos {path}: no es un archivo normal")
    problem_database_foreign = Phrase("{path} no es una base de datos de este programa; se dejó como está")
    problem_database_newer = Phrase(
        "{path} fue escrita por una versión más nueva de este programa ({names}); use esa versión, o una copia anterior"
    )
    problem_database_older = Phrase(
        "{path} fue escrita por una versión anterior de este programa; `287g-alerts run` la actualiza, un lector no"
    )
    problem_database_damaged = Phrase("la base de datos está dañada ({error}): ponga en su lugar una copia")
    problem_database_linked = Phrase(
        "{path} tiene otro nombre (un enlace físico), con el que otro bot podría usarla sin que se vea; "
        "quite el otro nombre, o copie el archivo"
    )
    problem_database_gone = Phrase(
        "la base de datos {path} fue borrada o reemplazada, así que ya no se puede recordar nada; "
        "devuélvala a su lugar y empiece otra vez, o borre {marker} para empezar de cero"
    )
    problem_database_busy = Phrase("la base de datos no se puede usar ahora: {error}")
    problem_database_in_use = Phrase(
        "{path} está en uso por el proceso {process}, desde {since} UTC; dos bots avisarían todo dos veces"
    )
    problem_database_in_use_elsewhere = Phrase("{path} está en uso por otro proceso; dos bots avisarían todo dos veces")
    problem_no_database = Phrase(
        "no existe la base de datos {path}; ponga en marcha el bot una vez, o cree una con replay --db {path}"
    )
    problem_database_has_editions = Phrase("{path} ya contiene ediciones; use un archivo nuevo para replay")
    problem_database_has_chats = Phrase("{path} ya tiene chats suscritos; use un archivo nuevo para replay")

    problem_page_unreachable = Phrase("no se puede llegar a la página {page}: {error}")
    problem_page_too_large = Phrase("no se puede llegar a la página {page}: más de {most} bytes")
    problem_page_status = Phrase("la página {page} respondió {status}")
    problem_page_leads_away = Phrase("la página {page} lleva a {url}, que no se sigue")
    problem_page_unreadable = Phrase("la página {page} no se puede leer dentro de los límites ({how})")
    problem_page_is_block = Phrase("la página {page} respondió con una página de bloqueo en su lugar")
    problem_page_is_no_listing = Phrase("{page} respondió con algo que no es una lista de archivos")
    problem_folder_unreadable = Phrase("no se puede leer la carpeta {path}: {error}")
    problem_page_without_workbook = Phrase(
        "la página {page} no enlaza ningún archivo de Excel; puede ser un aviso, o tener otra forma"
    )
    problem_page_of_many_workbooks = Phrase(
        "la página {page} enlaza {workbooks} archivos de Excel, cuando se esperaban uno o dos"
    )
    problem_workbook_unreachable = Phrase("no se puede llegar al archivo de Excel {url}: {error}")
    problem_workbook_too_large = Phrase("no se puede llegar al archivo de Excel {url}: más de {most} bytes")
    problem_workbook_status = Phrase("el archivo de Excel {url} respondió {status}")
    problem_workbook_empty = Phrase("el archivo de Excel {url} está vacío")
    problem_workbook_is_html = Phrase(
        "el archivo de Excel {url} es una página HTML, quizá una página de bloqueo de su servidor"
    )
    problem_workbook_leads_away = Phrase("el archivo de Excel {url} lleva a {to}, que no se sigue")
    problem_nothing_read = Phrase("no se pudo leer nada de lo que enlaza la página; las líneas de arriba dicen por qué")

    problem_no_folder = Phrase("{path} no es una carpeta ni un archivo .xlsx")
    problem_no_workbook_in_folder = Phrase("{path} no contiene ningún archivo .xlsx")
    problem_index_line = Phrase("{path}, línea {number}, no se puede usar: {error}")
    problem_index_line_outside = Phrase("{path}, línea {number}, no se puede usar: {name} está fuera de la carpeta")
    problem_which_single_area = Phrase(
        "¿Qué lugar? Un solo estado, condado o agencia, como NY, Nueva York o condado de Page VA; no {text}"
    )
    problem_which_single_state = Phrase("¿Qué estado? Uno solo, por código o nombre, como NY o Nueva York; no {text}")
    problem_no_edition_by_then = Phrase(
        "hasta esa fecha no se había visto ninguna edición de la lista; pruebe un --as-of posterior, "
        "o ponga en marcha el bot una vez"
    )
    problem_no_hold = Phrase("no existe la retención {hold}; `287g-alerts review list` muestra las que hay")
    problem_hold_was_approved = Phrase("la retención {hold} ya no está abierta: aprobada")
    problem_hold_ended_by_itself = Phrase("la retención {hold} ya no está abierta: terminó por sí sola")
    problem_nothing_to_take_back = Phrase("la retención {hold} terminó sin ninguna salida que se pueda retirar")
    problem_nothing_believed = Phrase("no se ha aceptado ninguna edición de esa lista")
