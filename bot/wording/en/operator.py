"""The command line, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class CommandLinePhrases:
    """How the commands are used, and how a wrong use is named."""

    cli_help = Phrase(
        "Watch ICE's official list of 287(g) agreements, and tell chats what changes in their places: states, "
        "counties and agencies."
    )
    cli_help_run = Phrase("Run the bot: every platform that has a token, the console where none has.")
    cli_short_run = Phrase("Run the bot.")
    cli_help_poll = Phrase("Poll once, then exit; what it finds is owed to the chats, and `run` delivers it.")
    cli_short_poll = Phrase("Poll once, then exit.")
    cli_help_replay = Phrase(
        "Feed a workbook, or a folder of them, through the same code as a poll, each at its own time.  "
        "Alerts nobody.\n\n"
        "The order is that of PATH/index.jsonl where there is one, else that of --order."
    )
    cli_short_replay = Phrase("Take in a folder of workbooks, each at its own time.")
    cli_help_state = Phrase(
        "Print what `/state PLACE` answers: who in a place has an agreement now, with every agreement.\n\n"
        "A place is a state, a county or an agency, as people write it: VA, Page County VA, condado de Webb TX, "
        "Tampa Police."
    )
    cli_short_state = Phrase("Print who in a place has an agreement now.")
    cli_help_changes = Phrase(
        "Print what `/changes PLACE` answers: the latest changes, newest first, corrections included.\n\n"
        "A place is a state, a county or an agency, as people write it: VA, Page County VA, condado de Webb TX, "
        "Tampa Police."
    )
    cli_short_changes = Phrase("Print the latest changes in a place.")
    cli_help_agency = Phrase(
        "Print what `/agency NAME` answers: one agency by name or public id, its agreements, since when, and all that "
        "has changed in them.  Where several could be meant, which; the status is then 1."
    )
    cli_short_agency = Phrase("Print one agency and what has changed.")
    cli_help_explain = Phrase(
        "Print what a change rests on: the rows before and after as printed, both editions, the evidence point by "
        "point, and what else was considered.  `changes` has the numbers."
    )
    cli_short_explain = Phrase("Print what a change rests on.")
    cli_help_stats = Phrase(
        "Print totals: agreements, agencies, names as printed, states, territories, by model, pending."
    )
    cli_short_stats = Phrase("Print totals.")
    cli_help_review = Phrase(
        "See what is held back, and let it through or reject it (docs/how-changes-are-decided.md)."
    )
    cli_short_review = Phrase("See what is held back, and decide about it.")
    cli_help_list = Phrase("List what is held now, and what was in the last 30 days.")
    cli_short_list = Phrase("List what is held now, and was in the last 30 days.")
    cli_help_show = Phrase("Show one hold, and every change that it keeps back.")
    cli_short_show = Phrase("Show one hold, and every change that it keeps back.")
    cli_help_approve = Phrase("Believe what is held: the next poll takes it in and tells the chats.")
    cli_short_approve = Phrase("Believe what is held.")
    cli_help_reject = Phrase(
        "Keep a hold back while the list shows just that; of one that went through, take the departures back."
    )
    cli_short_reject = Phrase("Keep a hold back, or take back what went through.")

    cli_option_help = Phrase("Show this message and exit.")
    cli_option_version = Phrase("Show the version and exit.")
    cli_option_verbose = Phrase("Log details as well.")
    cli_option_config = Phrase("Configuration file; default: config.toml here.")
    cli_option_db = Phrase("Database file; default: the one of the configuration.")
    cli_option_json = Phrase("Print one JSON object a line (docs/json.md).")
    cli_option_replay_db = Phrase("Keep the result here, for a bot that starts with history.")
    cli_option_until = Phrase("Stop after this day (YYYY-MM-DD, UTC).")
    cli_option_order = Phrase(
        "By each workbook's own last-modified property (by the time of its file where it has none), "
        "or by the names of the files.  [default: modified]"
    )
    cli_option_limit = Phrase("How many.  [default: {default}; {range}]")
    cli_option_state = Phrase("The state of the agency (code or name).")
    cli_option_as_of = Phrase("Totals at the end of that day (UTC) instead of now.")
    cli_option_explain = Phrase(
        "Say which way of counting gives this figure, with --since (else 1 January) for what is new."
    )
    cli_option_since = Phrase("Also count agreements signed on or after this day.")

    cli_version = Phrase("{program}, version {version}")
    cli_usage = Phrase("Usage:")
    cli_section_options = Phrase("Options")
    cli_section_commands = Phrase("Commands")
    cli_metavar_options = Phrase("[OPTIONS]")
    cli_metavar_command = Phrase("COMMAND [ARGS]...")
    cli_metavar_path = Phrase("PATH")
    cli_metavar_date = Phrase("DATE")
    cli_metavar_number = Phrase("INTEGER RANGE")
    cli_metavar_state = Phrase("STATE")
    cli_metavar_place = Phrase("PLACE")
    cli_metavar_name = Phrase("NAME...")
    cli_metavar_change = Phrase("CHANGE")
    cli_metavar_figure = Phrase("FIGURE")
    cli_metavar_hold = Phrase("HOLD")

    cli_error = Phrase("Error: {said}")
    cli_try_help = Phrase("Try '{command} {option}' for help.")
    cli_unwritten = Phrase("the output could not be written: {error}")
    cli_aborted = Phrase("Aborted!")
    cli_missing_argument = Phrase("Missing argument {name}.")
    cli_missing_option = Phrase("Missing option {name}.")
    cli_bad_value = Phrase("Invalid value for {name}: {said}")
    cli_no_day = Phrase("{text} does not match the format '%Y-%m-%d'.")
    cli_no_number = Phrase("{text} is not a valid integer range.")
    cli_out_of_range = Phrase("{number} is not in the range {range}.")
    cli_no_choice = Phrase("{text} is none of {choices}.")
    cli_replay_undated = Phrase(
        one="Warning: {count:,} workbook has no date of its own, {first}; it goes by the time of its file "
        "(give {option} to go by names).",
        other="Warning: {count:,} workbooks have no date of their own, the first is {first}; they go by the times of "
        "their files (give {option} to go by names).",
    )
    cli_no_such_command = Phrase("No such command {name}.")
    cli_no_such_option = Phrase("No such option {name}.")
    cli_did_you_mean = Phrase(
        one="{said} Did you mean {names}?",
        other="{said} (Did you mean one of: {names}?)",
    )
    cli_option_needs_value = Phrase("Option {name} requires an argument.")
    cli_option_takes_no_value = Phrase("Option {name} does not take a value.")
    cli_extra_arguments = Phrase(
        one="Got unexpected extra argument ({arguments})",
        other="Got unexpected extra arguments ({arguments})",
    )


class ReportPhrases:
    """What the commands print."""

    cli_reading = Phrase("Reading")
    cli_nothing_new = Phrase("{edition}: nothing new")
    cli_edition = Phrase("{edition}: {outcome}")
    cli_edition_detail = Phrase("{edition}: {outcome} ({detail})")
    cli_outcome_new = Phrase("new")
    cli_outcome_baseline = Phrase("baseline")
    cli_outcome_accepted = Phrase("accepted")
    cli_outcome_partly_held = Phrase("partly held")
    cli_outcome_held = Phrase("held")
    cli_outcome_refused = Phrase("refused")
    cli_outcome_superseded = Phrase("superseded")
    cli_still_partly_held = Phrase("still partly held")
    cli_still_held = Phrase("still held")
    cli_still_refused = Phrase("still refused")
    cli_change = Phrase("{what}: {agency}, {state}, {model} ({reason})")
    cli_change_former = Phrase("{change}: {former}")
    cli_kind_signed = Phrase("signed")
    cli_kind_signed_again = Phrase("signed again")
    cli_kind_ended = Phrase("ended")
    cli_kind_ended_again = Phrase("ended again")
    cli_kind_corrected = Phrase("corrected")
    cli_kind_corrected_again = Phrase("corrected again")
    cli_kind_renewed = Phrase("renewed")
    cli_kind_renewed_again = Phrase("renewed again")
    cli_kind_relabelled = Phrase("relabelled")
    cli_kind_relabelled_again = Phrase("relabelled again")
    cli_kind_moa_replaced = Phrase("moa replaced")
    cli_kind_moa_replaced_again = Phrase("moa replaced again")
    cli_kind_addendum_posted = Phrase("addendum posted")
    cli_kind_addendum_posted_again = Phrase("addendum posted again")
    cli_kind_addendum_replaced = Phrase("addendum replaced")
    cli_kind_addendum_replaced_again = Phrase("addendum replaced again")
    cli_kind_moa_posted = Phrase("moa posted")
    cli_kind_moa_posted_again = Phrase("moa posted again")
    cli_kind_pending_listed = Phrase("pending listed")
    cli_kind_pending_listed_again = Phrase("pending listed again")
    cli_kind_pending_dropped = Phrase("pending dropped")
    cli_kind_pending_dropped_again = Phrase("pending dropped again")

    cli_totals_title = Phrase("ICE's list of 287(g) agreements, as of {at}")
    cli_totals_agreements = Phrase("Agreements")
    cli_totals_agencies = Phrase("Agencies")
    cli_totals_names = Phrase("Names as printed")
    cli_totals_states = Phrase("States")
    cli_totals_territories = Phrase("Territories")
    cli_totals_states_as_printed = Phrase("Agreements whose state is not understood")
    cli_totals_pending = Phrase("Pending agreements")
    cli_totals_pending_last = Phrase("Pending agreements (list last published {day})")
    cli_totals_signed = Phrase("Signed since {day}")
    cli_totals_new_agencies = Phrase("Agencies that had signed nothing before")

    cli_no_holds = Phrase("Nothing is held, nor was in the last 30 days.")
    cli_head_hold = Phrase("hold")
    cli_head_list = Phrase("list")
    cli_head_of = Phrase("of")
    cli_head_reason = Phrase("reason")
    cli_head_since = Phrase("since")
    cli_head_editions = Phrase("editions")
    cli_head_now = Phrase("now")
    cli_everything = Phrase("everything")
    cli_held = Phrase("held")
    cli_decision_approved = Phrase("approved by you")
    cli_decision_rejected = Phrase("rejected by you")
    cli_end_approved = Phrase("approved on {at}")
    cli_end_by_itself = Phrase("ended by itself on {at}")
    cli_hold = Phrase("Hold {hold}, {standing}: {detail}")
    cli_hold_since = Phrase(
        one="Since {since}, in {count:,} edition; the last is {edition}.",
        other="Since {since}, in {count:,} editions; the last is {edition}.",
    )
    cli_hold_changes_nothing = Phrase("It would change nothing of what is known.")
    cli_hold_choice = Phrase("`287g-alerts review approve {hold}` lets this through, `reject` keeps it back.")
    cli_approved = Phrase("Hold {hold} is approved: the next poll takes it in and tells the chats.")
    cli_rejected = Phrase("Hold {hold} is rejected: nobody is told, for as long as the list shows just that.")
    cli_taken_back = Phrase("{departures}; {corrections}.")
    cli_departures = Phrase(one="{count:,} departure is taken back", other="{count:,} departures are taken back")
    cli_corrections = Phrase(
        one="{count:,} correction is owed to a chat that was told",
        other="{count:,} corrections are owed to chats that were told",
    )


class CountingPhrases:
    """What a quoted figure may count."""

    explained = Phrase("{figure:,} as of {at} is the number of:")
    explained_by_nothing = Phrase("No way of counting gives {figure:,} as of {at}.")
    explained_nearest = Phrase("The nearest other figures:")
    explained_line = Phrase("  {number:,}: {counting}")

    counting_agreements = Phrase("agreements on the list")
    counting_agencies = Phrase("agencies, each counted once however it is spelt")
    counting_names_as_printed = Phrase("names as printed, each spelling in a state counted as one more")
    counting_rows = Phrase("rows of the workbook, repeated ones included")
    counting_rows_and_header = Phrase("rows of the workbook with the header row among them")
    counting_states = Phrase("states, the District of Columbia included")
    counting_territories = Phrase("territories")
    counting_states_and_territories = Phrase("states and territories")
    counting_states_and_territories_as_one = Phrase("states, and all territories together as one more")
    counting_model = Phrase("agreements under one model: {model}")
    counting_pending = Phrase("agreements on the pending list")
    counting_both_lists = Phrase("agreements on both lists together")
    counting_signed_since = Phrase("agreements signed since {day}")
    counting_new_agencies = Phrase("agencies that have signed since {day} and had no agreement on the list before")
    counting_agencies_signed_since = Phrase("agencies that have signed since {day}, known ones included")


class OperatorPhrases(CommandLinePhrases, ReportPhrases, CountingPhrases):
    """Everything that an operator reads, but for errors and the log."""
