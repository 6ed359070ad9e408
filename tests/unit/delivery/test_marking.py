"""Corrections as replies, and the messages that they correct marked in place: what is asked of a platform."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

import pytest

from adapters.discord import render as discord
from adapters.telegram.render import render
from bot.delivery import reach
from bot.delivery.courier import Courier
from bot.delivery.routing import plan_corrections
from bot.domain.agreements import ChangeKind
from bot.domain.chats import Place
from bot.domain.deliveries import Alert, Owed
from bot.domain.editions import EditionOutcome
from bot.domain.errors import (
    ChatLost,
    ChatMoved,
    MessageRejected,
    NotEditable,
    PartRefused,
    PlatformLost,
    Refused,
    RetryLater,
    SendError,
    Uncertain,
)
from bot.domain.messages import Extra, Message, Part
from storage.store import Store
from tests.support.make import NOW, DirectAccess, keep_edition, make_change, make_place
from tests.unit.delivery.test_courier import Clock, NoPace, Script, Scripted, deliver


class Shown(Scripted):
    """A platform that shows messages as Telegram does."""

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        return render(message.without(without))


class Framed(Scripted):
    """A platform that shows messages as Discord does, with so many parts."""

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        return discord.parts(message.without(without))


def tell(store: Store, *names: str, chats: Sequence[str] = ("1",), at: dt.datetime = NOW) -> list[int]:
    """Owe these chats one alert of agencies that left, and return the changes."""
    edition = keep_edition(store, repr(names).encode(), at)

    def work(one: Store) -> list[int]:
        one.editions.settle(replace(edition, list=edition.list, outcome=EditionOutcome.ACCEPTED), at)
        first = one.agreements.next_id()
        changes = [
            make_change(ChangeKind.ENDED, agreement_id=first + number, agency=name, county="")
            for number, name in enumerate(names)
        ]
        recorded = one.agreements.remember(edition, (), [each.agreement for each in changes], changes, at)
        ids = [each.id for each in recorded]
        for address in chats:
            one.chats.subscribe(make_place(address), ["VA"], "en", at)
        one.deliveries.enqueue([Owed(chat, Alert(ids[0], tuple(ids))) for chat in one.chats.audience()], at)
        return ids

    return store.write(work)


def take_back(store: Store, *changes: int) -> None:
    """Owe what corrects whichever messages told these changes, and marks them."""
    wrong = store.deliveries.alerts_sent_or_open(changes)
    store.write(lambda one: one.deliveries.enqueue(plan_corrections(wrong), NOW))


def states(store: Store, kind: str) -> list[tuple[str, str]]:
    """State and reason of the deliveries of a kind."""
    return list(store.db.execute("SELECT state, reason FROM deliveries WHERE kind = ? ORDER BY id", (kind,)))


async def corrected(store: Store, platform: Scripted, clock: Clock | None = None, *names: str) -> Scripted:
    """Tell an alert to one chat, and take all of it back."""
    changes = tell(store, *(names or ("Ash Police",)))
    await deliver(store, platform, clock)
    take_back(store, *changes)
    await deliver(store, platform, clock)
    return platform


async def test_a_correction_replies_to_the_message_of_its_own_chat_which_is_then_marked(store: Store) -> None:
    """Every chat has its correction before the first message is changed; nothing else is said twice."""
    changes = tell(store, "Ash Police", chats=("1", "2"))
    platform = Shown()
    await deliver(store, platform)
    take_back(store, *changes)
    await deliver(store, platform)
    assert platform.replies == [None, None, "m1", "m2"]
    assert platform.tried == ["1", "2", "1", "2", "edit 1", "edit 2"]
    assert [(address, number) for address, number, _ in platform.edited] == [("1", "m1"), ("2", "m2")]
    assert all(part.body.startswith("<b>Corrected: </b><s><b>Ash Police") for _, _, part in platform.edited)
    assert states(store, "mark") == [("sent", "")] * 2


async def test_two_corrections_of_one_message_are_both_shown_in_it(store: Store) -> None:
    """The second leaves struck through what the first took back."""
    first, second, _ = tell(store, "Ash Police", "Birch Police", "Cedar Police")
    platform = Shown()
    await deliver(store, platform)
    for change in (first, second):
        take_back(store, change)
        await deliver(store, platform)
    shown = [part.body for _, _, part in platform.edited]
    assert [[f"<s><b>{name}" in body for name in ("Ash", "Birch", "Cedar")] for body in shown] == [
        [True, False, False],
        [True, True, False],
    ]


async def test_an_alert_whose_id_is_not_known_is_corrected_by_a_message_alone(store: Store) -> None:
    """It never arrived, or it did and its number was lost: what was wrong is told all the same."""
    changes = tell(store, "Ash Police")
    platform = Shown({"1": [Uncertain("timed_out"), MessageRejected("x")]})
    clock = Clock()
    await deliver(store, platform, clock)
    take_back(store, *changes)
    clock.at += dt.timedelta(seconds=10)
    await deliver(store, platform, clock)
    assert platform.replies == [None]
    assert platform.edited == []
    assert states(store, "alert") == [("abandoned", "x")]
    assert states(store, "mark") == [("sent", "")]


async def test_what_is_in_doubt_arrives_before_its_correction(store: Store) -> None:
    """Its repetition is the message that is replied to and marked."""
    changes = tell(store, "Ash Police")
    platform, clock = Shown({"1": [Uncertain("timed_out")]}), Clock()
    await deliver(store, platform, clock)
    take_back(store, *changes)
    await deliver(store, platform, clock)
    assert platform.sent == []
    clock.at += dt.timedelta(seconds=10)
    await deliver(store, platform, clock)
    assert platform.replies == [None, "m1"]
    assert [number for _, number, _ in platform.edited] == ["m1"]


async def test_in_a_group_that_became_a_supergroup_nothing_is_replied_to_or_changed(store: Store) -> None:
    """Its messages have other numbers there: the old ones would be those of somebody else's."""
    changes = tell(store, "Ash Police", chats=("-1",))
    platform = Shown()
    await deliver(store, platform)
    store.write(lambda one: reach.move(one, make_place("-1"), Place("telegram", "-1001"), NOW))
    take_back(store, *changes)
    await deliver(store, platform)
    assert [address for address, _, _ in platform.sent] == ["-1", "-1001"]
    assert platform.replies == [None, None]
    assert platform.edited == []


