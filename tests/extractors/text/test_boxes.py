"""Where a span stands on the page as it is displayed."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citetrail.records.text import Box, PageText
from extractors.text.boxes import boxes_of
from extractors.text.layout import read_layout
from extractors.text.open_pdf import OpenPdf
from extractors.text.pdfminer_layout import miner_boxes, miner_texts
from tests.extractors.text.papers import compiled, read, source, turned

TURNS = [(0, None), (90, None), (180, None), (270, None), (0, (30, 40, 560, 770)), (90, (30, 40, 560, 770))]


def span(page: PageText, words: str) -> tuple[int, int]:
    at = page.text.replace("\n", " ").index(words)
    return at, at + len(words)


def inside(box: Box, page: PageText) -> bool:
    return 0 <= box.x0 < box.x1 <= page.width + 0.01 and 0 <= box.y0 < box.y1 <= page.height + 0.01


def test_one_box_a_printed_line() -> None:
    data = compiled(source())
    page = read(data).pages[0]
    start, end = span(page, "Earlier potters recognised unglazed faces by their contours.")
    lines = page.text[start:end].count("\n") + 1
    (boxes,) = boxes_of(data, page, [(start, end)])
    assert len(boxes) == lines
    assert all(inside(box, page) for box in boxes)
    assert [b.y0 for b in boxes] == sorted(b.y0 for b in boxes)


@pytest.fixture(scope="module")
def paper() -> Iterator[tuple[OpenPdf, PageText]]:
    """A paper that stays open, and its first page."""
    with OpenPdf(compiled(source())) as pdf:
        yield pdf, read(pdf.data).pages[0]


@given(st.data())
def test_boxes_of_any_span_lie_on_the_page(paper: tuple[OpenPdf, PageText], data: st.DataObject) -> None:
    pdf, page = paper
    start = data.draw(st.integers(0, len(page.text) - 2))
    end = data.draw(st.integers(start + 1, min(len(page.text), start + 300)))
    (boxes,) = boxes_of(pdf, page, [(start, end)])
    assert all(inside(box, page) for box in boxes)
    if page.text[start:end].strip():
        assert boxes


@pytest.mark.parametrize("bad", [(-1, 3), (5, 5), (7, 3), (0, 10**9)])
def test_spans_that_are_none_have_no_boxes(bad: tuple[int, int]) -> None:
    data = compiled(source())
    page = read(data).pages[0]
    assert boxes_of(data, page, [bad]) == ((),)


@pytest.mark.parametrize(("rotation", "crop"), TURNS)
def test_boxes_follow_rotation_and_crop(rotation: int, crop: tuple[float, float, float, float] | None) -> None:
    """Turned back, each box is where it was on the page that was never turned."""
    plain = compiled(source())
    data = turned(plain, rotation, crop)
    upright, page = read(plain).pages[0], read(data).pages[0]
    (was,) = boxes_of(plain, upright, [span(upright, "Offices of the first")])
    (now,) = boxes_of(data, page, [span(page, "Offices of the first")])
    left, bottom, right, top = crop or (0, 0, upright.width, upright.height)
    assert (page.width, page.height) == pytest.approx(
        (right - left, top - bottom) if rotation % 180 == 0 else (top - bottom, right - left), abs=0.1
    )
    expected = [_turn(box, rotation, left, upright.height - top, right - left, top - bottom) for box in was]
    for got, want in zip(now, expected, strict=True):
        assert got == pytest.approx(want, abs=0.6)


@pytest.mark.parametrize(("rotation", "crop"), TURNS)
def test_the_layout_reader_sees_the_page_as_it_is_read(
    rotation: int, crop: tuple[float, float, float, float] | None
) -> None:
    """As displayed; a page whose letters are displayed sideways or upside down is turned back."""
    data = turned(compiled(source()), rotation, crop)
    page = read(data).pages[0]
    (boxes,) = boxes_of(data, page, [span(page, "Abstract")])
    (layout,) = read_layout(data, [1])
    sides = (page.width, page.height) if rotation % 180 == 0 else (page.height, page.width)
    assert (layout.width, layout.height) == pytest.approx(sides, abs=0.1)
    if rotation == 0:
        line = next(line for line in layout.lines if line.text.strip() == "Abstract")
        assert (line.box.x0, line.box.x1) == pytest.approx((boxes[0].x0, boxes[0].x1), abs=2)
        assert line.box.y0 - 3 < boxes[0].y0 < boxes[0].y1 < line.box.y1 + 3


def test_a_page_read_by_pdfminer_has_boxes_too() -> None:
    data = compiled(source())
    text = miner_texts(data, [1])[1]
    page = PageText(1, 612, 792, text, tuple(range(len(text))), "pdfminer")
    at = text.index("Earlier")
    (other,) = boxes_of(data, page, [(at, at + 7)])
    fast = read(data).pages[0]
    (ours,) = boxes_of(data, fast, [span(fast, "Earlier")])
    assert other[0].x0 == pytest.approx(ours[0].x0, abs=2)
    assert other[0].x1 == pytest.approx(ours[0].x1, abs=2)
    assert miner_boxes(data, page, [(0, 10**9)]) == ((),)


def test_superscripts_are_smaller_in_the_layout() -> None:
    text = "#set super(typographic: false)\nAda Brink#super[1,2] and Bo Lindqvist#super[2]"
    (page,) = read_layout(compiled(text), [1])
    sizes = {char: size for line in page.lines for char, *_, size, _ in line.chars if not char.isspace()}
    assert sizes["1"] < 0.8 * sizes["A"]


def _turn(box: Box, rotation: int, left: float, above: float, width: float, height: float) -> Box:
    x0, y0, x1, y1 = box.x0 - left, box.y0 - above, box.x1 - left, box.y1 - above
    if rotation == 90:
        return Box(height - y1, x0, height - y0, x1)
    if rotation == 180:
        return Box(width - x1, height - y1, width - x0, height - y0)
    if rotation == 270:
        return Box(y0, width - x1, y1, width - x0)
    return Box(x0, y0, x1, y1)
