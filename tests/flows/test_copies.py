"""Several copies of a paper, end to end on the stand-in: fetched after every first one, each read, judged as one.

Covers: flows.steps.copies, flows.steps.copy_texts, flows.steps.assess, data/sample/copies.toml.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from citetrail.paths import SAMPLE
from citetrail.publish.release import publish
from citetrail.records.copies import CopyPolicy
from citetrail.records.vocabulary import ClaimKind, Outcome, Verdict
from citetrail.sample.sample_papers import SamplePaper, papers_in_copies
from citetrail.sample.server import SampleServer
from citetrail.store.engine import make_engine, writing
from citetrail.store.tables import (
    affiliations,
    assessments,
    claim_evidence,
    claims,
    copies,
    evidence,
    fetches,
    papers,
    pending,
    readings,
)
from citetrail.store.work import put_before
from flows.steps.assess import assess
from flows.steps.extract import extract
from flows.steps.mine import mine
from flows.steps.reading_version import versions_of
from flows.steps.run_context import Silent, open_context
from tests.flows.conftest import Run, seeds, settings_for
from tests.flows.copies_figures import compared, withdrawals
from tests.flows.counted_copies import count_copies

pytestmark = pytest.mark.slow


class Heard(Silent):
    """Keeps what a run says."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, message: str) -> None:
        self.said.append(message)


PAPERS = {p.slug: p for p in papers_in_copies()}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with SampleServer(also=seeds(), papers=papers_in_copies()) as server:
        settings = settings_for(server, tmp_path_factory.mktemp("copies"), gazetteer=SAMPLE / "organisations")
        with open_context(settings, "ms-celeb-1m") as context:
            mined = mine(context)
        yield Run(mined, settings, server)


def rows(run: Run, query: Any) -> list[Any]:
    engine = make_engine(run.settings.store_url)
    with engine.connect() as connection:
        found = list(connection.execute(query))
    engine.dispose()
    return found


def copies_of(run: Run, slug: str) -> dict[str, Any]:
    of = select(copies).join(papers, papers.c.id == copies.c.paper_id).where(papers.c.title == PAPERS[slug].title)
    return {row.slot: row for row in rows(run, of)}


def claims_of(run: Run, slug: str, kind: ClaimKind = ClaimKind.USE) -> list[Any]:
    of = select(claims).join(papers, papers.c.id == claims.c.paper_id)
    here = (papers.c.title == PAPERS[slug].title, claims.c.kind == kind, claims.c.current, ~claims.c.cleared)
    return rows(run, of.where(*here))


def test_every_paper_has_its_first_copy_before_any_has_a_second(run: Run) -> None:
    asked = [path for path in run.server.paths() if re.match(r"/(?:pdf|article|~)", path)]
    # Of a withdrawn version there is none: the one before is asked for.
    first = {asked.index(f"/pdf/{p.arxiv}{'v1' if p.withdrawn else ''}") for p in PAPERS.values()}
    assert max(first) < min(n for n, path in enumerate(asked) if n not in first)


def test_each_copy_has_its_kind_version_and_outcome(run: Run) -> None:
    silent = copies_of(run, "company-silence")
    assert {s: (c.kind, c.version, c.outcome) for s, c in silent.items()} == {
        "arxiv": ("arxiv", 1, "ok"),
        "publisher": ("publisher", None, "ok"),
    }
    later = copies_of(run, "gone-later")
    assert {s: c.version for s, c in later.items()} == {"arxiv": 3, "arxiv v1": 1}, (
        "each kind: the newest and the first"
    )
    assert copies_of(run, "no-second")["publisher"].outcome == Outcome.NOT_FOUND
    assert set(copies_of(run, "same-words")) == {"arxiv", "author"}


@pytest.mark.parametrize("paper", PAPERS.values(), ids=str)
def test_a_paper_uses_what_any_of_its_copies_says_that_it_uses(run: Run, paper: SamplePaper) -> None:
    uses = {claim.member for claim in claims_of(run, paper.slug)}
    assert paper.expected["member"] in uses
    (found,) = rows(
        run,
        select(assessments).join(papers, papers.c.id == assessments.c.paper_id).where(papers.c.title == paper.title),
    )
    assert found.verdict == Verdict.USES
    assert found.outcome == Outcome.OK


def test_one_card_has_the_sentence_of_each_copy(run: Run) -> None:
    (claim,) = [c for c in claims_of(run, "reworded") if c.member == "ms1mv2"]
    of = select(evidence).join(claim_evidence, claim_evidence.c.evidence_id == evidence.c.id)
    quotes = rows(run, of.where(claim_evidence.c.claim_id == claim.id))
    held = {c.sha256: slot for slot, c in copies_of(run, "reworded").items()}
    assert {held[q.sha256] for q in quotes} == {"arxiv", "publisher"}
    assert len({q.quote for q in quotes}) == 2


