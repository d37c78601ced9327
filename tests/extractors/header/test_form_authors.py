"""Names below each other in the field of a report's form."""

from tests.extractors.header.typesetting import Set, belongs, read

FORM = [
    Set("REPORT DOCUMENTATION PAGE", 60, x=200, size=14),
    Set("3. DATES COVERED", 90, x=330, size=7),
    Set("01 MAY 2012 - 30 MAY 2014", 100, x=330),
    Set("5a. CONTRACT NUMBER", 116, x=330, size=7),
    Set("K00014-12-1-0001", 126, x=330),
    Set("6. AUTHOR(S)", 142, x=60, size=7),
]
PLACE = [
    Set("7. PERFORMING ORGANIZATION NAME(S) AND ADDRESS(ES)", 200, x=60, size=7),
    Set("8. PERFORMING ORGANIZATION REPORT NUMBER", 200, x=330, size=7),
    Set("University of Clay", 210, x=60),
    Set("Oslo, Norway", 221, x=60),
]


def test_all_names_of_the_field_are_authors() -> None:
    names = [Set(name, 152 + 11 * i, x=60) for i, name in enumerate(("Ada T. Brink", "Per Noor", "Signe Kent"))]
    made = belongs(read([*FORM, *names, *PLACE]))
    assert made == {name: ["University of Clay Oslo, Norway"] for name in ("Ada T. Brink", "Per Noor", "Signe Kent")}
