#!/usr/bin/env bash
# Package: rocrate 0.16.0
# Behaviour: reading a crate and writing it again drops the crate's own terms: of an @context that adds terms to
#   RO-Crate's (as the specification provides), only RO-Crate's address is written back. Values with a language or a
#   type lose both. The properties themselves stay, so the crate looks whole, but their names no longer mean
#   anything.
# A good guess: what is not understood is passed on as it was; unknown properties are, after all.
# Matters: a release says "sector: military" with a term of its own; a tool that adds one file to the crate takes
#   away what that term is, and that a name is Chinese.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check rocrate==0.16.0
cd "$d"
"$d/venv/bin/python" - <<'PY'
import json
import pathlib
import sys

from rocrate.rocrate import ROCrate

BASE = "https://w3id.org/ro/crate/1.1/context"
OWN = {"sector": "https://example.org/terms#sector"}
NAME = {"@value": "示例大学", "@language": "zh"}
CRATE = {
    "@context": [BASE, OWN],
    "@graph": [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": "Papers",
            "description": "Who used the data.",
            "datePublished": "2026-11-01",
            "license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
            "hasPart": [{"@id": "papers.csv"}],
            "mentions": [{"@id": "#org"}],
        },
        {"@id": "papers.csv", "@type": "File", "name": "papers"},
        {"@id": "#org", "@type": "Organization", "name": "Example", "alternateName": NAME, "sector": "military"},
    ],
}
before = pathlib.Path("before")
before.mkdir()
(before / "papers.csv").write_text("paper\n", encoding="utf-8")
(before / "ro-crate-metadata.json").write_text(json.dumps(CRATE), encoding="utf-8")
ROCrate("before").write("after")
after = json.loads(pathlib.Path("after/ro-crate-metadata.json").read_text(encoding="utf-8"))
(organisation,) = (entity for entity in after["@graph"] if entity["@id"] == "#org")
now = (after["@context"], organisation["sector"], organisation["alternateName"])
if now != (BASE, "military", "示例大学"):
    sys.exit(f"changed: {now}")
print("ok: rocrate writes a crate back without its own terms and without the language of a name")
PY
