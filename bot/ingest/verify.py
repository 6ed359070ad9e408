"""Decide everything again from the stored bytes, in a fresh database, and compare it with what was told."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from bot.domain.agreements import RecordedChange
from bot.domain.editions import Edition, EditionOutcome, Workbook
from bot.domain.holds import Decision, Hold, HoldEnd, HoldOutcome, Stored
from bot.domain.ports import ReadWorkbook, Store, Work
from bot.domain.verification import Difference, Told, Verification
from bot.ingest import review
from bot.ingest.intake import take_in
from bot.ingest.steps import Act, Step, steps_of

READ_AHEAD = 2
"""Workbooks read while the one before is decided about."""

EVER = dt.datetime(1, 1, 1, tzinfo=dt.UTC)


def not_as_they_came(given: Work) -> Verification:
    """Say which editions are not stored as they came: the name of their bytes is their SHA-256."""
    kept = [one.edition for one in given.editions.all()]
    damaged, absent = [], []
    for edition in kept:
        content = given.editions.kept(edition.sha256)
        if content is None:
            absent.append(edition)
        elif hashlib.sha256(content).hexdigest() != edition.sha256:
            damaged.append(edition)
    return Verification(len(kept), len(given.agreements.told()), tuple(damaged), tuple(absent))


def differences(given: Work, fresh: Work) -> tuple[Difference, ...]:
    """Return what differs between the changes of two databases: as told, and as decided now."""
    there: dict[object, list[Told]] = defaultdict(list)
    for now in fresh.agreements.told():
        there[_key(now)].append(now)
    found, missing = [], []
    for told in given.agreements.told():
        if same := there[_key(told)]:
            now = same.pop(0)
            if fields := _of_basis(told.recorded, now.recorded):
                found.append(Difference(told.recorded, now.recorded, fields))
        else:
            missing.append(told)
    return (*found, *_unequal(missing, [now for left in there.values() for now in left]))


def _unequal(missing: Sequence[Told], others: Sequence[Told]) -> Iterator[Difference]:
    """Put what was told beside what is decided now of the same agreement on the same edition."""
    left = list(others)
    for told in missing:
        now = next((other for other in left if _about(other) == _about(told)), None)
        if now is None:
            yield Difference(told.recorded, None)
            continue
        left.remove(now)
        before, after = _facts(told), _facts(now)
        fields = tuple(name for name in before if before[name] != after[name])
        yield Difference(told.recorded, now.recorded, fields)
    yield from (Difference(None, now.recorded) for now in left)


@dataclass
class Again:
    """Everything done again: ``given`` is only read, ``fresh`` has nothing in it yet."""

    given: Work
    fresh: Store
    read: ReadWorkbook

    def __post_init__(self) -> None:
        self.kept = {one.edition.id: one for one in self.given.editions.all()}
        self.holds = {stored.id: stored.value for stored in self.given.holds.since(EVER)}
        holds = [Stored(number, hold) for number, hold in self.holds.items()]
        self.steps = steps_of(list(self.kept.values()), self.given.agreements.told(), holds)
        self.judged = [step for step in self.steps if step.act is Act.JUDGE]

    async def run(self) -> AsyncIterator[Edition]:
        """Do one step after another; yield the edition of each that is judged."""
        await self.fresh.write(self._begin)
        waiting = list(self.judged)
        reading: dict[Step, asyncio.Task[Workbook]] = {}
        try:
            for step in self.steps:
                if step.act is not Act.JUDGE:
                    await self.fresh.write(lambda work, step=step: self._act(work, step))  # type: ignore[misc]
                    continue
                for ahead in waiting[: READ_AHEAD + 1]:
                    if ahead not in reading:
                        reading[ahead] = asyncio.create_task(self._reading(ahead.number))
                waiting.pop(0)
                await self._judge(step, reading.pop(step))
                yield self.kept[step.number].edition
        finally:
            for task in reading.values():
                task.cancel()
            await asyncio.gather(*reading.values(), return_exceptions=True)

    def _begin(self, work: Work) -> None:
        for one in self.kept.values():
            work.editions.begin_again(one)

    async def _reading(self, edition: int) -> Workbook:
        return await self.read(self._content(edition))

    def _content(self, edition: int) -> bytes:
        return self.given.editions.content(self.kept[edition].edition.sha256)

    async def _judge(self, step: Step, reading: asyncio.Task[Workbook]) -> None:
        async def already(_: bytes) -> Workbook:
            return await reading

        edition = await self.fresh.read(lambda work: work.editions.get(step.number))
        await take_in(self.fresh, already, edition, b"", step.at)
        await asyncio.wait([reading])  # an edition that is believed already is not read again

    def _act(self, work: Work, step: Step) -> None:
        if step.act is Act.SET_ASIDE:
            edition = self.kept[step.number].edition
            work.editions.settle(replace(edition, outcome=EditionOutcome.SUPERSEDED), step.at)
        elif step.act is Act.TAKE_BACK:
            self._take_back(work, step)
        else:
            self._act_on_hold(work, step)

    def _act_on_hold(self, work: Work, step: Step) -> None:
        given = self.holds[step.number]
        found = next((stored for stored in work.holds.open(given.list) if _is_same(stored.value, given)), None)
        if found is None:
            return
        match step.act:
            case Act.APPROVE:
                work.holds.decide(found.id, Decision.APPROVED)
            case Act.REJECT:
                work.holds.decide(found.id, Decision.REJECTED)
            case Act.END:
                work.holds.end(found.id, HoldEnd(step.at, HoldOutcome.ENDED_BY_ITSELF))
            case Act.BEGIN_ANEW if found.value.since < given.since:
                work.holds.go_on(found.id, replace(found.value, since=given.since, editions=1))
            case _:
                pass

    def _take_back(self, work: Work, step: Step) -> None:
        """Reject what went through at the time, as the operator did."""
        for stored in work.holds.since(EVER):
            end = stored.value.end
            if end and self._was_taken_back(work, stored.value, step):
                review.reject(work, stored.id, step.at)
                return

    def _was_taken_back(self, work: Work, hold: Hold, step: Step) -> bool:
        back = {
            (told.recorded.change.agreement.agency, told.recorded.change.agreement.model)
            for told in self.given.agreements.told()
            if told.edition == step.number and told.recorded.at == step.at
        }
        gone = work.agreements.departures_at(hold.list, hold.end.at) if hold.end else []
        return any((one.change.agreement.agency, one.change.agreement.model) in back for one in gone)


def _is_same(hold: Hold, given: Hold) -> bool:
    return (hold.list, hold.state, hold.reason) == (given.list, given.state, given.reason)


def _facts(told: Told) -> dict[str, object]:
    """What of a change has to come out the same; ids are counted, and follow from the rest."""
    recorded, change = told.recorded, told.recorded.change
    agreement = asdict(change.agreement)
    for name in ("id", "ended_at"):
        del agreement[name]
    return agreement | {
        "edition": told.edition,
        "at": recorded.at,
        "kind": change.kind,
        "reason": change.reason,
        "relisted": change.relisted,
        "was": tuple(sorted(change.was.items())),
        "remaining": change.remaining,
    }


def _key(told: Told) -> tuple[object, ...]:
    return tuple(_facts(told).values())


def _about(told: Told) -> tuple[object, ...]:
    """What two changes have in common that are one, decided differently."""
    agreement = told.recorded.change.agreement
    return told.edition, agreement.state, agreement.agency, agreement.model


def _of_basis(told: RecordedChange, now: RecordedChange) -> tuple[str, ...]:
    """What differs in what two changes rest on; of one from before that was kept nothing can."""
    before, after = told.change.basis, now.change.basis
    if before is None or after is None:
        return ()
    return tuple(name for name in ("level", "row") if getattr(before, name) != getattr(after, name))
