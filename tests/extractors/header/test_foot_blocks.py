"""Addresses at the foot below the names' second printing, side by side, and a last name that passed for a company.

Covers: extractors.header.foot_blocks.
"""

from tests.extractors.header.test_layouts import whole
from tests.extractors.header.typesetting import Set, belongs, read

NAMES = [Set("Ada Brink", 110), Set("Bo Lindqvist", 126), Set("Harbour Light", 142)]
BLOCKS = {
    60: ("Ada Brink", "Kiln Institute, Oslo"),
    240: ("Bo Lindqvist", "University of Vellmark"),
    420: ("Harbour Light", "Naval Kiln School, Bergen"),
}


def foot(columns: list[int]) -> list[Set]:
    return [Set(text, 640 + 12 * i, x=x) for x in columns for i, text in enumerate(BLOCKS[x])]


def test_blocks_side_by_side_each_have_their_own_lines() -> None:
    made = belongs(read([*whole(*NAMES), *foot([60, 240, 420])]))
    assert made == {
        "Ada Brink": ["Kiln Institute, Oslo"],
        "Bo Lindqvist": ["University of Vellmark"],
        "Harbour Light": ["Naval Kiln School, Bergen"],
    }


def test_what_the_foot_does_not_print_again_stays_a_company() -> None:
    made = belongs(read([*whole(*NAMES), *foot([60, 240])]))
    assert made == {"Ada Brink": ["Harbour Light"], "Bo Lindqvist": ["Harbour Light"]}
