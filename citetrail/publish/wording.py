"""The words of releases, a folder a language: templates/en has all of them, templates/de those of report and map.

Pages are written in the language that is spoken while they are: `with speaking("de")`. English is spoken otherwise.
"""

import json
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"
ASSETS = Path(__file__).parent / "assets"
LANGUAGES = {"en": "English", "de": "Deutsch"}  # those that report and map may be written in
# Thousands and decimals as each language parts them.
_SIGNS = {"en": (",", "."), "de": (".", ",")}
_spoken: ContextVar[str] = ContextVar("spoken", default="en")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Words, numbers and dates of the block are of this language; KeyError when there is no such."""
    before = _spoken.set({code: code for code in LANGUAGES}[language])
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> str:
    """The code of the language in which pages are written now."""
    return _spoken.get()


@cache
def tables(language: str = "en") -> dict[str, Any]:
    """What the tables and their columns mean."""
    return tomllib.loads((TEMPLATES / language / "tables.toml").read_text(encoding="utf-8"))


def words(language: str | None = None) -> dict[str, Any]:
    """The words that pages and scripts print, by topic, in the language spoken; English where it has none."""
    return _words(language or spoken())


@cache
def _words(language: str) -> dict[str, Any]:
    own: dict[str, Any] = tomllib.loads((TEMPLATES / language / "words.toml").read_text(encoding="utf-8"))
    return own if language == "en" else _words("en") | own


def environment() -> Environment:
    """Jinja with everything escaped, in the language spoken; an unknown name in a template is an error."""
    return _environment(spoken())


@cache
def _environment(language: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES / language),
        autoescape=lambda name: name is not None and ".html" in name,  # noqa: S701  (pages are, plain files are not)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["number"] = number
    made.filters["percent"] = percent
    made.filters["day"] = day
    made.filters["json"] = script_json
    made.globals["t"] = _words(language)
    made.globals["language"] = language
    return made


def number(value: float) -> str:
    """With thousands parted as the language spoken does."""
    thousands, decimal = _SIGNS[spoken()]
    return f"{value:,}".translate(str.maketrans(",.", thousands + decimal))


def percent(value: float | None) -> str:
    return "–" if value is None else f"{number(round(100 * value, 1))} %"


def day(iso: str) -> str:
    """An ISO day, month or year in words."""
    names = words()["months"]
    parts = iso.split("-")
    if len(parts) == 3:
        when = date.fromisoformat(iso)
        dot = "." if spoken() == "de" else ""
        return f"{when.day}{dot} {names[when.month - 1]} {when.year}"
    return f"{names[int(parts[1]) - 1]} {parts[0]}" if len(parts) == 2 else iso


def script_json(value: Any) -> Markup:
    """JSON that is safe inside a script element: nothing in it can end the element or break a line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  (every character that HTML could read is escaped above)


def asset(name: str) -> str:
    """A style sheet or script of ours or of the vendored packages."""
    return (ASSETS / name).read_text(encoding="utf-8")
