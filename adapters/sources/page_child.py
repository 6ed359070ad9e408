"""The child process that reads the page: HTML on standard input, everything that may be an address on standard output.

A page is a stranger's text as a workbook is: a million nested elements, or one attribute of megabytes, cost
this process its life and nobody else a second.

Output: one line for the base address ("" for none), then one line an address: the address, TAB, what is
written at it.  Both without control characters.
"""

from __future__ import annotations

import re
import sys

from selectolax.lexbor import LexborHTMLParser

from adapters.child import confine, limits

TYPE_CHECKING = False  # as typing's own, without the milliseconds that importing it takes
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborNode

LONGEST = 2000
"""Characters of an address, or of what is written at it, that are looked at."""

MOST = 2000
"""Addresses that are passed on; the real page has about 150."""

_WRITTEN = ("title", "aria-label", "download", "alt")
_ADDRESS = re.compile(r"/|\.xls[xm]\b|^https?:", re.IGNORECASE)
_IN_SCRIPT = re.compile(r"\.xls[xm]\b|/file-download/", re.IGNORECASE)
_ESCAPED = re.compile(r"\\u00([0-9a-f]{2})|\\x([0-9a-f]{2})|\\(/)", re.IGNORECASE)
_ENDS = "\"'`<>(){}[]|,; \t\r\n\\"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def main() -> None:
    """Read one page under the limits given as arguments."""
    confine(limits())
    tree = LexborHTMLParser(sys.stdin.buffer.read())
    base = tree.css_first("base[href]")
    found: dict[tuple[str, str], None] = {}
    for address, written in _addresses(tree):
        found[_plain(address), _plain(written)] = None
        if len(found) == MOST:
            break
    lines = [_plain(base.attributes.get("href") or "") if base else "", *map("\t".join, found)]
    sys.stdout.buffer.write("\n".join(lines).encode("utf-8", "replace"))


def _addresses(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css("a[href], area[href]"):
        attributes = node.attributes
        yield attributes.get("href") or "", " ".join((node.text(separator=" "), _said(node)))
    for node in tree.css("*"):
        if node.tag == "script":
            yield from ((address, "") for address in _in_text(node.text()))
        else:
            yield from _in_attributes(node)


def _in_attributes(node: LexborNode) -> Iterator[tuple[str, str]]:
    """Addresses in attributes that are no link by themselves: ``data-…``, the value of an option, a source."""
    for name, value in node.attributes.items():
        if not value or len(value) > LONGEST or (name == "href" and node.tag in ("a", "area", "base")):
            continue
        if _IN_SCRIPT.search(value) or (name.startswith("data-") and _ADDRESS.search(value)):
            yield (
                value,
                f"{_said(node)} {node.text(separator=' ')}" if node.tag in ("option", "button") else _said(node),
            )


def _said(node: LexborNode) -> str:
    return " ".join(value for name in _WRITTEN if (value := node.attributes.get(name)))


def _in_text(text: str) -> Iterable[str]:
    """Addresses of what may be a workbook in a script, whatever it is written in."""
    plain = _ESCAPED.sub(lambda match: match[3] or chr(int(match[1] or match[2], 16)), text)
    for match in _IN_SCRIPT.finditer(plain):
        start = match.start()
        while start and match.start() - start < LONGEST and plain[start - 1] not in _ENDS:
            start -= 1
        end = match.end()
        while end < len(plain) and end - match.end() < LONGEST and plain[end] not in _ENDS:
            end += 1
        yield plain[start:end].replace("&amp;", "&")


def _plain(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text[: 4 * LONGEST]).split())[:LONGEST]
