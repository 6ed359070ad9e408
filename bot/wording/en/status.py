"""How the bot is, in English: what ``287g-alerts status`` says."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class StatusPhrases:
    """One line each; the words of health stand alone."""

    cli_help_status = Phrase(
        "Say how the bot is: when the list was last looked at and seen, what is held, what is in the way, "
        "who cannot be reached.  Reads only, beside a running bot.\n\n"
        "Exit status: 0 healthy, 1 degraded, 2 blind or not running."
    )
    cli_short_status = Phrase("Say how the bot is, and exit with 0, 1 or 2.")
    status_healthy = Phrase("Healthy")
    status_degraded = Phrase("Degraded: something is in the way")
    status_blind = Phrase("Blind: the list has not been seen for an hour")
    status_stopped = Phrase("Not running")
    status_version = Phrase("287g-alerts {version}, database {path}")
    status_look_good = Phrase("{source}: {checked}")
    status_look_bad = Phrase("{source}: asked {time}; {said}")
    status_look_never = Phrase("No source has been asked yet.")
    status_list = Phrase(
        one="{list} list: {count:,} agreement, from edition {edition}, seen {time}",
        other="{list} list: {count:,} agreements, from edition {edition}, seen {time}",
    )
    status_list_unread = Phrase("{list} list: never read")
    status_list_expired = Phrase("{list} list: no longer published since {time}")
    status_seen_other = Phrase("{list} list: {source} shows edition {edition} now, which is not believed yet")
    status_nothing_held = Phrase("Held: nothing")
    status_held = Phrase("Held: hold {hold}, since {since}: {said}")
    status_nothing_in_the_way = Phrase("In the way: nothing")
    status_in_the_way = Phrase("In the way: {said}")
    status_chats = Phrase(
        one="Chats: {count:,} subscribed, {paused} paused", other="Chats: {count:,} subscribed, {paused} paused"
    )
    status_waiting = Phrase(
        one="{platform}: {count:,} message waits to go out", other="{platform}: {count:,} messages wait to go out"
    )
