"""What an agreement is called, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class AgreementPhrases:
    """Models, dates, places and links, as they stand in longer messages and in the files that go with them."""

    model_task_force = Phrase("Task Force Model")
    model_jail_enforcement = Phrase("Jail Enforcement Model")
    model_warrant_service = Phrase("Warrant Service Officer")
    model_tribal_task_force = Phrase("Tribal Task Force Model")
    model_as_printed = Phrase("model printed as “{printed}”")
    model_not_printed = Phrase("no model printed")
    meaning_task_force = Phrase("enforces immigration law during routine police work")
    meaning_jail_enforcement = Phrase("questions people held in its jail about their status")
    meaning_warrant_service = Phrase("serves ICE's warrants in its jail")
    meaning_tribal_task_force = Phrase("a tribe's police enforce immigration law during routine police work")
    briefly_task_force = Phrase("Task Force")
    briefly_jail_enforcement = Phrase("Jail Enforcement")
    briefly_warrant_service = Phrase("Warrant Service")
    briefly_tribal_task_force = Phrase("Tribal Task Force")
    mark_task_force = Phrase("T")
    mark_jail_enforcement = Phrase("J")
    mark_warrant_service = Phrase("W")
    mark_tribal_task_force = Phrase("TT")
    mark_meaning = Phrase("{mark}: {model} ({meaning})")
    model_meaning = Phrase("{model}: {meaning}.")
    model_explained = Phrase("{model} ({meaning})")
    agreement_signed = Phrase("{model}, signed {date}")
    agreement_signed_as_printed = Phrase("{model}, signing date printed as “{printed}”")
    agreement_link = Phrase("agreement (PDF)")
    addendum_link = Phrase("addendum (PDF)")
    agreement_linked = Phrase("{agreement} · {link}")
    in_state = Phrase("({state})")
    in_county_and_state = Phrase("({county}, {state})")

    column_change = Phrase("change")
    column_list = Phrase("list")
    column_state = Phrase("state")
    column_agency = Phrase("agency")
    column_county = Phrase("county")
    column_county_fips = Phrase("county_fips")
    column_model = Phrase("model")
    column_signed_on = Phrase("signed_on")
    column_agreement_pdf = Phrase("agreement_pdf")
    column_agreement_id = Phrase("agreement_id")
    column_agency_id = Phrase("agency_id")
    column_date = Phrase("date")
    column_was = Phrase("was")
    column_deportationdata_id = Phrase("deportationdata_id")
    list_participating = Phrase("participating")
    list_pending = Phrase("pending")
    file_description = Phrase(
        one="Spreadsheet (CSV) with {count:,} row of what the message says",
        other="Spreadsheet (CSV) with {count:,} rows of what the message says",
    )
    file_caption = Phrase("[file {name}, {size:,} bytes]")

    the_list = Phrase("ICE's list of 287(g) agreements")
    source = Phrase("Source: {list}")
    source_of = Phrase("Source: {list}, {edition}")
    edition_seen = Phrase("edition {name}, seen {time}")
    edition_seen_in_archive = Phrase(
        "edition {name}, seen {time} in the public archive {archive} while ICE's own page could not be read"
    )
    edition_checked = Phrase("{edition}; {checked}")
    checked_just_now = Phrase("checked just now")
    checked_minutes_ago = Phrase(one="checked {count} minute ago", other="checked {count} minutes ago")
    checked_hours_ago = Phrase(one="last checked {count} hour ago", other="last checked {count} hours ago")
    checked_days_ago = Phrase(one="last checked {count:,} day ago", other="last checked {count:,} days ago")
