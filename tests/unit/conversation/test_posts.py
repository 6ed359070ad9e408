"""A forum is told in posts: which are made, which are there already, and what is said where none can be made."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.conversation.dispatch import Conversation
from bot.delivery import reach
from bot.domain.chats import CannotPost, Forum, Place, Post, Right
from bot.domain.errors import ChatLost, Refused, RetryLater, SendError, Uncertain
from bot.domain.messages import Message, Reply
from storage.store import Store
from tests.support.make import NOW, DirectAccess, make_agreement, make_asked
from tests.unit.conversation.test_answers import have, text_of

FORUM = Place("discord", "500", "Server #forum")
HERE = Place("discord", "1", "Server #alerts")


class Posts:
    """A forum of a platform: its posts by address, those that were ``asked`` for, and what making the next raises."""

    def __init__(self) -> None:
        self.made: dict[str, tuple[str, Message]] = {}
        self.gone: set[str] = set()
        self.asked: list[str] = []
        self.failing: list[SendError | None] = []
        self.forum = Forum(self._open, self._find, asyncio.Lock())

    async def _open(self, title: str, first: Message) -> Post:
        await asyncio.sleep(0)
        error = self.failing.pop(0) if self.failing else None
        if error is not None:
            raise error
        number = str(501 + len(self.made))
        self.made[number] = title, first
        return self._post(number)

    async def _find(self, address: str) -> Post | None:
        self.asked.append(address)
        return None if address in self.gone else self._post(address)

    def _post(self, number: str) -> Post:
        title = self.made[number][0]
        return Post(Place("discord", number, f"Server #{title}", group="500"), title, f"https://posts.example/{number}")

    @property
    def titles(self) -> list[str]:
        return [title for title, _ in self.made.values()]


class Desk:
    """The answers over a store, asked about a forum from another channel."""

    def __init__(self, store: Store) -> None:
        self.store, self.posts, self.woken = store, Posts(), 0
        self.conversation = Conversation(DirectAccess(store), lambda: NOW, self._wake)

    def _wake(self) -> None:
        self.woken += 1

    async def ask(
        self,
        words: str,
        name: str = "subscribe",
        *,
        pressed: bool = False,
        hindrance: CannotPost | None = None,
        language: str = "en",
    ) -> Reply:
        asked = make_asked(name, words, place=FORUM, hindrance=hindrance, language=language)
        return await self.conversation.answer(replace(asked, here=HERE, pressed=pressed, forum=self.posts.forum))

    def follows(self) -> dict[str, list[str]]:
        return {number: self.store.chats.subscriptions(Place("discord", number)) for number in self.posts.made}


@pytest.fixture
def desk(store: Store) -> Desk:
    have(store, make_agreement(1, state="VA", county="Page County"), make_agreement(2, state="MD"))
    store.write(lambda work: work.looks.looked("ice.gov", NOW))
    return Desk(store)


def labels(reply: Reply) -> list[tuple[str, str]]:
    """Every button with the chat that it is about."""
    return [(button.label, button.about) for keys in reply.message.keys for button in keys.buttons]


async def test_each_state_has_one_post_and_counties_are_in_that_of_their_state(desk: Desk) -> None:
    """Of several states the answer has the settings of each, and says once when the list was looked at."""
    reply = await desk.ask("Page County VA, Maryland, Warren County VA")
    assert desk.posts.titles == ["287(g): Virginia", "287(g): Maryland"]
    assert desk.follows() == {"501": ["51139", "51187"], "502": ["MD"]}
    assert desk.store.read(lambda work: work.chats.parts(FORUM)) == [
        Place("discord", number, group="500") for number in ("501", "502")
    ]
    assert labels(reply) == [("Virginia", "501"), ("Maryland", "502")]
    said = text_of(reply.message)
    assert said.count("ICE's list: checked") == 1
    assert said.index("287(g): Virginia") < said.index("Page County, Virginia: ") < said.index("287(g): Maryland")
    assert not reply.private
    links = [span.url for block in reply.message.blocks for line in block for span in line if span.url]
    assert links == ["https://posts.example/501", "https://posts.example/502"]


async def test_the_whole_list_has_a_post_of_its_own_and_one_post_has_the_usual_next_steps(desk: Desk) -> None:
    """They are about that post; the title of the answer is about the forum that was named."""
    reply = await desk.ask("all")
    assert desk.posts.titles == ["287(g): All states"]
    assert desk.follows() == {"501": ["all"]}
    assert labels(reply) == [("Send a test message", "501"), ("Settings", "501"), ("Undo", "501")]
    assert reply.message.title == "Server #forum: Subscribed"


async def test_the_post_of_a_state_is_added_to_in_whatever_language(desk: Desk) -> None:
    """It is known by what it follows, so that people may rename it; another state's has no part in that."""
    await desk.ask("Page County VA, MD")
    reply = await desk.ask("Virginia", language="es")
    assert "Los avisos llegan a la publicación que ya existe: 287(g): Virginia" in text_of(reply.message)
    assert desk.posts.asked == ["501"]
    assert desk.follows() == {"501": ["51139", "VA"], "502": ["MD"]}
    await desk.ask("Texas", language="es")
    assert desk.posts.titles[2] == "287(g): Texas"
    assert "en Texas llega aquí por sí solo" in text_of(desk.posts.made["503"][1])


