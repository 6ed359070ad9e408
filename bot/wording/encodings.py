"""Text for an output whose encoding lacks letters: the nearest that it has, else a question mark."""

from __future__ import annotations

import codecs
import unicodedata

NEAREST = "nearest"
"""The name of the error handler, for `str.encode` and for streams."""

_ALIKE = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\u00b7", "''\"\"--*")  # quotation marks, dashes, a dot


def encodable(text: str, encoding: str) -> str:
    """Give ``text`` with every character that ``encoding`` lacks replaced: ``Año`` is ``Ano`` in ASCII."""
    return text.encode(encoding, NEAREST).decode(encoding)


def _nearest(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(map(_plain, lacking)), error.end


def _plain(char: str) -> str:
    base = unicodedata.normalize("NFKD", char.translate(_ALIKE))
    return "".join(one for one in base if one.isascii()) or "?"


codecs.register_error(NEAREST, _nearest)
