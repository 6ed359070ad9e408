"""The screens on which places are chosen: a part of the country, a state of it, and counties by initial.  Pure.

Each is what ``/pick`` answers to some words, and its buttons give that command again: ``pick south``, ``pick VA``,
``pick VA 2``; with ``+`` and ``-`` before the code of an area it is followed or no more, and the screen is shown again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache

from bot.domain.areas import EVERYWHERE, Area, AreaKind, kind_of
from bot.domain.buttons import Button, Keys
from bot.domain.messages import Message
from bot.reading.county_names import County, counties_in, state_of_county
from bot.reading.regions import REGIONS, Region, region_of
from bot.reading.text import fold
from bot.wording.areas import Names, area_name, county_label, enumerated, listed
from bot.wording.keys import PICK, rows
from bot.wording.languages import Words, phrase
from bot.wording.layout import parted, plain

PAGE = 24
"""Counties on one screen: so many that a list of Discord has room for them and one more."""

NAMED = 8
"""Places that a screen names; more are counted."""


def pick_place(words: Words, followed: Sequence[Area], names: Names) -> Message:
    """Ask for a part of the country, or for every state."""
    regions = tuple(Button(_region(words, region), PICK, region) for region in Region)
    every = _switch(words.button_every_state(), "", EVERYWHERE, followed)
    keys = (Keys(regions, words.pick_region_prompt()), *rows(every, _done(words)))
    said = [words.pick_is_all()] if EVERYWHERE in followed else [words.pick_how()]
    return _screen(words, [*said, *_now(words, followed, names)], keys)


def pick_state(words: Words, region: Region, followed: Sequence[Area], names: Names) -> Message:
    """Ask for a state of a region; those in which something is followed are marked."""
    states = sorted(REGIONS[region], key=lambda code: fold(words.state(code)))
    buttons = tuple(_state(words, code, followed) for code in states)
    keys = (Keys(buttons, words.pick_state_prompt()), *rows(Button(words.button_back(), PICK), _done(words)))
    return _screen(words, [words.pick_in_region(), *_now(words, followed, names)], keys)


def pick_county(words: Words, state: str, page: int | None, followed: Sequence[Area], names: Names) -> Message:
    """Ask for a whole state or counties of it; of many counties first for a ``page`` of them, counted from 1."""
    found = pages(state)
    page = 1 if len(found) == 1 else page
    here = _here(state, page)
    whole = _switch(words.button_whole_state(state=words.state(state)), here, state, followed)
    back = region_of(state) if here == state else state
    counties = _counties(words, state, page, followed)
    keys = (*rows(whole), *counties, *rows(Button(words.button_back(), PICK, back), _done(words)))
    named = words.state_in_sentence(state)
    how = words.pick_in_state(state=named) if found else words.pick_whole_state(state=named)
    covered = [words.pick_is_all()] if EVERYWHERE in followed else []
    if state in followed and found:
        covered = [words.pick_covered(state=named)]
    return _screen(words, [how, *covered, *_now(words, followed, names)], keys)


@cache
def pages(state: str) -> tuple[tuple[County, ...], ...]:
    """The counties of a state by name, so many together as one screen has; none where it is one county itself."""
    counties = sorted(counties_in(state), key=lambda county: (fold(county.name), county.kind))
    if len(counties) < 2:  # noqa: PLR2004  one county is the state
        return ()
    return parted(counties, PAGE)


def followed_named(words: Words, areas: Sequence[Area], names: Names) -> str:
    """Name what is followed in a few words; of many the first, and how many more there are."""
    if EVERYWHERE in areas:
        return words.every_state()
    named = [area_name(words, area, names) for area in areas]
    if len(named) > NAMED:
        return words.and_more(areas=listed(words, named[:NAMED]), count=len(named) - NAMED)
    return enumerated(words, named)


def _counties(words: Words, state: str, page: int | None, followed: Collection[Area]) -> Iterator[Keys]:
    """The counties of a page, or where there are several pages and none is chosen, these."""
    found = pages(state)
    if page and page <= len(found):
        here = _here(state, page)
        buttons = [_switch(county_label(words, county.fips), here, county.fips, followed) for county in found[page - 1]]
        yield Keys(tuple(buttons), words.pick_counties_prompt())
    elif found:
        ranges = [
            Button(
                words.pick_range(first=counties[0].name, last=counties[-1].name),
                PICK,
                _here(state, number),
                any(county.fips in followed for county in counties),
            )
            for number, counties in enumerate(found, start=1)
        ]
        yield Keys(tuple(ranges), words.pick_counties_prompt())


def _here(state: str, page: int | None) -> str:
    return f"{state} {page}" if page and len(pages(state)) > 1 else state


def _switch(label: str, here: str, area: Area, followed: Collection[Area]) -> Button:
    """A button that follows an area, or where it is followed ends that, and comes back ``here``."""
    chosen = area in followed
    return Button(label, PICK, f"{here} {'-' if chosen else '+'}{area}".strip(), chosen)


def _state(words: Words, code: str, followed: Sequence[Area]) -> Button:
    counties = sum(1 for area in followed if kind_of(area) is AreaKind.COUNTY and state_of_county(area) == code)
    name = words.state(code)
    label = words.pick_state_with(state=name, count=counties) if counties else name
    return Button(label, PICK, code, code in followed or bool(counties))


def _now(words: Words, followed: Sequence[Area], names: Names) -> Iterator[str]:
    yield words.pick_followed(areas=followed_named(words, followed, names)) if followed else words.pick_nothing()


def _region(words: Words, region: Region) -> str:
    return phrase(words, f"region_{region}")()


def _done(words: Words) -> Button:
    return Button(words.button_done(), PICK, "done")


def _screen(words: Words, said: Sequence[str], keys: tuple[Keys, ...]) -> Message:
    return replace(plain(words.pick_title(), *said), keys=keys)
