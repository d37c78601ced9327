"""Two columns that a file paints row by row are read one after the other; a table stays a table.

Covers: extractors.text.row_order.
"""

from extractors.text.document import read_document
from tests.extractors.text.papers import written

LEFT = [
    "The potters dig their clay",
    "behind the old mill, where",
    "the river leaves it each",
    "spring after the flood.",
]
RIGHT = [
    "Glaze is made of ash that",
    "the bakers of the village",
    "keep for them in barrels",
    "until the first frost.",
]
NUMBERS = ["91.2 93.4 12", "90.1 92.2 13", "88.7 91.0 11", "87.2 90.5 10"]


def page(left: list[str], right: list[str]) -> str:
    rows = "".join(
        f"1 0 0 1 72 {700 - 14 * n} Tm ({a}) Tj 1 0 0 1 320 {700 - 14 * n} Tm ({b}) Tj "
        for n, (a, b) in enumerate(zip(left, right, strict=True))
    )
    content = f"BT /F1 10 Tf {rows}ET"
    data = written(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        ]
    )
    return read_document(data, max_bytes=10**6, max_pages=3).pages[0].text


def test_columns_painted_in_rows_are_read_one_after_the_other() -> None:
    text = page(LEFT, RIGHT).replace("\n", " ")
    assert " ".join(LEFT) in text
    assert " ".join(RIGHT) in text


def test_two_rows_may_be_chance_and_numbers_are_a_table() -> None:
    assert f"{LEFT[0]} {RIGHT[0]}" in page(LEFT[:2], RIGHT[:2])
    assert f"{LEFT[0]} {NUMBERS[0]}" in page(LEFT, NUMBERS)
