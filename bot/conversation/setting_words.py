"""What people call each setting and what it can be, in either language, as `fold` gives it.

What stands on a button is understood as well, so nobody has to guess another word for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.conversation.vocabulary import SWITCHES
from bot.domain.agreements import SupportModel
from bot.domain.errors import UsageError
from bot.domain.settings import Setting, Weekday
from bot.reading.text import fold
from bot.wording.languages import LANGUAGES, phrase

AT_ONCE = (
    *("now", "at once", "immediately", "right away", "instantly"),
    *("ahora", "al momento", "enseguida", "en seguida", "inmediatamente", "de inmediato", "al instante"),
)
DAILY = ("daily", "every day", "once a day", "diario", "a diario", "diariamente", "cada dia", "una vez al dia")
WEEKLY = (
    *("weekly", "every week", "once a week"),
    *("semanal", "semanalmente", "cada semana", "una vez a la semana", "una vez por semana"),
)

LANGUAGES_SAID: Mapping[str, str] = {
    **dict.fromkeys(("en", "english", "ingles"), "en"),
    **dict.fromkeys(("es", "spanish", "espanol", "castellano"), "es"),
}

SOUNDLESS: Mapping[str, bool] = {
    **dict.fromkeys(("without sound", "sin sonido", "silent", "mute", "muted", "silenciado", "silencio"), True),
    **dict.fromkeys(("with sound", "con sonido", "unmute", "unmuted"), False),
}
"""Whether alerts come without a sound, where that is said in words of its own."""

_SAID: Mapping[Setting, str] = {
    Setting.LANGUAGE: "language, languages, lang, idioma, idiomas, lengua",
    Setting.TIMEZONE: "timezone, time zone, zone, tz, zona horaria, zona, huso, huso horario, hora local",
    Setting.ALERTS: (
        "alerts, alert, digest, how often, frequency, alertas, avisos, resumen, frecuencia, cada cuanto, cuando"
    ),
    Setting.QUIET: (
        "quiet hours, quiet, quiet time, do not disturb, don't disturb, dnd, night, night mode, "
        "horas de silencio, horario de silencio, descanso, horas de descanso, no molestar, noche, modo noche"
    ),
    Setting.SILENT: "silent, silence, mute, muted, without sound, silencio, silenciar, silenciado, sin sonido",
    Setting.ALL_CLEAR: "allclear, all-clear, all clear, weekly notice, calma, sin novedad, sin novedades",
    Setting.KINDS: "kinds, kind, types, type, news, tipos, tipo, noticias",
    Setting.MODELS: "models, model, modelos, modelo",
    Setting.STATEWIDE: (
        "statewide, state-wide, state wide, statewide agencies, state agencies, estatales, agencias estatales"
    ),
    Setting.EARLY: "early, early notices, early notice, anticipados, anticipado, avisos anticipados, aviso anticipado",
    Setting.FILES: (
        "files, file, spreadsheets, spreadsheet, attachments, attachment, csv, archivos, archivo, adjuntos, adjunto, "
        "hojas de calculo, hoja de calculo"
    ),
    Setting.MENTION: "mention, mentions, ping, role, mencion, menciones, mencionar, rol",
    Setting.PUBLISH: "publish, publishing, publicar, publicacion",
}

_SOUND = ("sound", "sounds", "with sound", "unmute", "unmuted", "sonido", "sonidos", "con sonido")
"""What people call `Setting.SILENT` where they mean its opposite: ``sound off`` is ``silent on``."""

_AS_WISH: Mapping[str, Setting] = {
    **dict.fromkeys((*AT_ONCE, *DAILY, *WEEKLY), Setting.ALERTS),
    **dict.fromkeys(LANGUAGES_SAID, Setting.LANGUAGE),
}
"""What is wished for, and says by itself which setting that is."""

_ALONE = ("mute", "silenciar", "without sound", "sin sonido", "unmute", "with sound", "con sonido")
"""Names that wish for what they say, without a word behind them."""

TOPICS: Mapping[str, Setting] = {
    **{fold(phrase(words, f"topic_{setting}")()): setting for words in LANGUAGES.values() for setting in Setting},
    **{name: setting for setting, names in _SAID.items() for name in names.split(", ")},
    **dict.fromkeys(_SOUND, Setting.SILENT),
    **_AS_WISH,
}
"""What people call each setting."""

_LEADING = frozenset({"turn", "switch", "set", "put", "poner", "ponga", "the", "el", "la", "los", "las"})
"""What stands before a setting's name and tells nothing."""