async def test_of_several_posts_that_follow_a_state_the_one_that_follows_nothing_else_is_it(desk: Desk) -> None:
    """One that follows more beside it serves where there is no other."""
    await desk.ask("MD")
    desk.store.write(lambda work: work.chats.subscribe(Place("discord", "501"), ["VA"], "en", NOW))
    await desk.ask("Page County VA")
    assert desk.follows() == {"501": ["51139", "MD", "VA"]}
    desk.store.write(lambda work: work.chats.unsubscribe(Place("discord", "501"), ["51139", "VA"]))
    await desk.ask("VA")
    desk.store.write(lambda work: work.chats.subscribe(Place("discord", "501"), ["VA"], "en", NOW))
    await desk.ask("Warren County VA")
    assert desk.follows() == {"501": ["MD", "VA"], "502": ["51187", "VA"]}


@pytest.mark.parametrize("known", [True, False])
async def test_a_post_that_is_gone_is_made_anew(desk: Desk, known: object) -> None:
    """Whether that is known here, or found out by asking for it."""
    await desk.ask("VA")
    desk.posts.gone.add("501")
    if known:
        await desk.conversation.chat_lost(Place("discord", "501"), "thread_deleted")
    reply = await desk.ask("VA")
    assert desk.posts.titles == ["287(g): Virginia"] * 2
    assert desk.posts.asked == ([] if known else ["501"])
    assert "A post was made for it" in text_of(reply.message)
    assert desk.follows()["502"] == ["VA"]


async def test_a_paused_post_that_is_there_is_reached_again(desk: Desk) -> None:
    """The answer says so, and what waits is looked at."""
    await desk.ask("VA")
    await desk.conversation.chat_lost(Place("discord", "501"), "missing_permissions")
    woken = desk.woken
    reply = await desk.ask("Page County VA")
    assert "This chat is no longer paused." in text_of(reply.message)
    assert not desk.store.chats.is_paused(Place("discord", "501"))
    assert desk.woken > woken


async def test_who_presses_twice_has_one_post_made(desk: Desk) -> None:
    """The second press waits, and finds the post of the first."""
    await asyncio.gather(*(desk.ask("51139", pressed=True) for _ in range(3)))
    assert desk.posts.titles == ["287(g): Virginia"]


async def test_a_county_chosen_on_the_screens_is_followed_in_a_post(desk: Desk) -> None:
    """Until then nothing is made; the buttons of the screens are about the forum."""
    reply = await desk.ask("")
    assert {about for _, about in labels(reply)} == {"500"}
    reply = await desk.ask("VA 4", "pick", pressed=True)
    assert (desk.posts.made, {about for _, about in labels(reply)}) == ({}, {"500"})
    reply = await desk.ask("VA 4 +51139", "pick", pressed=True)
    assert desk.follows() == {"501": ["51139"]}
    assert labels(reply)[0] == ("Send a test message", "501")


WANTED = "View Channel, Send Messages (in a forum: Create Posts), Send Messages in Threads"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ChatLost("tag_required"), "This forum requires a tag on every post"),
        (ChatLost("too_many_threads"), "Discord allows no more open posts and threads in this server"),
        (ChatLost("missing_permissions"), f"give it {WANTED}."),
        (ChatLost("no_access"), f"give it {WANTED}."),
        (RetryLater("rate_limited", after=90.0), "Discord takes no new post in this forum just now"),
        (Uncertain("timeout"), "Discord did not say whether it made the post"),
        (Refused("refused_400_200001"), "Discord refused the post and does not say why"),
        (ChatLost("unknown_channel", removed=True), "Discord refused the post and does not say why"),
    ],
)
async def test_where_no_post_can_be_made_one_sentence_says_why(desk: Desk, error: SendError, said: str) -> None:
    """To who asked alone, and nothing is subscribed; the next try is a new one."""
    desk.posts.failing = [error]
    reply = await desk.ask("VA")
    assert said in text_of(reply.message)
    assert (len(reply.message.blocks), reply.private, reply.message.keys) == (1, True, ())
    assert desk.store.read(lambda work: work.chats.numbers()) == (0, 0)
    await desk.ask("VA")
    assert desk.follows() == {"501": ["VA"]}


