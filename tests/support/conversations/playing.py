"""A script is played: each line is done, or waited for; what differs is shown with all that was said until then."""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Awaitable, Callable
from typing import NoReturn, TypeAlias

from tests.support.conversations.on_discord import DiscordRooms
from tests.support.conversations.script import ROLES, Line, Script, Unreadable
from tests.support.conversations.seen import Pressable, Seen, mismatch
from tests.support.conversations.world import PATIENCE, World
from tests.support.doubles.discord_components import NothingToPress
from tests.support.doubles.discord_interactions import NotOffered
from tests.support.doubles.loopback import NoAnswer


class Differs(AssertionError):
    """What happened is not what the script says."""


Act: TypeAlias = Callable[["Play", Line, "re.Match[str]"], Awaitable[None]]
ACTS: list[tuple[re.Pattern[str], Act]] = []
"""What a line can say, and what is done then."""


def act(pattern: str) -> Callable[[Act], Act]:
    """Have a line of this form done by a function."""

    def keep(function: Act) -> Act:
        ACTS.append((re.compile(pattern), function))
        return function

    return keep


class Play:
    """One script on one platform."""

    def __init__(self, script: Script, world: World) -> None:
        self.script, self.world = script, world
        self.transcript: list[str] = []
        self._known: dict[object, Seen] = {}
        self._news: deque[tuple[bool, Seen]] = deque()

    async def play(self) -> None:
        """Do every line; Differs where something else happened."""
        for line in self.script.for_platform(self.world.rooms.platform):
            self.transcript.append(f"{line.number:>4}  {line.text}")
            function, match = meaning(self.script, line)
            if not line.text.startswith(("bot", "the message becomes")):
                self.nothing_unheard()
            try:
                await function(self, line, match)
            except (LookupError, ValueError, NoAnswer) as error:
                self.fail(line, f"{type(error).__name__}: {error}")
        await self.world.quiet()
        self.nothing_unheard()

    def look(self) -> None:
        """See what is new on the screen, or has changed."""
        for key, seen in self.world.rooms.visible().items():
            before = self._known.get(key)
            if before is None or before.shown != seen.shown:
                self._news.append((before is not None, seen))
            self._known[key] = seen

    def nothing_unheard(self) -> None:
        """Fail where the bot said what the script does not."""
        self.look()
        if self._news:
            _, seen = self._news[0]
            self.transcript.append(f"the bot said besides, in the {seen.room}:\n{seen.page()}")
            raise Differs(self.told("the script does not say that the bot says this"))

    async def next(self, line: Line) -> tuple[bool, Seen]:
        """Wait for what is new, and keep it in the transcript; whether it changed something that stood there."""

        def news() -> bool:
            self.look()
            return bool(self._news)

        await self.world.double.until(news, f"line {line.number}, {line.text!r}", PATIENCE)
        changed, seen = self._news.popleft()
        how = "changes its message" if changed else "says to one alone" if seen.alone else "says"
        self.transcript.append(f"      (the bot {how}, in the {seen.room}:)\n{seen.page()}")
        return changed, seen

    def screen(self) -> list[Seen]:
        """Everything that stands somewhere now, the newest last."""
        self.look()
        return list(self._known.values())

    def find(self, line: Line, label: str) -> tuple[Seen, Pressable]:
        """The newest message with a button of this label."""
        for seen in reversed([each for each in self.screen() if not line.room or each.room == line.room]):
            for button in seen.buttons:
                if button.plain == label:
                    return seen, button
        return self.fail(line, f"no message has a button [{label}]")

    def newest(self, line: Line) -> Seen:
        """The last message of the bot."""
        for seen in reversed(self.screen()):
            if seen.raw is not None:
                return seen
        return self.fail(line, "the bot has said nothing yet")

    def room(self, line: Line) -> str:
        """Where a line happens: where it says so, else in the first room of the conversation."""
        return line.room or self.script.rooms[0]

    def fail(self, line: Line, why: str) -> NoReturn:
        """Say what differs, below all that was said."""
        raise Differs(self.told(f"line {line.number}: {why}"))

    def told(self, why: str) -> str:
        """The transcript, and what is wrong at its end."""
        head = f"{self.script.title} ({self.script.where}), on {self.world.rooms.platform}"
        return "\n".join(["", head, *self.transcript, f"=> {why}"])


def meaning(script: Script, line: Line) -> tuple[Act, re.Match[str]]:
    """What a line means; Unreadable where it means nothing."""
    for pattern, function in ACTS:
        match = pattern.fullmatch(line.text)
        if match and match.groupdict().get("who", next(iter(script.people), "")) in script.people:
            return function, match
    where = f"{script.where.split(',')[0]}, line {line.number}"
    raise Unreadable(f"{where}: nothing is known of such a line: {line.text}")


async def heard(play: Play, line: Line, text: str, *, changed: bool = False, alone: bool = False) -> None:
    """Wait for what the bot says, and compare it."""
    was_changed, seen = await play.next(line)
    if was_changed is not changed:
        play.fail(line, "it changed a message" if was_changed else "it is a message of its own")
    if line.room and seen.room != line.room:
        play.fail(line, f"it is in the {seen.room}")
    if alone and not seen.alone and seen.room != "private chat":
        play.fail(line, "everyone there can see it")
    if why := mismatch(seen, [*filter(None, [text.strip()]), *line.below]):
        play.fail(line, why)


@act(r"bot:(?P<text>.*)")
async def _says(play: Play, line: Line, match: re.Match[str]) -> None:
    await heard(play, line, match["text"])


