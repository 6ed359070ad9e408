"""What a chat is answered that subscribes, asks what it follows, or stops: in sentences, with buttons.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.agreements import Agreement
from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.buttons import LABEL_AT_MOST, Button, Keys
from bot.domain.messages import Block, Line, Message, Span
from bot.domain.standing import Standing
from bot.identity.agencies import agencies_of, in_order
from bot.wording.agreements import checked, model_briefly
from bot.wording.areas import Names, area_label, area_name, listed, typed
from bot.wording.keys import codes, fitting, rows, to_places, to_settings, to_subscriptions
from bot.wording.languages import Words
from bot.wording.layout import paragraph, plain
from bot.wording.picking import followed_named
from bot.wording.replies import alerted_about, switched, told_early
from bot.wording.settings import Followed, left_out, pace

SHOWN = 20
"""Places that are shown each with a button of its own; more are named one after the other."""

PROVEN = 10
"""Places of which it is said how it stands there now; more are counted."""


@dataclass(frozen=True, slots=True)
class Stand:
    """The agreements on the list now of an area that a chat follows."""

    area: Area
    agreements: tuple[Agreement, ...]


def subscribed(
    words: Words,
    followed: Followed,
    stands: Sequence[Stand],
    *,
    standing: Standing,
    at: dt.datetime,
    added: Sequence[Area] = (),
    covered: Sequence[tuple[Area, Area]] = (),
) -> Message:
    """What a chat is told about now, how it stands there, and when the list was last looked at.

    ``added`` is what can be undone; ``covered`` are those of it with what covers them already.
    """
    said = [
        words.covered_already(area=_name(words, followed, area), by=area_name(words, by, followed.names))
        for area, by in covered
    ]
    how = [_stands(words, followed, stand) for stand in stands[:PROVEN]] if standing.edition else []
    if how and len(stands) > PROVEN:
        how.append(words.stands_more(count=len(stands) - PROVEN))
    blocks: list[Block] = [paragraph(alerted_about(words, followed.areas, followed.names))]
    blocks += [tuple((Span(text),) for text in how)] if how else []
    blocks += [paragraph(text) for text in (*said, *_looked_at(words, standing, at))]
    if standing.unreadable_since:
        blocks.append(paragraph(words.list_unreadable.line(since=standing.unreadable_since)))
    undo = [Button(words.button_undo(), "unsubscribe", codes(added))] if added else []
    keys = rows(Button(words.button_test(), "test"), to_settings(words), *undo)
    return Message(words.subscribed(), tuple(blocks), keys=keys)


def subscriptions(words: Words, followed: Followed, *, manages: bool) -> Message:
    """What a chat follows, each in a sentence, with what filters hold; who ``manages`` can stop each by a button."""
    if not followed.areas:
        message = plain(words.subscriptions(), alerted_about(words, ()))
        return replace(message, keys=rows(to_places(words)) if manages else ())
    lines: list[Line] = [(Span(_followed(words, followed, area)),) for area in followed.areas[:SHOWN]]
    rest = followed.areas[SHOWN:]
    named = listed(words, [area_name(words, area, followed.names) for area in rest])
    more = [words.followed_more(count=len(rest), areas=named)] if rest else []
    blocks = (tuple(lines), *map(paragraph, (*more, *_filters(words, followed))))
    keys = (*_stop_each(words, followed), *_after(words)) if manages else ()
    return Message(words.subscriptions(), blocks, keys=keys)


def which_to_stop(words: Words, followed: Followed) -> Message:
    """Whether all alerts are to stop, or which; nothing has been stopped."""
    example = followed.areas[0]
    message = plain(
        words.stop_what(),
        alerted_about(words, followed.areas, followed.names),
        words.stop_how(codes=typed(words, [example])),
    )
    everything = Button(words.button_everything(), "unsubscribe", "all")
    keys = (*_stop_each(words, followed), *rows(everything, Button(words.button_keep(), "subscriptions")))
    return replace(message, keys=keys)


def unsubscribed(words: Words, followed: Followed, removed: Sequence[Area], names: Names) -> Message:
    """What a chat is told about still, what no more, and how to have that back."""
    said = [words.nothing_removed()]
    if removed:
        said = [
            words.removed(areas=followed_named(words, removed, names)),
            words.removed_back(codes=typed(words, removed)),
        ]
    undo = [Button(words.button_undo(), "subscribe", codes(removed))] if removed else []
    other = to_subscriptions(words) if followed.areas else to_places(words)
    message = plain(words.unsubscribed(), *said, alerted_about(words, followed.areas, followed.names))
    return replace(message, keys=rows(*undo, other))


def _stop_each(words: Words, followed: Followed) -> tuple[Keys, ...]:
    buttons = fitting(
        Button(_name(words, followed, area)[:LABEL_AT_MOST], "unsubscribe", area) for area in followed.areas[:SHOWN]
    )
    return (Keys(buttons, words.stop_prompt()),) if buttons else ()


def _after(words: Words) -> tuple[Keys, ...]:
    return rows(to_places(words), to_settings(words))


def _name(words: Words, followed: Followed, area: Area) -> str:
    return area_label(words, area, followed.names)


def _followed(words: Words, followed: Followed, area: Area) -> str:
    match kind_of(area):
        case AreaKind.EVERYWHERE:
            return words.followed_all()
        case AreaKind.AGENCY:
            return words.followed_agency(area=_name(words, followed, area))
        case _:
            return words.followed_single(area=_name(words, followed, area))


def _filters(words: Words, followed: Followed) -> Iterator[str]:
    """Say how news comes, and what of it is left out or told beside."""
    yield pace(
        words, followed.settings.digest, words.followed_how_now, words.followed_how_daily, words.followed_how_weekly
    )
    yield from switched(words, followed.interests)
    if left := left_out(words, followed.settings):
        yield words.followed_without_models(models=left)
    counties = any(kind_of(area) is AreaKind.COUNTY for area in followed.areas)
    if counties and not followed.settings.statewide:
        yield words.followed_without_statewide()
    if followed.early:
        yield told_early(words, followed.interests)


def _stands(words: Words, followed: Followed, stand: Stand) -> str:
    area = _name(words, followed, stand.area)
    if not stand.agreements:
        return words.stands_nothing(area=area)
    agencies = words.agencies_counted(count=len(agencies_of(stand.agreements)))
    found = sorted({agreement.model for agreement in stand.agreements}, key=in_order)
    models = words.all_of([model_briefly(words, model) for model in found])
    days = [agreement.signed_on for agreement in stand.agreements if agreement.signed_on]
    if not days:
        return words.stands_undated(area=area, agencies=agencies, models=models)
    sentence = words.stands if len(stand.agreements) == 1 else words.stands_several
    return sentence(area=area, agencies=agencies, models=models, month=_month(words, max(days)))


def _month(words: Words, day: dt.date) -> str:
    return words.month_of_year(month=words.months[day.month - 1], year=day.year)


def _looked_at(words: Words, standing: Standing, at: dt.datetime) -> Iterator[str]:
    if standing.edition is None:
        yield words.list_not_read()
    elif standing.checked_at:
        yield words.list_looked_at(checked=checked(words, at - standing.checked_at))
