"""ro-crate-metadata.json: the release as an RO-Crate 1.2, every file of it listed.

Written when all else lies in the folder but checksums.txt, which holds this file's own checksum and is listed bare.
Format: https://w3id.org/ro/crate/1.2.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citetrail.publish.descriptors import digest_once, pretty
from citetrail.publish.json_stream import filled, rows
from citetrail.publish.wording import words

NAME = "ro-crate-metadata.json"
SPECIFICATION = "https://w3id.org/ro/crate/1.2"
_FORMATS = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".geojson": "application/geo+json",
    ".html": "text/html",
    ".atom": "application/atom+xml",
    ".md": "text/markdown",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".cff": "application/yaml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write(release: sqlite3.Connection, folder: Path, about: dict[str, Any], checksums: str) -> None:
    """`checksums` is the name of the file of checksums, which is still to be written."""
    files = [*_files(folder), {"@id": checksums, "@type": "File", "name": checksums, "encodingFormat": "text/plain"}]
    family = list(_family(release))
    graph = [_descriptor(), _root(about, files, family), *files, *_context(about), *family]
    text = pretty({"@context": f"{SPECIFICATION}/context", "@graph": graph})
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")


def _descriptor() -> dict[str, Any]:
    return {
        "@id": NAME,
        "@type": "CreativeWork",
        "conformsTo": {"@id": SPECIFICATION},
        "about": {"@id": "./"},
    }


def _root(about: dict[str, Any], files: list[dict[str, Any]], family: list[dict[str, Any]]) -> dict[str, Any]:
    told = words()["package"]
    kind = "description_provisional" if about["provisional"] else "description"
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": about["title"],
        "description": told[kind].format(name=about["name"]),
        "version": about["version"],
        "datePublished": about["day"],
        "license": {"@id": told["licence"]["path"]},
        "author": {"@id": "#publisher"},
        "publisher": {"@id": "#publisher"},
        "keywords": ", ".join(told["keywords"]),
        "isBasedOn": [{"@id": source["path"]} for source in told["sources"]],
        "mentions": [{"@id": each["@id"]} for each in family],
        "hasPart": [{"@id": file["@id"]} for file in files],
    }


def _files(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != NAME):
        name = path.relative_to(folder).as_posix()
        yield {
            "@id": name,
            "@type": "File",
            "name": name,
            "encodingFormat": _FORMATS.get(path.suffix, "text/plain"),
            "contentSize": str(path.stat().st_size),
            "sha256": digest_once(path),
        }


def _context(about: dict[str, Any]) -> Iterator[dict[str, Any]]:
    told = words()["package"]
    yield {
        "@id": told["licence"]["path"],
        "@type": "CreativeWork",
        "name": told["licence"]["title"],
        "description": told["licence"]["title"],
        "identifier": told["licence"]["path"],
    }
    yield filled(
        {
            "@id": "#publisher",
            "@type": "Organization",
            "name": about["publisher"] or told["author"],
            "description": about["corrections"],
        }
    )
    for source in told["sources"]:
        yield {"@id": source["path"], "@type": "CreativeWork", "name": source["title"], "url": source["path"]}


def _family(release: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for row in rows(release, "SELECT * FROM members ORDER BY rowid"):
        yield filled(
            {
                "@id": f"#member-{row['member']}",
                "@type": "CreativeWork",
                "name": row["name"],
                "additionalType": row["kind"],
                "identifier": row["member"],
                "url": row["url"],
                "isBasedOn": {"@id": f"#member-{row['parent']}"} if row["parent"] else None,
            }
        )
