"""Papers without any address, looked up again: services leave fields out, and papers are opened later."""

import logging
from collections.abc import Sequence
from contextlib import closing

from citetrail.records.batches import batches_of
from citetrail.records.papers import FoundPaper, Sighting
from citetrail.records.settings import Settings
from citetrail.records.vocabulary import Source
from spiders.parse_rows import scholar_paper
from spiders.semantic_scholar import BATCH, PAPER_FIELDS, Scholar
from spiders.service_errors import ServiceError

log = logging.getLogger("citetrail.spiders")


def look_again(settings: Settings, ids: Sequence[str]) -> list[FoundPaper]:
    """What Semantic Scholar says now of these papers ("CorpusId:…" or its own ids), 500 a request.

    Where it does not answer, those that came are returned: the others are looked up in the next run.
    """
    scholar = Scholar(settings)
    with closing(scholar.service):
        return look_up(scholar, ids)


def look_up(scholar: Scholar, ids: Sequence[str]) -> list[FoundPaper]:
    """The same over an open client."""
    found: list[FoundPaper] = []
    for some in batches_of(ids, BATCH):
        try:
            rows = scholar.papers(some, PAPER_FIELDS)
        except ServiceError as error:
            log.warning("papers without an address could not be looked up again: %s", error)
            break
        told = (scholar_paper(row, Sighting(Source.S2_CITATIONS, "")) for row in rows if row)
        found += [paper for paper in told if paper]
    return found
