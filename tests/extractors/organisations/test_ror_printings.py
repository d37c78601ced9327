"""Further printings of ROR's names: each row shows what it does, and faulty rows are named. Names are invented."""

from pathlib import Path

import pytest

from citetrail.paths import ORGANISATIONS
from extractors.organisations.name_tokens import key
from extractors.organisations.ror_printings import Printing, load_printings, printings_of
from extractors.organisations.strict_csv import GazetteerError

ROWS = load_printings(ORGANISATIONS / "ror_printings.csv")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.line)
def test_no_row_is_idle(row: Printing) -> None:
    others = [r for r in ROWS if r is not row]
    assert row.printed in printings_of(row.example, ROWS)
    assert row.printed not in printings_of(row.example, others)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Fernbrook No.2 Hospital", "The Second Hospital of Fernbrook"),
        ("Fernbrook First People’s Hospital", "No. 1 People's Hospital of Fernbrook"),
        ("Fernbrook City Hospital", "Fernbrook Municipal Hospital"),
        ("Marmota University of Tannerwick", "Universitas Marmota Tannerwick"),
        ("Ostrava State Puddle University", "Ostrava Puddle University"),
        ("Institute of Kilns named after O. O. Gannet", "O.O. Gannet Institute of Kilns"),
        ("National Institute of Technology, Heron College", "Heron National College of Technology"),
        ("IRCCS Istituto San Marmotto", "San Marmotto Scientific Institute"),
    ],
)
def test_printings_of_names_of_a_kind(name: str, printed: str) -> None:
    assert key(printed) in {key(found) for found in printings_of(name, ROWS)}


@pytest.mark.parametrize(
    "name", ["University of the Marmots", "Fernbrook, Tannerwick and Sons", "Marmot Kettleworks", "university of"]
)
def test_names_of_other_kinds_have_none(name: str) -> None:
    assert list(printings_of(name, ROWS)) == []


def test_a_row_that_is_the_last_ends_the_search() -> None:
    assert "University of Fernbrook Technical" not in printings_of("Fernbrook Technical University", ROWS)


def test_a_line_that_is_no_name_costs_nothing() -> None:
    assert list(printings_of("university of " * 200, ROWS)) == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{a} marsh,Marsh {a},,,Fen Marsh,Fen of Marsh", "no printing of the example"),
        ("{a} marsh,Marsh {b},,,Fen Marsh,Marsh Fen", "slots"),
        ("{a} [old marsh,Marsh {a},,,Fen Marsh,Marsh Fen", "brackets"),
        ("{x} marsh,Marsh {x},,,Fen Marsh,Marsh Fen", "brackets"),
        ("{a} marsh,Marsh {a},,no,Fen Marsh,Marsh Fen", "`last`"),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, row: str, reason: str) -> None:
    path = tmp_path / "p.csv"
    path.write_text(f"name,printings,not,last,example,printed\n{row}\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=rf"p\.csv:2.*{reason}"):
        load_printings(path)
