"""The commands that a chat understands: one table, from which every platform makes its own menus."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation import settings
from bot.conversation.answers.agency import one_agency
from bot.conversation.answers.changes import latest_changes
from bot.conversation.answers.explain import what_it_rests_on
from bot.conversation.answers.help import begin, explain
from bot.conversation.answers.manage import from_here
from bot.conversation.answers.pick import pick
from bot.conversation.answers.plain import understand
from bot.conversation.answers.privacy import what_is_stored
from bot.conversation.answers.settings import show_or_change
from bot.conversation.answers.state import who_has_agreements
from bot.conversation.answers.status import status
from bot.conversation.answers.trial import send_test
from bot.conversation.asking import SAY
from bot.conversation.request import Answer
from bot.domain.chats import PLAIN, Completes, MenuEntry, MenuOption
from bot.wording.commands import command_description, local_name, option_description, option_name
from bot.wording.keys import PICK
from bot.wording.languages import LANGUAGES, Words, words_of


@dataclass(frozen=True, slots=True)
class Option:
    """The one argument of a command: whether it can be left out, and with what it is completed.

    ``asked``: where it is left out it is asked for, and what follows is the answer.
    """

    required: bool = False
    completes: Completes | None = None
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Command:
    """One command: ``manages`` means that it needs an administrator in a group or server.

    ``reach``: its answer says what the chat lacks for alerts to arrive; in a paused chat every answer does.
    ``hastens``: after it, what waits for the chat may be due.  ``seldom``: given twice in a row it is carried out once.
    ``posts``: in a forum it makes posts; any other can be about one of these alone.
    ``alone``: it is of use only where a person is alone with the bot.  ``platforms`` are those that have it; none: all.
    """

    name: str
    answer: Answer
    option: Option | None = None
    manages: bool = False
    reach: bool = False
    hastens: bool = False
    seldom: bool = False
    posts: bool = False
    alone: bool = False
    platforms: frozenset[str] = frozenset()


_PLACES = Option(completes=Completes.PLACES)

COMMANDS = (
    Command("subscribe", settings.subscribe, _PLACES, manages=True, reach=True, posts=True),
    Command("unsubscribe", settings.unsubscribe, _PLACES, manages=True),
    Command("subscriptions", settings.show, reach=True),
    Command("status", status, reach=True),
    Command("alerts", settings.switch_alerts, Option(asked=False), manages=True),
    Command("settings", show_or_change, Option(asked=False), manages=True, hastens=True),
    Command("early", settings.switch_early, Option(asked=False), manages=True),
    Command("test", send_test, manages=True, reach=True, hastens=True, seldom=True),
    Command("state", who_has_agreements, Option(required=True, completes=Completes.PLACES)),
    Command("changes", latest_changes, Option(required=True, completes=Completes.PLACES)),
    Command("agency", one_agency, Option(required=True, completes=Completes.AGENCIES)),
    Command("explain", what_it_rests_on, Option(required=True)),
    Command("manage", from_here, Option(asked=False), alone=True, platforms=frozenset({"telegram"})),
    Command("privacy", what_is_stored, Option(asked=False)),
    Command("help", explain, Option(asked=False)),
)
"""In the order of menus and help.  A name has at most 32 characters, the strictest platform's limit."""

BY_NAME = {command.name: command for command in COMMANDS} | {
    "start": Command("start", begin),
    "stop": Command("stop", settings.unsubscribe, Option(), manages=True),
    PICK: Command(PICK, pick, manages=True, reach=True, posts=True),
    SAY: Command(SAY, understand),
    PLAIN: Command(PLAIN, understand),
}
"""What a person can type: ``/start`` is how Telegram opens a chat, and ``/stop`` what people try to end it.

`PICK` and `SAY` are what buttons give.
"""

BY_NAME |= {
    name: command for command in COMMANDS for code in LANGUAGES if (name := local_name(words_of(code), command.name))
}


def menu(words: Words, platform: str = "") -> tuple[MenuEntry, ...]:
    """The commands of a platform in a language; without a platform those that every one has."""
    return tuple(
        MenuEntry(
            command.name,
            command_description(words, command.name),
            _option(words, command),
            command.manages,
            command.alone,
            local_name(words, command.name),
            of_chat=command.manages or command.reach,
            forums=command.posts,
        )
        for command in COMMANDS
        if not command.platforms or platform in command.platforms
    )


def _option(words: Words, command: Command) -> MenuOption | None:
    if command.option is None:
        return None
    return MenuOption(
        option_name(words, command.name),
        option_description(words, command.name),
        command.option.required,
        command.option.completes,
    )
