"""Discord's JSON objects as its API documents them, with no more than discord.py needs."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

APPLICATION_ID = 287000000000000001
BOT_ID = 287000000000000001
MEMBER_ID = 287000000000000777

VIEW_CHANNEL, SEND_MESSAGES, EMBED_LINKS, ATTACH_FILES, HISTORY = 1 << 10, 1 << 11, 1 << 14, 1 << 15, 1 << 16
CONNECT, MANAGE_THREADS, SEND_IN_THREADS = 1 << 20, 1 << 34, 1 << 38
MANAGE_CHANNELS, MANAGE_GUILD, MENTION_EVERYONE = 1 << 4, 1 << 5, 1 << 17
BOT_PERMISSIONS = VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | HISTORY | SEND_IN_THREADS | CONNECT
TEXT, DM, VOICE, NEWS, PUBLIC_THREAD, PRIVATE_THREAD, STAGE, FORUM, MEDIA = 0, 1, 2, 5, 11, 12, 13, 15, 16
VOCAL, THREADS = frozenset({VOICE, STAGE}), frozenset({PUBLIC_THREAD, PRIVATE_THREAD})
FORUMS = frozenset({FORUM, MEDIA})
REQUIRE_TAG = 1 << 4
"""A flag of a forum: https://discord.com/developers/docs/resources/channel#channel-object-channel-flags."""

# Snowflakes of these doubles count up from a fixed point; their time is never read.
_snowflakes = itertools.count(1_400_000_000_000_000_000)


def snowflake() -> int:
    """A new id, higher than every one before."""
    return next(_snowflakes)


@dataclass(slots=True)
class Channel:
    """One channel or thread; ``denied`` are permission bits that the bot lacks there, ``granted`` those beside.

    ``joined``: the bot is a member of it (threads only).
    """

    id: int
    guild_id: int | None
    name: str
    type: int = TEXT
    parent_id: int | None = None
    archived: bool = False
    locked: bool = False
    denied: int = 0
    granted: int = 0
    joined: bool = True
    flags: int = 0

    @property
    def is_thread(self) -> bool:
        """Whether it is a thread of another channel."""
        return self.type in THREADS

    @property
    def hidden(self) -> bool:
        """Whether the bot cannot see it: a private thread of others."""
        return self.type == PRIVATE_THREAD and not self.joined

    def to_json(self) -> dict[str, Any]:
        """As in GUILD_CREATE, CHANNEL_UPDATE and THREAD_UPDATE."""
        if self.type == DM:
            return {"id": str(self.id), "type": DM, "last_message_id": None, "recipients": [user_json(MEMBER_ID)]}
        data: dict[str, Any] = {"id": str(self.id), "guild_id": str(self.guild_id), "name": self.name}
        data |= {"type": self.type, "parent_id": str(self.parent_id) if self.parent_id else None}
        if self.is_thread:
            metadata: dict[str, Any] = {
                "archived": self.archived,
                "locked": self.locked,
                "auto_archive_duration": 10080,
            }
            metadata["archive_timestamp"] = timestamp()
            data |= {"owner_id": str(MEMBER_ID), "message_count": 0, "member_count": 1, "thread_metadata": metadata}
            return data | ({"member": {"flags": 0, "join_timestamp": timestamp()}} if self.joined else {})
        own = {"id": str(BOT_ID), "type": 1, "allow": str(self.granted), "deny": str(self.denied)}
        overwrites = [own] if self.denied or self.granted else []
        data |= {"position": 0, "permission_overwrites": overwrites, "nsfw": False, "topic": None}
        if self.type in VOCAL:
            data |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None, "rate_limit_per_user": 0}
        return data | (
            {"available_tags": [], "flags": self.flags, "default_sort_order": None} if self.type in FORUMS else {}
        )


