"""What deciding everything again came to, line by line.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.verification import Difference, Verification
from bot.wording.languages import Words


def verification_lines(words: Words, found: Verification) -> Iterator[str]:
    """Say whether everything comes out the same, and then what does not."""
    editions, changes = words.number(found.editions), words.number(found.changes)
    if found.same:
        yield words.verified_same(editions=editions, changes=changes)
    elif bad := len(found.damaged) + len(found.absent):
        yield words.verified_not(count=bad, editions=editions)
    else:
        yield words.verified_otherwise(count=len(found.differences), editions=editions, changes=changes)
    for edition in found.damaged:
        yield words.verified_damaged(edition=edition.name, sha256=edition.sha256)
    for edition in found.absent:
        yield words.verified_absent(edition=edition.name, sha256=edition.sha256)
    for difference in found.differences:
        yield _difference(words, difference)


def _difference(words: Words, difference: Difference) -> str:
    recorded = difference.change
    agreement = recorded.change.agreement
    values = {"agency": agreement.agency, "state": words.state(agreement.state), "edition": recorded.sheet}
    if difference.told is None:
        return words.difference_not_told(reason=recorded.change.reason, **values)
    if difference.now is None:
        return words.difference_not_now(change=str(recorded.id), **values)
    return words.difference_of_fields(change=str(recorded.id), fields=words.all_of(list(difference.fields)), **values)
