"""Discord's documented limits on what a bot sends, each a sentence when broken.

Sources: https://discord.com/developers/docs/resources/message (messages and embeds) and
https://discord.com/developers/docs/interactions/application-commands (commands, choices).
Lengths are counted in code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.support.doubles import discord_components

MESSAGE_KEYS = frozenset(
    [
        "content",
        "nonce",
        "tts",
        "embeds",
        "allowed_mentions",
        "message_reference",
        "components",
        "sticker_ids",
        "attachments",
        "flags",
        "enforce_nonce",
        "poll",
    ]
)
NEW_ONLY = frozenset(["nonce", "enforce_nonce", "message_reference", "sticker_ids", "poll"])
"""What a new message has, and an edit has not: https://discord.com/developers/docs/resources/message#edit-message."""

EMBED_KEYS = frozenset(
    [
        "title",
        "type",
        "description",
        "url",
        "timestamp",
        "color",
        "footer",
        "image",
        "thumbnail",
        "video",
        "provider",
        "author",
        "fields",
        "flags",
    ]
)
EMBED_LIMITS = {"title": 256, "description": 4096}
EMBED_TEXT = 6000
NAME = re.compile(r"[-_'\w]{1,32}")
COMMAND_TEXT = 8000
LOCALES = frozenset(
    (
        *("id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl"),
        *("pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja"),
        *("zh-TW", "ko"),
    )
)
"""https://discord.com/developers/docs/reference#locales."""
NAMED_ROLE = re.compile(r"^\*\*.*\*\* <@&(\d+)>$", re.MULTILINE)
MAX_FILE = 10 * 1024 * 1024
SUPPRESS_EMBEDS, EPHEMERAL, SUPPRESS_NOTIFICATIONS, COMPONENTS_V2 = 1 << 2, 1 << 6, 1 << 12, 1 << 15
FLAGS = SUPPRESS_EMBEDS | EPHEMERAL | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2
"""Those that a bot may set, of a message or of an answer."""


def message_problems(
    payload: Mapping[str, Any], files: Sequence[tuple[str, bytes]], *, edit: bool = False
) -> Iterator[str]:
    """Say what Discord (or our own rule on mentions) forbids in one message, its files as (name, bytes)."""
    for key in sorted(set(payload) - MESSAGE_KEYS):
        yield f"unknown message field {key!r}"
    content = payload.get("content") or ""
    embeds = payload.get("embeds") or []
    if len(content) > 2000:
        yield f"content has {len(content)} characters, more than 2000"
    if not (content.strip() or embeds or files or payload.get("components") or payload.get("poll") or edit):
        yield "Cannot send an empty message"
    if len(str(payload.get("nonce") or "")) > 25:
        yield "nonce has more than 25 characters"
    if payload.get("enforce_nonce") and not payload.get("nonce"):
        yield "enforce_nonce without a nonce"
    mentions = payload.get("allowed_mentions")
    # Ours, not Discord's: the list's text is untrusted, so every message must say that it mentions nobody,
    # or else which one role, and name that in its first line.
    if (
        not isinstance(mentions, Mapping)
        or mentions.get("parse") != []
        or mentions.get("users")
        or [str(role) for role in mentions.get("roles", [])] not in ([], NAMED_ROLE.findall(content))
        or mentions.get("replied_user")
    ):
        yield "allowed_mentions must be present and mention nobody"
    flags = payload.get("flags") or 0
    if not isinstance(flags, int) or flags & ~FLAGS:
        yield f"flags {flags!r} are none that a bot may set"
    if edit:
        yield from (f"an edit has no {key}" for key in sorted(NEW_ONLY & set(payload)))
    yield from _embeds_problems(embeds)
    yield from discord_components.problems(payload.get("components") or [])
    yield from _file_problems(payload, files)


POST_KEYS = frozenset(["name", "auto_archive_duration", "rate_limit_per_user", "message", "applied_tags"])
"""https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel."""


def post_problems(payload: Mapping[str, Any], files: Sequence[tuple[str, bytes]]) -> Iterator[str]:
    """Say what Discord forbids in a new post of a forum: its name, and its first message, which has no nonce."""
    for key in sorted(set(payload) - POST_KEYS):
        yield f"unknown field {key!r} of a post"
    if not 1 <= len(payload.get("name") or "") <= 100:
        yield f"name has {len(payload.get('name') or '')} characters, not 1-100"
    message = payload.get("message")
    if not isinstance(message, Mapping):
        yield "a post without a message"
        return
    yield from message_problems(message, files)
    yield from (
        f"the first message of a post has no {key}" for key in sorted(NEW_ONLY - {"sticker_ids"} & set(message))
    )


def field_of(problem: str, otherwise: str) -> str:
    """The field of a message that a problem is about, by which Discord sorts its errors."""
    named = (("component", "components"), ("embed", "embeds"), ("content", "content"), ("nonce", "nonce"))
    for word, field in (*named, ("file", "attachments")):
        if word in problem:
            return field
    return otherwise


def _file_problems(payload: Mapping[str, Any], files: Sequence[tuple[str, bytes]]) -> Iterator[str]:
    if len(files) > 10:
        yield f"{len(files)} files, more than 10"
    for name, content in files:
        if len(content) > MAX_FILE:
            yield f"file {name!r} is larger than 10 MiB"
    ids = [int(attachment["id"]) for attachment in payload.get("attachments") or [] if "filename" in attachment]
    if ids and sorted(ids) != list(range(len(files))):
        yield f"attachments {ids} do not match {len(files)} files"


