"""Discord's channels, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class ChannelPhrases:
    """What is said about channels, and of buttons that are somebody else's."""

    not_yours_title = Phrase("These buttons are not yours")
    not_yours = Phrase("Only the person who asked can press them. To get your own, ask for yourself: /help says how.")

    channel_option = Phrase("channel")
    channel_option_description = Phrase("The channel that this is about; leave out for this one")


class PostPhrases:
    """The posts of a forum, and why there are none."""

    post_title = Phrase("287(g): {place}")
    post_first = Phrase("What changes on ICE's official list in {place} comes here by itself.")
    post_follows = Phrase("Which places this post follows: /subscriptions. How alerts come: /settings.")
    post_made = Phrase("A post was made for it: {post}")
    post_there = Phrase("Alerts come in the post that is there already: {post}")
    posts_left = Phrase("Not done: {areas}.")

    problem_forum_itself = Phrase(
        "A forum itself is told nothing: choose one of its posts as the channel, or have one made with /subscribe VA "
        "and the forum as the channel."
    )
    problem_forum_without_bot = Phrase(
        "The bot itself is not a member of this server, so it cannot make posts: invite it again, with the scope bot."
    )
    problem_forum_rights = Phrase(
        "The bot cannot make posts in this forum: in the forum's settings, Permissions, give it {rights}."
    )
    problem_forum_wants_tag = Phrase(
        "This forum requires a tag on every post, and the bot chooses none: switch that off in the forum's settings, "
        "or make a post by hand and give /subscribe in it."
    )
    problem_forum_full = Phrase(
        "Discord allows no more open posts and threads in this server: close some, and try again."
    )
    problem_forum_later = Phrase("Discord takes no new post in this forum just now: try again in a few minutes.")
    problem_forum_unsure = Phrase(
        "Discord did not say whether it made the post: try again, and delete the empty post if there is one."
    )
    problem_forum_refused = Phrase(
        "Discord refused the post and does not say why: make one by hand, and give /subscribe in it."
    )
    problem_too_many_posts = Phrase(
        "That would be {count} posts, one for each state, and one command makes {most} at most: name fewer states."
    )


class NamePhrases:
    """What each command is called: without accents, which Telegram does not take."""

    called_subscribe = Phrase("subscribe")
    called_unsubscribe = Phrase("unsubscribe")
    called_subscriptions = Phrase("subscriptions")
    called_alerts = Phrase("alerts")
    called_settings = Phrase("settings")
    called_early = Phrase("early")
    called_state = Phrase("state")
    called_changes = Phrase("changes")
    called_agency = Phrase("agency")
    called_status = Phrase("status")
    called_test = Phrase("test")
    called_explain = Phrase("explain")
    called_privacy = Phrase("privacy")
    called_help = Phrase("help")
