"""The crate; its validator is asked by `make interop`."""

import json
from pathlib import Path
from typing import Any

from citetrail.publish.descriptors import digest


def graph(release: Path) -> dict[str, Any]:
    told = json.loads((release / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert told["@context"] == "https://w3id.org/ro/crate/1.2/context"
    return {each["@id"]: each for each in told["@graph"]}


def test_every_file_is_listed_with_its_checksum(verified: Path) -> None:
    entities = graph(verified)
    listed = {name: each for name, each in entities.items() if each["@type"] == "File"}
    files = {p.relative_to(verified).as_posix() for p in verified.rglob("*") if p.is_file()}
    assert set(listed) == files - {"ro-crate-metadata.json"}
    for name, each in listed.items():
        if name != "checksums.txt":
            assert each["sha256"] == digest(verified / name), name
    assert {part["@id"] for part in entities["./"]["hasPart"]} == set(listed)


def test_whatever_is_referred_to_is_described(provisional: Path) -> None:
    entities = graph(provisional)
    for each in entities.values():
        for value in each.values():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and one["@id"] != "https://w3id.org/ro/crate/1.2":
                    assert one["@id"] in entities, one


def test_the_family_tells_what_was_made_from_what(verified: Path) -> None:
    clean = graph(verified)["#member-example-faces-clean"]
    assert clean["isBasedOn"] == {"@id": "#member-example-faces"}
    assert clean["additionalType"] == "dataset"
    assert "isBasedOn" not in graph(verified)["#member-example-faces"]


def test_a_provisional_crate_says_so(verified: Path, provisional: Path) -> None:
    assert "not confirmed by anybody" in graph(provisional)["./"]["description"]
    assert "not confirmed" not in graph(verified)["./"]["description"]


def test_values_are_plain_or_point_at_entities(verified: Path, provisional: Path) -> None:
    """Texts with a language or type, and ordered lists, are lost in programs that write a crate back."""
    for release in (verified, provisional):
        for entity in graph(release).values():
            values = [v for value in entity.values() for v in (value if isinstance(value, list) else [value])]
            assert [v for v in values if isinstance(v, dict) and set(v) != {"@id"}] == [], entity["@id"]
