"""Why a workbook is refused, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class RefusalPhrases:
    """``refused_`` and the reason, then the case where a reason has several."""

    refused_too_large = Phrase("el archivo tiene {size} bytes, más de {most}")
    refused_too_many_members = Phrase("el archivo comprimido tiene {members} partes, más de {most}")
    refused_empty = Phrase("el archivo está vacío")
    refused_truncated_archive = Phrase("falta el final del archivo comprimido: la descarga se cortó")
    refused_truncated_member = Phrase("una parte del archivo comprimido está cortada")
    refused_encrypted_workbook = Phrase("el archivo de Excel está protegido con contraseña")
    refused_encrypted_member = Phrase("una parte del archivo comprimido está cifrada")
    refused_old_xls = Phrase("es un archivo de Excel 97-2003 u otro documento compuesto, no .xlsx")
    refused_html_page = Phrase("es una página HTML en lugar de un archivo de Excel")
    refused_csv_text = Phrase("es texto, probablemente CSV, en lugar de un archivo de Excel")
    refused_not_a_workbook_no_archive = Phrase("no es un archivo zip, así que no es un archivo .xlsx")
    refused_not_a_workbook_parts = Phrase("le faltan partes que todo archivo de Excel tiene")
    refused_not_a_workbook_no_workbook = Phrase("el archivo comprimido no contiene un libro de Excel")
    refused_damaged_directory = Phrase("no se puede leer el índice del archivo comprimido")
    refused_damaged_misfit = Phrase("el índice del archivo comprimido no corresponde a sus partes")
    refused_damaged_packed = Phrase("no se puede descomprimir una parte del archivo")
    refused_damaged_declared = Phrase("una parte del archivo comprimido no es lo que dice el índice")
    refused_duplicate_member = Phrase("dos partes del archivo comprimido tienen el mismo nombre")
    refused_member_path = Phrase("el nombre de una parte no es una ruta simple dentro del archivo comprimido")
    refused_external_reference = Phrase("el archivo de Excel toma contenido de fuera")
    refused_compression = Phrase("una parte está comprimida de una forma que los archivos de Excel no usan")
    refused_zip_bomb_size = Phrase("el archivo descomprimido llega a {inflated} bytes, más de {most}")
    refused_zip_bomb_ratio = Phrase("el archivo descomprimido ocupa más de {ratio} veces su tamaño")
    refused_xml_entities = Phrase("una parte del archivo de Excel lleva una declaración de tipo de documento")
    refused_damaged_xml_part = Phrase("una parte del archivo de Excel no es XML bien formado")
    refused_damaged_xml_rows = Phrase("las celdas de una fila dicen estar en varias")
    refused_damaged_xml_reference = Phrase("no se puede leer la referencia de una celda")
    refused_too_many_tags = Phrase(
        "el XML del archivo de Excel tiene muchos más elementos de los que necesita una lista"
    )
    refused_too_many_rows = Phrase("la hoja tiene más de {most} filas")
    refused_too_many_columns = Phrase("la hoja tiene más de {most} columnas")
    refused_too_many_links = Phrase("los enlaces abarcan más de {most} celdas")
    refused_too_much_text = Phrase("la hoja contiene más de {most} caracteres")
    refused_huge_cell = Phrase("una celda contiene más de {most} caracteres")
    refused_far_cell_away = Phrase("hay un valor muy lejos de la lista")
    refused_far_cell_span = Phrase("los valores abarcan más de {most} celdas")
    refused_no_sheet = Phrase("el archivo de Excel no tiene ninguna hoja")
    refused_no_header = Phrase("ninguna hoja visible tiene fila de encabezado")
    refused_too_many_sheets = Phrase("el archivo de Excel tiene más de {most} hojas visibles")
    refused_unreadable = Phrase("el lector de hojas de cálculo no puede leer la primera hoja")
    refused_missing_column_single = Phrase("falta la columna {column} en la fila de encabezado")
    refused_missing_column_two = Phrase("faltan las columnas {first} y {second} en la fila de encabezado")
    refused_missing_column_three = Phrase("faltan las columnas {first}, {second} y {third} en la fila de encabezado")
    refused_no_rows = Phrase("no hay ninguna agencia después de la fila de encabezado")
    refused_no_parser_start = Phrase("no se pudo iniciar el proceso que lee archivos de Excel")
    refused_no_parser_absent = Phrase("no está instalado el lector de hojas de cálculo, python-calamine")
    refused_too_slow_time = Phrase("leer el archivo de Excel tardó más de {seconds} s")
    refused_too_slow_work = Phrase("leer el archivo de Excel costó más de {seconds} s de trabajo")
    refused_too_much_memory = Phrase("el archivo de Excel necesita más memoria de la que su lector puede usar")
    refused_parser_died_signal = Phrase("el proceso que lee archivos de Excel terminó con la señal {signal}")
    refused_parser_died_status = Phrase("el proceso que lee archivos de Excel terminó con el código {status}")
    refused_parser_died_answer = Phrase("el proceso que lee archivos de Excel no dio una respuesta completa")
