"""The doubles against the real client libraries: what the other end-to-end tests stand on."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import httpx
import pytest
import pytest_asyncio
import telegram
from discord import app_commands
from telegram.ext import (
    Application,
    ApplicationBuilder,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.support.doubles.discord import API, DiscordDouble, point_discord_at
from tests.support.doubles.discord_http import DiscordLimits
from tests.support.doubles.discord_objects import SEND_MESSAGES
from tests.support.doubles.faults import Fault, FaultPlan
from tests.support.doubles.ice import IceDouble, SiteFault
from tests.support.doubles.loopback import NoAnswer, Window, admit
from tests.support.doubles.telegram import TelegramDouble, TelegramLimits
from tests.support.doubles.telegram_checks import Malformed, parse_html


@pytest.fixture(autouse=True)
def _telegram_times(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without it python-telegram-bot warns of its own future whenever it reads ``retry_after``.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


# One client for the whole module: READY takes a while, and each test has channels of its own.
on_discord = pytest.mark.asyncio(loop_scope="module")


class Client(discord.AutoShardedClient):
    """A throwaway bot: one command answered at once, one deferred, one never; ``seen`` are events and their ids."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0.1,
        )
        self.tree = app_commands.CommandTree(self)
        self.seen: list[tuple[str, int]] = []
        self.news = asyncio.Event()
        listen(self)
        self.tree.command(name="state", description="One state")(state)
        self.tree.command(name="slow", description="Deferred")(slow)
        self.tree.command(name="mute", description="Never answers")(mute)

    async def setup_hook(self) -> None:  # discord.py's
        await self.tree.sync()

    def note(self, what: str, which: int) -> None:
        """Keep an event, and wake who waits for it."""
        self.seen.append((what, which))
        self.news.set()

    async def saw(self, what: str, which: int) -> None:
        """Wait for an event."""
        async with asyncio.timeout(3):
            while (what, which) not in self.seen:
                self.news.clear()
                await self.news.wait()


def listen(client: Client) -> None:
    @client.event
    async def on_guild_remove(guild: discord.Guild) -> None:
        client.note("guild_remove", guild.id)

    @client.event
    async def on_guild_join(guild: discord.Guild) -> None:
        client.note("guild_join", guild.id)

    @client.event
    async def on_guild_channel_delete(channel: discord.abc.GuildChannel) -> None:
        client.note("channel_delete", channel.id)

    @client.event
    async def on_raw_thread_update(update: discord.RawThreadUpdateEvent) -> None:
        # discord.py forgets an archived thread, so only the raw event tells that it opened again.
        archived = update.data["thread_metadata"]["archived"]
        client.note("thread_archived" if archived else "thread_open", update.thread_id)

    @client.event
    async def on_guild_channel_update(_: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        may = after.permissions_for(after.guild.me).send_messages
        client.note("may_send" if may else "may_not_send", after.id)


async def complete(_: discord.Interaction[Client], typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name, value=name) for name in ("Maryland", "Virginia") if typed in name]


@app_commands.autocomplete(state=complete)
async def state(interaction: discord.Interaction[Client], state: str) -> None:
    manages = interaction.permissions.manage_guild
    embed = discord.Embed(title=f"{state} manages={manages}", description="two agreements")
    await interaction.response.send_message(embed=embed, ephemeral=True)


async def slow(interaction: discord.Interaction[Client]) -> None:
    await interaction.response.defer()
    await interaction.edit_original_response(content="first")
    await interaction.followup.send("second", file=discord.File(io.BytesIO(b"a,b"), "list.csv"))


async def mute(_: discord.Interaction[Client]) -> None:
    """Leave the interaction without an answer."""


@contextlib.asynccontextmanager
async def connected(double: DiscordDouble) -> AsyncIterator[Client]:
    with point_discord_at(double.url):
        client = Client()
        running = asyncio.create_task(client.start(double.token))
        try:
            await double.connected()
            await asyncio.wait_for(client.wait_until_ready(), 5)
            yield client
        finally:
            await client.close()
            await running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def platform() -> AsyncIterator[tuple[DiscordDouble, Client]]:
    async with DiscordDouble() as double:
        double.add_guild(channels=1)
        async with connected(double) as client:
            yield double, client


