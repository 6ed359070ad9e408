"""Words beside the names of states: how newspapers abbreviate these, and what people write around them."""

from __future__ import annotations

ABBREVIATIONS = {
    "ala": "AL",
    "ariz": "AZ",
    "ark": "AR",
    "cal": "CA",
    "calif": "CA",
    "colo": "CO",
    "conn": "CT",
    "del": "DE",
    "fla": "FL",
    "ill": "IL",
    "ind": "IN",
    "kan": "KS",
    "kans": "KS",
    "mass": "MA",
    "mich": "MI",
    "minn": "MN",
    "miss": "MS",
    "mont": "MT",
    "neb": "NE",
    "nebr": "NE",
    "nev": "NV",
    "okla": "OK",
    "ore": "OR",
    "oreg": "OR",
    "penn": "PA",
    "penna": "PA",
    "tenn": "TN",
    "tex": "TX",
    "wash": "WA",
    "wva": "WV",
    "wis": "WI",
    "wisc": "WI",
    "wyo": "WY",
}
"""Those of the Associated Press (and a few others that are common), folded, that are not the state's code."""

SMALL = frozenset(
    {"al", "as", "co", "de", "del", "hi", "id", "ill", "in", "ind", "la", "ma", "mass", "me", "mi", "miss", "mo", "oh"}
    | {"ok", "or", "ore", "pa", "wash"}
)
"""Codes and abbreviations that are words of English or Spanish: in small letters, beside others, they mean no state."""

TWO_OF_A_NAME = {"carolina": ("NC", "SC"), "dakota": ("ND", "SD")}
"""Names of two states, folded."""

LINKS = frozenset({"and", "or", "y", "e", "o", "u", "&", "+", "-", "·", "|", "plus", "also", "then", "tambien"})
"""What stands between two places."""

AROUND = frozenset(
    {
        "alert",
        "alerts",
        "about",
        "for",
        "from",
        "i",
        "of",
        "please",
        "pls",
        "show",
        "state",
        "states",
        "tell",
        "the",
        "to",
    }
    | {
        "want",
        "whole",
        "my",
        "just",
        "only",
        "thanks",
        "alerta",
        "aviso",
        "avisos",
        "alertas",
        "estado",
        "estados",
        "el",
        "los",
        "las",
        "en",
    }
    | {"favor", "gracias", "para", "por", "quiero", "solo", "sobre"}
)
"""What people write around a place, folded; it changes nothing."""

EVERYTHING = frozenset({"all", "every", "everything", "everywhere", "nationwide", "todo", "todos", "toda", "todas"})
"""What means every state."""

COUNTRY = frozenset(
    {"us", "usa", "america", "united states", "united states of america", "estados unidos", "eeuu", "eu"}
)
"""What means every state where it stands alone, and nothing beside a state."""

COUNTING = frozenset({"50", "fifty", "cincuenta", "country", "nation", "pais"})
"""What stands beside ``all`` and adds nothing."""

COUNTY = frozenset({"county", "counties", "cnty", "parish", "borough", "condado", "condados"})
"""What says that a county is meant."""
