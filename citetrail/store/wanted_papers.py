"""The papers without readable text, for a library: what is known of each, why it is missing, how promising it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from citetrail.records.vocabulary import Outcome, Verdict
from citetrail.store.tables import assessments, fetches, papers, promising, sightings


@dataclass(frozen=True, slots=True)
class WantedPaper:
    """One paper whose text could not be had or read; `landing_page` is where a person finds it."""

    paper_id: str
    title: str
    year: int | None
    venue: str
    doi: str
    arxiv_id: str
    landing_page: str
    outcome: str
    why: str
    verdict: str  # from what Semantic Scholar quotes of it; no_text where it quotes nothing
    score: float  # 0..1: how sure the quoted words make the use
    is_promising: bool  # a source quotes words that name the family
    sources: int  # how many reasons there are to think that it matters


def wanted_papers(connection: Connection, target: str) -> Iterator[WantedPaper]:
    """The papers of a target without readable text, the most promising first; one that was not tried yet is none."""
    for row in connection.execute(_query(target).execution_options(yield_per=500)):
        fetched = row.outcome != Outcome.OK
        yield WantedPaper(
            paper_id=row.id,
            title=row.title,
            year=row.year,
            venue=row.venue or "",
            doi=row.doi or "",
            arxiv_id=row.arxiv_id or "",
            landing_page=f"https://doi.org/{row.doi}" if row.doi else row.url or "",
            outcome=row.outcome if fetched else row.read_outcome or row.outcome,
            why=row.detail if fetched else _of_what_came(row.read_outcome),
            verdict=row.verdict or Verdict.NO_TEXT,
            score=round(row.score or 0.0, 3),
            is_promising=row.quoted is not None,
            sources=row.sources,
        )


def _of_what_came(outcome: str) -> str:
    if outcome == Outcome.NO_OPEN_PDF:  # of the paper itself
        return "Only slides, a poster or a supplement came, and they say of no use."
    return f"The file that came cannot be read ({outcome})."


def _query(target: str) -> Select[Any]:
    reasons = (
        select(sightings.c.paper_id, func.count().label("sources"))
        .where(sightings.c.target == target)
        .group_by(sightings.c.paper_id)
        .subquery()
    )
    mine = (assessments.c.paper_id == papers.c.id) & (assessments.c.target == target)
    quoted = (promising.c.paper_id == papers.c.id) & (promising.c.target == target)
    unread = (fetches.c.outcome != Outcome.OK) | (assessments.c.outcome != Outcome.OK)
    return (
        select(
            *(papers.c[n] for n in ("id", "title", "year", "venue", "doi", "arxiv_id", "url")),
            fetches.c.outcome,
            fetches.c.detail,
            assessments.c.outcome.label("read_outcome"),
            assessments.c.verdict,
            assessments.c.score,
            promising.c.paper_id.label("quoted"),
            reasons.c.sources,
        )
        .join(reasons, reasons.c.paper_id == papers.c.id)
        .join(fetches, fetches.c.paper_id == papers.c.id)
        .outerjoin(assessments, mine)
        .outerjoin(promising, quoted)
        .where(papers.c.merged_into.is_(None), unread, func.coalesce(assessments.c.outcome, "") != Outcome.OK)
        .order_by(
            promising.c.paper_id.is_(None),
            func.coalesce(assessments.c.score, 0.0).desc(),
            reasons.c.sources.desc(),
            papers.c.id,
        )
    )
