"""What each refusal of Discord means, by its code and by what was sent."""

from __future__ import annotations

import re

import pytest

from adapters.discord import refusals
from adapters.discord.errors import limited, send_error
from bot.domain.errors import (
    ChatLost,
    MessageRejected,
    PartRefused,
    PlatformLost,
    Refused,
    RetryLater,
    SendError,
    Uncertain,
)
from bot.domain.messages import Attachment, Extra, Part
from tests.support import ROOT
from tests.support.discord_failures import JSON, http_error

TEXT = Part("Title", "Body")
FRAMED = Part("Title", "Body", framed=True)
FILED = Part("Title", "Body", Attachment("all.csv", b"a"), framed=True)


@pytest.mark.parametrize(
    ("status", "code", "kind", "reason"),
    [
        (403, 50001, ChatLost, "no_access"),
        (403, 50007, ChatLost, "private_messages_refused"),
        (403, 50278, ChatLost, "no_common_server"),
        (400, 50083, ChatLost, "thread_archived"),
        (403, 160005, ChatLost, "thread_locked"),
        (400, 160006, ChatLost, "too_many_threads"),
        (400, 50008, ChatLost, "not_a_text_channel"),
        (400, 40058, ChatLost, "forum_channel"),
        (400, 40067, ChatLost, "tag_required"),
        (401, 50027, ChatLost, "interaction_expired"),
        (404, 10003, ChatLost, "unknown_channel"),
        (404, 10004, ChatLost, "unknown_server"),
        (404, 10013, ChatLost, "unknown_user"),
        (403, 40007, ChatLost, "banned"),
        (400, 50006, MessageRejected, "empty_message"),
        (401, 0, PlatformLost, "token_refused"),
        (403, 40001, PlatformLost, "token_refused"),
        (403, 40002, PlatformLost, "account_unverified"),
        (400, 20016, RetryLater, "slow_mode"),
        (403, 160002, PartRefused, "may_not_read_history"),
        (403, 160010, PartRefused, "age_restricted"),
        (403, 40004, RetryLater, "sending_switched_off"),
        (403, 40333, RetryLater, "blocked"),
        (503, 130000, Uncertain, "server_error_503"),
        (500, 0, Uncertain, "server_error_500"),
        (502, 0, Uncertain, "server_error_502"),
        (408, 0, Uncertain, "server_error_408"),
        (400, 40060, Refused, "already_answered"),
        (400, 200000, Refused, "refused_400_200000"),
        (400, 240000, Refused, "refused_400_240000"),
        (400, 99999, Refused, "refused_400_99999"),
        (404, 0, Refused, "refused_404_0"),
        (400, "x", Refused, "refused_400_0"),
        (400, [], Refused, "refused_400_0"),
        (405, 0, RetryLater, "http_405_0"),
    ],
)
@pytest.mark.parametrize("part", [TEXT, FILED, None], ids=["text", "file", "unknown"])
def test_most_answers_are_judged_by_their_code_whatever_was_sent(
    part: Part | None, status: int, code: int, kind: type[SendError], reason: str
) -> None:
    """Each documented refusal has one meaning for the delivery and a short reason of ours."""
    error = send_error(http_error(status, code), part)
    assert (type(error), error.reason) == (kind, reason)


def test_what_is_gone_comes_back_by_itself_and_what_is_shut_is_tried_again() -> None:
    """Four codes say that we were put out or the chat is gone; after all others a right may be given back unheard."""
    removed = {code for code in (*refusals.GONE, *refusals.SHUT) if _lost(code).removed}
    assert removed == {10003, 10004, 10013, 40007}


def _lost(code: int) -> ChatLost:
    error = send_error(http_error(403, code))
    assert isinstance(error, ChatLost)
    return error


@pytest.mark.parametrize(
    ("part", "kind", "extra"),
    [(FILED, PartRefused, Extra.FILE), (FRAMED, PartRefused, Extra.EMBED), (TEXT, ChatLost, None)],
)
def test_a_missing_right_is_taken_for_the_files_then_the_frames_then_the_texts(
    part: Part, kind: type[SendError], extra: Extra | None
) -> None:
    """50013 does not say which right is missing, so what may be left out is left out first."""
    error = send_error(http_error(403, 50013), part)
    assert (type(error), error.reason, getattr(error, "extra", None)) == (kind, "missing_permissions", extra)
    assert not getattr(error, "removed", False)


