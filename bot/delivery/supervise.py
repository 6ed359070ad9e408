"""Keep one platform connected to what people say, whatever happens to it, and let it trouble nobody else."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable

from bot.delivery.lapse import Lapse
from bot.domain.errors import PlatformLost, SendError
from bot.domain.ports import Handlers, Platform, Sleep

log = logging.getLogger(__name__)

FIRST_WAIT = 1.0
LONGEST_WAIT = 300.0
"""Seconds between attempts to connect; doubled after each failure."""

HEALTHY_AFTER = 60.0
"""A connection that held this many seconds begins the waiting anew."""


async def supervise(
    platform: Platform,
    handlers: Handlers,
    receiving: Lapse,
    *,
    sleep: Sleep = asyncio.sleep,
    clock: Callable[[], float] = time.monotonic,
    chance: Callable[[], float] = random.random,
) -> None:
    """Run ``platform`` until cancelled, with a fresh connection after every failure.

    ``receiving`` is over while commands are heard; what lasts is said by `bot.delivery.troubles`.
    A platform that refuses our token is tried again at the longest interval: an operator may mend
    it there without a restart.  Messages go out meanwhile, as far as the platform takes them.
    """
    wait = FIRST_WAIT
    receiving.failed("not_connected")
    while True:
        began, reason = clock(), "stopped"
        try:
            await platform.run(handlers, receiving.over)
            reason = "ended_by_itself"
        except PlatformLost as error:
            wait, reason = LONGEST_WAIT, error.reason
        except Exception as error:  # noqa: BLE001  whatever a client library raises must stop neither the polling nor the other platform
            wait, reason = FIRST_WAIT if clock() - began > HEALTHY_AFTER else wait, _name(error)
        finally:
            receiving.failed(reason)
        log.debug("%s is not connected (%s); trying again in about %.0f s", platform.name, reason, wait)
        await sleep(wait * (1 + chance() / 4))
        wait = min(LONGEST_WAIT, wait * 2)


def _name(error: BaseException) -> str:
    """Name an error by our own reason or its class, for a library may have put an address with a token in its text."""
    return error.reason if isinstance(error, SendError) else type(error).__name__
