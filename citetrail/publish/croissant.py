"""croissant.json: the release in Croissant 1.1, the description of datasets that machine learning tools load from.

Records are read from Parquet, never from CSV: mlcroissant lets pandas guess the types of CSV columns, which takes
the noughts from arXiv identifiers. The family is what the release was derived from; each record of a use is an
entity of PROV whose source is the member. References between tables stand in datapackage.json only: mlcroissant stops
at a table that refers to itself, and of one that refers to another it may give column names for records. Format: http://mlcommons.org/croissant/1.1.
"""

import sqlite3
from pathlib import Path
from typing import Any

from citetrail.publish.descriptors import digest_once, pretty
from citetrail.publish.json_stream import filled, rows
from citetrail.publish.table_columns import TABLES, Column, PublishedTable
from citetrail.publish.wording import tables, words

VERSION = "http://mlcommons.org/croissant/1.1"
_TYPES = {"integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean", "datetime": "sc:DateTime"}
_OWN = (
    *("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileProperty"),
    *("fileObject", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5"),
    *("parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate"),
    *("separator", "source", "subField", "transform"),
)
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "description": {"@container": "@language"},
    "name": {"@container": "@language"},
    **{name: f"cr:{name}" for name in _OWN},
}
# What a use says in the terms of PROV: the paper's work made use of the member, as people or a machine stated.
_PROVENANCE = {
    ("uses", "paper_id"): "prov:entity",
    ("uses", "member"): "prov:wasDerivedFrom",
    ("uses", "role"): "prov:hadRole",
    ("uses", "decided_at"): "prov:generatedAtTime",
    ("evidence", "quote"): "prov:value",
    ("evidence", "url"): "prov:atLocation",
    ("evidence", "paper_id"): "prov:wasQuotedFrom",
    ("members", "parent"): "prov:wasDerivedFrom",
}


def write(release: sqlite3.Connection, folder: Path, about: dict[str, Any]) -> None:
    (folder / "croissant.json").write_text(pretty(described(release, folder, about)), encoding="utf-8", newline="\n")


def described(release: sqlite3.Connection, folder: Path, about: dict[str, Any]) -> dict[str, Any]:
    """The description; `folder` holds the tables as CSV and Parquet."""
    told = words()["package"]
    kind = "description_provisional" if about["provisional"] else "description"
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": f"citetrail-{about['slug']}",
        "description": told[kind].format(name=about["name"]),
        "version": about["version"],
        "license": told["licence"]["path"],
        "url": "index.html",
        "creator": {"@type": "sc:Organization", "name": about["publisher"] or told["author"]},
        "datePublished": about["day"],
        "keywords": told["keywords"],
        "isLiveDataset": False,
        "prov:wasDerivedFrom": [_family_member(row) for row in rows(release, "SELECT * FROM members ORDER BY rowid")],
        "distribution": [_file(folder, table, kind) for table in TABLES for kind in ("csv", "parquet")],
        "recordSet": [_record_set(table) for table in TABLES],
    }


def _family_member(row: dict[str, Any]) -> dict[str, Any]:
    return filled(
        {
            "@id": f"members/{row['member']}",
            "@type": "prov:Entity",
            "prov:label": row["name"],
            "prov:atLocation": row["url"],
            "prov:wasDerivedFrom": {"@id": f"members/{row['parent']}"} if row["parent"] else None,
            "dct:license": row["licence"],
            "dct:source": row["source"],
        }
    )


def _file(folder: Path, table: PublishedTable, kind: str) -> dict[str, Any]:
    name = f"{table.name}.csv" if kind == "csv" else f"parquet/{table.name}.parquet"
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": tables()[table.name]["description"],
        "contentUrl": name,
        "contentSize": f"{(folder / name).stat().st_size} B",
        "encodingFormat": "text/csv" if kind == "csv" else "application/x-parquet",
        "sha256": digest_once(folder / name),
    }


def _record_set(table: PublishedTable) -> dict[str, Any]:
    keys = [{"@id": f"{table.name}/{name}"} for name in table.key]
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": tables()[table.name]["description"],
        "key": keys[0] if len(keys) == 1 else keys,
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: PublishedTable, column: Column) -> dict[str, Any]:
    return filled(
        {
            "@type": "cr:Field",
            "@id": f"{table.name}/{column.name}",
            "name": f"{table.name}/{column.name}",
            "description": tables()[table.name]["columns"][column.name],
            "dataType": _TYPES.get(column.type, "sc:Text"),
            "equivalentProperty": _PROVENANCE.get((table.name, column.name)),
            "source": {
                "fileObject": {"@id": f"parquet/{table.name}.parquet"},
                "extract": {"column": column.name},
            },
        }
    )
