"""What other communities' tools read of a release is what the release holds, field by field.

Covers: citetrail.publish.other_standards.
"""

import json
from pathlib import Path
from typing import Any

from citetrail.publish.descriptors import digest
from citetrail.publish.spreadsheet_xlsx import SHEETS
from citetrail.publish.table_columns import TABLES
from tests.interop.conftest import Reader
from tests.interop.tables import table


def test_mlcroissant_loads_every_table_unchanged(read_by: Reader, release: Path) -> None:
    found = read_by("croissant", "read_croissant.py", release)
    assert found["errors"] == []
    assert set(found["records"]) == {t.name for t in TABLES}
    for each in TABLES:
        expected = table(release, each.name)
        for row in expected:
            row.update(
                {c.name: bool(row[c.name]) for c in each.columns if c.type == "boolean" and row[c.name] in (0, 1)}
            )
        assert found["records"][each.name] == expected, each.name


def test_followthemoney_keeps_every_value(read_by: Reader, release: Path) -> None:
    path = release / "entities.ftm.json"
    written = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = read_by("follow-the-money", "read_ftm.py", path)
    assert len({each["id"] for each in written}) == len(written)
    for read, told in zip(found, written, strict=True):
        assert (read["id"], read["schema"]) == (told["id"], told["schema"])
        assert {k: sorted(v) for k, v in read["properties"].items()} == {
            k: sorted(map(_without_separators, v)) for k, v in told["properties"].items()
        }
    links = {
        each["properties"]["recordId"][0]: each["properties"] for each in found if each["schema"] == "Documentation"
    }
    for row in table(release, "uses"):
        assert links[row["use_id"]]["status"] == [row["status"]]
        assert links[row["use_id"]].get("role", [None]) == [row["role"]]
    quotes = {each["properties"]["notes"][0]: each["properties"] for each in found if each["schema"] == "Note"}
    for row in table(release, "evidence"):
        told = quotes[f"evidence: {row['evidence_id']}"]
        assert (told["description"], told.get("sourceUrl", [None])) == (
            [_without_separators(row["quote"])],
            [row["url"]],
        )


def test_the_crate_is_valid_and_lists_every_file(read_by: Reader, release: Path) -> None:
    found = read_by("ro-crate", "read_crate.py", release)
    assert found["issues"] == []
    files = {p.relative_to(release).as_posix(): p for p in release.rglob("*") if p.is_file()}
    assert set(found["files"]) == set(files) - {"ro-crate-metadata.json"}
    for name, (sha256, size) in found["files"].items():
        if name != "checksums.txt":
            assert (sha256, size) == (digest(files[name]), str(files[name].stat().st_size)), name


def test_a_citation_processor_cites_every_paper(read_by: Reader, release: Path) -> None:
    found = read_by("csl", "read_csl.py", release / "papers.json")
    papers = [row for row in table(release, "papers") if row["use_status"] in ("verified", "provisional")]
    assert set(found["read"]) == {row["paper_id"] for row in papers}
    for row in papers:
        read = found["read"][row["paper_id"]]
        assert (read["title"], read["DOI"]) == (row["title"], row["doi"] or "")
    assert len(found["lines"]) == len(papers)


def test_openpyxl_reads_every_cell_and_no_formula(read_by: Reader, release: Path) -> None:
    found = read_by("spreadsheet", "read_xlsx.py", release / "tables.xlsx")
    assert set(found["kinds"]) <= {"s", "n", "b", "inlineStr"}
    for each in SHEETS:
        heading, *rows = found["sheets"][each.name]
        assert tuple(heading) == each.names
        assert [_row(each.names, row) for row in rows] == table(release, each.name), each.name


def _without_separators(text: str) -> str:
    """What followthemoney makes of a text with U+2028: it takes the separator away, and nothing else."""
    return text.replace("\u2028", "").replace("\u2029", "")


def _row(names: tuple[str, ...], cells: list[Any]) -> dict[str, Any]:
    return dict(zip(names, cells + [None] * (len(names) - len(cells)), strict=True))
