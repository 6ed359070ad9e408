"""What a chat is answered about one agency, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class AgencyPhrases:
    """One agency, its agreements and history; and which agencies could be meant."""

    agency_title = Phrase("{agency} {place}")
    agency_printed_here = Phrase("Printed here as “{agency}”.")
    agreement_since = Phrase("On ICE's list since {since}.")
    agreement_from_start = Phrase("On ICE's list already when this bot began to watch, on {since}.")
    agreement_left = Phrase("No longer on ICE's list since {ended}; seen there from {since} on.")
    agreement_pending_since = Phrase("On ICE's list of pending agreements since {since}.")
    agreement_pending_from_start = Phrase(
        "On ICE's list of pending agreements already when this bot began to watch, on {since}."
    )
    agreement_left_pending = Phrase(
        "No longer on ICE's list of pending agreements since {ended}; seen there from {since} on."
    )
    agreement_id = Phrase("Id: {id}")
    agency_id = Phrase("Id of the agency: {id}")
    agency_history = Phrase("What has changed, newest first:")
    agency_history_cut = Phrase(
        "Shown here: {shown} of {count:,} changes, the latest ones. All of them are in the attached file."
    )

    which_agency = Phrase("Which agency?")
    several_agencies = Phrase(
        "{count:,} agencies could be meant by “{typed}”. Ask for one by its id, such as {example}, "
        "or add a state or more of the name."
    )
    more_agencies = Phrase("And {count:,} more.")
    agency_choice = Phrase("{agency} {place}: {id}")
    no_such_agency = Phrase("No agency that is or was on ICE's list is called “{typed}”, as far as this bot has seen.")
    nearest_agencies = Phrase("These come nearest. Ask for one by its id, such as {example}")
    agency_hint = Phrase(
        "Ask by the name that ICE prints, or a part of it, with the state behind it, such as {example}"
    )
    agency_example = Phrase("Page County Sheriff VA")
    command_with = Phrase("{command} {words}")
