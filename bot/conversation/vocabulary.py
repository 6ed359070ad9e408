"""What people write, in either language whatever they speak: folded, so that case and accents do not count."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.conversation.state_names import NAME_AT_MOST, named_state
from bot.domain.chats import Interest
from bot.reading.states import exact_state
from bot.reading.text import fold
from bot.wording.languages import LANGUAGES
from bot.wording.replies import interest_name

SWITCHES: Mapping[str, bool] = {
    **dict.fromkeys(("on", "yes", "enable", "enabled", "si"), True),
    **dict.fromkeys(("activar", "activado", "activada", "activo", "encender", "encendido"), True),
    **dict.fromkeys(("off", "no", "disable", "disabled", "none", "nobody"), False),
    **dict.fromkeys(("desactivar", "desactivado", "desactivada", "apagar", "apagado"), False),
    **dict.fromkeys(("ninguno", "ninguna", "nadie", "a nadie"), False),
}
"""What people write for yes and no, whatever is switched."""

_ALSO: Mapping[str, Interest] = {
    "relabeling": Interest.RELABELLINGS,
    "relabelings": Interest.RELABELLINGS,
    "renovacion": Interest.RENEWALS,
    "nuevos": Interest.SIGNINGS,
    "textos": Interest.DOCUMENTS,
    **dict.fromkeys(("spreadsheet", "spreadsheets", "csv", "adjunto", "adjuntos"), Interest.FILES),
}
_SWITCHED = [interest for interest in Interest if interest is not Interest.DOCUMENTS_AT_ONCE]
_NAMES = {fold(interest_name(words, interest)): interest for words in LANGUAGES.values() for interest in _SWITCHED}
INTERESTS: Mapping[str, Interest] = {
    **{written: interest for name, interest in _NAMES.items() for written in (name, name.removesuffix("s"))},
    **_ALSO,
}
"""What people write for the kinds of news that can be switched: their names in every language, in one or many."""

_OFFICES = tuple(
    (re.compile(rf"\b{written}\b", re.IGNORECASE), printed)
    for written, printed in (
        (r"(?:la )?oficina del? (?:sheriff|alguacil)(?: del?)?", "Sheriff's Office"),
        (r"(?:el )?(?:sheriff|alguacil) del?", "Sheriff"),
        (r"(?:el )?alguacil", "Sheriff"),
        (r"(?:el )?departamento de polic[ií]a(?: del?)?", "Police Department"),
        (r"(?:la )?polic[ií]a estatal(?: del?)?", "State Police"),
        (r"(?:la )?polic[ií]a(?: del?)?", "Police"),
        (r"(?:la )?c[aá]rcel(?: del?)?", "Jail"),
        (r"(?:el )?condado del?", "County"),
        (r"(?:la )?parroquia del?", "Parish"),
        (r"(?:la )?ciudad de", "City of"),
    )
)
"""How Spanish calls what the list has in English, with the "of" behind it; ``de`` before a name may be a part of it."""


def in_english(typed: str) -> str:
    """The name of an agency with its kinds of office and place in English: ``County Page`` of ``condado de Page``."""
    for written, printed in _OFFICES:
        typed = written.sub(printed, typed)
    return typed


def agency_typed(typed: str) -> tuple[str, str | None]:
    """Read the name of an agency that was typed in Spanish: in English, and the code of the state behind it.

    A state by its English name stays with the name.
    """
    words = typed.replace(",", " ").split()
    for count in range(min(len(words) - 1, NAME_AT_MOST), 0, -1):
        if code := named_state(" ".join(words[-count:])):
            name, behind = words[:-count], words[-count:]
            name = name[:-1] if name[-1].casefold() == "en" else name
            if exact_state(" ".join(behind)):
                english = in_english(" ".join(name + behind))
                return typed if english == " ".join(words) else english, None
            return in_english(" ".join(name)), code
    return in_english(typed), None
