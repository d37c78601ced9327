"""Headings by their words and numbers alone, as from a reader that knows no fonts."""

import pytest

from citetrail.records.text import PageText
from citetrail.records.vocabulary import Section
from extractors.text.headings import split_heading
from extractors.text.page_parts import find_parts


def sections(text: str) -> dict[str, Section]:
    page = PageText(1, 612, 792, text, tuple(range(len(text))), "pdfminer")
    return {text[p.start : p.end].strip().splitlines()[-1]: p.section for p in find_parts([page])}


def test_numbers_carry_a_paper_through_its_sections() -> None:
    found = sections(
        "Faces under Glaze\nAbstract\nabout kilns.\n1 Introduction\nclay.\n2. Related Works\nearlier.\n"
        "3 The Glaze Network\nlayers.\n3.1 Discussion\nof layers.\n4 Experiments\nfired.\n5 Conclusions\nall.\n"
        "Acknowledgments\nthanks.\nReferences\n[1] A. Brink. Clay. 2016.\n"
    )
    assert found == {
        "Faces under Glaze": Section.FRONT,
        "about kilns.": Section.ABSTRACT,
        "clay.": Section.INTRODUCTION,
        "earlier.": Section.RELATED_WORK,
        "layers.": Section.METHOD,
        "of layers.": Section.METHOD,
        "fired.": Section.EXPERIMENTS,
        "all.": Section.CONCLUSION,
        "thanks.": Section.ACKNOWLEDGEMENTS,
        "[1] A. Brink. Clay. 2016.": Section.REFERENCES,
    }


def test_roman_numbers_and_letters_as_in_ieee_journals() -> None:
    found = sections(
        "I. INTRODUCTION\nclay.\nII. RELATED WORK\nearlier.\nIII. THE KILN\nbricks.\nA. Training Data\nmillions.\n"
        "IV. EXPERIMENTS\nfired.\nA. Setup\nhot.\n1. a list that goes on\nV. CONCLUSION\nall.\n"
    )
    assert found["millions."] is Section.EXPERIMENTS
    assert found["bricks."] is Section.METHOD
    assert found["1. a list that goes on"] is Section.EXPERIMENTS
    assert found["all."] is Section.CONCLUSION


@pytest.mark.parametrize(
    "line",
    [
        "1 Department of Ceramics, University of Vellmark",
        "4 Clay is what the potters call it",
        "2018. Clay and Fire",
        "3 Results",
    ],
)
def test_addresses_footnotes_and_years_are_no_headings(line: str) -> None:
    assert set(sections(f"Faces under Glaze\n{line}\nwords.\n").values()) == {Section.FRONT}


def test_a_list_does_not_leave_its_section() -> None:
    found = sections(
        "1 Introduction\nWe give:\n1. A dataset\nof faces.\n2. a method\nto glaze.\n2 Related Work\nold.\n"
    )
    assert found["old."] is Section.RELATED_WORK


@pytest.mark.parametrize("line", ["R E F E R E N C E S", "REFERENCES", "References", "Bibliography"])
def test_references_are_found_however_set(line: str) -> None:
    found = sections(f"1 Introduction\nclay.\n{line}\n[1] A. Brink. Clay. 2016.\n")
    assert found["[1] A. Brink. Clay. 2016."] is Section.REFERENCES


def test_an_abstract_may_begin_in_its_line() -> None:
    found = sections("Faces under Glaze\nAbstract—We measure clay.\nI. INTRODUCTION\nclay.\n")
    assert found["Abstract—We measure clay."] is Section.ABSTRACT


def test_biographies_and_appendices_follow_the_references() -> None:
    found = sections(
        "1 Introduction\nclay.\nReferences\n[1] A. Brink. Clay. 2016.\n"
        "Ada Brink received the B.E. degree in ceramics in 2011.\n"
    )
    assert found["Ada Brink received the B.E. degree in ceramics in 2011."] is Section.BIOGRAPHY
    found = sections("1 Introduction\nclay.\nReferences\n[1] A. Brink. Clay.\nSupplementary Material\nmore.\n")
    assert found["more."] is Section.APPENDIX


@pytest.mark.parametrize(
    "line", ["", "a", "Clay, glaze, fire, water, and more", "93.4 91.2", "x = y + 1", "The [12] one"]
)
def test_lines_that_cannot_be_headings(line: str) -> None:
    assert split_heading(line) is None
