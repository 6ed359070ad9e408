"""What is in the way, in English: for the operator's chats and the log, and for chats when the list is out of sight."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class NoticePhrases:
    """Each trouble as it stands and as it ends; ``said`` is a whole sentence about what is wrong."""

    notice_title = Phrase("287(g) alerts: for the operator")
    notice_hint = Phrase("`287g-alerts status` shows everything at once.")
    trouble_source = Phrase("{about} has not been readable since {since}: {said}.")
    trouble_refused = Phrase("The workbook {about} has been refused since {since}: {said}.")
    trouble_list_missing = Phrase("The {about} list has not been linked since {since}: {said}.")
    trouble_list_unseen = Phrase("The {about} list has been out of sight since {since}: {said}.")
    trouble_no_new_edition = Phrase("The {about} list is quiet: {said}.")
    trouble_hold = Phrase(
        "Hold {about} waits since {since}: {said}. `287g-alerts review show {about}` says what is kept back."
    )
    trouble_rows = Phrase("Rows of the {about} list are kept as printed since {since}: {said}.")
    trouble_platform = Phrase("Commands on {about} have not been heard since {since}: {said}.")
    trouble_rival = Phrase("Commands on {about} may have gone unanswered since {since}: {said}. Alerts go out.")
    trouble_sending = Phrase("Nothing has gone out on {about} since {since}: {said}. What is owed there waits.")
    trouble_chats_paused = Phrase("Chats on {about} cannot be reached: {said}.")
    trouble_disk = Phrase("The disk is nearly full since {since}: {said}.")
    over_source = Phrase("{about} is readable again; it was not since {since}.")
    over_refused = Phrase("The workbook {about} is no longer refused; it was since {since}.")
    over_list_missing = Phrase("The {about} list is linked again, or no longer expected; it was missing since {since}.")
    over_list_unseen = Phrase("The {about} list is in sight again; it was not since {since}.")
    over_no_new_edition = Phrase("The {about} list has a new edition; none was seen since {since}.")
    over_hold = Phrase("Hold {about} is over; it began on {since}.")
    over_rows = Phrase("Every row of the {about} list is understood again; some were not since {since}.")
    over_platform = Phrase("Commands on {about} are heard again; they were not since {since}.")
    over_rival = Phrase("Nobody else uses the token of {about} any more; somebody did since {since}.")
    over_sending = Phrase("Messages go out on {about} again; they did not since {since}.")
    over_chats_paused = Phrase("All chats on {about} can be reached again; some could not since {since}.")
    over_disk = Phrase("There is room on the disk again; it was nearly full since {since}.")

    trouble_said_unlinked = Phrase("the page can be read, and links no workbook that is this list")
    trouble_said_unseen = Phrase("no source shows it")
    trouble_said_quiet = Phrase(
        one="no new edition for {count} day, longer than ever before",
        other="no new edition for {count} days, longer than ever before",
    )
    trouble_said_rows = Phrase(
        one="the state or the support type of {count:,} row is not understood: {examples}",
        other="the state or the support type of {count:,} rows is not understood: {examples}",
    )
    trouble_said_unconnected = Phrase("there is no connection to it")
    trouble_said_another_process = Phrase("another process uses the same token; end that one, or make a new token")
    trouble_said_token = Phrase("it does not take our token; mend it there, or put the right one in the configuration")
    trouble_said_limited = Phrase("it asks for silence, since too many messages have gone out")
    trouble_said_account = Phrase("it does not let our account do anything until that is verified; see its mail to you")
    trouble_said_refused = Phrase("it refuses our connection; look for a newer version of this program")
    trouble_said_unregistered = Phrase("it has not taken our commands yet; alerts go out, and it is asked again")
    trouble_said_webhook = Phrase(
        "another service was set to hear people in our place, which is undone; who else has the token?"
    )
    trouble_said_blocked = Phrase("the network in front of it blocks our address for a while")
    trouble_said_switched_off = Phrase("it has switched off messages of this kind for a while")
    trouble_said_overloaded = Phrase("it has too much to do, or is out of order")
    trouble_said_unanswered = Phrase("its answers do not arrive")
    trouble_said_reason = Phrase("the reason is known here as {reason}")
    trouble_said_paused = Phrase(one="{count:,} chat is paused", other="{count:,} chats are paused")
    trouble_said_disk = Phrase("{free:,} MB are free")

    unreadable_title = Phrase("ICE's list of 287(g) agreements cannot be read")
    unreadable_text = Phrase(
        "This bot has not been able to read the list since {since}. Until it can, it does not see changes, "
        "so do not take its silence for good news. It keeps trying and will tell you when the list is readable again."
    )
    readable_title = Phrase("ICE's list of 287(g) agreements can be read again")
    readable_text = Phrase(
        "The list could not be read between {since} and {until}. What changed meanwhile is told now, if anything did."
    )

    unconfirmed_title = Phrase("Not confirmed: departures from ICE's list in {places}")
    unconfirmed_text = Phrase(
        "The list has not shown the following since {since}. That may be an error of the list, and it is being "
        "checked: {said}. They count as listed until then; you will be told how it ends."
    )
    withdrawn_title = Phrase("Not so: they are still on ICE's list")
    withdrawn_text = Phrase(
        "On {since} we told you, as not confirmed, that the list no longer showed the following. "
        "That was not so: they count as listed."
    )
    early_named = Phrase("{agency} {place}: {model}")
    early_pending = Phrase("{agency} {place}: {model}, on the list of pending agreements")
    early_counted = Phrase(one="{state}: {count:,} agreement", other="{state}: {count:,} agreements")
    early_hint = Phrase("This chat asked to hear early. To stop that: /early off")

    arrival_title = Phrase("Alerts come here now")
    arrival_text = Phrase(
        "The topic that alerts went to is gone, so they come here from now on. /subscriptions says what they are about."
    )
