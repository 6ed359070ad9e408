"""Keeping the bot's token out of the log.

The token is part of every address of the Bot API: httpx logs these addresses at INFO,
python-telegram-bot at DEBUG, and puts the token into the error of a refused ``getMe``.
"""

from __future__ import annotations

import logging

LOGGERS = (
    "adapters.telegram.client",
    "adapters.telegram.incoming",
    "bot.conversation.front",
    "adapters.telegram.sending",
    "httpx",
    "httpcore.connection",
    "httpcore.http11",
    "httpcore.proxy",
    "telegram",
    "telegram.Bot",
    "telegram.ext",
    "telegram.ext.Application",
    "telegram.ext.ExtBot",
    "telegram.request.HTTPXRequest",
)
"""A logger's filter does not see the records of the loggers below it, so each is named."""

_PLAIN = logging.Formatter()


class HideToken(logging.Filter):
    """Put ``<token>`` where a record holds the token, in its error too."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, without the token."""
        if record.exc_info:
            # Formatters use a text that is there already; the error itself would be rendered with the token.
            record.exc_text = _PLAIN.formatException(record.exc_info)
            record.exc_info = None
        if record.exc_text:
            record.exc_text = self.clean(record.exc_text)
        record.msg, record.args = self.clean(record.getMessage()), None
        return True

    def clean(self, text: str) -> str:
        """Give ``text`` without the token."""
        return text.replace(self._token, "<token>")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HideToken) and other._token == self._token

    def __hash__(self) -> int:
        return hash(self._token)

    def install(self) -> None:
        """Watch the libraries' loggers; once for each token, however often it is called."""
        for name in LOGGERS:
            logging.getLogger(name).addFilter(self)
        # It only says, with the whole page and a traceback, what its error says as well: no JSON came.
        logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
