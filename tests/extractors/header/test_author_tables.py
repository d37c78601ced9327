"""Tables of authors with posts and places in columns, and tables of others."""

from tests.extractors.header.test_layouts import BODY, TITLE, whole
from tests.extractors.header.typesetting import Set, belongs, read

X = (60, 220, 340)


def rows(*cells: tuple[str, ...], y: float = 120, x: tuple[int, ...] = X) -> list[Set]:
    """Lines of a table; an empty cell prints nothing."""
    return [
        Set(text, y + 13 * i, x=left, size=9)
        for i, row in enumerate(cells)
        for text, left in zip(row, x, strict=False)
        if text
    ]


def test_names_posts_and_places_with_cells_that_wrap() -> None:
    table = rows(
        ("Ada Brink", "Potter ‘D’", "Kiln Institute, Oslo"),
        ("", "", "0150"),
        ("Surg Capt Bo Harald", "Associate", "Army Kiln College, Bergen 5020"),
        ("Lindqvist", "Professor", ""),
        ("Mingzhu Chen", "Research Scholar", "University of Vellmark, Oslo 0151"),
    )
    assert belongs(read(whole(*table))) == {
        "Ada Brink": ["Kiln Institute, Oslo 0150"],
        "Bo Harald Lindqvist": ["Army Kiln College, Bergen 5020"],
        "Mingzhu Chen": ["University of Vellmark, Oslo 0151"],
    }


def test_a_table_above_the_title_that_says_what_it_is() -> None:
    table = rows(
        ("Author", "Organisation", "Contact"),
        ("Ada Brink", "Quorvex Kiln Solutions Corporation", "Oslo, NO"),
        ("Bo Lindqvist", "Polytechnic of Kilns", "Bergen, NO"),
        y=30,
        x=(60, 200, 420),
    )
    title = Set(TITLE.text, 100, size=16, font="Bold")
    header = read([*table, title, Set("SUMMARY", 140, x=60, size=12), *BODY])
    told = {a.name: header.affiliations[a.affiliations[0]].address for a in header.authors}
    assert told == {
        "Ada Brink": "Quorvex Kiln Solutions Corporation, Oslo, NO",
        "Bo Lindqvist": "Polytechnic of Kilns, Bergen, NO",
    }
