"""Which support model a cell means.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.domain.agreements import SupportModel
from bot.reading.text import fold

SPELLINGS: Mapping[SupportModel, tuple[str, ...]] = {
    SupportModel.TASK_FORCE: ("taskforce", "tfm", "tfo"),
    SupportModel.JAIL_ENFORCEMENT: ("jailenforcement", "jem"),
    SupportModel.WARRANT_SERVICE: ("warrantservice", "wso"),
    SupportModel.TRIBAL_TASK_FORCE: ("tribaltaskforce", "ttfm"),
}
"""Each model that we know: the words that name it, letters alone, then its abbreviations."""

_MODEL_WORDS = {words: model for model, (words, *_) in SPELLINGS.items()}
_MODEL_CODES = {code: model for model, (_, *codes) in SPELLINGS.items() for code in codes}
MODEL_SLIPS = 3
"""Mistyped letters that the words naming a model may have."""

_MODEL_TAIL = re.compile(r"(?:models?|officers?|offices?|offcier|program|agreement|tfm|jem|wso)+$")


@lru_cache(maxsize=4096)
def model(text: str) -> SupportModel | None:
    """Return the support model that ``text`` means, or None.

    The words that name a model decide (``Task Force``, ``Jail Enforcement``, ``Warrant Service``,
    ``Tribal Task Force``), whatever follows them and with up to three slips of a letter.
    """
    plain = re.sub(r"[^a-z]", "", fold(text))
    if plain in _MODEL_CODES:
        return _MODEL_CODES[plain]
    words = _MODEL_TAIL.sub("", plain)
    near = sorted((OSA.distance(words, name), name) for name in _MODEL_WORDS)
    return _MODEL_WORDS[near[0][1]] if near[0][0] <= MODEL_SLIPS else None
