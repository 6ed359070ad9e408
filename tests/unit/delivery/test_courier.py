"""The courier: what follows from each kind of failure, with a scripted platform and a real outbox."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest

from bot.delivery.courier import Courier
from bot.delivery.failures import FIRST_RETRY, LONGEST_RETRY, backoff
from bot.delivery.pacing import Spacing
from bot.delivery.routing import plan, plan_corrections
from bot.domain.agreements import Change, ChangeKind
from bot.domain.chats import Place
from bot.domain.deliveries import Alert, Owed
from bot.domain.editions import EditionOutcome
from bot.domain.errors import ChatLost, ChatMoved, MessageRejected, PlatformLost, RetryLater, SendError, Uncertain
from bot.domain.messages import Extra, Message, Part
from bot.domain.ports import Handlers
from storage.store import Store
from tests.support.make import NOW, DirectAccess, keep_edition, make_change, make_place

Script = dict[str, list[SendError | None]]


class Scripted:
    """A platform that fails as told, per address and in order, and else delivers."""

    name = "telegram"
    rate = 1000.0
    in_flight = 2
    receiving_problem: str | None = None
    replies_count = True

    def __init__(self, script: Script | None = None, parts: int = 1) -> None:
        self.script = script or {}
        self.sent: list[tuple[str, str, str]] = []
        self.replies: list[str | None] = []
        self.edited: list[tuple[str, str, Part]] = []
        self.tried: list[str] = []
        self.parts_per_message = parts
        self.settled = asyncio.Event()
        self.hang: set[str] = set()

    def windows(self, address: str) -> tuple[tuple[float, int], ...]:
        return ()

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        return tuple(Part(message.title, f"part {number}") for number in range(self.parts_per_message))

    def sending(self) -> AbstractAsyncContextManager[None]:
        return contextlib.nullcontext()

    async def run(self, handlers: Handlers, connected: Callable[[], None]) -> None:
        raise NotImplementedError

    async def send(
        self, address: str, part: Part, nonce: str, reply_to: str | None = None, *, silent: bool = False
    ) -> str:
        self.tried.append(address)
        if address in self.hang:
            await asyncio.Event().wait()
        outcome = self.script[address].pop(0) if self.script.get(address) else None
        if outcome is not None:
            raise outcome
        self.sent.append((address, part.body, nonce))
        self.replies.append(reply_to)
        return f"m{len(self.sent)}"

    async def edit(self, address: str, message_id: str, part: Part) -> None:
        self.tried.append(f"edit {address}")
        outcome = self.script[f"edit {address}"].pop(0) if self.script.get(f"edit {address}") else None
        if outcome is not None:
            raise outcome
        self.edited.append((address, message_id, part))


class NoPace:
    """Turns that are always given; pauses are kept to look at."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self.silenced: list[tuple[str, float]] = []
        self.waits: list[float] = []

    async def turn(self, *, reply: bool = False) -> None:
        return

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def wait(self, chat: str, windows: tuple[tuple[float, int], ...]) -> float:
        return self.waits.pop(0) if self.waits else 0.0

    def sent(self, chat: str, windows: tuple[tuple[float, int], ...]) -> None:
        return

    def silence(self, chat: str, seconds: float) -> None:
        self.silenced.append((chat, seconds))


class Clock:
    """Our own time: it stands still until moved."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> dt.datetime:
        return self.at


def owe(store: Store, *addresses: str, change: Change | None = None) -> None:
    """Record one change, and owe it to chats at these addresses."""
    edition = keep_edition(store)
    change = change or make_change(ChangeKind.SIGNED)

    def work(one: Store) -> None:
        one.editions.settle(replace(edition, list=change.agreement.list, outcome=EditionOutcome.ACCEPTED), NOW)
        recorded = one.agreements.remember(edition, (), [change.agreement], [change], NOW)
        for address in addresses:
            one.chats.subscribe(make_place(address), ["VA"], "en", NOW)
        one.deliveries.enqueue(
            [Owed(chat, Alert(1, tuple(each.id for each in recorded))) for chat in one.chats.audience()], NOW
        )

    store.write(work)


def rows(store: Store) -> list[tuple[str, str, str]]:
    """Address, state and reason of every delivery."""
    query = "SELECT c.address, d.state, d.reason FROM deliveries d JOIN chats c ON c.id = d.chat ORDER BY d.id"
    return list(store.db.execute(query))


def something_to_do(store: Store, platform: Scripted, now: dt.datetime) -> bool:
    """Whether anything is due now, or under way on a chat that will answer."""
    due = store.deliveries.next_due("telegram")
    under_way = any(state == "claimed" and address not in platform.hang for address, state, _ in rows(store))
    return under_way or (due is not None and due <= now)


async def deliver(store: Store, platform: Scripted, clock: Clock | None = None, pace: NoPace | None = None) -> NoPace:
    """Let a courier work until nothing more can be claimed now, then stop it."""
    clock, pace = clock or Clock(), pace or NoPace()
    courier = Courier(platform, DirectAccess(store), pace, pace, now=clock, chance=lambda: 0.0)
    running = asyncio.create_task(courier.run())
    while something_to_do(store, platform, clock()):  # noqa: ASYNC110  a store has no event
        await asyncio.sleep(0)
    courier.stop()
    if platform.hang:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    else:
        await running
    return pace


async def test_it_delivers_what_is_owed_and_remembers_the_message(store: Store) -> None:
    """A delivery ends as sent, with the platform's message id."""
    owe(store, "1")
    platform = Scripted()
    await deliver(store, platform)
    assert rows(store) == [("1", "sent", "")]
    assert store.db.execute("SELECT message_ids FROM deliveries").fetchone() == ('["m1"]',)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (RetryLater("http_503"), "retry_at"),
        (Uncertain("timed_out"), "uncertain"),
        (MessageRejected("too_long"), "abandoned"),
        (PlatformLost("unauthorized"), "retry_at"),
        (ChatLost("blocked"), "retry_at"),
    ],
)
async def test_each_failure_leaves_its_own_state(store: Store, error: SendError, state: str) -> None:
    """What follows from a failure is decided by its kind, and its reason is kept."""
    owe(store, "1")
    await deliver(store, Scripted({"1": [error]}))
    assert rows(store) == [("1", state, error.reason)]


