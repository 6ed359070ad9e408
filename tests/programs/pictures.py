"""``python -m tests.programs.pictures FOLDER``: what people see, as a picture of a telephone 390 points wide.

Each message as Telegram and Discord show it, with and without embeds, and each alert on a locked telephone: imitated in
HTML and drawn by a real browser (Debian: ``apt install chromium``), in every language or those that ``--language``
names, all messages or those that ``--only`` names.  Nobody's words of a corpus are needed: the agencies are made up.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from click import echo

from adapters.discord import render as discord
from adapters.discord.sending import COLOURS
from adapters.telegram import render as telegram
from bot.domain.messages import Message, Part
from bot.wording.languages import LANGUAGES
from tests.support.scenes import scenes

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH = 390
ABOVE = 160
"""Points of a window that the browser keeps for itself, though it shows no window."""
READER = ZoneInfo("America/New_York")
"""Where the reader is, whose time Discord shows."""

STYLE = """
* { box-sizing: border-box } body { margin: 0; padding: 10px; font: 16px/1.32 Roboto, "DejaVu Sans", sans-serif }
.telegram { background: #cfe0ec } .telegram .message { background: #fff; border-radius: 12px; padding: 8px 11px }
.telegram a, .telegram .command { color: #2481cc; text-decoration: none }
.message { margin: 0 0 10px; overflow-wrap: anywhere } code { font: 14px "DejaVu Sans Mono", monospace }
.telegram .file { margin-bottom: 6px; color: #2481cc }
.telegram blockquote { margin: 2px 0; padding: 4px 8px; background: #eaf4fb; border-left: 3px solid #2481cc;
  border-radius: 4px; max-height: 4.9em; overflow: hidden; position: relative }
.telegram blockquote::after { content: "⌄"; position: absolute; right: 8px; bottom: 0; color: #2481cc }
.telegram .opened blockquote { max-height: none } .telegram .opened blockquote::after { content: "⌃" }
.discord { background: #313338; color: #dbdee1 } .discord a { color: #00a8fc; text-decoration: none }
.discord .embed, .discord .file { background: #2b2d31; border-left: 4px solid #1e1f22; border-radius: 4px;
  padding: 10px 12px; margin-top: 6px; font-size: 14px } .who { font-weight: bold; font-size: 15px; margin-bottom: 2px }
.discord .time { background: #3f4248; border-radius: 3px; padding: 0 2px }
.locked { background: linear-gradient(#33506e, #17202c) } .locked .card { background: rgba(245, 246, 248, .92);
  border-radius: 16px; padding: 10px 13px; margin-bottom: 10px; font-size: 15px }
.locked .app { font-size: 12px; color: #555 } .locked .said { display: -webkit-box; -webkit-line-clamp: 3;
  -webkit-box-orient: vertical; overflow: hidden }
"""


def telegram_html(part: Part) -> str:
    """A message in Telegram's own HTML, lists folded."""
    body = re.sub(r"(?<=· )(/\w+)|(?<=: )(/\w+)", r'<span class="command">\g<0></span>', part.body)
    file = f'<div class="file">📄 {part.attachment.name}</div>' if part.attachment else ""
    body = body.replace("</blockquote>\n", "</blockquote>").replace("\n", "<br>")
    return f'<div class="message">{file}{body}</div>'


def discord_html(part: Part) -> str:
    """A message with its embeds, Discord's markup read."""
    body = _markdown(part.body)
    if part.framed:
        colour = f"border-color: #{COLOURS[part.tone]:06x}" if part.tone else ""
        frames = map(_markdown, discord.frames(part.body))
        body = "".join(f'<div class="embed" style="{colour}">{frame}</div>' for frame in frames)
    file = f'<div class="file">📄 {part.attachment.name}</div>' if part.attachment else ""
    title = _markdown(part.title)
    return f'<div class="message"><div class="who">287(g) alerts</div><b>{title}</b><br>{body}{file}</div>'


def _markdown(text: str) -> str:
    text = html.escape(re.sub(r"<t:(\d+):f>", r"{{\1}}", text), quote=False)
    text = re.sub(r"(?<!\\)\[([^\]]+)\]\((?:&lt;)?(.+?)(?:&gt;)?\)", r'<a href="\2">\1</a>', text)
    text = re.sub(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"(?<!\\)~~(.+?)(?<!\\)~~", r"<s>\1</s>", text)
    text = re.sub(r"\\([^A-Za-z0-9\s])", r"\1", text).replace("\n", "<br>")
    return re.sub(r"\{\{(\d+)\}\}", lambda found: f'<span class="time">{_here(int(found.group(1)))}</span>', text)


def _here(moment: int) -> str:
    return f"{datetime.fromtimestamp(moment, READER):%B %-d, %Y %-I:%M %p}"


def locked_html(message: Message) -> str:
    """What a locked telephone shows of a message, three lines of each platform."""
    (first, *_), (framed, *_) = telegram.render(message), discord.parts(message)
    said = {"Telegram": re.sub(r"<[^>]+>", "", first.body), "Discord": html.escape(_plain(framed.title))}
    return "".join(
        f'<div class="card"><div class="app">{app} · 287(g) alerts</div><div class="said">{text}</div></div>'
        for app, text in said.items()
    )


def _plain(text: str) -> str:
    text = re.sub(r"(?<!\\)~~(.+?)(?<!\\)~~", r"\1", text)
    return re.sub(r"\\([^A-Za-z0-9\s])", r"\1", text)


def _shown(parts: Sequence[Part], draw: Callable[[Part], str]) -> str:
    return "".join(map(draw, parts))


PAGES: dict[str, tuple[str, Callable[[Message], str]]] = {
    "telegram": ("telegram", lambda message: _shown(telegram.render(message), telegram_html)),
    "discord": ("discord", lambda message: _shown(discord.parts(message), discord_html)),
    "discord-text": ("discord", lambda message: _shown(discord.plain_parts(message), discord_html)),
    "locked": ("locked", locked_html),
}
"""What is drawn of a message: the look of the page, and what stands on it."""


def draw(browser: str, page: str, target: Path) -> None:
    """Draw a page as high as it is."""
    with tempfile.TemporaryDirectory(prefix="287g-pictures-") as folder:
        source = Path(folder, "page.html")
        source.write_text(page, encoding="utf-8")
        common = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        read = [*common, "--virtual-time-budget=1000", f"--window-size={WIDTH},400", "--dump-dom", source.as_uri()]
        dom = subprocess.run(read, check=True, capture_output=True, text=True).stdout  # noqa: S603  a browser of ours
        found = re.search(r'data-height="(\d+)"', dom)
        size = f"--window-size={WIDTH},{found.group(1) if found else 800}"
        shot = [*common, size, "--force-device-scale-factor=2", f"--screenshot={target}", source.as_uri()]
        subprocess.run(shot, check=True, capture_output=True)  # noqa: S603  the same


def page(look: str, shown: str, *, opened: bool) -> str:
    """A page that knows how high it is."""
    measure = f"document.body.dataset.height = Math.ceil(document.body.getBoundingClientRect().height) + {ABOVE}"
    inner = f'<div class="{"opened" if opened else ""}">{shown}</div><script>{measure}</script>'
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><body class="{look}">{inner}'


def pictures(browser: str, folder: Path, languages: Sequence[str], only: Sequence[str]) -> None:
    """Draw messages on each platform, those with folded lists twice, in a folder for each language."""
    for language in languages:
        (folder / language).mkdir(parents=True, exist_ok=True)
        for name, message in scenes(LANGUAGES[language]):
            if only and name not in only:
                continue
            for platform, (look, show) in PAGES.items():
                shown = show(message)
                for opened in (False, True) if "<blockquote" in shown else (False,):
                    target = folder / language / f"{name}-{platform}{'-opened' if opened else ''}.png"
                    draw(browser, page(look, shown, opened=opened), target)
                    echo(str(target))


def main() -> int:
    """Draw what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.programs.pictures", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", nargs="+", choices=tuple(LANGUAGES), default=tuple(LANGUAGES))
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME", help="such as: five seventy-seven")
    options = parser.parse_args()
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        echo("No browser is installed that can draw: on Debian, apt install chromium.", err=True)
        return 1
    pictures(browser, options.folder, options.language, options.only)
    return 0


if __name__ == "__main__":
    sys.exit(main())
