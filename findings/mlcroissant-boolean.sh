#!/usr/bin/env bash
# Package: mlcroissant 1.1.1 (with pandas 2.3.3)
# Behaviour: a column declared sc:Boolean of which one value is not spelled true or false makes every value true:
#   "no", "False" and "0" come out as True, since any text that is not empty counts as true. Validation says
#   nothing.
# A good guess: "no" is false, or the record is refused.
# Matters: the column is "used the dataset": one "yes" among the rows turns every denial into a use.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check mlcroissant==1.1.1 pandas==2.3.3
cd "$d"
"$d/venv/bin/python" - <<'PY'
import hashlib
import json
import pathlib
import sys

import mlcroissant

CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{name: f"cr:{name}" for name in ("recordSet", "field", "source", "extract", "column", "fileObject", "citeAs")},
}


def read(rows: list[str]) -> list[bool]:
    table = "used\n" + "".join(row + "\n" for row in rows)
    pathlib.Path("papers.csv").write_text(table, encoding="utf-8")
    description = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": "papers",
        "description": "Which papers used the data.",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "url": "https://example.org/papers",
        "citeAs": "Example, 2026",
        "datePublished": "2026-11-01",
        "version": "1.0.0",
        "creator": {"@type": "Organization", "name": "Example"},
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": "table",
                "name": "table",
                "contentUrl": "papers.csv",
                "encodingFormat": "text/csv",
                "sha256": hashlib.sha256(table.encode()).hexdigest(),
            }
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": "rows",
                "name": "rows",
                "field": [
                    {
                        "@type": "cr:Field",
                        "@id": "rows/used",
                        "name": "used",
                        "dataType": "sc:Boolean",
                        "source": {"fileObject": {"@id": "table"}, "extract": {"column": "used"}},
                    }
                ],
            }
        ],
    }
    pathlib.Path("croissant.json").write_text(json.dumps(description), encoding="utf-8")
    dataset = mlcroissant.Dataset(jsonld="croissant.json")
    issues = dataset.metadata.ctx.issues
    assert not issues.errors and not issues.warnings, issues.report()
    return [bool(record["rows/used"]) for record in dataset.records("rows")]


plain, mixed = read(["true", "False", "false"]), read(["yes", "False", "no"])
if (plain, mixed) != ([True, False, False], [True, True, True]):
    sys.exit(f"changed: {plain}, {mixed}")
print("ok: mlcroissant reads yes, False, no of a Boolean field as True, True, True")
PY
