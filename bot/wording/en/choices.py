"""What can be set, in short: a line each on one screen, and what can be chosen, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ChoicePhrases:
    """``topic_`` stands on a button, ``brief_`` says how it is set now, ``choice_`` can be chosen."""

    language_itself = Phrase("English")

    settings_how = Phrase("To change one, choose it below, or type it: /settings quiet 22-7, for example.")
    settings_prompt = Phrase("Change")

    topic_language = Phrase("Language")
    topic_timezone = Phrase("Time zone")
    topic_alerts = Phrase("When alerts come")
    topic_quiet = Phrase("Quiet hours")
    topic_silent = Phrase("Sound")
    topic_allclear = Phrase("Weekly all-clear")
    topic_kinds = Phrase("Kinds of news")
    topic_models = Phrase("Models")
    topic_statewide = Phrase("State-wide agencies")
    topic_early = Phrase("Early notices")
    topic_files = Phrase("Files")
    topic_mention = Phrase("Who is mentioned")
    topic_publish = Phrase("Publishing")

    brief_language = Phrase("Language: English")
    brief_language_unset = Phrase("Language: that of who asks")
    brief_timezone = Phrase("Time zone: {zone} ({clock} now)")
    brief_alerts_now = Phrase("Alerts: at once")
    brief_alerts_daily = Phrase("Alerts: together, daily at {clock}")
    brief_alerts_weekly = Phrase("Alerts: together, every {weekday} at {clock}")
    brief_quiet = Phrase("Quiet hours: {start}-{end}")
    brief_quiet_off = Phrase("Quiet hours: none")
    brief_silent = Phrase("Sound: none")
    brief_sound = Phrase("Sound: yes")
    brief_all_clear = Phrase("Weekly all-clear: every {weekday} at {clock}")
    brief_all_clear_off = Phrase("Weekly all-clear: off")
    brief_kinds = Phrase("Told of: {kinds}")
    brief_kinds_none = Phrase("Told of: no kind of news")
    brief_models_all = Phrase("Models: all")
    brief_models_without = Phrase("Models: all but {models}")
    brief_statewide_on = Phrase("State-wide agencies: told to who follows a county")
    brief_statewide_off = Phrase("State-wide agencies: not told to who follows a county")
    brief_early_on = Phrase("Early notices: on")
    brief_early_in_vain = Phrase("Early notices: on, but departures are left out")
    brief_early_off = Phrase("Early notices: off")
    brief_files_on = Phrase("Files beside long alerts: yes")
    brief_files_off = Phrase("Files beside long alerts: no")
    brief_mention = Phrase("Mentioned with each alert: one role")
    brief_mention_unheard = Phrase("Mentioned with each alert: a role, but it is not notified")
    brief_mention_nobody = Phrase("Mentioned with each alert: nobody")
    brief_publish_on = Phrase("Published to channels that follow this one: yes")
    brief_publish_off = Phrase("Published to channels that follow this one: no")

    setting_models_all = Phrase("Models: this chat is told of all. To leave one out: /settings models task force off")
    setting_models_without = Phrase(
        "Models: this chat is told nothing of {models}. To have all: /settings models all. "
        "Models that are none of the four known ones are always told."
    )
    setting_statewide_on = Phrase(
        "State-wide agencies: who follows a county here hears also of agencies of its state whose county the list "
        "does not say, such as state police. To leave these out: /settings statewide off"
    )
    setting_statewide_off = Phrase(
        "State-wide agencies: left out. Agencies whose county the list does not say are not told to who follows "
        "counties alone. To hear of them: /settings statewide on"
    )
    setting_files_on = Phrase(
        "Files: a spreadsheet comes beside each long alert. To stop that: /settings files off. "
        "The text names everything all the same."
    )
    setting_files_off = Phrase(
        "Files: none. To have a spreadsheet beside each long alert: /settings files on. "
        "The text names everything all the same."
    )
    setting_mention = Phrase(
        "Mention: each alert notifies the role with the number {role}. To notify nobody: /settings mention off"
    )
    mention_unheard = Phrase(
        "Mention: alerts show the chosen role here, but nobody is notified: let anyone mention that role (Server "
        "Settings, Roles), or give the bot the permission “Mention @everyone, @here, and All Roles”."
    )
    setting_mention_nobody = Phrase(
        "Mention: alerts notify nobody by name. To have them notify one role: /settings mention and the role, "
        "written with @ as in a message"
    )
    setting_publish_on = Phrase(
        "Publishing: what comes into this announcement channel is published to the channels that follow it, "
        "up to ten times an hour. To stop that: /settings publish off"
    )
    setting_publish_off = Phrase(
        "Publishing: off. In an announcement channel, to publish alerts to the channels that follow it: "
        "/settings publish on"
    )

    choice_now = Phrase("At once")
    choice_daily = Phrase("Daily")
    choice_weekly = Phrase("Weekly")
    choice_hour_prompt = Phrase("At what time?")
    choice_day_prompt = Phrase("On which day?")
    choice_zone_prompt = Phrase("Time zone")
    choice_hours_prompt = Phrase("From when to when?")
    choice_kinds_prompt = Phrase("Switch on or off")
    choice_models_prompt = Phrase("Switch on or off")
    choice_none = Phrase("None")
    choice_nobody = Phrase("Nobody")
    choice_with_sound = Phrase("With sound")
    choice_without_sound = Phrase("Without sound")
    choice_hours = Phrase("{start}-{end}")

    zone_eastern = Phrase("Eastern (New York)")
    zone_central = Phrase("Central (Chicago)")
    zone_mountain = Phrase("Mountain (Denver)")
    zone_arizona = Phrase("Arizona (Phoenix)")
    zone_pacific = Phrase("Pacific (Los Angeles)")
    zone_alaska = Phrase("Alaska (Anchorage)")
    zone_hawaii = Phrase("Hawaii (Honolulu)")
    zone_atlantic = Phrase("Puerto Rico (San Juan)")
    zone_chamorro = Phrase("Guam")
    zone_utc = Phrase("Universal time (UTC)")

    kind_signings = Phrase("New agreements")
    kind_departures = Phrase("Departures")
    kind_renewals = Phrase("Renewals")
    kind_relabellings = Phrase("Under another agency")
    kind_pending = Phrase("Pending list")
    kind_documents = Phrase("Texts, once a day")
    kind_documents_at_once = Phrase("Texts, at once")
    kind_corrections = Phrase("Corrections by ICE")
    kind_files = Phrase("Files")

    problem_which_models = Phrase(
        "Which model, on or off? For example: /settings models task force off, /settings models only jail, warrant, "
        "or /settings models all. One at least has to stay."
    )
    problem_which_switch = Phrase("On or off? For example: /settings {topic} on")
    problem_which_role = Phrase("Which role? /settings mention and the role, written with @, or: /settings mention off")
    problem_only_on_discord = Phrase("That can be set on Discord alone.")
    problem_too_many_areas = Phrase(
        "A chat can follow {most} places at most, and this one would follow {count}. "
        "Follow a whole state in place of its counties, or stop some first: /subscriptions"
    )
