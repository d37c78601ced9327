"""Parts of an address that only say where it is."""

import pytest

from citetrail.records.vocabulary import Sector
from extractors.organisations.landmarks import without_landmarks
from extractors.organisations.resolver import Resolver


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("University of Clay, opposite Naval Hospital, Oslo", "University of Clay, Oslo"),
        ("Clay College, Av. Kiln 3, ex Hospital Naval, Valmar", "Clay College, Av. Kiln 3, Valmar"),
        ("Clay College, antigua Escuela Militar, Valmar", "Clay College, Valmar"),
        ("Glaze Army Center campus (former), University of Clay", "University of Clay"),
        ("Clay College, ehemalige Marineschule, Kilnau", "Clay College, Kilnau"),
        ("Clay College, Kiln Road (opposite 9 Military Hospital), Valmar", "Clay College, Kiln Road, Valmar"),
    ],
)
def test_they_are_left_out(printed: str, kept: str) -> None:
    assert without_landmarks(printed) == kept


@pytest.mark.parametrize(
    "printed",
    [
        "Former Naval Academy of Clay",
        "Exeter College, Exmouth Road, Oslo",
        "Near East University, Nicosia",
        "Institute of Clay, Formerhaus, Oslo",
        "University of Clay, Nearby Street 4, Oslo",
        "Institute of Clay (formerly Naval Institute of Clay), Oslo",
    ],
)
def test_words_that_only_begin_alike_and_first_parts_stay(printed: str) -> None:
    assert without_landmarks(printed) == printed


def test_what_stood_there_before_makes_nobody_military(bare: Resolver) -> None:
    found = bare.named("Universidad de Valmar, Av. Kiln 3, ex Hospital Naval, Valparaíso, Chile")
    assert all(m.sector is not Sector.MILITARY for m in found)
