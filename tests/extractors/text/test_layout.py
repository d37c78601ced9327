"""Printed lines with their letters: PDFium's, with pdfminer.six as referee."""

import unicodedata

import pytest

from citetrail.records.text import LayoutLine, LayoutPage
from extractors.text import layout as layout_module
from extractors.text.layout import read_layout
from extractors.text.pdfminer_layout import miner_layout
from tests.extractors.text.papers import compiled, source, turned
from tests.hostile.files import one_page, stream

HEADER = """
#set page(paper: "us-letter")
#set super(typographic: false)
#set text(font: "Libertinus Serif", size: 10pt)
#align(center, text(size: 17pt, weight: "bold")[Glazed Faces in Difficult Light])
#align(center)[Ada Brink#super[1,2,\\*], Bo Lindqvist#super[2] and Ngô Thị Hà#super[†]]
#align(center)[#super[1]Office of Fluid Affairs, University of Vellmark \\ #super[2]Institut für Öfen, Kilnhaven]
#align(center, text(font: "DejaVu Sans Mono", size: 8pt)[{ada, bo}\\@vellmark.example])
#columns(2)[#lorem(90)]
"""


def words(line: LayoutLine) -> str:
    return " ".join(unicodedata.normalize("NFKC", line.text).replace("\u00ad", "-").split())


def letters(line: LayoutLine) -> list[tuple[float, ...]]:
    """Left end, upper and lower edge and size of every glyph that ink is spent on."""
    return [(glyph[1], glyph[2], glyph[4], glyph[5]) for glyph in line.chars if not glyph[0].isspace()]


@pytest.mark.parametrize("text", [HEADER, f"#set super(typographic: false)\n{source()}"])
def test_both_readers_set_the_same_lines(text: str) -> None:
    (ours,), (referee,) = read_layout(compiled(text), [1]), miner_layout(compiled(text), [1])
    assert (ours.width, ours.height) == pytest.approx((referee.width, referee.height), abs=0.01)
    assert [words(line) for line in ours.lines] == [words(line) for line in referee.lines]
    for line, other in zip(ours.lines, referee.lines, strict=True):
        assert line.size == pytest.approx(other.size, abs=0.1)
        # PDFium widens a letter's room to what its glyph paints: an f or a j may reach a point further.
        assert line.box == pytest.approx(other.box, abs=1.0)
        assert other.font.endswith(line.font)
        for glyph, same in zip(letters(line), letters(other), strict=True):
            assert glyph == pytest.approx(same, abs=1.0)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_what_is_upright_as_displayed_is_read_as_upright(rotation: int) -> None:
    """Landscape pages are set turned and displayed turned back."""
    text = f"#rotate(-{rotation}deg, reflow: true)[#set super(typographic: false)\nAda Brink#super[1], Vellmark]"
    (page,) = read_layout(turned(compiled(text), rotation), [1])
    (line,) = page.lines
    assert words(line) == "Ada Brink1, Vellmark"
    assert line.size == pytest.approx(11, abs=0.1)
    assert min(glyph[5] for glyph in line.chars if glyph[5]) < 8, "the mark is smaller and raised"
    assert line.box.x1 - line.box.x0 > 4 * (line.box.y1 - line.box.y0)


def test_letters_of_a_ligature_are_one_glyph() -> None:
    (page,) = read_layout(compiled("Official fluff"), [1])
    (line,) = page.lines
    assert line.text == "Official fluff"
    assert any(len(glyph[0]) > 1 for glyph in line.chars), "typst sets ffi as one glyph"
    assert len({glyph[1:3] for glyph in line.chars if glyph[5]}) == len([glyph for glyph in line.chars if glyph[5]])


def test_letters_beyond_the_basic_plane_are_whole() -> None:
    (page,) = read_layout(compiled('#text(font: "New Computer Modern Math")[trained on 𝐌𝐒𝟏𝐌]'), [1])
    assert unicodedata.normalize("NFKC", page.lines[0].text) == "trained on MS1M"


