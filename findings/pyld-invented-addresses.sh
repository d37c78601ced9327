#!/usr/bin/env bash
# Package: PyLD 3.3.0
# Behaviour: where neither the document nor the caller names a base, relative identifiers are resolved against
#   http://example.org/base/, in expand, compact, flatten and to_rdf: "./" of a research object crate is
#   http://example.org/base/, "#me" is http://example.org/base/#me, a bare DOI http://example.org/base/10.1000/1. The
#   address stands in the source alone. jsonld.js of the same makers keeps what is relative, and gives no quad for it.
# A good guess: an identifier stays relative, or is refused; a base that nobody gave is not made up.
# Matters: crates name their files by relative identifiers. Read from a file or an archive, "data/papers.csv" of two
#   crates is one subject of one graph, with the statements of both, and is published with an address of example.org.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check PyLD==3.3.0
"$d/venv/bin/python" - <<'PY'
import sys

from pyld import jsonld

NAME, CITES = "http://example.com/terms/name", "http://example.com/terms/cites"


def crate(name: str) -> dict:
    return {"@id": "data/papers.csv", NAME: name, CITES: {"@id": "10.1000/1"}}


now = {
    "quads": sorted(
        line
        for name in ("Harbour", "Ferry")
        for line in jsonld.to_rdf(crate(name), {"format": "application/n-quads"}).splitlines()
    ),
    "compacted": jsonld.compact(crate("Harbour"), {})["@id"],
    "with a base": jsonld.expand({"@id": "#me", NAME: "x"}, {"base": "http://example.com/crate/"})[0]["@id"],
}
FILE = "<http://example.org/base/data/papers.csv>"
SEEN = {
    "quads": [
        f"{FILE} <{CITES}> <http://example.org/base/10.1000/1> .",
        f"{FILE} <{CITES}> <http://example.org/base/10.1000/1> .",
        f'{FILE} <{NAME}> "Ferry" .',
        f'{FILE} <{NAME}> "Harbour" .',
    ],
    "compacted": "http://example.org/base/data/papers.csv",
    "with a base": "http://example.com/crate/#me",
}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: PyLD makes http://example.org/base/data/papers.csv of a crate's data/papers.csv when it is given no base")
PY
