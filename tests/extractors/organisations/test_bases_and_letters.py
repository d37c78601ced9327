"""Bases are places, and the letters of a force may be those of a civil body.

Covers: extractors.organisations.resolver, extractors.organisations.military_words.
"""

import pytest

from citetrail.records.vocabulary import Sector
from extractors.organisations.resolver import Resolver


def is_military(resolver: Resolver, text: str) -> bool:
    return any(m.sector is Sector.MILITARY for m in resolver.resolve(text))


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel Kilns Inc., Hanscom Air Force Base, MA, USA",
        "Glaze Extension Campus, Naval Air Station Vellmark, FL, USA",
        "Reactor Laboratory for Neutrons (RLN), Naval Station Way 3, Boston, MA, USA",
        "NRL, Northern Reef Library, Boston, MA, USA",
        "Neutron Reactor Laboratory (NRL), Boston, MA, USA",
        "IME-USP, São Paulo, Brazil",
        "Instituto de Cerámica, Colegio Militar 210, Puebla, Mexico",
    ],
)
def test_nobody_is_military_by_address_or_letters(resolver: Resolver, text: str) -> None:
    assert not is_military(resolver, text)


@pytest.mark.parametrize(
    "text",
    [
        "Hanscom Air Force Base, MA, USA",
        "Materials Directorate, Wright-Patterson AFB, OH, USA",
        "NRL, Washington, DC, USA",
        "Estado Mayor de la Armada, Buenos Aires, Argentina",
        "Высшее военное училище, Омск, Россия",
        "91234部队，大连",
    ],
)
def test_forces_by_themselves_are(resolver: Resolver, text: str) -> None:
    assert is_military(resolver, text)


def test_gendarmerie_is_police(resolver: Resolver) -> None:
    (match,) = resolver.resolve("Gendarmerie Nationale, Rosny-sous-Bois, France")
    assert match.sector is Sector.GOVERNMENT