def test_a_stamp_up_the_margin_is_one_letter_a_line_in_one_place() -> None:
    """Header rules know stamps by this: many short lines that begin at the same place."""
    text = (
        '#set page(paper: "us-letter")\n#place(left, dx: -50pt, dy: 200pt, rotate(-90deg, reflow: true)[kiln:2201.1])'
    )
    (page,) = read_layout(compiled(text), [1])
    assert "".join(sorted(line.text for line in page.lines)) == "".join(sorted("kiln:2201.1"))
    assert len({round(line.box.x0) for line in page.lines}) == 1


def test_a_page_whose_letters_are_no_words_goes_to_the_other_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    data = compiled(HEADER)
    monkeypatch.setattr(layout_module, "looks_like_words", lambda text: False)
    asked: list[list[int]] = []

    def miner(data: bytes, numbers: list[int]) -> tuple[LayoutPage, ...]:
        asked.append(numbers)
        return miner_layout(data, numbers)

    monkeypatch.setattr("extractors.text.pdfminer_layout.miner_layout", miner)
    (page,) = read_layout(data, [1])
    assert asked == [[1]]
    assert page.lines, "what PDFium read stands when the other reader's is no better"


def test_pages_that_are_not_there_are_left_out() -> None:
    assert [page.number for page in read_layout(compiled(HEADER), [2, 1])] == [1]
    assert read_layout(b"%PDF-1.7 and nothing more", [1]) == ()


@pytest.mark.parametrize(
    "matrix", [b"1e9 0 0 1e9 0 0", b"0 0 0 0 0 0", b"-1 0 0 1 300 300", b"1 0 0 1 99999999999999999999 0"]
)
def test_letters_set_nowhere_or_at_no_size_do_no_harm(matrix: bytes) -> None:
    (page,) = read_layout(one_page(stream(b"BT /F1 10 Tf " + matrix + b" Tm (faces of clay) Tj ET")), [1])
    for line in page.lines:
        assert all(abs(edge) < float("inf") for edge in line.box)


def test_superscripts_that_a_font_has_as_glyphs_of_their_own_are_raised() -> None:
    text = (
        '#set text(font: "Libertinus Serif", size: 10pt)\nAda Brink#super[a], Bo Holm#super[b]\n\n#super[a]Vellmark'
    )
    (page,) = read_layout(compiled(text), [1])
    assert [words(line) for line in page.lines] == ["Ada Brinka, Bo Holmb", "aVellmark"]
    raised = [(glyph[0], glyph[4]) for line in page.lines for glyph in line.chars if 0 < glyph[5] < 8]
    assert [letter for letter, _ in raised] == ["a", "b", "a"]
    assert all(bottom < line.box.y1 - 1 for line, (_, bottom) in zip([page.lines[0]] * 2, raised[:2], strict=True))


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_displayed_sideways_is_laid_out_as_it_is_read(rotation: int) -> None:
    """Its letters stand upright once the page is turned back, whichever way it lies."""
    upright, page = (read_layout(turned(compiled(HEADER), turn), [1])[0] for turn in (0, rotation))
    assert (page.width, page.height) == pytest.approx((upright.width, upright.height), abs=0.1)
    name = next(line for line in page.lines if words(line).startswith("Ada Brink"))
    same = next(line for line in upright.lines if words(line).startswith("Ada Brink"))
    assert name.box == pytest.approx(same.box, abs=0.1)
    assert name.size == pytest.approx(same.size, abs=0.1)


def test_a_mark_that_is_a_text_object_of_its_own_keeps_its_place_and_size() -> None:
    """Browsers print each letter so: PDFium puts line ends before and behind one that begins a legend."""
    printed = [(b"Brink", 11, 200, 671), (b"3", 7.7, 225, 675), (b"1", 6.3, 180, 657), (b" Vellmark", 9, 183, 653)]
    content = b"\n".join(b"BT /F1 %.1f Tf %d %d Td (%s) Tj ET" % (size, x, y, text) for text, size, x, y in printed)
    (page,) = read_layout(one_page(stream(content)), [1])
    set_as = {glyph[0]: glyph[5] for line in page.lines for glyph in line.chars}
    assert (set_as["3"], set_as["1"]) == pytest.approx((7.7, 6.3), abs=0.1)
    assert [words(line) for line in page.lines] == ["Brink3", "1 Vellmark"]
