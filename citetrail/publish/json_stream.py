"""JSON written item by item, so that memory does not grow with the release, and rows as dictionaries to write."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

# Line separators are legal in JSON but end a line for many readers of one record a line: they are escaped.
_SEPARATORS = [(sign.encode(), f"\\u{ord(sign):04x}".encode()) for sign in "\u2028\u2029\u0085"]

_NUMBERS = frozenset((int, float, bool))


def encoded(value: Any) -> str:
    """One value as compact JSON on one line, whatever the reader takes for a line's end."""
    return _bytes(value).decode()


def _line(value: Any) -> bytes:
    """The same as bytes, with the end of the line."""
    return _bytes(value, orjson.OPT_APPEND_NEWLINE)


def _bytes(value: Any, option: int | None = None) -> bytes:
    made = orjson.dumps(value, option=option)
    if not made.isascii():
        for sign, escaped in _SEPARATORS:
            made = made.replace(sign, escaped)
    return made


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """Only what says something: without nulls, empty texts and empty lists; nought and false say something."""
    return {name: value for name, value in values.items() if value or value.__class__ in _NUMBERS}


def rows(release: sqlite3.Connection, query: str, values: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
    """The rows of a query, one at a time."""
    cursor = release.execute(query, values)
    names = [c[0] for c in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def write_array(path: Path, items: Iterable[Any], *, before: str = "", after: str = "") -> None:
    """An array with one item a line; `before` and `after` are what stands around its brackets."""
    with path.open("wb") as out:
        out.write(before.encode() + b"[")
        for number, item in enumerate(items):
            out.write((b",\n" if number else b"\n") + _bytes(item))
        out.write(b"\n]" + after.encode() + b"\n")


def write_lines(path: Path, items: Iterable[Any]) -> None:
    """One item a line."""
    with path.open("wb") as out:
        out.writelines(map(_line, items))
