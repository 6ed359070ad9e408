"""What every repository is made of: a connection, and rows as mappings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database


class Repository:
    """The rows of one noun, over the connection of one unit of work."""

    def __init__(self, db: Database) -> None:
        """Use ``db``, in the thread that opened it."""
        self._db = db

    def _rows(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[dict[str, Any]]:
        cursor = self._db.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def dump_figures(figures: Mapping[str, str | int]) -> str:
    """Write figures as a JSON object, nothing as nothing."""
    return json.dumps(dict(figures), ensure_ascii=False) if figures else ""


def load_figures(text: str) -> dict[str, str | int]:
    """Read what `dump_figures` wrote."""
    return dict(json.loads(text)) if text else {}
