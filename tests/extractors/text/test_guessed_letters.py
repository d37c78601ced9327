"""Letters that PDFium guesses are those that the font names.

Covers: extractors.text.guessed_letters, extractors.text.glyph_names.
"""

import pypdfium2
import pytest

from citetrail.records.text import DocumentText, PageReader
from extractors.text import guessed_letters as module
from extractors.text.boxes import boxes_of
from extractors.text.layout import read_layout
from extractors.text.open_pdf import OpenPdf
from tests.extractors.text.papers import check_offsets, read, written

# Codes, as fonts that number their glyphs anew give them: beyond ASCII, small, a capital, a line end, a small letter.
NAMES = "1/f_t.liga 13/f_f 33/T_h 66/f_f_i 113/t_i 200/f_i/uni00660066"
PLAIN = "The kiln is fine and offered; affinity for clay, often fired, is specific to stiff stations."
SET = r"!e kiln is \310ne and o\311ered; aBnity for clay, o\001en \310red, is speci\310c to sti\015 staqons."


def font(names: str, more: str = "") -> str:
    return (
        "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Kiln"
        f"/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[{names}]>>{more}>>"
    )


def pages(
    *texts: str, fonts: tuple[str, ...] = (font(NAMES),), form: bool = False, programs: tuple[str, ...] = ()
) -> bytes:
    """A page for each text, its lines ("|") each in the next of the fonts; then the fonts' programs."""
    listed = "".join(f"/F{n}<<{font[2:-2]}>>" for n, font in enumerate(fonts))
    resources = f"<</Font<<{listed}>>>>"
    kids = " ".join(f"{3 + 3 * n} 0 R" for n in range(len(texts)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(texts)}>>"]
    for number, text in enumerate(texts):
        printed = enumerate(text.split("|"))
        lines = "".join(
            f"BT /F{n % len(fonts)} 11 Tf 1 0 0 1 60 {700 - 20 * n} Tm ({line}) Tj ET " for n, line in printed
        )
        drawn = "/X0 Do" if form else lines
        own = f"<</XObject<</X0 {5 + 3 * number} 0 R>>>>" if form else resources
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 800 792]/Contents {4 + 3 * number} 0 R/Resources{own}>>"
        objects += [page, f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream"]
        kind = f"/Type/XObject/Subtype/Form/BBox[0 0 800 792]/Resources{resources}"
        objects.append(f"<<{kind}/Length {len(lines)}>>stream\n{lines}\nendstream")
    objects += [f"<</Subtype/Type1C/Filter/ASCIIHexDecode/Length {len(x)}>>stream\n{x}\nendstream" for x in programs]
    return written(objects)


def with_program(names: str, number: int) -> str:
    """A font whose program is object `number`; PDFium leaves the subset's tag out of its name."""
    descriptor = "/Type/FontDescriptor/FontName/ABCDEF+Kiln/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0"
    widths = f"/FirstChar 0/LastChar 255/Widths[{'500 ' * 256}]"
    sizes = "/Ascent 800/Descent -200/CapHeight 700/StemV 80"
    return font(names, f"/FontDescriptor<<{descriptor}{sizes}/FontFile3 {number} 0 R>>{widths}")


def index(*items: bytes) -> bytes:
    """A list of a font program (Adobe Technical Note 5176, section 5)."""
    ends = [1 + sum(map(len, items[:n])) for n in range(len(items) + 1)]
    return len(items).to_bytes(2, "big") + (b"\1" + bytes(ends) + b"".join(items) if items else b"")


def program(name: bytes) -> str:
    """A font program with one empty glyph, ".notdef", in hexadecimal."""
    # Operands of one byte are 139 more than they mean; where the glyphs begin stands before operator 17.
    head = bytes((1, 0, 4, 1)) + index(name)
    start = len(head) + len(index(b"??")) + 2 * len(index())
    return (head + index(bytes((139 + start, 17))) + 2 * index() + index(b"\x0e")).hex()


def words(document: DocumentText) -> str:
    return " ".join(" ".join(page.text.split()) for page in document.pages)


@pytest.mark.parametrize("form", [False, True])
def test_composed_names_are_spelled_out(form: bool) -> None:
    document = read(pages(SET, form=form))
    assert words(document) == PLAIN
    assert document.pages[0].reader is PageReader.PDFIUM
    check_offsets(document)


def test_every_page_is_asked_for_its_own_fonts() -> None:
    document = read(pages("A page of plain words in between.", SET, SET))
    assert words(document) == f"A page of plain words in between. {PLAIN} {PLAIN}"


def test_a_quotation_stands_where_its_letters_are_printed() -> None:
    data = pages("Before it stands this line.|We \\310re o\\311 the kiln.|After it stands that line.")
    with OpenPdf(data) as pdf:
        page = read(data).pages[0]
        start = page.text.index("We fire")
        ((box,),) = boxes_of(pdf, page, [(start, start + len("We fire off the kiln."))])
        ((plain,),) = boxes_of(pdf, page, [(start, start + len("We"))])
    assert page.text[start:].startswith("We fire off the kiln.\n")
    assert (box.x0, box.y0) == pytest.approx((plain.x0, plain.y0), abs=1)
    assert box.x1 > plain.x1 + 50


def test_page_one_is_laid_out_with_them() -> None:
    with OpenPdf(pages(SET + "|Gri\\310th University")) as pdf:
        first, second = read_layout(pdf, [1])[0].lines
    assert (first.text, second.text) == (PLAIN, "Grifith University")
    assert len(first.chars) == len(SET.replace("\\310", "x").replace("\\311", "x").replace("\\001", "x")) - 3


def test_a_broken_word_is_joined_at_a_composed_letter() -> None:
    document = read(pages("The sta-|qons are \\310red, and the stations are kept."))
    assert words(document).startswith("The stations are fired")


def test_where_all_letters_are_guesses_their_codes_are_letters() -> None:
    """Fonts made of pictures often number their glyphs ("/k66") by the letters that they print."""
    names = "32/k32 " + " ".join(f"{code}/k{code}" for code in range(97, 123)) + " 66/f_i"
    data = pages("lower kilnBakes clay and clay again", fonts=(font(names),))
    assert words(read(data)) == "lower kilnBakes clay and clay again"


def test_two_fonts_of_one_name_that_differ_tell_nothing() -> None:
    data = pages("We \\310re all the kilns of the clay quarter.", fonts=(font("200/f_i"), font("200/f_l")))
    assert words(read(data)) == "We Ère all the kilns of the clay quarter."


def test_fonts_of_one_name_are_told_apart_by_their_programs() -> None:
    """Subsets of one font, whose tags PDFium does not give."""
    both = (with_program("200/f_i", 6), with_program("200/f_l", 7))
    data = pages(
        "We \\310re all the kilns of clay.|A \\310ame for each of them.",
        fonts=both,
        programs=(program(b"K"), program(b"Kiln")),
    )
    assert words(read(data)) == "We fire all the kilns of clay. A flame for each of them."


def test_a_program_that_cannot_be_loaded_is_no_hindrance() -> None:
    data = pages("We \\310re all the kilns of clay.", fonts=(with_program("200/f_i", 6),), programs=("00",))
    assert words(read(data)) == "We fire all the kilns of clay."


@pytest.mark.parametrize(
    "names", ["200/glyph17", "200/", "/f_i", "200 -5/f_i", "99999999999/f_i", "200/f_i_f_i_f_i_x"]
)
def test_names_that_tell_nothing_leave_the_guess(names: str) -> None:
    data = pages("We \\310re all the kilns of the clay quarter.", fonts=(font(names),))
    assert words(read(data)) == "We Ère all the kilns of the clay quarter."


def test_printed_letters_are_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening the file by a second reader takes longer than reading a page."""
    monkeypatch.setattr(module, "_told", lambda *_: pytest.fail("fonts were asked for"))
    text = "The iPhone, a 3d model (the \\341rst) and caf\\351s: x2y, MeV, e!g."
    assert "iPhone" in words(read(pages(text, fonts=(font("1/f_t"),))))


def test_pdfium_still_guesses() -> None:
    """Where it learns the rules, this module has done its work."""
    pdf = pypdfium2.PdfDocument(pages("We \\310re"))
    assert pdf[0].get_textpage().get_text_range() == "We Ère"
