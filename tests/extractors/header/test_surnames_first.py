"""Lists of names that print the surname first, and lists that only look so.

Covers: extractors.header.surnames_first.
"""

import pytest

from extractors.header.segments import LOWER, RAISE
from extractors.header.surnames_first import turned_round
from tests.extractors.header.test_layouts import whole
from tests.extractors.header.typesetting import Set, belongs, read


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("Brink, Ada; Noor, Per", "Ada Brink ; Per Noor"),
        ("Brink, Ada Maria; de Moel, Jan; Lind Holm, Bo;", "Ada Maria Brink ; Jan de Moel ; Bo Lind Holm ;"),
        ("Brink, Ada and Noor, Per", "Ada Brink ; Per Noor"),
        ("Brink, Virginia; Noor, Per", "Virginia Brink ; Per Noor"),
        ("Brink, A., and Noor, P. Q.", "A. Brink, and P. Q. Noor"),
        ("BRINK, Ada, NOOR, Per-Olav", "Ada BRINK ; Per-Olav NOOR"),
        ("de Moel, J., Ben Salah, F. K., Ó Broin, C.", "J. de Moel, F. K. Ben Salah, C. Ó Broin"),
        ("Brink, A., III, Meulen, S. van der, Lind, Yu. B.", "A. Brink III, S. van der Meulen, Yu. B. Lind"),
        ("Brink, Ada M.; Noor, Per", "Ada M. Brink ; Per Noor"),
    ],
)
def test_surnames_first(printed: str, said: str) -> None:
    assert turned_round(printed) == said


@pytest.mark.parametrize(
    "printed",
    [
        "Ada Brink, Per Noor",
        "Ada Brink, PhD; Per Noor, MD",
        "Ada Brink, Professor; Per Noor, Captain",
        "Ada Brink, Norway; Per Noor, Denmark",
        "Kiln Institute, Vellmark; Clay Academy, Vellmark",
        "Boston, Massachusetts; Chicago, Illinois",
        "Seattle, Washington and Portland, Oregon",
        "Brink, Ada",  # one alone may be a town and what it lies in
        "Brink, Noor, Lind",
        "Ada Brink, Per Noor; Bo Lind, Eva Dahl",
    ],
)
def test_other_lists_stay_as_they_are(printed: str) -> None:
    assert turned_round(printed) == printed


@pytest.mark.parametrize(
    "printed",
    [
        f"Brink,{' ' * 20_000}x",
        f"Brink, Ada{' *' * 5_000}x,",
        f"Brink, A{'. ' * 5_000}x",
        f"Brink, Ada{RAISE}{'1' * 20_000}",
    ],
    ids=["spaces", "stars", "dots", "raised"],
)
def test_hostile_lines_stay_as_they_are(printed: str) -> None:
    assert turned_round(printed) == printed


def test_a_thousand_names() -> None:
    assert turned_round("; ".join(["Brink, Ada"] * 1_000)).count("Ada Brink") == 1_000


def test_a_mark_tells_one_name_alone() -> None:
    mark = f"{RAISE}1{LOWER}"
    assert turned_round(f"Brink, Ada{mark}") == f"Ada Brink{mark}"


def test_a_surname_may_be_what_somebody_is() -> None:
    place = Set("University of Vellmark, Norway", 140)
    assert set(belongs(read(whole(Set("Ada Brink, Paul Nurse, Bo Lind", 120), place)))) == {
        "Ada Brink",
        "Paul Nurse",
        "Bo Lind",
    }
    printed = Set("Ada Brink, Registered Nurse, Per Noor, Head Nurse", 120)
    assert set(belongs(read(whole(printed, place)))) == {"Ada Brink", "Per Noor"}


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("Brink, Ada^{1,2}; Noor, Per^{2}", ("Ada Brink", "Per Noor")),
        ("BRINK, Ada^{1,2}, NOOR, Per^{2}", ("Ada BRINK", "Per NOOR")),
        ("BRINK Ada^{1,2}, NOOR Per^{2}", ("BRINK Ada", "NOOR Per")),
    ],
)
def test_marks_stay_with_their_names(row: str, names: tuple[str, str]) -> None:
    places = [Set("^{1} University of Vellmark, Norway", 140), Set("^{2} Kestrel Laboratory, Bergen", 154)]
    university, laboratory = "University of Vellmark, Norway", "Kestrel Laboratory, Bergen"
    told = belongs(read(whole(Set(row, 120), *places)))
    assert told == {names[0]: [university, laboratory], names[1]: [laboratory]}
