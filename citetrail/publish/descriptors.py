"""What machines read first: datapackage.json (Data Package 2.1) and Datasette's metadata.json."""

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from citetrail.publish.table_columns import TABLES, Column, PublishedTable
from citetrail.publish.wording import tables, words
from citetrail.records.targets import Target

PACKAGE_PROFILE = "https://datapackage.org/profiles/2.1/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.1/dataresource.json"
DATABASE = "release.sqlite"
PACKAGE = "datapackage.json"
LOG = "citetrail:log"  # the head of the chain of decisions

_HEAD = re.compile(r"verify --head ([0-9a-f]{64})")


def pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_once(path: Path) -> str:
    """The same of a finished file of the release being written: several of its files tell it, and it is read once."""
    told = path.stat()
    return _digest_of(path, told.st_ino, told.st_size, told.st_mtime_ns)


@lru_cache(1000)
def _digest_of(path: Path, *_state: int) -> str:
    return digest(path)


def datapackage(
    folder: Path,
    target: Target,
    version: str,
    *,
    day: str,
    title: str,
    provisional: bool,
    log: dict[str, Any],
) -> str:
    """The package's description, with size and checksum of every table. `folder` holds the CSV files."""
    told = words()["package"]
    return pretty(
        {
            "$schema": PACKAGE_PROFILE,
            "name": f"citetrail-{target.slug}",
            "id": f"citetrail-{target.slug}-{version}",
            "title": title,
            "description": told["description_provisional" if provisional else "description"].format(name=target.name),
            "version": version,
            "created": f"{day}T00:00:00Z",
            LOG: {"head": log["log_head"], "links": log["log_links"]},
            "keywords": told["keywords"],
            "licenses": [told["licence"]],
            "contributors": [{"title": told["author"], "roles": ["creator"]}],
            "sources": [{"title": s["title"], "path": s["path"]} for s in told["sources"]],
            "resources": [_resource(folder, table) for table in TABLES],
        }
    )


def printed_head(release: Path) -> str:
    """The head of the chain of decisions that a release prints; empty where it prints none."""
    try:
        told = json.loads((release / PACKAGE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        told = {}
    if isinstance(told, dict) and isinstance(told.get(LOG), dict):
        return str(told[LOG].get("head") or "")
    # Earlier releases print it for people only.
    readme = release / "README.md"
    found = _HEAD.search(readme.read_text(encoding="utf-8")) if readme.exists() else None
    return found[1] if found else ""


def _resource(folder: Path, table: PublishedTable) -> dict[str, Any]:
    told = tables()[table.name]
    path = folder / f"{table.name}.csv"
    return {
        "$schema": RESOURCE_PROFILE,
        "name": table.name,
        "type": "table",
        "title": told["title"],
        "description": told["description"],
        "path": path.name,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest_once(path)}",
        "dialect": {"lineTerminator": "\r\n", "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(table, column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign(table, c) for c in table.columns if c.refers],
            "missingValues": [""],
        },
    }


def _field(table: PublishedTable, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "description": tables()[table.name]["columns"][column.name],
    }
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.values and not column.many:
        constraints["enum"] = list(column.values)
    if constraints:
        field["constraints"] = constraints
    if column.type == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    return field


def _foreign(table: PublishedTable, column: Column) -> dict[str, Any]:
    other, _, key = column.refers.partition(".")
    # A table that refers to itself is named by the empty string.
    return {"fields": [column.name], "reference": {"resource": "" if other == table.name else other, "fields": [key]}}


def datasette_metadata(target: Target, title: str) -> str:
    """Titles and column descriptions for `datasette release.sqlite --metadata metadata.json`."""
    told = words()["package"]
    described = {
        table.name: {
            "title": tables()[table.name]["title"],
            "description": tables()[table.name]["description"],
            "columns": tables()[table.name]["columns"],
        }
        for table in TABLES
    }
    return pretty(
        {
            "title": title,
            "description": told["description"].format(name=target.name),
            "license": told["licence"]["title"],
            "license_url": told["licence"]["path"],
            "databases": {Path(DATABASE).stem: {"tables": described}},
        }
    )
