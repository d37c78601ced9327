"""Words of bodies that lines and printers break; names that only look like them stay as they are."""

import pytest

from citetrail.records.vocabulary import Sector
from extractors.organisations.misprints import joined_lines, mended_words
from extractors.organisations.resolver import Resolver


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("Insti- tute of Kilns, Oslo", "Institute of Kilns, Oslo"),
        ("Polytech-\nnic of Clay", "Polytechnic of Clay"),
        ("Kiln- and Claywork, Ulm", "Kiln- and Claywork, Ulm"),
        ("Luft- und Raumfahrt, Ulm", "Luft- und Raumfahrt, Ulm"),
        ("Clay- Kiln Centre", "Clay- Kiln Centre"),
    ],
)
def test_a_word_is_whole_that_a_line_parts_and_no_other(raw: str, mended: str) -> None:
    assert joined_lines(raw) == mended


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("Techni cal Univer sity of Clay", "Technical University of Clay"),
        ("Kiln Enginering Acadamy", "Kiln Engineering Academy"),
        ("HOSPTAL of Clay", "Hospital of Clay"),
        ("Medicines Board, Clay Academies", "Medicines Board, Clay Academies"),
        ("Ospedale Militare", "Ospedale Militare"),
        ("Hospital Nacional Militello", "Hospital Nacional Militello"),
    ],
)
def test_a_word_is_mended_that_is_nearly_one_of_the_list(raw: str, mended: str) -> None:
    assert mended_words(raw) == mended
    assert mended_words(mended) == mended


def test_what_is_misprinted_is_found_where_nobody_else_is_named(bare: Resolver) -> None:
    def military(raw: str) -> bool:
        return any(m.sector is Sector.MILITARY for m in bare.resolve(raw))

    assert military("Naval Postgrad- uate School, Monterey, CA")
    assert military("Military Tech nical College, Cairo")
    assert military("Air Force Enginering University, Xi'an")
    assert not military("Salva- tion Army Clinic, Nairobi")
    assert not military("Technical Acad emy of Clay, Minsk")
