"""One look at one source: every workbook that it shows is read, and of each list the one saved last is taken in."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from bot.domain.agreements import Roster
from bot.domain.editions import OFFICIAL, Edition, EditionOutcome, ListKind, Publication, Sheet, Workbook, plausible
from bot.domain.errors import SourceError, SourceResting, WorkbookRefused
from bot.domain.ports import ReadWorkbook, Source, Store, Work
from bot.domain.watching import Observed, Problem, TroubleKind, problem_of
from bot.ingest.decide import Intake
from bot.ingest.intake import WHOLLY_BELIEVED, look_again, take_in
from bot.reading.roster import read_roster

UNLINKED = Problem("trouble_said_unlinked")
"""The page can be read, and shows no workbook that is the list."""

_LONG_AGO = dt.datetime(1, 1, 1, tzinfo=dt.UTC)


@dataclass(slots=True)
class Sight:
    """What one look at a source came to.

    ``intakes`` are of the editions that were taken in, ``shown`` all editions that it shows, ``seen`` the one
    of each list that counts.  ``fault``: nothing could be looked at, and ``rested``: it was not even asked.
    ``complete``: what every address shows is known.  ``troubles``: what is wrong with single addresses.
    """

    source: str
    at: dt.datetime
    intakes: list[Intake] = field(default_factory=list)
    shown: list[Edition] = field(default_factory=list)
    seen: dict[ListKind, Edition] = field(default_factory=dict)
    troubles: list[Observed] = field(default_factory=list)
    fault: SourceError | None = None
    rested: bool = False
    complete: bool = True

    @property
    def unseen(self) -> Problem:
        """Why the participating list was not seen, where the source itself could be read."""
        return self.troubles[0].problem if self.troubles else UNLINKED

    @property
    def official(self) -> bool:
        """Whether this is ICE itself."""
        return self.source == OFFICIAL


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One workbook that is shown: ``sheet``, ``roster`` where it had to be read, ``publication`` where it came anew."""

    edition: Edition
    list: ListKind | None
    modified: dt.datetime | None = None
    sheet: Workbook | WorkbookRefused | None = None
    publication: Publication | None = None
    roster: Roster | None = None

    def reading(self, read: ReadWorkbook) -> ReadWorkbook:
        """A reader that does not read a second time what has been read."""
        known = self.sheet
        if known is None:
            return read

        async def already(_: bytes) -> Workbook:
            if isinstance(known, WorkbookRefused):
                raise known
            return known

        return already


async def look(source: Source, store: Store, read: ReadWorkbook, now: Callable[[], dt.datetime]) -> Sight:
    """Look once at everything that ``source`` shows; what is wrong with it is in the `Sight`, never raised."""
    looking = _Looking(store, read, now, Sight(source.name, now()))
    sight = looking.sight
    candidates = []
    try:
        async for url, found in source.publications(await store.read(lambda work: work.editions.validators())):
            if isinstance(found, SourceError):
                sight.troubles.append(Observed(TroubleKind.SOURCE, url, problem_of(found)))
                sight.complete = False
            elif candidate := await looking.candidate(url, found):
                candidates.append(candidate)
            else:
                sight.complete = False  # what this address shows is not known
    except SourceResting as resting:
        sight.fault, sight.rested = resting.because, True
    except SourceError as error:
        sight.fault = error
    await looking.take_in_latest(candidates)
    return sight


