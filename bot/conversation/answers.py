"""The commands that a chat can give, and what it is answered; the same on every platform."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from bot.conversation.commands import COMMANDS
from bot.delivery.routing import ALL_STATES
from bot.domain.errors import UsageError
from bot.domain.model import Agreement, Asked, Edition, ListKind, Message, Place, RecordedChange, Reply, StoredHold
from bot.domain.ports import Access
from bot.reading import names
from bot.reading.states import exact_state
from bot.wording import messages, replies

log = logging.getLogger(__name__)

CHANGES_AT_MOST = 15
"""The latest changes of a state that a chat is shown."""

STATE_AT_MOST = 40
"""More agencies than this in one state are counted in the chat, and listed in a CSV file."""

NAME_AT_MOST = 6
"""Words that the name of a state can have as people write it: The Commonwealth of the Northern Mariana Islands."""

CHOICE = 100
"""Characters that a suggestion may have: the strictest platform's limit, Discord's."""

_MANAGING = {command.name for command in COMMANDS if command.manages}


class Register(Protocol):
    """What answering asks of the store; `storage.store.Store` is one."""

    def agreements(self, kind: ListKind, *, state: str | None = None, listed: bool = False) -> list[Agreement]: ...
    def current(self, kind: ListKind) -> Edition | None: ...
    def changes_in(self, state: str, *, limit: int) -> list[RecordedChange]: ...
    def open_holds(self, kind: ListKind | None = None) -> list[StoredHold]: ...
    def list_state(self, kind: ListKind) -> tuple[dt.datetime, dt.datetime | None] | None: ...
    def subscribe(self, place: Place, states: Iterable[str], at: dt.datetime) -> None: ...
    def unsubscribe(self, place: Place, states: Iterable[str] | None) -> None: ...
    def subscriptions(self, place: Place) -> list[str]: ...
    def pause_chat(self, place: Place, reason: str, at: dt.datetime) -> bool: ...
    def is_paused(self, place: Place) -> bool: ...
    def resume_chat(self, place: Place, at: dt.datetime) -> None: ...
    def move_chat(self, place: Place, address: str) -> None: ...


class Answers:
    """Answers every command and follows every chat, for all platforms: a `bot.domain.ports.Handlers`."""

    def __init__(
        self, store: Access[Register], now: Callable[[], dt.datetime], wake: Callable[[], None] = lambda: None
    ) -> None:
        """Call ``wake`` when a chat came back, for something may be owed to it."""
        self._store = store
        self._now = now
        self._wake = wake

    async def answer(self, asked: Asked) -> Reply:
        """Answer one command; a person's mistake is answered with one clear line."""
        try:
            _check_allowed(asked)
            return await self._dispatch(asked)
        except UsageError as error:
            return Reply(messages.plain("That did not work", str(error)), private=True)

    async def _dispatch(self, asked: Asked) -> Reply:
        match asked.name:
            case "subscribe":
                return await self._subscribe(asked)
            case "unsubscribe":
                return await self._unsubscribe(asked)
            case "subscriptions":
                states = await self._store.read(lambda register: register.subscriptions(asked.place))
                return Reply(messages.plain("Subscriptions", _told_about(states)), private=True)
            case "state":
                return await self._state(asked)
            case "changes":
                return await self._changes(asked)
            case "help" | "start":
                return Reply(help_message(), private=True)
            case _:
                raise UsageError(f"There is no command /{asked.name[:32]}. /help lists those there are.")

    async def _subscribe(self, asked: Asked) -> Reply:
        states = parse_states(asked.words)
        if not states:
            raise UsageError("Which states? For example: /subscribe VA MD, or /subscribe all")
        now = self._now()
        await self._store.write(lambda register: register.subscribe(asked.place, states, now))
        after = await self._store.read(lambda register: register.subscriptions(asked.place))
        self._wake()
        return Reply(messages.plain("Subscribed", _told_about(after)))

    async def _unsubscribe(self, asked: Asked) -> Reply:
        states = parse_states(asked.words)
        before = await self._store.read(lambda register: register.subscriptions(asked.place))
        if not before:
            raise UsageError("This chat is subscribed to nothing.")
        if ALL_STATES in before and states and ALL_STATES not in states:
            raise UsageError(
                "This chat is subscribed to all states at once. "
                "Use /unsubscribe without a state, then /subscribe with those that you want."
            )
        everything = not states or ALL_STATES in states
        await self._store.write(lambda register: register.unsubscribe(asked.place, None if everything else states))
        after = await self._store.read(lambda register: register.subscriptions(asked.place))
        return Reply(messages.plain("Unsubscribed", _told_about(after)))

    async def _state(self, asked: Asked) -> Reply:
        state = _one_state(asked)
        return Reply(await self._store.read(lambda register: state_message(register, state, most=STATE_AT_MOST)))

    async def _changes(self, asked: Asked) -> Reply:
        state = _one_state(asked)
        latest = await self._store.read(lambda register: register.changes_in(state, limit=CHANGES_AT_MOST))
        return Reply(replies.history(state, latest))

    async def chat_lost(self, place: Place, reason: str) -> None:
        """Pause a chat that we can no longer reach; its settings are kept."""
        now = self._now()
        if await self._store.write(lambda register: register.pause_chat(place, reason, now)):
            log.info("%s chat %s is paused: %s", place.platform, place.address, reason)

    async def chat_back(self, place: Place) -> None:
        """Resume a chat, beginning with what was kept for it."""
        if not await self._store.read(lambda register: register.is_paused(place)):
            return  # a platform may report every chat it can reach whenever it connects
        now = self._now()
        await self._store.write(lambda register: register.resume_chat(place, now))
        log.info("%s chat %s is resumed", place.platform, place.address)
        self._wake()

    async def chat_moved(self, place: Place, address: str) -> None:
        """Follow a chat to its new address."""
        await self._store.write(lambda register: register.move_chat(place, address))
        self._wake()