async def test_a_group_that_moves_while_it_is_corrected_is_followed(store: Store) -> None:
    """The correction arrives, once, and the edit is given up."""
    platform = await corrected(store, Shown({"edit 1": [ChatMoved(Place("telegram", "-1001"))]}))
    assert len(platform.sent) == 2
    assert states(store, "mark") == [("abandoned", "chat_moved")]
    assert store.chats.subscriptions(Place("telegram", "-1001")) == ["VA"]


GIVEN_UP = [
    NotEditable("message_gone"),
    Refused("bad_request"),
    ChatLost("may_not_write"),
    ChatLost("blocked", removed=True),
    MessageRejected("too_long"),
    PartRefused("may_not_embed", Extra.EMBED),
]


@pytest.mark.parametrize("error", GIVEN_UP, ids=lambda error: f"{type(error).__name__}-{error.reason}")
async def test_a_message_that_can_be_changed_no_more_stays_as_it_is(store: Store, error: SendError) -> None:
    """It is not tried again, its correction has arrived, and no chat is paused for it."""
    script: Script = {"edit 1": [error]}
    await corrected(store, Shown(script))
    assert states(store, "correction") == [("sent", "")]
    assert states(store, "mark") == [("abandoned", error.reason)]
    assert store.chats.absence(make_place("1")) is None


@pytest.mark.parametrize(
    "error", [RetryLater("rate_limited", after=5.0), RetryLater("x"), PlatformLost("x"), Uncertain("timed_out")]
)
async def test_an_edit_that_meets_trouble_is_made_later(store: Store, error: SendError) -> None:
    """As a message is; the edit may have been made already, which does no harm."""
    clock = Clock()
    platform = await corrected(store, Shown({"edit 1": [error]}), clock)
    assert platform.edited == []
    clock.at += dt.timedelta(minutes=20)
    await deliver(store, platform, clock)
    assert [number for _, number, _ in platform.edited] == ["m1"]
    assert states(store, "mark") == [("sent", "")]


