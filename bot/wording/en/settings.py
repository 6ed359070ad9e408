"""How and when a chat is told, and how that is set, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class SettingsPhrases:
    """Each setting as it is: a sentence, and what to type to change it."""

    command_settings = Phrase("How and when this chat is told: language, time zone, digests, quiet hours")
    option_settings = Phrase("setting")
    option_settings_description = Phrase("Such as: alerts daily 8, or quiet 22-7; leave out to see all of them")

    settings = Phrase("Settings")
    setting_language = Phrase("Language: English. To change it: /settings language es")
    setting_language_unset = Phrase(
        "Language: alerts come in that of who subscribed first, and answers in that of who asks. "
        "To have all in one: /settings language en, or /settings language es"
    )
    setting_timezone = Phrase(
        "Time zone: {zone}, where it is {clock} now. To change it: /settings timezone Chicago, for example"
    )
    setting_alerts_now = Phrase(
        "Alerts: at once. To have them together instead: /settings alerts daily 8, or /settings alerts weekly monday 8"
    )
    setting_alerts_daily = Phrase(
        "Alerts: together, daily at {clock}. To change that: /settings alerts now, or /settings alerts weekly monday 8"
    )
    setting_alerts_weekly = Phrase(
        "Alerts: together, every {weekday} at {clock}. "
        "To change that: /settings alerts now, or /settings alerts daily 8"
    )
    setting_quiet = Phrase(
        "Quiet hours: from {start} to {end} nothing is sent here; it comes afterwards. To end that: /settings quiet off"
    )
    setting_quiet_off = Phrase("Quiet hours: none. To have some: /settings quiet 22-7")
    setting_silent = Phrase("Sound: alerts come without a sound. To change that: /settings sound on")
    setting_sound = Phrase("Sound: alerts come with a sound. To have them without: /settings sound off")
    setting_all_clear = Phrase(
        "All-clear: after a week without news this chat is told so, every {weekday} at {clock}. "
        "To end that: /settings allclear off"
    )
    setting_all_clear_off = Phrase(
        "All-clear: off. To be told after each week without news that there was none: /settings allclear on"
    )
    setting_kinds = Phrase("Told here: {kinds}. To change that: /alerts")
    setting_kinds_none = Phrase("Told here: no kind of news. To change that: /alerts")
    setting_early_on = Phrase("Departures that are still being checked: told at once. To stop that: /early off")
    setting_early_off = Phrase("Departures that are still being checked: not told. To hear of them: /early on")
    settings_in_zone = Phrase("Times here are those of {zone}. To change that: /settings timezone Chicago, for example")

    alerts_follow_later = Phrase(
        one="{count:,} alert waits, and follows at the time that this chat has set: /settings",
        other="{count:,} alerts wait, and follow at the time that this chat has set: /settings",
    )

    interest_documents_at_once = Phrase("texts of agreements and addenda, posted or replaced, each at once")
    interest_corrections = Phrase("what ICE's list corrects of an agreement")

    weekday_monday = Phrase("Monday")
    weekday_tuesday = Phrase("Tuesday")
    weekday_wednesday = Phrase("Wednesday")
    weekday_thursday = Phrase("Thursday")
    weekday_friday = Phrase("Friday")
    weekday_saturday = Phrase("Saturday")
    weekday_sunday = Phrase("Sunday")

    problem_which_setting = Phrase(
        "Which setting? One of: language, timezone, alerts, quiet, sound, allclear. "
        "/settings without a word shows them all."
    )
    problem_which_language = Phrase("Which language? /settings language en (English), or es (Spanish)")
    problem_which_timezone = Phrase(
        "“{typed}” is no time zone that we know. Near to it: {near}. Say for example: /settings timezone eastern"
    )
    problem_when_alerts = Phrase(
        "When? For example: /settings alerts now, /settings alerts daily 8, or /settings alerts weekly monday 8pm"
    )
    problem_which_hours = Phrase("Which hours? For example: /settings quiet 22-7, or: /settings quiet off")
    problem_which_sound = Phrase("On or off? /settings sound on, or /settings sound off")
    problem_when_all_clear = Phrase(
        "On or off, and when? For example: /settings allclear on, or /settings allclear on monday 9"
    )
    problem_settings_without_subscription = Phrase(
        "This chat is subscribed to nothing yet, so that only its language and time zone can be set. "
        "First for example: /subscribe VA MD"
    )