@act(r"bot to (?P<who>\w+) alone:(?P<text>.*)")
async def _says_alone(play: Play, line: Line, match: re.Match[str]) -> None:
    await heard(play, line, match["text"], alone=True)


@act(r"the message becomes:(?P<text>.*)")
async def _becomes(play: Play, line: Line, match: re.Match[str]) -> None:
    await heard(play, line, match["text"], changed=True)


@act(r"bot says nothing")
async def _silent(play: Play, line: Line, match: re.Match[str]) -> None:
    await play.world.quiet()
    play.nothing_unheard()


@act(r"(?P<who>\w+): (?P<text>.+)")
async def _person_says(play: Play, line: Line, match: re.Match[str]) -> None:
    play.world.think()
    await play.world.rooms.say(play.room(line), match["who"], match["text"])


@act(r"(?P<who>\w+) replies: (?P<text>.+)")
async def _replies(play: Play, line: Line, match: re.Match[str]) -> None:
    play.world.think()
    await play.world.rooms.say(play.room(line), match["who"], match["text"], to=play.newest(line))


@act(r"(?P<who>\w+) presses: (?P<label>.+)")
async def _presses(play: Play, line: Line, match: re.Match[str]) -> None:
    play.world.think()
    seen, button = play.find(line, match["label"])
    await play.world.rooms.press(match["who"], seen, button)


@act(r"(?P<who>\w+) does not see: (?P<label>.+)")
async def _sees_not(play: Play, line: Line, match: re.Match[str]) -> None:
    seen, button = play.find(line, match["label"])
    try:
        await play.world.rooms.press(match["who"], seen, button)
    except NothingToPress:
        return
    play.fail(line, "the button is there to be pressed")


@act(r"(?P<who>\w+) presses a button of an older bot")
async def _presses_old(play: Play, line: Line, match: re.Match[str]) -> None:
    play.world.think()
    seen = next(each for each in reversed([*play.screen()]) if each.buttons)
    await play.world.rooms.press(match["who"], seen, seen.buttons[0], data="0 of another version")


@act(r"(?P<who>\w+) types: (?P<text>.+)")
async def _types(play: Play, line: Line, match: re.Match[str]) -> None:
    seen = await play.world.rooms.look_up(match["who"], match["text"])
    play.transcript.append(f"      (offered:)\n{seen.page()}")
    if why := mismatch(seen, line.below):
        play.fail(line, why)


@act(r"(?P<who>\w+) is in a hurry")
async def _hurries(play: Play, line: Line, match: re.Match[str]) -> None:
    play.world.moment = dt.timedelta()


@act(r"(?P<who>\w+) is not offered (?P<text>/.+)")
async def _not_offered(play: Play, line: Line, match: re.Match[str]) -> None:
    try:
        await play.world.rooms.say(play.room(line), match["who"], match["text"])
    except NotOffered:
        return
    play.fail(line, "it is offered")


@act(r"(?P<who>\w+) (?P<how>sends a picture with|corrects it to): (?P<text>.+)")
async def _shows(play: Play, line: Line, match: re.Match[str]) -> None:
    play.world.think()
    corrected = match["how"] == "corrects it to"
    await play.world.rooms.show(play.room(line), match["who"], match["text"], corrected=corrected)


@act(r"(?P<who>\w+) adds the bot(: (?P<text>.+))?")
async def _adds(play: Play, line: Line, match: re.Match[str]) -> None:
    await play.world.rooms.add_bot(play.room(line), match["who"], match["text"] or "")


@act(r"(?P<who>\w+) is (an? |the )?(?P<role>[a-z ]+) from now on")
async def _becomes_role(play: Play, line: Line, match: re.Match[str]) -> None:
    if match["role"] not in ROLES:
        play.fail(line, f"there is no {match['role']}")
    play.world.rooms.appoint(match["who"], match["role"])


@act(r"the bot may (?P<how>not write|write again)")
async def _may_write(play: Play, line: Line, match: re.Match[str]) -> None:
    await play.world.rooms.permit(play.room(line), may_write=match["how"] == "write again")


@act(r"the forum requires a tag")
async def _requires_tag(play: Play, line: Line, match: re.Match[str]) -> None:
    discord_rooms(play).require_tag()


@act(r"the post is (?P<how>archived|deleted)")
async def _loses_post(play: Play, line: Line, match: re.Match[str]) -> None:
    rooms = discord_rooms(play)
    await (rooms.archive_post() if match["how"] == "archived" else rooms.delete_post())


def discord_rooms(play: Play) -> DiscordRooms:
    """The rooms of a script that plays on Discord."""
    rooms = play.world.rooms
    if not isinstance(rooms, DiscordRooms):
        raise LookupError("there is no such thing on Telegram")  # noqa: TRY004  what a script asks for is not there
    return rooms


@act(r"the list gains: (?P<text>.+)")
async def _gains(play: Play, line: Line, match: re.Match[str]) -> None:
    await play.world.gain(match["text"])


@act(r"the list loses: (?P<text>.+)")
async def _loses(play: Play, line: Line, match: re.Match[str]) -> None:
    await play.world.lose(match["text"])


@act(r"(?P<count>\d+) (?P<unit>minute|hour|day)s? pass(es)?")
async def _pass(play: Play, line: Line, match: re.Match[str]) -> None:
    await play.world.later(**{f"{match['unit']}s": int(match["count"])})


@act(r"the bot is killed and starts again")
async def _killed(play: Play, line: Line, match: re.Match[str]) -> None:
    await play.world.kill()
