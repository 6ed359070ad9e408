"""One edition to a crowd, among which some chats refuse everything or many people ask, in virtual time.

Real: everything of the bot from what is owed, and from an update that comes in, to a request to Telegram (Telegram's
adapter too), with the outbox in memory.  Simulated: Telegram's answers, 100 ms after a request, and its limits, and
how long a commit takes.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from adapters.telegram import Telegram
from bot.delivery import routing
from bot.domain.ports import Work
from bot.program.lines import Lines
from storage.store import Store
from tests.programs.bench import virtual
from tests.programs.bench.figures import Figure, percentile
from tests.programs.bench.limited import PER_SECOND, LimitedTelegram
from tests.programs.bench.planning import add_chats, record
from tests.support.make import NOW, DirectAccess

T = TypeVar("T")

CHATS = 1_000
ASKING = 100
"""Private chats that ask, `QUESTIONS` or the first of them six times."""

QUESTIONS = ("/help", "/subscriptions", "/state VA", "/state MD", "/changes VA", "/changes MD")
ASKED_WITHIN = 3.0
"""Seconds from the beginning of the fan-out to the last question."""

LATENCIES = (0.1, 0.3)
"""Seconds that Telegram takes to answer; the first where nothing else is said."""

COMMIT = 0.005
"""Seconds that a commit takes, one after another, as measured during a fan-out on a disk."""

OF_LIMIT = 95.0
"""Per cent of Telegram's limit."""

OTHERS_LATER = 1.0
ALERTS_LATER = 5.0
"""Seconds."""

PATIENCE = 4 * 3600.0
CALM = 70.0
"""Seconds without any message after which no answer comes any more: none is given later than a minute."""

TOKEN = "1:simulated"


class Committing(DirectAccess):
    """A store of which every commit takes its time, and the next one waits for it."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._one_by_one = asyncio.Lock()

    async def write(self, work: Callable[[Work], T]) -> T:
        """Do ``work``, and come back once it is committed."""
        async with self._one_by_one:
            done = await super().write(work)
            await asyncio.sleep(COMMIT)
            return done


@dataclass(frozen=True, slots=True)
class Fanned:
    """What came of one fan-out: seconds from its beginning to each chat's alert, and from each question to its answer.

    Chats that refuse are left out.  ``doubled`` counts alerts beyond a chat's first, ``too_many`` 429s to all others.
    """

    alerts: Mapping[int, float]
    answers: Sequence[float]
    doubled: int
    too_many: int

    @property
    def half(self) -> float:
        """Seconds until half of the chats were told."""
        return percentile(list(self.alerts.values()), 0.5)

    @property
    def last(self) -> float:
        """Seconds until all were."""
        return max(self.alerts.values())

    @property
    def share(self) -> float:
        """Per cent of Telegram's limit between the first alert and the last."""
        return (len(self.alerts) - 1) / (self.last - min(self.alerts.values())) / PER_SECOND * 100


