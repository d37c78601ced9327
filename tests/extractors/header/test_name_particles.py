"""Particles within names, in lower case and with apostrophes; what opens in lower case otherwise is no name."""

import pytest

from extractors.header.people_names import is_full_name
from tests.extractors.header.typesetting import Set, read

ABSTRACT = Set("Abstract", 300, x=72, size=12)
SAID = "We look at many faces and say what they show to those who look at them."
TEXT = [Set(SAID, 320 + 12 * i) for i in range(4)]


@pytest.mark.parametrize(
    "name",
    [
        "Odile d’Estrange",
        "Renzo dall’Orto",
        "Joost ’t Veld",
        "Huda al-Sabbagh",
        "Nasir ad-Din Qureshi",
        "Albrecht von und zu Falkenried",
        "Sytze van der Meulen tot Aldeboarn",
        "Pilar de los Santos de la Vega y Ruiz",
        "Siti binti Rahim",
        "Gwen ap Rhys",
        "Cian Ó hEarcáin",
        "Eoin Mac an tSionnaigh",
    ],
)
def test_names_with_words_in_lower_case(name: str) -> None:
    assert is_full_name(name)
    page = [
        Set("Glazed Faces in Difficult Light", 80, size=17),
        Set(f"{name}^{{1}}, Ada Brink^{{1}}", 110),
        Set("^{1}University of Vellmark, Oslo, Norway", 130),
    ]
    assert [author.name for author in read([*page, ABSTRACT, *TEXT]).authors] == [name, "Ada Brink"]


@pytest.mark.parametrize("text", ["Messenger tRNA", "Clay und Glaze", "Ada an Brink", "An eBay Sale", "x-Ray Brink"])
def test_other_words_in_lower_case(text: str) -> None:
    assert not is_full_name(text)
