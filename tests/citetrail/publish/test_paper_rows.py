"""A release says which papers their authors withdrew."""

import csv
from pathlib import Path

from citetrail.records.papers import ArxivVersion
from citetrail.store.arxiv_versions import save_versions
from citetrail.store.engine import writing
from tests.citetrail.publish.conftest import InventedStore


def test_the_authors_words_stand_beside_the_paper(store: InventedStore, tmp_path: Path) -> None:
    with writing(store.engine) as connection:
        save_versions(connection, [ArxivVersion("2101.00001", 2, "Taken back\nby its authors")], "2026-03-05")
    with (store.publish(tmp_path / "out").path / "papers.csv").open(encoding="utf-8", newline="") as file:
        told = {row["arxiv_id"]: row["withdrawn"] for row in csv.DictReader(file)}
    assert told["2101.00001"] == "Taken back by its authors"
    assert told[""] == ""