async def send(client: Client, channel: int, text: str, nonce: str | None = None) -> discord.Message:
    messageable = client.get_partial_messageable(channel)
    return await (messageable.send(text) if nonce is None else messageable.send(text, nonce=nonce))


async def arrives(double: DiscordDouble, client: Client, channels: int = 1) -> discord.Guild:
    """Make a guild, invite the client and wait until it knows it."""
    guild = double.add_guild(channels=channels)
    await double.invite(guild.id)
    await client.saw("guild_join", guild.id)
    known = client.get_guild(guild.id)
    assert known is not None
    return known


@on_discord
async def test_a_slash_command_is_answered(platform: tuple[DiscordDouble, Client]) -> None:
    """A registered command reaches discord.py and its embed comes back, permissions included."""
    double, client = platform
    channel = (await arrives(double, client)).text_channels[0].id
    answer = await double.command(channel, "state", {"state": "VA"}, manage_guild=True)
    assert answer.text == "VA manages=True\ntwo agreements"
    assert answer.ephemeral
    assert answer.took < 3
    assert "manages=False" in (await double.command(channel, "state", {"state": "VA"})).text
    assert double.violations == []


@on_discord
async def test_a_deferred_command_is_answered_by_its_edit_and_follow_up(
    platform: tuple[DiscordDouble, Client],
) -> None:
    """A deferred answer is the edited original; what follows it is kept with its file."""
    double, client = platform
    channel = (await arrives(double, client)).text_channels[0].id
    answer = await double.command(channel, "slow")
    assert answer.deferred
    assert answer.content == "first"
    await double.until(lambda: len(double.ledger.of(channel)) == 2, "the follow-up")
    assert double.ledger.of(channel)[1].files == (("list.csv", b"a,b"),)


@on_discord
async def test_a_command_in_a_direct_message_is_answered(platform: tuple[DiscordDouble, Client]) -> None:
    """A direct message has no guild and is answered all the same."""
    double, _ = platform
    assert "VA" in (await double.command(double.add_direct(), "state", {"state": "VA"})).text


@on_discord
async def test_autocomplete_offers_choices(platform: tuple[DiscordDouble, Client]) -> None:
    """What is typed into an option reaches the bot's own completion."""
    double, client = platform
    channel = (await arrives(double, client)).text_channels[0].id
    assert await double.autocomplete(channel, "state", "state", "Vir") == [{"name": "Virginia", "value": "Virginia"}]


@on_discord
async def test_a_command_left_without_an_answer_fails_after_three_seconds(
    platform: tuple[DiscordDouble, Client],
) -> None:
    """Discord gives up after 3 s, and so does the double."""
    double, client = platform
    channel = (await arrives(double, client)).text_channels[0].id
    started = time.monotonic()
    with pytest.raises(NoAnswer):
        await double.command(channel, "mute")
    assert 2.9 < time.monotonic() - started < 4


@on_discord
async def test_the_same_nonce_twice_makes_one_message(platform: tuple[DiscordDouble, Client]) -> None:
    """Within the window the first message is returned; another channel or nonce makes its own."""
    double, client = platform
    one, two = (channel.id for channel in (await arrives(double, client, channels=2)).text_channels)
    first = await send(client, one, "alert", "n1")
    again = await send(client, one, "alert", "n1")
    assert again.id == first.id
    assert [sent.nonce for sent in double.ledger.of(one)] == ["n1"]
    await send(client, two, "alert", "n1")
    await send(client, one, "alert", "n2")
    assert len(double.ledger.of(one)) == 2
    assert [sent.nonce for sent in double.ledger.doubled()] == ["n2"]


