"""Problems that no command of ours raises by itself, but a platform."""

from __future__ import annotations

from bot.domain.errors import UsageError
from bot.wording.languages import LANGUAGES
from bot.wording.problems import problem_text


def test_where_a_platform_does_not_tell_who_is_an_administrator_it_is_said_what_to_do() -> None:
    """The bot has to become one; asking again as it is would not help."""
    said = problem_text(LANGUAGES["en"], UsageError("cannot_tell_administrators"))
    assert said == (
        "Telegram tells only its administrators who is one here. Make this bot an administrator, then ask again."
    )
