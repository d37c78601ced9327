"""Pages that stand where a PDF should be: challenges that only a browser passes, and requests for consent."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from citetrail.paths import RULES

FILE = RULES / "challenge_pages.toml"
# A challenge is a short page; long ones (a landing page, a form) may hold the same scripts and are none.
LONGEST = 40_000  # bytes
Kind = Literal["challenge", "consent"]
_KEYS = {"kind", "text", "header", "source"}


@dataclass(frozen=True, slots=True)
class Sign:
    """One row of data/rules/challenge_pages.toml: words of a page, or a response header with its value."""

    kind: Kind
    source: str
    text: str = ""
    header: str = ""  # "name: value", lower case; a value that ends with * may go on


def page_kind(body: bytes, header: Callable[[str], str]) -> Kind | None:
    """What kind of page this is; None for an ordinary one. `header` gives a response header's value by its name."""
    words = body.decode("utf-8", "replace").lower() if len(body) <= LONGEST else ""
    for sign in signs():
        if sign.text and sign.text in words:
            return sign.kind
        if sign.header:
            name, _, value = sign.header.partition(": ")
            told = header(name).lower()
            if told and (told.startswith(value[:-1]) if value.endswith("*") else told == value):
                return sign.kind
    return None


@cache
def signs() -> tuple[Sign, ...]:
    """The rows, read strictly: an unknown key or kind is a ValueError that names the row."""
    rows = tomllib.loads(FILE.read_text("utf-8"))["sign"]
    for row in rows:
        label = row.get("text") or row.get("header") or "a row without text or header"
        if set(row) - _KEYS or row.get("kind") not in ("challenge", "consent") or not row.get("source"):
            raise ValueError(f"{FILE.name}: {label}: keys are {sorted(_KEYS)}, kind is challenge or consent")
        if bool(row.get("text")) == bool(row.get("header")) or label != label.lower():
            raise ValueError(f"{FILE.name}: {label}: one of text and header, in lower case")
    return tuple(Sign(**row) for row in rows)
