"""What a chat is answered, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ReplyPhrases:
    """Answers about a state, about the bot and about a chat's subscriptions."""

    state_title = Phrase("287(g) agreements in {state}")
    state_without = Phrase("No agency in {state} is on ICE's list of 287(g) agreements.")
    county_title = Phrase("287(g) agreements in {place}")
    county_without = Phrase("No agency in {place} is on ICE's list of 287(g) agreements.")
    county_listed_heading = Phrase("On ICE's list ({count:,})")
    county_pending_heading = Phrase("On ICE's list of pending agreements ({count:,})")
    county_unplaced = Phrase(
        one="Counted apart: {count:,} agency in {state} whose county the list does not say, such as state police.",
        other="Counted apart: {count:,} agencies in {state} whose county the list does not say, such as state police.",
    )
    county_of_state = Phrase(
        one="In all of {state}: {count:,} agency. See /state {code}",
        other="In all of {state}: {count:,} agencies. See /state {code}",
    )
    state_totals = Phrase("{agreements} of {agencies}: {models}.")
    agreements_counted = Phrase(one="{count:,} agreement", other="{count:,} agreements")
    agencies_counted = Phrase(one="{count:,} agency", other="{count:,} agencies")
    model_counted = Phrase("{number} {model}")
    pending_total = Phrase(
        one="Pending: {count:,} agreement on ICE's list of pending agreements.",
        other="Pending: {count:,} agreements on ICE's list of pending agreements.",
    )
    agency_with = Phrase("{agency}: {agreements}")
    agency_of_county_with = Phrase("{agency} ({county}): {agreements}")
    listed_heading = Phrase("On ICE's list in {state} ({count:,})")
    pending_heading = Phrase("On ICE's list of pending agreements in {state} ({count:,})")
    listed_short = Phrase("{agency}: {marks}")
    short_link = Phrase("(PDF)")
    shortly_linked = Phrase("{agreement} {link}")
    more_agreements = Phrase("{first}; {rest}")
    no_edition_yet = Phrase("No edition of ICE's list has been read yet. Ask again soon.")
    state_maybe = Phrase("Perhaps here, too: {agency} ({model}). ICE prints its state as “{printed}”.")
    being_checked = Phrase(
        "Being checked since {since}: {said}. Until that is settled, they are shown here as still listed."
    )
    being_checked_whole = Phrase(
        "Being checked since {since}: {said}. Until that is settled, this shows the last edition that was believed."
    )
    pending_being_checked = Phrase("The pending list is being checked since {since}: {said}.")
    pending_last_published = Phrase("ICE last published a list of pending agreements on {date}.")
    pending_source = Phrase("Pending agreements are those of edition {edition}, seen {time}.")
    list_unreadable = Phrase(
        "ICE's list has not been readable since {since}. This shows the last edition that was read; "
        "what has changed since then is not known."
    )

    which_change = Phrase("Which change?")
    did_not_work = Phrase("That did not work")
    went_wrong = Phrase("Something went wrong here, and it has been noted. Please try again in a minute.")

    answered_already = Phrase("Answered just now")
    see_above = Phrase("The same was asked here a moment ago: see above.")
    too_much_asked = Phrase(
        one="This was not carried out: {count} answer a minute is given here. Please try again in a minute.",
        other="This was not carried out: {count} answers a minute are given here. Please try again in a minute.",
    )

    help_title = Phrase("287(g) alerts")
    help_purpose = Phrase(
        "This bot watches ICE's public list of 287(g) agreements, under which local police and sheriffs enforce "
        "immigration law, and tells this chat when an agency in its states appears on or leaves the list."
    )
    help_command = Phrase("/{command} — {description}.")
    help_command_with = Phrase("/{command} {option} — {description}.")
    help_source = Phrase(
        "The list is the source: that an agreement is no longer on it does not say who ended it, or why."
    )

    subscribed = Phrase("Subscribed")
    unsubscribed = Phrase("Unsubscribed")
    stop_what = Phrase("Stop which alerts?")
    stop_how = Phrase(
        "Nothing is stopped yet. To stop all of them: /unsubscribe all. To stop some: /unsubscribe {codes}"
    )
    offer_title = Phrase("Alerts for this chat")
    hello_title = Phrase("Hello from the 287(g) alerts")
    hello = Phrase(
        "This bot watches ICE's official list of 287(g) agreements and says here when an agency joins or leaves it."
    )
    hello_first = Phrase("First step: type /subscribe and the name of your county or state.")
    offer = Phrase("To be told here when something changes in {states}: /subscribe {codes}")
    offer_help = Phrase("What else this bot can do: /help")
    every_state = Phrase("every state")
    about_chat = Phrase("{chat}: {title}")
    typed_for_chat = Phrase(
        "A command typed here is about this chat. For {chat}, put this before it: /manage {address}"
    )
    typed_for_channel = Phrase("A command typed here is about this channel. For {chat}, use its option “{option}”.")
    manage_title = Phrase("A group or channel, from here")
    manage_forward = Phrase("Forward a message of the channel to this chat.")
    manage_named = Phrase(
        "Or write /manage with its name or with a link to a message in it, and what to do there, such as: "
        "/manage @name subscribe VA"
    )
    manage_rights = Phrase(
        "You must be an administrator there, and the bot must be in it (in a channel, as an administrator). "
        "That is checked each time."
    )
    look_up_how = Phrase("Type a state or a county, such as page va")
    look_up_none = Phrase("No such place. Open the bot for help")
    look_up_more = Phrase("Be told when this changes")
    privacy_title = Phrase("What this bot stores")
    privacy_chat = Phrase(
        "Of this chat: its number on the platform, the language, which states and kinds of news it asked for, whether "
        "it can be reached, and what it was sent."
    )
    privacy_people = Phrase("Of people: nothing. Neither names nor what you write here is stored or logged.")
    privacy_kept = Phrase("Thirty days after this chat has unsubscribed or removed the bot, all of that is forgotten.")
    privacy_erase = Phrase("To have it forgotten at once, the subscriptions included: /privacy erase")
    erased_title = Phrase("Forgotten")
    erased = Phrase("Nothing about this chat is stored any more, and no alerts come here. To begin anew: /subscribe")
    subscriptions = Phrase("Subscriptions")
    alerted_about_nothing = Phrase("This chat is subscribed to nothing. For example: /subscribe VA MD")
    alerted_about_all = Phrase("This chat is told when an agency in any state appears on or leaves ICE's list.")
    alerted_about = Phrase(
        "This chat is told when an agency in one of these appears on or leaves ICE's list: {states}."
    )
    alerts = Phrase("Alerts")
    alerts_on = Phrase("On: {name} ({what})")
    alerts_off = Phrase("Off: {name} ({what})")
    alerts_how = Phrase(
        "To switch a kind, name it: /alerts renewals off, or /alerts documents on (once a day), "
        "or /alerts documents now (each at once)."
    )
    alerts_always = Phrase(
        "Whatever is set here, this chat is told when an agreement that it was told of is listed under another agency, "
        "and when something that it was told was not so."
    )
    alerts_switched_off = Phrase("Switched off here: {kinds}. To change that: /alerts")
    alerts_switched_on = Phrase("Switched on here, too: {kinds}. To change that: /alerts")
    interest_signings = Phrase("agreements new on ICE's list")
    interest_departures = Phrase("agreements no longer on ICE's list")
    interest_renewals = Phrase("agreements that were renewed")
    interest_relabellings = Phrase("agreements listed under another agency")
    interest_pending = Phrase("changes of the list of pending agreements")
    interest_files = Phrase("a spreadsheet beside long alerts")
    interest_documents = Phrase("texts of agreements and addenda, posted or replaced, together once a day")
    early = Phrase("Early notices")
    early_is_on = Phrase(
        "On: when agencies of these places are missing from ICE's list in a way that may be an error, this chat is "
        "told at once, as not confirmed, and again once it is known. To stop that: /early off"
    )
    early_in_vain = Phrase(
        "Early notices are on, but departures are left out here, so none is told early. "
        "To hear of departures: /alerts departures on"
    )
    early_is_off = Phrase(
        "Off: departures that may be an error of ICE's list are told here once they are confirmed, mostly within a "
        "day. To hear of them at once, as not confirmed: /early on"
    )
    state_choice = Phrase("{state} ({code})")


class HistoryPhrases:
    """The latest changes of a state, corrections included."""

    history_title = Phrase("Latest changes on ICE's list in {state}")
    history_title_county = Phrase("Latest changes on ICE's list in {place}")
    history_empty = Phrase("No change has been seen since this bot began to watch.")
    history_entry = Phrase("{date}: {happened} (no. {change})")
    listed_twice = Phrase("{agency} {place} was listed twice; one of the two rows is gone")
    retracted = Phrase("{agency} {place} had not left the list: we took that back")
    corrected_in = Phrase("{agency} {place} was corrected: {corrections}")
    former_agency = Phrase("name was “{former}”")
    former_county = Phrase("county was “{former}”")
    former_state = Phrase("state was {former}")
    former_model = Phrase("model was {former}")
    former_signed_on = Phrase("signing date was “{former}”")
    former_agency_id = Phrase("the id of its agency was “{former}”")
    former_value = Phrase("{field} was “{former}”")
    missing_agency = Phrase("name was missing")
    missing_county = Phrase("county was missing")
    missing_state = Phrase("state was missing")
    missing_model = Phrase("model was missing")
    missing_signed_on = Phrase("signing date was missing")
    missing_value = Phrase("{field} was missing")
