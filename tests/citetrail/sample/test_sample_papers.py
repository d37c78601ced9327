"""The sample's PDFs are what their records say, and the same to the byte each time."""

import io

import pypdfium2
import pytest
from pdfminer.high_level import extract_text

from citetrail.records.vocabulary import Outcome, Role, Sector, Verdict
from citetrail.sample.encrypted import encrypted_pdf, rc4
from citetrail.sample.sample_papers import DATA, SamplePaper, paper, pdf_of, sample_papers, scanned, typeset

TYPESET = [p for p in sample_papers() if p.file in ("pdf", "scan")]


def text_of(pdf: bytes, password: str | None = None) -> str:
    document = pypdfium2.PdfDocument(pdf, password=password)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize("wanted", TYPESET, ids=lambda p: p.slug)
def test_a_paper_prints_its_record(wanted: SamplePaper) -> None:
    text = " ".join(text_of(typeset(wanted)).replace("\ufffe\r\n", "").split())
    assert wanted.title in text
    for author in wanted.authors:
        assert author.name in text
    for affiliation in wanted.affiliations:
        assert affiliation.replace(" ", "") in text.replace(" ", "")


@pytest.mark.parametrize("wanted", [p for p in TYPESET if p.contexts], ids=lambda p: p.slug)
def test_the_services_quote_what_the_paper_says(wanted: SamplePaper) -> None:
    """The passage that full-text search and citations show is in the source of the paper."""
    source = (DATA / "papers" / f"{wanted.slug}.typ").read_text("utf-8")
    for passage in wanted.passages:
        words = passage.removesuffix(".")
        start, end = words[:40], words[-25:]
        assert start in source or end in source


def test_the_same_bytes_come_each_time() -> None:
    margin = paper("margin-schedules")
    assert typeset(margin) == typeset(margin)
    assert scanned(typeset(margin)) == scanned(typeset(margin))
    assert encrypted_pdf("a", password="b") == encrypted_pdf("a", password="b")


def test_a_scan_has_pages_but_no_text() -> None:
    pdf = pdf_of("archive-portraits") or b""
    assert text_of(pdf).strip() == ""
    assert len(pypdfium2.PdfDocument(pdf)) >= 1


def test_the_sealed_report_opens_with_its_password_only() -> None:
    pdf = pdf_of("sealed-report") or b""
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(pdf)
    assert "distributed with a password" in text_of(pdf, "sealed")
    assert "distributed with a password" in extract_text(io.BytesIO(pdf), password="sealed")


def test_rc4_is_rc4() -> None:
    """The first test vector that is commonly given for the cipher."""
    assert rc4(b"Key", b"Plaintext").hex() == "bbf316e8d940af0ad3"


def test_papers_without_a_file_have_none() -> None:
    assert [p.slug for p in sample_papers() if pdf_of(p.slug) is None] == ["gone-away", "behind-a-sign-in", "no-copy"]


def test_the_sample_covers_what_it_is_for() -> None:
    expected = [p.expected for p in sample_papers()]
    assert {e["outcome"] for e in expected if "outcome" in e} == {
        *(Outcome.SCANNED, Outcome.ENCRYPTED, Outcome.NOT_FOUND, Outcome.NOT_PDF, Outcome.NO_OPEN_PDF),
    }
    assert {e["verdict"] for e in expected if "verdict" in e} == {Verdict.USES, Verdict.MENTIONS, Verdict.NONE}
    assert {e["role"] for e in expected if "role" in e} == {
        *(Role.TRAINED_ON, Role.EVALUATED_ON, Role.USES_PRETRAINED_MODEL, Role.DERIVED_FROM),
    }
    sectors = {s for e in expected for s in e.get("sectors", ())}
    assert sectors == {Sector.ACADEMIC, Sector.COMMERCIAL, Sector.MILITARY}
    assert {p.columns for p in TYPESET} == {1, 2}
    assert {p.header for p in TYPESET} == {"marks", "blocks"}
    assert any(not p.cites for p in sample_papers())
