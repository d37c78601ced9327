"""Tables as spreadsheets write them: UTF-8 or UTF-16, comma, semicolon or tab, header in whatever case.

Nothing is guessed that could damage a character: an encoding without a mark of its own must be named.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

LONGEST_FIELD = 10_000_000  # characters: a field may be as long as a page
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class TableError(Exception):
    """The text is no table that can be read; the message names the encoding, separator or columns."""


class ColumnsMissing(TableError):
    """The table has not the columns that are needed; another set of them may be there."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row by column, names in small letters; `line` is the number of the line on which it ends."""

    line: int
    cells: dict[str, str]


def decode(data: bytes, encoding: str = "") -> str:
    """The text of a file. Raises TableError where it is not in the encoding named, marked or usual (UTF-8)."""
    marked = encoding or _marked(data)
    try:
        return data.decode(marked or "utf-8").removeprefix("\ufeff")
    except LookupError as error:
        raise TableError(f"{encoding} is no encoding; spreadsheets write utf-8, utf-16 or windows-1252") from error
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        where = f"byte {at + 1} of the text is {data[at : at + 1].hex()}"
        if encoding:
            raise TableError(f"it is not {encoding} ({where}); name its encoding") from error
        if marked:
            raise TableError(f"it is marked as {marked}, and is not ({where}); save it anew") from error
        raise TableError(
            f"it is neither UTF-8 nor UTF-16 ({where}). Name its encoding, as --encoding windows-1252, "
            "or save it as “CSV UTF-8”"
        ) from error


def _marked(data: bytes) -> str:
    """The encoding that the first bytes tell; empty when they tell none."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    # UTF-16 without its mark: every other byte of plain Latin letters is nought.
    head = data[:200]
    if len(head) > 3 and head[1::2].count(0) > len(head) / 4 and not head[::2].count(0):
        return "utf-16-le"
    if len(head) > 3 and head[::2].count(0) > len(head) / 4 and not head[1::2].count(0):
        return "utf-16-be"
    return ""


def read_table(text: str, required: set[str]) -> Iterator[TableRow]:
    """The rows of a table that has the required columns.

    Raises ColumnsMissing where it has not, and TableError where something would be lost: a row with more cells than
    columns, since a separator stood within a cell without quotes, or a quote that is never closed.
    """
    csv.field_size_limit(LONGEST_FIELD)
    separator, skipped = _separator(text, required)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for _ in range(skipped):
            next(reader)
        names = _names(next(reader))
        for row in reader:
            if any(row[len(names) :]):
                raise TableError(
                    f"line {reader.line_num}: {len(row)} cells where the header names {len(names)}; a cell that "
                    f"holds a {SEPARATORS.get(separator, 'separator')} stands in quotes"
                )
            if row:
                yield TableRow(reader.line_num, dict(zip(names, [*row, *[""] * len(names)], strict=False)))
    except csv.Error as error:
        raise TableError(f"line {reader.line_num}: {error}") from error


def _separator(text: str, required: set[str]) -> tuple[str, int]:
    """What stands between the cells, told by the header; and how many lines stand before the header."""
    first, _, rest = text.partition("\n")
    first = first.strip("\r ")
    told = first.lower().startswith("sep=") and len(first) == 5
    tried = {}
    for separator in first[4] if told else SEPARATORS:
        header = next(csv.reader(StringIO(rest if told else text, newline=""), delimiter=separator), [])
        names = _names(header)
        if required <= set(names):
            if len(set(names)) < len(names):
                twice = sorted({n for n in names if n and names.count(n) > 1})
                if twice:
                    raise TableError(f"the header names a column twice: {', '.join(twice)}")
            return separator, int(told)
        tried[separator] = names
    best = max(tried, key=lambda separator: len(tried[separator]))
    missing = ", ".join(sorted(required - set(tried[best])))
    found = ", ".join(n[:40] for n in tried[best] if n)[:300]
    raise ColumnsMissing(
        f"line {1 + told}: no column {missing} is there (separators tried: "
        f"{', '.join(SEPARATORS.get(separator, separator) for separator in tried)}); it has {found}"
    )


def _names(header: list[str]) -> list[str]:
    return [name.strip().lower().replace(" ", "_") for name in header]
