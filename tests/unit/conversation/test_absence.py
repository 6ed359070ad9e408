"""A chat that is paused says so wherever it is asked, and comes back where it can be reached."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest

from adapters.console import Console
from adapters.discord.render import parts as discord_parts
from adapters.telegram.render import render as telegram_parts
from bot.conversation.dispatch import Conversation
from bot.conversation.front import Front
from bot.delivery import reach
from bot.domain.chats import Absence, CannotPost, Place, Right
from bot.domain.deliveries import Alert, Owed
from bot.domain.errors import ChatLost
from bot.domain.messages import Attachment, Message, Part
from bot.domain.ports import Work
from bot.wording.languages import ENGLISH
from bot.wording.layout import plain
from bot.wording.reach import why_paused, with_reach
from bot.wording.settings import Followed
from bot.wording.subscribing import subscriptions
from storage.store import Store
from tests.support.golden import golden
from tests.support.handlers import ALL_ANSWERED, Parts, leaving_out
from tests.support.make import NOW, DirectAccess, make_asked, make_place

CHAT = make_place("7")
DAY = dt.timedelta(days=1)
MUTE = CannotPost((Right.SEND_MESSAGES,))
PARTLY = CannotPost((Right.EMBED_LINKS, Right.ATTACH_FILES))


class Chat:
    """One chat of the front over a store: what is said in it, and whether it takes that."""

    def __init__(self, store: Store, platform: str = "telegram", parts: Parts = telegram_parts) -> None:
        self.store = store
        self.said: list[Part] = []
        self.woken = 0
        self.takes = True
        conversation = Conversation(DirectAccess(store), lambda: NOW + DAY, self._wake)
        self.front = Front(platform, conversation, leaving_out(parts), throttle=ALL_ANSWERED)

    def _wake(self) -> None:
        self.woken += 1

    async def say(self, part: Part, private: bool) -> None:  # noqa: FBT001  as the port has it
        if not self.takes:
            raise ChatLost("may_not_write")
        self.said.append(part)

    async def ask(
        self,
        name: str,
        words: str = "",
        hindrance: CannotPost | None = None,
        place: Place = CHAT,
        here: Place | None = None,
    ) -> str:
        """Give a command, ``here`` where that is another chat; what was said of it."""
        before = len(self.said)
        asked = replace(make_asked(name, words, place=place, hindrance=hindrance), here=here)
        await self.front.command(asked, self.say)
        return "\n\n".join(f"{part.title}\n\n{part.body}".strip() for part in self.said[before:])

    def subscribe(self, place: Place = CHAT) -> None:
        self.store.write(lambda work: work.chats.subscribe(place, ["VA"], "en", NOW))

    def owe(self, count: int) -> None:
        """Owe ``count`` alerts to every chat."""
        owed = [Owed(chat, Alert(n, (n,))) for n in range(1, count + 1) for chat in self.store.chats.audience()]
        self.store.write(lambda work: work.deliveries.enqueue(owed, NOW))

    def pause(self, reason: str = "may_not_write", place: Place = CHAT) -> None:
        def paused(work: Work) -> None:
            reach.pause(work, place, reason, NOW)

        self.store.write(paused)

    def due(self) -> int:
        return len(self.store.write(lambda work: work.deliveries.claim("telegram", NOW + DAY, 9)))


@pytest.fixture
def chat(store: Store) -> Chat:
    made = Chat(store)
    made.subscribe()
    return made


def test_the_store_says_why_a_chat_is_paused_and_what_waits(chat: Chat) -> None:
    """Since when, why and how many; nothing of a chat that is unknown, or reached, or part of another."""
    chat.owe(2)
    assert chat.store.chats.absence(CHAT) is None
    chat.pause("kicked")
    assert chat.store.chats.absence(CHAT) == Absence(NOW, "kicked", 2, removed=True)
    assert chat.store.chats.absence(make_place("7:1")) is None
    chat.store.write(lambda work: reach.resume(work, CHAT, NOW))
    assert chat.store.chats.absence(CHAT) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [("subscriptions", ""), ("state", "VA"), ("changes", "VA"), ("help", ""), ("start", ""), ("subscribe", "MD")],
)
async def test_every_answer_in_a_paused_chat_says_so(chat: Chat, name: str, words: str) -> None:
    """Since when, why, what is missing, how many alerts wait: after the answer itself."""
    chat.owe(3)
    chat.pause()
    assert (
        "<b>This chat is paused: alerts do not reach it.</b>\n"
        "Paused since 6 February 2026, 15:04 UTC: the bot was not allowed to write here.\n"
        "Missing here: Send Messages (in a channel: Post Messages). Once the bot has that, alerts will come.\n"
        "3 alerts wait.\n"
        "The next try is on 6 February 2026, 16:04 UTC, or with the first command given here once nothing is missing."
    ) in await chat.ask(name, words, MUTE)


async def test_a_mistake_in_a_paused_chat_is_told_that_it_is_paused(chat: Chat) -> None:
    """Who mistypes a state there would otherwise not learn it."""
    chat.pause()
    assert "This chat is paused" in await chat.ask("state", "Narnia", MUTE)


@pytest.mark.parametrize("name", ["help", "subscriptions", "subscribe"])
async def test_where_text_cannot_arrive_no_command_resumes(chat: Chat, name: str) -> None:
    """Nothing flaps between paused and resumed: what waits goes on waiting, and nobody is woken."""
    chat.owe(1)
    chat.pause()
    await chat.ask(name, "VA", MUTE)
    assert (chat.due(), chat.woken) == (0, 0)


@pytest.mark.parametrize("name", ["help", "subscriptions", "state", "nonsense"])
@pytest.mark.parametrize("hindrance", [None, PARTLY])
async def test_any_command_that_was_answered_resumes(chat: Chat, name: str, hindrance: CannotPost | None) -> None:
    """Where the platform cannot tell, the answer has shown it; where only files or frames are missing, text arrives."""
    chat.owe(1)
    chat.pause()
    said = await chat.ask(name, "VA", hindrance)
    assert "<b>This chat is no longer paused.</b>\nIt was paused since 6 February 2026, 15:04 UTC: " in said
    assert "1 alert waits and follows now." in said
    assert (chat.due(), chat.woken) == (1, 1)
    assert "paused" not in await chat.ask("subscriptions")
    assert chat.woken == 1


@pytest.mark.parametrize(("hindrance", "due"), [(None, 1), (PARTLY, 1), (MUTE, 0)])
async def test_a_command_about_another_chat_resumes_it_as_it_says(
    chat: Chat, hindrance: CannotPost | None, due: int
) -> None:
    """A channel that was named in a command, or is managed from a private chat."""
    chat.owe(1)
    chat.pause()
    said = await chat.ask("subscriptions", hindrance=hindrance, here=make_place("99"))
    assert ("This chat is no longer paused." in said) is (due == 1)
    assert (chat.due(), chat.woken) == (due, due)
    assert chat.store.chats.is_paused(CHAT) is (due == 0)


async def test_a_chat_that_refused_everything_is_tried_and_not_called_back(chat: Chat) -> None:
    """An answer may arrive where no alert does: it says paused since when, and the first of two alerts is tried."""
    chat.owe(2)
    chat.pause("refused_400_4711")
    chat.store.write(lambda work: work.chats.refused(1, NOW))
    said = await chat.ask("subscriptions")
    assert "<b>This chat is paused: alerts do not reach it.</b>\nPaused since 6 February 2026, 15:04 UTC: " in said
    assert "2 alerts wait. The first of them is tried again now, and the others follow it if it arrives." in said
    assert (chat.due(), chat.woken) == (1, 1)
    assert chat.store.chats.is_paused(CHAT)


async def test_an_answer_that_did_not_arrive_resumes_nothing(chat: Chat) -> None:
    """The chat refused it as it would an alert."""
    chat.owe(1)
    chat.pause()
    chat.takes = False
    await chat.ask("subscribe", "MD")
    assert (chat.due(), chat.woken) == (0, 0)


async def test_a_command_in_a_group_leaves_its_closed_topic_paused(chat: Chat) -> None:
    """That people are answered in one topic says nothing of another."""
    group, topic = make_place("-1"), make_place("-1:5")
    chat.subscribe(topic)
    chat.pause("topic_closed", topic)
    await chat.ask("help", place=group)
    assert chat.store.chats.is_paused(topic)
    await chat.ask("help", place=topic)
    assert not chat.store.chats.is_paused(topic)


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("missing_permissions", "the bot was not allowed to write here"),
        ("no_access", "the bot was not allowed to write here"),
        ("may_not_write", "the bot was not allowed to write here"),
        ("blocked", "the bot was blocked, or may not write private messages here"),
        ("private_messages_refused", "the bot was blocked, or may not write private messages here"),
        ("kicked", "the bot was removed from here"),
        ("not_a_member", "the bot was removed from here"),
        ("unknown_channel", "this chat was deleted, or the bot could not find it"),
        ("never_started", "the bot was blocked, or may not write private messages here"),
        ("banned", "the bot was removed from here"),
        ("too_many_threads", "this thread or topic was closed"),
        ("chat_not_found", "this chat was deleted, or the bot could not find it"),
        ("topic_closed", "this thread or topic was closed"),
        ("thread_archived", "this thread or topic was closed"),
        ("forum_channel", "nobody can write messages in a channel of this kind"),
        ("payment_required", "this chat takes messages only for payment"),
        ("refused_4711", "the platform refused messages here, for a reason that it does not name"),
        ("", "the platform refused messages here, for a reason that it does not name"),
    ],
)
def test_why_a_chat_is_paused_is_said_in_plain_words(reason: str, why: str) -> None:
    """What a reader can act on by its kind, all else as what nobody names."""
    assert why_paused(ENGLISH, reason) == why


def test_what_is_said_of_a_chat_is_said_in_place_of_the_file_too() -> None:
    """A chat that takes no file reads the same of itself."""
    long = Message("T", attachment=Attachment("x.csv", b"x"), instead=plain("T", "every row"))
    said = with_reach(ENGLISH, long, CHAT, MUTE, None)
    assert said.instead is not None
    assert said.instead.blocks == (*plain("T", "every row").blocks, *said.blocks)


SITUATIONS: dict[str, tuple[CannotPost | None, Absence | None]] = {
    "nothing missing": (None, None),
    "no member": (CannotPost(member=False), None),
    "all missing": (CannotPost(tuple(Right)), None),
    "no files": (CannotPost((Right.ATTACH_FILES,)), None),
    "no files, no frames": (PARTLY, None),
    "voice without Connect": (CannotPost((Right.CONNECT,)), None),
    "private thread": (CannotPost((Right.JOIN_THREAD,)), None),
    "paused, mute": (MUTE, Absence(NOW, "missing_permissions", 1, next_try=NOW + DAY)),
    "paused, removed": (CannotPost(member=False), Absence(NOW, "kicked", 12, removed=True)),
    "paused, nothing waits": (MUTE, Absence(NOW, "refused_4711")),
    "paused and back": (None, Absence(NOW, "may_not_write", 1, next_try=NOW + DAY)),
    "paused and back, nothing waits": (None, Absence(NOW, "blocked")),
    "paused and back in part": (PARTLY, Absence(NOW, "topic_closed", 2)),
    "paused, nobody knows why": (None, Absence(NOW, "refused_400_4711", 3, next_try=NOW + DAY, unexplained=True)),
}


@pytest.mark.parametrize("platform", ["console", "discord", "telegram"])
def test_what_a_chat_is_told_of_itself_reads_well_on(platform: str) -> None:
    """Every situation, with each platform's own names and markup."""
    renderings = {"console": Console(io.StringIO()).parts, "discord": discord_parts, "telegram": telegram_parts}
    pieces = []
    for situation, (hindrance, absence) in SITUATIONS.items():
        message = subscriptions(ENGLISH, Followed(("VA",)), manages=False)
        told = with_reach(ENGLISH, message, Place(platform, "1"), hindrance, absence)
        (part,) = renderings[platform](told)
        pieces.append(f"=== {situation}\n{part.title}\n\n{part.body}\n")
    golden(f"{platform}/subscriptions.txt", "\n".join(pieces))


