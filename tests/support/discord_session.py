"""A session as Discord's gateway tells it, every event with all the fields that its documentation gives them.

Wherever a person may write something, stands a word with `WORD` in it.
Source: https://discord.com/developers/docs/events/gateway-events and the resources that it refers to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from tests.support.doubles import discord_objects as objects

Event: TypeAlias = tuple[str, dict[str, Any]]

WORD = "zqxword"
"""In no line of the log may this be found."""

AT = "2026-05-01T12:00:00.000000+00:00"


@dataclass(frozen=True)
class Server:
    """The ids of a server and of what is in it."""

    id: int

    def number(self, place: int) -> str:
        return str(self.id + place)


def person(number: str) -> dict[str, Any]:
    names = {"username": f"{WORD}user", "global_name": f"{WORD}global", "discriminator": "0", "avatar": f"{WORD}avatar"}
    return {"id": number, **names, "bot": False, "public_flags": 0, "banner": None, "accent_color": None, "clan": None}


def member(number: str, role: str) -> dict[str, Any]:
    whole = {"user": person(number), "nick": f"{WORD}nick", "avatar": None, "roles": [role], "joined_at": AT}
    more = {"deaf": False, "mute": False, "flags": 0, "pending": False, "premium_since": None, "banner": None}
    return {**whole, **more, "communication_disabled_until": None}


def role(number: str, name: str) -> dict[str, Any]:
    looks = {"color": 0, "hoist": False, "icon": None, "unicode_emoji": None, "position": 1, "flags": 0}
    colors = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
    rights = {"permissions": str(objects.BOT_PERMISSIONS), "managed": False, "mentionable": False}
    return {"id": number, "name": name, **looks, **rights, "colors": colors, "tags": {"bot_id": str(objects.BOT_ID)}}


def channel(server: Server, place: int, kind: int) -> dict[str, Any]:
    overwrite = {"id": server.number(0), "type": 0, "allow": "0", "deny": "0"}
    whole = {"id": server.number(place), "type": kind, "guild_id": server.number(0), "name": f"{WORD}channel{kind}"}
    whole |= {"position": place, "permission_overwrites": [overwrite], "topic": f"{WORD}topic", "nsfw": False}
    whole |= {"last_message_id": None, "rate_limit_per_user": 0, "parent_id": None, "flags": 0, "version": 1}
    if kind in objects.VOCAL:
        whole |= {"bitrate": 64000, "user_limit": 0, "rtc_region": f"{WORD}region", "video_quality_mode": 1}
    if kind == objects.FORUM:
        tag = {"id": server.number(90), "name": f"{WORD}tag", "moderated": False, "emoji_id": None, "emoji_name": "x"}
        whole |= {"available_tags": [tag], "default_reaction_emoji": {"emoji_id": None, "emoji_name": "x"}}
        whole |= {"default_sort_order": 0, "default_forum_layout": 0, "default_auto_archive_duration": 1440}
    return whole


def thread(server: Server, place: int, kind: int = objects.PUBLIC_THREAD) -> dict[str, Any]:
    metadata = {"archived": False, "auto_archive_duration": 1440, "archive_timestamp": AT, "locked": False}
    whole = {"id": server.number(place), "type": kind, "guild_id": server.number(0), "parent_id": server.number(1)}
    whole |= {"owner_id": str(objects.MEMBER_ID), "name": f"{WORD}thread", "last_message_id": None, "message_count": 1}
    whole |= {"member_count": 1, "rate_limit_per_user": 0, "total_message_sent": 1, "flags": 0, "applied_tags": []}
    ours = {"id": server.number(place), "user_id": str(objects.BOT_ID), "join_timestamp": AT, "flags": 0}
    return {**whole, "thread_metadata": {**metadata, "invitable": True, "create_timestamp": AT}, "member": ours}


def guild(server: Server) -> dict[str, Any]:
    """GUILD_CREATE, with every kind of channel."""
    kinds = (objects.TEXT, objects.VOICE, 4, objects.NEWS, objects.STAGE, objects.FORUM, 16, 99)
    whole = {"id": server.number(0), "name": f"{WORD}server", "owner_id": str(objects.MEMBER_ID), "large": False}
    whole |= {"unavailable": False, "member_count": 2, "joined_at": AT, "icon": None, "description": f"{WORD}text"}
    whole |= {"verification_level": 1, "preferred_locale": "en-US", "features": ["NEWS"], "nsfw_level": 0}
    voice = {"user_id": str(objects.MEMBER_ID), "channel_id": server.number(2), "session_id": "a", "deaf": False}
    voice |= {"mute": False, "self_deaf": False, "self_mute": False, "self_video": False, "suppress": False}
    stage = {"id": server.number(80), "guild_id": server.number(0), "channel_id": server.number(5), "topic": WORD}
    return {
        **whole,
        "roles": [role(server.number(0), "@everyone"), role(server.number(70), f"{WORD}role")],
        "emojis": [{"id": server.number(71), "name": f"{WORD}emoji", "roles": [], "animated": False}],
        "members": [member(str(objects.BOT_ID), server.number(70)), member(str(objects.MEMBER_ID), server.number(70))],
        "channels": [channel(server, place, kind) for place, kind in enumerate(kinds, start=1)],
        "threads": [thread(server, 20), thread(server, 21, objects.PRIVATE_THREAD)],
        "voice_states": [{**voice, "request_to_speak_timestamp": None}],
        "presences": [{"user": {"id": str(objects.MEMBER_ID)}, "status": "online", "activities": [{"name": WORD}]}],
        "stage_instances": [{**stage, "privacy_level": 2, "discoverable_disabled": False}],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "stickers": [],
    }


def ready(servers: list[Server]) -> dict[str, Any]:
    """READY as Discord sends it; ids of the session are the gateway's to give."""
    application = {"id": str(objects.APPLICATION_ID), "flags": 0}
    return {"guilds": [{"id": one.number(0), "unavailable": True} for one in servers], "application": application}


