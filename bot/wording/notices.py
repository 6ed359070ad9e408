"""What we say of our own watching: to the operator, and to chats when the list is out of sight.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import assert_never

from bot.domain.agreements import Agreement
from bot.domain.messages import Message
from bot.domain.watching import NoticeText, Observed, Problem, Topic
from bot.wording import early
from bot.wording.agreements import source_line
from bot.wording.editions import LISTS, list_name
from bot.wording.languages import Words, phrase
from bot.wording.layout import paragraph, plain
from bot.wording.phrases import Sentence, Value

SAID_OF_PLATFORMS = {
    "not_connected": "trouble_said_unconnected",
    "cannot_connect": "trouble_said_unconnected",
    "another_poller": "trouble_said_another_process",
    "another_process": "trouble_said_another_process",
    "token_refused": "trouble_said_token",
    "invalid_token": "trouble_said_token",
    "unknown_method": "trouble_said_token",
    "account_unverified": "trouble_said_account",
    "intents_refused": "trouble_said_refused",
    "gateway_version_refused": "trouble_said_refused",
    "commands_not_registered": "trouble_said_unregistered",
    "webhook": "trouble_said_webhook",
    "rate_limited": "trouble_said_limited",
    "opens_chats_too_fast": "trouble_said_limited",
    "blocked": "trouble_said_blocked",
    "sending_switched_off": "trouble_said_switched_off",
    "feature_switched_off": "trouble_said_switched_off",
    "service_rate_limited": "trouble_said_overloaded",
    "overloaded": "trouble_said_overloaded",
    "timeout": "trouble_said_unanswered",
    "timed_out": "trouble_said_unanswered",
    "network": "trouble_said_unanswered",
    "connection_lost": "trouble_said_unanswered",
    "unreadable_answer": "trouble_said_overloaded",
}
"""What is said of the reasons that platforms give; of any other the reason itself is."""


def platform_problem(reason: str) -> Problem:
    """What is wrong with a platform, by the short name that its adapter gives."""
    known = "overloaded" if reason.startswith("server_error_") else reason
    name = SAID_OF_PLATFORMS.get(known)
    return Problem(name) if name else Problem("trouble_said_reason", {"reason": reason})


def notice(  # noqa: PLR0911  a case each
    words: Words, text: NoticeText, named: Sequence[Agreement] = (), settled: Collection[int] = ()
) -> Message:
    """A notice as a message; ``named`` are the agreements that it names to this chat.

    What came of those that are ``settled``, by their ids, is marked where it told of them early.
    """
    match text.topic:
        case Topic.TROUBLE:
            return plain(words.notice_title(), trouble_line(words, text.what, text.since), words.notice_hint())
        case Topic.TROUBLE_OVER:
            return plain(words.notice_title(), trouble_line(words, text.what, text.since, over=True))
        case Topic.UNREADABLE:
            said = paragraph(words.unreadable_text.line(since=text.since))
            return Message(words.unreadable_title(), (said,), source_line(words))
        case Topic.READABLE:
            said = paragraph(words.readable_text.line(since=text.since, until=text.at))
            return Message(words.readable_title(), (said,), source_line(words))
        case Topic.UNCONFIRMED:
            return early.unconfirmed(words, problem_said(words, text.what.problem), text.since, named, settled)
        case Topic.WITHDRAWN:
            return early.withdrawn(words, text.since, named)
        case Topic.TEST:
            return plain(words.test_notice_title(), words.test_notice_text())
        case _:
            assert_never(text.topic)


def arrival(words: Words) -> Message:
    """What a group is told when alerts of a topic that is gone come to it."""
    return plain(words.arrival_title(), words.arrival_text())


def trouble_line(words: Words, what: Observed, since: dt.datetime, *, over: bool = False) -> str:
    """A trouble in one line: what it is about, since when it stands, what is wrong; or that it is ``over``."""
    about = list_name(words, what.about)
    values: dict[str, Value] = {"about": about, "since": since, "said": problem_said(words, what.problem)}
    return phrase(words, f"over_{what.kind}" if over else f"trouble_{what.kind}").of(values)


def problem_said(words: Words, problem: Problem) -> str:
    """What is wrong, in words; a problem that has no phrase by its name."""
    sentence: Sentence | None = getattr(words, problem.name, None)
    if sentence is None:
        return problem.name
    figures: dict[str, Value] = dict(problem.figures)
    for name in LISTS:
        if name in figures:
            figures[name] = list_name(words, str(figures[name]))
    if "state" in figures:
        figures["state"] = words.state_in_sentence(str(figures["state"]))
    return sentence(**figures)