def test_copies_with_the_same_text_are_one_piece_of_evidence(run: Run) -> None:
    held = copies_of(run, "same-words")
    assert held["arxiv"].sha256 != held["author"].sha256
    assert held["arxiv"].text_key == held["author"].text_key
    (claim,) = [c for c in claims_of(run, "same-words") if c.member == "ms1mv2"]
    of = select(evidence.c.sha256).join(claim_evidence, claim_evidence.c.evidence_id == evidence.c.id)
    shas = {q.sha256 for q in rows(run, of.where(claim_evidence.c.claim_id == claim.id))}
    assert shas == {held["arxiv"].sha256}


def test_an_affiliation_that_only_one_copy_prints_is_the_papers(run: Run) -> None:
    told = {c.organisation_id for c in claims_of(run, "navy-vanishes", ClaimKind.AFFILIATION)}
    assert "ct:exemplar-naval-laboratory" in told
    of = select(affiliations.c.organisation_id).join(papers, papers.c.id == affiliations.c.paper_id)
    listed = [r[0] for r in rows(run, of.where(papers.c.title == PAPERS["navy-vanishes"].title))]
    assert len(listed) == len(set(listed)), "what both copies print is listed once"


def test_what_copies_leave_out_is_found_and_nothing_else(run: Run) -> None:
    engine = make_engine(run.settings.store_url)
    with engine.connect() as connection:
        result = compared(connection, list(PAPERS.values()))
    engine.dispose()
    assert result.lost == []
    assert result.false == [], "a scan, a cover sheet, other words and a missing copy leave nothing out"


def test_a_difference_shows_both_copies(run: Run) -> None:
    (claim,) = claims_of(run, "company-silence", ClaimKind.DIFFERENCE)
    assert claim.text.startswith("arXiv v1 says that its authors trained a model on MS1MV2")
    assert claim.text.endswith("; the publisher’s copy does not name it.")
    assert claim.sensitive, "it concerns a company"
    of = select(evidence).join(claim_evidence, claim_evidence.c.evidence_id == evidence.c.id)
    quotes = rows(run, of.where(claim_evidence.c.claim_id == claim.id).order_by(claim_evidence.c.rank))
    held = {c.sha256: slot for slot, c in copies_of(run, "company-silence").items()}
    assert held[quotes[0].sha256] == "arxiv"
    assert "MS1MV2" in quotes[0].quote


def test_a_release_tells_them(run: Run, tmp_path: Path) -> None:
    with open_context(run.settings, "ms-celeb-1m") as context:
        made = publish(context.engine, context.documents, context.target, tmp_path, provisional=True)
    text = (made.path / "copies.csv").read_text("utf-8")
    title = PAPERS["company-silence"].title
    ((paper,),) = rows(run, select(papers.c.id).where(papers.c.title == title))
    (row,) = [r for r in csv.DictReader(text.splitlines()) if r["paper_id"] == paper]
    assert (row["stated_in"], row["missing_from"]) == ("arXiv v1", "the publisher’s copy")
    assert row["status"] == "provisional"
    told = {r["evidence_id"] for r in csv.DictReader((made.path / "evidence.csv").read_text("utf-8").splitlines())}
    assert row["evidence_id"] in told


def test_a_second_run_asks_for_no_copy_again(run: Run) -> None:
    before = len(run.server.asked)
    with open_context(run.settings, "ms-celeb-1m") as context:
        again = mine(context)
    assert not again.copies
    assert not again.extracted
    assert set(again.assessed) <= {"unchanged"}
    asked = [a.path for a in run.server.asked[before:]]
    assert not [path for path in asked if re.match(r"/(?:pdf|article|~)", path)]
    assert not rows(run, select(pending))


def test_a_wider_policy_asks_for_what_is_missing_alone(run: Run) -> None:
    before = len(run.server.asked)
    wider = run.settings.model_copy(update={"copies": CopyPolicy.ALL})
    with open_context(wider, "ms-celeb-1m") as context:
        again = mine(context)
    files = [a.path for a in run.server.asked[before:] if re.match(r"/(?:pdf|article|~)", a.path)]
    between = [f"/pdf/{p.arxiv}v{n}" for p in PAPERS.values() if not p.withdrawn for n in range(2, p.newest)]
    assert sorted(files) == sorted(between)
    assert again.copies == {"ok": len(between)}
    assert again.extracted == {"same_text": len(between)}, "each says what another version says"
    engine = make_engine(run.settings.store_url)
    with engine.connect() as connection:
        counted = count_copies(connection, "ms-celeb-1m")
    engine.dispose()
    assert counted["papers"] == len(PAPERS)
    assert counted["with_several"] == len([p for p in PAPERS.values() if p.slug != "no-second"])


def test_a_text_is_read_once_and_told_of_each_copy(run: Run) -> None:
    # The authors’ file twice, once in a single column, and the same text beneath a journal’s cover.
    assert run.mined.extracted["same_text"] == 3
    held = copies_of(run, "journal-cover")
    assert held["arxiv"].text_key == held["publisher"].text_key
    query = select(readings.c.detail, readings.c.outcome).where(readings.c.sha256 == held["publisher"].sha256)
    ((detail, outcome),) = rows(run, query)
    assert (held["arxiv"].sha256 in detail, outcome) == (True, "ok")


