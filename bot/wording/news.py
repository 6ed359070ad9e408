"""The news of an alert in a line: how much changed and where, what left first.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from bot.domain.agreements import Change, ChangeKind
from bot.domain.chats import ALL_STATES
from bot.domain.messages import Line, Tone
from bot.wording.areas import NAMELESS, Names, area_name, by_name, enumerated
from bot.wording.events import COUNTED_FIRST, counted
from bot.wording.languages import Words
from bot.wording.layout import text_of
from bot.wording.phrases import joined

NAMED_AT_MOST = 2
"""More states than this are counted in a title, and one more than this where it is said why a chat is told."""

TITLE_AT_MOST = 100
"""Characters of a title: what a locked telephone shows of a message."""

REASON_AT_MOST = 200
"""Characters of the places for which a chat is told: longer names are counted."""

_ALWAYS_COUNTED = (ChangeKind.ENDED, ChangeKind.SIGNED)
"""What a title counts by itself, however long that makes it."""


def news(words: Words, changes: Sequence[Change]) -> str:
    """How many changes there are of each kind and where: ``Ohio: 2 agreements no longer on ICE's list, 1 new ...``.

    Where that is too long for a title, states are counted, and then kinds are counted together.
    """
    kinds = [kind for kind in COUNTED_FIRST if any(change.kind is kind for change in changes)]
    least = sum(kind in _ALWAYS_COUNTED for kind in kinds) or 1
    for counted_alone in range(len(kinds), least - 1, -1):
        for named in (NAMED_AT_MOST, 1):
            said = _of_kinds(words, changes, kinds[:counted_alone], named)
            if len(said) <= TITLE_AT_MOST:
                return said
    return _of_kinds(words, changes, kinds[:least], 1)


def _of_kinds(words: Words, changes: Sequence[Change], kinds: Collection[ChangeKind], named: int) -> str:
    of_kind = {kind: [change for change in changes if change.kind is kind] for kind in kinds}
    runs = groupby(kinds, key=lambda kind: states_of(words, of_kind[kind]))
    sentences: list[Line] = []
    for states, run in runs:
        where = places(words, [words.state(code) for code in states], named)
        counts = _counts(words, {kind: len(of_kind[kind]) for kind in run}, again=bool(sentences))
        sentences.append(words.alert_of.line(places=where, changes=counts))
    more = sum(change.kind not in of_kind for change in changes)
    sentences += [words.alert_more.line(count=more)] if more else []
    return text_of(joined(words.alert_then, sentences))


def _counts(words: Words, counts: Mapping[ChangeKind, int], *, again: bool) -> str:
    """Count changes, ``again`` in a line that has said what is counted; else the first says it."""
    told = []
    for number, kind in enumerate(counts):
        said = counted(words, kind)
        told.append((said.further if number or again else said.first)(count=counts[kind]))
    return words.all_of(told)


def states_of(words: Words, changes: Iterable[Change]) -> tuple[str, ...]:
    """The states of changes by their codes, in the order of their names."""
    return tuple(sorted({change.agreement.state for change in changes}, key=words.state))


def places(words: Words, names: Sequence[str], most: int = NAMED_AT_MOST) -> str:
    """Name one place or two, or ``most``; count more."""
    if len(names) > most:
        return words.several_states(count=len(names))
    return names[0] if len(names) == 1 else words.pair(first=names[0], last=names[1])


def tone(changes: Iterable[Change]) -> Tone:
    """What changes tell above all: that something left, else that something is new, else something else."""
    kinds = {change.kind for change in changes}
    if ChangeKind.ENDED in kinds:
        return Tone.GONE
    return Tone.NEW if ChangeKind.SIGNED in kinds else Tone.OTHER


def why(words: Words, follows: Collection[str], names: Names = NAMELESS) -> Line:
    """Say why a chat is told: ``follows`` are those of its areas that an alert is about, or ``all``.

    ``names`` are those of the agencies among them.
    """
    if ALL_STATES in follows:
        return words.follows_all.line()
    said = enumerated(words, [area_name(words, area, names) for area in by_name(words, follows, names)])
    if len(follows) > NAMED_AT_MOST + 1 or len(said) > REASON_AT_MOST:
        return words.follows_several.line(count=len(follows))
    return words.follows.line(places=said)
