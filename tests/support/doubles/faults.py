"""What can go wrong between a bot and a platform, on purpose and repeatably."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Fault(StrEnum):
    """What happens to one request.

    ``*_BEFORE`` strike before the request is handled, so nothing was stored; ``*_AFTER``
    strike when it is done and stored, and the client is never told.
    """

    PASS = "pass"
    TOO_MANY = "429"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"
    RESET_BEFORE = "reset_before"
    RESET_AFTER = "reset_after"
    HANG_BEFORE = "hang_before"
    HANG_AFTER = "hang_after"
    GARBAGE_BEFORE = "garbage_before"
    GARBAGE_AFTER = "garbage_after"

    @property
    def strikes_after(self) -> bool:
        """Whether the request is handled and stored before the fault strikes."""
        return self.value.endswith("_after")


SENDING = frozenset({"send", "sendMessage", "sendDocument", "edit", "editMessageText", "editMessageCaption"})
"""The requests that deliver a message or change one: what a plan strikes unless told otherwise."""

GARBAGE = "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>We'll be back soon</h1></body></html>"


class FaultPlan:
    """A seeded plan: which fault strikes which request.

    ``rates`` are probabilities by fault, together at most 1.  ``routes`` are the request
    names struck (Discord: ``send``, ``callback``, ``webhook`` …; Telegram: method names);
    None strikes every request.  ``hang`` and ``retry_after`` are seconds.
    """

    def __init__(  # each is one knob of the plan, all by name
        self,
        rates: Mapping[Fault, float] | None = None,
        *,
        seed: int = 0,
        routes: Iterable[str] | None = SENDING,
        retry_after: float = 1.0,
        hang: float = 30.0,
    ) -> None:
        """Refuse rates that cannot be probabilities (ValueError)."""
        self.rates = dict(rates or {})
        if any(rate < 0 for rate in self.rates.values()) or sum(self.rates.values()) > 1 + 1e-9:
            msg = f"rates must be probabilities that sum to at most 1: {self.rates}"
            raise ValueError(msg)
        self.routes = None if routes is None else frozenset(routes)
        self.retry_after = retry_after
        self.hang = hang
        self.struck: dict[Fault, int] = dict.fromkeys(Fault, 0)
        self._script: deque[Fault] = deque()
        self._random = random.Random(seed)  # repeatable, not secret

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> FaultPlan:
        """Build a plan from ``{"rates": {"500": 0.1}, "script": […], "seed": …, "routes": […], …}``."""
        knobs = {key: data[key] for key in ("seed", "routes", "retry_after", "hang") if key in data}
        plan = cls({Fault(name): rate for name, rate in data.get("rates", {}).items()}, **knobs)
        plan.script(*(Fault(name) for name in data.get("script", [])))
        return plan

    def script(self, *faults: Fault) -> None:
        """Let exactly these strike the next requests, in order, before chance decides again."""
        self._script.extend(faults)

    def strike(self, route: str) -> Fault:
        """Say what happens to the next request of ``route``, and count it."""
        if self.routes is not None and route not in self.routes:
            return Fault.PASS
        fault = self._script.popleft() if self._script else self._draw()
        self.struck[fault] += 1
        return fault

    def _draw(self) -> Fault:
        draw = self._random.random()
        for fault, rate in self.rates.items():
            draw -= rate
            if draw < 0:
                return fault
        return Fault.PASS


@dataclass(frozen=True, slots=True)
class Refusal:
    """A platform's permanent answer for one chat: status, its own code (Discord), its words."""

    status: int
    text: str
    code: int = 0
    parameters: tuple[tuple[str, int], ...] = ()


# Codes and words: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
DISCORD_REFUSALS: Mapping[str, Refusal] = {
    "missing_access": Refusal(403, "Missing Access", 50001),
    "missing_permissions": Refusal(403, "Missing Permissions", 50013),
    "unknown_channel": Refusal(404, "Unknown Channel", 10003),
    "unknown_message": Refusal(404, "Unknown Message", 10008),
    "not_ours": Refusal(403, "Cannot edit a message authored by another user", 50005),
    "not_editable": Refusal(403, "Cannot execute action on a system message", 50021),
    "no_history": Refusal(403, "Cannot reply without permission to read message history", 160002),
    "cannot_dm": Refusal(403, "Cannot send messages to this user", 50007),
    "banned": Refusal(403, "The user is banned from this guild", 40007),
    "forum_channel": Refusal(400, "Cannot send a message in a forum channel", 40058),
    "tag_required": Refusal(400, "A tag is required to create a forum post in this channel", 40067),
    "too_many_threads": Refusal(400, "Maximum number of active threads reached", 160006),
    "too_large": Refusal(413, "Request entity too large", 40005),
    "blocked_by_filter": Refusal(400, "Message was blocked by automatic moderation", 200000),
    "unheard_of": Refusal(400, "Nobody knows why", 987654),
    "thread_archived": Refusal(
        400, "Tried to perform an operation on an archived thread, such as editing a message or adding a user", 50083
    ),
    "thread_locked": Refusal(403, "This thread is locked", 160005),
}

# Words as the Bot API server says them; https://core.telegram.org/bots/api#making-requests for the shape.
TELEGRAM_REFUSALS: Mapping[str, Refusal] = {
    "blocked": Refusal(403, "Forbidden: bot was blocked by the user"),
    "deactivated": Refusal(403, "Forbidden: user is deactivated"),
    "kicked_group": Refusal(403, "Forbidden: bot was kicked from the group chat"),
    "kicked_supergroup": Refusal(403, "Forbidden: bot was kicked from the supergroup chat"),
    "kicked_channel": Refusal(403, "Forbidden: bot was kicked from the channel chat"),
    "not_member": Refusal(403, "Forbidden: bot is not a member of the channel chat"),
    "group_deleted": Refusal(403, "Forbidden: the group chat was deleted"),
    "chat_not_found": Refusal(400, "Bad Request: chat not found"),
    "no_rights": Refusal(400, "Bad Request: not enough rights to send text messages to the chat"),
    "no_documents": Refusal(400, "Bad Request: not enough rights to send documents to the chat"),
    "need_administrator": Refusal(400, "Bad Request: need administrator rights in the channel chat"),
    "write_forbidden": Refusal(400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
    "topic_closed": Refusal(400, "Bad Request: TOPIC_CLOSED"),
    "topic_deleted": Refusal(400, "Bad Request: TOPIC_DELETED"),
    "thread_not_found": Refusal(400, "Bad Request: message thread not found"),
    "replied_not_found": Refusal(400, "Bad Request: message to be replied not found"),
    "edited_not_found": Refusal(400, "Bad Request: message to edit not found"),
    "not_editable": Refusal(400, "Bad Request: message can't be edited"),
    "no_text": Refusal(400, "Bad Request: there is no text in the message to edit"),
    "no_caption": Refusal(400, "Bad Request: there is no caption in the message to edit"),
    "not_modified": Refusal(
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
        "a current content and reply markup of the message",
    ),
}


def migrated(new_chat_id: int) -> Refusal:
    """Telegram's answer for a group that has become the supergroup ``new_chat_id``."""
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, text, parameters=(("migrate_to_chat_id", new_chat_id),))
