"""The Telegram platform over a transport of ours: everything but the network is real."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from telegram.error import NetworkError, TimedOut

from adapters.telegram import Telegram
from adapters.telegram.quiet import LOGGERS, WORDY, HideToken
from adapters.telegram.render import render
from bot.domain.chats import Asked, Place
from bot.domain.errors import (
    ChatLost,
    ChatMoved,
    MessageRejected,
    PlatformLost,
    Refused,
    RetryLater,
    SendError,
    StoreError,
    Uncertain,
)
from bot.domain.messages import Attachment, Message, Part, Reply
from bot.wording.languages import LANGUAGES
from tests.support import ROOT
from tests.support.handlers import Heard
from tests.support.telegram_transport import Answer, Transport, ok, refusal, sent

TOKEN = "123456:AbcDef-secret_secret_secret_secret_12"
GROUP = {"id": -5, "type": "group", "title": "Neighbours"}
NOT_MODIFIED = refusal(400, "Bad Request: message is not modified: specified new message content and so on")
ANN = {"id": 7, "is_bot": False, "first_name": "Ann"}


async def echo(asked: Asked) -> Reply:
    return Reply(Message(f"{asked.name} {asked.words}"))


class _World:
    """One running platform, its transport, and what its chats were told."""

    def __init__(self, answers: Callable[[str, dict[str, Any]], Answer] | None = None) -> None:
        self.said: asyncio.Queue[tuple[int, str]] = asyncio.Queue()
        self.special = answers
        self.transport = Transport(self._answers)
        self.handlers = Heard(render, echo, platform="telegram")
        self.pauses: list[float] = []
        self.platform = Telegram(TOKEN, request=lambda _: self.transport, sleep=self._sleep)
        self.connected = asyncio.Event()
        self._update = 0

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def _answers(self, method: str, parameters: dict[str, Any]) -> Answer:
        if self.special is not None:
            with contextlib.suppress(LookupError):
                return self.special(method, parameters)
        if method == "sendMessage":
            self.said.put_nowait((parameters["chat_id"], parameters["text"]))
            return sent()
        if method == "sendDocument":
            return sent(8)
        raise LookupError(method)

    def push(self, *posts: dict[str, Any]) -> None:
        updates = []
        for post in posts:
            self._update += 1
            updates.append({"update_id": self._update, **post})
        self.transport.updates.put_nowait(updates)

    def say(self, text: str, **fields: Any) -> dict[str, Any]:
        return {"message": {"message_id": 1, "date": 0, "chat": GROUP, "from": ANN, "text": text, **fields}}

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        async with self.platform.sending():
            task = asyncio.create_task(self.platform.run(self.handlers, self.connected.set))
            ready = asyncio.create_task(self.connected.wait())
            try:
                await asyncio.wait((task, ready), return_when=asyncio.FIRST_COMPLETED)
                yield task
            finally:
                for each in (task, ready):
                    each.cancel()
                await asyncio.gather(task, ready, return_exceptions=True)


def only(method: str, answer: Answer | Exception) -> Callable[[str, dict[str, Any]], Answer]:
    def answers(name: str, _: dict[str, Any]) -> Answer:
        if name != method:
            raise LookupError(name)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return answers


async def test_a_part_goes_out_as_html_without_previews_into_its_topic() -> None:
    """What Telegram is asked for, exactly."""
    world = _World()
    async with world.running():
        assert await world.platform.send("-1005:9", Part("", "<b>x</b>"), "n") == "7"
    calls = [asked for name, asked in world.transport.calls if name == "sendMessage"]
    assert calls == [
        {
            "chat_id": -1005,
            "text": "<b>x</b>",
            "parse_mode": "HTML",
            "message_thread_id": 9,
            "link_preview_options": {"is_disabled": True},
        }
    ]


async def test_a_file_goes_out_as_a_document_with_its_caption() -> None:
    """One part is one request."""
    world = _World()
    async with world.running():
        assert await world.platform.send("5", Part("", "<b>x</b>", Attachment("a.csv", b"a,b\n")), "n") == "8"
    (asked,) = [asked for name, asked in world.transport.calls if name == "sendDocument"]
    assert (asked["chat_id"], asked["caption"], asked["parse_mode"]) == (5, "<b>x</b>", "HTML")


async def test_a_reply_goes_out_even_where_what_it_replies_to_is_gone() -> None:
    """What Telegram is asked for, of a text and of a file; an id that was never Telegram's is not sent."""
    world = _World()
    async with world.running():
        await world.platform.send("5", Part("", "x"), "n", "77")
        await world.platform.send("5", Part("", "x", Attachment("a.csv", b"a")), "n", "77")
        await world.platform.send("5", Part("", "x"), "n", "")
    asked = [asked.get("reply_parameters") for name, asked in world.transport.calls if name.startswith("send")]
    reply = {"message_id": 77, "allow_sending_without_reply": True}
    assert asked == [reply, reply, None]


