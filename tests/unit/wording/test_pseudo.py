"""Nothing that a chat reads is English in a language that is not: read in one made of accents alone."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

import pytest

from adapters.console import Console
from adapters.discord.render import parts as discord_parts
from adapters.telegram.render import render as telegram_parts
from bot.conversation.answers.state import STATE_AT_MOST
from bot.conversation.dispatch import Conversation
from bot.conversation.front import Front
from bot.delivery.courier import Courier
from bot.delivery.troubles import observe
from bot.domain.agencies import AgencyName, AgencyRecord, Tenure
from bot.domain.agreements import Agreement, Change, ChangeKind, Reason, RecordedChange, SupportModel
from bot.domain.chats import Absence, Asked, CannotPost, Completes, Right
from bot.domain.deliveries import Alert, Correction, Owed
from bot.domain.editions import Edition, EditionOutcome, Figures, ListKind
from bot.domain.errors import StoreError
from bot.domain.holds import Hold, HoldReason
from bot.domain.messages import Extra, Message, Part
from bot.domain.standing import Standing
from bot.domain.watching import NoticeText, Observed, Problem, Topic, TroubleKind
from bot.ingest.health import read_report
from bot.wording import languages
from bot.wording.agencies import agency_answer, no_agency, several_agencies
from bot.wording.alerts import ENTRIES_AT_MOST, alert, correction
from bot.wording.history import history
from bot.wording.languages import LANGUAGES, Words, words_of
from bot.wording.layout import text_of
from bot.wording.notices import notice
from bot.wording.reach import right_name, with_reach
from bot.wording.replies import answered_already, asked_too_much, sorry
from bot.wording.standing import source_text, standing_notes
from bot.wording.status import status_lines
from storage.store import Store
from tests.support.handlers import ALL_ANSWERED, leaving_out
from tests.support.make import (
    NOW,
    DirectAccess,
    keep_edition,
    make_agreement,
    make_asked,
    make_change,
    make_place,
    make_recorded,
    settle,
)
from tests.support.pseudo import CODE, make_pseudo
from tests.unit.delivery.test_courier import NoPace, Scripted

ENGLISH_WORDS = re.compile(r"[A-Za-z]{2,}(?:['\u2019]?[ ,:;.()“”_-]+[A-Za-z]{2,})+")
"""Two words or more of plain letters beside each other."""

PUT_IN = re.compile(
    r"<?https?:\S+|Page County Sheriff's Office|Page County Jail|Page County|participatingAgencies\w+\.xlsx"
    r"|287g-[\w-]+\.csv|[A-Z][a-z]+/[A-Za-z_]+"
    r"|County \d+ Office|Narnia Land|blockquote expandable|[A-Z]{2}-[a-z0-9]+(?:-[a-z0-9]+)+"
)
"""What is a value: agencies, counties, files, addresses, time zones, and what a person typed."""


BEFORE: dict[str, str | None] = {"agency": "Page County Jail", "signed_on": "2020-06-09"}

HINDRANCES = (
    CannotPost(tuple(Right)),
    CannotPost(member=False),
    CannotPost((Right.EMBED_LINKS, Right.ATTACH_FILES)),
)
REASONS = (
    *("may_not_write", "blocked", "kicked", "deleted", "topic_closed"),
    *("forum_channel", "payment_required", "refused_4711"),
)
WAITS = ((0, None), (1, NOW), (2, NOW))
"""How many alerts wait in a paused chat, and when it is tried again."""


@pytest.fixture(autouse=True)
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Words:
    made = make_pseudo()
    monkeypatch.setattr(languages, "LANGUAGES", {**LANGUAGES, CODE: made})
    assert words_of(CODE) is made
    return made


def english_in(text: str) -> list[str]:
    return ENGLISH_WORDS.findall(PUT_IN.sub("·", text.replace("\\", "").replace("&#x27;", "'")))


def rendered(message: Message) -> Iterator[str]:
    """The message as each platform shows it, with the file that goes with it."""
    out = io.StringIO()
    Console(out).show(message)
    yield out.getvalue()
    for part in (*discord_parts(message), *telegram_parts(message)):
        yield f"{part.title}\n{part.body}"
        if part.attachment is not None:
            yield part.attachment.content.decode("utf-8-sig")
            yield part.attachment.caption


def assert_accented(messages: Iterable[Message]) -> None:
    for message in messages:
        for text in rendered(message):
            assert text.strip()
            assert english_in(text) == []


def every_change() -> list[RecordedChange]:
    """Every kind of change, in each of its forms."""
    model = SupportModel.WARRANT_SERVICE
    return [
        make_recorded(
            number, kind, relisted=relisted, remaining=remaining, state=state, county=county, was=BEFORE, list=kind_of
        )
        for number, (kind_of, kind, relisted, remaining, state, county) in enumerate(
            (kind_of, kind, relisted, remaining, state, county)
            for kind_of in ListKind
            for kind in ChangeKind
            for relisted in (False, True)
            for remaining in ((), (model,))
            for state, county in (("DC", ""), ("VA", "Page County"))
        )
    ]


def test_the_check_finds_english() -> None:
    """Otherwise all that follows would say nothing."""
    assert english_in("šţàţé: signed again (Page County)")
    assert not english_in("Page County Sheriff's Office šîĝñéđ <https://www.ice.gov/some/thing>")


def test_every_alert_is_accented(pseudo: Words) -> None:
    """One by one, as few, and in short lines with their file, whose header and kinds are accented too."""
    changes = every_change()
    assert_accented(alert(pseudo, [change]) for change in changes)
    assert_accented([alert(pseudo, changes[:ENTRIES_AT_MOST]), alert(pseudo, changes)])
    assert alert(pseudo, changes).attachment is not None
    printed = Agreement(1, ListKind.PARTICIPATING, "VI", "A", SupportModel.JAIL_ENFORCEMENT, signed_printed="?")
    assert_accented(
        [
            alert(pseudo, [RecordedChange(1, "x.xlsx", NOW, Change(kind, printed, Reason.NEW_ROW, was=BEFORE))])
            for kind in ChangeKind
        ]
    )


def test_every_correction_is_accented(pseudo: Words) -> None:
    """Whatever is taken back."""
    assert_accented([correction(pseudo, every_change(), NOW)])
    assert_accented(correction(pseudo, [change], NOW) for change in every_change())


def test_the_history_is_accented(pseudo: Words) -> None:
    """Every field that was corrected, from something or from nothing."""
    fields = ("agency", "county", "state", "model", "signed_on", "signed_printed", "type")
    formers: list[Mapping[str, str | None]] = [
        dict.fromkeys(fields),
        dict.fromkeys(fields, "?"),
        {"state": "MD", "model": "task_force", "agency_id": "?"},
    ]
    changes = [
        make_recorded(1, ChangeKind.CORRECTED, reason=reason, was=former) for former in formers for reason in Reason
    ]
    assert_accented([history(pseudo, "VI", [*changes, *every_change()]), history(pseudo, "MP", [])])


def test_what_is_told_of_an_agency_is_accented(pseudo: Words) -> None:
    """Listed and gone, on either list, with another spelling, two ids and a history that is cut; several, and none."""
    agreements = [
        make_agreement(number, list=kind, ended_at=ended, agency=f"County {number} Office")
        for number, (kind, ended) in enumerate(itertools.product(ListKind, (None, NOW)), 1)
    ]
    agreements[0] = replace(agreements[0], addendum_url=agreements[0].moa_url)
    tenures = tuple(Tenure(one, NOW, from_start=start) for one in agreements for start in (False, True))
    record = AgencyRecord(tenures, tuple(every_change()))
    names = [AgencyName(one.agency_id, one.state, one.agency, one.county) for one in agreements] * 4
    for most in (8, None):
        assert_accented([agency_answer(pseudo, record, source="", most=most)])
    assert_accented([several_agencies(pseudo, "?", names, command="?"), no_agency(pseudo, "?", names, command="?")])
    assert_accented([no_agency(pseudo, "?", (), command="?", unread=unread) for unread in (False, True)])


def test_what_is_said_of_our_own_watching_is_accented(pseudo: Words) -> None:
    """To the operator and to chats: every trouble, its end, and what an answer rests on."""
    figures: Figures = {"missing": 9, "listed": 10, "state": "VA"}
    problems = [Problem("trouble_said_unseen"), Problem("hold_mass_departure", figures)]
    both = [make_agreement(1), make_agreement(2, list=ListKind.PENDING, state="MD", county="")]
    named = (both, both[:1], [make_agreement(number) for number in range(41)])
    assert_accented(
        notice(pseudo, NoticeText(topic, Observed(kind, "x", problem), NOW, NOW), agreements)
        for topic in Topic
        for kind in TroubleKind
        for problem in problems
        for agreements in named
    )
    edition = Edition(1, "x", "participatingAgencies02062026pm.xlsx", "u", None, NOW, source="x.example")
    holds = tuple(
        Hold(kind, state, HoldReason.MASS_DEPARTURE, NOW, 1, figures={"missing": 9, "listed": 10})
        for kind in ListKind
        for state in ("VA", None)
    )
    for ago in (dt.timedelta(), dt.timedelta(minutes=3), dt.timedelta(hours=3), dt.timedelta(days=3)):
        standing = Standing(edition, NOW - ago, NOW, holds, edition, NOW)
        said = [source_text(pseudo, standing, NOW), *standing_notes(pseudo, standing, pending=True)]
        assert [english_in(text_of(line)) for line in said] == [[]] * len(said)


def test_how_the_bot_is_is_accented(pseudo: Words, store: Store) -> None:
    """Every line of ``status``, with everything in the way."""
    observed = [Observed(kind, "x", Problem("trouble_said_unseen")) for kind in TroubleKind]
    store.write(lambda work: observe(work, tuple(TroubleKind), observed, (), NOW))
    edition = keep_edition(store)
    with store.transaction() as work:
        settled = settle(work, edition, list=ListKind.PARTICIPATING, outcome=EditionOutcome.BASELINE)
        work.looks.looked("x", NOW)
        work.looks.looked("y", NOW, Problem("trouble_said_unlinked"))
        work.looks.saw("x", ListKind.PARTICIPATING, settled, NOW)
        work.holds.begin(Hold(ListKind.PARTICIPATING, None, HoldReason.OLDER_EDITION, NOW, settled.id))
    for running in (True, False):
        said = list(status_lines(pseudo, read_report(store, NOW, running=running), NOW))
        assert [english_in(line) for line in said] == [[]] * len(said)


class Desk:
    """The front over a store, asked in the language of accents; what it says is kept."""

    def __init__(self, store: Store, rendering: str) -> None:
        renderings = {"console": Console(io.StringIO()).parts, "discord": discord_parts, "telegram": telegram_parts}
        self.store = store
        self.said: list[Part] = []
        conversation = Conversation(DirectAccess(store), lambda: NOW)
        self.front = Front("telegram", conversation, leaving_out(renderings[rendering]), throttle=ALL_ANSWERED)

    async def say(self, part: Part, private: bool) -> None:  # noqa: FBT001  as the port has it
        self.said.append(part)

    async def ask(
        self, name: str, words: str = "", *, may_manage: bool = True, hindrance: CannotPost | None = None
    ) -> None:
        asked = make_asked(name, words, language=CODE, may_manage=may_manage, hindrance=hindrance)
        await self.check(asked)

    async def check(self, asked: Asked) -> None:
        before = len(self.said)
        await self.front.command(asked, self.say)
        assert len(self.said) > before
        for part in self.said[before:]:
            assert english_in(f"{part.title}\n{part.body}") == [], (asked.name, asked.words)
            if part.attachment is not None:
                assert english_in(part.attachment.content.decode("utf-8-sig")) == []


@pytest.fixture(params=["console", "discord", "telegram"])
def desk(store: Store, request: pytest.FixtureRequest) -> Desk:
    return Desk(store, request.param)


def have(store: Store, *agreements: Agreement, content: bytes = b"PK one") -> None:
    edition = keep_edition(store, content)
    with store.transaction():
        settled = settle(store, edition, list=agreements[0].list, outcome=EditionOutcome.BASELINE)
        store.agreements.remember(settled, [], agreements, [make_change(reason=Reason.NEW_ROW)], NOW)


async def test_every_answer_about_a_state_is_accented(desk: Desk) -> None:
    """Before anything is read, with few agreements and with many, with every note; without any, too."""
    await desk.ask("state", "VA")
    agreements = [make_agreement(number, model=model) for number, model in enumerate(SupportModel, 1)]
    many = [make_agreement(n, state="DC", agency=f"County {n} Office") for n in range(10, 11 + STATE_AT_MOST)]
    have(desk.store, *agreements, *many)
    have(desk.store, make_agreement(4, list=ListKind.PENDING, signed_on=None, county=""), content=b"PK two")
    edition = keep_edition(desk.store, b"PK three")
    hold = Hold(ListKind.PARTICIPATING, None, HoldReason.TRUNCATED, NOW, edition.id)
    desk.store.write(lambda work: work.holds.begin(hold))
    desk.store.write(lambda work: work.editions.linked(ListKind.PENDING, NOW))
    desk.store.write(lambda work: work.editions.expire(ListKind.PENDING, NOW))
    for state in ("VA", "DC", "VI"):
        await desk.ask("state", state)
        await desk.ask("changes", state)
    for words in ("County 10 Office", "Page County", "VA-page-county-sheriffs-office", "Narnia Land"):
        await desk.ask("agency", words)


async def test_every_answer_about_a_chat_is_accented(desk: Desk) -> None:
    """Subscriptions to nothing, some and all, and whatever keeps alerts from arriving."""
    for name, words in (
        ("subscriptions", ""),
        ("subscribe", "VA DC MP"),
        ("subscriptions", ""),
        ("early", ""),
        ("early", "on"),
        ("alerts", ""),
        ("alerts", "documents on"),
        ("alerts", "renewals off"),
        ("alerts", "documents now"),
        ("settings", ""),
        ("settings", "timezone Chicago"),
        ("settings", "alerts daily 8"),
        ("settings", "alerts weekly tuesday 8"),
        ("settings", "quiet 22-7"),
        ("settings", "silent on"),
        ("settings", "allclear on"),
        ("settings", ""),
        ("subscriptions", ""),
        ("unsubscribe", "VA"),
        ("unsubscribe", ""),
        ("help", ""),
        ("start", ""),
    ):
        await desk.ask(name, words)
    for hindrance in HINDRANCES:
        await desk.ask("subscribe", "all", hindrance=hindrance)
    await desk.ask("subscriptions")


def test_what_a_paused_chat_is_told_is_accented(pseudo: Words) -> None:
    """For every reason that has words, and one that has none; with a next try and without, with alerts and without."""
    absences = [Absence(NOW, reason, waiting, next_try=again) for reason in REASONS for waiting, again in WAITS]
    absences += [Absence(NOW, "refused_400_4711", waiting, unexplained=True) for waiting, _ in WAITS]
    absences += [
        Absence(NOW, "blocked", waiting, unexplained=doubted, later=True)
        for waiting in (1, 2)
        for doubted in (True, False)
    ]
    assert_accented(
        with_reach(pseudo, Message(sorry(pseudo).message.title), make_place("1", platform), hindrance, absence)
        for platform in ("discord", "telegram")
        for hindrance in (None, *HINDRANCES)
        for absence in absences
    )


async def test_every_mistake_is_accented(desk: Desk) -> None:
    """No such command, no such state, nothing to take away, one of all."""
    for name, words in (
        ("nonsense", ""),
        ("early", "perhaps"),
        ("alerts", "off"),
        ("settings", "volume"),
        ("settings", "language Narnia Land"),
        ("settings", "timezone Chicgo"),
        ("settings", "alerts"),
        ("settings", "quiet"),
        ("settings", "silent"),
        ("settings", "allclear"),
        ("subscribe", ""),
        ("subscribe", "Narnia Land"),
        ("state", ""),
        ("state", "VA MD"),
        ("changes", "all"),
        ("agency", ""),
        ("agency", "Narnia Land"),
        ("explain", ""),
        ("explain", "4711"),
        ("unsubscribe", "VA"),
    ):
        await desk.ask(name, words)
    await desk.ask("subscribe", "all")
    await desk.ask("unsubscribe", "VA")


async def test_a_refusal_and_a_failure_are_accented(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may not change anything, and who asks while the database cannot be used."""
    await desk.ask("subscribe", "VA", may_manage=False)
    await desk.front.apologize(CODE, desk.say)
    assert english_in(desk.said[-1].body) == []

    def fails(*_: object) -> None:
        raise StoreError("the database is locked")

    monkeypatch.setattr(desk.store, "read", fails)
    await desk.ask("subscriptions")