BEFORE_AT_MOST = 3
"""Words that may stand before a setting's name, as in ``turn off the sound``."""

WEEKDAYS: Mapping[str, Weekday] = {
    name: day
    for day, names in zip(
        Weekday,
        (
            *("monday mon lunes lun", "tuesday tue tues martes mar", "wednesday wed miercoles mie"),
            *("thursday thu thur thurs jueves jue", "friday fri viernes vie", "saturday sat sabado sab"),
            "sunday sun domingo dom",
        ),
        strict=True,
    )
    for name in names.split()
}

MODELS: Mapping[str, SupportModel] = {
    **dict.fromkeys(
        ("tribal task force model", "tribal task force", "tribal", "grupo de trabajo tribal"),
        SupportModel.TRIBAL_TASK_FORCE,
    ),
    **dict.fromkeys(
        ("task force model", "task force", "task", "tfm", "grupo de trabajo", "grupo"), SupportModel.TASK_FORCE
    ),
    **dict.fromkeys(
        ("jail enforcement model", "jail enforcement", "jail", "jails", "jem", "carceles", "carcel"),
        SupportModel.JAIL_ENFORCEMENT,
    ),
    **dict.fromkeys(
        ("warrant service officer", "warrant service", "warrant", "warrants", "wso", "ordenes", "orden"),
        SupportModel.WARRANT_SERVICE,
    ),
}
"""What people call the models, the longer names first where one is a part of another."""

ALL_OF, ONLY = frozenset({"all", "every", "todo", "todos"}), frozenset({"only", "just", "solo", "solamente"})


def topic_of(typed: str) -> tuple[Setting, str]:
    """Read what a wish is about, and give the words behind that: ``sound off`` is about silence, and wishes it on.

    Raises:
        UsageError: it is about nothing that can be set.
    """
    words = [word.rstrip(":=") for word in typed.replace(",", " ").split()]
    for at in range(min(len(words), BEFORE_AT_MOST + 1)):
        before = [fold(word) for word in words[:at]]
        if not set(before) <= _LEADING | SWITCHES.keys():
            break
        if name := _name(words[at:]):
            rest = words[at:] if name in _AS_WISH else words[at + len(name.split()) :]
            return TOPICS[name], _wish(name, [*rest, *(word for word in before if word in SWITCHES)])
    raise UsageError("which_setting")


def _wish(name: str, behind: Sequence[str]) -> str:
    """What is wished for by the words behind the name of a setting, as that of the setting itself."""
    wish = " ".join(behind) or ("on" if name in _ALONE else "")
    if name in _SOUND and fold(wish) in SWITCHES:
        return "off" if SWITCHES[fold(wish)] else "on"
    return wish


def begins(words: str, names: Iterable[str]) -> str | None:
    """Give what stands behind the one of these names, the longest, with which words begin; None where none does."""
    found = [name for name in names if f"{words} ".startswith(f"{name} ")]
    return words[len(max(found, key=len)) :].strip() if found else None


def _name(words: Sequence[str]) -> str:
    """The longest name of a setting with which words begin; empty where they begin with none."""
    said = f"{fold(' '.join(words))} "
    return max((name for name in TOPICS if said.startswith(f"{name} ")), key=len, default="")
