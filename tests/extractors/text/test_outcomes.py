"""What cannot be read says why, and no bytes raise.

Covers: extractors.text.document.
"""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citetrail.records.vocabulary import Outcome
from citetrail.sample.encrypted import encrypted_pdf
from extractors.text.document import read_document
from extractors.text.layout import read_layout
from tests.extractors.text.papers import check_offsets, compiled, read, source
from tests.hostile import files


def picture_pages() -> bytes:
    pixel = (
        "#image(bytes((137,80,78,71,13,10,26,10,0,0,0,13,73,72,68,82,0,0,0,1,0,0,0,1,8,2,0,0,0,144,119,83,222,0,0,0,12,"
        "73,68,65,84,8,215,99,96,96,96,0,0,0,4,0,1,39,52,39,10,0,0,0,0,73,69,78,68,174,66,96,130)), width: 90%, "
        'format: "png")'
    )
    return compiled(f"{pixel}\n#pagebreak()\n{pixel}")


CASES = {
    "whole": (lambda: compiled(source()), Outcome.OK),
    "nothing": (lambda: b"", Outcome.NOT_PDF),
    "html": (lambda: b"<html><body>Please sign in to read %PDF files</body></html>" + b" " * 1024, Outcome.NOT_PDF),
    "text": (lambda: b"just words", Outcome.NOT_PDF),
    "cut": (lambda: compiled(source())[:9_000], Outcome.TRUNCATED),
    "password": (lambda: encrypted_pdf("The kiln is locked.", password="clay"), Outcome.ENCRYPTED),
    "scan": (picture_pages, Outcome.SCANNED),
    "blank": (lambda: compiled("#pagebreak()"), Outcome.EMPTY),
    "unmapped fonts": (files.unmapped_fonts, Outcome.GARBLED),
    "forms within forms": (files.stacked_forms, Outcome.OK),
}


@pytest.mark.parametrize("name", CASES)
def test_each_has_its_outcome(name: str) -> None:
    make, outcome = CASES[name]
    document = read(make())
    assert document.outcome is outcome, document.detail
    assert (outcome is Outcome.OK) == (not document.detail)


def test_too_many_bytes_are_not_opened() -> None:
    document = read_document(compiled(source()), max_bytes=1_000, max_pages=10)
    assert document.outcome is Outcome.TOO_LARGE
    assert "1,000" in document.detail


def test_too_many_pages_are_counted_only() -> None:
    document = read_document(compiled(source(1)), max_bytes=10**8, max_pages=1)
    assert (document.outcome, document.page_count, document.pages) == (Outcome.TOO_LARGE, 2, ())


def test_more_text_than_any_paper_has_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.text.document.MOST_CHARS", 500)
    document = read(compiled(source()))
    assert (document.outcome, document.pages) == (Outcome.TOO_LARGE, ())
    assert "more text" in document.detail


def test_a_page_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(compiled(source()))
    monkeypatch.setattr("extractors.text.pdfium_calls.MOST_CHARS_A_PAGE", 200)
    cut = read(compiled(source()))
    assert len(cut.pages[0].text) <= 200 < len(whole.pages[0].text)
    check_offsets(cut)


@pytest.mark.parametrize("seed", range(25))
def test_broken_bytes_give_an_outcome_and_sound_offsets(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(compiled(source()))
    for _ in range(chance.choice((1, 10, 200))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if seed % 3 == 0:
        del data[chance.randrange(len(data)) :]
    document = read(bytes(data))
    check_offsets(document)
    read_layout(bytes(data), [1, 2, 99])


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    assert read(b"%PDF-1.5\n" + data).outcome is not Outcome.OK
    assert read_layout(data, [1]) == ()