def _embeds_problems(embeds: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if len(embeds) > 10:
        yield f"{len(embeds)} embeds, more than 10"
    for embed in embeds:
        yield from _embed_problems(embed)
    total = sum(len(text) for embed in embeds for text in embed_texts(embed))
    if total > EMBED_TEXT:
        yield f"embeds have {total} characters together, more than {EMBED_TEXT}"


def _embed_problems(embed: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted(set(embed) - EMBED_KEYS):
        yield f"unknown embed field {key!r}"
    fields = embed.get("fields") or []
    if not any(embed.get(key) for key in ("title", "description", "image", "thumbnail", "author", "footer")) and not (
        fields
    ):
        yield "an embed is empty"
    if len(fields) > 25:
        yield f"an embed has {len(fields)} fields, more than 25"
    sized = [(key, embed.get(key), limit) for key, limit in EMBED_LIMITS.items()]
    sized.append(("footer", (embed.get("footer") or {}).get("text"), 2048))
    sized.append(("author", (embed.get("author") or {}).get("name"), 256))
    for each in fields:
        sized += [("field name", each.get("name"), 256), ("field value", each.get("value"), 1024)]
        if not (each.get("name") or "").strip() or not (each.get("value") or "").strip():
            yield "an embed field lacks its name or value"
    for what, text, limit in sized:
        if text and len(text) > limit:
            yield f"embed {what} has {len(text)} characters, more than {limit}"
    yield from _address_problems(embed)


def _address_problems(embed: Mapping[str, Any]) -> Iterator[str]:
    for url in (embed.get("url"), (embed.get("author") or {}).get("url")):
        if url and not re.match(r"https?://", url):
            yield f"embed address is not http(s): {url!r}"
        if url and len(url) > 2048:
            yield "embed address has more than 2048 characters"
    if not 0 <= int(embed.get("color") or 0) <= 0xFFFFFF:
        yield "embed color is out of range"


def embed_texts(embed: Mapping[str, Any]) -> Iterator[str]:
    """Every text of an embed that counts towards the 6,000."""
    yield embed.get("title") or ""
    yield embed.get("description") or ""
    for each in embed.get("fields") or []:
        yield each.get("name") or ""
        yield each.get("value") or ""
    yield (embed.get("footer") or {}).get("text") or ""
    yield (embed.get("author") or {}).get("name") or ""


def visible_text(payload: Mapping[str, Any]) -> str:
    """Content and embeds as one text, a line each."""
    parts = [payload.get("content") or ""]
    for embed in payload.get("embeds") or []:
        parts.extend(embed_texts(embed))
    return "\n".join(part for part in parts if part)


CHANNEL_TYPES = frozenset({*range(6), *range(10, 16)})
"""Those that the schema of Discord's OpenAPI document has for an option; a media channel (16) is not among them."""


def commands_problems(commands: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Say what Discord forbids in a bulk overwrite of application commands."""
    names = [(command.get("type", 1), command.get("name")) for command in commands]
    if len(names) != len(set(names)):
        yield "two commands have the same name"
    if len(commands) > 100:
        yield f"{len(commands)} commands, more than 100"
    for command in commands:
        yield from _command_problems(command)
        text = _command_text(command)
        if text > COMMAND_TEXT:
            yield f"command {command.get('name')!r} has {text} characters, more than {COMMAND_TEXT}"


def _command_problems(command: Mapping[str, Any]) -> Iterator[str]:
    what = f"command or option {command.get('name')!r}"
    names = [command.get("name") or "", *(command.get("name_localizations") or {}).values()]
    for name in names:
        if not NAME.fullmatch(name) or name != name.lower():
            yield f"{what}: the name {name!r} is not 1-32 lower-case letters, digits, - or _"
    for description in [command.get("description") or "", *(command.get("description_localizations") or {}).values()]:
        if not 1 <= len(description) <= 100:
            yield f"{what}: the description has {len(description)} characters, not 1-100"
    locales = {*(command.get("name_localizations") or {}), *(command.get("description_localizations") or {})}
    yield from (f"{what}: {locale!r} is no locale" for locale in sorted(locales - LOCALES))
    options = command.get("options") or []
    if len(options) > 25:
        yield f"{what}: {len(options)} options, more than 25"
    if len({option.get("name") for option in options}) != len(options):
        yield f"{what}: two options have the same name"
    required = [bool(option.get("required")) for option in options if option.get("type", 3) > 2]
    if required != sorted(required, reverse=True):
        yield f"{what}: a required option follows an optional one"
    yield from (f"{what}: {problem}" for problem in choices_problems(command.get("choices") or []))
    unknown = set(command.get("channel_types") or []) - CHANNEL_TYPES
    yield from (f"{what}: {number} is no kind of channel" for number in sorted(unknown))
    if command.get("autocomplete") and command.get("choices"):
        yield f"{what}: both choices and autocomplete"
    for option in options:
        yield from _command_problems(option)


def choices_problems(choices: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Say what Discord forbids in the choices of an option or of an autocomplete answer."""
    if len(choices) > 25:
        yield f"{len(choices)} choices, more than 25"
    for choice in choices:
        if not 1 <= len(choice.get("name") or "") <= 100:
            yield f"a choice's name has {len(choice.get('name') or '')} characters, not 1-100"
        if len(str(choice.get("value", ""))) > 100 or choice.get("value") in (None, ""):
            yield f"a choice's value is not 1-100 characters: {choice.get('value')!r}"


def _command_text(command: Mapping[str, Any]) -> int:
    """Count characters as Discord does: of a text in several languages the longest counts."""
    own = 0
    for field in ("name", "description"):
        own += max(map(len, [command.get(field) or "", *(command.get(f"{field}_localizations") or {}).values()]))
    own += sum(len(str(choice.get("value", ""))) for choice in command.get("choices") or [])
    return own + sum(_command_text(option) for option in command.get("options") or [])