@on_discord
async def test_a_reset_after_the_message_was_stored_does_not_double_it(
    platform: tuple[DiscordDouble, Client],
) -> None:
    """The client is never told; trying again with the nonce gets the first message."""
    double, client = platform
    channel = (await arrives(double, client)).text_channels[0].id
    double.faults.script(Fault.RESET_AFTER, Fault.RESET_BEFORE)
    for _ in range(2):
        with pytest.raises((OSError, discord.HTTPException)):
            await send(client, channel, "once", "n9")
    await send(client, channel, "once", "n9")
    assert len(double.ledger.of(channel)) == 1


@on_discord
async def test_garbage_reaches_the_client_as_what_is_no_message(platform: tuple[DiscordDouble, Client]) -> None:
    """An HTML page in place of the answer is an error that discord.py does not foresee."""
    double, client = platform
    channel = (await arrives(double, client)).text_channels[0].id
    double.faults.script(Fault.GARBAGE_BEFORE)
    with pytest.raises(TypeError):
        await send(client, channel, "x")
    assert double.ledger.of(channel) == []


@on_discord
async def test_an_overlong_message_is_refused_and_recorded(platform: tuple[DiscordDouble, Client]) -> None:
    """What the documentation forbids is answered 400/50035 and listed in ``violations``."""
    double, client = platform
    channel = (await arrives(double, client)).text_channels[0].id
    for text, embed, code in (
        ("x" * 2001, None, 50035),
        (None, discord.Embed(description="y" * 4097), 50035),
        (None, None, 50006),
    ):
        with pytest.raises(discord.HTTPException) as refused:
            await client.get_partial_messageable(channel).send(text, embed=embed)  # type: ignore[arg-type]
        assert refused.value.code == code
    assert len(double.violations) == 3
    double.violations.clear()


@on_discord
async def test_a_kick_and_the_return_are_seen(platform: tuple[DiscordDouble, Client]) -> None:
    """GUILD_DELETE, then Missing Access; GUILD_CREATE, and messages are taken again."""
    double, client = platform
    guild = await arrives(double, client)
    channel = guild.text_channels[0].id
    await double.kick(guild.id)
    await client.saw("guild_remove", guild.id)
    with pytest.raises(discord.Forbidden) as lost:
        await send(client, channel, "x")
    assert lost.value.code == 50001
    client.seen.clear()
    await double.invite(guild.id)
    await client.saw("guild_join", guild.id)
    await send(client, channel, "back")
    assert [sent.content for sent in double.ledger.of(channel)] == ["back"]


@on_discord
async def test_a_lost_permission_and_a_deleted_channel_are_seen(platform: tuple[DiscordDouble, Client]) -> None:
    """Permissions arrive with CHANNEL_UPDATE, and each loss has Discord's own code."""
    double, client = platform
    channel = (await arrives(double, client)).text_channels[0].id
    await double.permit(channel, deny=SEND_MESSAGES)
    await client.saw("may_not_send", channel)
    with pytest.raises(discord.Forbidden) as lost:
        await send(client, channel, "x")
    assert lost.value.code == 50013
    await double.permit(channel)
    await client.saw("may_send", channel)
    await send(client, channel, "y")
    await double.delete_channel(channel)
    await client.saw("channel_delete", channel)
    with pytest.raises(discord.NotFound) as gone:
        await send(client, channel, "x")
    assert gone.value.code == 10003


@on_discord
async def test_an_archived_thread_opens_for_a_message_unless_locked(platform: tuple[DiscordDouble, Client]) -> None:
    """THREAD_UPDATE goes out both ways; a locked thread refuses with 50083."""
    double, client = platform
    guild = double.add_guild(channels=1)
    thread = double.add_channel(thread_of=next(iter(guild.channels)))
    await double.invite(guild.id)
    await client.saw("guild_join", guild.id)
    await double.archive(thread)
    await client.saw("thread_archived", thread)
    await send(client, thread, "x")
    await client.saw("thread_open", thread)
    await double.archive(thread, locked=True)
    with pytest.raises(discord.HTTPException) as locked:
        await send(client, thread, "x")
    assert locked.value.code == 50083


