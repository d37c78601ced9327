"""FollowTheMoney entities; what its library keeps of them is asked by `make interop`."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citetrail.publish.follow_the_money import entity_id, organisation, paper, quotation
from tests.citetrail.publish.invented import eid, pid

ORGANISATION: dict[str, Any] = {
    "organisation_id": "ct:navy", "name": "Example Navy", "country": "US", "city": "Norfolk", "ror": None,
    "sector": "military", "sector_status": "verified", "flags": None, "designations": None,
}  # fmt: skip


@given(st.text(max_size=40))
def test_an_id_has_only_letters_that_the_library_keeps(key: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9.-]+", entity_id("paper", key))


@pytest.mark.parametrize(
    ("sector", "status", "expected"),
    [
        ("military", "verified", ["mil"]),
        ("government", "verified", ["gov"]),
        ("military", "provisional", None),
        ("military", None, None),
        ("commercial", "verified", None),
    ],
)
def test_a_topic_is_a_code_and_only_for_what_people_confirmed(sector: str, status: str | None, expected: Any) -> None:
    told = organisation(ORGANISATION | {"sector": sector, "sector_status": status})["properties"]
    assert told.get("topics") == expected
    assert told["sector"] == [sector]


def test_countries_are_small_and_times_without_zone_as_the_library_writes_them() -> None:
    assert organisation(ORGANISATION)["properties"]["country"] == ["us"]
    row = {"evidence_id": "e1", "paper_id": "p1", "quote": "We train.", "url": None, "page": 3, "section": None,
           "start": 0, "end": 9, "retrieved_at": "2026-03-01T10:00:00Z", "origin": "pdf"}  # fmt: skip
    told = quotation(row)["properties"]
    assert told["retrievedAt"] == ["2026-03-01T10:00:00"]
    assert told["summary"] == ["page 3, start 0, end 9"]


def test_a_paper_keeps_its_identifiers_by_the_letter() -> None:
    row = {"paper_id": "p1", "title": "T", "authors": "A;A", "venue": None, "published_on": None, "year": 2021,
           "retrieved_at": None, "url": None, "doi": None, "arxiv_id": "2101.00010", "s2_id": None,
           "use_status": "verified", "members": "m", "document": None}  # fmt: skip
    told = paper(row)["properties"]
    assert told["notes"] == ["arxiv_id: 2101.00010"]
    assert told["author"] == ["A"], "a value stands once, as the library reads it"


def test_links_lead_to_entities_that_are_there(provisional: Path) -> None:
    lines = (provisional / "entities.ftm.json").read_text(encoding="utf-8").splitlines()
    entities = {each["id"]: each for each in map(json.loads, lines)}
    assert len(entities) == len(lines)
    for each in entities.values():
        for name in ("document", "entity", "resolved", "proof"):
            assert set(each["properties"].get(name, [])) <= set(entities), (each["id"], name)
    assert entities[entity_id("evidence", eid("a"))]["properties"]["proof"] == [entity_id("paper", pid("a"))]
