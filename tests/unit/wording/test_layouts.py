"""Everything that a chat is told, as each platform shows it in each language: golden files to be read."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from adapters.discord import render as discord
from adapters.discord import sending
from adapters.telegram import render as telegram
from bot.domain.messages import Message, Part
from bot.wording.languages import LANGUAGES
from tests.support.golden import golden
from tests.support.scenes import alerts, scenes

ENGLISH = LANGUAGES["en"]
NAMES = [name for name, _ in scenes(ENGLISH)]


def on_discord(part: Part) -> str:
    """What goes to Discord, but for the content of files."""
    shape = sending.shape(part)
    frames = [f"\n--- embed, {embed.colour or 'no colour'}\n{embed.description}" for embed in shape.get("embeds", ())]
    files = [f"\n--- file {file.filename}: {file.description}" for file in sending.files(part)]
    return f"{shape['content']}{''.join(frames)}{''.join(files)}\n"


def on_telegram(part: Part) -> str:
    """What goes to Telegram, but for the content of files."""
    return part.body + (f"\n--- file {part.attachment.name}\n" if part.attachment else "\n")


PLATFORMS: dict[str, tuple[Callable[[Message], tuple[Part, ...]], Callable[[Part], str]]] = {
    "discord": (discord.parts, on_discord),
    "discord-text": (discord.plain_parts, on_discord),
    "telegram": (telegram.render, on_telegram),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("name", NAMES)
def test_every_message_looks_as_it_was_read_last(name: str, platform: str, language: str) -> None:
    """One file a message, platform and language, its parts one after another."""
    message = dict(scenes(LANGUAGES[language]))[name]
    render, shown = PLATFORMS[platform]
    parts = render(message)
    golden(f"layout/{language}/{platform}/{name}.txt", "\n=====\n\n".join(map(shown, parts)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_hundred_characters_of_an_alert_are_its_news(language: str) -> None:
    """A locked telephone shows no more."""
    assert [name for name, message in alerts(LANGUAGES[language]) if len(message.title) > 100] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alert_is_one_message_where_frames_are_shown(language: str) -> None:
    """Beside its file, which Telegram sends for itself; the largest may take two there where words are long.

    What agencies with hostile names take, nobody promises.
    """
    for name, message in alerts(LANGUAGES[language]):
        if name.startswith("hostile"):
            continue
        assert len(discord.parts(message)) == 1
        texts = sum(part.attachment is None for part in telegram.render(message))
        assert texts <= (2 if name.startswith("seventy-seven") and language != "en" else 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_invisible_is_sent(language: str) -> None:
    """What people copy of a name is what they find again."""
    for _, message in scenes(LANGUAGES[language]):
        for render, shown in PLATFORMS.values():
            for part in render(message):
                text = json.dumps(shown(part))
                assert not any(f"\\u{code}" in text for code in ("200b", "200f", "2060", "202e", "202c", "feff"))
