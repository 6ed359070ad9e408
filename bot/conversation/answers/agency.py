"""``/agency``: one agency, its agreements and what changed in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from bot.conversation.agency_typed import find_typed
from bot.conversation.request import Request
from bot.conversation.standing import read_standing
from bot.domain.agencies import AgencyName, AgencyRecord, Tenure
from bot.domain.agreements import Agreement, ChangeKind
from bot.domain.editions import ListKind
from bot.domain.errors import UsageError
from bot.domain.messages import Message, Reply
from bot.domain.ports import Work
from bot.identity.agencies import same_agency
from bot.identity.finding import Found
from bot.reading.agency import agency_key
from bot.wording.agencies import agency_answer, no_agency, several_agencies
from bot.wording.languages import Words
from bot.wording.standing import source_text, standing_notes

CHANGES_AT_MOST = 8
"""More changes than this of one agency are in a CSV file."""

_ARRIVALS = (ChangeKind.SIGNED, ChangeKind.PENDING_LISTED)


async def one_agency(request: Request) -> Reply:
    """Say what is known of one agency; which are meant, where it is not one."""
    typed = request.asked.words.strip()
    if not typed:
        raise UsageError("which_agency")
    return await request.store.read(lambda work: _reply(request, work, typed))


def _reply(request: Request, work: Work, typed: str) -> Reply:
    found = look_up(work, typed)
    message = agency_message(request.words, work, typed, found, request.now, command="/agency", most=CHANGES_AT_MOST)
    return Reply(message, private=not isinstance(found, AgencyRecord))


def look_up(work: Work, typed: str, state: str | None = None) -> AgencyRecord | Found:
    """Read the agency that is meant by a public id or a name, in ``state`` (a code) where one is given; else which."""
    names = work.agreements.agency_names()
    agency_id = work.agreements.agency_of(typed.strip())
    if agency_id:
        return _one(work, _namesakes(agency_id, names)) or read_agency(work, [agency_id])
    found = find_typed(typed, names, state)
    return _one(work, found.agencies) or found


def _namesakes(agency_id: str, names: Sequence[AgencyName]) -> list[AgencyName]:
    """Return the agency of that id, and those that have its name now."""
    own = next(name for name in names if name.agency_id == agency_id)
    key = agency_key(own.name, own.state)
    same = [name for name in names if name.state == own.state and agency_key(name.name, name.state) == key]
    return [own, *(name for name in same if not name.former)]


def _one(work: Work, names: Sequence[AgencyName]) -> AgencyRecord | None:
    """Read what these names stand for, where that is one agency by its id, or by the rule that tells agencies apart."""
    ids = {name.agency_id for name in names}
    record = read_agency(work, ids) if ids else None
    if record and len(ids) > 1 and not all(same_agency(record.named, one.agreement) for one in record.agreements):
        return None
    return record


def read_agency(work: Work, agency_ids: Iterable[str]) -> AgencyRecord:
    """Read all that is known under these public ids of an agency, of which there is one at least."""
    agreements = work.agreements.of_agencies(agency_ids)
    numbers = [agreement.id for agreement in agreements]
    changes = work.agreements.changes_of(numbers)
    first = work.agreements.first_seen(numbers)
    arrived = {change.change.agreement.id: change.at for change in reversed(changes) if change.change.kind in _ARRIVALS}
    tenures = (
        Tenure(agreement, arrived.get(agreement.id, first[agreement.id]), agreement.id not in arrived)
        for agreement in sorted(agreements, key=_standing_first)
    )
    return AgencyRecord(tuple(tenures), tuple(changes))


def _standing_first(agreement: Agreement) -> tuple[bool, bool, dt.date]:
    """Those that are listed first, of these the pending ones last, then by the day of signing."""
    return agreement.ended_at is not None, agreement.list is ListKind.PENDING, agreement.signed_on or dt.date.max


def agency_message(
    words: Words,
    work: Work,
    typed: str,
    found: AgencyRecord | Found,
    at: dt.datetime,
    *,
    command: str,
    most: int | None,
) -> Message:
    """What ``/agency`` answers; ``command`` is how it is asked, and more changes than ``most`` go into a file."""
    if isinstance(found, AgencyRecord):
        standing = read_standing(work, found.named.state, at)
        source, notes = source_text(words, standing, at), standing_notes(words, standing)
        return agency_answer(words, found, source=source, notes=notes, most=most)
    if found.agencies:
        return several_agencies(words, typed, _in_order(words, found.agencies), command=command)
    unread = read_standing(work, None, at).edition is None
    return no_agency(words, typed, found.nearest, command=command, unread=unread)


def _in_order(words: Words, names: Sequence[AgencyName]) -> list[AgencyName]:
    return sorted(names, key=lambda name: (words.state(name.state), name.name.casefold(), name.county.casefold()))
