"""How strongly a row of an edition speaks for being an agreement that we know: points of each kind, and their sum.

Pure.  All points are in `bot.identity.scale`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.domain.agreements import Agreement, Listing, SupportModel
from bot.identity.likeness import SPELLINGS, Alike, alike
from bot.identity.scale import SCALE
from bot.identity.words import differing_words, same_county
from bot.reading.agency import agency_key
from bot.reading.counties import NoCounty, county_fips, find_counties
from bot.reading.county_names import county_key
from bot.reading.links import other_file
from bot.reading.states import STATES
from bot.reading.text import fold


@dataclass(frozen=True, slots=True)
class Witness:
    """What the edition as a whole knows: links on more than one row, and names on other rows of it.

    ``names`` holds (state, agency key) of every row; ``words`` the words of those keys, each with
    the number of names that have it.
    """

    shared_links: Collection[str] = ()
    names: Collection[tuple[str | None, tuple[str, ...]]] = ()
    words: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a row being a known agreement, and against it: points of each kind of `bot.identity.scale`.

    ``likeness`` is what lies between the two names; None where they were not compared: the row
    names no agency, or no name could have made up for the rest (``name`` is then 0).
    """

    name: float = 0.0
    date: float = 0.0
    county: float = 0.0
    link: float = 0.0
    model: float = 0.0
    state: float = 0.0
    likeness: Alike | None = None

    @property
    def total(self) -> float:
        """The sum of all points."""
        return self.date + self.county + self.link + self.model + self.state + self.name


def weigh(agreement: Agreement, row: Listing, witness: Witness, *, least: float = SCALE.enough) -> Evidence:
    """Return the evidence for ``row`` being ``agreement``; the names are not compared where it cannot be ``least``.

    Different numbers in the names (precincts, wards, circuits) exclude each other whatever
    else agrees: the total is then minus infinity.
    """
    date, county = date_points(agreement, row), _county_points(agreement, row)
    link = _link_points(agreement, row, witness)
    model, state = _model_points(agreement, row), _state_points(agreement, row)
    if link != SCALE.same_link and (model == SCALE.other_model or state == SCALE.other_state):
        date = _beside_another(agreement, row, date)
    anew = signed_anew(agreement, row)
    if date + county + link + model + state + SCALE.names[Alike.SAME] < least and not anew:
        return Evidence(0.0, date, county, link, model, state)  # weighing names is what costs time
    if not row.agency:
        return Evidence(SCALE.no_name, date, county, link, model, state)
    likeness = alike(agreement.agency, row.agency, agreement.state)
    if anew and alike(agreement.agency, row.agency, None) in SPELLINGS:  # in North Carolina, too, North is a place
        date, link = SCALE.renewed_date, 0.0  # another date and another text are what a renewal has
    name = _name_points(agreement, row, likeness, witness)
    return Evidence(name, date, county, link, model, state, likeness)


def weigh_namesake(agreement: Agreement, row: Listing) -> Evidence:
    """Return the evidence for ``row``, of the same name, state and model as ``agreement``, being it and no other."""
    county = {True: SCALE.same_county, None: 0.0, False: SCALE.namesake_other_county}
    same_link = bool(row.moa_url) and row.moa_url == agreement.moa_url
    return Evidence(
        name=SCALE.namesake,
        date=date_points(agreement, row),
        county=county[same_county(agreement.county, row.county)],
        link=SCALE.namesake_same_link if same_link else 0.0,
        likeness=Alike.SAME,
    )


def slipped(a: dt.date, b: dt.date) -> bool:
    """Whether two dates differ as a slip of the pen does.

    That is: some days, another year or month, one digit of the day, or day and month exchanged.
    """
    if abs(a - b) <= SCALE.slip:
        return True
    year, month, day = a.year == b.year, a.month == b.month, a.day == b.day
    if year and month:  # two agencies that signed in one month are no slip
        return a.day // 10 == b.day // 10 or a.day % 10 == b.day % 10
    return (day and (year or month)) or (year and (a.month, a.day) == (b.day, b.month))


def signed_anew(agreement: Agreement, row: Listing) -> bool:
    """Whether a row of the same agency would say that it has renewed its agreement.

    The date is later than one signing or a slip of the pen explains, and the link to the old text is no more.
    """
    a, b = agreement.signed_on, row.signed_on
    if a is None or b is None or b - a <= SCALE.near or slipped(a, b):
        return False
    if row.state != agreement.state or row.model != agreement.model or agreement.moa_url is None:
        return False
    return row.moa_url is None or other_file(agreement.moa_url, row.moa_url)


