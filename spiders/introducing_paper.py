"""What Semantic Scholar knows of the paper that introduced a dataset: for a new target file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from citetrail.records.identifiers import arxiv_id, doi
from citetrail.records.targets import IntroducingPaper
from citetrail.records.titles import kept_title
from spiders.s2_citations import seed_ids

FIELDS = "title,year,corpusId,externalIds"


class PapersById(Protocol):
    """The part of `Scholar` that is needed here."""

    def papers(self, ids: list[str], fields: str) -> list[dict[str, Any] | None]: ...


def look_up(scholar: PapersById, paper: IntroducingPaper) -> IntroducingPaper | None:
    """The paper with the title, year and ids that the service has; None when it knows none of its ids.

    What the file's author gave stays. Raises ServiceError when the service cannot be asked.
    """
    for identifier in seed_ids(paper):
        found = scholar.papers([identifier], FIELDS)[0]
        if found is not None:
            return _joined(paper, found)
    return None


def _joined(paper: IntroducingPaper, found: Mapping[str, Any]) -> IntroducingPaper:
    other = found.get("externalIds")
    ids: Mapping[str, Any] = other if isinstance(other, dict) else {}
    title, year, corpus = found.get("title"), found.get("year"), found.get("corpusId")
    return replace(
        paper,
        title=paper.title or (kept_title(title) if isinstance(title, str) else ""),
        arxiv=paper.arxiv or arxiv_id(str(ids.get("ArXiv") or "")),
        doi=paper.doi or doi(str(ids.get("DOI") or "")),
        corpus_id=paper.corpus_id or (str(corpus) if isinstance(corpus, int) else None),
        year=paper.year or (year if isinstance(year, int) and year > 0 else None),
    )
