"""Slides, a poster or a supplement as the first that comes of a paper: typed as that, silent of nothing, and second
to the paper itself when that comes.

Covers: flows.steps.assess, citetrail.store.copies, citetrail.store.added_files, citetrail.store.wanted_papers.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from citetrail.records.copies import CopyKind
from citetrail.records.identifiers import sha256_of
from citetrail.records.vocabulary import ClaimKind
from citetrail.sample.sample_papers import papers_in_copies, typeset
from citetrail.store.tables import assessments, claim_evidence, claims, copies, evidence, papers, readings
from tests.flows.test_files_and_papers_of_ones_own import Desk, desk_over

pytestmark = pytest.mark.slow
# Papers of which nobody has put up anything; what lies beside them is brought before they are.
BESIDE = {"slides-beside": CopyKind.SLIDES, "poster-silent": CopyKind.POSTER, "poster-says": CopyKind.POSTER}
WHOLE = {p.slug: p for p in papers_in_copies() if p.slug in BESIDE}
PAPERS = {slug: replace(p, file="none", arxiv=None, copies=()) for slug, p in WHOLE.items()}
SILENT = ("slides-beside", "poster-silent")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with desk_over(list(PAPERS.values()), tmp_path, monkeypatch) as made:
        yield made


def of_papers(desk: Desk, *columns: Any) -> dict[str, tuple[Any, ...]]:
    """By slug, these columns of each paper's assessment and copies."""
    query = select(papers.c.title, *columns).join(assessments, assessments.c.paper_id == papers.c.id)
    rows = desk.rows(query.join(copies, copies.c.paper_id == papers.c.id).where(copies.c.sha256.is_not(None)))
    titles = {p.title: slug for slug, p in PAPERS.items()}
    return {titles[str(title)]: tuple(rest) for title, *rest in rows}


def quoted(desk: Desk, slug: str) -> set[object]:
    """The documents in which the evidence of a paper's claims on uses stands."""
    query = (
        select(evidence.c.sha256)
        .join(claim_evidence, claim_evidence.c.evidence_id == evidence.c.id)
        .join(claims, claims.c.id == claim_evidence.c.claim_id)
        .join(papers, papers.c.id == claims.c.paper_id)
        .where(papers.c.title == PAPERS[slug].title, claims.c.kind == ClaimKind.USE, claims.c.current)
    )
    return {sha for (sha,) in desk.rows(query)}


def wanted(desk: Desk) -> dict[str, dict[str, str]]:
    desk.run("papers", "wanted", "--out", "wanted.csv")
    with (desk.folder / "wanted.csv").open(encoding="utf-8", newline="") as file:
        return {row["title"]: row for row in csv.DictReader(file)}


def test_what_lies_beside_comes_first_and_the_paper_takes_over(desk: Desk) -> None:
    desk.run("discover", "ms-celeb-1m")
    (desk.folder / "first").mkdir()
    beside = {slug: typeset(p, next(c for c in p.copies if "form" in c.told)) for slug, p in WHOLE.items()}
    for slug, data in beside.items():
        (desk.folder / "first" / f"{slug[::-1]}.pdf").write_bytes(data)
    assert "3 attached" in desk.run("documents", "add", "first", "--by", "ann")
    desk.run("mine", "ms-celeb-1m", "--direct")
    seen = of_papers(desk, copies.c.kind, assessments.c.outcome, assessments.c.verdict)
    assert {slug: row[0] for slug, row in seen.items()} == BESIDE
    for slug in SILENT:
        assert seen[slug][1] == "no_open_pdf", "slides that say nothing are no reading of the paper"
        assert seen[slug][2] != "none"
    assert seen["poster-says"][1:] == ("ok", "uses"), "what they say counts"
    listed = wanted(desk)
    assert set(listed) == {PAPERS[slug].title for slug in SILENT}
    whole = {slug: typeset(p) for slug, p in WHOLE.items()}
    (desk.folder / "then").mkdir()
    for slug, data in whole.items():
        (desk.folder / "then" / f"{slug}.pdf").write_bytes(data)
    assert "3 attached" in desk.run("documents", "add", "then", "--by", "ann")
    desk.run("mine", "ms-celeb-1m", "--direct")
    assert wanted(desk) == {}
    stands = desk.rows(select(papers.c.title, assessments.c.sha256, assessments.c.outcome).join(assessments))
    assert {str(title): (sha, outcome) for title, sha, outcome in stands} == {
        PAPERS[slug].title: (sha256_of(data), "ok") for slug, data in whole.items()
    }
    for slug in SILENT:
        assert quoted(desk, slug) == {sha256_of(whole[slug])}, "the paper's own words"
    told = {str(text) for (text,) in desk.rows(select(claims.c.text).where(claims.c.kind == ClaimKind.DIFFERENCE))}
    assert all(text.startswith("A poster says that") for text in told), "nothing is missing from slides"
    assert len(told) == 1
    assert {
        kind
        for (kind,) in desk.rows(select(copies.c.kind).where(copies.c.sha256.in_(map(sha256_of, whole.values()))))
    } == {"other"}
    assert len(desk.rows(select(readings.c.sha256))) == 2 * len(WHOLE)
