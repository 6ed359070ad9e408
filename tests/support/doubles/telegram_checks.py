"""What the Bot API refuses in a request: unknown and missing parameters, bad markup, broken limits.

Parameters are checked against aiogram's models of the methods, markup against
https://core.telegram.org/bots/api#html-style.  Telegram counts characters after the markup
is parsed.
"""

from __future__ import annotations

import functools
import html
import json
import re
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pydantic

if TYPE_CHECKING:
    from aiogram.methods.base import TelegramMethod

TEXT_LIMIT, CAPTION_LIMIT, ENTITY_LIMIT, CALLBACK_BYTES = 4096, 1024, 100, 64
BUTTONS_LIMIT, WINDOW_LIMIT, RESULTS_LIMIT = 100, 200, 50


@functools.cache
def methods() -> Mapping[str, type[TelegramMethod[Any]]]:
    """Aiogram's models of the Bot API's methods, by lower-case name; building them takes seconds, so not on import."""
    import aiogram.methods

    return {
        method.__api_method__.lower(): method
        for method in vars(aiogram.methods).values()
        if isinstance(method, type) and hasattr(method, "__api_method__") and hasattr(method, "model_fields")
        if isinstance(method.__api_method__, str)
    }


# Tag → the entity it makes.
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
}
TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][-a-zA-Z0-9]*)?(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
ATTRIBUTE = re.compile(r"""\s+(?P<key>[-a-zA-Z]+)(?:\s*=\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s"'>]+)))?""")


class Malformed(ValueError):
    """Text that Telegram cannot parse; the words are the Bot API's."""


@dataclass(slots=True)
class Parsed:
    """Text without markup and its entities, offsets and lengths in UTF-16 code units."""

    text: str
    entities: list[dict[str, Any]] = field(default_factory=list)


def utf16(text: str) -> int:
    """Length in UTF-16 code units, as entity offsets count."""
    return len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> Parsed:
    """Parse as Telegram does; Malformed for a tag it does not know, or one that is not balanced."""
    parsed, at = "", 0
    open_tags: list[tuple[str, int, dict[str, Any]]] = []
    entities: list[dict[str, Any]] = []
    while (start := source.find("<", at)) >= 0:
        parsed += _unescape(source[at:start])
        tag = TAG.match(source, start)
        offset = len(source[:start].encode())
        if tag is None:
            msg = f"Can't parse entities: can't find end of the tag at byte offset {offset}"
            raise Malformed(msg)
        name = (tag["name"] or "").lower()
        if tag["end"]:
            entities += _close(open_tags, name, parsed, offset)
        else:
            open_tags.append((name, utf16(parsed), _entity(name, tag["rest"], offset)))
        at = tag.end()
    if open_tags:
        msg = f"Can't parse entities: can't find end tag corresponding to start tag \"{open_tags[-1][0]}\""
        raise Malformed(msg)
    return _trimmed(parsed + _unescape(source[at:]), entities)


def _unescape(text: str) -> str:
    # Telegram knows four named entities and the numeric ones; another "&" stays as it is.
    return re.sub(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);", lambda match: html.unescape(match[0]), text)


def _entity(name: str, rest: str, offset: int) -> dict[str, Any]:
    if name not in TAGS:
        msg = f'Can\'t parse entities: unsupported start tag "{name}" at byte offset {offset}'
        raise Malformed(msg)
    if ATTRIBUTE.sub("", rest).strip(" \t\n/"):
        msg = f'Can\'t parse entities: bad attributes of the tag "{name}" at byte offset {offset}'
        raise Malformed(msg)
    attributes = {
        match["key"].lower(): _unescape(match["a"] or match["b"] or match["c"] or "")
        for match in ATTRIBUTE.finditer(rest)
    }
    if name == "span" and attributes.get("class") != "tg-spoiler":
        msg = f'Can\'t parse entities: tag "span" must have class "tg-spoiler" at byte offset {offset}'
        raise Malformed(msg)
    entity: dict[str, Any] = {"type": TAGS[name]}
    if name == "a":
        entity["url"] = attributes.get("href", "")
    return entity


def _close(open_tags: list[tuple[str, int, dict[str, Any]]], name: str, text: str, offset: int) -> list[dict[str, Any]]:
    if not open_tags:
        msg = f"Can't parse entities: unexpected end tag at byte offset {offset}"
        raise Malformed(msg)
    opened, start, entity = open_tags.pop()
    if name not in ("", opened):
        wrong = f'expected "</{opened}>", found "</{name}>"'
        msg = f"Can't parse entities: unmatched end tag at byte offset {offset}, {wrong}"
        raise Malformed(msg)
    length = utf16(text) - start
    # An entity without text, or a link without an address, vanishes silently.
    if not length or entity.get("url") == "":
        return []
    return [{**entity, "offset": start, "length": length}]


def _trimmed(text: str, entities: list[dict[str, Any]]) -> Parsed:
    stripped = text.strip()
    lead = utf16(text[: len(text) - len(text.lstrip())])
    size = utf16(stripped)
    kept = []
    for entity in sorted(entities, key=lambda each: (each["offset"], -each["length"])):
        start, end = max(0, entity["offset"] - lead), min(size, entity["offset"] + entity["length"] - lead)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return Parsed(stripped, kept)


def parse_text(text: str, parse_mode: str | None) -> Parsed:
    """The text as a reader sees it; plain text without a parse mode, HTML with ``HTML``."""
    if not parse_mode:
        return Parsed(text.strip())
    if parse_mode.upper() != "HTML":
        msg = f"this double reads HTML only, not {parse_mode}"
        raise Malformed(msg)
    return parse_html(text)


def decode(name: str, raw: Mapping[str, str], files: Mapping[str, tuple[str, bytes]]) -> dict[str, Any]:
    """Turn form fields into values by the types of the method's model: text stays text, all else is JSON."""
    from aiogram.types import BufferedInputFile

    fields = methods()[name.lower()].model_fields
    values: dict[str, Any] = {}
    for key, text in raw.items():
        values[key] = text if key in fields and _only_text(fields[key].annotation) else _json_or_text(text)
    values.update({key: BufferedInputFile(content, file_name) for key, (file_name, content) in files.items()})
    return values


def _only_text(annotation: object) -> bool:
    from aiogram.client.default import Default

    parts = typing.get_args(annotation) if isinstance(annotation, types.UnionType) else (annotation,)
    if typing.get_origin(annotation) is typing.Union:
        parts = typing.get_args(annotation)
    return set(parts) - {type(None), Default} == {str}


def _json_or_text(text: str) -> Any:  # JSON
    try:
        return json.loads(text)
    except ValueError:
        return text


def parameter_problems(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    """Say which parameters aiogram's model of the method does not know, lacks, or has otherwise."""
    model = methods()[name.lower()]
    for key in sorted(set(values) - set(model.model_fields)):
        yield f"unknown parameter {key!r}"
    try:
        method = model.model_validate({key: value for key, value in values.items() if key in model.model_fields})
    except pydantic.ValidationError as error:
        for each in error.errors():
            yield f"parameter {'.'.join(map(str, each['loc']))}: {each['msg']}"
        return
    for key in model.model_fields:
        yield from _extras(getattr(method, key), key)


def _extras(value: object, path: str) -> Iterator[str]:
    """Unknown fields of nested objects: the models keep these as extras."""
    if isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from _extras(each, f"{path}[{index}]")
    if isinstance(value, pydantic.BaseModel):
        for key in value.model_extra or {}:
            yield f"unknown parameter {path}.{key}"
        for key in type(value).model_fields:
            yield from _extras(getattr(value, key), f"{path}.{key}")


def message_problems(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    """Say which of the documented limits a message breaks, in the Bot API's words where it has them."""
    caption = "caption" in values or name.lower() == "senddocument"
    try:
        parsed = parse_text(str(values.get("caption" if caption else "text", "")), values.get("parse_mode"))
    except Malformed as error:
        yield str(error)
        return
    if caption and len(parsed.text) > CAPTION_LIMIT:
        yield "message caption is too long"
    if not caption and len(parsed.text) > TEXT_LIMIT:
        yield "message is too long"
    if not caption and not parsed.text:
        yield "message text is empty"
    if len(parsed.entities) > ENTITY_LIMIT:
        yield f"{len(parsed.entities)} entities, of which Telegram keeps {ENTITY_LIMIT}"
    markup = values.get("reply_markup")
    keyboard = markup.get("inline_keyboard") or [] if isinstance(markup, Mapping) else []
    for row in keyboard:
        yield from _button_problems(row)
    if sum(map(len, keyboard)) > BUTTONS_LIMIT:
        yield "REPLY_MARKUP_TOO_LONG"
    if not all(keyboard):
        yield "a row without a button"


def _button_problems(row: list[Mapping[str, Any]]) -> Iterator[str]:
    for button in row:
        if not str(button.get("text", "")).strip():
            yield "BUTTON_TEXT_INVALID"
        data = button.get("callback_data")
        if data is not None and not 1 <= len(str(data).encode()) <= CALLBACK_BYTES:
            yield "BUTTON_DATA_INVALID"
        if len(set(button) - {"text", "style", "icon_custom_emoji_id"}) != 1:
            yield "a button must have its text and exactly one thing that it does"


def command_problems(commands: list[Mapping[str, Any]], language: object = "") -> Iterator[str]:
    """Say what setMyCommands refuses: https://core.telegram.org/bots/api#setmycommands."""
    if language and not re.fullmatch(r"[a-z]{2}", str(language)):
        yield "LANG_CODE_INVALID"
    if len(commands) > 100:
        yield f"{len(commands)} commands, more than 100"
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", ""))):
            yield "BOT_COMMAND_INVALID"
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            yield "BOT_COMMAND_DESCRIPTION_INVALID"
