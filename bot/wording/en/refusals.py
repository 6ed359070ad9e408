"""Why a workbook is refused, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class RefusalPhrases:
    """``refused_`` and the reason, then the case where a reason has several."""

    refused_too_large = Phrase("the file has {size} bytes, more than {most}")
    refused_too_many_members = Phrase("the archive has {members} members, more than {most}")
    refused_empty = Phrase("the file is empty")
    refused_truncated_archive = Phrase("the archive's end is missing: the download was cut short")
    refused_truncated_member = Phrase("a member of the archive is cut short")
    refused_encrypted_workbook = Phrase("the workbook is protected by a password")
    refused_encrypted_member = Phrase("a member of the archive is encrypted")
    refused_old_xls = Phrase("this is an Excel 97-2003 file or another compound document, not .xlsx")
    refused_html_page = Phrase("this is an HTML page in place of a workbook")
    refused_csv_text = Phrase("this is text, probably CSV, in place of a workbook")
    refused_not_a_workbook_no_archive = Phrase("this is not a zip archive, so not an .xlsx workbook")
    refused_not_a_workbook_parts = Phrase("the archive lacks the parts that every workbook has")
    refused_not_a_workbook_no_workbook = Phrase("the archive holds no workbook")
    refused_damaged_directory = Phrase("the archive's directory cannot be read")
    refused_damaged_misfit = Phrase("the archive's directory does not fit its members")
    refused_damaged_packed = Phrase("a member of the archive cannot be inflated")
    refused_damaged_declared = Phrase("a member of the archive is not what its directory declares")
    refused_duplicate_member = Phrase("two members of the archive have the same name")
    refused_member_path = Phrase("a member's name is not a plain path inside the archive")
    refused_external_reference = Phrase("the workbook takes content from outside itself")
    refused_compression = Phrase("a member is compressed in a way that workbooks do not use")
    refused_zip_bomb_size = Phrase("the archive inflates to {inflated} bytes, more than {most}")
    refused_zip_bomb_ratio = Phrase("the archive inflates to more than {ratio} times its size")
    refused_xml_entities = Phrase("a part of the workbook has a document type declaration")
    refused_damaged_xml_part = Phrase("a part of the workbook is not well-formed XML")
    refused_damaged_xml_rows = Phrase("the cells of one row say that they are in several")
    refused_damaged_xml_reference = Phrase("a cell's reference cannot be read")
    refused_too_many_tags = Phrase("the workbook's XML has far more elements than a list needs")
    refused_too_many_rows = Phrase("the sheet has more than {most} rows")
    refused_too_many_columns = Phrase("the sheet has more than {most} columns")
    refused_too_many_links = Phrase("hyperlinks cover more than {most} cells")
    refused_too_much_text = Phrase("the sheet holds more than {most} characters")
    refused_huge_cell = Phrase("a cell holds more than {most} characters")
    refused_far_cell_away = Phrase("a value lies far away from the list")
    refused_far_cell_span = Phrase("the values span more than {most} cells")
    refused_no_sheet = Phrase("the workbook has no worksheet")
    refused_no_header = Phrase("no visible sheet has a header row")
    refused_too_many_sheets = Phrase("the workbook has more than {most} visible sheets")
    refused_unreadable = Phrase("the spreadsheet parser cannot read the first sheet")
    refused_missing_column_single = Phrase("no column {column} in the header row")
    refused_missing_column_two = Phrase("no column {first} and no column {second} in the header row")
    refused_missing_column_three = Phrase(
        "no column {first} and no column {second} and no column {third} in the header row"
    )
    refused_no_rows = Phrase("the header row is followed by no agency")
    refused_no_parser_start = Phrase("the process that reads workbooks could not be started")
    refused_no_parser_absent = Phrase("the spreadsheet parser, python-calamine, is not installed")
    refused_too_slow_time = Phrase("reading the workbook took more than {seconds} s")
    refused_too_slow_work = Phrase("reading the workbook took more than {seconds} s of work")
    refused_too_much_memory = Phrase("the workbook needs more memory than its parser may use")
    refused_parser_died_signal = Phrase("the process that reads workbooks ended by signal {signal}")
    refused_parser_died_status = Phrase("the process that reads workbooks ended with status {status}")
    refused_parser_died_answer = Phrase("the process that reads workbooks gave no whole answer")
