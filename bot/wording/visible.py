"""Which characters of a text reach a reader: those that can be seen, and copied as they are printed.  Pure."""

from __future__ import annotations

import re

_BREAKS = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]")
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""Control characters, those that turn the direction of writing, and those of no width."""

_SURROGATES = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    """Give ``text`` on one line, without characters that nobody sees; half a character is shown as such."""
    return _SURROGATES.sub("\ufffd", _HIDDEN.sub("", _BREAKS.sub(" ", text)))
