"""What an agreement is called, in Spanish; docs/glossary.md says why."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class AgreementPhrases:
    """Models, dates, places and links, as they stand in longer messages and in the files that go with them."""

    model_task_force = Phrase("Modelo de Grupo de Trabajo")
    model_jail_enforcement = Phrase("Modelo de Control en Cárceles")
    model_warrant_service = Phrase("Modelo de Ejecución de Órdenes")
    model_tribal_task_force = Phrase("Modelo de Grupo de Trabajo Tribal")
    model_as_printed = Phrase("modelo que figura como “{printed}”")
    model_not_printed = Phrase("modelo sin indicar")
    meaning_task_force = Phrase(
        "aplica leyes de inmigración en su trabajo policial de rutina; en inglés, Task Force Model"
    )
    meaning_jail_enforcement = Phrase(
        "pregunta a las personas detenidas en su cárcel por su estatus migratorio; en inglés, Jail Enforcement Model"
    )
    meaning_warrant_service = Phrase(
        "cumple en su cárcel las órdenes de arresto de ICE; en inglés, Warrant Service Officer"
    )
    meaning_tribal_task_force = Phrase(
        "la policía de una tribu aplica leyes de inmigración en su trabajo de rutina; "
        "en inglés, Tribal Task Force Model"
    )
    briefly_task_force = Phrase("Grupo de Trabajo")
    briefly_jail_enforcement = Phrase("Control en Cárceles")
    briefly_warrant_service = Phrase("Ejecución de Órdenes")
    briefly_tribal_task_force = Phrase("Grupo de Trabajo Tribal")
    mark_task_force = Phrase("G")
    mark_jail_enforcement = Phrase("C")
    mark_warrant_service = Phrase("O")
    mark_tribal_task_force = Phrase("GT")
    mark_meaning = Phrase("{mark}: {model} ({meaning})")
    model_meaning = Phrase("{model}: {meaning}.")
    model_explained = Phrase("{model} ({meaning})")
    agreement_signed = Phrase("{model}, firmado el {date}")
    agreement_signed_as_printed = Phrase("{model}, con fecha de firma que figura como “{printed}”")
    agreement_link = Phrase("acuerdo (PDF)")
    addendum_link = Phrase("anexo (PDF)")
    agreement_linked = Phrase("{agreement} · {link}")
    in_state = Phrase("({state})")
    in_county_and_state = Phrase("({county}, {state})")

    column_change = Phrase("cambio")
    column_list = Phrase("lista")
    column_state = Phrase("estado")
    column_agency = Phrase("agencia")
    column_county = Phrase("condado")
    column_county_fips = Phrase("fips_condado")
    column_model = Phrase("modelo")
    column_signed_on = Phrase("fecha_de_firma")
    column_agreement_pdf = Phrase("pdf_del_acuerdo")
    column_agreement_id = Phrase("id_acuerdo")
    column_agency_id = Phrase("id_agencia")
    column_date = Phrase("fecha")
    column_was = Phrase("antes")
    column_deportationdata_id = Phrase("id_deportationdata")
    list_participating = Phrase("participantes")
    list_pending = Phrase("pendientes")
    file_description = Phrase(
        one="Hoja de cálculo (CSV) con {count:,} fila de lo que dice el mensaje",
        other="Hoja de cálculo (CSV) con {count:,} filas de lo que dice el mensaje",
    )
    file_caption = Phrase("[archivo {name}, {size:,} bytes]")

    the_list = Phrase("Lista de acuerdos 287(g) de ICE")
    source = Phrase("Fuente: {list}")
    source_of = Phrase("Fuente: {list}, {edition}")
    edition_seen = Phrase("edición {name}, vista el {time}")
    edition_seen_in_archive = Phrase(
        "edición {name}, vista el {time} en el archivo público {archive} cuando no se podía leer la página de ICE"
    )
    edition_checked = Phrase("{edition}; {checked}")
    checked_just_now = Phrase("revisada ahora mismo")
    checked_minutes_ago = Phrase(one="revisada hace {count} minuto", other="revisada hace {count} minutos")
    checked_hours_ago = Phrase(
        one="revisada por última vez hace {count} hora", other="revisada por última vez hace {count} horas"
    )
    checked_days_ago = Phrase(
        one="revisada por última vez hace {count:,} día", other="revisada por última vez hace {count:,} días"
    )