async def test_no_message_waits_for_an_edit(store: Store) -> None:
    """A chat whose old message cannot be changed for now hears what is new."""
    clock = Clock()
    platform = await corrected(store, Shown({"edit 1": [Uncertain("timed_out")] * 30}), clock)
    tell(store, "Birch Police")
    await deliver(store, platform, clock)
    assert len(platform.sent) == 3
    assert states(store, "mark") == [("uncertain", "timed_out")]


async def test_an_edit_that_fails_does_not_say_that_nothing_goes_out(store: Store) -> None:
    """One message of which Discord fails to take a change is no trouble of the platform's."""
    changes = tell(store, "Ash Police")
    platform = Shown({"edit 1": [Uncertain("server_error_500")]})
    await deliver(store, platform)
    take_back(store, *changes)
    pace = NoPace()
    courier = Courier(platform, DirectAccess(store), pace, pace, now=Clock(), chance=lambda: 0.0)
    running = asyncio.create_task(courier.run())
    while states(store, "mark") != [("uncertain", "server_error_500")]:  # noqa: ASYNC110  a store has no event
        await asyncio.sleep(0)
    assert courier.sending.since is None
    courier.stop()
    await asyncio.wait_for(running, 5)


async def test_an_edit_that_is_never_answered_is_given_up(store: Store) -> None:
    """After so many attempts, some hours; a fault of the message itself would be tried for ever."""
    clock = Clock()
    platform = await corrected(store, Shown({"edit 1": [Uncertain("server_error_500")] * 50}), clock)
    for _ in range(40):
        clock.at += dt.timedelta(minutes=20)
        await deliver(store, platform, clock)
    assert platform.tried.count("edit 1") == 20
    assert states(store, "mark") == [("abandoned", "server_error_500")]


@pytest.mark.parametrize("error", [Refused("refused_403_160002"), ChatLost("missing_permissions")])
async def test_a_correction_that_is_refused_as_a_reply_goes_alone_and_at_once(store: Store, error: SendError) -> None:
    """A channel in which the bot may write, and not read what was said before, for one."""
    changes = tell(store, "Ash Police")
    platform = Shown({"1": []})
    await deliver(store, platform)
    platform.script["1"] = [error]
    take_back(store, *changes)
    await deliver(store, platform)
    assert platform.replies == [None, None]
    assert states(store, "correction") == [("sent", "")]
    assert store.chats.absence(make_place("1")) is None


async def test_a_chat_that_refuses_the_correction_alone_too_is_paused(store: Store) -> None:
    """The second refusal is no matter of what it replies to."""
    changes = tell(store, "Ash Police")
    platform = Shown()
    await deliver(store, platform)
    platform.script["1"] = [ChatLost("may_not_write"), ChatLost("may_not_write")]
    take_back(store, *changes)
    await deliver(store, platform)
    absence = store.chats.absence(make_place("1"))
    assert absence is not None
    assert absence.waiting == 1  # the edit is no message that anybody misses
    store.write(lambda one: reach.resume(one, make_place("1"), NOW))
    await deliver(store, platform)
    assert platform.replies == [None, "m1"]
    assert len(platform.edited) == 1


async def test_what_is_tried_first_in_a_paused_chat_is_a_message(store: Store) -> None:
    """An edit that succeeds does not show that the chat takes messages."""
    changes = tell(store, "Ash Police")
    platform = Shown()
    await deliver(store, platform)
    take_back(store, *changes)
    (correction,) = store.write(lambda one: one.deliveries.claim("telegram", NOW, 1))
    store.write(lambda one: one.deliveries.sent(correction.id, "m2", NOW, address="1"))
    store.write(lambda one: reach.pause(one, make_place("1"), "may_not_write", NOW))
    assert store.write(lambda one: reach.probe(one, NOW + dt.timedelta(hours=2))) == 0
    assert store.deliveries.next_due("telegram") is None


def long(count: int = 240) -> list[str]:
    """Names of agencies that take more than one message."""
    return [f"{'Ash and Birch County ' * 2}Police {number:03}" for number in range(count)]


