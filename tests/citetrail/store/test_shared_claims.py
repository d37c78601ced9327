"""Claims on organisations and strings stay in the queue for as long as a paper of use makes them."""

from typing import Any

import pytest
from sqlalchemy import Engine, insert, select

from citetrail.records.vocabulary import Verdict
from citetrail.store.assessments import AssessmentRows, save_assessments
from citetrail.store.engine import writing
from citetrail.store.tables import claim_evidence, claims, papers
from tests.citetrail.store.logs import CLAIM
from tests.synthetic import AT

SECTOR = CLAIM | {"id": "sector", "kind": "sector", "paper_id": None, "member": None, "role": None}
SECTOR |= {"organisation_id": "o1", "sector": "academic"}
STRING = CLAIM | {"id": "string", "kind": "resolution", "paper_id": None, "member": None, "role": None}
STRING |= {"raw_key": "lamp works, oslo"}
CACHES = ("papers", "current", "state", "decided_hash")


def rows(paper: str, verdict: Verdict, *made: dict[str, Any], priority: float = 0.5) -> AssessmentRows:
    """One paper's assessment that makes these shared claims; each string is quoted from the paper."""
    assessment = dict.fromkeys(("sha256",)) | {"paper_id": paper, "target": "t", "version": "v", "input_hash": "h"}
    assessment |= {"outcome": "ok", "verdict": verdict, "score": 0.5, "unresolved": False, "sectors": []}
    assessment |= {"headline": "academic", "title": "", "authors": [], "assessed_at": AT}
    quote = dict.fromkeys(("sha256", "text_version", "page", "start", "end"))
    quote |= {"id": f"quote-{paper}", "paper_id": paper, "origin": "pdf", "quote": "Lamp Works, Oslo", "before": ""}
    quote |= {"after": "", "match_start": 0, "match_end": 4, "section": "", "boxes": []}
    named = [
        {"paper_id": paper, "target": "t", "position": n, "match": 0, "raw": "x", "raw_key": claim["raw_key"] or "x"}
        | {"organisation_id": claim["organisation_id"], "sector": "academic", "country": None, "method": "m"}
        | {"score": 0.5, "origin": "pdf", "note": "", "authors": [], "evidence_id": quote["id"]}
        for n, claim in enumerate(made)
    ]
    told = [{k: v for k, v in claim.items() if k not in CACHES} | {"priority": priority} for claim in made]
    links = [{"claim_id": c["id"], "evidence_id": quote["id"], "rank": 0} for c in made if c["kind"] == "resolution"]
    is_made = verdict is Verdict.USES
    return AssessmentRows(assessment, [], [quote], named, [], told if is_made else [], links if is_made else [])


@pytest.fixture
def store(engine: Engine) -> Engine:
    paper = {"title": "T", "title_key": "t", "pdf_urls": [], "authors": [], "first_seen": AT}
    with writing(engine) as connection:
        connection.execute(insert(papers), [paper | {"id": i} for i in ("p1", "p2")])
    return engine


def save(engine: Engine, *batch: AssessmentRows) -> tuple[set[str], set[str]]:
    """(shared claims in the queue, quotations of the claim on the string) afterwards."""
    with writing(engine) as connection:
        save_assessments(connection, "t", batch)
        held = set(connection.scalars(select(claims.c.id).where(claims.c.current)))
        quoted = select(claim_evidence.c.evidence_id).where(claim_evidence.c.claim_id == "string")
        return held, set(connection.scalars(quoted))


def test_a_claim_stays_until_no_paper_makes_it(store: Engine) -> None:
    both = [rows(p, Verdict.USES, SECTOR, STRING) for p in ("p1", "p2")]
    assert save(store, *both) == ({"sector", "string"}, {"quote-p1", "quote-p2"})
    assert save(store, rows("p1", Verdict.USES)) == ({"sector", "string"}, {"quote-p2"})
    assert save(store, rows("p2", Verdict.USES, SECTOR))[0] == {"sector"}
    assert save(store, rows("p2", Verdict.USES)) == (set(), set())
    assert save(store, both[0])[0] == {"sector", "string"}


def test_a_paper_that_is_no_use_after_all_holds_no_claim_on_who_wrote_it(store: Engine) -> None:
    save(store, rows("p1", Verdict.USES, SECTOR, STRING))
    assert save(store, rows("p1", Verdict.MENTIONS, SECTOR, STRING)) == (set(), set())


def test_the_queues_order_follows_a_new_priority_until_one_is_learned(store: Engine) -> None:
    save(store, rows("p1", Verdict.USES, SECTOR))
    save(store, rows("p1", Verdict.USES, SECTOR, priority=0.9))
    with writing(store) as connection:
        assert connection.scalar(select(claims.c.rank)) == 0.9
        connection.execute(claims.update().values(learned=0.2, rank=0.3))
    save(store, rows("p1", Verdict.USES, SECTOR, priority=0.1))
    with writing(store) as connection:
        assert connection.scalar(select(claims.c.rank)) == 0.3