def test_sorry_and_rights_are_accented(pseudo: Words) -> None:
    """What went wrong through no fault of who asked, what was too much, and what each platform calls a permission."""
    assert_accented([sorry(pseudo).message, answered_already(pseudo).message])
    assert_accented(asked_too_much(pseudo, most).message for most in (1, 6))
    names = [right_name(pseudo, right, platform) for right in Right for platform in ("discord", "telegram")]
    assert [english_in(name) for name in names] == [[]] * 16


async def test_the_menu_and_what_is_completed_are_accented(desk: Desk) -> None:
    """Descriptions, arguments and the names of states, within the strictest platform's limits."""
    for entry in desk.front.menu(CODE):
        option = entry.option
        texts = [entry.description, *([option.name, option.description] if option else [])]
        assert [english_in(f"{entry.name}: {text}") for text in texts] == [[] for _ in texts]
        assert max(map(len, texts)) <= 100
    every = await desk.front.complete(Completes.PLACES, "VA, new j", CODE)
    choices = [choice for choice in every if choice.value.endswith("NJ")]  # counties have proper names
    assert choices
    assert [english_in(choice.label) for choice in choices] == [[] for _ in choices]
    begun, *_ = await desk.front.complete(Completes.PLACES, "ṽîŕĝ", CODE)
    assert begun.value == "VA"


