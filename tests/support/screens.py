"""Screens of every sort, in whatever language: what is said in a chat about itself, with its buttons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bot.domain.agencies import AgencyName
from bot.domain.agreements import SupportModel
from bot.domain.chats import TOLD_UNASKED, Interest, Place, Post
from bot.domain.editions import Edition, ListKind
from bot.domain.errors import UsageError
from bot.domain.holds import Hold, HoldReason
from bot.domain.messages import Message
from bot.domain.settings import ChatSettings, Quiet, Setting, Times, Weekday
from bot.domain.standing import Standing
from bot.reading.regions import Region
from bot.wording import here, posts, subscribing
from bot.wording.choices import choices
from bot.wording.languages import Words
from bot.wording.picking import pick_county, pick_place, pick_state
from bot.wording.replies import confirm, erase_sure, greeting, short_help
from bot.wording.settings import Followed, settings_message, topic_message
from bot.wording.subscribing import Stand
from tests.support.make import NOW, make_agreement

EDITION = Edition(1, "x", "participatingAgencies02062026pm.xlsx", "u", None, NOW, source="x.example")
AGENCY = "VA-page-county-sheriffs-office"
NAMES = {AGENCY: AgencyName(AGENCY, "VA", "Page County Sheriff's Office", "Page County")}
AREAS = ("51139", "DC", "VA", AGENCY)
SWITCHED = TOLD_UNASKED - {Interest.RENEWALS} | {Interest.DOCUMENTS, Interest.FILES}
EIGHT = dt.time(8)
SET = ChatSettings(
    "en",
    "America/Chicago",
    Times(EIGHT, Weekday.MONDAY),
    Quiet(dt.time(22), dt.time(7)),
    silent=True,
    all_clear=Times(EIGHT, Weekday.MONDAY),
    statewide=False,
    without_models=frozenset({SupportModel.TASK_FORCE}),
    mention="123456789012345678",
    publish=True,
)


def followed(*areas: str, settings: ChatSettings | None = None, early: bool = False) -> Followed:
    """What a chat follows that has set this."""
    interests = SWITCHED if early else TOLD_UNASKED
    return Followed(areas, NAMES, settings or ChatSettings(), interests, early=early)


def screens(words: Words, platform: str) -> Iterator[tuple[str, Message]]:
    """Every screen of a chat, by a name."""
    yield from _subscribing(words)
    if platform == "discord":
        yield from _posts(words)
    yield from _picking(words)
    yield from _settings(words, platform)
    yield "greeting", greeting(words)
    yield "help to a member", short_help(words, manages=False)
    yield "help to an administrator", short_help(words, manages=True)
    yield "a link", confirm(words, AREAS, NAMES)
    yield "erase", erase_sure(words)
    for after in (None, NOW):
        yield f"test {after}", here.test_message(words, after)
    for state in ("DC", None):
        hold = Hold(ListKind.PARTICIPATING, state, HoldReason.MASS_DEPARTURE, NOW, 1, figures=FIGURES)
        standing = Standing(EDITION, NOW, NOW, (hold,))
        everything = followed(*AREAS, settings=SET)
        yield (
            f"status {state}",
            here.how_it_stands(words, everything, standing, at=NOW, waiting=2, runs=True, digest=NOW),
        )
    yield "status of nothing", here.how_it_stands(words, followed(), Standing(None), at=NOW, waiting=0, runs=True)
    plain = here.how_it_stands(words, followed("VA"), Standing(EDITION, NOW), at=NOW, waiting=0, runs=False)
    yield "status of one", plain


FIGURES: dict[str, str | int] = {"missing": 9, "listed": 10}


def _subscribing(words: Words) -> Iterator[tuple[str, Message]]:
    read, unread = Standing(EDITION, NOW - dt.timedelta(minutes=3)), Standing(None)
    unreadable = Standing(EDITION, NOW, NOW)
    several = (make_agreement(1), make_agreement(2, model=SupportModel.WARRANT_SERVICE))
    stands = [
        Stand("51139", several[:1]),
        Stand("DC", ()),
        Stand("VA", several),
        Stand(AGENCY, (make_agreement(1, signed_on=None),)),
    ]
    everything = followed(*AREAS)
    yield (
        "subscribed",
        subscribing.subscribed(
            words, everything, stands, standing=read, at=NOW, added=AREAS, covered=[("51139", "VA"), ("DC", "all")]
        ),
    )
    yield "subscribed to much", subscribing.subscribed(words, everything, stands * 3, standing=unreadable, at=NOW)
    yield "subscribed to all", subscribing.subscribed(words, followed("all"), [], standing=unread, at=NOW)
    for manages in (True, False):
        yield f"subscriptions {manages}", subscribing.subscriptions(words, everything, manages=manages)
        yield f"subscribed to nothing {manages}", subscribing.subscriptions(words, followed(), manages=manages)
    yield (
        "subscriptions set",
        subscribing.subscriptions(words, followed("51139", settings=SET, early=True), manages=True),
    )
    daily = ChatSettings(digest=Times(EIGHT))
    yield "subscriptions to all", subscribing.subscriptions(words, followed("all", settings=daily), manages=True)
    many = followed(*(f"51{number:03}" for number in range(1, 60, 2)))
    yield "many subscriptions", subscribing.subscriptions(words, many, manages=True)
    yield "which to stop", subscribing.which_to_stop(words, everything)
    yield "unsubscribed", subscribing.unsubscribed(words, followed(), AREAS, NAMES)
    yield "unsubscribed from one", subscribing.unsubscribed(words, followed("VA"), ["DC"], NAMES)
    yield "unsubscribed from all", subscribing.unsubscribed(words, followed(), ["all"], NAMES)
    yield "unsubscribed from nothing", subscribing.unsubscribed(words, followed("VA"), [], NAMES)


def _posts(words: Words) -> Iterator[tuple[str, Message]]:
    """The posts of a forum: the first message of one, and the answer about one and about several."""
    told = []
    for number, (state, area) in enumerate((("VA", "51139"), ("all", "all"))):
        title, first = posts.new_post(words, state)
        yield f"a new post: {title}", first
        place = Place("discord", str(10**17 + number), title, group="1")
        answer = subscribing.subscribed(
            words, followed(area), [], standing=Standing(EDITION, NOW), at=NOW, added=[area]
        )
        told.append(posts.Told(state, Post(place, title, "https://discord.example/1"), answer, made=not number))
    yield "subscribed in a post", posts.subscribed_in_posts(words, told[:1])
    problem = UsageError("forum_full")
    yield "subscribed in posts", posts.subscribed_in_posts(words, told, ["MD", "TX"], problem)


def _picking(words: Words) -> Iterator[tuple[str, Message]]:
    for areas in ((), AREAS, ("all",), tuple(f"51{number:03}" for number in range(1, 60, 2))):
        yield f"places {len(areas)}", pick_place(words, areas, NAMES)
    for region in Region:
        yield region, pick_state(words, region, AREAS, NAMES)
    for state, page in (("VA", None), ("VA", 2), ("DE", None), ("GU", None), ("LA", 1), ("AK", 1), ("PR", 1)):
        yield f"{state} {page}", pick_county(words, state, page, AREAS, NAMES)
    yield "a state of all", pick_county(words, "MD", None, ("all",), NAMES)


def _settings(words: Words, platform: str) -> Iterator[tuple[str, Message]]:
    usual = Followed(AREAS, NAMES, platform=platform)
    daily = Followed(("VA",), {}, ChatSettings(digest=Times(EIGHT)), frozenset(), platform=platform)
    changed = Followed(AREAS, NAMES, SET, frozenset(Interest), early=True, platform=platform)
    for shown in (usual, daily, changed, Followed((), platform=platform)):
        yield "settings", settings_message(words, shown, NOW)
        for topic in Setting:
            yield topic, topic_message(words, shown, topic, choices(words, topic, shown), NOW)
