"""A nonce names what it carries: a platform that knows it may only ever answer with that very message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from bot.delivery.failures import follow
from bot.delivery.steps import nonce
from bot.domain.agreements import ChangeKind
from bot.domain.deliveries import Alert, Delivery
from bot.domain.errors import PartRefused, Uncertain
from bot.domain.messages import Attachment, Extra, Message, Part
from storage.store import Store
from tests.support.make import NOW, make_change, make_place
from tests.unit.delivery.test_courier import Clock, Scripted, deliver, owe, rows

PART = Part("Title", "Body", Attachment("list.csv", b"one"))
DELIVERY = Delivery(7, 1, make_place("1"), Alert(1, (1,)))


def test_a_nonce_fits_discord() -> None:
    """It has 25 characters, the most that Discord takes."""
    assert len(nonce("generation", DELIVERY, 0, PART)) == 25


def test_a_nonce_is_the_same_whenever_the_part_is_tried() -> None:
    """The number of attempts and what has arrived before make no other of it."""
    again = replace(DELIVERY, attempts=9, parts_sent=1, uncertain=True)
    assert nonce("generation", again, 0, PART) == nonce("generation", DELIVERY, 0, PART)


@pytest.mark.parametrize(
    ("generation", "delivery", "number", "part"),
    [
        ("another", DELIVERY, 0, PART),
        ("generation", replace(DELIVERY, id=8), 0, PART),
        ("generation", replace(DELIVERY, place=make_place("2")), 0, PART),
        ("generation", DELIVERY, 1, PART),
        ("generation", DELIVERY, 0, replace(PART, title="Another")),
        ("generation", DELIVERY, 0, replace(PART, body="Another")),
        ("generation", DELIVERY, 0, replace(PART, framed=True)),
        ("generation", DELIVERY, 0, replace(PART, attachment=None)),
        ("generation", DELIVERY, 0, replace(PART, attachment=Attachment("list.csv", b"two"))),
        ("generation", DELIVERY, 0, replace(PART, attachment=Attachment("other.csv", b"one"))),
        ("generation", DELIVERY, 0, replace(PART, title="Titl", body="eBody")),
    ],
)
def test_whatever_differs_makes_another_nonce(generation: str, delivery: Delivery, number: int, part: Part) -> None:
    """Database, chat, delivery, number, text, frame and file: none may be taken for another's."""
    assert nonce(generation, delivery, number, part) != nonce("generation", DELIVERY, 0, PART)


class Remembering(Scripted):
    """A platform that answers a nonce that it knows with the message that it took then, as Discord does."""

    in_flight = 1

    def __init__(self, taken: dict[tuple[str, str], str]) -> None:
        super().__init__()
        self.taken = taken

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        return (
            Part("", f"{message.title} {[span.text for block in message.blocks for line in block for span in line]}"),
        )

    async def send(
        self, address: str, part: Part, nonce: str, reply_to: str | None = None, *, silent: bool = False
    ) -> str:
        known = self.taken.get((address, nonce))
        if known is None:
            known = await super().send(address, part, nonce, reply_to)
            self.taken[address, nonce] = known
        return known


@pytest.fixture
def copies(tmp_path: Path) -> list[Store]:
    """Two copies of one database: one goes on, and the other is an earlier state of it, restored."""
    stores = [Store(tmp_path / "as-it-was.db")]
    stores[0].db.conn.execute("VACUUM INTO ?", (str(tmp_path / "restored.db"),))
    return [*stores, Store(tmp_path / "restored.db")]


async def test_a_restored_database_never_takes_another_message_for_its_own(copies: list[Store]) -> None:
    """Both copies owe another alert under the same number; both arrive, and both are recorded as sent."""
    taken: dict[tuple[str, str], str] = {}
    sent: list[list[str]] = []
    for store, agency in zip(copies, ("Page County Sheriff's Office", "Wise County Sheriff's Office"), strict=True):
        owe(store, "1", change=make_change(ChangeKind.SIGNED, agency=agency))
        platform = Remembering(taken)
        await deliver(store, platform)
        sent.append([body for _, body, _ in platform.sent])
        assert rows(store) == [("1", "sent", "")]
        store.close()
    assert [len(bodies) for bodies in sent] == [1, 1]
    assert "Page County" in sent[0][0]
    assert "Wise County" in sent[1][0]


async def test_a_rolled_back_database_repeats_the_same_message_with_the_same_nonce(copies: list[Store]) -> None:
    """What both owe alike is the same message: a platform that knows the nonce takes it once."""
    taken: dict[tuple[str, str], str] = {}
    arrived = 0
    for store in copies:
        owe(store, "1")
        platform = Remembering(taken)
        await deliver(store, platform)
        arrived += len(platform.sent)
        assert rows(store) == [("1", "sent", "")]
        store.close()
    assert arrived == 1


async def test_nonces_differ_between_parts_and_chats(store: Store) -> None:
    """Two chats, an alert in three parts each: six nonces."""
    owe(store, "1", "2")
    platform = Scripted(parts=3)
    await deliver(store, platform)
    assert len({name for _, _, name in platform.sent}) == 6


class Forgetful(Remembering):
    """It takes a message and its answer is lost; from then on it takes no embed."""

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        (part,) = super().parts(message)
        return (replace(part, title="" if Extra.EMBED in without else part.title, framed=Extra.EMBED not in without),)

    async def send(
        self, address: str, part: Part, nonce: str, reply_to: str | None = None, *, silent: bool = False
    ) -> str:
        if self.taken and part.framed:
            raise PartRefused("missing_permissions", Extra.EMBED)
        number = await super().send(address, part, nonce, reply_to)
        if part.framed:
            raise Uncertain("timed_out")
        return number


async def test_what_may_have_arrived_is_not_sent_again_because_its_frame_is_refused_now(store: Store) -> None:
    """The plain form has the nonce of the framed one, so the platform answers with the first message."""
    owe(store, "1")
    platform, clock = Forgetful({}), Clock()
    await deliver(store, platform, clock)
    clock.at += dt.timedelta(minutes=1)
    await deliver(store, platform, clock)
    assert len(platform.sent) == 1
    assert rows(store)[0][1] == "sent"


async def test_what_may_have_arrived_stays_in_doubt_when_something_of_it_is_left_out(store: Store) -> None:
    """Then no summary says it a second time, and it is repeated before anything else."""
    owe(store, "1")
    (claimed,) = store.write(lambda work: work.deliveries.claim("telegram", NOW, 1))
    doubtful = replace(claimed, uncertain=True)
    refused = PartRefused("missing_permissions", Extra.EMBED)
    store.write(lambda work: follow(work, doubtful, refused, NOW, 5.0))
    assert rows(store)[0][1] == "uncertain"
    assert store.deliveries.untouched(claimed.chat) == []
