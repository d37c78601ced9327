"""Present addresses, marks that end a line, marks set apart, drafts of standards bodies.

Covers: extractors.header.marks, extractors.header.blocks, extractors.header.draft, extractors.header.reader.
"""

from tests.extractors.header.test_layouts import whole
from tests.extractors.header.typesetting import Set, belongs, read

CLAY, NAVY = "University of Vellmark, Oslo, Norway", "Diving Unit, Royal Kilnian Navy, Kilnhaven"


def test_a_mark_that_ends_the_line_before_its_note() -> None:
    made = belongs(
        read(
            whole(
                Set("Ada Brink^{1}, Bo Lindqvist^{1}†", 120),
                Set(f"^{{1}}Kiln Unit, {CLAY}. †", 136, x=60, size=8),
                Set(f"Present address: {NAVY}.", 146, x=60, size=8),
            )
        )
    )
    assert made == {
        "Ada Brink": [f"Kiln Unit, {CLAY}"],
        "Bo Lindqvist": [f"Kiln Unit, {CLAY}", f"{NAVY} [present address]"],
    }


def test_a_present_address_is_the_place_of_who_has_no_other() -> None:
    legend = [Set(f"^{{1}}{CLAY}", 136, x=60, size=8), Set(f"^{{†}}Present address: {NAVY}", 146, x=60, size=8)]
    made = belongs(read(whole(Set("Ada Brink^{1}, Bo Lindqvist^{†}", 120), *legend)))
    assert made == {"Ada Brink": [CLAY], "Bo Lindqvist": [NAVY]}
    made = belongs(read(whole(Set("Ada Brink^{1}, Bo Lindqvist^{2,†}", 120), *legend)))
    assert made["Bo Lindqvist"] == [f"{NAVY} [present address]"]  # the other place is only not found


def test_a_mark_set_apart_parts_no_block_from_its_address() -> None:
    header = read(
        whole(
            Set("Ada Brink", 120, x=50, font="Bold"),
            Set("ada@clay.example", 120, x=450, size=8),
            Set(f"Department of Kilns, {CLAY}", 132, x=50, size=8, font="Italic"),
            Set("1", 140, x=230, size=6),
            Set("Bo Lindqvist", 148, x=50, font="Bold"),
            Set("bo@kilns.example", 148, x=450, size=8),
            Set("Polytechnic of Kilns, Department of Slow Firing, Bergen", 160, x=50, size=8, font="Italic"),
        )
    )
    assert list(belongs(header)) == ["Ada Brink", "Bo Lindqvist"]
    assert [a.email for a in header.authors] == ["ada@clay.example", "bo@kilns.example"]


def test_authors_over_their_bodies_at_the_right_of_a_draft() -> None:
    lines = [
        "A. Brink",
        "Quorvex Kilns",
        "B. Lindqvist, Ed.",
        "Terrakiln",
        "M. bin Chen",
        "University of Vellmark",
    ]
    made = belongs(read(whole(*(Set(text, 110 + 12 * i, x=420) for i, text in enumerate(lines)))))
    assert made == {
        "A. Brink": ["Quorvex Kilns"],
        "B. Lindqvist": ["Terrakiln"],
        "M. bin Chen": ["University of Vellmark"],
    }
