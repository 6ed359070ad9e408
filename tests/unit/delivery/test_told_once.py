"""Whatever a chat sets and whatever goes wrong meanwhile: it is told all that it asked for, once, in order, in time.

Editions, digests, quiet hours, zones, settings that change on the way, pauses, failures and kills, in virtual time,
over the real outbox; what must come of it is defined plainly, from what was asked for when each edition came.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.delivery import reach
from bot.delivery.digests import take
from bot.delivery.hours import is_quiet
from bot.delivery.routing import INTERESTS, plan, plan_corrections
from bot.domain.agreements import ChangeKind
from bot.domain.chats import Interest, Place
from bot.domain.deliveries import Correction, Delivery, Mark, Subject, Wait, named_by
from bot.domain.settings import ChatSettings, Quiet, Times, Weekday
from storage.store import Store
from tests.support.make import keep_edition, make_change, make_place

PLACES = (make_place("1"), make_place("2"))
SECOND, MINUTE, DAY = dt.timedelta(seconds=1), dt.timedelta(minutes=1), dt.timedelta(days=1)

BEGINNINGS = tuple(dt.datetime(*day, 17, tzinfo=dt.UTC) for day in ((2026, 3, 6), (2026, 10, 30), (2026, 6, 1)))
"""Two days before clocks are put forward in the United States, two before they are put back, and in summer."""

ZONES = ("UTC", "America/Chicago", "America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kathmandu")
KINDS = (ChangeKind.SIGNED, ChangeKind.ENDED, ChangeKind.RENEWED, ChangeKind.MOA_POSTED)
HOURS = (dt.time(0), dt.time(1, 30), dt.time(2, 30), dt.time(8), dt.time(20), dt.time(22), dt.time(23, 59))

clocks = st.sampled_from(HOURS)
times = st.builds(Times, clocks, st.none() | st.sampled_from(Weekday))
wishes = st.builds(
    ChatSettings,
    zone=st.sampled_from(ZONES),
    digest=st.none() | times,
    quiet=st.none() | st.tuples(clocks, clocks).filter(lambda both: both[0] != both[1]).map(lambda both: Quiet(*both)),
)
changes = st.tuples(st.sampled_from(KINDS), st.sampled_from(("VA", "MD")))
chats = st.sampled_from((0, 1))
FATES = ("sent", "sent", "sent", "sent", "later", "uncertain", "killed", "killed after", "lost")

steps = st.one_of(
    st.tuples(st.just("edition"), st.lists(changes, min_size=1, max_size=3)),
    st.tuples(st.just("edition"), st.lists(changes, min_size=1, max_size=3)),
    st.tuples(st.just("settings"), chats, wishes),
    st.tuples(st.just("switch"), chats, st.sampled_from(Interest), st.booleans()),
    st.tuples(st.just("pause"), chats),
    st.tuples(st.just("resume"), chats),
    st.tuples(st.just("take back"), st.integers(0, 30)),
    st.tuples(st.just("fates"), st.lists(st.sampled_from(FATES), min_size=1, max_size=4)),
)
histories = st.lists(st.tuples(st.sampled_from((1, 40, 300, 1500, 4000)), steps), max_size=25)
"""What happens, each so many minutes after what was before it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One message that arrived, with the settings that its chat had when it was claimed."""

    at: dt.datetime
    delivery: int
    subject: Subject
    settings: ChatSettings
    begun: bool


@dataclass
class World:
    """An outbox, two chats, a platform whose sends fail as told and then succeed, and what was asked for."""

    store: Store
    now: dt.datetime
    fates: list[str] = field(default_factory=list)
    heard: dict[int, list[Heard]] = field(default_factory=lambda: defaultdict(list))
    asked: dict[int, dict[int, tuple[Interest, dt.datetime]]] = field(default_factory=lambda: defaultdict(dict))
    wrong: list[int] = field(default_factory=list)
    begun: set[int] = field(default_factory=set)
    editions: int = 0

    def __post_init__(self) -> None:
        for place in PLACES:
            self.store.write(lambda work, at=place: work.chats.subscribe(at, ["VA", "MD"], "en", self.now))  # type: ignore[misc]
        self.numbers = {number: place for place in PLACES if (number := self.store.chats.known(place)) is not None}

    def edition(self, kinds: list[tuple[ChangeKind, str]]) -> None:
        """One edition with these changes, as the ingest records and owes them."""
        self.editions += 1
        edition = keep_edition(self.store, b"PK %d" % self.editions, self.now)
        made = [
            make_change(kind, agreement_id=100 * self.editions + number, state=state, was={"signed_on": "2020-01-01"})
            for number, (kind, state) in enumerate(kinds)
        ]
        with self.store.transaction() as work:
            recorded = work.agreements.remember(edition, (), [one.agreement for one in made], made, self.now)
            work.deliveries.enqueue(plan(recorded, work.chats.audience()), self.now)
        for number, place in self.numbers.items():
            interests = self.store.chats.interests(place)
            for one in recorded:
                interest = INTERESTS[one.change.kind]
                if interest in interests:
                    self.asked[number][one.id] = (interest, self.now)

    def take_back(self, number: int) -> None:
        """Say of a change that it was none, as an operator does who rejects what went through."""
        known = sorted({change for asked in self.asked.values() for change in asked} - set(self.wrong))
        if known:
            wrong = known[number % len(known)]
            self.wrong.append(wrong)
            with self.store.transaction() as work:
                work.deliveries.withdraw([wrong], self.now)
                alerts = work.deliveries.alerts_sent_or_open([wrong])
                work.deliveries.enqueue(plan_corrections(alerts), self.now)

    def set(self, place: Place, wish: ChatSettings) -> None:
        with self.store.transaction() as work:
            chat = work.chats.change_settings(place, wish, "en", self.now)
            work.deliveries.reconsider(chat, self.now)

    def happen(self, step: tuple[object, ...]) -> None:
        match step:
            case ("edition", list(kinds)):
                self.edition(kinds)
            case ("settings", int(chat), ChatSettings() as wish):
                self.set(PLACES[chat], wish)
            case ("switch", int(chat), Interest() as interest, bool(on)):
                self.store.write(lambda work: work.chats.switch(PLACES[chat], [interest], on=on))
            case ("pause", int(chat)):
                self.store.write(lambda work: reach.pause(work, PLACES[chat], "blocked", self.now))
            case ("resume", int(chat)):
                self.store.write(lambda work: reach.resume(work, PLACES[chat], self.now))
            case ("take back", int(number)):
                self.take_back(number)
            case ("fates", list(fates)):
                self.fates += fates

    def until(self, end: dt.datetime) -> None:
        """Let the courier work, as soon as something is due, until then."""
        for _ in range(2_000):
            due = self.store.deliveries.next_due("telegram")
            if due is None or due > end:
                self.now = end
                return
            self.now = max(self.now, due)
            self._round()
        raise AssertionError("what is due is never done")

    def _round(self) -> None:
        claimed = self.store.write(lambda work: take(work, "telegram", self.now, 2))
        killed = False
        for delivery in claimed:
            fate = self.fates.pop(0) if self.fates else "sent"
            killed = killed or fate.startswith("killed")
            if fate in ("sent", "killed after", "uncertain"):
                self._arrived(delivery)
            if not killed:
                self._settle(delivery, fate)
        if killed:
            self.store.write(lambda work: work.deliveries.release_claims(self.now))

    def _arrived(self, delivery: Delivery) -> None:
        """Take a message, as Discord does: one whose nonce is known is not shown again."""
        known = [one.delivery for one in self.heard[delivery.chat]]
        if delivery.id not in known:
            begun = delivery.uncertain or delivery.id in self.begun  # as far as anybody can tell
            self.heard[delivery.chat].append(Heard(self.now, delivery.id, delivery.subject, delivery.settings, begun))
        self.begun.add(delivery.id)

    def _settle(self, delivery: Delivery, fate: str) -> None:
        later = self.now + 7 * SECOND
        with self.store.transaction() as work:
            match fate:
                case "sent":
                    work.deliveries.sent(delivery.id, f"m{delivery.id}", self.now)
                    reach.arrived(work, delivery.chat, delivery.place, self.now)
                case "lost":
                    reach.pause(work, delivery.place, "may_not_write", self.now)
                    work.deliveries.try_again(delivery.id, "may_not_write", later, uncertain=delivery.uncertain)
                case _:
                    uncertain = fate == "uncertain" or delivery.uncertain
                    work.deliveries.try_again(delivery.id, fate, later, uncertain=uncertain)


def played(world: World, history: list[tuple[int, tuple[object, ...]]]) -> None:
    """Let all of it happen, then let both chats be reached, and ten days pass."""
    for minutes, step in history:
        world.until(world.now + minutes * MINUTE)
        world.happen(step)
    world.until(world.now + MINUTE)
    world.fates.clear()
    for place in PLACES:
        world.store.write(lambda work, at=place: reach.resume(work, at, world.now))  # type: ignore[misc]
    world.until(world.now + 10 * DAY)


def told(world: World, chat: int) -> list[int]:
    """The changes that a chat was told, in the order in which it was."""
    return [
        change
        for one in world.heard[chat]
        if not isinstance(one.subject, Correction | Mark)
        for change in named_by(one.subject)
    ]


WOKEN_AT_THE_HOUR_OF_ITS_DIGEST = [
    (302, ("settings", 1, ChatSettings(digest=Times(dt.time(8), Weekday.MONDAY), quiet=Quiet(dt.time(0), dt.time(8))))),
    *((minutes, ("edition", [(ChangeKind.SIGNED, "VA")])) for minutes in (1500, 1500, 1)),
]
"""What waits for a digest, and what waits for the end of quiet hours, are due at one moment: they are one message."""

thorough = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
@thorough
@example(dt.datetime(2026, 3, 6, 17, tzinfo=dt.UTC), WOKEN_AT_THE_HOUR_OF_ITS_DIGEST)
@given(st.sampled_from(BEGINNINGS), histories)
def test_each_chat_is_told_all_that_it_asked_for_once_and_in_order(
    beginning: dt.datetime, history: list[tuple[int, tuple[object, ...]]]
) -> None:
    """What is taken back is told and corrected, each once, or neither; texts told daily have an order of their own."""
    world = World(Store(":memory:"), beginning)
    played(world, history)
    for chat, asked in world.asked.items():
        heard = told(world, chat)
        corrected = [
            change
            for one in world.heard[chat]
            if isinstance(one.subject, Correction)
            for change in named_by(one.subject)
        ]
        assert len(heard) == len(set(heard)), "something was told twice"
        assert len(corrected) == len(set(corrected)), "something was corrected twice"
        assert set(heard) - set(world.wrong) == set(asked) - set(world.wrong)
        assert set(heard) & set(world.wrong) == set(corrected)
        assert all(_after(world.heard[chat], change) for change in corrected)
        for texts in (True, False):
            some = [change for change in heard if (asked[change][0] is Interest.DOCUMENTS) is texts]
            assert some == sorted(some), "something was told before what came earlier"
    world.store.close()


def _after(heard: list[Heard], change: int) -> bool:
    """Whether a change was told before it was corrected."""
    naming = [one for one in heard if change in named_by(one.subject) and not isinstance(one.subject, Mark)]
    return [isinstance(one.subject, Correction) for one in naming] == [False, True]


@pytest.mark.slow
@thorough
@given(st.sampled_from(BEGINNINGS), histories)
def test_nothing_is_begun_in_quiet_hours(beginning: dt.datetime, history: list[tuple[int, tuple[object, ...]]]) -> None:
    """By the settings that hold at that moment; only what was begun before is finished."""
    world = World(Store(":memory:"), beginning)
    played(world, history)
    for chat in world.numbers:
        for one in world.heard[chat]:
            assert one.begun or not is_quiet(one.settings.quiet, one.settings.zone, one.at)
    world.store.close()


@pytest.mark.slow
@thorough
@given(
    st.sampled_from(BEGINNINGS),
    wishes,
    st.lists(st.tuples(st.integers(1, 4000), st.lists(changes, min_size=1, max_size=3)), min_size=1, max_size=6),
)
def test_each_change_is_told_at_the_time_that_was_asked_for(
    beginning: dt.datetime, wish: ChatSettings, editions: list[tuple[int, list[tuple[ChangeKind, str]]]]
) -> None:
    """Where nothing goes wrong: to the minute, as somebody finds who looks at the chat's clock every minute."""
    world = World(Store(":memory:"), beginning)
    world.set(PLACES[0], wish)
    played(world, [(minutes, ("edition", kinds)) for minutes, kinds in editions])
    (chat,) = (number for number, place in world.numbers.items() if place == PLACES[0])
    owed = {change: at for change, (_, at) in world.asked[chat].items()}
    windows: list[tuple[dt.datetime, dt.datetime]] = []
    for one in world.heard[chat]:
        for change in named_by(one.subject):
            windows.append(expected(wish, owed[change]))
            before, until = windows[-2:][0]
            if owed[change] < before or (owed[change] == before and one.at <= until + MINUTE):
                windows[-1] = before, until  # a digest that waits for the end of quiet hours takes it along
            earliest, latest = windows[-1]
            assert earliest <= one.at <= latest + MINUTE
    assert sorted(told(world, chat)) == sorted(owed)
    world.store.close()


