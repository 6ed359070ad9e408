"""What went wrong for the operator, in English: configuration, database, source and command line."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class TroublePhrases:
    """``problem_`` and the name under which an error is raised."""

    problem_several = Phrase("{first}; {rest}")
    problem_config_absent = Phrase("there is no file {path}")
    problem_config_missing = Phrase("{key} is missing")
    problem_config_missing_secret = Phrase("{key} is missing: put it in the file or in {variable}")
    problem_config_unknown_key = Phrase("{key} is no key that we know")
    problem_config_unknown_key_like = Phrase("{key} is no key that we know; did you mean {meant}?")
    problem_config_misplaced_key = Phrase("{key} is no key that we know here; {name} belongs below {sections}")
    problem_config_other_variable = Phrase(
        "the environment has {variable}, which this program does not read; did you mean {meant}?"
    )
    problem_config_no_text = Phrase('{key}: must be text in quotes, such as "this"')
    problem_config_no_path = Phrase('{key}: must be a path in quotes, such as "287g-alerts.db"')
    problem_config_no_number = Phrase("{key}: must be a number, without quotes")
    problem_config_no_list = Phrase('{key}: must be a list, such as ["VA", "MD"]')
    problem_config_no_section = Phrase(
        "{key}: must be a section: its name in square brackets, its keys on the lines below"
    )
    problem_config_too_small = Phrase("{key}: Input should be greater than {least}")
    problem_config_too_great = Phrase("{key}: Input should be less than or equal to {most}")
    problem_config_no_state = Phrase("{key}: {text} is no state or territory")
    problem_config_too_often = Phrase(
        "{key}: must be at least 1: a public page is asked once a minute at most, a page on this machine as one likes"
    )
    problem_config_no_proxy = Phrase("{key}: must begin with http://, https://, socks5:// or socks5h://")
    problem_config_no_repository = Phrase('{key}: {text} is no repository; write it as "owner/name"')
    problem_config_no_pattern = Phrase("{key}: {text} is no regular expression: {error}")
    problem_socks_missing = Phrase(
        "the proxy {proxy} speaks SOCKS, for which packages are missing: pip install '287g-alerts[socks]'"
    )
    problem_config_no_chat = Phrase(
        '{key}: {text} is no chat; write the platform and the chat\'s number, such as "telegram:-1001234567890" '
        'or "discord:1234567890"'
    )
    problem_config_no_http = Phrase("{key}: must begin with https:// (or http://)")
    problem_config_no_websocket = Phrase("{key}: must begin with wss:// (or ws://)")
    problem_config_no_token = Phrase("{key}: is no token: it must be one word, without spaces")
    problem_config_empty = Phrase("{key}: is empty")
    problem_config_no_file = Phrase("{key}: must be the path of a file")
    problem_config_bad_value = Phrase("{key}: {error}")
    problem_file_unreadable = Phrase("{path} cannot be read: {error}")

    problem_database_unusable = Phrase("cannot use the database {path}: {error}")
    problem_database_folder_absent = Phrase(
        "cannot use the database {path}: there is no folder {folder}; make it first"
    )
    problem_database_no_file = Phrase("cannot use the database {path}: it is no plain file")
    problem_database_foreign = Phrase("{path} is no database of this program; it was left as it is")
    problem_database_newer = Phrase(
        "{path} was written by a newer version of this program ({names}); use that version, or an older copy"
    )
    problem_database_older = Phrase(
        "{path} was written by an older version of this program; `287g-alerts run` brings it along, a reader does not"
    )
    problem_database_damaged = Phrase("the database is damaged ({error}): put back a copy of it")
    problem_database_linked = Phrase(
        "{path} has another name (a hard link), under which another bot could use it unseen; "
        "remove the other name, or copy the file"
    )
    problem_database_gone = Phrase(
        "the database {path} was deleted or replaced, so nothing can be remembered any more; "
        "put it back and start again, or remove {marker} to begin anew"
    )
    problem_database_busy = Phrase("the database cannot be used now: {error}")
    problem_database_in_use = Phrase(
        "{path} is in use by process {process}, since {since} UTC; two bots would tell everything twice"
    )
    problem_database_in_use_elsewhere = Phrase(
        "{path} is in use by another process; two bots would tell everything twice"
    )
    problem_no_database = Phrase("there is no database {path}; run the bot once, or make one with replay --db {path}")
    problem_database_has_editions = Phrase("{path} holds editions already; replay into a new file")
    problem_database_has_chats = Phrase("{path} has subscribed chats already; replay into a new file")

    problem_page_unreachable = Phrase("the page {page} cannot be reached: {error}")
    problem_page_too_large = Phrase("the page {page} cannot be reached: more than {most} bytes")
    problem_page_status = Phrase("the page {page} answered {status}")
    problem_page_leads_away = Phrase("the page {page} leads to {url}, which is not followed")
    problem_page_unreadable = Phrase("the page {page} cannot be read within its bounds ({how})")
    problem_page_is_block = Phrase("the page {page} answered with a block page in its place")
    problem_page_is_no_listing = Phrase("{page} answered with something that is no list of files")
    problem_folder_unreadable = Phrase("the folder {path} cannot be read: {error}")
    problem_page_without_workbook = Phrase("the page {page} links no workbook; it may be a notice, or have a new form")
    problem_page_of_many_workbooks = Phrase(
        "the page {page} links {workbooks} workbooks, where one or two were expected"
    )
    problem_workbook_unreachable = Phrase("the workbook {url} cannot be reached: {error}")
    problem_workbook_too_large = Phrase("the workbook {url} cannot be reached: more than {most} bytes")
    problem_workbook_status = Phrase("the workbook {url} answered {status}")
    problem_workbook_empty = Phrase("the workbook {url} is empty")
    problem_workbook_is_html = Phrase("the workbook {url} is an HTML page, perhaps a block page of its host")
    problem_workbook_leads_away = Phrase("the workbook {url} leads to {to}, which is not followed")
    problem_nothing_read = Phrase("nothing that the page links could be read; the lines above say why")

    problem_no_folder = Phrase("{path} is no folder and no .xlsx workbook")
    problem_no_workbook_in_folder = Phrase("{path} holds no .xlsx workbook")
    problem_index_line = Phrase("{path}, line {number}, cannot be used: {error}")
    problem_index_line_outside = Phrase("{path}, line {number}, cannot be used: {name} is outside the folder")
    problem_which_single_area = Phrase(
        "Which place? One state, county or agency, such as VA, Virginia or Page County VA; not {text}"
    )
    problem_which_single_state = Phrase("Which state? One, by code or name, such as VA or Virginia; not {text}")
    problem_no_edition_by_then = Phrase(
        "no edition of the list had been seen by then; try a later --as-of, or run the bot once"
    )
    problem_no_hold = Phrase("there is no hold {hold}; `287g-alerts review list` shows those there are")
    problem_hold_was_approved = Phrase("hold {hold} is no longer open: approved")
    problem_hold_ended_by_itself = Phrase("hold {hold} is no longer open: ended by itself")
    problem_nothing_to_take_back = Phrase("hold {hold} ended without a departure that could be taken back")
    problem_nothing_believed = Phrase("no edition of that list has been believed")
