"""Lists of papers as people keep them: BibTeX, RIS, CSL-JSON, tables, ASReview's files, plain lines.

What a file says is bounded and never trusted in type. An entry that says too little to find its paper is told.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from citetrail.records.identifiers import arxiv_id, doi, title_key
from citetrail.records.spreadsheet_text import ColumnsMissing, TableError, TableRow, decode, read_table
from citetrail.records.titles import LONGEST_RAW, kept_title

LARGEST = 50_000_000  # bytes of one file
# The largest screening lists have tens of thousands; the whole list is held in memory.
MOST_ENTRIES = 200_000
# Far more than any paper of the field has; what is beyond is left out.
MOST_AUTHORS = 3_000
SHORTEST_TITLE = 5  # letters
LONGEST_VENUE, LONGEST_NAME, LONGEST_ADDRESS = 500, 300, 2_000  # characters
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.I)
_ARXIV_TEXT = re.compile(r"arxiv[.:/\s]", re.I)
# ASReview's labels: a record that was put aside is not to be read. Names of its versions 0.19 to 2.
_LABELS = ("asreview_label", "included", "label_included", "final_included", "label")
_NAMING = ("title", "primary_title", "article_title", "doi", "arxiv_id", "arxiv")
_NOT_RELEVANT = ("ASReview_irrelevant",)


class ListError(Exception):
    """The file cannot be read as a list of papers; the message says why."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry of a list. It names a paper when it has an identifier or a title."""

    place: str  # where it stands: "line 12", "key smith2019"
    title: str = ""
    doi: str | None = None
    arxiv_id: str | None = None
    year: int | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    url: str | None = None
    relevant: bool = True  # false where ASReview's screening put it aside

    @property
    def is_enough(self) -> bool:
        """Whether a paper can be found by it: an identifier, or a title that is more than a mark or a word or two."""
        return bool(self.doi or self.arxiv_id or len(title_key(self.title)) >= SHORTEST_TITLE)


def read_list(path: Path, encoding: str = "") -> list[ListEntry]:
    """The entries of a file, told apart by its ending, else by its first letters. Raises ListError."""
    if path.stat().st_size > LARGEST:
        raise ListError(f"{path} has more than {LARGEST // 1_000_000} MB: split it")
    data = path.read_bytes()
    if not data.strip():
        raise ListError(f"{path} is empty")
    try:
        return [replace(e, place=f"{path.name}, {e.place}") for e in _read(path.name, data, encoding)]
    except (TableError, ValueError, RecursionError, zipfile.BadZipFile) as error:
        raise ListError(f"{path}: {error}") from error


def _read(name: str, data: bytes, encoding: str) -> list[ListEntry]:
    kind = Path(name).suffix.lower()
    if kind == ".asreview" or data[:2] == b"PK":
        return _asreview(name, data, encoding)
    text = decode(data, encoding)
    start = text.lstrip()[:200]
    if kind == ".bib" or start.startswith("@"):
        entries = _bibtex(text)
    elif kind == ".ris" or re.match(r"TY {1,2}- ", start):
        entries = _ris(text)
    elif kind == ".json" or start.startswith(("[", "{")):
        entries = _csl(text)
    elif kind in (".csv", ".tsv"):
        entries = _table(text)
    else:
        entries = (named(line, f"line {n}") for n, line in enumerate(text.splitlines(), 1) if line.strip())
    found = list(entries)
    if len(found) > MOST_ENTRIES:
        raise ListError(f"{name} has {len(found):,} entries, more than {MOST_ENTRIES:,}: split it")
    return found


def named(words: str, place: str) -> ListEntry:
    """An entry of one line: a DOI or arXiv id, bare or as an address, else a title."""
    text = _line(words, LONGEST_RAW)
    if found := _doi(text):
        return _entry(place, {"doi": found})
    number = arxiv_id(text)
    # "1801.07698" is an identifier; a title that ends in one is not.
    if number and re.fullmatch(r"(?:https?://(?:\w+\.)?arxiv\.org/\w+/|arxiv[:.\s]*)?\S+", text, re.I):
        return ListEntry(place, arxiv_id=number)
    return ListEntry(place, title=kept_title(text))


def _bibtex(text: str) -> Iterator[ListEntry]:
    from citetrail.records.bibtex_fields import bibtex_entries

    for place, fields in bibtex_entries(text):
        told = {name: _line(value, 20_000) for name, value in fields.items()}
        names = [n for n in re.split(r"\s+and\s+", told.get("author", "")) if n and n != "others"]
        eprint = told.get("eprint", "") if "arxiv" in told.get("archiveprefix", "arxiv").lower() else ""
        told["venue"] = told.get("booktitle") or told.get("journal") or told.get("journaltitle") or ""
        yield _entry(place, told | {"arxiv": eprint, "year": told.get("year") or told.get("date")}, names)


