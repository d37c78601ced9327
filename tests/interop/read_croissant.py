"""Validates croissant.json with mlcroissant and prints every record that it loads."""

import datetime
import json
import sys
from pathlib import Path

import mlcroissant


def plain(value):
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if value is None or value != value:
        return None
    return value.item() if hasattr(value, "item") else value


def named(record):
    return {name.split("/", 1)[1]: plain(value) for name, value in record.items()}


def main(folder: Path) -> None:
    dataset = mlcroissant.Dataset(str(folder / "croissant.json"))
    issues = dataset.metadata.ctx.issues
    about = dataset.metadata
    found = {
        "about": {
            "name": about.name,
            "version": str(about.version),
            "published": str(about.date_published)[:10],
            "licence": about.license,
            "keywords": about.keywords,
            "files": {f.id: [f.content_url, f.sha256, f.content_size] for f in about.distribution},
            "fields": {
                f.id: str(f.equivalentProperty) for s in about.record_sets for f in s.fields if f.equivalentProperty
            },
        },
        "errors": sorted(issues.errors),
        "warnings": sorted(issues.warnings),
        "records": {s.id: [named(r) for r in dataset.records(s.id)] for s in dataset.metadata.record_sets},
    }
    print(json.dumps(found))


main(Path(sys.argv[1]))