def expected(wish: ChatSettings, owed: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """When a change is told that was owed at a time: found minute by minute.

    The first and last are the same, but where clocks skip the time that was asked for: then within that hour.
    """
    zone = ZoneInfo(wish.zone)
    found = latest = owed
    if wish.digest is not None:
        found, latest = next(_digests(wish.digest, zone, owed))
    return _audible(wish, found), _audible(wish, latest)


def _digests(digest: Times, zone: ZoneInfo, after: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    look = after.replace(second=0, microsecond=0)
    while True:
        look += MINUTE
        wall, before = look.astimezone(zone), (look - MINUTE).astimezone(zone)
        jump = (wall.replace(tzinfo=None) - before.replace(tzinfo=None)) - MINUTE
        if digest.weekday not in (None, wall.weekday()) or wall.fold:
            continue
        if wall.time() == digest.at:
            yield look, look
        elif jump > dt.timedelta() and before.time() < digest.at < wall.time():
            yield look, look + jump


def _audible(wish: ChatSettings, at: dt.datetime) -> dt.datetime:
    while is_quiet(wish.quiet, wish.zone, at):
        at += MINUTE
    return at


def test_what_waits_is_named_by_its_wait() -> None:
    """The words that the database keeps are these two."""
    assert [str(wait) for wait in Wait] == ["digest", "quiet"]
