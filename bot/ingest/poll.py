"""One poll, top to bottom.  Every step that decides is pure; the time is passed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.delivery.troubles import observe
from bot.domain.chats import Place
from bot.domain.editions import Edition, ListKind
from bot.domain.ports import ReadWorkbook, Source, Store, Work
from bot.domain.watching import TroubleKind, problem_of
from bot.ingest.decide import Intake
from bot.ingest.early import tell_early
from bot.ingest.holds import begin_anew, end_unseen
from bot.ingest.lists import note_published
from bot.ingest.look import Sight, look
from bot.ingest.report import report
from bot.ingest.sight import WATCHED, observed_in

__all__ = ["Asking", "poll"]


@dataclass(frozen=True, slots=True)
class Asking:
    """What a poll has to know beside its sources.

    ``archives_after``: for how long ICE's participating list must be out of sight before an archive is
    asked.  ``operators``: the chats that are told what is in the way.
    """

    archives_after: dt.timedelta = dt.timedelta(hours=1)
    operators: tuple[Place, ...] = ()


async def poll(
    sources: Sequence[Source],
    store: Store,
    read: ReadWorkbook,
    now: Callable[[], dt.datetime],
    asking: Asking = Asking(),
) -> list[Intake]:
    """Look once at ICE's list, and at archives where that has been out of sight for long.

    Returns what each workbook that was looked into came to.  What is in the way is recorded, and told.

    Raises:
        SourceError: nothing could be looked at; it is recorded already.
    """
    official, *archives = sources
    sights = [await look(official, store, read, now)]
    if ListKind.PARTICIPATING not in sights[0].seen and await store.read(
        lambda work: _long_unseen(work, official.name, asking.archives_after, now())
    ):
        sights += await _look_further(archives, store, read, now)
    for sight in sights:
        for intake in sight.intakes:
            report(intake)
    await store.write(lambda work: _after_all(work, sights, asking.operators, now()))
    intakes = [intake for sight in sights for intake in sight.intakes]
    if sights[0].fault and not intakes:
        raise sights[0].fault
    return intakes


async def _look_further(
    archives: Sequence[Source], store: Store, read: ReadWorkbook, now: Callable[[], dt.datetime]
) -> list[Sight]:
    """Ask one archive after another until one shows the participating list."""
    sights = []
    for archive in archives:
        sights.append(await look(archive, store, read, now))
        if ListKind.PARTICIPATING in sights[-1].seen:
            break
    return sights


def _long_unseen(work: Work, official: str, after: dt.timedelta, at: dt.datetime) -> bool:
    """Whether ICE itself has not shown the participating list for ``after``."""
    sightings = [sighting for sighting in work.looks.sightings() if sighting.list is ListKind.PARTICIPATING]
    own = next((sighting for sighting in sightings if sighting.source == official), None)
    if own is not None:
        return at - own.at >= after
    return bool(sightings) or any(trouble.age >= after for trouble in work.troubles.open([TroubleKind.LIST_UNSEEN]))


def _after_all(work: Work, sights: Sequence[Sight], operators: Sequence[Place], at: dt.datetime) -> None:
    """Note what follows from all that the sources show.

    Which lists are published, which holds are over, what is in the way.  A failed download is no
    absence: what it would have shown may be what is held.
    """
    official, *_ = sights
    shown: list[Edition] = [edition for sight in sights for edition in sight.shown]
    begin_anew(work, shown, at)
    if official.fault is None:
        note_published(work, official.shown, at)
    if official.complete and official.shown:
        end_unseen(work, shown, at)
    for sight in sights:
        _remember(work, sight)
    observe(work, WATCHED, observed_in(work, sights, at), operators, at)
    tell_early(work, at)


def _remember(work: Work, sight: Sight) -> None:
    """Note that a source was asked and what it showed; one that rests was not asked."""
    if sight.rested:
        return
    problem = None
    if ListKind.PARTICIPATING not in sight.seen:
        problem = problem_of(sight.fault) if sight.fault else sight.unseen
    work.looks.looked(sight.source, sight.at, problem)
    for kind, edition in sight.seen.items():
        work.looks.saw(sight.source, kind, edition, sight.at)
