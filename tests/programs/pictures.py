"""``python -m tests.programs.pictures FOLDER``: what people see, as a picture of a telephone 390 points wide.

Each message as Telegram and Discord show it, imitated in HTML and drawn by a real browser (Debian: ``apt install
chromium``).  Nobody's words of a corpus are needed: the agencies are made up.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from click import echo

from adapters.discord import render as discord
from adapters.telegram import render as telegram
from bot.domain.agreements import ChangeKind, RecordedChange, SupportModel
from bot.domain.editions import ListKind
from bot.domain.messages import Extra, Message, Part
from bot.wording.alerts import alert, correction
from bot.wording.languages import ENGLISH
from tests.support.make import NOW, make_recorded

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH = 390

STYLE = """
* { box-sizing: border-box } body { margin: 0; padding: 10px; font: 16px/1.32 Roboto, "DejaVu Sans", sans-serif }
.telegram { background: #cfe0ec } .telegram .message { background: #fff; border-radius: 12px; padding: 8px 11px }
.telegram a { color: #2481cc; text-decoration: none } .message { margin: 0 0 10px; overflow-wrap: anywhere }
.telegram blockquote { margin: 2px 0; padding: 4px 8px; background: #eaf4fb; border-left: 3px solid #2481cc;
  border-radius: 4px; max-height: 4.9em; overflow: hidden; position: relative }
.telegram blockquote::after { content: "⌄"; position: absolute; right: 8px; bottom: 0; color: #2481cc }
.telegram .opened blockquote { max-height: none } .telegram .opened blockquote::after { content: "⌃" }
.discord { background: #313338; color: #dbdee1 } .discord a { color: #00a8fc; text-decoration: none }
.discord .embed { background: #2b2d31; border-left: 4px solid #1e1f22; border-radius: 4px; padding: 10px 12px;
  margin-top: 6px; font-size: 14px } .who { font-weight: bold; font-size: 15px; margin-bottom: 2px }
"""

MODELS = (SupportModel.TASK_FORCE, SupportModel.JAIL_ENFORCEMENT, SupportModel.WARRANT_SERVICE)
STATES = ("AL", "AR", "FL", "GA", "ID", "IN", "KS", "KY", "LA", "MO", "NC", "OH", "OK", "PA", "SC", "TX", "UT")
PLACES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Ivy", "Juniper", "Larch", "Maple")


def changes(count: int, states: Sequence[str], *, ended: int = 0) -> list[RecordedChange]:
    """Make up so many changes, ``ended`` of them departures in Maryland."""
    return [_change(number, states, gone=number < ended) for number in range(count)]


def _change(number: int, states: Sequence[str], *, gone: bool) -> RecordedChange:
    place = PLACES[number % len(PLACES)] + ("" if number < len(PLACES) else f" {PLACES[number // len(PLACES)]}")
    sheriff = gone or number % 3 > 0
    return make_recorded(
        number + 1,
        ChangeKind.ENDED if gone else ChangeKind.SIGNED,
        state="MD" if gone else states[number % len(states)],
        agency=f"{place} County Sheriff's Office" if sheriff else f"{place} Police Department",
        county=f"{place} County" if sheriff else f"{PLACES[(number * 5) % len(PLACES)]} County",
        model=MODELS[number % 3 if gone else (number // 5) % 3],
    )


def scenes() -> Iterator[tuple[str, Message]]:
    """Each message with its name."""
    pending = make_recorded(1, ChangeKind.PENDING_LISTED, list=ListKind.PENDING, signed_on=None, moa_url=None)
    yield "one-signed", alert(ENGLISH, changes(1, ["VA"]))
    yield "one-ended", alert(ENGLISH, changes(1, ["VA"], ended=1))
    yield "one-pending", alert(ENGLISH, [pending])
    yield "five", alert(ENGLISH, changes(5, ["VA", "NC"], ended=2))
    yield "six", alert(ENGLISH, changes(6, ["VA", "NC"], ended=2))
    yield "twenty", alert(ENGLISH, changes(20, ["VA"]))
    yield "seventy-seven", alert(ENGLISH, changes(77, STATES, ended=5))
    yield "seventy-three-in-one-state", alert(ENGLISH, changes(73, ["FL"]))
    yield "correction", correction(ENGLISH, changes(1, ["VA"], ended=1), NOW)


def telegram_html(part: Part) -> str:
    """A message in Telegram's own HTML, lists folded."""
    return f'<div class="message">{part.body.replace(chr(10), "<br>")}</div>'


def discord_html(part: Part) -> str:
    """A message with its embed, Discord's markup read."""
    body = f'<div class="embed">{_markdown(part.body)}</div>'
    return f'<div class="message"><div class="who">287(g) alerts</div><b>{_markdown(part.title)}</b>{body}</div>'


def _markdown(text: str) -> str:
    text = html.escape(text, quote=False)
    text = re.sub(r"\[([^\]]+)\]\(([^)]+)\)", r'<a href="\2">\1</a>', text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    return re.sub(r"\\([^\w\s])", r"\1", text).replace("\n", "<br>")


RENDERED: dict[str, tuple[Callable[[Message], tuple[Part, ...]], Callable[[Part], str]]] = {
    "telegram": (telegram.render, telegram_html),
    "discord": (discord.parts, discord_html),
}


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


def page(platform: str, parts: Sequence[Part], *, opened: bool) -> str:
    """A page of one platform that knows how high it is."""
    shown = "".join(RENDERED[platform][1](part) for part in parts)
    measure = "document.body.dataset.height = Math.ceil(document.body.getBoundingClientRect().height) + 4"
    inner = f'<div class="{"opened" if opened else ""}">{shown}</div><script>{measure}</script>'
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><body class="{platform}">{inner}'


def main() -> int:
    """Draw every message on both platforms; those of Telegram with folded lists twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.programs.pictures", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        echo("No browser is installed that can draw: on Debian, apt install chromium.", err=True)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    for name, message in scenes():
        for platform, (render, _) in RENDERED.items():
            parts = render(message.without({Extra.FILE}))
            folds = platform == "telegram" and any("<blockquote" in part.body for part in parts)
            for opened in (False, True) if folds else (False,):
                target = folder / f"{name}-{platform}{'-opened' if opened else ''}.png"
                draw(browser, page(platform, parts, opened=opened), target)
                echo(str(target))
    return 0


if __name__ == "__main__":
    sys.exit(main())