class Kept(Scripted):
    """A platform that keeps the text of each message, as the console would print it."""

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        return Console(io.StringIO()).parts(message, without)


async def test_each_chat_is_told_in_its_own_language(store: Store) -> None:
    """The same alert and its correction go to one chat in English, and to another in accents."""
    have(store, make_agreement())
    (recorded,) = store.agreements.latest_changes("VA", 1)
    for address, language in (("1", "en"), ("2", CODE)):
        store.write(lambda work, at=address, of=language: work.chats.subscribe(make_place(at), ["VA"], of, NOW))  # type: ignore[misc]  # defaults bind
    for subject in (Alert(recorded.id, (recorded.id,)), Correction(1, (recorded.id,))):
        owed = [Owed(subscriber, subject) for subscriber in store.chats.audience()]
        store.write(lambda work, owed=owed: work.deliveries.enqueue(owed, NOW))  # type: ignore[misc]
    platform = Kept()
    courier = Courier(platform, DirectAccess(store), NoPace(), NoPace(), now=lambda: NOW)
    running = asyncio.create_task(courier.run())
    while len(platform.sent) < 4:  # noqa: ASYNC110  a script has no event
        await asyncio.sleep(0)
    courier.stop()
    await running
    assert [bool(english_in(body)) for address, body, _ in sorted(platform.sent)] == [True, True, False, False]
