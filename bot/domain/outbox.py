"""What is asked of the store about deliveries: as the repositories of `bot.domain.repositories`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from bot.domain.deliveries import Delivery, Owed, SentAlert, Wait
from bot.domain.messages import Extra


class Deliveries(Protocol):
    """What is owed: one row per subject and chat, from the transaction that owes it until it is settled."""

    def generation(self) -> str:
        """A random name made with the database; nonces contain it."""
        ...

    def enqueue(self, owed: Iterable[Owed], at: dt.datetime) -> int:
        """Owe these; what is owed already stays as it is.  Returns how many are new."""
        ...

    def claim(self, platform: str, at: dt.datetime, limit: int) -> list[Delivery]:
        """Take what is due on a platform, oldest first, one at a time a chat and in a chat's own order.

        What an earlier attempt began goes before everything else: Discord remembers a nonce for
        minutes only, and the parts of one message belong together.
        """
        ...

    def next_due(self, platform: str) -> dt.datetime | None:
        """When the next delivery of a platform may be claimed; None when none will be by waiting alone."""

    def waiting(self) -> dict[str, int]:
        """How many deliveries are owed and kept for no chat's sake, by platform; none are left out."""
        ...

    def keep(self, delivery: int, waits: Wait | None, due_at: dt.datetime) -> None:
        """A delivery that was claimed, and not tried, waits as its chat wishes: ask again at ``due_at``, within a day.

        What waits for a digest lets go before it what does not.  None: it has waited.
        """

    def reconsider(self, chat: int, at: dt.datetime) -> None:
        """Ask at ``at`` anew for what a chat's deliveries wait, in the chat's own order: it wishes something else."""

    def told_anything(self, chat: int, since: dt.datetime) -> bool:
        """Whether a chat was told of a change at or after ``since``, or will be, or something kept it from that."""
        ...

    def part_sent(self, delivery: int, message_id: str, *, address: str = "") -> None:
        """One more part has certainly arrived, in the chat at ``address``; others follow."""

    def sent(self, delivery: int, message_id: str | None, at: dt.datetime, *, address: str = "") -> None:
        """The last part has certainly arrived, at ``address`` as ``message_id`` unless that is recorded already."""

    def abandon(self, delivery: int, reason: str, at: dt.datetime) -> None:
        """This will never be delivered, and here is why."""

    def try_again(self, delivery: int, reason: str, due_at: dt.datetime, *, uncertain: bool = False) -> None:
        """Not sent, or not certainly: try again at ``due_at``, or once a chat that is paused by now is resumed."""

    def defer(self, delivery: int, due_at: dt.datetime, *, uncertain: bool = False) -> None:
        """Not tried: this chat has had its share for now."""

    def omit(self, delivery: int, extra: Extra) -> None:
        """Leave something out of a message from here on, for its chat refuses it."""

    def omit_nothing(self, delivery: int) -> None:
        """Leave nothing out of a message of which nothing has arrived: its chat refuses plain text as well."""
        ...

    def probe(self, chats: Iterable[int], at: dt.datetime) -> int:
        """Make due at ``at`` the first of what is kept for each of these paused chats; return how many those are."""
        ...

    def untouched(self, chat: int) -> list[Delivery]:
        """What is owed to a chat, is not under way, and of which certainly nothing has arrived; in its order."""
        ...

    def park(self, chats: Iterable[int], reason: str) -> None:
        """Keep what is owed to these chats until they are resumed.

        What is under way stays claimed until its sender settles it: a chat that is resumed before
        that must not get it a second time.
        """

    def unpark(self, chats: Iterable[int], at: dt.datetime) -> None:
        """What was kept for these chats is due at ``at``."""

    def take_over(self, kept: int, gone: int) -> None:
        """Owe to one chat what is owed to another; what either has been told is not told again."""

    def sent_at(self, delivery: int, chat: int) -> dt.datetime | None:
        """When a delivery to a chat was settled; None when that is no longer known."""

    def earlier(self, delivery: int, chat: int) -> Delivery | None:
        """A delivery to a chat as it arrived; None when it is no longer known.

        Its ``message_ids`` are those by which its parts can be found in the chat today: none where they are not
        known, or where the chat has another address since, for there those numbers name other messages.
        """

    def settled(self, delivery: int, chat: int) -> frozenset[int]:
        """All that the marks of a delivery to a chat say of it, whether they have been made or not: see `Mark`."""
        ...

    def alerts_sent(self, changes: Iterable[int]) -> list[SentAlert]:
        """The alerts that told a chat any of these changes, wholly or in part, with those that they told."""
        ...

    def alerts_sent_or_open(self, changes: Iterable[int]) -> list[SentAlert]:
        """The alerts that told a chat any of these changes, and those that may have or still will."""
        ...

    def early_sent(self, agreements: Iterable[int], since: dt.datetime) -> list[SentAlert]:
        """The notices owed at or after ``since`` that told a chat of these agreements' departures early, or will.

        Of each, ``changes`` are the agreements that it named.
        """
        ...

    def mark_again(self, deliveries: Iterable[int], at: dt.datetime) -> None:
        """Make due at ``at`` what marks these and was settled: what it says has become another since."""

    def withdraw(self, changes: Iterable[int], at: dt.datetime) -> None:
        """Take these changes out of every alert that has not been tried yet."""

    def release_claims(self, at: dt.datetime) -> int:
        """After a start: what was being sent when the process ended may or may not have arrived."""
        ...

    def hasten(self, at: dt.datetime) -> int:
        """Make due at ``at`` what is put off by more than a day, as by a clock gone wrong; return how many."""
        ...

    def tidying_at(self, at: dt.datetime) -> dt.datetime:
        """Pass on ``at``; but where the clock has jumped by more than three months, a day more than when last asked."""
        ...

    def tidy(self, at: dt.datetime) -> int:
        """Expire what has waited for too long, and forget what was settled long ago; return how many expired.

        Too long is a month: for a paused chat since it was paused, for any other (of a platform
        that has no token any more, say) since it was owed.  Where the clock has jumped by more than
        three months, only a day counts.
        """
        ...
