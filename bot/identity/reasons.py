"""The rules that decide a change, by the names that are stored with it."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The rule that decided a change; stored with it and listed in ``docs/how-changes-are-decided.md``."""

    NEW_ROW = "new_row"
    """No known agreement could be meant."""
    CAME_BACK = "came_back"
    """An agreement that had left the list is on it again."""
    NO_COUNTERPART = "no_counterpart"
    """No row of the edition could be meant."""
    RESPELT = "respelt"
    """Another spelling of the same agency."""
    RENAMED = "renamed"
    """Another name, where date, model and place agree."""
    MOVED_STATE = "moved_state"
    """The same agreement printed under another state."""
    MODEL_CORRECTED = "model_corrected"
    """The same agency and date with another model."""
    DATE_CORRECTED = "date_corrected"
    """The same agreement with another signing date."""
    COUNTY_CORRECTED = "county_corrected"
    """The same agreement with another county."""
    LISTED_TWICE = "listed_twice"
    """One of two rows of the same agreement went."""
    FIRST_LINK = "first_link"
    """The first link to the agreement's text."""
