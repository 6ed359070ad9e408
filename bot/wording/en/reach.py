"""Whether alerts reach a chat, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ReachPhrases:
    """What a chat lacks, why it is paused, and what follows; ``why`` is a clause after a colon."""

    cannot_arrive = Phrase("Alerts cannot arrive here yet.")
    not_a_member = Phrase("The bot itself is not a member of this server. Invite it again, with the scope {scope}.")
    not_a_member_here = Phrase("The bot itself is not a member here. Add it again.")
    lacks_rights = Phrase("Missing here: {rights}. Once the bot has that, alerts will come.")
    comes_plain = Phrase("Alerts come here as plain text, because the bot lacks the permission {right}.")
    comes_without_files = Phrase(
        "Alerts come here without files, and long lists are written out, because the bot lacks the permission {right}."
    )

    right_view_channel = Phrase("View Channel")
    right_send_messages = Phrase("Send Messages")
    right_send_in_threads = Phrase("Send Messages in Threads")
    right_create_posts = Phrase("Send Messages (in a forum: Create Posts)")
    right_connect = Phrase("Connect")
    right_join_thread = Phrase("membership of this private thread (mention the bot here to add it)")
    right_embed_links = Phrase("Embed Links")
    right_attach_files = Phrase("Attach Files")
    right_post_messages = Phrase("Send Messages (in a channel: Post Messages)")
    right_send_files = Phrase("Send Files")

    paused = Phrase("This chat is paused: alerts do not reach it.")
    paused_no_more = Phrase("This chat is no longer paused.")
    paused_since = Phrase("Paused since {since}: {why}.")
    was_paused_since = Phrase("It was paused since {since}: {why}.")
    tried_again = Phrase("The next try is on {time}, or with the first command given here once nothing is missing.")
    tried_now = Phrase(
        one="{count:,} alert waits, and is tried again now.",
        other="{count:,} alerts wait. The first of them is tried again now, and the others follow it if it arrives.",
    )
    comes_back = Phrase("Alerts go on with the first command given here once nothing is missing.")
    no_alert_waits = Phrase("No alert waits.")
    alerts_wait = Phrase(one="{count:,} alert waits.", other="{count:,} alerts wait.")
    alerts_follow = Phrase(one="{count:,} alert waits and follows now.", other="{count:,} alerts wait and follow now.")

    why_not_allowed = Phrase("the bot was not allowed to write here")
    why_blocked = Phrase("the bot was blocked, or may not write private messages here")
    why_removed = Phrase("the bot was removed from here")
    why_gone = Phrase("this chat was deleted, or the bot could not find it")
    why_closed = Phrase("this thread or topic was closed")
    why_wrong_kind = Phrase("nobody can write messages in a channel of this kind")
    why_paid = Phrase("this chat takes messages only for payment")
    why_unnamed = Phrase("the platform refused messages here, for a reason that it does not name")
