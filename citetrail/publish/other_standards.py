"""One release in the forms that other communities' tools read; each is written from the release's own tables."""

import sqlite3
from pathlib import Path
from typing import Any

from citetrail.publish import annotations, croissant, csl_json, follow_the_money, spreadsheet_xlsx

FILES = ("papers.json", "entities.ftm.json", "annotations.jsonld", "tables.xlsx", "croissant.json")


def write_large(release: sqlite3.Connection, folder: Path, title: str, day: str) -> None:
    """The three forms that take longest, which need nothing but the tables."""
    write_entities(release, folder)
    write_book_and_annotations(release, folder, title, day)


def write_entities(release: sqlite3.Connection, folder: Path) -> None:
    follow_the_money.write(release, folder / "entities.ftm.json")


def write_book_and_annotations(release: sqlite3.Connection, folder: Path, title: str, day: str) -> None:
    spreadsheet_xlsx.write(release, folder / "tables.xlsx", title, day)
    annotations.write(release, folder / "annotations.jsonld")


def write(release: sqlite3.Connection, folder: Path, about: dict[str, Any]) -> None:
    """The others. Needs the CSV and Parquet files, whose checksums croissant.json holds."""
    csl_json.write(release, folder / "papers.json")
    croissant.write(release, folder, about)