@on_discord
async def test_a_permanent_refusal_is_told_until_mended(platform: tuple[DiscordDouble, Client]) -> None:
    """A broken chat answers its own error and takes messages once mended."""
    double, client = platform
    channel = (await arrives(double, client)).text_channels[0].id
    double.break_chat(channel, "missing_permissions")
    with pytest.raises(discord.Forbidden):
        await send(client, channel, "x")
    double.mend_chat(channel)
    await send(client, channel, "x")


@on_discord
async def test_a_dropped_websocket_resumes_with_what_was_missed(platform: tuple[DiscordDouble, Client]) -> None:
    """An event sent while the client was away arrives after RESUME."""
    double, client = platform
    guild = await arrives(double, client)
    await double.gateway.drop()
    await double.kick(guild.id)
    await client.saw("guild_remove", guild.id)
    assert double.gateway.resumed == 1


@on_discord
async def test_the_overall_limit_answers_429_and_discord_py_waits(platform: tuple[DiscordDouble, Client]) -> None:
    """Beyond the limit discord.py gets a 429 that it understands, waits and delivers."""
    double, client = platform
    guild = await arrives(double, client, channels=12)
    before = double.counters.too_many
    double.rates.limits = DiscordLimits(per_second=10)
    try:
        await asyncio.gather(*(send(client, channel.id, "x") for channel in guild.text_channels))
    finally:
        double.rates.limits = DiscordLimits()
    assert double.counters.too_many > before
    assert all(len(double.ledger.of(channel.id)) == 1 for channel in guild.text_channels)


@on_discord
async def test_the_channel_bucket_is_told_in_headers(platform: tuple[DiscordDouble, Client]) -> None:
    """discord.py reads the bucket and waits by itself: no 429."""
    double, client = platform
    channel = (await arrives(double, client)).text_channels[0].id
    before = double.counters.too_many
    double.rates.limits = DiscordLimits(per_channel=(2, 0.4))
    try:
        started = time.monotonic()
        for _ in range(3):
            await send(client, channel, "x")
        assert time.monotonic() - started >= 0.35
        assert double.counters.too_many == before
    finally:
        double.rates.limits = DiscordLimits()


async def test_a_wrong_discord_token_is_refused() -> None:
    """Login fails as with a real wrong token."""
    async with DiscordDouble() as double:
        with point_discord_at(double.url):
            client = Client()
            with pytest.raises(discord.LoginFailure):
                await client.start("wrong")
            await client.close()


