"""Papers that people name by identifier, looked up at Semantic Scholar."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field

from citetrail.records.papers import FoundPaper, Sighting
from citetrail.records.settings import Settings
from spiders.parse_rows import scholar_paper
from spiders.semantic_scholar import BATCH, PAPER_FIELDS, Scholar
from spiders.service_errors import ServiceError


@dataclass(slots=True)
class LookedUp:
    """Identifier → the paper as the service tells it; those it knows nothing of are left out."""

    papers: dict[str, FoundPaper] = field(default_factory=dict)
    failure: str = ""  # why not all were asked


def look_up_named(settings: Settings, ids: Sequence[str], sighting: Sighting) -> LookedUp:
    """Look up papers ("DOI:…", "ARXIV:…"), 500 a request. What came before a failure is kept."""
    found = LookedUp()
    scholar = Scholar(settings)
    with closing(scholar.service):
        for start in range(0, len(ids), BATCH):
            part = ids[start : start + BATCH]
            try:
                rows = scholar.papers(part, PAPER_FIELDS)
            except ServiceError as error:
                found.failure = str(error)
                break
            for key, row in zip(part, rows, strict=True):
                paper = scholar_paper(row, sighting) if row else None
                if paper is not None:
                    found.papers[key] = paper
    return found
