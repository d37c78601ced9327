"""Affiliation strings written to provoke a false "military", by somebody who had not read the rules.

Covers: extractors.organisations.resolver.
"""

import csv
from pathlib import Path

import pytest

from citetrail.records.vocabulary import Sector
from extractors.organisations.resolver import Resolver

FOLDER = Path(__file__).parents[2] / "adversarial"
# Of a hundred military strings, so many may be missed without the ROR index.
MOST_MISSED = 0.02


@pytest.mark.parametrize(
    ("file", "fewest"),
    [
        ("strings.csv", 1_000),
        ("further_strings.csv", 470),
        ("third_strings.csv", 210),
        ("fourth_strings.csv", 300),
        ("fifth_strings.csv", 300),
        ("sixth_strings.csv", 301),
        ("seventh_strings.csv", 241),
        ("eighth_strings.csv", 184),
        ("ninth_strings.csv", 213),
    ],
)
def test_nobody_becomes_military_who_is_not_and_few_are_missed(resolver: Resolver, file: str, fewest: int) -> None:
    with (FOLDER / file).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    told = {r["id"]: any(m.sector is Sector.MILITARY for m in resolver.resolve(r["string"])) for r in rows}
    civil = [r for r in rows if r["military"] == "no"]
    forces = [r for r in rows if r["military"] != "no"]
    assert len(civil) >= fewest
    assert not [r["string"] for r in civil if told[r["id"]]]
    missed = [r["string"] for r in forces if not told[r["id"]]]
    assert len(missed) <= MOST_MISSED * len(forces), missed


@pytest.mark.parametrize(
    ("file", "firms"), [("seventh_strings.csv", 60), ("eighth_strings.csv", 78), ("ninth_strings.csv", 80)]
)
def test_companies_by_form_or_name_and_those_who_only_bear_their_names(
    resolver: Resolver, file: str, firms: int
) -> None:
    with (FOLDER / file).open(encoding="utf-8", newline="") as opened:
        rows = [r for r in csv.DictReader(opened) if r["commercial"] != "any"]
    told = {r["id"]: any(m.sector is Sector.COMMERCIAL for m in resolver.resolve(r["string"])) for r in rows}
    companies = [r for r in rows if r["commercial"] == "yes"]
    assert len(companies) == firms
    assert not [r["string"] for r in rows if r["commercial"] == "no" and told[r["id"]]]
    missed = [r["string"] for r in companies if not told[r["id"]]]
    assert len(missed) <= MOST_MISSED * len(companies), missed
