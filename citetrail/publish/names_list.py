"""The dataset's own people, so that they can know: filtering its list of identities by what biographies say.

Only text is read: identifiers, names, counts of images, biographies. No image is ever opened.
"""

import csv
import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Any

from citetrail.publish.spreadsheets import neutral

MOST_IMAGES = 100_000_000  # of one person; a larger count is a mistake
ID_NAMES = ("id", "mid", "freebase_id", "freebase", "kgmid")
TEXT_NAMES = ("description", "extract", "biography", "text", "summary")
URL_NAMES = ("url", "wikipedia", "wikidata", "link")
COLUMNS = ("images", "name", "id", "description", "url")
# Freebase "m.0abc" or "/m/0abc", Google Knowledge Graph "g.11abc" or "/g/11abc", also at the end of an address.
_ID = re.compile(r"(?:^|/|kg:/?|ns/)([mg])[./]([0-9a-z_]{2,})$")
_LITERAL = re.compile(r'^"(.*)"@[A-Za-z-]+$')  # a name as RDF writes it: "Ada Example"@en


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that could not be used, and where it stands."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ListedPerson:
    images: int
    name: str
    id: str
    description: str
    url: str


@dataclass(slots=True)
class FoundPeople:
    """The people whose biography matches, most images first, and all that was read."""

    people: list[ListedPerson] = field(default_factory=list)
    listed: int = 0
    listed_images: int = 0
    without_biography: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def images(self) -> int:
        return sum(person.images for person in self.people)


class NamesError(Exception):
    """The files or the filter cannot be used; the message says why."""


