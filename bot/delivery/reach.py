"""Chats that cannot be reached, come back or move, with what is owed to them.  Inside one transaction."""

from __future__ import annotations

import datetime as dt

from bot.domain.chats import Place
from bot.domain.ports import Work


def pause(work: Work, place: Place, reason: str, at: dt.datetime) -> bool:
    """Keep a chat and its settings, and send it nothing until it is resumed; False when it is not known.

    A group stands for its parts too: who is thrown out of it can write in none.
    """
    chats = work.chats.pause(place, reason, at)
    work.deliveries.park(chats, reason)
    return bool(chats)


def resume(work: Work, place: Place, at: dt.datetime) -> None:
    """Send to a chat and its parts again, beginning with what was kept for them."""
    work.deliveries.unpark(work.chats.resume(place), at)


def move(work: Work, place: Place, to: Place, at: dt.datetime) -> None:
    """Let a chat live somewhere else; if one lives there already, they become one.

    A chat that moved is not paused: its platform has just said where it is.
    """
    old, new = work.chats.known(place), work.chats.known(to)
    if old is None or old == new:
        return
    if new is not None:
        work.deliveries.take_over(kept=old, gone=new)
        work.chats.merge(kept=old, gone=new)
    work.chats.move(old, to)
    work.deliveries.unpark([old], at)