def test_what_lies_beside_a_paper_is_told_and_is_silent_of_nothing(run: Run) -> None:
    assert copies_of(run, "slides-beside")["author"].kind == "slides", "its pages show it, its address does not"
    assert copies_of(run, "poster-says")["poster"].kind == "poster"
    assert copies_of(run, "supplement-adds")["supplement"].kind == "supplement"
    (claim,) = claims_of(run, "poster-says", ClaimKind.DIFFERENCE)
    assert claim.text.startswith("A poster says that")


def test_papers_that_were_taken_back_are_told_with_who_says_so(run: Run) -> None:
    engine = make_engine(run.settings.store_url)
    with engine.connect() as connection:
        found, gold = withdrawals(connection, list(PAPERS.values()))
    engine.dispose()
    assert found == gold


def test_ground_that_is_lost_with_a_copy_holds_no_claim_up(tmp_path: Path) -> None:
    """A copy that was read goes: the one with its text is read. One that alone said use goes: so does the use."""
    sample = [PAPERS["same-words"], PAPERS["two-silent"]]
    with SampleServer(also=seeds(), papers=sample) as server:
        settings = settings_for(server, tmp_path, gazetteer=SAMPLE / "organisations")
        with open_context(settings, "ms-celeb-1m") as context:
            lost = Run(mine(context), settings, server)
            assert [c.member for c in claims_of(lost, "two-silent")], "its first version says so"
            for slug, slot in (("same-words", "arxiv"), ("two-silent", "arxiv v1")):
                copy = copies_of(lost, slug)[slot]
                with writing(context.engine) as connection:
                    here = (copies.c.paper_id == copy.paper_id, copies.c.slot == slot)
                    connection.execute(delete(copies).where(*here))
                    if slot == "arxiv":
                        left = copies_of(lost, slug)["author"].sha256
                        first = update(fetches).where(fetches.c.paper_id == copy.paper_id)
                        connection.execute(first.values(sha256=left))
                    put_before(connection, "ms-celeb-1m", "assess", [copy.paper_id])
            again = mine(context)
    assert again.extracted == {"ok": 1}, "the authors' file is read for itself now"
    (claim,) = [c for c in claims_of(lost, "same-words") if c.member == "ms1mv2"]
    of = select(evidence.c.sha256).join(claim_evidence, claim_evidence.c.evidence_id == evidence.c.id)
    assert {q.sha256 for q in rows(lost, of.where(claim_evidence.c.claim_id == claim.id))} == {left}
    assert not claims_of(lost, "two-silent")
    assert not claims_of(lost, "two-silent", ClaimKind.DIFFERENCE)


def test_a_copy_lost_before_a_new_reading_takes_nothing_back(tmp_path: Path) -> None:
    """Its first version alone says use; its file is gone when another version of the rules reads everything again."""
    with SampleServer(also=seeds(), papers=[PAPERS["two-silent"]]) as server:
        settings = settings_for(server, tmp_path, gazetteer=SAMPLE / "organisations")
        with open_context(settings, "ms-celeb-1m") as context:
            run = Run(mine(context), settings, server)
            versions = versions_of(context)
            before = claims_of(run, "two-silent")
            assert before
            apart = claims_of(run, "two-silent", ClaimKind.DIFFERENCE)
            held = copies_of(run, "two-silent")
            (stored,) = settings.var.rglob(f"{held['arxiv v1'].sha256}.pdf")
            data = stored.read_bytes()
            stored.unlink()
            newer = replace(versions, reading=f"{versions.reading}-newer")
            heard = Heard()
            context.teller = heard
            assert extract(context, newer)[Outcome.DOCUMENT_LOST] == 1
            assert assess(context, newer) == {"kept": 1}
            (told,) = [words for words in heard.said if "stays as it was assessed" in words]
            assert f"{held['arxiv v1'].sha256[:12]} (document_lost)" in told
            assert "citetrail extract --retry failed" in told
            assert claims_of(run, "two-silent") == before
            assert claims_of(run, "two-silent", ClaimKind.DIFFERENCE) == apart
            stored.write_bytes(data)
            assert extract(context, newer, retry=True) == {Outcome.OK: 1}
            assert assess(context, newer)[Verdict.USES] == 1
    after = claims_of(run, "two-silent")
    assert [c.id for c in after] == [c.id for c in before]
    assert {c.version for c in after} == {newer.reading}


def test_the_policy_first_fetches_one(tmp_path: Path) -> None:
    with SampleServer(also=seeds(), papers=papers_in_copies()[:2]) as server:
        settings = settings_for(server, tmp_path, copies=CopyPolicy.FIRST)
        with open_context(settings, "ms-celeb-1m") as context:
            mined = mine(context)
        assert mined.fetched == {"ok": 2}
        assert not mined.copies
        assert len([p for p in server.paths() if re.match(r"/(?:pdf|article|~)", p)]) == 2
