"""The bot as a process of its own: the installed command, a configuration file, tokens in its environment."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).with_name("287g-alerts")
POLL_EVERY = 0.25
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the doubles are, and the folder for the configuration, the database and the log."""

    folder: Path
    page: str
    discord_url: str
    telegram_url: str
    tokens: Mapping[str, str]
    poll_every: float = POLL_EVERY

    @property
    def database(self) -> Path:
        """The bot's database."""
        return self.folder / "bot.db"

    @property
    def log(self) -> Path:
        """What every life of the bot said, one after another."""
        return self.folder / "bot.log"

    def write(self) -> Path:
        """Write the configuration file and return its path."""
        path = self.folder / "config.toml"
        gateway = self.discord_url.replace("http", "ws", 1) + "/gateway"
        path.write_text(
            f'[source]\npage = "{self.page}"\nevery_minutes = {self.poll_every / 60:.6f}\n'
            f'[storage]\npath = "{self.database}"\n'
            f'[discord]\napi_url = "{self.discord_url}/api/v10"\ngateway_url = "{gateway}"\n'
            f'[telegram]\napi_url = "{self.telegram_url}"\n'
        )
        return path


def _environment(settings: Settings) -> dict[str, str]:
    """The tokens, and where Python finds the very code under test; nothing else of ours."""
    kept = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    return kept | dict(settings.tokens)


class Life:
    """One run of the bot; ``started`` is in seconds of `time.monotonic`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.started = time.monotonic()

    @classmethod
    async def begin(cls, settings: Settings) -> Life:
        """Start the installed command."""
        config = settings.write()
        with settings.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                str(COMMAND), "run", "--config", str(config), stdout=log, stderr=log, env=_environment(settings)
            )
        return cls(process)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process.returncode is None

    def kill(self) -> None:
        """``kill -9``, at this very moment."""
        if self.running:
            self._process.kill()

    async def ended(self) -> int:
        """Wait for the end; the status, negative for a signal."""
        return await self._process.wait()

    async def stop(self) -> tuple[int, float]:
        """Ask it to end as an operator would; its status and the seconds it took."""
        begun = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        return await self.ended(), time.monotonic() - begun