async def test_one_failing_chat_delays_no_other(store: Store) -> None:
    """All other chats get their message although the first never answers."""
    owe(store, "1", "2", "3", "4")
    platform = Scripted()
    platform.hang = {"1"}
    await deliver(store, platform)
    assert [address for address, _, _ in platform.sent] == ["2", "3", "4"]


async def test_it_pauses_the_chat_on_chat_lost(store: Store) -> None:
    """A chat that blocked us is paused with the reason, and its subscription is kept."""
    owe(store, "1")
    await deliver(store, Scripted({"1": [ChatLost("blocked")]}))
    assert store.db.execute("SELECT paused_reason FROM chats").fetchone() == ("blocked",)
    assert store.chats.subscriptions(make_place("1")) == ["VA"]


async def test_it_follows_a_chat_that_moved_at_once(store: Store) -> None:
    """The message goes to the new address in the same run."""
    owe(store, "-1")
    platform = Scripted({"-1": [ChatMoved(Place("telegram", "-1001"))]})
    await deliver(store, platform)
    assert [address for address, _, _ in platform.sent] == ["-1001"]
    assert store.chats.subscriptions(Place("telegram", "-1001")) == ["VA"]


async def test_it_pauses_the_whole_platform_when_told_to_wait(store: Store) -> None:
    """A 429 for the platform stops every send for as long as the platform said."""
    owe(store, "1")
    pace = await deliver(store, Scripted({"1": [RetryLater("too_many", after=12.0, platform_wide=True)]}))
    assert pace.pauses == [12.0]
    assert store.deliveries.next_due("telegram") == NOW + dt.timedelta(seconds=12)


async def test_a_second_try_has_the_same_nonce(store: Store) -> None:
    """A platform that can tell by the nonce delivers once, whatever became of the first try."""
    owe(store, "1")
    platform, clock = Scripted({"1": [Uncertain("timed_out")]}), Clock()
    nonces: list[str] = []
    send = platform.send

    async def noted(address: str, part: Part, nonce: str, reply_to: str | None = None, *, silent: bool = False) -> str:
        nonces.append(nonce)
        return await send(address, part, nonce, reply_to)

    platform.send = noted  # type: ignore[method-assign]
    await deliver(store, platform, clock)
    clock.at += dt.timedelta(seconds=FIRST_RETRY)
    await deliver(store, platform, clock)
    assert len(nonces) == 2
    assert len(set(nonces)) == 1
    assert rows(store) == [("1", "sent", "")]


async def test_it_resumes_after_the_last_part_that_arrived(store: Store) -> None:
    """Of a message in three parts, those that arrived are not sent again."""
    owe(store, "1")
    platform, clock = Scripted({"1": [None, Uncertain("timed_out")]}, parts=3), Clock()
    await deliver(store, platform, clock)
    clock.at += dt.timedelta(seconds=FIRST_RETRY)
    await deliver(store, platform, clock)
    assert [body for _, body, _ in platform.sent] == ["part 0", "part 1", "part 2"]


