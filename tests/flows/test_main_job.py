"""The main job, end to end, on the sample: every step real, every paper accounted for.

Covers: flows.steps.
"""

from typing import Any

import pytest
from sqlalchemy import select

from citetrail.records.vocabulary import Verdict
from citetrail.sample.sample_papers import SamplePaper, sample_papers
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import make_engine
from citetrail.store.funnel import status
from citetrail.store.tables import affiliations, assessments, claims, evidence, fetches, papers, pending
from flows.steps.mine import mine
from flows.steps.run_context import open_context
from tests.flows.conftest import Run

pytestmark = pytest.mark.slow


def rows(run: Run, table: Any, *where: Any) -> list[Any]:
    engine = make_engine(run.settings.store_url)
    with engine.connect() as connection:
        found = list(connection.execute(select(table).where(*where)))
    engine.dispose()
    return found


def test_every_paper_is_accounted_for(quiet_run: Run) -> None:
    known = {p.title for p in rows(quiet_run, papers, papers.c.merged_into.is_(None))}
    assert known == {p.title for p in sample_papers()}
    assert len(rows(quiet_run, fetches)) == len(known)
    assert len(rows(quiet_run, assessments)) == len(known)
    assert not rows(quiet_run, pending)


PAPERS = [pytest.param(p, id=p.slug) for p in sample_papers()]


@pytest.mark.parametrize("paper", PAPERS)
def test_each_paper_reads_as_a_careful_reader_would(quiet_run: Run, paper: SamplePaper) -> None:
    (record,) = [p for p in rows(quiet_run, papers, papers.c.merged_into.is_(None)) if p.title == paper.title]
    (found,) = rows(quiet_run, assessments, assessments.c.paper_id == record.id)
    expected = paper.expected
    if "verdict" in expected:
        assert found.verdict == expected["verdict"]
    if "outcome" in expected:
        (fetched,) = rows(quiet_run, fetches, fetches.c.paper_id == record.id)
        assert expected["outcome"] in (fetched.outcome, found.outcome)
    if "member" in expected:
        mine_ = (claims.c.paper_id == record.id, claims.c.kind == "use", ~claims.c.cleared)
        uses = {(c.member, c.role) for c in rows(quiet_run, claims, *mine_)}
        assert (expected["member"], expected["role"]) in uses
    if "sectors" in expected and found.outcome == "ok":
        assert set(found.sectors) == set(expected["sectors"])
    if "countries" in expected and found.outcome == "ok":
        told = {a.country for a in rows(quiet_run, affiliations, affiliations.c.paper_id == record.id)}
        assert told == set(expected["countries"])


def test_every_quotation_is_verbatim(quiet_run: Run) -> None:
    store = DocumentStore(quiet_run.settings.store_documents_url)
    quoted = [e for e in rows(quiet_run, evidence) if e.page is not None]
    assert quoted
    for e in quoted:
        assert store.pages(e.sha256, e.text_version)[e.page - 1][e.start : e.end] == e.quote
        assert e.boxes


def test_words_of_the_service_are_marked_as_such(quiet_run: Run) -> None:
    without = [a for a in rows(quiet_run, assessments) if a.outcome != "ok" and a.verdict != Verdict.NO_TEXT]
    assert without, "the sample has a paper known only by its citation contexts"
    for assessment in without:
        origins = {e.origin for e in rows(quiet_run, evidence, evidence.c.paper_id == assessment.paper_id)}
        assert "pdf" not in origins


def test_a_second_run_fetches_and_extracts_nothing(quiet_run: Run) -> None:
    before = len(quiet_run.server.asked)
    with open_context(quiet_run.settings, "ms-celeb-1m") as context:
        again = mine(context)
    assert not again.fetched
    assert not again.extracted
    assert set(again.assessed) <= {"unchanged"}
    assert again.discovered.new == 0
    asked = [a.path for a in quiet_run.server.asked[before:]]
    assert not [path for path in asked if path.startswith(("/pdf/", "/files/"))]


def test_the_funnel_adds_up(quiet_run: Run) -> None:
    engine = make_engine(quiet_run.settings.store_url)
    with engine.connect() as connection:
        found = status(connection, "ms-celeb-1m")
    engine.dispose()
    funnel = found["funnel"]
    assert funnel["collected"] == funnel["with_pdf"] + sum(found["fetch_failures"].values())
    assert funnel["with_pdf"] == funnel["readable"] + sum(found["read_failures"].values())
    assert funnel["collected"] == sum(found["verdicts"].values())
    assert list(funnel.values()) == sorted(funnel.values(), reverse=True)
    beside = found["beside_the_funnel"]
    assert funnel["using_it"] + beside["using_it_without_text"] == found["verdicts"]["uses"]
    assert beside["using_it_without_text"] > 0
    assert found["held_by"] is None