@dataclass(frozen=True, slots=True)
class _Looking:
    """One look under way: with what, and what it came to so far."""

    store: Store
    read: ReadWorkbook
    now: Callable[[], dt.datetime]
    sight: Sight

    async def candidate(self, url: str, found: Publication | None) -> _Candidate | None:
        """Keep the bytes before anything looks at them, then read of which list they are and when they were saved."""
        if found is None:
            served = await self.store.read(lambda work: work.editions.served_at(url))
            return _Candidate(served, served.list, served.modified) if served else None
        publication, at = found, self.now()
        edition = await self.store.write(lambda work: work.editions.keep(publication, at))
        if edition.outcome in WHOLLY_BELIEVED:
            return _Candidate(edition, edition.list, edition.modified, publication=publication)
        try:
            sheet = await self.read(publication.content)
            roster = read_roster(sheet)
        except WorkbookRefused as refusal:
            await self.store.write(lambda work: work.editions.shed(at))
            return _Candidate(edition, None, sheet=refusal, publication=publication)
        same = await self.store.write(lambda work: work.editions.same_rows(edition, digest(sheet)))
        modified = same.modified if same.id != edition.id else sheet.modified
        return _Candidate(same, roster.list, modified, sheet, publication, roster)

    async def take_in_latest(self, candidates: Sequence[_Candidate]) -> None:
        """Take in what was saved last of each list, and let what cannot be read be refused."""
        some_list = any(candidate.list for candidate in candidates)
        for refused in (candidate for candidate in candidates if candidate.list is None):
            intake = await self._take_in(refused)
            if some_list and refused.edition.linked_as is None:
                continue  # it claims to be no list, and is none: another table
            self.sight.troubles.append(_refused(intake.edition))
            self.sight.complete = False
        for kind in ListKind:
            found = [candidate for candidate in candidates if candidate.list is kind]
            if found:
                await self._take_in_of(kind, found)

    async def _take_in_of(self, kind: ListKind, found: Sequence[_Candidate]) -> None:
        """Take in the workbook of a list that was saved last; the others are older copies that are still shown."""
        sight, at = self.sight, self.now()
        *older, latest = sorted(found, key=lambda candidate: _saved(candidate, at))
        believed = await self.store.read(lambda work: work.editions.believed(kind))
        if believed is not None and not sight.official and not _is_newer(latest, believed, at):
            older.append(latest)
            if any(candidate.edition.sha256 == believed.sha256 for candidate in older):
                sight.seen[kind] = believed
        else:
            intake = await self._take_in(latest)
            sight.shown.append(intake.edition)
            sight.seen[kind] = intake.edition
        for candidate in older:
            sight.shown.append(await self.store.write(partial(_set_aside, candidate, at)))

    async def _take_in(self, candidate: _Candidate) -> Intake:
        """Take an edition in, and only then remember that this answer has been dealt with."""
        publication, at = candidate.publication, self.now()
        if publication is None:
            intake = await look_again(self.store, self.read, candidate.edition, at)
        else:
            reading = candidate.reading(self.read)
            intake = await take_in(
                self.store, reading, candidate.edition, publication.content, at, roster=candidate.roster
            )
            if intake.outcome is not EditionOutcome.REFUSED:
                await self.store.write(lambda work: work.editions.checked(publication, intake.edition, at))
        self.sight.intakes.append(intake)
        return intake


def digest(workbook: Workbook) -> str:
    """Name the values of a workbook, whatever its bytes and its own time are: by what ``repr`` prints."""
    return hashlib.sha256(_in_brackets([_printed(sheet) for sheet in workbook.sheets]).encode()).hexdigest()


def _printed(sheet: Sheet) -> str:
    rows = _in_brackets([_printed_row(row) for row in sheet.rows])
    return f"Sheet(header={sheet.header!r}, rows={rows}, numbers={sheet.numbers!r}, name={sheet.name!r})"


_printed_row = lru_cache(maxsize=32_768)(repr)
"""Most rows of an edition were in the one before."""


def _in_brackets(printed: list[str]) -> str:
    return f"({', '.join(printed)}{',' if len(printed) == 1 else ''})"


def _set_aside(candidate: _Candidate, at: dt.datetime, work: Work) -> Edition:
    """Note that a newer copy of the list is shown beside this one, or known, so that this one is not judged."""
    edition = candidate.edition
    if edition.outcome is EditionOutcome.NEW:
        edition = replace(edition, list=candidate.list, modified=candidate.modified, outcome=EditionOutcome.SUPERSEDED)
        work.editions.settle(edition, at)
    if candidate.publication:
        work.editions.checked(candidate.publication, edition, at)
    return edition


def _saved(candidate: _Candidate, at: dt.datetime) -> tuple[dt.datetime, bool]:
    """When a workbook was saved, as far as that is known; of two saved at once the rightly linked is later."""
    known = plausible(candidate.modified, at) or _LONG_AGO
    return known, candidate.edition.linked_as is candidate.list


def _is_newer(candidate: _Candidate, believed: Edition, at: dt.datetime) -> bool:
    """Whether a copy in an archive was surely saved after the edition that we believe."""
    return believed.modified is not None and _saved(candidate, at)[0] > believed.modified


def _refused(edition: Edition) -> Observed:
    case = edition.figures.get("case")
    name = f"refused_{edition.reason}_{case}" if case else f"refused_{edition.reason}"
    figures = {name: figure for name, figure in edition.figures.items() if name != "case"}
    return Observed(TroubleKind.REFUSED, edition.url, Problem(name, figures))
