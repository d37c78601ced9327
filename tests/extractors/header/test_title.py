"""Titles that are hard to tell: one word, beside what is set larger or as large."""

import pytest

from tests.extractors.header.papers import PAGE, abstract, block, centred, grid, raised, read, title
from tests.extractors.header.typesetting import belongs

MARKED = centred(f"Signe Falk{raised('1')}, Oto Marl{raised('2')}") + centred(
    f"{raised('1')}University of Leeds, United Kingdom \\ {raised('2')}Harbour Institute, Bergen, Norway"
)
STACKED = grid(
    2, block("Signe Falk", "University of Leeds"), block("Oto Marl", "Harbour Institute", "Bergen, Norway")
)
LARGE_NAMES = "#text(size: 12pt)[Signe Falk and Oto Marl]\n\n#text(size: 9pt)[University of Leeds, United Kingdom]\n"


@pytest.mark.parametrize("word", ["Kilns", "GLAZEFORMER", "ClayNet 2"])
@pytest.mark.parametrize("people", [MARKED, STACKED, LARGE_NAMES])
def test_a_title_of_one_word_is_found_above_the_names(word: str, people: str) -> None:
    header, _ = read(PAGE + title(word) + people + abstract())
    assert header.title == word
    assert list(belongs(header)) == ["Signe Falk", "Oto Marl"]
    assert all(places for places in belongs(header).values())


def test_the_name_of_a_journal_is_no_title_of_one_word() -> None:
    journal = '#text(size: 24pt, weight: "bold")[Ceramica]\n#v(4pt)\n'
    header, _ = read(PAGE + journal + title("Glaze and Its Ghosts in Old Kilns", 14) + MARKED + abstract())
    assert header.title == "Glaze and Its Ghosts in Old Kilns"
    assert list(belongs(header)) == ["Signe Falk", "Oto Marl"]


def test_a_heading_of_a_supplement_is_no_title_of_one_word() -> None:
    header, _ = read(
        PAGE + title("Appendix") + "#text(size: 12pt)[Missing Proofs]\n\nProof for Theorem 4\n" + abstract()
    )
    assert header.title != "Appendix"
    assert not header.authors
