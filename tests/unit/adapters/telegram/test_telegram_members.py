"""Who manages a chat on Telegram, and what we may write there, as far as Telegram tells."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from adapters.telegram.client import opened
from adapters.telegram.events import Member, Voice
from adapters.telegram.members import Members
from bot.domain.chats import CannotPost, Right
from bot.domain.errors import ChatLost, PlatformLost, RetryLater, SendError, Uncertain, UsageError
from tests.support.telegram_transport import Answer, Transport, ok, refusal

ME, GROUP = 42, -5


class _Asked:
    """A Members whose Telegram answers as told, by method, or fails; counts what it is asked."""

    def __init__(self, **answers: Answer | Exception) -> None:
        self.transport = Transport(self._answer)
        self.answers = answers
        self.now = 0.0

    def _answer(self, method: str, _: dict[str, Any]) -> Answer:
        answer = self.answers[method]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def may_manage(self, who: bool | Member | Voice) -> bool:  # noqa: FBT001
        async with opened("1:t", "http://x", self.transport) as api:
            return await Members(api, ME).may_manage(who)

    async def hindrance(self, kind: str = "supergroup") -> CannotPost | None:
        async with opened("1:t", "http://x", self.transport) as api:
            return await Members(api, ME, lambda: self.now).hindrance(GROUP, kind)

    @property
    def calls(self) -> list[str]:
        return [name for name, _ in self.transport.calls]


def is_(status: str, **fields: object) -> Answer:
    return ok({"user": {"id": 7}, "status": status, **fields})


def group(*, text: bool = True, files: bool = True, **fields: object) -> Answer:
    return ok({"id": GROUP, "permissions": {"can_send_messages": text, "can_send_documents": files}, **fields})


@pytest.mark.parametrize(
    ("status", "may"),
    [
        ("creator", True),
        ("administrator", True),
        ("member", False),
        ("restricted", False),
        ("left", False),
        ("x", False),
    ],
)
async def test_in_a_group_only_administrators_may_manage(status: str, may: bool) -> None:  # noqa: FBT001
    """Whatever else the answer has, or lacks."""
    assert await _Asked(getChatMember=is_(status)).may_manage(Member(GROUP, 7)) is may


async def test_what_is_known_is_not_asked() -> None:
    """Telegram's answer takes time and counts."""
    asked = _Asked()
    assert [await asked.may_manage(True), await asked.may_manage(False)] == [True, False]
    assert asked.calls == []


@pytest.mark.parametrize(("linked", "may"), [(-1009, True), (-1008, False), (None, False)])
async def test_only_the_groups_own_channel_may_manage_it(linked: int | None, may: bool) -> None:  # noqa: FBT001
    """Whoever posts as the channel that belongs to the group is its administrator; any member may post as his own."""
    asked = _Asked(getChat=group(linked_chat_id=linked))
    assert await asked.may_manage(Voice(GROUP, -1009)) is may


@pytest.mark.parametrize("words", ["member list is inaccessible", "CHAT_ADMIN_REQUIRED", "USER_ID_INVALID"])
async def test_where_only_administrators_are_told_who_is_one_the_person_is_told_so(words: str) -> None:
    """It will not change by itself, and trying again later would not help."""
    with pytest.raises(UsageError, match="cannot_tell_administrators"):
        await _Asked(getChatMember=refusal(400, f"Bad Request: {words}")).may_manage(Member(GROUP, 7))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal(400, "Bad Request: chat not found"), ChatLost),
        (refusal(403, "Forbidden: bot was kicked from the group chat"), ChatLost),
        (refusal(429, "Too Many Requests", retry_after=3), RetryLater),
        (refusal(401, "Unauthorized"), PlatformLost),
        (ok(None), Uncertain),
        (ok({"status": 5}), Uncertain),
        ((200, b"<html>"), Uncertain),
        (OSError("x"), Uncertain),
    ],
)
async def test_a_failure_of_the_moment_is_one_of_our_errors(answer: Answer | Exception, kind: type[SendError]) -> None:
    """The front says that it went wrong."""
    with pytest.raises(kind):
        await _Asked(getChatMember=answer).may_manage(Member(GROUP, 7))


