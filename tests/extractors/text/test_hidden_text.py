"""What no reader of the page sees is not read; what stands on a picture or a dark ground is.

Covers: extractors.text.hidden_text, extractors.text.undrawn_text, extractors.text.pdfium_calls.
"""

import pytest

from citetrail.records.text import DocumentText
from extractors.text.document import read_document
from extractors.text.layout import read_layout
from tests.extractors.text.papers import written

SEEN = "The kiln is lit at noon and burns until the glaze has set."
SECRET = "Basalt Proving Ground"
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
IMAGE = (
    "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    "stream\nZ\nendstream"
)


def page(secret: str, before: str = "", after: str = "", form: bool = False) -> bytes:
    """One page: some lines in black, and `secret` set by the operators given, on the page or in a form on it."""
    black = f"BT /F1 11 Tf 1 0 0 1 72 700 Tm ({SEEN}) Tj 0 -20 Td ({SEEN}) Tj ET"
    inner = f"q {before} BT {secret} ({SECRET}) Tj ET {after} Q"
    opacities = "/ExtGState<</Clear<</ca 0>>/Half<</ca .5>>/Lines<</CA 0>>>>"
    resources = f"<</Font<</F1 5 0 R>>/XObject<</I 6 0 R/X 7 0 R>>{opacities}>>"
    content = f"{black} /X Do" if form else f"{black} {inner}"
    box = f"<</Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>/Length {len(inner)}>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources {resources}>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        FONT,
        IMAGE,
        f"{box}stream\n{inner}\nendstream",
    ]
    return written(objects)


def text_of(document: DocumentText) -> str:
    return "\n".join(p.text for p in document.pages)


def read(data: bytes) -> tuple[str, str]:
    """The page's text, and that of its layout."""
    document = read_document(data, max_bytes=10**6, max_pages=5)
    lines = [line.text for p in read_layout(data, [1]) for line in p.lines]
    return text_of(document), "\n".join(lines)


HIDDEN = {
    "white": "1 g /F1 11 Tf 1 0 0 1 72 600 Tm",
    "nearly white": ".99 1 1 rg /F1 11 Tf 1 0 0 1 72 600 Tm",
    "invisible": "3 Tr /F1 11 Tf 1 0 0 1 72 600 Tm",
    "tiny": "0 g /F1 .4 Tf 1 0 0 1 72 600 Tm",
    "scaled down": "0 g /F1 11 Tf .05 0 0 .05 72 600 Tm",
    "clear": "0 g /Clear gs /F1 11 Tf 1 0 0 1 72 600 Tm",
    "off the page": "0 g /F1 11 Tf 1 0 0 1 700 600 Tm",
}


@pytest.mark.parametrize("how", HIDDEN.values(), ids=HIDDEN)
def test_hidden_words_are_not_read(how: str) -> None:
    for text in read(page(how)):
        assert SECRET not in text
        assert text.count(SEEN) == 2


@pytest.mark.parametrize("how", [HIDDEN["white"], HIDDEN["invisible"]])
def test_hidden_words_in_a_form_are_not_read(how: str) -> None:
    assert all(SECRET not in text for text in read(page(how, form=True)))


def drawing(around: int, nested: bool) -> bytes:
    """Some lines in black; among many forms with a stroke each, one holds white words, or a form that does."""
    black = f"BT /F1 11 Tf 1 0 0 1 72 700 Tm ({SEEN}) Tj 0 -20 Td ({SEEN}) Tj ET"
    content = f"{black} {'/S Do ' * around} /{'N' if nested else 'X'} Do {'/S Do ' * around}"
    inner = f"BT {HIDDEN['white']} ({SECRET}) Tj ET"
    held = "/Font<</F1 5 0 R>>/XObject<</S 6 0 R/X 7 0 R/N 8 0 R>>"

    def form(drawn: str) -> str:
        told = f"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<<{held}>>/Length {len(drawn)}"
        return f"<<{told}>>stream\n{drawn}\nendstream"

    return written(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<{held}>>>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
            FONT,
            form("72 100 m 90 100 l S"),
            form(inner),
            form("/X Do"),
        ]
    )


