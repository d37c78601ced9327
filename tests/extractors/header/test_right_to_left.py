"""Headers in Arabic and Hebrew letters: in the order of reading, however the file holds the letters."""

import pytest

from citetrail.records.text import Box, LayoutLine, LayoutPage
from extractors.header import read_header
from extractors.header.right_to_left import letters_of, read_from_right, with_ligatures_as_read, words_by_place
from tests.extractors.header.typesetting import HEIGHT, WIDTH, Glyph, Set, belongs, document, line

RIGHT = 520.0


def set_from_right(text: str, y: float, size: float = 10.0, blanks: bool = True) -> list[Glyph]:
    """Letters of a line, the first of them at the right; "^" raises the next."""
    glyphs: list[Glyph] = []
    x = RIGHT
    raised = False
    for char in text:
        if char == "^":
            raised = True
            continue
        width = size * (0.35 if char == " " else 0.3 if raised else 0.5)
        x -= width
        top, type_size = (y - 0.1 * size, 0.65 * size) if raised else (y, size)
        if char != " " or blanks:
            glyphs.append((char, x, top, x + width, top + type_size, type_size, "Naskh"))
        raised = False
    return glyphs


def as_line(glyphs: list[Glyph]) -> LayoutLine:
    box = Box(min(g[1] for g in glyphs), glyphs[0][2], max(g[3] for g in glyphs), max(g[4] for g in glyphs))
    return LayoutLine("".join(g[0] for g in glyphs), box, max(g[5] for g in glyphs), "Naskh", tuple(glyphs))


TITLE = ("وجوه من طين تحت طلاء الفرن", 80, 16.0)
NAMES = ("ليلى بنت سالم الخزفي^١، عبد الله ولد محمد^٢", 110, 11.0)
LEGEND = [("١ جامعة وادي الطين، مسقط", 130, 8.0), ("٢ معهد الخزف، نواكشوط", 142, 8.0)]
OTHERS = [("ترجمة الملخص: مريم الفاخوري", 160, 8.0), ("الملخص: ننظر في وجوه كثيرة من طين", 180, 9.0)]
ORDERS = {
    "as read": lambda glyphs: glyphs,
    "left to right": lambda glyphs: glyphs[::-1],
    "halves changed": lambda glyphs: glyphs[len(glyphs) // 2 :] + glyphs[: len(glyphs) // 2],
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("blanks", [True, False])
def test_names_and_places_whatever_the_order_of_the_letters(order: str, blanks: bool) -> None:
    printed = [TITLE, NAMES, *LEGEND, *OTHERS]
    lines = [as_line(ORDERS[order](set_from_right(text, y, size, blanks))) for text, y, size in printed]
    text = "\n".join(text.replace("^", "") for text, _, _ in printed)
    header = read_header([LayoutPage(1, WIDTH, HEIGHT, tuple(lines))], document(text))
    assert header.title == TITLE[0]
    assert belongs(header) == {
        "ليلى بنت سالم الخزفي": ["جامعة وادي الطين، مسقط"],
        "عبد الله ولد محمد": ["معهد الخزف، نواكشوط"],
    }


def test_a_name_in_hebrew_beside_one_in_latin_letters() -> None:
    hebrew = set_from_right("נעמה בן־חרס", 110)
    lines = [
        line(Set("Faces of Clay under Glaze", 80, size=16)),
        line(Set("Ada Brink", 110, x=120)),
        as_line(hebrew),
        line(Set("University of Clay", 122, x=110)),
        line(Set("Kiln Institute", 122, x=RIGHT - 70)),
        line(Set("Abstract", 160, x=72, size=12)),
    ]
    header = read_header([LayoutPage(1, WIDTH, HEIGHT, tuple(lines))], document("\n".join(o.text for o in lines)))
    assert belongs(header) == {"Ada Brink": ["University of Clay"], "נעמה בן־חרס": ["Kiln Institute"]}


def test_numbers_and_latin_words_among_them_are_read_from_the_left() -> None:
    # as it stands on the page, left to right
    assert read_from_right(["2016", "العدد"], str) == ["العدد", "2016"]
    assert read_from_right(["Clay", "Academy", "في"], str) == ["Clay", "Academy", "في"]
    assert read_from_right(["AB", "Kiln", "شركة", "الخزف"], str) == ["الخزف", "شركة", "AB", "Kiln"]
    glyphs = [(c, 10.0 * i, 0.0, 10.0 * i + 10, 10.0, 10.0, "Naskh") for i, c in enumerate("23ب")]
    assert [letters_of(word) for word in words_by_place(glyphs)] == ["ب23"]


def test_letters_of_a_ligature_are_those_of_their_run() -> None:
    turned = [("ب", 30.0, 0, 40.0, 10, 10, ""), ("ال", 20.0, 0, 30.0, 10, 10, "")]
    held = [("لا", 20.0, 0, 30.0, 10, 10, ""), ("ب", 30.0, 0, 40.0, 10, 10, "")]
    for glyphs in (turned, held):
        (word,) = words_by_place(with_ligatures_as_read(glyphs))
        assert letters_of(word) == "بلا"


def test_forms_of_letters_and_digits_are_made_common_ones() -> None:
    assert letters_of([("\ufe9d", 0, 0, 1, 1, 1, ""), ("٣", 1, 0, 2, 1, 1, "")]) == "ج3"