@contextlib.asynccontextmanager
async def running(double: TelegramDouble) -> AsyncIterator[Application]:  # type: ignore[type-arg]
    app = ApplicationBuilder().token(double.token).base_url(double.base_url).build()
    app.bot_data["seen"] = []

    async def state(update: telegram.Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        chat, message = update.effective_chat, update.effective_message
        assert chat is not None
        assert message is not None
        admins = False
        if update.effective_user is not None and chat.type != "private":
            admins = (await chat.get_member(update.effective_user.id)).status == "administrator"
        thread = message.message_thread_id if message.is_topic_message else None
        await context.bot.send_message(
            chat.id,
            f"<b>{(context.args or [''])[0]}</b> admin={admins}",
            parse_mode="HTML",
            message_thread_id=thread,
        )

    async def noted(update: telegram.Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        app.bot_data["seen"].append(update)
        double.changed()

    app.add_handler(
        CommandHandler("state", state, filters=filters.UpdateType.MESSAGES | filters.UpdateType.CHANNEL_POST)
    )
    app.add_handler(ChatMemberHandler(noted, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, noted))
    await app.initialize()
    await app.start()
    assert app.updater is not None
    await app.updater.start_polling(timeout=5, allowed_updates=telegram.Update.ALL_TYPES)
    try:
        yield app
    finally:
        await app.updater.stop()
        await app.stop()
        await app.shutdown()


async def test_telegram_commands_are_answered_in_every_kind_of_chat() -> None:
    """Private chat, group, forum topic and channel post all reach the real Application."""
    async with TelegramDouble() as double, running(double):
        assert (await double.command(7, "/state VA")).content == "VA admin=False"
        group = await double.command(-5, "/state MD", chat_type="group", admin=True)
        assert group.content == "MD admin=True"
        topic = await double.command(-1005, "/state TX", chat_type="supergroup", thread_id=44)
        assert topic.thread == 44
        assert (await double.command(-1006, "/state FL", chat_type="channel")).content == "FL admin=False"
        with pytest.raises(NoAnswer):
            await double.command(7, "hello", timeout=0.2)
        await double.silence()
        assert double.violations == []


async def test_telegram_kick_return_and_migration_are_seen() -> None:
    """A kick answers 403 and a migration 400 with the new id; both are told as updates."""
    async with TelegramDouble() as double, running(double) as app:
        double.add_chat(-5, "group")
        double.kick(-5)
        await double.until(lambda: app.bot_data["seen"], "my_chat_member")
        assert app.bot_data["seen"].pop().my_chat_member.new_chat_member.status == "kicked"
        with pytest.raises(telegram.error.Forbidden):
            await app.bot.send_message(-5, "x")
        double.add_back(-5)
        await app.bot.send_message(-5, "x")
        double.migrate(-5, -1005)
        with pytest.raises(telegram.error.ChatMigrated) as moved:
            await app.bot.send_message(-5, "y")
        assert moved.value.new_chat_id == -1005
        await app.bot.send_message(-1005, "y")
        await double.until(lambda: len(app.bot_data["seen"]) == 3, "the service messages")
        assert app.bot_data["seen"][1].message.migrate_to_chat_id == -1005


async def test_telegram_updates_are_kept_until_confirmed() -> None:
    """A client that dies before confirming gets its updates again."""
    async with TelegramDouble() as double:
        double.say(7, "/state VA")
        async with telegram.Bot(double.token, base_url=double.base_url) as bot:
            first = await bot.get_updates(timeout=0)
            again = await bot.get_updates(timeout=0)
            assert [update.update_id for update in first] == [update.update_id for update in again]
            assert await bot.get_updates(offset=first[-1].update_id + 1, timeout=0) == ()


async def test_telegram_requests_are_checked() -> None:
    """Unknown or missing parameters, bad markup and broken limits are answered 400 and recorded."""
    async with TelegramDouble() as double, telegram.Bot(double.token, base_url=double.base_url) as bot:
        double.add_chat(7)
        button = telegram.InlineKeyboardButton("b", callback_data="x" * 65)
        for text, more in (
            ("<b>open", {"parse_mode": "HTML"}),
            ("<h1>no</h1>", {"parse_mode": "HTML"}),
            ("x" * 4097, {}),
            (" ", {}),
            ("<b>x</b> " * 101, {"parse_mode": "HTML"}),
            ("x", {"api_kwargs": {"bogus": 1}}),
            ("x", {"reply_markup": telegram.InlineKeyboardMarkup([[button]])}),
        ):
            with pytest.raises(telegram.error.BadRequest):
                await bot.send_message(7, text, **more)
        async with httpx.AsyncClient() as bare:
            lacking = await bare.post(f"{double.base_url}{double.token}/sendMessage", data={"chat_id": "7"})
        assert (lacking.status_code, lacking.json()["ok"]) == (400, False)
        with pytest.raises(telegram.error.BadRequest, match="caption is too long"):
            await bot.send_document(7, b"a", filename="a.csv", caption="x" * 1025)
        assert len(double.violations) == 10
        sent = await bot.send_message(7, "x" * 4096)
        assert sent.text is not None
        document = await bot.send_document(7, b"a,b", filename="a.csv", caption="<i>c</i>", parse_mode="HTML")
        assert document.document is not None
        assert document.caption == "c"
        assert double.ledger.of(7)[1].files == (("a.csv", b"a,b"),)


async def test_telegram_refuses_closed_and_unknown_topics_and_chats() -> None:
    """Each has the Bot API's own words."""
    async with TelegramDouble() as double, telegram.Bot(double.token, base_url=double.base_url) as bot:
        double.add_chat(-1005, "supergroup", topics={4, 5}).closed_topics.add(4)
        for chat, thread, words in (
            (-1005, 4, "TOPIC_CLOSED"),
            (-1005, 9, "message thread not found"),
            (9, None, "chat not found"),
        ):
            with pytest.raises(telegram.error.BadRequest, match=f"(?i){words}"):
                await bot.send_message(chat, "x", message_thread_id=thread)
        await bot.send_message(-1005, "x", message_thread_id=5)


async def test_telegram_limits_answer_429_with_retry_after() -> None:
    """Overall, by chat and by group, each with the seconds to wait."""
    async with (
        TelegramDouble(limits=TelegramLimits(per_second=30, per_chat=1, per_group=20)) as double,
        telegram.Bot(double.token, base_url=double.base_url) as bot,
    ):
        double.add_chat(7)
        await bot.send_message(7, "x")
        with pytest.raises(telegram.error.RetryAfter):
            await bot.send_message(7, "y")
        assert double.counters.too_many == 1


async def test_telegram_faults_before_and_after_storing() -> None:
    """A fault before leaves nothing; a fault after leaves a message that the client never heard of."""
    async with TelegramDouble() as double, telegram.Bot(double.token, base_url=double.base_url) as bot:
        double.add_chat(7)
        double.faults.hang = 5
        double.faults.script(
            Fault.SERVER_ERROR, Fault.BAD_GATEWAY, Fault.RESET_BEFORE, Fault.HANG_BEFORE, Fault.GARBAGE_BEFORE
        )
        for _ in range(5):
            with pytest.raises(telegram.error.TelegramError):
                await bot.send_message(7, "x", read_timeout=0.2)
        assert double.ledger.of(7) == []
        double.faults.script(Fault.RESET_AFTER, Fault.HANG_AFTER, Fault.GARBAGE_AFTER, Fault.TOO_MANY)
        for _ in range(4):
            with pytest.raises(telegram.error.TelegramError):
                await bot.send_message(7, "x", read_timeout=0.2)
        assert len(double.ledger.of(7)) == 3
        assert len(double.ledger.doubled()) == 2


async def test_ice_answers_conditional_requests_and_breaks_on_demand() -> None:
    """ETag and Last-Modified bring 304; a new edition replaces the links; each fault is as named."""
    async with IceDouble(slow=0.1) as double, httpx.AsyncClient(base_url=double.url) as client:
        double.publish(("participatingAgencies02132026am.xlsx", b"P" * 100), ("pendingAgencies02132026am.xlsx", b"Q"))
        page = await client.get("/identify-and-arrest/287g")
        path = "/doclib/about/offices/ero/287g/participatingAgencies02132026am.xlsx"
        assert f'href="{path}"' in page.text
        book = await client.get(path)
        for name, header in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
            assert (await client.get(path, headers={name: book.headers[header]})).status_code == 304
        for fault, status, size in (
            (SiteFault.FORBIDDEN, 403, None),
            (SiteFault.NOT_FOUND, 404, None),
            (SiteFault.HTML, 200, None),
            (SiteFault.TRUNCATED, 200, 50),
            (SiteFault.EMPTY, 200, 0),
            (SiteFault.SLOW, 200, 100),
        ):
            double.fault("participatingAgencies02132026am.xlsx", fault)
            broken = await client.get(path)
            assert broken.status_code == status
            assert size is None or len(broken.content) == size
        for fault in (SiteFault.CUT, SiteFault.RESET):
            double.fault("participatingAgencies02132026am.xlsx", fault)
            with pytest.raises(httpx.TransportError):
                await client.get(path)
        double.publish(("participatingAgencies02142026.xlsx", b"R"))
        assert "02132026" not in (await client.get("/identify-and-arrest/287g")).text


async def test_the_doubles_run_in_a_process_of_their_own(tmp_path: Path) -> None:
    """The control endpoint steers them, the log keeps every message, and they end with their parent's pipe."""
    program = (sys.executable, "-m", "tests.support.doubles", "--state-dir", str(tmp_path))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*program, stdin=pipe, stdout=pipe)
    assert process.stdin is not None
    assert process.stdout is not None
    ready = json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
    async with httpx.AsyncClient(base_url=ready["control"]["url"]) as control:
        edition = ["participatingAgencies01012026.xlsx", {"base64": "UEs="}]
        assert (await control.post("publish", json={"participating": edition, "pending": None})).json() is True
        assert "participatingAgencies01012026.xlsx" in (await control.get(ready["ice"]["page_url"])).text
        chats = (await control.post("chats", json={"platform": "discord", "count": 60})).json()
        assert len(chats) == 60
        assert (await control.post("faults", json={"platform": "discord", "script": ["500"]})).json() is True
        address = f"{ready['discord']['url']}{API}/channels/{chats[0]}/messages"
        message = {"content": "x", "allowed_mentions": {"parse": []}}
        headers = {"Authorization": f"Bot {ready['discord']['token']}"}
        assert (await control.post(address, json=message, headers=headers)).status_code == 500
        assert (await control.post(address, json=message, headers=headers)).status_code == 200
        found = (await control.post("messages", json={"platform": "discord", "chat": chats[0]})).json()
        assert [message["content"] for message in found] == ["x"]
        assert (await control.post("report")).json()["discord"]["accepted"] == 1
        assert (await control.post("break", json={"platform": "telegram"})).status_code == 400
    process.stdin.close()
    assert await asyncio.wait_for(process.wait(), 5) == 0
    assert json.loads((tmp_path / "messages.jsonl").read_text())["chat"] == chats[0]


def test_a_fault_plan_is_repeatable_and_strikes_only_its_routes() -> None:
    """The same seed strikes the same requests; other routes pass."""
    rates = {Fault.SERVER_ERROR: 0.3, Fault.RESET_AFTER: 0.2}
    one, two = FaultPlan(rates, seed=5), FaultPlan(rates, seed=5)
    assert [one.strike("send") for _ in range(200)] == [two.strike("send") for _ in range(200)]
    assert 60 < one.struck[Fault.PASS] < 140
    assert one.strike("getUpdates") is Fault.PASS


def test_a_window_never_lets_more_than_its_limit_through() -> None:
    """A full window tells how long to wait, and what is refused takes nothing from the others."""
    second, minute = Window(2, 1.0), Window(3, 60.0)
    assert [admit([second, minute], now) for now in (0.0, 0.1)] == [0.0, 0.0]
    assert admit([second, minute], 0.5) == pytest.approx(0.5)
    assert admit([second, minute], 1.0) == 0.0
    assert admit([second, minute], 2.5) == pytest.approx(57.5)


@pytest.mark.parametrize(
    ("source", "text", "count"),
    [
        ("<b>a</b> &amp; <a href='https://x.y'>c</a>", "a & c", 2),
        ("<blockquote expandable>x</blockquote> 1 > 0 & so", "x 1 > 0 & so", 1),
        ('<pre><code class="language-csv">x</code></pre>', "x", 2),
        ("<a href=''>nothing</a><b></b>", "nothing", 0),
    ],
)
def test_html_is_read_as_telegram_reads_it(source: str, text: str, count: int) -> None:
    """Known tags make entities, unknown ampersands stay, empty entities vanish."""
    parsed = parse_html(source)
    assert (parsed.text, len(parsed.entities)) == (text, count)


@pytest.mark.parametrize("source", ["a < b", "<b><i>x</b></i>", "</b>", "<script>x</script>", "<span>x</span>"])
def test_html_that_telegram_refuses_is_refused(source: str) -> None:
    """Unknown, unbalanced or unfinished tags are errors, as a message of ours would then never arrive."""
    with pytest.raises(Malformed):
        parse_html(source)