def interaction(server: Server, kind: int, data: dict[str, Any], token: str, number: int) -> dict[str, Any]:
    """INTERACTION_CREATE as it comes from a server's first channel."""
    whole = {"id": str(number), "application_id": str(objects.APPLICATION_ID), "type": kind, "token": token}
    whole |= {"version": 1, "channel_id": server.number(1), "guild_id": server.number(0), "locale": "en-US"}
    whole |= {"guild_locale": "en-US", "context": 0, "entitlements": [], "attachment_size_limit": 10485760}
    whole |= {"authorizing_integration_owners": {"0": server.number(0)}, "data": data}
    asking = {**member(str(objects.MEMBER_ID), server.number(70)), "permissions": str(objects.MANAGE_GUILD)}
    where = {**channel(server, 1, objects.TEXT), "permissions": "2048"}
    rights = {"app_permissions": str(objects.BOT_PERMISSIONS)}
    return {**whole, **rights, "member": asking, "channel": where, "guild": {"id": server.number(0), "features": []}}


def command(name: str, option: str = "", *, focused: bool = False) -> dict[str, Any]:
    """What was asked, with words of the asker."""
    given = {"name": option, "type": 3, "value": f"{WORD}value"} | ({"focused": True} if focused else {})
    return {"id": "287287287", "name": name, "type": 1, "options": [given]}


_ONLY_AT_FIRST = {"channels", "threads", "members", "voice_states", "presences", "stage_instances", "unavailable"}


def happenings(server: Server) -> list[Event]:
    """What happens on a server, each event once."""
    number, text = server.number, channel(server, 1, objects.TEXT)
    deleted = {"id": number(20), "guild_id": number(0), "parent_id": number(1), "type": 11}
    ours = {"id": number(20), "user_id": str(objects.BOT_ID), "join_timestamp": AT, "flags": 0}
    about = {"id": number(20), "guild_id": number(0)}
    return [
        ("GUILD_CREATE", guild(server)),
        ("GUILD_UPDATE", {key: value for key, value in guild(server).items() if key not in _ONLY_AT_FIRST}),
        ("CHANNEL_CREATE", channel(server, 30, objects.VOICE)),
        ("CHANNEL_CREATE", channel(server, 31, objects.FORUM)),
        ("CHANNEL_UPDATE", {**text, "topic": f"{WORD}other"}),
        ("CHANNEL_UPDATE", channel(server, 2, objects.VOICE)),
        ("CHANNEL_DELETE", channel(server, 30, objects.VOICE)),
        ("CHANNEL_PINS_UPDATE", {"guild_id": number(0), "channel_id": number(1), "last_pin_timestamp": AT}),
        ("THREAD_CREATE", {**thread(server, 22), "newly_created": True}),
        ("THREAD_UPDATE", thread(server, 20)),
        ("THREAD_LIST_SYNC", {"guild_id": number(0), "channel_ids": [number(1)], "threads": [thread(server, 20)]}),
        ("THREAD_LIST_SYNC", {"guild_id": number(0), "threads": [thread(server, 20)], "members": [ours]}),
        ("THREAD_MEMBER_UPDATE", {**ours, "guild_id": number(0)}),
        (
            "THREAD_MEMBERS_UPDATE",
            {"id": number(20), "guild_id": number(0), "member_count": 1, "added_members": [ours]},
        ),
        ("THREAD_MEMBERS_UPDATE", {**about, "member_count": 0, "removed_member_ids": [str(objects.BOT_ID)]}),
        ("THREAD_DELETE", deleted),
        ("GUILD_ROLE_CREATE", {"guild_id": number(0), "role": role(number(72), f"{WORD}new")}),
        ("GUILD_ROLE_UPDATE", {"guild_id": number(0), "role": {**role(number(70), f"{WORD}role"), "permissions": "0"}}),
        ("GUILD_ROLE_DELETE", {"guild_id": number(0), "role_id": number(72)}),
        ("GUILD_MEMBER_UPDATE", {**member(str(objects.BOT_ID), number(70)), "guild_id": number(0), "roles": []}),
        ("STAGE_INSTANCE_CREATE", {"id": number(81), "guild_id": number(0), "channel_id": number(5), "topic": WORD}),
        ("GUILD_INTEGRATIONS_UPDATE", {"guild_id": number(0)}),
        ("WEBHOOKS_UPDATE", {"guild_id": number(0), "channel_id": number(1)}),
        ("GUILD_DELETE", {"id": number(0), "unavailable": True}),
        ("GUILD_DELETE", {"id": number(0)}),
        ("SOMETHING_NEW", {"guild_id": number(0), "text": WORD}),
    ]
