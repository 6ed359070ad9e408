"""Which support model a cell means.  Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.domain.agreements import SupportModel
from bot.reading.text import fold

_MODEL_CODES = {
    "tfm": SupportModel.TASK_FORCE,
    "tfo": SupportModel.TASK_FORCE,
    "jem": SupportModel.JAIL_ENFORCEMENT,
    "wso": SupportModel.WARRANT_SERVICE,
}
_MODEL_WORDS = {
    "taskforce": SupportModel.TASK_FORCE,
    "jailenforcement": SupportModel.JAIL_ENFORCEMENT,
    "warrantservice": SupportModel.WARRANT_SERVICE,
}
MODEL_SLIPS = 3
"""Mistyped letters that the words naming a model may have."""

_MODEL_TAIL = re.compile(r"(?:models?|officers?|offices?|offcier|program|agreement|tfm|jem|wso)+$")


@lru_cache(maxsize=4096)
def model(text: str) -> SupportModel | None:
    """Return the support model that ``text`` means, or None.

    The two words that name a model decide (``Task Force``, ``Jail Enforcement``, ``Warrant
    Service``), whatever follows them and with up to three slips of a letter.
    """
    plain = re.sub(r"[^a-z]", "", fold(text))
    if plain in _MODEL_CODES:
        return _MODEL_CODES[plain]
    words = _MODEL_TAIL.sub("", plain)
    near = sorted((OSA.distance(words, name), name) for name in _MODEL_WORDS)
    return _MODEL_WORDS[near[0][1]] if near[0][0] <= MODEL_SLIPS else None
