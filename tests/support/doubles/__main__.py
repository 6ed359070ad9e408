"""All three doubles in a process of their own: ``python -m tests.support.doubles --state-dir DIR``.

Prints one JSON line with the ports and tokens once everything listens, writes the same
to ``DIR/ready.json``, and appends every accepted message to ``DIR/messages.jsonl``.  Ends
when its standard input closes, so it never outlives the process that started it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from tests.support.doubles.control import Control
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.ice import IceDouble
from tests.support.doubles.loopback import Sent
from tests.support.doubles.telegram import TelegramDouble


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.support.doubles", description=__doc__)
    parser.add_argument("--state-dir", type=Path, required=True, help="folder for ready.json and messages.jsonl")
    for name in ("discord", "telegram", "ice", "control"):
        parser.add_argument(f"--{name}-port", type=int, default=0, help="a free port unless given")
    parser.add_argument("--nonce-window", type=float, default=300.0, help="seconds that Discord remembers a nonce")
    return parser.parse_args()


def _writer(platform: str, log: TextIO) -> Callable[[Sent], None]:
    def write(sent: Sent) -> None:
        log.write(json.dumps({"platform": platform, **sent.to_json()}) + "\n")
        log.flush()

    return write


def _stop_when_stdin_closes(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def watch() -> None:
        while sys.stdin.buffer.read(4096):
            pass
        loop.call_soon_threadsafe(stop.set)

    # A daemon thread: reading from a terminal or pipe must not hold the process when it ends otherwise.
    threading.Thread(target=watch, daemon=True).start()


async def _serve(options: argparse.Namespace) -> None:
    options.state_dir.mkdir(parents=True, exist_ok=True)
    stop = asyncio.Event()
    with (options.state_dir / "messages.jsonl").open("a", encoding="utf-8") as log:
        async with (
            DiscordDouble(port=options.discord_port, nonce_window=options.nonce_window) as discord,
            TelegramDouble(port=options.telegram_port) as telegram,
            IceDouble(port=options.ice_port) as ice,
            Control(discord, telegram, ice, port=options.control_port) as control,
        ):
            discord.ledger.on_message = _writer("discord", log)
            telegram.ledger.on_message = _writer("telegram", log)
            ready = json.dumps(
                {
                    "discord": {"url": discord.url, "token": discord.token},
                    "telegram": {"base_url": telegram.base_url, "token": telegram.token},
                    "ice": {"url": ice.url, "page_url": ice.page_url},
                    "control": {"url": f"{control.url}/__control/"},
                }
            )
            (options.state_dir / "ready.json").write_text(ready, encoding="utf-8")
            print(ready, flush=True)  # the one line that the parent waits for
            _stop_when_stdin_closes(stop)
            await stop.wait()


if __name__ == "__main__":
    asyncio.run(_serve(_arguments()))