STORIES: dict[str, list[tuple[str, str, CannotPost | None, str | None]]] = {
    "a channel without Send Messages": [
        ("subscribe", "FL", MUTE, None),
        ("subscriptions", "", MUTE, "missing_permissions"),
        ("state", "FL", MUTE, None),
        ("subscriptions", "", None, None),
        ("subscriptions", "", None, None),
    ],
    "a voice channel without Connect": [
        ("subscribe", "FL", CannotPost((Right.CONNECT, Right.ATTACH_FILES)), None),
        ("subscribe", "FL", CannotPost((Right.CONNECT, Right.ATTACH_FILES)), "no_access"),
        ("help", "", None, None),
    ],
    "a group that may not be written to for a while": [
        ("subscribe", "FL", None, None),
        ("subscriptions", "", None, "may_not_write"),
        ("changes", "FL", None, None),
    ],
    "a channel without Embed Links and Attach Files": [("subscribe", "FL", PARTLY, None), ("help", "", PARTLY, None)],
}
"""What is asked in turn, with what is missing then; before it the chat is paused for a reason, while an alert waits."""


@pytest.mark.parametrize("platform", ["console", "discord", "telegram"])
async def test_each_story_of_a_chat_reads_well_on(platform: str, store: Store) -> None:
    """Answer by answer, as a person there reads them: paused, still paused, back, and as if nothing had been."""
    renderings = {"console": Console(io.StringIO()).parts, "discord": discord_parts, "telegram": telegram_parts}
    told: list[str] = []
    for number, (story, questions) in enumerate(STORIES.items()):
        place = Place(platform, str(number))
        chat = Chat(store, platform, renderings[platform])
        told.append(f"##### {story}\n")
        for name, words, hindrance, lost in questions:
            if lost is not None:
                chat.owe(1)
                chat.pause(lost, place)
            said = await chat.ask(name, words, hindrance, place)
            told.append(f"=== /{name} {words}".rstrip() + f"\n{said}\n")
    golden(f"{platform}/stories.txt", "\n".join(told))