async def test_what_was_made_before_something_failed_stands_and_the_rest_is_named(desk: Desk) -> None:
    """Nobody has to guess which of five states have their post."""
    desk.posts.failing = [None, ChatLost("too_many_threads")]
    reply = await desk.ask("VA, MD, TX")
    assert desk.follows() == {"501": ["VA"]}
    assert text_of(reply.message).splitlines()[-2:] == [
        "Not done: Maryland and Texas.",
        "Discord allows no more open posts and threads in this server: close some, and try again.",
    ]
    assert labels(reply)[0] == ("Send a test message", "501")


@pytest.mark.parametrize(
    ("hindrance", "said"),
    [
        (
            CannotPost((Right.CREATE_POSTS, Right.EMBED_LINKS)),
            "give it Send Messages (in a forum: Create Posts), Embed",
        ),
        (CannotPost((Right.SEND_IN_THREADS,)), "give it Send Messages in Threads."),
        (CannotPost((Right.VIEW_CHANNEL,)), "give it View Channel."),
        (CannotPost(member=False), "The bot itself is not a member of this server"),
    ],
)
@pytest.mark.parametrize(("name", "words"), [("subscribe", "VA"), ("subscribe", ""), ("pick", "VA +VA")])
async def test_what_the_bot_lacks_is_named_before_anything_is_made(
    desk: Desk, hindrance: CannotPost, said: str, name: str, words: str
) -> None:
    """With a place and without one, typed and pressed."""
    reply = await desk.ask(words, name, hindrance=hindrance, pressed=name == "pick")
    assert said in text_of(reply.message)
    assert (reply.private, desk.posts.made) == (True, {})


async def test_without_embeds_a_post_is_made_and_said_to_have_plain_alerts(desk: Desk) -> None:
    """As in any other chat; its first message is text in any case."""
    reply = await desk.ask("VA", hindrance=CannotPost((Right.EMBED_LINKS,)))
    assert desk.follows() == {"501": ["VA"]}
    assert "Alerts come here as plain text, because the bot lacks the permission Embed Links." in text_of(reply.message)


@pytest.mark.parametrize("name", ["unsubscribe", "subscriptions", "settings", "status", "test", "alerts", "privacy"])
async def test_any_other_command_about_a_forum_says_what_to_name(desk: Desk, name: str) -> None:
    """Nothing is done about the forum itself, which is no chat."""
    reply = await desk.ask("VA", name)
    assert text_of(reply.message).startswith("A forum itself is told nothing: choose one of its posts as the channel")
    assert (reply.private, desk.posts.made) == (True, {})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("VA MD TX OH NC SC GA FL AL TN KY", "That would be 11 posts, one for each state, and one command makes 10"),
        ("nowhere at all", "is no state, county or agency"),
    ],
)
async def test_a_mistake_makes_no_post(desk: Desk, words: str, said: str) -> None:
    """Too many states at once, or a place that is none."""
    reply = await desk.ask(words)
    assert said in text_of(reply.message)
    assert desk.posts.made == {}


async def test_a_post_follows_as_much_as_any_chat_and_no_more(desk: Desk) -> None:
    """What is too much for it is refused before Discord is asked for anything."""
    await desk.ask("VA")
    many = [f"51{number:03}" for number in range(1, 203, 2) if number not in {139, 187}]
    desk.store.write(lambda work: work.chats.subscribe(Place("discord", "501"), many[:99], "en", NOW))
    reply = await desk.ask("Page County VA, Warren County VA, MD")
    assert "100" in text_of(reply.message)
    assert (desk.posts.titles, desk.posts.asked) == (["287(g): Virginia"], [])


async def test_a_program_that_dies_after_making_a_post_leaves_it_empty(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing follows anything; the next try makes another post, and that is subscribed."""

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(type(desk.store.chats), "subscribe", dies)
        with pytest.raises(KeyboardInterrupt):
            await desk.ask("VA")
    assert desk.follows() == {"501": []}
    await desk.ask("VA")
    assert desk.follows() == {"501": [], "502": ["VA"]}


async def test_a_post_is_paused_with_its_forum(desk: Desk) -> None:
    """Who is put out of the whole is put out of its parts, and is back in them with it."""
    await desk.ask("VA")
    pause: Callable[[], object] = lambda: desk.store.write(  # noqa: E731
        lambda work: reach.pause(work, FORUM, "kicked", NOW)
    )
    pause()
    assert desk.store.chats.is_paused(Place("discord", "501"))
    await desk.conversation.chat_back(FORUM)
    assert not desk.store.chats.is_paused(Place("discord", "501"))
