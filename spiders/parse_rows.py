"""Rows of Semantic Scholar and arXiv into our nouns. What comes from outside is bounded and never trusted in type."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from citetrail.records.identifiers import arxiv_id, doi
from citetrail.records.papers import FoundPaper, Sighting, SourceAuthor
from citetrail.records.titles import LONGEST_RAW, kept_title

ABSTRACT, NAME, CONTEXT, ADDRESS = 20_000, 300, 3_000, 2_000  # longest kept, in characters
CONTEXTS, AUTHORS, AFFILIATIONS, TYPES = 50, 3_000, 20, 10  # most kept
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]+")
_DIGITS = re.compile(r"[1-9][0-9]{0,14}")
# arXiv registers a DOI for each of its papers; it is the arXiv id in other clothes, not a second identity.
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.I)


def text(value: object, most: int) -> str | None:
    """The string without control characters and folded to one line, at most so long; None when there is none."""
    if not isinstance(value, str):
        return None
    return " ".join(_CONTROL.sub(" ", value[: 4 * most]).split())[:most].rstrip() or None


def title(value: object) -> tuple[str, str] | None:
    """(the title as people read it, the title as it came); None when there is none."""
    raw = text(value, LONGEST_RAW)
    readable = kept_title(raw) if raw else ""
    return (readable, raw) if raw and readable else None


def year(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2100 else None


def day(value: object) -> str | None:
    """An ISO date, or None."""
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else None
    except ValueError:
        return None


def texts(value: object, most: int, longest: int) -> tuple[str, ...]:
    rows = value if isinstance(value, list) else []
    return tuple(found for row in rows[:most] if (found := text(row, longest)))


def identifiers(row: Mapping[str, Any]) -> dict[str, str | None]:
    """s2_id, corpus_id, doi and arxiv_id of one Semantic Scholar paper."""
    external = row.get("externalIds")
    external = external if isinstance(external, dict) else {}
    corpus = next((c for c in (row.get("corpusId"), external.get("CorpusId")) if _is_number(c)), None)
    found_doi = doi(str(external.get("DOI") or ""))
    found_arxiv = arxiv_id(str(external.get("ArXiv") or ""))
    if found_doi and (of_arxiv := _ARXIV_DOI.fullmatch(found_doi)):
        found_arxiv, found_doi = found_arxiv or arxiv_id(of_arxiv[1]), None
    return {
        "s2_id": text(row.get("paperId"), 80),
        "corpus_id": str(corpus) if corpus is not None else None,
        "doi": found_doi,
        "arxiv_id": found_arxiv,
    }


def _is_number(value: object) -> bool:
    return isinstance(value, int | str) and not isinstance(value, bool) and bool(_DIGITS.fullmatch(str(value)))


def scholar_paper(row: Mapping[str, Any], sighting: Sighting) -> FoundPaper | None:
    """One paper as Semantic Scholar describes it; None for a row without a title (it names no paper)."""
    told = title(row.get("title"))
    if told is None:
        return None
    pdf = row.get("openAccessPdf")
    address = text(pdf.get("url"), ADDRESS) if isinstance(pdf, dict) else None
    ids = identifiers(row)
    return FoundPaper(
        title=told[0],
        raw_title=told[1] if told[1] != told[0] else "",
        sighting=sighting,
        year=year(row.get("year")),
        published_on=day(row.get("publicationDate")),
        venue=text(row.get("venue"), NAME),
        abstract=text(row.get("abstract"), ABSTRACT),
        url=text(row.get("url"), ADDRESS),
        pdf_urls=(address,) if address else (),
        authors=tuple(_authors(row.get("authors"))),
        s2_id=ids["s2_id"],
        corpus_id=ids["corpus_id"],
        doi=ids["doi"],
        arxiv_id=ids["arxiv_id"],
        types=texts(row.get("publicationTypes"), TYPES, NAME),
    )


def with_edge(sighting: Sighting, edge: Mapping[str, Any]) -> Sighting:
    """The sighting with what the citation itself says: the sentences around it and their intents."""
    return replace(
        sighting,
        contexts=texts(edge.get("contexts"), CONTEXTS, CONTEXT),
        intents=texts(edge.get("intents"), CONTEXTS, NAME),
        is_influential=edge.get("isInfluential") is True,
    )


def _authors(rows: object) -> Iterable[SourceAuthor]:
    for row in rows[:AUTHORS] if isinstance(rows, list) else ():
        name = text(row.get("name"), NAME) if isinstance(row, dict) else None
        if name:
            yield SourceAuthor(name, texts(row.get("affiliations"), AFFILIATIONS, NAME))