def addresses(chats: int) -> list[int]:
    """Private chats, and as many groups, by turns."""
    return [number // 2 + 1 if number % 2 == 0 else -(number // 2 + 1) for number in range(chats)]


def fan_out(
    chats: int = CHATS,
    *,
    refusing: Mapping[int, int] | None = None,
    questions: Sequence[str] = (),
    latency: float = LATENCIES[0],
) -> Fanned:
    """Tell one edition to so many chats, of which some are ``refusing`` and `ASKING` ask all ``questions``."""
    return virtual.run(_fan_out(chats, refusing or {}, questions, latency))


async def _fan_out(chats: int, refusing: Mapping[int, int], questions: Sequence[str], latency: float) -> Fanned:
    loop, store, telegram = asyncio.get_running_loop(), Store(":memory:"), LimitedTelegram(refusing, latency)

    def now() -> dt.datetime:
        return NOW + dt.timedelta(seconds=loop.time())

    add_chats(store, "telegram", map(str, addresses(chats)))
    platform = Telegram(TOKEN, request=lambda _: telegram)
    lines = Lines([platform], Committing(store), now, clock=loop.time)
    async with lines.open():
        await asyncio.sleep(1)
        begun, recorded = loop.time(), record(store)
        with store.transaction():
            store.deliveries.enqueue(routing.plan(recorded, store.chats.audience()), now())
        lines.wake()
        asked = await _ask(telegram, questions)
        await _until_calm(telegram, chats - len(refusing))
    store.close()
    return _fanned(telegram, begun, asked)


async def _ask(telegram: LimitedTelegram, questions: Sequence[str]) -> Mapping[int, list[float]]:
    """Let everyone ask the first question, then everyone the next; return when, by chat."""
    clock, asked = asyncio.get_running_loop().time, defaultdict[int, list[float]](list)
    for question in questions:
        for person in range(1, ASKING + 1):
            await asyncio.sleep(ASKED_WITHIN / (ASKING * len(questions)))
            telegram.say(person, question)
            asked[person].append(clock())
    return asked


async def _until_calm(telegram: LimitedTelegram, wanted: int) -> None:
    """Until every chat that takes something has its alert, and no answer comes any more."""
    clock = asyncio.get_running_loop().time
    while clock() < PATIENCE:
        await asyncio.sleep(CALM)
        told = {taken.chat for taken in telegram.taken}
        if len(told) >= wanted and telegram.taken[-1].at < clock() - CALM:
            return


def _fanned(telegram: LimitedTelegram, begun: float, asked: Mapping[int, list[float]]) -> Fanned:
    """Tell alerts from answers by a chat's alert being the same as that of one that asked nothing."""
    alert = next(taken.text for taken in telegram.taken if taken.chat not in asked)
    alerts, answers = defaultdict[int, list[float]](list), defaultdict[int, list[float]](list)
    for taken in telegram.taken:
        (alerts if taken.text == alert else answers)[taken.chat].append(taken.at)
    waited = [
        answer - question
        for chat, given in answers.items()
        for question, answer in zip(asked[chat], given, strict=False)
    ]
    first = {chat: given[0] - begun for chat, given in alerts.items()}
    return Fanned(first, waited, sum(map(len, alerts.values())) - len(alerts), telegram.too_many)


def _delay(name: str, many: Fanned, alone: Fanned, limit: float | None) -> Iterator[Figure]:
    """How much later than alone the same chats are told, and whether all of them are, once, with no refusal."""
    same = [at for chat, at in alone.alerts.items() if chat in many.alerts]
    half, last = percentile(same, 0.5), max(same)
    for what, now, before in (("half", many.half, half), ("last", many.last, last)):
        note = f"{now:.1f} s instead of {before:.1f} s"
        yield Figure("crowd", f"{name}: {what} later by", now - before, "s", at_most=limit, note=note)


def _wrong(name: str, many: Fanned, told: int) -> Figure:
    wrong = told - len(many.alerts) + many.doubled + many.too_many
    return Figure("crowd", f"{name}: others lost, doubled, refused (429)", wrong, at_most=0)


def crowd(refuse_for: Sequence[int] = (1, 20, 3600)) -> list[Figure]:
    """Measure one, two and ten chats that refuse everything, and 600 commands, each beside the same fan-out alone."""
    alone, figures = fan_out(), list[Figure]()
    for latency in LATENCIES:
        many, what = fan_out(latency=latency), f"alone, answers after {latency * 1000:.0f} ms"
        figures.append(Figure("crowd", f"{what}: share of the limit", many.share, "%", at_least=OF_LIMIT))
        figures.append(_wrong(what, many, CHATS))
    for after in refuse_for:
        for name, refusing in (
            ("one refuses", {1: after}),
            ("two neighbours refuse", {1: after, -1: after}),
            ("ten refuse", {40 * number: after for number in range(1, 11)}),
            ("ten neighbours refuse", {side * number: after for number in range(1, 6) for side in (1, -1)}),
        ):
            many, what = fan_out(refusing=refusing), f"{name}, for {after:,} s"
            figures += _delay(what, many, alone, OTHERS_LATER if len(refusing) == 1 else None)
            figures.append(_wrong(what, many, CHATS - len(refusing)))
    for name, questions in (("/help six times", QUESTIONS[:1] * 6), ("six questions", QUESTIONS)):
        many, what = fan_out(questions=questions), f"{ASKING} ask {name}"
        figures += [*_delay(what, many, alone, ALERTS_LATER), _wrong(what, many, CHATS)]
        figures += _answered(what, many, questions)
    return figures


def _answered(name: str, many: Fanned, questions: Sequence[str]) -> Iterator[Figure]:
    """All different questions are answered, and a repeated one once, with one hint."""
    given = ASKING * (len(questions) if len(set(questions)) == len(questions) else 2)
    yield Figure("crowd", f"{name}: answers lost", given - len(many.answers), at_most=0, note=f"of {given}")
    half, last = percentile(many.answers, 0.5), max(many.answers)
    yield Figure("crowd", f"{name}: half answered within", half, "s", note=f"the last within {last:.1f} s")
