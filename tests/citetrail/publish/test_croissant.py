"""croissant.json; what mlcroissant loads by it is asked by `make interop`."""

import json
from pathlib import Path
from typing import Any

from citetrail.publish.descriptors import digest
from citetrail.publish.table_columns import TABLES


def told(release: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((release / "croissant.json").read_text(encoding="utf-8"))
    return found


def test_records_are_read_from_parquet_never_from_csv(verified: Path) -> None:
    """pandas guesses the types of CSV columns and takes the noughts from identifiers."""
    for record_set in told(verified)["recordSet"]:
        for field in record_set["field"]:
            assert field["source"]["fileObject"]["@id"] == f"parquet/{record_set['@id']}.parquet"


def test_every_table_and_column_stands_in_it_with_its_meaning(verified: Path) -> None:
    sets = {each["@id"]: each for each in told(verified)["recordSet"]}
    assert list(sets) == [table.name for table in TABLES]
    for table in TABLES:
        assert [f["source"]["extract"]["column"] for f in sets[table.name]["field"]] == list(table.names)
        assert all(f["description"] for f in sets[table.name]["field"])
    identifiers = [f for f in sets["papers"]["field"] if f["@id"] in ("papers/arxiv_id", "papers/corpus_id")]
    assert {f["dataType"] for f in identifiers} == {"sc:Text"}


def test_files_have_their_size_and_checksum(provisional: Path) -> None:
    for each in told(provisional)["distribution"]:
        path = provisional / each["contentUrl"]
        assert each["sha256"] == digest(path)
        assert each["contentSize"] == f"{path.stat().st_size} B"


def test_the_family_is_what_the_release_was_derived_from(verified: Path) -> None:
    family = {each["@id"]: each for each in told(verified)["prov:wasDerivedFrom"]}
    assert family["members/example-model"]["prov:wasDerivedFrom"] == {"@id": "members/example-faces-clean"}
    assert family["members/example-faces"]["dct:license"] == "research only"
    fields = {f["@id"]: f for each in told(verified)["recordSet"] for f in each["field"]}
    assert fields["uses/member"]["equivalentProperty"] == "prov:wasDerivedFrom"
    assert fields["evidence/quote"]["equivalentProperty"] == "prov:value"
