"""A server's own settings of who may give which command, as Server Settings, Integrations makes them.

Source: https://discord.com/developers/docs/interactions/application-commands#permissions.
"""

from __future__ import annotations

from typing import Any

from tests.support.doubles.discord_objects import APPLICATION_ID

ROLE, USER, CHANNEL = 1, 2, 3


class CommandSettings:
    """By server and command; ``refuses``: Discord does not say what they are."""

    def __init__(self) -> None:
        self._kept: dict[int, dict[int, dict[tuple[int, int], bool]]] = {}
        self.asked = 0
        self.refuses = False

    def set(  # each is one column of the form
        self,
        guild: int,
        command: int = APPLICATION_ID,
        *,
        user: int | None = None,
        role: int | None = None,
        channel: int | None = None,
        allow: bool = True,
    ) -> None:
        """Allow or forbid a command, or all of the application's; the guild's own id is the role of everyone."""
        entries = self._kept.setdefault(guild, {}).setdefault(command, {})
        for kind, number in ((USER, user), (ROLE, role), (CHANNEL, channel)):
            if number is not None:
                entries[kind, number] = allow

    def to_json(self, guild: int) -> list[dict[str, Any]]:
        """As ``GET /applications/{application}/guilds/{guild}/commands/permissions`` answers."""
        self.asked += 1
        return [
            {
                "id": str(command),
                "application_id": str(APPLICATION_ID),
                "guild_id": str(guild),
                "permissions": [
                    {"id": str(number), "type": kind, "permission": allow} for (kind, number), allow in entries.items()
                ],
            }
            for command, entries in self._kept.get(guild, {}).items()
        ]