def date_points(agreement: Agreement, row: Listing) -> float:
    """Return the points of the signing dates."""
    a, b = agreement.signed_on, row.signed_on
    if a is None or b is None:
        return _unread_date_points(agreement, row)
    if a == b:
        return SCALE.same_date
    if slipped(a, b):
        return SCALE.slipped_date
    return SCALE.near_date if abs(a - b) <= SCALE.near else SCALE.far_date


def _beside_another(agreement: Agreement, row: Listing, points: float) -> float:
    """Return the points of dates beside another model or state: who has a namesake signs near its date by chance.

    Where neither has a date, as on the pending list, they say as little; but for a wrong state that is put right.
    """
    equal = agreement.signed_on is not None and agreement.signed_on == row.signed_on
    return points if equal or _put_right(agreement, row) else min(points, SCALE.near_date)


def _put_right(agreement: Agreement, row: Listing) -> bool:
    """Whether an undated agreement stood under a state that has no such county, and its row's state has one."""
    if agreement.signed_on or row.signed_on or row.model != agreement.model:
        return False
    before = find_counties(agreement.state, agreement.agency, agreement.county)
    return before.why is NoCounty.UNKNOWN and bool(county_fips(row))


def _unread_date_points(agreement: Agreement, row: Listing) -> float:
    if agreement.signed_on is not row.signed_on:
        return SCALE.no_date_on_one_side
    if not agreement.signed_printed and not row.signed_printed:
        return SCALE.no_dates
    same = agreement.signed_printed == row.signed_printed
    return SCALE.same_printed_date if same else SCALE.no_date_on_one_side


def _county_points(agreement: Agreement, row: Listing) -> float:
    old, new = county_key(agreement.county), county_key(row.county)
    same = same_county(agreement.county, row.county)
    if same is None:
        return 0.0
    if same:
        return SCALE.same_county if old == new else SCALE.mistyped_county
    own = old in fold(agreement.agency).replace(" ", "") and new in fold(row.agency).replace(" ", "")
    return SCALE.own_county if own else SCALE.other_county


def _link_points(agreement: Agreement, row: Listing, witness: Witness) -> float:
    if not agreement.moa_url or not row.moa_url:
        return 0.0
    if agreement.moa_url != row.moa_url:
        return SCALE.other_link
    return 0.0 if row.moa_url in witness.shared_links else SCALE.same_link


def _model_points(agreement: Agreement, row: Listing) -> float:
    if row.model == agreement.model:
        return 0.0
    unread = row.model is None or not isinstance(agreement.model, SupportModel)
    return SCALE.unread_model if unread else SCALE.other_model


def _state_points(agreement: Agreement, row: Listing) -> float:
    if row.state == agreement.state:
        return 0.0
    return SCALE.unread_state if row.state is None or agreement.state not in STATES else SCALE.other_state


def _name_points(agreement: Agreement, row: Listing, likeness: Alike, witness: Witness) -> float:
    points = SCALE.names[likeness]
    if likeness is Alike.RELATED:
        points += _misprint_points(agreement, row, witness)
    if likeness is Alike.TYPO and _both_borne(agreement, row, witness):
        points += SCALE.both_names_borne
    return points


def _misprint_points(agreement: Agreement, row: Listing, witness: Witness) -> float:
    """Return the points for the old name being a misprint of the new: one that other rows bear is none."""
    old, new = agency_key(agreement.agency, agreement.state), agency_key(row.agency, agreement.state)
    if (agreement.state, old) in witness.names:
        return SCALE.old_name_still_listed
    borne = any(word in witness.words for word in old if word not in new)
    return 0.0 if borne else SCALE.old_word_gone


def _both_borne(agreement: Agreement, row: Listing, witness: Witness) -> bool:
    """Whether other agencies bear the words that differ: a slip of the pen rarely makes another real name."""
    old, new = differing_words(agreement.agency, row.agency, agreement.state)
    times = witness.words
    # The new word is on this row itself, so that it takes a second name to bear it out.
    return bool(old and new) and all(times.get(w, 0) > 0 for w in old) and all(times.get(w, 0) > 1 for w in new)