@pytest.mark.parametrize(
    ("part", "kind", "extra"),
    [(FILED, PartRefused, Extra.FILE), (FRAMED, PartRefused, Extra.EMBED), (TEXT, Refused, None)],
)
def test_a_403_that_names_nothing_we_know_is_taken_for_the_same(
    part: Part, kind: type[SendError], extra: Extra | None
) -> None:
    """Only plain text that is refused so is refused for a reason that nobody knows."""
    error = send_error(http_error(403, 99999), part)
    assert (type(error), error.reason, getattr(error, "extra", None)) == (kind, "refused_403_99999", extra)


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (413, 40005, "too_large"),
        (413, 0, "too_large"),
        (400, 50045, "file_too_large"),
        (400, 50046, "file_invalid"),
        (400, 50146, "file_not_found"),
        (400, 20009, "explicit_content"),
    ],
)
def test_what_is_too_large_or_wrong_with_a_file_concerns_the_file_alone(status: int, code: int, reason: str) -> None:
    """The text goes without it; the same answer to a text says nothing that we understand."""
    of_file, of_text = send_error(http_error(status, code), FILED), send_error(http_error(status, code), FRAMED)
    assert isinstance(of_file, PartRefused)
    assert (of_file.extra, of_file.reason) == (Extra.FILE, reason)
    assert type(of_text) is Refused


@pytest.mark.parametrize(
    ("errors", "part", "kind"),
    [
        ({"content": {"_errors": []}}, TEXT, MessageRejected),
        ({"content": {"_errors": []}}, FILED, MessageRejected),
        ({"embeds": {"0": {}}}, TEXT, MessageRejected),
        ({"embeds": {"0": {}}}, FRAMED, PartRefused),
        ({"data": {"embeds": {"0": {}}}}, FRAMED, PartRefused),
        ({"attachments": {"0": {}}}, FILED, PartRefused),
        ({"message_reference": {"_errors": []}}, FRAMED, PartRefused),
        ({"attachments": {"0": {}}}, TEXT, Refused),
        ({"something": {}}, TEXT, Refused),
        ({}, TEXT, Refused),
        ([], TEXT, Refused),
        (None, TEXT, Refused),
    ],
)
def test_a_form_error_is_ours_only_where_it_names_a_field_that_cannot_be_left_out(
    errors: object, part: Part, kind: type[SendError]
) -> None:
    """A frame or a file that Discord finds fault with is left out, and nothing is given up on a guess."""
    error = http_error(400, 50035)
    error._errors = errors  # type: ignore[assignment]
    assert type(send_error(error, part)) is kind


def test_a_refusal_without_a_code_is_the_networks_and_not_the_channels() -> None:
    """403 that is no JSON pauses the platform for 60 seconds; as Discord's own answer it is the chat's alone."""
    error = send_error(http_error(403), TEXT)
    assert isinstance(error, RetryLater)
    assert (error.platform_wide, error.after) == (True, 60.0)
    assert isinstance(send_error(http_error(403, 0, JSON), TEXT), Refused)


def test_the_document_lists_every_code_that_is_judged() -> None:
    """``docs/delivery.md`` has a row for each."""
    section = (ROOT / "docs/delivery.md").read_text("utf-8").partition("### Discord's refusals")[2].partition("\n##")[0]
    listed = {int(code) for code in re.findall(r"\b\d{5,6}\b", section)}
    more = {refusals.MISSING_PERMISSIONS, refusals.INVALID_FORM, refusals.UNKNOWN_MESSAGE}
    assert listed == {*refusals.WHATEVER_WAS_SENT, *refusals.FILE_REFUSED, *more, 200000, 240000}


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (404, 10008, "message_gone"),
        (403, 50005, "not_ours"),
        (403, 50021, "not_editable"),
        (400, 50083, "thread_archived"),
    ],
)
def test_an_edit_is_refused_where_its_message_can_be_changed_no_more(status: int, code: int, reason: str) -> None:
    """Said of an edit alone: a message to an archived thread has another meaning."""
    refused = refusals.refused_edit(http_error(status, code))
    assert refused is not None
    assert refused.reason == reason


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10003), (500, 0), (400, 99999)])
def test_any_other_answer_to_an_edit_means_what_it_means_of_a_message(status: int, code: int) -> None:
    """A right, the channel, trouble at Discord, and what nobody knows."""
    assert refusals.refused_edit(http_error(status, code)) is None


def test_the_limit_of_edits_of_old_messages_is_that_channels_own() -> None:
    """It is a 429 with a code, and says nothing of messages."""
    later = limited({}, {"retry_after": 40.5, "global": False, "code": 30046})
    found = later.reason, later.after, later.chat_only, later.platform_wide
    assert found == ("too_many_edits", 40.5, True, False)
