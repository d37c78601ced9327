"""An editor's dated updates: `data/targets/SLUG/story.md` as a part of the report, its citations checked.

Markdown without HTML and pictures. A link is an address (https://…), or leads into the release: `use:NUMBER` to a
confirmed use, `rows:TABLE` or `rows:TABLE?column=value` to rows. What leads nowhere is a fault with its line.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from citetrail.publish.checks import ChecksFailed
from citetrail.publish.table_columns import BY_NAME
from citetrail.publish.use_numbers import Numbers

NAME = "story.md"
LARGEST = 200_000  # bytes
_ROWS = re.compile(r"([a-z]+)(?:\?([a-z_]+)=([^&#\s]+))?")


class StoryError(ChecksFailed):
    """The story cannot be published; the message names file and line of everything that is wrong."""


def read(path: Path) -> str:
    """The editor's text; empty when there is none. Raises StoryError when it is no text of ours."""
    if not path.is_file():
        return ""
    if path.stat().st_size > LARGEST:
        raise StoryError([f"{path}: more than {LARGEST:,} bytes"])
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise StoryError([f"{path}: not UTF-8 text (byte {error.start})"]) from error


def rendered(text: str, release: sqlite3.Connection, told: Numbers, path: Path) -> Markup:
    """The story as HTML below a heading of level two; nothing for no text. Raises StoryError with every fault."""
    if not text.strip():
        return Markup("")
    parser = MarkdownIt("commonmark", {"html": False}).disable("image")
    # Each link is checked below; the parser's own list would drop ours in silence.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    tokens = parser.parse(text)
    pages = dict(_pages(release, told))
    faults = []
    for token, line in _links(tokens):
        address = str(token.attrs["href"])
        found = _resolved(address, pages)
        if found is None:
            faults.append(
                f"{path}:{line}: {address!r} leads nowhere: https://…, use:NUMBER or rows:TABLE?column=value"
            )
        else:
            token.attrs["href"] = found
            token.attrs["rel"] = "noopener noreferrer"
    if faults:
        raise StoryError(faults)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, max(3, int(token.tag[1:]) + 1))}"
    html = parser.renderer.render(tokens, parser.options, {})
    return Markup(html)  # noqa: S704  (made without HTML of the text's own, every address checked above)


def _links(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """Links with the line on which their paragraph begins."""
    for token in tokens:
        line = (token.map or [0])[0] + 1
        for child in token.children or ():
            if child.type == "link_open":
                yield child, line


def _pages(release: sqlite3.Connection, told: Numbers) -> Iterator[tuple[int, str]]:
    for use, member in release.execute("SELECT use_id, member FROM uses WHERE status = 'verified'"):
        if use in told.of:
            yield told.of[use], f"used-by/{member}.html#use-{told.of[use]}"


def _resolved(address: str, pages: dict[int, str]) -> str | None:
    """Where a link leads in a release; None when nowhere."""
    kind, _, rest = address.partition(":")
    if kind in ("https", "http"):
        return address if re.fullmatch(r"https?://[^\s<>\"']+", address) else None
    if kind == "use" and rest.isascii() and rest.isdigit():
        return pages.get(int(rest))
    if kind == "rows" and (found := _ROWS.fullmatch(rest)) and found[1] in BY_NAME:
        if found[2] and found[2] not in BY_NAME[found[1]].names:
            return None
        return f"rows.html#{rest}"
    return None