async def test_an_edit_changes_the_text_or_the_caption_and_no_file() -> None:
    """What Telegram is asked for, exactly; that nothing changed by it is no failure."""
    world = _World(lambda name, _: ok({"message_id": 7}) if name == "editMessageText" else NOT_MODIFIED)
    async with world.running():
        await world.platform.edit("-1005:9", "77", Part("", "<s>x</s>"))
        await world.platform.edit("5", "78", Part("", "<s>x</s>", Attachment("a.csv", b"a")))
    asked = [(name, asked) for name, asked in world.transport.calls if name.startswith("edit")]
    text, caption = asked
    assert text[1] == {
        "chat_id": -1005,
        "message_id": 77,
        "text": "<s>x</s>",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    assert caption == (
        "editMessageCaption",
        {"chat_id": 5, "message_id": 78, "caption": "<s>x</s>", "parse_mode": "HTML"},
    )


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal(429, "Too Many Requests: retry after 3", retry_after=3), RetryLater),
        (refusal(403, "Forbidden: bot was blocked by the user"), ChatLost),
        (refusal(400, "Bad Request: chat not found"), ChatLost),
        (refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1001), ChatMoved),
        (refusal(400, "Bad Request: can't parse entities"), MessageRejected),
        (refusal(401, "Unauthorized"), PlatformLost),
        (refusal(500, "Internal Server Error"), Uncertain),
        ((502, b"<html>Bad Gateway</html>"), Uncertain),
        ((200, b"<html>"), Uncertain),
        ((200, b'{"ok": true, "result": {}}'), Uncertain),
        (TimedOut(), Uncertain),
        (NetworkError("httpx.ConnectError: refused"), RetryLater),
        (OSError("odd"), Uncertain),
    ],
)
async def test_send_fails_only_with_our_own_errors(
    answer: Answer | Exception, kind: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    """Each answer of the server, through the real library, is one of our errors and shows no token."""
    world = _World(only("sendMessage", answer))
    async with world.running():
        with pytest.raises(kind) as caught:
            await world.platform.send("5", Part("", "x"), "n")
    assert type(caught.value) is kind
    assert TOKEN not in str(caught.value) + caplog.text


@pytest.mark.parametrize("address", ["", "x", "5:", "5:x", ":", "@news"])
async def test_an_address_that_is_none_loses_its_chat_or_stays_itself(address: str) -> None:
    """Nothing but numbers goes out; an empty topic is no topic."""
    world = _World()
    async with world.running():
        if address == "5:":
            await world.platform.send(address, Part("", "x"), "n")
        else:
            with pytest.raises(ChatLost, match="bad_address"):
                await world.platform.send(address, Part("", "x"), "n")


async def test_only_while_sending_is_open_anything_is_sent_and_nothing_need_be_heard() -> None:
    """A delivery keeps until then; no login, no menu and no updates are asked for."""
    world = _World()
    with pytest.raises(RetryLater, match="not_connected"):
        await world.platform.send("5", Part("", "x"), "n")
    async with world.platform.sending():
        assert await world.platform.send("5", Part("", "x"), "n") == "7"
    with pytest.raises(RetryLater, match="not_connected"):
        await world.platform.send("5", Part("", "x"), "n")
    assert world.transport.closed
    assert [name for name, _ in world.transport.calls] == ["sendMessage"]


async def test_a_message_is_sent_once_though_its_answer_lacks_what_does_not_concern_us() -> None:
    """Nothing but the message's id is needed; the library would make no object of this, and send again and again."""
    world = _World(only("sendMessage", ok({"message_id": 9, "reply_markup": 5, "chat": None})))
    async with world.platform.sending():
        assert await world.platform.send("5", Part("", "x"), "n") == "9"


async def test_an_unknown_refusal_is_logged_once_in_telegrams_own_words(caplog: pytest.LogCaptureFixture) -> None:
    """It is how an operator learns of it; ten thousand chats do not say it ten thousand times."""
    world = _World(only("sendMessage", refusal(400, "Bad Request: a thing never seen")))
    async with world.platform.sending():
        for chat in ("5", "6"):
            with pytest.raises(Refused):
                await world.platform.send(chat, Part("", "x"), "n")
    assert caplog.text.count("A thing never seen") == 1


async def test_a_command_is_answered_in_its_chat_in_several_parts() -> None:
    """A long answer arrives whole and in order."""
    world = _World()

    async def long(_: Asked) -> Reply:
        return Reply(Message("A" * 100, attachment=Attachment("a.csv", b"x")))

    async with world.running():
        world.handlers.answers = long
        world.push(world.say("/state VA"))
        assert await world.said.get() == (-5, "<b>" + "A" * 100 + "</b>")
    asked = [name for name, _ in world.transport.calls if name.startswith("send")]
    assert asked == ["sendMessage", "sendDocument"]


async def test_a_reply_that_cannot_go_out_is_logged_and_the_next_command_is_answered(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A chat that went away while it was answered stops nothing."""
    world = _World()
    refused = [refusal(403, "Forbidden: bot was kicked from the group chat")]

    def answers(name: str, _: dict[str, Any]) -> Answer:
        if name == "sendMessage" and refused:
            return refused.pop()
        raise LookupError(name)

    world.special = answers
    async with world.running():
        world.push(world.say("/state VA"), world.say("/state MD"))
        assert (await world.said.get())[1] == "<b>state MD</b>"
    assert "ChatLost: kicked" in caplog.text


async def test_updates_of_one_chat_are_handled_in_order_while_another_chat_is_not_kept_waiting() -> None:
    """Kicked, added, subscribed, unsubscribed: the last one has to win."""
    world = _World()
    other, gate = {**GROUP, "id": -6}, asyncio.Event()

    async def wait(asked: Asked) -> Reply:
        await gate.wait()
        return await echo(asked)

    world.handlers.answers = wait
    async with world.running():
        world.push(world.say("/state VA"), world.say("", migrate_to_chat_id=-1005), world.say("/state MD", chat=other))
        first, second = [await world.handlers.events.get() for _ in range(2)]
        assert [first[1].place.address, second[1].place.address] == ["-5", "-6"]
        assert world.handlers.events.empty()
        gate.set()
        assert await world.handlers.events.get() == ("moved", "-5", "-1005")


async def test_a_change_of_a_chat_that_cannot_be_recorded_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """It is logged, and the next command of the same chat is answered."""

    class Failing(Heard):
        async def chat_moved(self, place: Place, to: Place) -> None:
            raise StoreError("locked")

    world = _World()
    world.handlers = Failing(render, echo)
    async with world.running():
        world.push(world.say("", migrate_to_chat_id=-1005), world.say("/state VA"))
        assert (await world.said.get())[1] == "<b>state VA</b>"
    assert "an event in chat -5 was not handled" in caplog.text


async def test_more_than_can_be_handled_waits_at_telegram_and_alerts_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two commands in hand that never end: a third is taken when one of them has ended."""
    monkeypatch.setattr("adapters.telegram.incoming.AT_ONCE", 2)
    world, gate = _World(), asyncio.Event()

    async def wait(asked: Asked) -> Reply:
        await gate.wait()
        return await echo(asked)

    world.handlers.answers = wait
    async with world.running():
        world.push(*(world.say(f"/state {word}", chat={**GROUP, "id": -5 - index}) for index, word in enumerate("abc")))
        await world.handlers.until(lambda: len(world.handlers.asked) == 2)
        assert await world.platform.send("7", Part("", "alert"), "n") == "7"
        assert len(world.handlers.asked) == 2
        gate.set()
        await world.handlers.until(lambda: len(world.handlers.asked) == 3)


async def test_a_wrong_token_loses_the_platform_and_is_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    """The library's own error holds the token."""
    world = _World(only("getMe", refusal(401, "Unauthorized")))
    async with world.running() as task:
        with pytest.raises(PlatformLost) as caught:
            await task
    assert not world.connected.is_set()
    assert caught.value.__suppress_context__
    assert TOKEN not in str(caught.value) + caplog.text


async def test_a_token_revoked_while_running_ends_the_run() -> None:
    """Asking on would never be answered."""
    world = _World()
    async with world.running() as task:
        world.transport.updates.put_nowait(refusal(401, "Unauthorized"))
        with pytest.raises(PlatformLost, match="invalid_token"):
            await task


async def test_an_outage_while_running_is_waited_out_with_growing_pauses() -> None:
    """Then commands are answered again, and the pauses begin anew."""
    world = _World()
    async with world.running():
        for _ in range(7):
            world.transport.updates.put_nowait(NetworkError("httpx.ConnectError: refused"))
        world.transport.updates.put_nowait(refusal(429, "Too Many Requests", retry_after=9))
        world.push(world.say("/state VA"))
        await world.said.get()
    assert world.pauses == [1, 2, 4, 8, 16, 30, 30, 9]


async def test_when_telegram_is_down_at_the_start_run_raises_and_can_be_run_again() -> None:
    """Whoever supervises it waits and tries once more; meanwhile the reason can be read."""
    world = _World(only("getMe", NetworkError("httpx.ConnectError: refused")))
    async with world.running() as task:
        with pytest.raises(RetryLater, match="cannot_connect"):
            await task
        assert world.platform.receiving_problem == "cannot_connect"
    assert world.transport.closed
    world.special = None
    async with world.running():
        assert world.connected.is_set()
        assert world.platform.receiving_problem is None


async def test_what_was_handled_is_confirmed_when_a_connection_ends() -> None:
    """Else the next one would answer it again."""
    world = _World()
    async with world.running():
        world.push(world.say("/state VA"), world.say("/state MD"))
        await world.said.get()
        await world.said.get()
    last = [asked for name, asked in world.transport.calls if name == "getUpdates"][-1]
    assert (last["offset"], last.get("timeout", 0)) == (3, 0)


async def test_a_command_that_never_ends_does_not_keep_a_connection_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given a moment, and is then ended with the rest."""
    monkeypatch.setattr("adapters.telegram.platform.GRACE", 0.05)
    world = _World()

    async def never(_: Asked) -> Reply:
        return await asyncio.Future[Reply]()

    world.handlers.answers = never
    async with asyncio.timeout(2), world.running():
        world.push(world.say("/state VA"))
        await world.handlers.events.get()
    assert world.said.empty()
    assert world.transport.closed
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_no_token_reaches_a_log_at_any_level_of_any_library() -> None:
    """A real transport to a port where nobody listens, with every logger open."""
    out = io.StringIO()
    handler, root = logging.StreamHandler(out), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        platform = Telegram(TOKEN, api_url="http://127.0.0.1:9/")
        with pytest.raises(RetryLater):
            await platform.run(Heard(render), lambda: None)
        async with platform.sending():
            with pytest.raises(RetryLater):
                await platform.send("5", Part("", "x"), "n")
        logging.getLogger("httpx").info("HTTP Request: POST %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
        logging.getLogger("adapters.telegram.sending").error("failed", exc_info=httpx.InvalidURL(TOKEN))
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    assert TOKEN not in out.getvalue()
    assert out.getvalue().count("<token>") == 2
    assert "InvalidURL" in out.getvalue()


@pytest.mark.parametrize("answer", [sent(), (200, b"no JSON SECRET"), (400, b"no JSON SECRET")])
async def test_no_request_and_no_answer_reaches_a_log_of_the_library(
    answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    """The library writes them down at DEBUG, and at ERROR what it cannot read, even where an operator turns it on."""
    world = _World(only("sendMessage", answer))
    for name in WORDY:
        caplog.set_level(logging.DEBUG, name)
    async with world.platform.sending():
        with contextlib.suppress(SendError):
            await world.platform.send("5", Part("", "SECRET"), "n")
    assert [record for record in caplog.records if record.name.startswith("telegram")] == []


def test_groups_and_channels_have_a_limit_a_minute_and_ten_messages_are_under_way_at_a_time() -> None:
    """What a crash leaves in doubt is as many messages, because Telegram would take them twice."""
    platform = Telegram(TOKEN)
    assert platform.windows("5") == ((1.0, 1),)
    assert platform.windows("-1005:9") == ((1.0, 1), (60.0, 20))
    assert platform.in_flight == 10


def test_making_many_platforms_does_not_pile_up_log_filters() -> None:
    """The same token needs hiding once."""
    for _ in range(3):
        Telegram(TOKEN)
    filters = [each for each in logging.getLogger("httpx").filters if each == HideToken(TOKEN)]
    assert len(filters) == 1


SEES_ALL = ("all_private_chats", "all_chat_administrators")


async def test_each_menu_holds_what_its_people_may_do_in_every_language() -> None:
    """Members see questions alone; whoever uses the app in another language is shown the default one."""
    world = _World()
    async with world.running():
        pass
    said = [asked for name, asked in world.transport.calls if name == "setMyCommands"]
    shown = {(asked["scope"]["type"], asked.get("language_code", "")): asked["commands"] for asked in said}
    assert set(shown) == {
        (scope, language)
        for scope in ("default", "all_group_chats", *SEES_ALL)
        for language in ("", *LANGUAGES)
        if language != "en"
    }
    for (scope, language), commands in shown.items():
        menu = world.handlers.menu(language or "en")
        assert [(each["command"], each["description"]) for each in commands] == [
            (entry.name, entry.description)
            for entry in menu
            if (scope in SEES_ALL or not entry.manages) and (scope == SEES_ALL[0] or not entry.alone)
        ]
        assert ("subscribe" in [each["command"] for each in commands]) is (scope in SEES_ALL)


async def test_a_menu_that_is_set_already_is_not_set_again() -> None:
    """Telegram is asked for what stands there; an odd answer counts as none."""
    set_before: dict[str, Any] = {}

    def answers(name: str, asked: dict[str, Any]) -> Answer:
        whose = json.dumps([asked.get("scope"), asked.get("language_code")])
        if name == "setMyCommands":
            set_before[whose] = asked["commands"]
            return ok(True)
        if name == "getMyCommands":
            return ok(set_before.get(whose, 5))
        raise LookupError(name)

    for expected in (4 * len(LANGUAGES), 0):
        world = _World(answers)
        async with world.running():
            pass
        assert [name for name, _ in world.transport.calls].count("setMyCommands") == expected


def test_every_module_of_ours_that_logs_is_watched() -> None:
    """A module that is renamed must not begin to show the token."""
    that_log = {
        f"adapters.telegram.{path.stem}"
        for path in (ROOT / "adapters/telegram").glob("*.py")
        if "getLogger(__name__)" in path.read_text("utf-8")
    }
    assert that_log == {name for name in LOGGERS if name.startswith("adapters.")}