def _ris(text: str) -> Iterator[ListEntry]:
    import rispy

    # The parser drops a record without its last line, and says nothing: each gets one.
    for number, record in enumerate(re.split(r"(?m)^(?=TY {1,2}- )", text)[1:], 1):
        whole = record if re.search(r"(?m)^ER {1,2}-", record) else f"{record.rstrip()}\nER  - \n"
        for row in rispy.load(io.StringIO(whole)):
            notes = [str(n) for n in row.get("notes", ())]
            told = {
                "title": row.get("title") or row.get("primary_title"),
                "doi": row.get("doi"),
                "year": row.get("year") or row.get("publication_year"),
                "venue": row.get("journal_name") or row.get("secondary_title"),
                "url": next(iter(row.get("urls", ())), row.get("url")),
            }
            names = row.get("authors") or row.get("first_authors") or ()
            relevant = not any(word in note for note in notes for word in _NOT_RELEVANT)
            yield _entry(f"record {number}", told, names, relevant=relevant)


def _csl(text: str) -> Iterator[ListEntry]:
    rows = json.loads(text)
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
        if not isinstance(row, dict):
            yield ListEntry(f"item {number}")
            continue
        people = row.get("author")
        names = [_person(p) for p in people if isinstance(p, dict)] if isinstance(people, list) else []
        issued = row.get("issued")
        parts = issued.get("date-parts") if isinstance(issued, dict) else None
        year = parts[0][0] if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] else None
        told = {
            "title": row.get("title"),
            "doi": row.get("DOI"),
            "year": year,
            "venue": row.get("container-title"),
            "url": row.get("URL"),
            "arxiv": row.get("number") if "arxiv" in str(row.get("publisher", "")).lower() else None,
        }
        yield _entry(f"item {number}", told, names)


def _person(told: Mapping[str, Any]) -> str:
    if told.get("literal"):
        return str(told["literal"])
    parts = (told.get("given"), told.get("non-dropping-particle"), told.get("family"))
    return " ".join(str(p) for p in parts if p)


def _table(text: str) -> Iterator[ListEntry]:
    for row in _rows(text):
        cells = row.cells
        told = {
            "title": _first(cells, "title", "primary_title", "article_title"),
            "doi": _first(cells, "doi", "digital_object_identifier"),
            "arxiv": _first(cells, "arxiv_id", "arxiv"),
            "year": _first(cells, "year", "publication_year"),
            "venue": _first(cells, "venue", "journal", "journal_name", "source_title", "secondary_title"),
            "url": _first(cells, "url", "urls", "link"),
        }
        label = _first(cells, *_LABELS)
        names = re.split(r"\s*;\s*", _first(cells, "authors", "author", "first_authors"))
        yield _entry(f"line {row.line}", told, names, relevant=label not in ("0", "0.0", "False", "false"))


def _rows(text: str) -> Iterator[TableRow]:
    """The rows of a table that names its papers by one of the columns of `_NAMING`."""
    for column in _NAMING:
        try:
            return iter(list(read_table(text, {column})))
        except ColumnsMissing:
            continue
    raise TableError(f"line 1: no column that names papers is there; one of {', '.join(_NAMING)} is needed")


def _first(cells: Mapping[str, str], *names: str) -> str:
    return next((cells[n].strip() for n in names if cells.get(n, "").strip()), "")


def _asreview(name: str, data: bytes, encoding: str) -> list[ListEntry]:
    """The records of a project file of ASReview: the file that was put into it, under `data/`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = [i for i in archive.infolist() if re.fullmatch(r"data/[^/]+\.(?:csv|tsv|ris|bib)", i.filename, re.I)]
        if len(inside) != 1:
            raise ListError(f"{name} holds no single list of papers: export it from ASReview as RIS or CSV")
        # The size that the archive tells may be untrue: no more than this is unpacked.
        with archive.open(inside[0]) as file:
            unpacked = file.read(LARGEST + 1)
    if len(unpacked) > LARGEST:
        raise ListError(f"{name}: its list of papers has more than {LARGEST // 1_000_000} MB")
    return _read(inside[0].filename, unpacked, encoding)


def _entry(
    place: str, told: Mapping[str, Any], names: Sequence[str] | Iterable[str] = (), *, relevant: bool = True
) -> ListEntry:
    found_doi, number = _doi(told.get("doi")), arxiv_id(str(told.get("arxiv") or ""))
    if found_doi and (of_arxiv := _ARXIV_DOI.fullmatch(found_doi)):
        # arXiv's DOI is its number in other clothes.
        found_doi, number = None, number or arxiv_id(of_arxiv[1])
    url = _line(told.get("url"), LONGEST_ADDRESS)
    if number is None and _ARXIV_TEXT.search(url):
        number = arxiv_id(url)
    year = re.match(r"\s*(\d{4})", str(told.get("year") or ""))
    return ListEntry(
        place=_line(place, 200),
        title=kept_title(_line(told.get("title"), LONGEST_RAW)),
        doi=found_doi or _doi(url),
        arxiv_id=number,
        year=int(year[1]) if year and 1900 <= int(year[1]) <= 2100 else None,
        authors=tuple(n for name in list(names)[:MOST_AUTHORS] if (n := _line(name, LONGEST_NAME))),
        venue=_line(told.get("venue"), LONGEST_VENUE) or None,
        url=url if url.startswith(("http://", "https://")) else None,
        relevant=relevant,
    )


def _doi(value: object) -> str | None:
    return doi(_line(value, LONGEST_ADDRESS)) if value else None


def _line(value: object, most: int) -> str:
    """Text on one line without control characters, at most so long; "" for what is no text or number."""
    if not isinstance(value, str | int):
        return ""
    return " ".join(_CONTROL.sub(" ", str(value)[: 4 * most]).split())[:most].rstrip()
