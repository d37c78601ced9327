"""Anything may be on a first page: an answer or none comes out, in bounded time, and nothing is raised.

Covers: extractors.header.reader.
"""

import time

from citetrail.records.organisations import Header
from citetrail.records.text import DocumentText, LayoutPage
from citetrail.records.vocabulary import Outcome
from extractors.header import pages_wanted, read_header
from tests.extractors.header.typesetting import Set, belongs, document, page, read, text_of

TITLE = Set("Faces of Clay: Recognition under Glazing", 80, size=16, font="Bold")
ABSTRACT = Set("Abstract", 360, x=140, size=12, font="Bold")
SECONDS = 2.0  # a page of a paper takes some 15 ms


def timed(lines: list[Set]) -> Header:
    started = time.process_time()
    header = read(lines)
    assert time.process_time() - started < SECONDS
    return header


def test_300_authors() -> None:
    names = [f"Ada {chr(65 + i // 26 % 26)}{chr(97 + i % 26)}rink^{{{i % 30 + 1}}}" for i in range(300)]
    lines = [Set(", ".join(names[i : i + 6]) + ",", 110 + 8 * (i // 6), size=7) for i in range(0, 300, 6)]
    legend = [Set(f"^{{{i + 1}}}University of Vellmark {i + 1}", 515 + 8 * i, size=7) for i in range(30)]
    header = timed([TITLE, *lines, *legend])
    assert len(header.authors) == 300
    assert len(header.affiliations) == 30
    assert all(a.affiliations == (i % 30,) for i, a in enumerate(header.authors))


def test_no_header() -> None:
    prose = "we fire the clay twice and compare the matchers on each of the fired faces again"
    header = timed([Set(prose, 60 + 12 * i, x=50) for i in range(50)])
    assert header.authors == ()
    assert header.affiliations == ()


def test_an_empty_page_and_no_page() -> None:
    assert read([]) == Header()
    assert read_header([], document("")) == Header()
    assert read_header([], DocumentText(Outcome.OK)) == Header()
    assert pages_wanted(DocumentText(Outcome.SCANNED)) == ()


def test_a_cover_before_the_header() -> None:
    cover = [
        Set(
            "See discussions, stats, and author profiles for this publication at: https://www.researchgate.net/p",
            40,
            x=40,
        ),
        Set("Glazed Archive of Narvik University", 80, size=20, font="Bold"),
        Set("Conference Paper · May 2020", 120),
        Set("CITATIONS (12)   READS (300)", 140),
        Set("The user has requested enhancement of the downloaded file.", 700),
    ]
    paper = [TITLE, Set("Ada Brink", 110), Set("University of Vellmark", 124), ABSTRACT]
    texts = document(text_of(cover), text_of(paper))
    assert pages_wanted(texts) == (1, 2)
    header = read_header([page(cover, 1), page(paper, 2)], texts)
    assert header.title == TITLE.text
    assert belongs(header) == {"Ada Brink": ["University of Vellmark"]}
    assert header.affiliations[0].page == 2


def test_a_scanned_first_page() -> None:
    """The picture has no text; the header may be repeated on the second page, else there is none."""
    texts = document("", "2 Faces of Clay\nwe fire the clay twice and compare")
    assert pages_wanted(texts) == (1, 2)
    header = read_header([LayoutPage(1, 612, 792, ()), page([Set("we fire the clay", 100, x=50)], 2)], texts)
    assert header.authors == ()
    assert header.affiliations == ()


def test_control_characters_and_private_ones_are_no_text() -> None:
    header = timed(
        [
            TITLE,
            Set("Ada\x00 Brink^{1}\u200b, Bo\u0007 Lindqvist^{2}\ue000", 120),
            Set("^{1}University\x1f of Vell\u00admark, ^{2}Kestrel\ufffe Vision", 136),
            ABSTRACT,
        ]
    )
    assert [a.name for a in header.authors] == ["Ada Brink", "Bo Lindqvist"]
    assert [a.affiliations for a in header.authors] == [(0,), (1,)]


def test_mixed_scripts() -> None:
    header = timed(
        [
            TITLE,
            Set("张伟^{1}, Nguyễn Văn An^{2}, Søren Ørsted^{1,3}, Иван Петров^{3}, José Ángel Muñoz^{2}", 120),
            Set("^{1}清华大学, ^{2}Université de Vellmark, ^{3}Технический университет Нарвика", 136),
            ABSTRACT,
        ]
    )
    assert belongs(header) == {
        "张伟": ["清华大学"],
        "Nguyễn Văn An": ["Université de Vellmark"],
        "Søren Ørsted": ["清华大学", "Технический университет Нарвика"],
        "Иван Петров": ["Технический университет Нарвика"],
        "José Ángel Muñoz": ["Université de Vellmark"],
    }


def test_a_string_of_100_kb() -> None:
    for piece in (
        "University of Vellmark, ",
        "a" * 60,
        "{a,",
        "Ada Brink, ",
        "1,",
        "(",
        "^{1}",
        "is with the ",
        "@x.",
    ):
        text = (piece * (100_000 // len(piece) + 1))[:100_000]
        header = timed([TITLE, Set("Ada Brink", 110), Set(text, 124, x=10, size=1), ABSTRACT])
        assert all(len(a.raw) <= 1_000 for a in header.affiliations)
        assert header.title == TITLE.text


def test_a_page_text_of_100_kb_sentences() -> None:
    lines = [TITLE, Set("Ada Brink and Bo Lindqvist", 110), ABSTRACT]
    for piece in (
        "A. Brink is with the ",
        "is with ",
        "are with the University of ",
        "and also with the ",
        "•\n",
        "a@b.cd ",
    ):
        started = time.process_time()
        read_header([page(lines)], document(text_of(lines) + "\n" + piece * (100_000 // len(piece))))
        assert time.process_time() - started < SECONDS


def test_thousands_of_lines() -> None:
    lines = [Set("Ada Brink^{1}", 60 + (i % 700), x=float(i % 60) * 10, size=5) for i in range(4_000)]
    timed(lines)
