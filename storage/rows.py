"""What every part of the store is made of: a connection, and rows as mappings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database


class Rows:
    """A part of `storage.store.Store`."""

    db: Database

    def _rows(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[dict[str, Any]]:
        cursor = self.db.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]