@dataclass(slots=True)
class Guild:
    """One server and its channels; ``present`` is False once the bot was kicked.

    ``roles`` says of each role beside everyone's, by its id, whether anyone may mention it.
    """

    id: int
    name: str
    channels: dict[int, Channel] = field(default_factory=dict)
    present: bool = True
    locale: str = "en-US"
    roles: dict[int, bool] = field(default_factory=dict)

    def to_json(self, *, joined: bool = False) -> dict[str, Any]:
        """As in GUILD_CREATE: the bot ``joined`` just now, or the guild was there when it connected."""
        me = {"user": user_json(BOT_ID, bot=True), "roles": [], "joined_at": timestamp(), "deaf": False, "mute": False}
        everyone = {"id": str(self.id), "name": "@everyone", "permissions": str(BOT_PERMISSIONS), "position": 0}
        everyone |= {"color": 0, "hoist": False, "managed": False, "mentionable": False}
        everyone |= {"flags": 0, "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None}}
        roles = [
            everyone | {"id": str(role), "name": f"role{role}", "mentionable": on} for role, on in self.roles.items()
        ]
        places = list(self.channels.values())
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(MEMBER_ID),
            "member_count": 2,
            "roles": [everyone, *roles],
            "emojis": [],
            "features": [],
            "members": [me | {"flags": 0}],
            "channels": [place.to_json() for place in places if not place.is_thread],
            "threads": [place.to_json() for place in places if place.is_thread and not place.hidden],
            "large": False,
            "preferred_locale": self.locale,
            "system_channel_id": None,
        } | ({} if joined else {"unavailable": False})


def timestamp() -> str:
    """Now, as Discord prints times."""
    return dt.datetime.now(dt.UTC).isoformat()


def user_json(user_id: int, *, bot: bool = False) -> dict[str, Any]:
    """A user, or the bot's own."""
    name = "alerts" if bot else f"person{user_id}"
    data = {"id": str(user_id), "username": name, "discriminator": "0", "global_name": None, "avatar": None}
    return data | {"bot": bot, "flags": 0, "public_flags": 0}


def application_json() -> dict[str, Any]:
    """What ``GET /oauth2/applications/@me`` answers."""
    data = {"id": str(APPLICATION_ID), "name": "alerts", "description": "", "icon": None, "flags": 0}
    data |= {"bot_public": True, "bot_require_code_grant": False, "verify_key": "0" * 64}
    return data | {"owner": user_json(MEMBER_ID), "team": None}


def message_json(
    message_id: int, channel_id: int, payload: Mapping[str, Any], files: Sequence[tuple[str, bytes]], url: str
) -> dict[str, Any]:
    """A message as the API returns it."""
    attachments = [
        {"id": str(snowflake()), "filename": name, "size": len(content), "url": f"{url}/cdn/{name}"}
        | {"proxy_url": f"{url}/cdn/{name}", "content_type": "application/octet-stream"}
        for name, content in files
    ]
    data = {"id": str(message_id), "channel_id": str(channel_id), "type": 0, "author": user_json(BOT_ID, bot=True)}
    data |= {"content": payload.get("content") or "", "embeds": list(payload.get("embeds") or [])}
    data |= {"timestamp": timestamp(), "edited_timestamp": None, "tts": False, "mention_everyone": False}
    data |= {"mentions": [], "mention_roles": [], "attachments": attachments, "pinned": False}
    data |= {"components": payload.get("components") or [], "flags": payload.get("flags") or 0}
    return data | ({"nonce": payload["nonce"]} if payload.get("nonce") else {})


def interaction_json(
    interaction_id: int, token: str, kind: int, channel: Channel, data: Mapping[str, Any], *, member: Mapping[str, Any]
) -> dict[str, Any]:
    """An INTERACTION_CREATE; ``member`` has ``id``, ``permissions`` (bits) and ``locale``."""
    user = user_json(member["id"])
    event: dict[str, Any] = {
        "id": str(interaction_id),
        "application_id": str(APPLICATION_ID),
        "type": kind,
        "token": token,
        "version": 1,
        "data": dict(data),
        "channel_id": str(channel.id),
        "channel": channel.to_json(),
        "locale": member["locale"],
        "entitlements": [],
        "attachment_size_limit": 10485760,
        "app_permissions": str((BOT_PERMISSIONS | channel.granted) & ~channel.denied),
        "authorizing_integration_owners": {"0": str(channel.guild_id or 0)},
        "context": 0 if channel.guild_id else 1,
    }
    if channel.guild_id is None:
        return event | {"user": user}
    roles = [str(role) for role in member.get("roles", ())]
    person = {"user": user, "roles": roles, "joined_at": timestamp(), "deaf": False, "mute": False, "flags": 0}
    person["permissions"] = str(member["permissions"])
    guild = {"id": str(channel.guild_id), "locale": "en-US", "features": []}
    return event | {"guild_id": str(channel.guild_id), "guild": guild, "guild_locale": "en-US", "member": person}
