"""The English of releases, all of it in templates/en: another language is another folder of the same files."""

import json
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"
ASSETS = Path(__file__).parent / "assets"


@cache
def tables(language: str = "en") -> dict[str, Any]:
    """What the tables and their columns mean."""
    return tomllib.loads((TEMPLATES / language / "tables.toml").read_text(encoding="utf-8"))


@cache
def words(language: str = "en") -> dict[str, Any]:
    """The words that pages and scripts print, by topic."""
    return tomllib.loads((TEMPLATES / language / "words.toml").read_text(encoding="utf-8"))


@cache
def environment(language: str = "en") -> Environment:
    """Jinja with everything escaped; an unknown name in a template is an error."""
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
    made.globals["t"] = words(language)
    return made


def number(value: float) -> str:
    """With thin separators for thousands."""
    return f"{value:,}"


def percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def day(iso: str) -> str:
    """An ISO day, month or year in words."""
    names = words()["months"]
    parts = iso.split("-")
    if len(parts) == 3:
        when = date.fromisoformat(iso)
        return f"{when.day} {names[when.month - 1]} {when.year}"
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
