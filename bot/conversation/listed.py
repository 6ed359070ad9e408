"""Which state each county and agency of a list is in, as the text has it.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.named import Named, Sort
from bot.conversation.pieces import Joint
from bot.reading.county_names import state_of_county


def with_states(found: Sequence[Named]) -> list[Named]:
    """Give each county and agency the state that stands behind it, or behind the list that it is in."""
    placed: list[Named] = []
    heading = ""
    for at, named in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        if named.joint is Joint.LINE:
            heading = ""
        if named.sort is Sort.STATE:
            heads = following is not None and following.joint is Joint.COLON and following.open
            heading = named.code if heads else ""
            if not heads and not (named.joint is Joint.COMMA and _give(placed, named)):
                placed.append(named)
            continue
        placed.append(_beside(named, placed, heading))
        if named.state:
            _give(placed, named)
    return placed


def _beside(named: Named, placed: Sequence[Named], heading: str) -> Named:
    if not named.open:
        return named
    if heading:
        return replace(named, state=heading)
    before = placed[-1] if placed else None
    if before and before.sort is Sort.STATE and named.joint is Joint.COMMA:
        return replace(named, after=before.code, start=before.start)
    return named


def _give(placed: list[Named], giver: Named) -> bool:
    """Give a state to the places right before it that have none; whether there are any.

    Counties of that state that stand among them by their codes are of the list, too.  The state beside a county is not
    that of an agency before it.
    """
    state, own = giver.state or giver.code, bool(giver.state)
    last = len(placed) - (2 if own else 1)
    listed = _list(placed, last, giver)
    openly = [at for at in listed if placed[at].open]
    many = any(county.many for at in (*listed, len(placed) - 1) if (county := placed[at].county))
    for at in openly:
        county = placed[at].county
        placed[at] = replace(placed[at], state=state, county=county.as_county() if county and many else county)
    if openly == [last] and not own:  # it is asked about with its state
        placed[last] = replace(placed[last], end=giver.end)
    return bool(openly)


def _list(placed: Sequence[Named], last: int, giver: Named) -> range:
    """The places up to the ``last`` that are of one list, and may have the giver's state."""
    first = last
    while first >= 0 and _in_list(placed[first], giver):
        if first < last and placed[first + 1].joint is Joint.LINE:
            break
        first -= 1
    return range(first + 1, last + 1)


def _in_list(named: Named, giver: Named) -> bool:
    if named.sort is Sort.AREA:
        return state_of_county(named.code) == (giver.state or giver.code)
    return named.open and (giver.sort is Sort.STATE or giver.sort is named.sort is Sort.COUNTY)
