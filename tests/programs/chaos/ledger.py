"""Who is owed what, who got it, and how often: by what the doubles were sent, not by what the bot believes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.programs.chaos.editions import Told, Wanted, told_in
from tests.support.doubles.loopback import Loopback, Sent

Chat = tuple[str, int]
"""A platform's name, and its own id of a chat."""


@dataclass(slots=True)
class Ledger:
    """Counts what every chat is owed and told; ``chats`` are the states of each, or ``all``."""

    chats: Mapping[Chat, frozenset[str]]
    owed: set[tuple[Chat, Told]] = field(default_factory=set)
    got: Counter[tuple[Chat, Told]] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    doubled: Counter[str] = field(default_factory=Counter)
    messages: Counter[str] = field(default_factory=Counter)
    doubled_before: Counter[str] = field(default_factory=Counter)
    most_doubled: Counter[str] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)

    def owe(self, wanted: Wanted) -> None:
        """Owe a change to every chat that subscribed to its state; call it before it is published."""
        for chat, states in self.chats.items():
            if "all" in states or wanted.state in states:
                self.owed.add((chat, wanted.told))
                self.left[chat[0]] += 1

    def add(self, platform: str, sent: Sent) -> None:
        """Count one message; one that tells anything a second time counts as doubled, once."""
        chat = (platform, sent.chat)
        told = [(chat, one) for one in told_in(sent.content)]
        self.messages[platform] += 1
        if not told:
            self.unreadable.append(sent.content)
        self.doubled[platform] += any(one in self.got for one in told)
        self.left[platform] -= sum(one not in self.got for one in told)
        self.got.update(told)

    def life_ended(self) -> None:
        """Remember the most that was doubled in one life, by platform."""
        self.most_doubled |= self.doubled - self.doubled_before
        self.doubled_before = self.doubled.copy()

    def summary(self) -> dict[str, dict[str, int]]:
        """By platform: what was owed and delivered, what is lost, what nobody was owed, messages and doubles."""
        missing = self.owed - self.got.keys()
        return {
            platform: {
                "chats": sum(name == platform for name, _ in self.chats),
                "owed": _of(platform, self.owed),
                "delivered": _of(platform, self.owed) - _of(platform, missing),
                "lost": _of(platform, missing),
                "not_owed": _of(platform, self.got.keys() - self.owed),
                "messages": self.messages[platform],
                "doubled": self.doubled[platform],
                "most_doubled_in_one_life": self.most_doubled[platform],
            }
            for platform in sorted({name for name, _ in self.chats})
        }


def _of(platform: str, pairs: Iterable[tuple[Chat, Told]]) -> int:
    return sum(1 for (name, _), _ in pairs if name == platform)


def watch(ledger: Ledger, platform: str, double: Loopback) -> None:
    """Let ``ledger`` hear of every message that ``double`` accepts."""
    double.ledger.on_message = lambda sent: ledger.add(platform, sent)
