"""What is in the way, and who is told when: once it has stood for a while, each time its age doubles, at its end.

In the log it is one line when it begins, one whenever the operator is told, and one when it ends.
The times are explained to operators in ``docs/operating.md``.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.domain.chats import DEFAULT_LANGUAGE, Place
from bot.domain.deliveries import Notice, Owed
from bot.domain.ports import Work
from bot.domain.watching import NoticeText, Observed, Topic, Trouble, TroubleKind
from bot.wording.languages import ENGLISH
from bot.wording.notices import trouble_line

log = logging.getLogger(__name__)

LONGEST_STEP = dt.timedelta(minutes=30)
"""The most by which a trouble ages between two looks: more is a clock that jumped, or a bot that was off."""

QUIET_FOR = dt.timedelta(hours=6)
"""A trouble that comes and goes is one line in the log in this time, and not one a look."""

KEPT_FOR = dt.timedelta(hours=24)
"""How long it is remembered what was said of a trouble that is over."""

CHATS_HEAR_AFTER = dt.timedelta(hours=24)
"""For how long the list must be out of sight before every subscribed chat is told."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When the operator is told: at the age ``first``, and, where it ``repeats``, each time that doubles.

    ``logged``: the log says it from here; otherwise another line there says it already.  ``stands_after``: it
    is one only once it has lasted for so long; then the log has its beginning and its end, and nothing between.
    Of what comes again within ``quiet_for`` of its end as much is passed over as was told before, ``passed_over``
    at most: a second outage is told when it lasts longer than the first, or for two hours.
    """

    first: dt.timedelta
    repeats: bool = False
    logged: bool = True
    stands_after: dt.timedelta = dt.timedelta()
    passed_over: int = 0
    quiet_for: dt.timedelta = QUIET_FOR


_LATER, _AT_ONCE = dt.timedelta(minutes=30), dt.timedelta()
_OF_A_PLATFORM = Rule(dt.timedelta(minutes=5), repeats=True, stands_after=dt.timedelta(minutes=1))

RULES = {
    TroubleKind.SOURCE: Rule(_LATER, repeats=True, passed_over=2),
    TroubleKind.REFUSED: Rule(_LATER, repeats=True, passed_over=2, quiet_for=KEPT_FOR),
    TroubleKind.LIST_MISSING: Rule(_LATER, repeats=True, passed_over=2),
    TroubleKind.LIST_UNSEEN: Rule(CHATS_HEAR_AFTER, logged=False),
    TroubleKind.NO_NEW_EDITION: Rule(_AT_ONCE),
    TroubleKind.HOLD: Rule(_AT_ONCE, logged=False, passed_over=1, quiet_for=KEPT_FOR),
    TroubleKind.ROWS: Rule(_AT_ONCE, logged=False),
    TroubleKind.PLATFORM: _OF_A_PLATFORM,
    TroubleKind.RIVAL: replace(_OF_A_PLATFORM, logged=False),
    TroubleKind.SENDING: _OF_A_PLATFORM,
    TroubleKind.CHATS_PAUSED: Rule(_AT_ONCE, logged=False),
    TroubleKind.DISK: Rule(_AT_ONCE),
}


def times_told(kind: TroubleKind, age: dt.timedelta) -> int:
    """How often the operator has to have been told of a trouble of that age."""
    rule = RULES[kind]
    if age < rule.first:
        return 0
    return 1 + (int(math.log2(age / rule.first)) if rule.repeats else 0)


def observe(
    work: Work,
    kinds: Collection[TroubleKind],
    observed: Sequence[Observed],
    operators: Sequence[Place],
    at: dt.datetime,
) -> int:
    """Bring the troubles of ``kinds`` up to date with what is ``observed`` now; return how many notices are owed.

    What is observed begins or goes on; what is not is over.  Called inside one transaction.
    """
    before = {(trouble.what.kind, trouble.what.about): trouble for trouble in work.troubles.open(kinds)}
    owed = 0
    for what in observed:
        known = before.pop((what.kind, what.about), None)
        if known or _stands(what, at):
            owed += _go_on(work, _aged(known, what, at) if known else _begun(work, what, at), operators, at)
    for trouble in before.values():
        owed += _end(work, trouble, operators, at)
    work.troubles.forget(at - KEPT_FOR)
    return owed


def _stands(what: Observed, at: dt.datetime) -> bool:
    return at - (what.since or at) >= RULES[what.kind].stands_after


def _begun(work: Work, what: Observed, at: dt.datetime) -> Trouble:
    """Begin a trouble; what was over for a short while only goes on from what had been told of it."""
    rule, earlier, since = RULES[what.kind], work.troubles.over(what), what.since or at
    quiet = earlier is not None and at - earlier.seen_at <= rule.quiet_for
    if not quiet:
        _log(what, since)
    before = min(max(earlier.told, earlier.before), rule.passed_over) if earlier and quiet else 0
    age = min(max(at - since, dt.timedelta()), LONGEST_STEP)
    return Trouble(what, since, at, age, before=before, quiet=quiet)


def _aged(known: Trouble, what: Observed, at: dt.datetime) -> Trouble:
    step = min(max(at - known.seen_at, dt.timedelta()), LONGEST_STEP)
    return replace(known, what=what, seen_at=at, age=known.age + step)


def _go_on(work: Work, trouble: Trouble, operators: Sequence[Place], at: dt.datetime) -> int:
    due = times_told(trouble.what.kind, trouble.age)
    owed = 0
    if due > max(trouble.told, trouble.before):
        if trouble.age and (trouble.quiet or not RULES[trouble.what.kind].stands_after):
            _log(trouble.what, trouble.since)
        owed += _tell_operators(work, Topic.TROUBLE, trouble, operators, at)
        trouble = replace(trouble, told=due, quiet=False)
    hears = trouble.what.kind is TroubleKind.LIST_UNSEEN and trouble.age >= CHATS_HEAR_AFTER and not trouble.heard
    if hears:
        owed += _tell_chats(work, Topic.UNREADABLE, trouble, at)
    work.troubles.keep(replace(trouble, heard=trouble.heard or hears))
    return owed


def _end(work: Work, trouble: Trouble, operators: Sequence[Place], at: dt.datetime) -> int:
    work.troubles.end(trouble.what, at)
    rule = RULES[trouble.what.kind]
    if rule.logged and (trouble.told or (rule.stands_after and not trouble.quiet)):
        log.info("%s", trouble_line(ENGLISH, trouble.what, trouble.since, over=True))
    if not trouble.told:
        return 0  # it was short, and nobody was told
    owed = _tell_operators(work, Topic.TROUBLE_OVER, trouble, operators, at)
    return owed + (_tell_chats(work, Topic.READABLE, trouble, at) if trouble.heard else 0)


def _log(what: Observed, since: dt.datetime) -> None:
    if RULES[what.kind].logged:
        log.warning("%s", trouble_line(ENGLISH, what, since))


def _tell_operators(work: Work, topic: Topic, trouble: Trouble, operators: Sequence[Place], at: dt.datetime) -> int:
    if not operators:
        return 0
    notice = Notice(work.notices.post(NoticeText(topic, trouble.what, trouble.since, at)))
    chats = [work.chats.reached(place, DEFAULT_LANGUAGE, at) for place in operators]
    return work.deliveries.enqueue([Owed(chat, notice) for chat in chats], at)


def _tell_chats(work: Work, topic: Topic, trouble: Trouble, at: dt.datetime) -> int:
    notice = Notice(work.notices.post(NoticeText(topic, trouble.what, trouble.since, at)))
    return work.deliveries.enqueue([Owed(chat, notice) for chat in work.chats.audience()], at)
