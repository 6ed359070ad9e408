"""The texts of agreements: what another link means, and where links that change together mean nothing.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.agreements import Agreement, Change, ChangeKind, Listing, Reason
from bot.identity.evidence import signed_anew
from bot.reading.links import other_file

BULK, BULK_SHARE = 3, 0.5
"""Links of one state, and their share of those it has, that are housekeeping when they change or go at once."""

BULK_OF_LIST, GONE_SHARE = 20, 0.3
"""Links of a whole list that are; of those that are gone so large a share as well, for some stay away for weeks."""

Pairs: TypeAlias = Sequence[tuple[Agreement, Listing]]
"""The agreements of which a row says something new, each with its row."""


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """The states of which links say nothing: those to other texts of agreements, to other addenda, those that are gone.

    Nobody replaces many texts on one day: whoever puts files in order gives them other addresses.
    """

    moas: Collection[str]
    addenda: Collection[str]
    gone: Collection[str]


def housekeeping(unchanged: Iterable[Agreement], pairs: Pairs) -> Housekeeping:
    """Return which links of an edition say nothing; of the ``unchanged`` agreements it says what is known.

    Those that may have been renewed do not count: many of one state are, when they end on one day.
    """
    pairs = [(old, row) for old, row in pairs if not signed_anew(old, row)]
    moas = [old for old, row in pairs if other_file(old.moa_url, row.moa_url)]
    addenda = [old for old, row in pairs if other_file(old.addendum_url, row.addendum_url)]
    gone = [old for old, row in pairs if old.moa_url and not row.moa_url]
    if max(map(len, (moas, addenda, gone))) < BULK:
        return Housekeeping((), (), ())
    all_moas, all_addenda = Counter[str](), Counter[str]()
    for agreement in (*unchanged, *(old for old, _ in pairs)):
        all_moas[agreement.state] += agreement.moa_url is not None
        all_addenda[agreement.state] += agreement.addendum_url is not None
    return Housekeeping(_in_bulk(moas, all_moas), _in_bulk(addenda, all_addenda), _in_bulk(gone, all_moas, GONE_SHARE))


def _in_bulk(touched: Sequence[Agreement], linked: Counter[str], share: float = 0.0) -> Collection[str]:
    """Return the states of which so many links were touched; all of them, where that is so of the whole list."""
    if len(touched) >= max(BULK_OF_LIST, share * linked.total()):
        return frozenset(linked)
    times = Counter(agreement.state for agreement in touched)
    return frozenset(state for state in times if times[state] >= max(BULK, BULK_SHARE * linked[state]))


def text_changes(before: Agreement, now: Agreement, nothing: Housekeeping) -> Iterator[Change]:
    """Yield what became of the texts of an agreement; a link that went is kept, and its return is no news."""
    if now.moa_url and not before.moa_url:
        yield Change(ChangeKind.MOA_POSTED, now, Reason.FIRST_LINK)
    elif other_file(before.moa_url, now.moa_url) and before.state not in nothing.moas:
        yield Change(ChangeKind.MOA_REPLACED, now, Reason.OTHER_LINK, was={"moa_url": before.moa_url})
    if now.addendum_url and not before.addendum_url:
        yield Change(ChangeKind.ADDENDUM_POSTED, now, Reason.FIRST_LINK)
    elif other_file(before.addendum_url, now.addendum_url) and before.state not in nothing.addenda:
        yield Change(ChangeKind.ADDENDUM_REPLACED, now, Reason.OTHER_LINK, was={"addendum_url": before.addendum_url})


def is_renewal(before: Agreement, row: Listing, nothing: Housekeeping) -> bool:
    """Whether a row lists an agreement as signed anew, later than a slip of the pen, without a link to its old text.

    Where links say nothing, neither do they here.
    """
    silent = nothing.moas if row.moa_url else nothing.gone
    return signed_anew(before, row) and before.state not in silent
