"""What stands on buttons, and the screens for choosing places, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ScreenPhrases:
    """Labels are short, for two stand beside each other on a phone; prompts stand on lists to choose from."""

    button_back = Phrase("← Back")
    button_done = Phrase("Done")
    button_settings = Phrase("Settings")
    button_all_settings = Phrase("← All settings")
    button_subscriptions = Phrase("What is followed")
    button_choose_place = Phrase("Choose a place")
    button_all_commands = Phrase("All commands")
    button_help = Phrase("Help")
    button_language = Phrase("Language")
    button_example = Phrase("Example: {state}")
    button_test = Phrase("Send a test message")
    button_undo = Phrase("Undo")
    button_subscribe = Phrase("Subscribe")
    button_yes = Phrase("Yes")
    button_no = Phrase("No")
    button_everything = Phrase("Stop everything")
    button_keep = Phrase("Keep all")
    button_erase = Phrase("Erase everything")
    button_erase_sure = Phrase("Yes, erase everything")
    button_leave_out = Phrase("Leave it out")
    button_every_state = Phrase("All states")
    button_whole_state = Phrase("All of {state}")
    button_on = Phrase("On")
    button_off = Phrase("Off")

    region_northeast = Phrase("Northeast")
    region_midwest = Phrase("Midwest")
    region_south = Phrase("South")
    region_west = Phrase("West")
    region_territories = Phrase("Territories")

    pick_title = Phrase("Which place?")
    pick_how = Phrase(
        "Press a part of the country, or type the name of your county or state: /subscribe Page County VA"
    )
    pick_in_region = Phrase("Which state?")
    pick_in_state = Phrase("All of {state}, or only some counties? Press a county again to stop following it.")
    pick_whole_state = Phrase("All of {state}? Press it again to stop following it.")
    pick_is_all = Phrase("This chat follows every state. To follow only some, first press “All states” to end that.")
    pick_covered = Phrase("All of {state} is followed, so its counties are covered already.")
    pick_followed = Phrase("Followed now: {areas}.")
    pick_nothing = Phrase("Nothing is followed yet.")
    pick_state_with = Phrase("{state} ({count})")
    pick_region_prompt = Phrase("Part of the country")
    pick_state_prompt = Phrase("State")
    pick_counties_prompt = Phrase("Only some counties")
    pick_range = Phrase("{first} to {last}")
    and_more = Phrase("{areas}, and {count:,} more")

    choose_prompt = Phrase("Choose")
    choose_the_rest = Phrase("These buttons stand for that word alone. What else you typed has to be typed again.")

    stands_nothing = Phrase("{area}: no agency has an agreement now.")
    stands = Phrase("{area}: {agencies}, {models}, since {month}.")
    stands_undated = Phrase("{area}: {agencies}, {models}.")
    stands_several = Phrase("{area}: {agencies}, {models}; the latest since {month}.")
    stands_more = Phrase("And {count:,} more places.")
    month_of_year = Phrase("{month} {year}")
    list_looked_at = Phrase("ICE's list: {checked}. News comes here by itself.")
    list_not_read = Phrase("ICE's list has not been read yet. As soon as it is, news comes here by itself.")
    covered_already = Phrase("{area}: covered already by {by}; it is kept as a subscription of its own.")
    followed_single = Phrase("{area}: every agency there.")
    followed_agency = Phrase("{area}: this agency alone.")
    followed_all = Phrase("Every state and territory: all of ICE's list.")
    followed_how_now = Phrase("Told at once.")
    followed_how_daily = Phrase("Told together, daily at {clock}.")
    followed_how_weekly = Phrase("Told together, every {weekday} at {clock}.")
    followed_without_models = Phrase("Left out: {models}.")
    followed_without_statewide = Phrase("State-wide agencies are left out where only counties are followed.")
    followed_more = Phrase("And {count:,} more: {areas}. To stop one of these: /unsubscribe and its name.")
    stop_prompt = Phrase("Stop following")
    removed = Phrase("No more alerts here about {areas}.")
    removed_back = Phrase("To have them back: /subscribe {codes}")
    nothing_removed = Phrase("None of that was followed here, so nothing has changed.")

    test_title = Phrase("A test message is on its way")
    test_text = Phrase("It comes the way that alerts come. If nothing arrives within a minute, /status says why.")
    test_quiet = Phrase("Quiet hours hold now, so that it comes afterwards, at {clock}.")
    test_notice_title = Phrase("This is a test")
    test_notice_text = Phrase(
        "Somebody asked for it here. Nothing on ICE's list has changed; alerts will arrive just like this message."
    )

    status_title = Phrase("How it stands here")
    status_follows = Phrase("Followed here: {areas}.")
    status_runs = Phrase("Alerts: on. Nothing keeps them from arriving, as far as is known.")
    status_nothing_waits = Phrase("No message waits.")
    status_waits = Phrase(one="{count:,} message waits.", other="{count:,} messages wait.")
    status_digest = Phrase("The next message with all the news of that time: {time}.")
    status_looked = Phrase("ICE's list: {checked}, and read.")
    status_never_looked = Phrase("ICE's list has not been read yet.")
    status_checking_nothing = Phrase("Nothing is in doubt.")

    start_title = Phrase("Alerts about 287(g) agreements")
    start_what = Phrase(
        "Under a 287(g) agreement, local police or sheriffs enforce immigration law. This bot reads ICE's official "
        "list and tells you when an agency of your county or state joins or leaves it."
    )
    start_how = Phrase("Choose a place below, or type its name.")
    start_confirm = Phrase("Subscribe this chat to {areas}?")
    help_short_purpose = Phrase("Tells this chat when an agency joins or leaves ICE's list of 287(g) agreements.")
    help_short_follow = Phrase("To follow a place: /subscribe Page County VA")
    help_short_ask = Phrase("To look a place up: /state VA")
    help_short_followed = Phrase("What this chat follows: /subscriptions. An administrator can change it.")
    erase_title = Phrase("Erase everything?")
    erase_text = Phrase(
        "All subscriptions and settings of this chat would be gone, and no more alerts would come here."
    )