@pytest.mark.parametrize("kind", [Shown, Framed])
async def test_a_correction_replies_to_the_part_that_told_it(store: Store, kind: type[Scripted]) -> None:
    """Only parts that now say something else are changed: what was wrong, and where the message begins."""
    changes = tell(store, *long())
    platform = kind()
    await deliver(store, platform)
    parts = len(platform.sent)
    assert parts > 2
    take_back(store, changes[-1])
    await deliver(store, platform)
    told = next(number for number, (_, body, _) in enumerate(platform.sent[:parts], start=1) if "Police 239" in body)
    assert platform.replies[-1] == f"m{told}"
    edited = {number: part for _, number, part in platform.edited}
    assert f"m{told}" in edited
    assert "Corrected:" in (edited["m1"].title or edited["m1"].body)


class Cramped(Scripted):
    """A platform on which what is struck through takes one more part, and a label does where ``labels`` is set."""

    labels = False

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        struck = any(span.struck for block in message.blocks for line in block for span in line)
        more = struck or (self.labels and bool(message.label))
        said = f"{message.label} {message.title}".strip()
        return (Part("", said), Part("", "more")) if more else (Part("", said),)


@pytest.mark.parametrize("labels", [False, True])
async def test_where_there_is_no_room_for_marks_the_title_alone_says_it(store: Store, *, labels: bool) -> None:
    """Where there is none for that either, the message stays as it is: the reply is enough."""
    platform = Cramped()
    platform.labels = labels
    await corrected(store, platform)
    shown = [part.body.startswith("Corrected: ") for _, _, part in platform.edited]
    assert shown == ([] if labels else [True])
    assert states(store, "mark") == [("sent", "")]


async def test_a_message_that_came_in_two_addresses_is_not_looked_for(store: Store) -> None:
    """Its group moved between its parts: which number belongs to which chat is not known."""
    tell(store, *long(), chats=("-1",))
    (alert,) = store.write(lambda one: one.deliveries.claim("telegram", NOW, 1))
    store.write(lambda one: one.deliveries.part_sent(alert.id, "m1", address="-1"))
    store.write(lambda one: one.deliveries.part_sent(alert.id, "m2", address="-1001"))
    store.write(lambda one: one.chats.move(alert.chat, Place("telegram", "-1001")))
    earlier = store.deliveries.earlier(alert.id, alert.chat)
    assert earlier is not None
    assert (earlier.parts_sent, earlier.message_ids) == (2, ())


async def test_a_limit_of_edits_alone_silences_no_chat(store: Store) -> None:
    """Discord counts edits of old messages apart: what is new in the channel goes out meanwhile."""
    script: Script = {"edit 1": [RetryLater("too_many_edits", after=600.0, chat_only=True)]}
    changes = tell(store, "Ash Police")
    platform, clock = Shown(script), Clock()
    await deliver(store, platform, clock)
    take_back(store, *changes)
    pace = await deliver(store, platform, clock)
    assert pace.silenced == []
    clock.at += dt.timedelta(minutes=10)
    await deliver(store, platform, clock)
    assert [number for _, number, _ in platform.edited] == ["m1"]


class Overtaken(Shown):
    """A platform on which an edit takes until its chat has refused a message."""

    store: Store

    async def edit(self, address: str, message_id: str, part: Part) -> None:
        while self.store.chats.absence(make_place(address)) is None:  # noqa: ASYNC110  a store has no event
            await asyncio.sleep(0)
        await super().edit(address, message_id, part)


async def test_an_edit_that_is_made_resumes_no_chat(store: Store) -> None:
    """That an old message could be changed does not show that the chat takes new ones."""
    changes = tell(store, "Ash Police")
    platform = Overtaken()
    platform.store = store
    await deliver(store, platform)
    take_back(store, *changes)
    (correction,) = store.write(lambda one: one.deliveries.claim("telegram", NOW, 1))
    store.write(lambda one: one.deliveries.sent(correction.id, "m2", NOW, address="1"))
    tell(store, "Birch Police")
    platform.script["1"] = [ChatLost("may_not_write")]
    await deliver(store, platform)
    assert len(platform.edited) == 1
    assert states(store, "mark") == [("sent", "")]
    assert store.chats.absence(make_place("1")) is not None
