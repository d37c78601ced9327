"""Whole papers, compiled to PDFs: text in reading order, sections, zones, references."""

import pytest

from citetrail.records.vocabulary import Outcome, Section, Zone
from extractors.text.glyphs import LOST
from tests.extractors.text.papers import (
    NAMED,
    NUMBERED,
    check_offsets,
    compiled,
    read,
    section_of,
    source,
    written,
    zone_of,
)


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("references", [NUMBERED, NAMED])
def test_a_paper_is_read(columns: int, references: str) -> None:
    document = read(compiled(source(columns, references)))
    assert document.outcome is Outcome.OK
    assert document.page_count == len(document.pages)
    check_offsets(document)
    for words, section in {
        "Ada Brink": Section.FRONT,
        "We measure how a coat": Section.ABSTRACT,
        "Offices of the first potters": Section.INTRODUCTION,
        "Earlier potters recognised": Section.RELATED_WORK,
        "We fire each face twice": Section.METHOD,
        "Our network is trained on KilnFaces-2M": Section.EXPERIMENTS,  # a subsection on data inside the method
        "The learning rate falls by ten": Section.EXPERIMENTS,
        "Glaze hides less than feared": Section.CONCLUSION,
        "Vellmark Ceramics Board": Section.ACKNOWLEDGEMENTS,
        "KilnFaces-2M.": Section.REFERENCES,
    }.items():
        if words in " ".join(page.text.replace("\n", " ") for page in document.pages):
            assert section_of(document, words) is section, words


@pytest.mark.parametrize("columns", [1, 2])
def test_zones_are_told(columns: int) -> None:
    document = read(compiled(source(columns)))
    assert zone_of(document, "Offices of the first potters") is Zone.PROSE
    assert zone_of(document, "Accuracy on glazed faces") is Zone.CAPTION
    assert zone_of(document, "find their own figure first") is Zone.CAPTION
    assert zone_of(document, "ClayNet KilnFaces-2M 91.2") is Zone.TABLE
    assert zone_of(document, "Method Training data Matt") is Zone.TABLE
    assert zone_of(document, "The kiln was fired in an old office") is Zone.FOOTNOTE
    if len(document.pages) > 1:
        assert zone_of(document, "Kiln and Clay: Faces under Glaze") is Zone.MARGIN


def test_columns_are_read_one_after_the_other() -> None:
    text = " ".join(read(compiled(source(2))).pages[0].text.split())
    sentences = (
        "We measure how a coat",
        "Offices of the first",
        "Earlier potters",
        "We fire each face",
        "learning rate",
    )
    places = [text.index(sentence) for sentence in sentences]
    assert places == sorted(places)
    assert "Offices of the first potters were fluffy with flour, and their official affidavits were affixed" in text


def test_a_heading_keeps_its_number() -> None:
    document = read(compiled(source()))
    assert {p.heading for p in document.parts} >= {"3.1 Datasets for training", "4.1 Implementation Details"}


def test_numbered_references_have_their_numbers() -> None:
    references = read(compiled(source(2, NUMBERED))).references
    assert [r.key for r in references] == ["1", "2", "3"]
    assert references[1].text.startswith("[2] C. Moreau, D. Okafor")
    assert references[1].text.endswith("12(3):4–19, 2018.")


def test_references_without_numbers_have_what_citations_print() -> None:
    references = read(compiled(source(2, NAMED))).references
    assert [r.key for r in references] == ["Brink and Lindqvist, 2016", "Moreau et al., 2018", "Weiss, 2019"]


def test_the_same_bytes_give_the_same_document() -> None:
    assert read(compiled(source())) == read(compiled(source()))


def set_with_lost_glyphs(words: str, names: str) -> bytes:
    """A page in a font whose codes from 1 on have these names."""
    content = f"BT /F1 11 Tf 1 0 0 1 72 700 Tm ({words}) Tj ET"
    encoding = f"<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[1{names}]>>"
    return written(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
            f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding {encoding}>>",
        ]
    )


def test_words_with_composed_glyph_names_are_whole() -> None:
    """Pairs of letters that no table lists are left to pdfminer.six, which spells out any."""
    words = "We sta\\001ed bri\\001s of clay, pa\\001ed them in wood and ra\\001ed the wa\\002s of the kiln by size."
    document = read(set_with_lost_glyphs(words, "/c_k/r_d"))
    assert document.pages[0].reader == "pdfminer"
    assert "We stacked bricks of clay, packed them in wood" in document.pages[0].text


def test_one_lost_sign_again_and_again_is_no_broken_word() -> None:
    """A formula's sign; pdfminer.six is not asked to read the page for it."""
    words = "The slack \\001st is added where \\001st is positive and left out where \\001st has vanished."
    document = read(set_with_lost_glyphs(words, "/glyph1"))
    assert document.pages[0].reader == "pdfium"
    assert document.pages[0].text.count(LOST) == 3
