"""The JSON of `citetrail read`: one record holds one place, told by one source."""

import csv
from pathlib import Path
from typing import Any

import pytest

from citetrail.paths import DATA
from citetrail.publish.assertions import DEFAULT, load
from citetrail.publish.basemap import countries
from citetrail.records.organisations import AffiliationString, Header
from citetrail.records.readings import Reading
from citetrail.records.usage import Usage
from citetrail.records.vocabulary import Outcome, PlaceBasis, Precision, Verdict
from extractors.claims.read_json import as_contract
from extractors.organisations import open_resolver
from extractors.organisations.header_affiliations import resolve_header

PRINTED = Path(__file__).parents[1] / "organisations" / "printed.csv"
# Branches that print their own place beside an organisation that has its seat elsewhere.
BRANCHES = {
    "SAP Research and Innovation Singapore": ("SG", "Singapore"),
    "Panasonic R&D Center Singapore": ("SG", "Singapore"),
    "Huawei Noah's Ark Lab, Hong Kong": ("HK", "Hong Kong"),
    "Huawei Noah's Ark Lab, Shenzhen, China": ("CN", "Shenzhen"),
    "Microsoft Research, Cambridge, UK": ("GB", "Cambridge"),
}
PLACE = ("country", "city", "lat", "lng", "precision")


@pytest.fixture(scope="module")
def records() -> list[tuple[str, dict[str, Any]]]:
    """What `read --json` says of every string of the collection of printed affiliations, and of the branches."""
    with PRINTED.open(encoding="utf-8", newline="") as file:
        strings = [*(row["affiliation"] for row in csv.DictReader(file)), *BRANCHES]
    resolver, found = open_resolver(DATA), []
    for raw in strings:
        header = Header(affiliations=(AffiliationString(raw),))
        resolved = resolve_header(header, resolver)
        reading = Reading("0" * 64, Outcome.OK, header=header, affiliations=resolved, usage=Usage(Verdict.NONE, 0.0))
        told = as_contract("x.pdf", reading)["affiliations"]
        found += [(raw, row["organisation"]) for row in told if row["organisation"]]
    return found


def test_a_record_never_mixes_places_of_two_sources(records: list[tuple[str, dict[str, Any]]]) -> None:
    placed = [(raw, told) for raw, told in records if told.get("place_basis")]
    assert len(placed) > 300
    for raw, told in placed:
        here = {name: told[name] for name in PLACE}
        known = here["city"] is not None
        assert (here["lat"] is not None, here["lng"] is not None) == (known, known), raw
        assert (here["precision"] in (Precision.CITY, Precision.SITE)) is known, raw
        if told["place_basis"] == PlaceBasis.SEAT and known:
            assert here == {name: told["seat"][name] for name in PLACE}, raw


def test_a_place_lies_in_the_country_of_its_record(records: list[tuple[str, dict[str, Any]]]) -> None:
    rules, shapes = load(DEFAULT, "any"), countries()
    for raw, told in records:
        if told["lat"] is None or told["country"] not in shapes:
            continue
        allowed = [shapes[c] for c in (told["country"], *rules.also_inside.get(told["country"], ())) if c in shapes]
        here = told["lng"], told["lat"]
        assert any(c.contains(*here) or c.is_near(*here, rules.tolerance_km) for c in allowed), (raw, told)


@pytest.mark.parametrize("raw", BRANCHES)
def test_a_branch_stands_where_it_is_printed_and_the_seat_is_a_second_fact(
    records: list[tuple[str, dict[str, Any]]], raw: str
) -> None:
    (told,) = [organisation for printed, organisation in records if printed == raw][-1:]
    assert (told["country"], told["city"]) == BRANCHES[raw]
    assert told["place_basis"] in (PlaceBasis.PRINTED, PlaceBasis.SITE)
    assert set(told["seat"]) == set(PLACE)
