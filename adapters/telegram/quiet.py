"""Keeping the bot's token, and what people write, out of the log.

The token is part of every address of the Bot API: httpx logs these addresses at INFO,
python-telegram-bot at DEBUG, and puts the token into some of its errors.  The library also logs
every request and answer at DEBUG, and an answer that it cannot read at ERROR, whole.
"""

from __future__ import annotations

import logging

LOGGERS = (
    "adapters.telegram.answering",
    "adapters.telegram.incoming",
    "adapters.telegram.inline",
    "adapters.telegram.menu",
    "adapters.telegram.platform",
    "adapters.telegram.polling",
    "adapters.telegram.sending",
    "adapters.telegram.trouble",
    "bot.conversation.front",
    "httpx",
    "httpcore.connection",
    "httpcore.http11",
    "httpcore.proxy",
    "telegram",
    "telegram.Bot",
    "telegram.request.BaseRequest",
    "telegram.request.HTTPXRequest",
)
"""A logger's filter does not see the records of the loggers below it, so each is named."""

WORDY = ("telegram.Bot", "telegram.request.BaseRequest", "telegram.request.HTTPXRequest")
"""Loggers of which every record can hold requests and answers; each of their failures is raised as an error too."""

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


def no_record(_: logging.LogRecord) -> bool:
    """Let no record through."""
    return False


def keep_words_out() -> None:
    """Silence the loggers that write down what people write, at whatever level an operator sets; once is enough."""
    for name in WORDY:
        logging.getLogger(name).addFilter(no_record)
