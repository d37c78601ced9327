"""Which further copies are asked for, and whose copy an address gives."""

import pytest

from citetrail.records.copies import Copy, CopyKind, CopyOrigin, CopyPolicy
from citetrail.records.identifiers import PaperId
from citetrail.records.papers import ArxivVersion, Paper
from citetrail.records.settings import Settings
from citetrail.records.vocabulary import Outcome
from spiders.copy_kinds import copy_hosts, kind_of, version_at
from spiders.copy_plan import further_copies

SETTINGS = Settings()
JOURNAL = "https://link.springer.com/content/pdf/10.1007/x.pdf"
HOME = "https://vision.example.edu/~mai/paper.pdf"
ELSEWHERE = "https://papers.example.org/a.pdf"
ARXIV = "https://arxiv.org/pdf/1801.00002"
PAPER = Paper(
    PaperId("p1"),
    "A title",
    arxiv_id="1801.00002",
    arxiv=ArxivVersion("1801.00002", 3),
    pdf_urls=(JOURNAL, HOME, ELSEWHERE),
)


def held(slot: str, kind: CopyKind, *tried: str, outcome: Outcome = Outcome.OK, version: int | None = None) -> Copy:
    return Copy("p1", slot, kind, outcome, version=version, tried=tried, address=tried[-1] if tried else "")


FIRST = held("arxiv", CopyKind.ARXIV, ARXIV, version=3)


def slots(policy: CopyPolicy, *have: Copy, paper: Paper = PAPER) -> dict[str, tuple[str, ...]]:
    return {c.slot: c.addresses for c in further_copies(paper, have, policy, SETTINGS)}


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        (ARXIV, CopyKind.ARXIV),
        ("https://export.arxiv.org/pdf/1801.00002v2", CopyKind.ARXIV),
        (JOURNAL, CopyKind.PUBLISHER),
        ("https://ieeexplore.ieee.org/iel7/1/2/3.pdf", CopyKind.PUBLISHER),
        ("https://journal.example.net/index.php/j/article/download/12/34", CopyKind.PUBLISHER),
        (HOME, CopyKind.AUTHOR),
        ("https://hal.science/hal-0123/document", CopyKind.AUTHOR),
        ("https://notieee.org.example.com/x.pdf", CopyKind.OTHER),
        (ELSEWHERE, CopyKind.OTHER),
        ("https://openaccess.thecvf.com/content/C1/supplemental/A_B_C1_supplemental.pdf", CopyKind.SUPPLEMENT),
        ("https://proceedings.mlr.press/v9/a21/a21-supp.pdf", CopyKind.SUPPLEMENT),
        ("https://static-content.springer.com/esm/art%3A1/MediaObjects/1_MOESM1_ESM.pdf", CopyKind.SUPPLEMENT),
        ("https://example.org/~ann/talk_slides.pdf", CopyKind.SLIDES),
        ("https://example.org/~ann/doors-talk-2021.pdf", CopyKind.SLIDES),
        ("https://neurips.cc/media/PosterPDFs/NeurIPS%202021/1.pdf", CopyKind.POSTER),
        ("https://example.org/~ann/poster.pdf", CopyKind.POSTER),
        ("https://example.org/~ann/slideshow-recognition.pdf", CopyKind.AUTHOR),
        ("https://example.org/~ann/talking-heads.pdf", CopyKind.AUTHOR),
        ("https://example.org/~ann/supplychain.pdf", CopyKind.AUTHOR),
        ("http://[broken", CopyKind.OTHER),
    ],
)
def test_whose_copy_an_address_gives(address: str, kind: CopyKind) -> None:
    assert kind_of(address, SETTINGS) is kind


def test_the_rules_file_is_read_strictly() -> None:
    assert all(kind not in (CopyKind.ARXIV, CopyKind.OTHER) for _, kind in copy_hosts())


def test_the_version_is_as_the_address_says_else_the_newest() -> None:
    assert version_at("https://arxiv.org/pdf/1801.00002v2", PAPER) == 2
    assert version_at("gs://mirror/pdf/1801/1801.00002v1.pdf") == 1
    assert version_at(ARXIV, PAPER) == 3
    assert version_at(ARXIV) is None


def test_first_asks_for_nothing_more() -> None:
    assert slots(CopyPolicy.FIRST, FIRST) == {}


def test_each_kind_asks_for_one_of_each_and_arxivs_first_version() -> None:
    assert slots(CopyPolicy.EACH_KIND, FIRST) == {
        "publisher": (JOURNAL,),
        "author": (HOME,),
        "other": (ELSEWHERE,),
        "arxiv v1": (f"{ARXIV}v1",),
    }


def test_all_asks_for_every_address_and_version() -> None:
    wanted = further_copies(PAPER, [FIRST], CopyPolicy.ALL, SETTINGS)
    assert {u for c in wanted for u in c.addresses} == {JOURNAL, HOME, ELSEWHERE, f"{ARXIV}v1", f"{ARXIV}v2"}
    assert len({c.slot for c in wanted}) == len(wanted)


def test_a_kind_that_is_held_and_an_address_that_lastingly_failed_are_not_asked_again() -> None:
    journal = held("publisher", CopyKind.PUBLISHER, JOURNAL)
    missing = held("author", CopyKind.AUTHOR, HOME, outcome=Outcome.NOT_FOUND)
    assert slots(CopyPolicy.EACH_KIND, FIRST, journal, missing) == {
        "other": (ELSEWHERE,),
        "arxiv v1": (f"{ARXIV}v1",),
    }


def test_a_passing_failure_is_asked_again() -> None:
    busy = held("publisher", CopyKind.PUBLISHER, JOURNAL, outcome=Outcome.TIMEOUT)
    assert slots(CopyPolicy.EACH_KIND, FIRST, busy)["publisher"] == (JOURNAL,)


def test_an_added_file_stands_for_no_kind_that_can_be_fetched() -> None:
    added = Copy("p1", "file 1", CopyKind.PUBLISHER, Outcome.OK, origin=CopyOrigin.ADDED)
    assert "publisher" in slots(CopyPolicy.EACH_KIND, FIRST, added)


def test_a_withdrawn_version_has_no_document() -> None:
    withdrawn = Paper(PaperId("p1"), "A", arxiv_id="1801.00002", arxiv=ArxivVersion("1801.00002", 3, "withdrawn"))
    second = held("arxiv", CopyKind.ARXIV, f"{ARXIV}v2", version=2)
    assert slots(CopyPolicy.ALL, second, paper=withdrawn) == {"arxiv v1": (f"{ARXIV}v1",)}


def test_the_newest_version_is_asked_for_where_only_the_publishers_copy_is_held() -> None:
    journal = held("publisher", CopyKind.PUBLISHER, JOURNAL)
    assert slots(CopyPolicy.EACH_KIND, journal)["arxiv"] == (ARXIV,)
