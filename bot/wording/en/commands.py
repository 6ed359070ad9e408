"""The commands of a chat, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class CommandPhrases:
    """Descriptions have at most 100 characters, the strictest platform's limit."""

    command_subscribe = Phrase("Alert this chat when an agency in these places appears on or leaves the list")
    option_subscribe = Phrase("states")
    option_subscribe_description = Phrase("States, counties or agencies: VA, Page County VA, Tampa Police; or: all")
    command_unsubscribe = Phrase("Stop the alerts for these places, or all of them")
    option_unsubscribe = Phrase("states")
    option_unsubscribe_description = Phrase("Codes or names; all stops every alert in this chat; leave out to be asked")
    command_subscriptions = Phrase("Which places this chat is alerted about")
    command_alerts = Phrase("Which kinds of news this chat is told of, and switch them on or off")
    option_alerts = Phrase("switch")
    option_alerts_description = Phrase("Such as: documents on, renewals off; leave out to see how they are set")
    command_early = Phrase("Hear at once of departures that are still being checked (off unless asked for)")
    option_early = Phrase("switch")
    option_early_description = Phrase("on or off; leave out to see how it is set")
    command_state = Phrase("Who has a 287(g) agreement now, by state, county or agency")
    option_state = Phrase("state")
    option_state_description = Phrase("A state, a county or an agency, such as VA or Page County VA")
    command_changes = Phrase("The latest changes by state, county or agency, corrections of the list included")
    option_changes = Phrase("state")
    option_changes_description = Phrase("A state, a county or an agency, such as VA or Page County VA")
    command_agency = Phrase("One agency: its agreements, since when, and what has changed in them")
    option_agency = Phrase("name")
    option_agency_description = Phrase("A name or a part of it, with a state behind it if need be; or its id")
    command_explain = Phrase("What a change rests on; /changes has its number")
    option_explain = Phrase("number")
    option_explain_description = Phrase("The number of a change, such as 123")
    command_manage = Phrase("Manage a group or channel from this chat, as its administrator")
    option_manage = Phrase("chat")
    option_manage_description = Phrase("Its @name, or a link to a message in it; then what to do there")
    command_privacy = Phrase("What is stored of this chat; with the word erase behind it, that is forgotten")
    option_privacy = Phrase("erase")
    option_privacy_description = Phrase("erase: forget this chat and its subscriptions at once")
    command_help = Phrase("What this bot does and how to use it")
    option_help = Phrase("all")
    option_help_description = Phrase("all: every command there is; leave out for the first steps")
    command_status = Phrase("How it stands here: what is followed, what waits, when the list was last read")
    command_test = Phrase("Send a test message to this chat, the way that alerts come")
