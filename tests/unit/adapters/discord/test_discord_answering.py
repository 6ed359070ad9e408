"""What can be said to one interaction, and when: response, deferral and followups never meet."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from adapters.discord import answering
from adapters.discord.answering import Responder
from bot.domain.errors import ChatLost, PartRefused, Refused, RetryLater, SendError, Uncertain
from bot.domain.messages import Attachment, Part

PART = Part("Title", "Body")
FILED = Part("Title", "Body", Attachment("all.csv", b"a"), framed=True)


class Interaction:
    """An interaction that notes what was asked of Discord; ``gate`` holds a deferral under way."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, bool]] = []
        self.failure: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.deferring = asyncio.Event()
        self.done = False
        self.type = discord.InteractionType.application_command
        self.locale = discord.Locale.american_english
        self.response = SimpleNamespace(is_done=lambda: self.done, send_message=self._respond, defer=self._defer)
        self.followup = SimpleNamespace(send=self._follow)

    async def _respond(self, *, ephemeral: bool, **_: Any) -> None:
        self._note("response", ephemeral=ephemeral)
        self.done = True

    async def _follow(self, *, ephemeral: bool, **_: Any) -> None:
        self._note("followup", ephemeral=ephemeral)

    async def _defer(self, *, ephemeral: bool, thinking: bool) -> None:
        assert thinking
        self.deferring.set()
        await self.gate.wait()
        self._note("defer", ephemeral=ephemeral)
        self.done = True

    def _note(self, request: str, *, ephemeral: bool) -> None:
        self.requests.append((request, ephemeral))
        if self.failure is not None:
            raise self.failure


def responder(interaction: Interaction) -> Responder:
    return Responder(cast("discord.Interaction", interaction), lambda: None)


async def test_the_first_part_is_the_response_and_the_others_follow() -> None:
    """A quick answer is never announced, and each part is as private as it asks."""
    asking = Interaction()
    answers = responder(asking)
    async with answers.in_time():
        await answers.say(PART, private=False)
        await answers.say(PART, private=True)
    assert asking.requests == [("response", False), ("followup", True)]


async def test_what_is_said_while_the_response_is_deferred_waits_and_follows_privately(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Discord takes one response: two under way at once would lose the answer."""
    monkeypatch.setattr(answering, "DEFER_AFTER", 0.0)
    asking = Interaction()
    asking.gate.clear()
    answers = responder(asking)
    async with answers.in_time():
        await asking.deferring.wait()
        saying = asyncio.create_task(answers.say(PART, private=False))
        await asyncio.sleep(0)
        assert asking.requests == []
        asking.gate.set()
        await saying
        await answers.say(PART, private=False)
    assert asking.requests == [("defer", True), ("followup", True), ("followup", True)]


async def test_a_response_under_way_is_not_deferred(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time runs out while the answer is being said."""
    monkeypatch.setattr(answering, "DEFER_AFTER", 0.0)
    asking = Interaction()
    answers = responder(asking)
    async with answers.in_time():
        async with answers._turn:
            await asyncio.sleep(0.01)
            asking.done = True
        await asyncio.sleep(0.01)
    assert asking.requests == []


async def test_a_deferral_that_fails_leaves_the_answer_to_be_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command runs on, and its answer finds out by itself whether anybody hears it."""
    monkeypatch.setattr(answering, "DEFER_AFTER", 0.0)
    asking = Interaction()
    asking.failure = OSError("reset")
    answers = responder(asking)
    async with answers.in_time():
        await asking.deferring.wait()
        await asyncio.sleep(0)
        asking.failure = None
        await answers.say(PART, private=False)
    assert asking.requests == [("defer", True), ("response", False)]


def refusal(kind: type[discord.HTTPException], status: int, code: int) -> discord.HTTPException:
    return kind(cast("Any", SimpleNamespace(status=status, reason="", headers={})), {"code": code, "message": "secret"})


@pytest.mark.parametrize(
    ("failure", "kind", "reason"),
    [
        (refusal(discord.NotFound, 404, 10062), ChatLost, "interaction_expired"),
        (refusal(discord.Forbidden, 403, 50013), PartRefused, "missing_permissions"),
        (refusal(discord.HTTPException, 413, 40005), PartRefused, "too_large"),
        (refusal(discord.HTTPException, 400, 40060), Refused, "already_answered"),
        (refusal(discord.DiscordServerError, 503, 0), Uncertain, "server_error_503"),
        (discord.RateLimited(3.0), RetryLater, "rate_limited"),
        (OSError("secret"), Uncertain, "connection_lost"),
        (TimeoutError(), Uncertain, "timeout"),
        (RuntimeError("secret"), Uncertain, "unexpected_RuntimeError"),
    ],
)
async def test_what_cannot_be_said_fails_with_our_own_errors(
    failure: Exception, kind: type[SendError], reason: str
) -> None:
    """The front logs them by their reasons, as any other."""
    asking = Interaction()
    asking.failure = failure
    with pytest.raises(SendError) as caught:
        await responder(asking).say(FILED, private=True)
    assert (type(caught.value), caught.value.reason) == (kind, reason)


@pytest.mark.parametrize(("repeated", "rivals"), [(False, 1), (True, 0)])
async def test_an_answer_that_was_given_before_tells_of_another_process(repeated: bool, rivals: int) -> None:  # noqa: FBT001
    """Unless a request of ours had no clear answer: then it may have been we who gave it."""
    heard: list[str] = []
    asking = Interaction()
    asking.failure = refusal(discord.HTTPException, 400, 40060)
    answers = Responder(cast("discord.Interaction", asking), lambda: heard.append("rival"))
    answers._attempt.doubtful = repeated
    with pytest.raises(Refused):
        await answers.say(PART, private=False)
    assert len(heard) == rivals