@pytest.mark.parametrize("nested", [False, True], ids=["in a form", "in a form in a form"])
@pytest.mark.parametrize("around", [1, 1_500])
def test_hidden_words_in_one_of_many_forms_are_not_read(around: int, nested: bool) -> None:
    text = text_of(read_document(drawing(around, nested), max_bytes=10**6, max_pages=5))
    assert SECRET not in text
    assert text.count(SEEN) == 2


@pytest.mark.parametrize(
    "before",
    ["0 0 1 rg 60 590 300 30 re f", "q 300 0 0 40 60 590 cm /I Do Q"],
    ids=["on a blue bar", "on a picture"],
)
@pytest.mark.parametrize("how", [HIDDEN["white"], HIDDEN["invisible"]])
def test_words_on_a_ground_are_read(how: str, before: str) -> None:
    assert all(SECRET in text for text in read(page(how, before)))


def test_a_picture_laid_over_the_words_of_its_scan_leaves_them() -> None:
    assert all(SECRET in text for text in read(page(HIDDEN["invisible"], after="300 0 0 40 60 590 cm /I Do")))


@pytest.mark.parametrize(
    "how",
    [
        "0 g /Half gs /F1 11 Tf 1 0 0 1 72 600 Tm",
        "0 g /Lines gs /F1 11 Tf 1 0 0 1 72 600 Tm",
        "0 g /Clear gs 1 Tr /F1 11 Tf 1 0 0 1 72 600 Tm",
        "0 g /F1 11 Tf 1 0 0 1 72 600 Tm",
        ".8 g /F1 11 Tf 1 0 0 1 72 600 Tm",
        "1 g 1 Tr /F1 11 Tf 1 0 0 1 72 600 Tm",
    ],
    ids=["half clear", "clear lines", "outlined, clear within", "black", "grey", "outlined"],
)
def test_what_is_printed_is_read(how: str) -> None:
    assert all(SECRET in text for text in read(page(how)))


CLEAR = HIDDEN["clear"]
# Where clear words stand: each "slip" over a small blue square, each "feldspar" on paper.
PLACED = [(90, 560, "slip"), (400, 560, "feldspar"), (250, 480, "feldspar"), (430, 410, "slip")]
PRINTED = f"q BT /F1 11 Tf 1 0 0 1 %s %s Tm ({SECRET}) Tj ET Q"


@pytest.mark.parametrize("place", [(72, 600), (72.8, 599.2)], ids=["on the same spot", "a shadow's width beside it"])
@pytest.mark.parametrize("first", [False, True], ids=["over", "under"])
def test_clear_words_with_a_printed_twin_are_read(place: tuple[float, float], first: bool) -> None:
    twin = PRINTED % place
    data = page(CLEAR, before=twin) if first else page(CLEAR, after=f"Q {twin} q")
    assert all(SECRET in text for text in read(data))


def test_a_twin_that_is_hidden_itself_shows_nothing() -> None:
    for way in ("1 g", "3 Tr", "/Clear gs"):
        data = page(CLEAR, after=f"Q q {way} {PRINTED % (72, 600)} Q q")
        assert all(SECRET not in text for text in read(data))


def test_clear_words_are_looked_for_where_they_stand() -> None:
    words = [f"BT /F1 11 Tf 1 0 0 1 {x} {y} Tm ({word}) Tj ET" for x, y, word in PLACED]
    ground = "0 0 1 rg " + " ".join(f"{x + 8} {y - 3} 9 9 re f" for x, y, word in PLACED if word == "slip")
    data = page("0 g /F1 11 Tf 1 0 0 1 72 640 Tm", before=f"q {ground} Q", after=f"/Clear gs {' '.join(words)}")
    for text in read(data):
        assert "feldspar" not in text
        assert text.count("slip") == sum(word == "slip" for *_, word in PLACED)


def test_a_white_ground_or_a_rule_hides_as_paper_does() -> None:
    for ground in ("1 g 60 590 300 30 re f", "0 g 60 601 300 .5 re f"):
        assert all(SECRET not in text for text in read(page(HIDDEN["white"], ground)))


def test_a_page_that_is_hidden_for_the_most_part_is_read() -> None:
    long = f"{HIDDEN['white']} ({SEEN}) Tj ({SEEN}) Tj ({SEEN}) Tj"
    assert all(SECRET in text for text in read(page(long)))
