"""Which pending agreements left because they were signed, though the two lists are typed apart."""

from __future__ import annotations

import pytest

from bot.domain.agreements import Listing
from bot.domain.editions import ListKind
from bot.identity.now_signed import now_signed
from tests.support.identity import JAIL, known, listing

QUILLBY = "Quillby Police Department"
ORVE = "Orve County"


def is_signed(pending: Listing, *participating: Listing) -> bool:
    (gone,) = known(pending, kind=ListKind.PENDING)
    return now_signed([gone], known(*participating)) == {gone.id}


@pytest.mark.parametrize(
    ("pending", "signed"),
    [
        (listing(QUILLBY, signed=None), listing(QUILLBY)),
        (listing("Quillby PD", county=ORVE, signed=None), listing("City of Quillby Police Department")),
        (listing("Quilbly Police Department", county=ORVE, signed=None), listing(QUILLBY, county=ORVE)),
        (listing("Quillby Polce Department", signed=None), listing(QUILLBY, county=ORVE)),
        (listing("Quillby Police Department, Chief Jane Roe", signed=None), listing(QUILLBY)),
    ],
)
def test_what_was_signed_under_a_name_typed_otherwise_is_signed(pending: Listing, signed: Listing) -> None:
    """A form of the name, a slip or a person; beside any other agency."""
    others = [listing(f"Ardley {number} Police Department", row=number) for number in range(20)]
    assert is_signed(pending, *others, signed)


@pytest.mark.parametrize(
    ("pending", "other"),
    [
        (listing(QUILLBY, signed=None), listing(QUILLBY, model=JAIL)),
        (listing(QUILLBY, signed=None), listing(QUILLBY, state="WV")),
        (listing(QUILLBY, county=ORVE, signed=None), listing("Quilbly Police Department", county="Tessaly County")),
        (listing(QUILLBY, signed=None), listing("Quillby Township Police Department")),
        (listing(QUILLBY, signed=None), listing("Quillby Beach Police Department")),
        (
            listing("Walker County Sheriff's Office", state="TX", signed=None),
            listing("Waller County Sheriff's Office", state="TX"),
        ),
    ],
)
def test_what_another_has_signed_is_not(pending: Listing, other: Listing) -> None:
    """Another model, state, county or place: it has left, and nobody has signed it."""
    assert not is_signed(pending, other)
