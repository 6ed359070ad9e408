"""What a change rests on, as the JSON object of ``explain --json``: documented in ``docs/json.md``.  Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.domain.basis import ENOUGH, Weighed
from bot.domain.explanations import Explanation, Shown
from bot.program.cli.events import change_object, edition_object, hold_object


def explanation_object(found: Explanation) -> dict[str, Any]:
    """A change with everything that it rests on."""
    basis = found.recorded.change.basis
    return change_object(found.recorded) | {
        "edition": _shown(found.after),
        "edition_before": found.before and _shown(found.before),
        "enough": ENOUGH,
        "evidence": basis and basis.evidence and _weighed(basis.evidence),
        "considered": [_weighed(other) for other in basis.considered] if basis else [],
        "hold": found.hold and {"hold": found.hold.id} | hold_object(found.hold.value),
    }


def _shown(shown: Shown) -> dict[str, Any]:
    edition, row = shown.edition, shown.row
    cells = row and [{"heading": heading, "text": text} for heading, text in row.cells]
    return edition_object(edition) | {
        "sha256": edition.sha256,
        "url": edition.url,
        "readable": shown.readable,
        "row": row and {"sheet": row.sheet, "row": row.row, "cells": cells},
    }


def _weighed(weighed: Weighed) -> dict[str, Any]:
    return asdict(weighed) | {"total": weighed.total if weighed.possible else None}
