"""Asking for updates, again and again, whatever comes back; what is in the way of it is said once.

Updates are asked for here and not by the library: that makes objects of a whole answer at once, so that one update
without a field ends all that follow it, and writes the whole answer into the log.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import NoReturn

from telegram.error import Conflict

from adapters.telegram.batch import numbered, unread_number, updates
from adapters.telegram.client import Api
from adapters.telegram.errors import send_error
from adapters.telegram.fields import Unreadable
from adapters.telegram.incoming import Incoming
from adapters.telegram.reading import KINDS
from adapters.telegram.trouble import ANOTHER_POLLER, WEBHOOK, Trouble
from bot.domain.errors import PlatformLost, RetryLater
from bot.domain.ports import Sleep

log = logging.getLogger(__name__)

LONG_POLL = dt.timedelta(seconds=30)
AT_ONCE = dt.timedelta()
MOST = 100
"""Updates in one answer: the most that Telegram gives."""

LONGEST_PAUSE = 30.0
UNREADABLE_TRIES = 3
"""How often an answer that is no JSON is asked for again before its update is set aside."""


class Polling:
    """The updates of one connection, from the first on; ``connected`` is called when the first answer came."""

    def __init__(
        self, api: Api, incoming: Incoming, trouble: Trouble, connected: Callable[[], None], sleep: Sleep
    ) -> None:
        self._api = api
        self._incoming = incoming
        self._trouble = trouble
        self._connected = connected
        self._sleep = sleep
        self._offset: int | None = None
        self._limit = MOST
        self._failures = 0
        self._last = b""

    async def run(self) -> NoReturn:
        """Hand over updates as they come, in order, for ever.

        Raises:
            PlatformLost: the token has been revoked.
        """
        wait = AT_ONCE  # the first answer says at once whether we are heard
        while True:
            try:
                await self._ask(wait)
            except Exception as exc:  # noqa: BLE001 - whatever the library raises has one meaning, said in one place
                self._failures += 1
                if pause := await self._pause(exc):
                    await self._sleep(pause)
            else:
                self._failures = 0
                self._trouble.end()
                if wait == AT_ONCE:
                    wait = LONG_POLL
                    self._connected()

    async def confirm(self) -> None:
        """Tell Telegram what has been handled, so that the next connection does not get it again."""
        if self._offset is None:
            return
        try:
            await self._api.updates(offset=self._offset, limit=1, wait=AT_ONCE, kinds=KINDS)
        except Exception as exc:  # noqa: BLE001 - as above; the connection ends in any case
            log.info("Telegram: the last commands may come again (%s)", send_error(exc).reason)

    async def _ask(self, wait: dt.timedelta) -> None:
        payload = await self._api.updates(offset=self._offset, limit=self._limit, wait=wait, kinds=KINDS)
        try:
            found = updates(payload)
        except Unreadable:
            self._limit = 1  # so that the others need not wait for this one
            if not self._set_aside(payload):
                raise
            return
        if not found:
            # All before are confirmed now.  Numbers do not always grow: after a quiet week they begin anew.
            self._offset = None
        elif payload == self._last:
            raise Unreadable("update_id")  # the numbers in it are not Telegram's: it was handled, and does not go away
        self._limit, self._last = MOST, payload
        arrived, self._offset = numbered(found, self._offset)
        for each in arrived:
            await self._incoming.hear(each)

    def _set_aside(self, payload: bytes) -> bool:
        """Go past the one update of an answer that stays unreadable, if its number can be found."""
        number = unread_number(payload)
        if self._failures < UNREADABLE_TRIES or number is None or number < (self._offset or 0):
            return False
        log.warning("Telegram: an update was set aside: of no known kind, number %d (no JSON)", number)
        self._offset = number + 1
        return True

    async def _pause(self, exc: Exception) -> float:
        """Say how many seconds to wait after a failure, having done what can be done about it."""
        error = send_error(exc)
        if isinstance(error, PlatformLost):
            self._trouble.problem = error.reason
            raise error from None
        self._trouble.begin(_reason(exc) or error.reason)
        if _reason(exc) == WEBHOOK and await self._remove_webhook() and self._failures == 1:
            return 0.0
        if isinstance(error, RetryLater) and error.after is not None:
            return error.after
        return float(min(LONGEST_PAUSE, 2.0 ** min(self._failures - 1, 5)))

    async def _remove_webhook(self) -> bool:
        try:
            await self._api.call("deleteWebhook", drop_pending_updates=False)
        except Exception as exc:  # noqa: BLE001 - it is tried again with the next answer 409
            log.debug("Telegram: the webhook could not be removed (%s)", send_error(exc).reason)
            return False
        return True


def _reason(exc: Exception) -> str | None:
    """Tell the two cases of 409, which is Telegram's answer to a poll that somebody else is in the way of."""
    if not isinstance(exc, Conflict):
        return None
    return WEBHOOK if "webhook is active" in str(exc).lower() else ANOTHER_POLLER