TEXT, FILES = Right.SEND_MESSAGES, Right.ATTACH_FILES
OWN = {"is_member": True}
POST = {"can_post_messages": True}
SAID = {"can_send_messages": True, "can_send_documents": True}


@pytest.mark.parametrize(
    ("kind", "own", "everyone", "expected"),
    [
        ("supergroup", is_("member"), group(), None),
        ("supergroup", is_("member"), group(files=False), CannotPost((FILES,))),
        ("group", is_("member"), group(text=False, files=False), CannotPost((TEXT, FILES))),
        ("supergroup", is_("administrator"), group(text=False), None),
        ("supergroup", is_("restricted", **OWN, **SAID), group(), None),
        ("supergroup", is_("restricted", **OWN, can_send_messages=True), group(), CannotPost((FILES,))),
        ("supergroup", is_("restricted", **OWN), group(), CannotPost((TEXT, FILES))),
        ("supergroup", is_("restricted", **OWN, **SAID), group(text=False), CannotPost((TEXT,))),
        ("supergroup", is_("restricted", is_member=False, **SAID), group(), CannotPost(member=False)),
        ("supergroup", is_("left"), group(), CannotPost(member=False)),
        ("channel", is_("administrator", **POST), group(), None),
        ("channel", is_("administrator"), group(), CannotPost((TEXT,))),
        ("channel", is_("member"), group(), CannotPost((TEXT,))),
    ],
)
async def test_what_would_keep_alerts_away_is_known_before_they_go_out(
    kind: str, own: Answer, everyone: Answer, expected: CannotPost | None
) -> None:
    """Our own membership, and what the group lets everyone do; an administrator is above that."""
    assert await _Asked(getChatMember=own, getChat=everyone).hindrance(kind) == expected


async def test_a_private_chat_has_no_rights_to_ask_for() -> None:
    """Who speaks to us can be written to."""
    asked = _Asked()
    assert await asked.hindrance("private") is None
    assert asked.calls == []


@pytest.mark.parametrize(
    "answer",
    [
        refusal(400, "Bad Request: member list is inaccessible"),
        refusal(429, "Too Many Requests", retry_after=60),
        (200, b"<html>"),
        (200, b"[]"),
        ok(5),
        ok({"status": 5}),
        OSError("x"),
    ],
)
async def test_when_nobody_can_tell_nothing_is_said_to_be_missing(answer: Answer | Exception) -> None:
    """A hint is no reason to fail a command."""
    assert await _Asked(getChatMember=answer, getChat=group()).hindrance() is None


async def test_an_answer_that_does_not_come_keeps_no_command_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said to be missing then."""
    monkeypatch.setattr("adapters.telegram.members.PATIENCE", 0.01)
    asked = _Asked(getChatMember=is_("member"), getChat=group())

    async def never(*_: Any, **__: Any) -> Answer:
        return await asyncio.Future[Answer]()

    monkeypatch.setattr(asked.transport, "do_request", never)
    assert await asked.hindrance() is None


async def test_rights_are_asked_for_once_a_minute_or_when_they_have_changed() -> None:
    """A failure is not kept."""
    asked = _Asked(getChatMember=is_("administrator"))
    async with opened("1:t", "http://x", asked.transport) as api:
        members = Members(api, ME, lambda: asked.now)
        counts = []
        for now, act in ((0, None), (59, None), (61, None), (62, members.forget), (63, None)):
            asked.now = now
            if act:
                act(GROUP)
            await members.hindrance(GROUP, "supergroup")
            counts.append(len(asked.calls))
        asked.answers["getChatMember"] = OSError("x")
        for _ in range(2):
            await members.hindrance(-6, "supergroup")
    assert counts == [1, 1, 2, 3, 3]
    assert len(asked.calls) == 5