async def test_a_chat_that_had_its_share_waits_without_holding_up_the_platform(store: Store) -> None:
    """Its delivery goes back to the outbox, due when the chat may get it, and is no failed attempt."""
    owe(store, "1", "2")
    pace = NoPace()
    pace.waits = [3.0]
    platform = Scripted()
    await deliver(store, platform, pace=pace)
    assert [address for address, _, _ in platform.sent] == ["2"]
    assert store.deliveries.next_due("telegram") == NOW + dt.timedelta(seconds=3)
    assert store.db.execute("SELECT attempts FROM deliveries WHERE state = 'due'").fetchone() == (0,)


async def test_stopping_finishes_what_is_in_flight_and_claims_no_more(store: Store) -> None:
    """After a stop nothing is left claimed and nothing new has begun."""
    owe(store, "1", "2", "3")
    platform = Scripted()
    courier = Courier(platform, DirectAccess(store), NoPace(), NoPace(), now=Clock(), chance=lambda: 0.0)
    courier.stop()
    await courier.run()
    assert platform.tried == []
    assert {state for _, state, _ in rows(store)} == {"due"}


def test_backoff_doubles_up_to_its_longest() -> None:
    """The wait after a failure doubles, is bounded, and varies by a quarter at most."""
    assert [backoff(attempts, 0.0) for attempts in (1, 2, 3)] == [FIRST_RETRY, 2 * FIRST_RETRY, 4 * FIRST_RETRY]
    assert backoff(1000, 0.0) == LONGEST_RETRY
    assert backoff(1, 1.0) == FIRST_RETRY * 1.25


class Reading(Scripted):
    """A platform whose parts are what the messages say, and whose chats have one message a second."""

    def windows(self, address: str) -> tuple[tuple[float, int], ...]:
        return ((1.0, 1),)

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        said = " ".join("".join(span.text for span in line) for block in message.blocks for line in block)
        return (Part(message.title, said),)


async def test_a_correction_names_the_time_of_the_alert_that_its_own_chat_got(store: Store) -> None:
    """Two chats that heard the same at different times are corrected each for its own message."""
    owe(store, "1", "2")
    first, second = store.write(lambda one: one.deliveries.claim("telegram", NOW, 2))
    store.write(lambda one: one.deliveries.sent(first.id, "m1", NOW))
    store.write(lambda one: one.deliveries.sent(second.id, "m2", NOW + dt.timedelta(minutes=7)))
    wrong = store.deliveries.alerts_sent([1])
    store.write(lambda one: one.deliveries.enqueue(plan_corrections(wrong), NOW))
    platform = Reading()
    await deliver(store, platform)
    said = {address: body.partition(" was wrong")[0] for address, body, _ in platform.sent}
    assert said == {
        "1": "Our message of 6 February 2026, 15:04 UTC",
        "2": "Our message of 6 February 2026, 15:11 UTC",
    }


async def test_topics_of_one_group_share_its_limits_and_other_groups_do_not(store: Store) -> None:
    """The second topic of a forum waits for its turn while another group gets its message at once."""
    owe(store, "-5:7", "-5:8", "-6")
    platform, pace = Reading(), NoPace()
    courier = Courier(platform, DirectAccess(store), pace, Spacing(clock=lambda: 0.0), now=Clock())
    running = asyncio.create_task(courier.run())
    while len(platform.sent) < 2 or rows(store)[1][1] == "claimed":  # noqa: ASYNC110  a store has no event
        await asyncio.sleep(0)
    courier.stop()
    await asyncio.wait_for(running, 5)
    assert [address for address, _, _ in platform.sent] == ["-5:7", "-6"]
    assert [state for _, state, _ in rows(store)] == ["sent", "due", "sent"]


class Noted(Reading):
    """A platform whose parts are what stands under the source."""

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        return (Part(message.title, " ".join(span.text for line in message.notes for span in line)),)


async def test_why_a_chat_is_told_is_fixed_when_that_is_owed(store: Store) -> None:
    """Each by its own states, whatever it follows when the message goes out: every attempt says the same."""
    told = [make_change(state="VA"), make_change(agreement_id=2, state="MD")]
    edition, agreements = keep_edition(store), [change.agreement for change in told]
    changes = store.write(lambda one: one.agreements.remember(edition, (), agreements, told, NOW))
    for address, states in (("1", ["VA"]), ("2", ["MD", "VA"]), ("3", ["all"]), ("4", ["VA"])):
        store.write(lambda one, at=address, of=states: one.chats.subscribe(make_place(at), of, "en", NOW))  # type: ignore[misc]
    store.write(lambda one: one.deliveries.enqueue(plan(changes, one.chats.audience()), NOW))
    store.write(lambda one: one.chats.unsubscribe(make_place("1"), None))
    platform = Noted()
    await deliver(store, platform)
    assert {address: body for address, body, _ in platform.sent} == {
        "1": "Because this chat follows Virginia · /settings",
        "2": "Because this chat follows Maryland and Virginia · /settings",
        "3": "Because this chat follows all states · /settings",
        "4": "Because this chat follows Virginia · /settings",
    }
