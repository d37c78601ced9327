"""Names of ROR by what stands beside them: lines run together, places behind a name, subjects, sister bodies.

Covers: extractors.organisations.candidates, extractors.organisations.glued_words, extractors.organisations.units.
Names are invented.
"""

import pytest

from extractors.organisations import open_resolver
from extractors.organisations.compile_ror import compile_index
from extractors.organisations.countries import open_countries
from extractors.organisations.glued_words import parted_words
from extractors.organisations.resolver import Resolver
from extractors.organisations.ror_dump import open_dump
from tests.extractors.organisations.conftest import DATA, fillers, record, write_zip

MARMOT, LAW, HOSPITAL, HERE, THERE, WORKS, BRANCH, MARSHES, KESTREL, ABROAD = (
    f"ror:0aa0005{i:02}" for i in range(1, 11)
)


@pytest.fixture(scope="module")
def resolver(tmp_path_factory: pytest.TempPathFactory) -> Resolver:
    rows = [
        record(MARMOT[4:], "Marmotford University", [], ["education"], "NO", "Oslo", None),
        record(LAW[4:], "College of Kilnlaw", [], ["education"], "LV", "Riga", None),
        record(HOSPITAL[4:], "Heron Hospital of Marmotford University", [], ["healthcare"], "NO", "Oslo", None),
        record(HERE[4:], "Gannet Tannerwick Hospital", [], ["healthcare"], "IT", "Milan", None),
        record(THERE[4:], "Istituto Gannet Tannerwick", [], ["healthcare"], "IT", "Rome", None),
        record(WORKS[4:], "Kilnogen", [], ["company"], "NO", "Bergen", None),
        record(BRANCH[4:], "Quillmoor Azurite University, Brindle Branch", [], ["education"], None, None, None),
    ]
    rows.append(
        record(MARSHES[4:], "Institute of Marshes, Marmotford University", [], ["facility"], "NO", "Oslo", None)
    )
    rows.append(record(ABROAD[4:], "Marmotford University Malaysia", [], ["education"], "MY", "Kuching", None))
    rows.append(record(KESTREL[4:], "Kestrel Bittern Hospital", [], ["healthcare"], "NO", "Oslo", None))
    # Twice the fillers: among fewer names a single word tells less than a name must.
    more = [
        record(f"0z{n:05x}00", f"Zeta{row['names'][0]['value']}", [], [], "AQ", "Vostok", None)
        for n, row in enumerate(fillers())
    ]
    folder = tmp_path_factory.mktemp("stand")
    dump = write_zip(folder / "d.zip", [*rows, *fillers(), *more])
    compile_index(open_dump(dump), folder / "i", open_countries(DATA / "rules"))
    return open_resolver(DATA, folder / "i")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # Lines run together, and a small word glued to the next.
        ("School of KilnsMarmotford UniversityOslo0155Norway", [MARMOT]),
        ("Department of Kilns and PotteryMarmotford University 0155 Oslo Norway", [MARMOT]),
        # A part of its own that names the university of a hospital.
        ("Heron Hospital, Marmotford University, Oslo, Norway", [HOSPITAL, MARMOT]),
        ("Heron Hospital of Marmotford University, Oslo, Norway", [HOSPITAL]),
        ("Institute of Marshes, Marmotford University", [MARSHES, MARMOT]),
        # What goes on is another's name that begins there, and no longer name.
        ("Marmotford University Kestrel Bittern Hospital, Oslo, Norway", [MARMOT, KESTREL]),
        # The campus abroad, whose country stands behind its town.
        ("School of Hay, Marmotford University, Kuching, Malaysia", [ABROAD]),
        ("School of Hay, Marmotford University, Lima, Peru", []),
        # What a university calls a unit by its subject is nobody else, though somebody else is called so.
        ("College of Kilnlaw, Marmotford University", [MARMOT]),
        ("College of Kilnlaw, Unheard Of Regional University", []),
        ("College of Kilnlaw, Riga, Latvia", [LAW]),
        # A place that is printed agrees with the body's, where another one of the name stands there.
        ("Gannet Tannerwick Hospital, Milan, Italy", [HERE]),
        ("Gannet Tannerwick Hospital, Turin, Italy", [HERE]),
        ("Gannet Tannerwick Hospital, Rome, Italy", []),
        # Nothing but a place behind the one word of a name.
        ("Kilnogen Bergen 5003 Norway", [WORKS]),
        ("Kilnogen Lovers Bergen Norway", []),
        # The parts of a name in the other order, where ROR has no address.
        ("School of Hay, Brindle Branch, Quillmoor Azurite University, Brindle", [BRANCH]),
    ],
)
def test_what_stands_beside_a_name(resolver: Resolver, raw: str, expected: list[str]) -> None:
    assert [m.organisation.id for m in resolver.named(raw) if m.organisation] == expected


@pytest.mark.parametrize(
    ("raw", "parted"),
    [
        ("Faculty ofHay, Oslo", "Faculty of Hay, Oslo"),
        ("Museum of NatureOslo", "Museum of Nature, Oslo"),
        ("Nature1150 Oslo", "Nature, 1150 Oslo"),
        # A foundation that is one word with its namesake is no line of its own.
        ("TeapotStiftung, Oslo", "Teapot Stiftung, Oslo"),
        ("ClayworksFoundation, Oslo", "Clayworks Foundation, Oslo"),
        ("McDonald MacKay DeKalb LaTrobe", "McDonald MacKay DeKalb LaTrobe"),
    ],
)
def test_lines_are_parted_where_they_meet(raw: str, parted: str) -> None:
    assert parted_words(raw) == parted
    assert parted_words(parted) == parted