def _one_state(asked: Asked) -> str:
    states = parse_states(asked.words)
    if len(states) != 1 or ALL_STATES in states:
        raise UsageError(f"Which state? One, by code or name: /{asked.name} VA or /{asked.name} Virginia")
    return states[0]


def _check_allowed(asked: Asked) -> None:
    if asked.name in _MANAGING and not asked.may_manage:
        raise UsageError(
            f"/{asked.name} changes what this chat is told, so it needs an administrator here "
            "(on Discord: the permission Manage Server)."
        )


def state_message(register: Register, state: str, *, most: int | None) -> Message:
    """What ``/state`` answers for a state's code; more than ``most`` agencies go into a file."""
    current = register.current(ListKind.PARTICIPATING)
    if current is None:
        return messages.plain(
            f"287(g) agreements in {messages.place_name(state)}",
            "No edition of ICE's list has been read yet. Ask again soon.",
        )
    return replies.state_answer(
        state,
        register.agreements(ListKind.PARTICIPATING, state=state, listed=True),
        register.agreements(ListKind.PENDING, state=state, listed=True),
        source=f"edition {current.name}, seen {messages.minute(current.found_at)}",
        notes=_notes(register, state),
        most=most,
    )


def _notes(register: Register, state: str) -> list[str]:
    notes = []
    if any(hold.state in (None, state) for hold in register.open_holds(ListKind.PARTICIPATING)):
        notes.append(
            "The newest edition differs from this in a way that is being checked; "
            "this is the last one that was believed."
        )
    published = register.list_state(ListKind.PENDING)
    if published and published[1]:
        notes.append(f"ICE last published a list of pending agreements on {messages.day(published[0])}.")
    return notes


def parse_states(words: str) -> list[str]:
    """Read states from what a person typed: codes and names, separated as they like; ``all`` by itself.

    Returns codes in the order given, each once.

    Raises:
        UsageError: a word names no state or territory.
    """
    found: list[str] = []
    for piece in words.replace(";", ",").replace("\n", ",").split(","):
        found += _states_in(piece.split())
    if ALL_STATES in found:
        return [ALL_STATES]
    return list(dict.fromkeys(found))


def _states_in(words: Sequence[str]) -> list[str]:
    """Take one state after another from the left: ``West Virginia VA`` is two."""
    found = []
    left = list(words)
    while left:
        code, count = _first_state(left[:NAME_AT_MOST])
        found.append(code)
        del left[:count]
    return found


def _first_state(words: Sequence[str]) -> tuple[str, int]:
    """Return the state that the first words name, and how many words that takes.

    A code or well-spelt name goes before a mistyped one (``MA IN`` is not a mistyped Maine, nor
    ``Virginia MD`` a mistyped Virginia), and longer runs before shorter.
    """
    if words[0].casefold() == ALL_STATES:
        return ALL_STATES, 1
    runs = range(len(words), 0, -1)
    for end in runs:
        if code := exact_state(" ".join(words[:end])):
            return code, end
    for end in runs:
        others = any(word.upper() in names.STATES for word in words[1:end])
        if not others and (code := names.state(" ".join(words[:end]))):
            return code, end
    raise UsageError(f"“{words[0][:40]}” is no state or territory that we know. Use a code such as VA, or a name.")


def suggest_states(typed: str, most: int = 25) -> list[tuple[str, str]]:
    """Complete what was typed so far of a list of states: (label, value) pairs, best first."""
    words = typed.replace(",", " ").replace(";", " ").split()
    if typed[-1:].isspace() or not words:
        words.append("")
    for unfinished in range(min(len(words), NAME_AT_MOST), 0, -1):  # ``New Y`` is one name begun, ``VA New`` is two
        start = " ".join(words[-unfinished:]).casefold()
        before = "".join(f"{word} " for word in words[:-unfinished])
        fits = [(f"{before}{name} ({code})", f"{before}{code}") for code, name in _begun(start)]
        if fits:
            return [(label[:CHOICE], value) for label, value in fits[:most] if len(value) <= CHOICE]
    return []


def _begun(start: str) -> list[tuple[str, str]]:
    return [
        (code, name)
        for code, name in names.STATES.items()
        if code.casefold().startswith(start) or name.casefold().startswith(start)
    ]


def _told_about(states: Sequence[str]) -> str:
    if not states:
        return "This chat is subscribed to nothing. For example: /subscribe VA MD"
    if ALL_STATES in states:
        return "This chat is told when an agency in any state appears on or leaves ICE's list."
    said = ", ".join(sorted(names.state_name(state) for state in states))
    return f"This chat is told when an agency in one of these appears on or leaves ICE's list: {said}."


def help_message() -> Message:
    """What the bot is and how to use it."""
    said = [
        f"/{command.name}{f' {command.option.name}' if command.option else ''} — {command.description}."
        for command in COMMANDS
    ]
    return messages.plain(
        "287(g) alerts",
        "This bot watches ICE's public list of 287(g) agreements, under which local police and sheriffs enforce "
        "immigration law, and tells this chat when an agency in its states appears on or leaves the list.",
        *said,
        "The list is the source: that an agreement is no longer on it does not say who ended it, or why.",
    )
