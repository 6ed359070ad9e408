"""What a person in a chat did that cannot be, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ProblemPhrases:
    """Each is one clear line, and says what to do instead."""

    problem_no_such_command = Phrase("There is no command /{name}. /help lists those there are.")
    problem_button_expired = Phrase("This button is too old to be understood. Type /settings or /help to go on.")
    problem_needs_administrator = Phrase(
        "Changing that needs an administrator of this chat. Anyone can look a place up: /state VA"
    )
    problem_needs_manage_channels = Phrase(
        "Changing that needs Manage Server, or Manage Channels in this channel, or a role that the server's settings, "
        "Integrations, allow the command. Anyone can look a place up: /state VA"
    )
    problem_cannot_tell_administrators = Phrase(
        "The bot cannot see who is an administrator here, because it is none itself. Make it one, and try again."
    )
    problem_which_agency = Phrase("Type its name and state, or its id. For example: /agency Page County Sheriff VA")
    problem_no_such_state = Phrase("“{typed}” is no state or territory that we know. Use a code such as VA, or a name.")
    problem_which_of_states = Phrase("“{typed}” is a part of two names: {codes}. Type the one that you mean.")
    problem_small_word = Phrase(
        "Is “{typed}” meant to be {codes}? Then write its whole name. Otherwise leave the word out."
    )
    problem_all_or_some = Phrase("All states, or only {codes}? Type one of the two: all, or just the names.")
    problem_no_counties_yet = Phrase(
        "“{typed}”: this answers for a whole state only. Name the state: VA, or Virginia. "
        "To be told of a county: /subscribe and its name."
    )
    problem_which_area = Phrase("One state, county or agency. For example: /{name} VA, or /{name} Page County VA")
    problem_which_of_areas = Phrase("“{typed}” may be {codes}. Which?")
    problem_which_county = Phrase("“{typed}”: which county? Type its name, or only {codes} for all of it.")
    problem_too_many_places = Phrase(
        "“{typed}” is in {count} states. Which one? Its state can stand behind it: “{typed}, {example}”."
    )
    problem_nearest_places = Phrase("“{typed}” is no place that we know. Do you mean {codes}?")
    problem_no_such_place = Phrase(
        "“{typed}” is no state, county or agency that we know. Type a name such as Virginia, or Page County VA."
    )
    problem_no_such_county = Phrase("We know no such county: “{typed}”. Do you mean {codes}?")
    problem_no_such_agency = Phrase(
        "No agency of that name is or was on ICE's list: “{typed}”. The nearest: {codes}. "
        "If yours is not among them, type its county."
    )
    problem_agency_unknown = Phrase(
        "No agency of that name is or was on ICE's list: “{typed}”. Type its county: Page County VA."
    )
    problem_models_elsewhere = Phrase(
        "“{typed}”: type the place alone. Which models this chat is told of is set for all its places: /settings models"
    )
    problem_kinds_elsewhere = Phrase(
        "“{typed}”: type the place alone. Which kinds of news this chat is told of is set for all its places: /alerts"
    )
    problem_cannot_manage_there = Phrase(
        "That group or channel cannot be managed from here: you must be an administrator in it, and so must the bot "
        "in a channel. /manage says how."
    )
    problem_privacy_how = Phrase("/privacy says what is stored; /privacy erase has it forgotten. Nothing was changed.")
    either = Phrase("{first} or {last}")
    either_of_more = Phrase("{first} or {count} others")
    problem_which_change = Phrase("Type its number, which stands in /changes. For example: /{name} 123")
    problem_no_change = Phrase("There is no change with the number {change}.")
    problem_subscribed_to_nothing = Phrase("This chat is subscribed to nothing.")
    problem_subscribed_to_all = Phrase(
        "This chat is subscribed to all states at once. Use /unsubscribe all, then /subscribe with those that you want."
    )
    problem_which_alerts = Phrase(
        "Which alerts, on or off? For example: /alerts renewals off. Without a word, /alerts names them all."
    )
    problem_on_or_off = Phrase("On or off? For example: /{name} on")
