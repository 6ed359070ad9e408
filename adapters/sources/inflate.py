"""Content encodings undone within bounds: what is 1.7 KB on the wire can be 1 GB in memory.

httpx undoes any number of layers without a bound, so we ask it for the bytes as they came.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

PIECE = 1 << 16
"""Bytes that one layer gives at a time."""

MOST_LAYERS = 2

ACCEPTED = "gzip, deflate"
"""What we can undo, as ``Accept-Encoding`` says it (RFC 9110, 12.5.3)."""


class TooLargeError(Exception):
    """There are more bytes than are wanted."""


class EncodingError(Exception):
    """The encoding is not one that we undo, or the bytes are not in it."""


class Inflater:
    """Undoes the layers of one answer, bytes in, bytes out, never more than ``most`` at any layer."""

    def __init__(self, encodings: str, most: int) -> None:
        """Undo ``encodings``, a Content-Encoding header.

        Raises:
            EncodingError: there are too many, or one that we do not know.
        """
        names = [name for part in encodings.lower().split(",") if (name := part.strip()) not in ("", "identity")]
        if len(names) > MOST_LAYERS or not set(names) <= {"gzip", "x-gzip", "deflate"}:
            raise EncodingError
        self._layers = [_Layer(name.removeprefix("x-")) for name in reversed(names)]
        self._most = most
        self._sizes = [0] * (len(names) + 1)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` becomes.

        Raises:
            TooLargeError, EncodingError
        """
        return self._through([data], 0)

    def close(self) -> None:
        """Check that every layer came to its end; raises EncodingError."""
        if not all(layer.ended for layer in self._layers):
            raise EncodingError

    def _through(self, pieces: Iterable[bytes], depth: int) -> Iterator[bytes]:
        for piece in pieces:
            self._sizes[depth] += len(piece)
            if self._sizes[depth] > self._most:
                raise TooLargeError
            if depth == len(self._layers):
                yield piece
            else:
                yield from self._through(self._layers[depth].feed(piece), depth + 1)


class _Layer:
    """One layer of gzip or deflate; the latter with or without zlib's header, as servers send it."""

    def __init__(self, name: str) -> None:
        self._deflate = name == "deflate"
        self._inflater = zlib.decompressobj(15 if self._deflate else 31)
        self._begun = False

    @property
    def ended(self) -> bool:
        return self._inflater.eof or not self._begun

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data and not self._inflater.eof:
            piece = self._decompress(data)
            data = self._inflater.unconsumed_tail
            if piece:
                yield piece
            elif not data:
                return

    def _decompress(self, data: bytes) -> bytes:
        try:
            return self._inflater.decompress(data, PIECE)
        except zlib.error as error:
            if self._begun or not self._deflate:
                raise EncodingError from error
            self._inflater = zlib.decompressobj(-15)
            self._deflate = False
            return self._decompress(data)
        finally:
            self._begun = True
