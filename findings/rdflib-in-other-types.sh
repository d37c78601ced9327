#!/usr/bin/env bash
# Package: rdflib 7.6.0
# Behaviour: in SPARQL ?year IN (2016) holds for xsd:integer alone. Years that are xsd:int, xsd:short, xsd:decimal or
#   xsd:nonNegativeInteger are equal by = and not IN; NOT IN (2016) gives them although != leaves them out. An instant
#   that is written with another offset is = and not IN too. No error, no row.
# A good guess: the standard's own words: IN is the same as (?year = 2016) || …, and NOT IN its negation with != and &&.
# Matters: which type a year has is decided by the store that exported it (databases write xsd:int). A list of years or of
#   counts finds nothing, and what was to be left out by NOT IN stays in.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check rdflib==7.6.0
"$d/venv/bin/python" - <<'PY'
import sys

from rdflib import Graph

PREFIXES = "PREFIX : <http://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
papers = Graph().parse(
    format="turtle",
    data=PREFIXES
    + """
    :plain :year 2016 . :int :year "2016"^^xsd:int . :short :year "2016"^^xsd:short . :decimal :year 2016.0 .
    :natural :year "2016"^^xsd:nonNegativeInteger . :later :year 2017 .
    :noon :read "2016-06-30T12:00:00Z"^^xsd:dateTime . :noonInBerlin :read "2016-06-30T14:00:00+02:00"^^xsd:dateTime .
    """,
)


def found(condition: str) -> list[str]:
    rows = papers.query(f"{PREFIXES}SELECT ?paper WHERE {{?paper :year|:read ?value FILTER({condition})}}")
    return sorted(str(paper).rpartition("/")[2] for (paper,) in rows)


NOON = '"2016-06-30T12:00:00.0Z"^^xsd:dateTime'
SAME = ["decimal", "int", "natural", "plain", "short"]
SEEN = {
    "?value = 2016": SAME,
    "?value IN (2016)": ["plain"],
    "isNumeric(?value) && ?value != 2016": ["later"],
    "isNumeric(?value) && ?value NOT IN (2016)": ["decimal", "int", "later", "natural", "short"],
    f"?value = {NOON}": ["noon", "noonInBerlin"],
    f"?value IN ({NOON})": [],
}
now = {condition: found(condition) for condition in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: in rdflib's SPARQL an xsd:int 2016 is = 2016, not IN (2016), and NOT IN (2016)")
PY