def matcher(keywords: Iterable[str], patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether a text holds any of the keywords (whole words, any case, plural too) or matches any pattern.

    Raises NamesError when there is nothing to look for or a pattern is not a regular expression.
    """
    parts = [rf"\b{re.escape(k.strip())}(?:e?s)?\b" for k in keywords if k.strip()]
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise NamesError(f"--regex {pattern!r} is not a regular expression: {error}") from error
        parts.append(f"(?:{pattern})")
    if not parts:
        raise NamesError("say what to look for: --keyword or --regex")
    wanted = re.compile("|".join(parts), re.IGNORECASE)
    return lambda text: wanted.search(text) is not None


def identifier(raw: str) -> str | None:
    """The identifier as /m/… or /g/…; None when `raw` is neither a Freebase nor a Knowledge Graph id."""
    # The two usual forms without a regular expression: there may be millions.
    if raw[:2] in ("m.", "g.") or raw[:3] in ("/m/", "/g/"):
        kind, rest = (raw[0], raw[2:]) if raw[1] == "." else (raw[1], raw[3:])
        if len(rest) > 1 and rest.isascii() and rest == rest.lower() and rest.replace("_", "").isalnum():
            return f"/{kind}/{rest}"
    found = _ID.search(raw.strip().strip("<>"))
    return f"/{found[1]}/{found[2]}" if found else None


def find(names: Path, biographies: Path, matches: Callable[[str], bool]) -> FoundPeople:
    """Join the list with the biographies and keep those that match.

    Memory grows with the number of identifiers, not with the length of biographies. Raises NamesError when a file
    cannot be read.
    """
    found = FoundPeople()
    known: set[str] = set()
    kept: dict[str, tuple[str, str]] = {}
    for key, text, url in _biographies(biographies, found.problems):
        if key in known:
            continue
        known.add(key)
        if matches(text):
            kept[key] = (text, url)
    for key, name, images in _identities(names, found.problems):
        found.listed += 1
        found.listed_images += images
        if key in kept:
            text, url = kept[key]
            found.people.append(ListedPerson(images, name, key, text, url))
        elif key not in known:
            found.without_biography += 1
    found.people.sort(key=lambda p: (-p.images, p.name, p.id))
    return found


def write(found: FoundPeople, out: Path) -> None:
    """people.csv, and problems.csv with file, line and reason of every row that could not be used."""
    out.mkdir(parents=True, exist_ok=True)
    _write_csv(
        out / "people.csv",
        COLUMNS,
        ((p.images, neutral(p.name), neutral(p.id), neutral(p.description), neutral(p.url)) for p in found.people),
    )
    _write_csv(
        out / "problems.csv",
        ("file", "line", "reason"),
        ((neutral(p.file), p.line, neutral(p.reason)) for p in found.problems),
    )


def _write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        sheet = csv.writer(out, lineterminator="\r\n")
        sheet.writerow(columns)
        sheet.writerows(rows)


def _open(path: Path) -> gzip.GzipFile | BufferedReader:
    try:
        return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")
    except OSError as error:
        raise NamesError(f"{path}: {error.strerror}") from error


def _lines(path: Path, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """The lines of a UTF-8 file with their numbers; a line that is empty or not UTF-8 is a problem."""
    with _open(path) as file:
        try:
            for number, raw in enumerate(file, start=1):
                try:
                    text = raw.decode("utf-8").rstrip("\r\n")
                except UnicodeDecodeError:
                    problems.append(Problem(path.name, number, "not UTF-8"))
                    continue
                text = text.removeprefix("\ufeff") if number == 1 else text
                if text.strip():
                    yield number, text
                else:
                    problems.append(Problem(path.name, number, "empty line"))
        except (OSError, EOFError) as error:
            raise NamesError(f"{path}: cannot be read to its end: {error}") from error


def _identities(path: Path, problems: list[Problem]) -> Iterator[tuple[str, str, int]]:
    """Rows of `id TAB name TAB number of images`; a first line that names its columns is passed over."""
    first: dict[str, int] = {}
    for number, text in _lines(path, problems):
        cells = text.split("\t")
        if number == 1 and cells[0].strip().casefold() in ID_NAMES:
            continue
        reason, row = _identity(cells)
        if row is None:
            problems.append(Problem(path.name, number, reason))
        elif row[0] in first:
            problems.append(
                Problem(path.name, number, f"{row[0]} stands on line {first[row[0]]} already: not counted")
            )
        else:
            first[row[0]] = number
            yield row


def _identity(cells: list[str]) -> tuple[str, tuple[str, str, int] | None]:
    if len(cells) != 3:
        return f"{len(cells)} columns instead of 3", None
    key = identifier(cells[0])
    if key is None:
        return f"{cells[0][:60]!r} is no Freebase or Knowledge Graph identifier", None
    name = cells[1].strip()
    if name.startswith('"') and (literal := _LITERAL.match(name)):
        name = literal[1].replace('\\"', '"').strip()
    if not name:
        return f"{key} has no name", None
    count = cells[2].strip()
    if not (count.isascii() and count.isdigit() and len(count) < 10) or int(count) > MOST_IMAGES:
        return f"{count[:60]!r} is no number of images", None
    return "", (key, name, int(count))


def _biographies(path: Path, problems: list[Problem]) -> Iterator[tuple[str, str, str]]:
    """Rows of identifier, text and address from JSON lines, or from TSV or CSV with or without a header."""
    suffix = next((s for s in reversed(path.suffixes) if s != ".gz"), "")
    read = _json_rows if suffix in (".jsonl", ".ndjson", ".json") else _table_rows
    for number, raw_key, text, url in read(path, problems):
        key = identifier(raw_key)
        if key is None:
            reason = f"{raw_key[:60]!r} is no Freebase or Knowledge Graph identifier"
            problems.append(Problem(path.name, number, reason))
        else:
            yield key, " ".join(text.split()), url if re.match(r"https?://\S+$", url) else ""


def _json_rows(path: Path, problems: list[Problem]) -> Iterator[tuple[int, str, str, str]]:
    for number, text in _lines(path, problems):
        try:
            row = json.loads(text)
        except (ValueError, RecursionError):
            problems.append(Problem(path.name, number, "not JSON"))
            continue
        if not isinstance(row, dict):
            problems.append(Problem(path.name, number, "not a JSON object"))
            continue
        key, *told = (
            next((str(row[n]) for n in names if isinstance(row.get(n), str)), "")
            for names in (ID_NAMES, TEXT_NAMES, URL_NAMES)
        )
        if not key:
            problems.append(Problem(path.name, number, "no identifier"))
            continue
        yield number, key, told[0], told[1]


def _table_rows(path: Path, problems: list[Problem]) -> Iterator[tuple[int, str, str, str]]:
    tabs = ".csv" not in path.suffixes
    places = (0, 1, 2)
    for number, cells in _cells(path, problems, tabs=tabs):
        if number == 1 and {c.strip().casefold() for c in cells} & set(ID_NAMES):
            places = _places(path, [c.strip().casefold() for c in cells])
            continue
        if len(cells) <= max(places[:2]):
            problems.append(Problem(path.name, number, f"{len(cells)} columns: identifier and text are needed"))
            continue
        url = cells[places[2]] if 0 <= places[2] < len(cells) else ""
        yield number, cells[places[0]], cells[places[1]], url.strip()


def _cells(path: Path, problems: list[Problem], *, tabs: bool) -> Iterator[tuple[int, list[str]]]:
    if tabs:
        for number, text in _lines(path, problems):
            yield number, text.split("\t")
        return
    # A quoted cell may run over several lines: the reader says on which line a row ended.
    at = [0]

    def counted() -> Iterator[str]:
        for number, text in _lines(path, problems):
            at[0] = number
            yield text + "\n"

    start = 1
    try:
        for cells in csv.reader(counted(), strict=True):
            yield start, cells
            start = at[0] + 1
    except csv.Error as error:
        raise NamesError(f"{path}, line {at[0]}: {error}; nothing after it can be read") from error


def _places(path: Path, header: list[str]) -> tuple[int, int, int]:
    key, text, url = (
        next((header.index(n) for n in names if n in header), -1) for names in (ID_NAMES, TEXT_NAMES, URL_NAMES)
    )
    if text < 0:
        raise NamesError(f"{path}: the first line names no column of text ({', '.join(TEXT_NAMES)})")
    return key, text, url
