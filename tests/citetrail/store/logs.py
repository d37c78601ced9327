"""Small stores with claims to decide."""

from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from citetrail.records.vocabulary import Vote
from citetrail.store.claims import Claim, find_claim
from citetrail.store.decision_log import Ballot, Decided, decide
from citetrail.store.engine import writing
from citetrail.store.tables import claims, evidence, papers
from tests.synthetic import AT

CLAIM: dict[str, Any] = {
    "target": "t",
    "kind": "use",
    "paper_id": "p1",
    "member": "ms1mv2",
    "role": "trained_on",
    "organisation_id": None,
    "sector": None,
    "raw_key": None,
    "text": "This paper trained a model on MS1MV2.",
    "score": 0.6,
    "rule": "verb_governs_member",
    "reasons": [],
    "headline": "academic",
    "sensitive": False,
    "priority": 0.5,
    "papers": 1,
    "version": "v1",
    "evidence_hash": "e1",
    "cleared": False,
    "current": True,
    "state": "open",
    "decided_hash": "",
    "created_at": AT,
}


def add_claims(engine: Engine, *ids: str, **changes: Any) -> None:
    """Claims on one paper, alike but for their ids and what is changed."""
    with writing(engine) as connection:
        if connection.execute(select(papers).where(papers.c.id == "p1")).first() is None:
            paper = {"id": "p1", "title": "A Paper on Faces", "title_key": "apaperonfaces", "pdf_urls": []}
            connection.execute(insert(papers), paper | {"authors": [], "first_seen": AT})
        connection.execute(insert(claims), [CLAIM | {"id": i} | changes for i in ids])


def add_quote(engine: Engine, claim: str, key: str, quote: str) -> None:
    """A piece of evidence for a claim, without a page."""
    from citetrail.store.tables import claim_evidence

    row: dict[str, Any] = dict.fromkeys(("sha256", "text_version", "page", "start", "end"))
    row |= {"id": key, "paper_id": "p1", "origin": "pdf", "quote": quote, "before": "", "after": ""}
    row |= {"match_start": 0, "match_end": 0, "section": "method", "boxes": []}
    with writing(engine) as connection:
        connection.execute(insert(evidence), row)
        connection.execute(insert(claim_evidence), {"claim_id": claim, "evidence_id": key, "rank": 0})


_tokens = iter(range(10**9))


def vote(
    connection: Connection, reviewer: str, verdict: Vote, claim: str = "c1", seen: str = "e1", **told: Any
) -> Decided:
    """Cast a ballot as that reviewer."""
    told = {"token": f"token-{next(_tokens):06}", **told}
    return decide(
        connection, Ballot(claim_id=claim, reviewer=reviewer, vote=verdict, evidence_hash=seen, **told), at=AT
    )


def claim_row(connection: Connection, claim: str = "c1") -> Claim:
    found = find_claim(connection, claim)
    assert found is not None
    return found
