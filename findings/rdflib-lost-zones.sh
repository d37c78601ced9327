#!/usr/bin/env bash
# Package: rdflib 7.6.0
# Behaviour: an xsd:date loses its time zone when it is read: 2016-05-09Z, 2016-05-09-08:00 and 2016-05-09+14:00 are one
#   literal, 2016-05-09, in the graph and when it is written again, so that three statements are one. A dateTime keeps its
#   zone, but SPARQL's timezone() tells whole hours alone: +05:30 and +05:45 are PT5H, -03:30 is -PT3H; tz() is right. A
#   fraction of a second is cut after six digits, which joins statements too. No exception, no warning.
# A good guess: the zone is part of a valid xsd:date and of its value (the day in +14:00 has ended before that in -11:00
#   begins); rdflib keeps what it cannot hold, such as gYear, as written. timezone() is the inverse of tz().
# Matters: dates with Z are what XML and XSLT write for current-date(). Two records of when a list was in force become one
#   without a word, counts of statements fall, and a graph that was read and written differs from its source; times of
#   India or Nepal are brought to UTC half an hour wrong.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check rdflib==7.6.0
cd "$d"
"$d/venv/bin/python" - <<'PY'
import sys

from rdflib import Graph

LISTS = """
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.org/> .
ex:list ex:inForce "2016-05-09Z"^^xsd:date, "2016-05-09-08:00"^^xsd:date, "2016-05-09+14:00"^^xsd:date ;
    ex:year "2016Z"^^xsd:gYear, "2016"^^xsd:gYear ;
    ex:asked "2016-05-09T10:00:00+05:30"^^xsd:dateTime, "2016-05-09T11:00:00+05:45"^^xsd:dateTime,
        "2016-05-09T12:00:00-03:30"^^xsd:dateTime .
"""
graph = Graph().parse(data=LISTS, format="turtle")
rows = graph.query(
    "PREFIX ex: <http://example.org/> SELECT (tz(?t) AS ?name) (timezone(?t) AS ?length) "
    "{ ?l ex:asked ?t } ORDER BY ?name"
)
now = {
    "dates": sorted(line for line in graph.serialize(format="nt").splitlines() if "inForce" in line),
    "years": len(list(graph.query("PREFIX ex: <http://example.org/> SELECT ?y { ?l ex:year ?y }"))),
    "zones": [(str(row.name), str(row.length)) for row in rows],
}
seen = {
    "dates": [
        '<http://example.org/list> <http://example.org/inForce> '
        '"2016-05-09"^^<http://www.w3.org/2001/XMLSchema#date> .'
    ],
    "years": 2,
    "zones": [("+05:30", "PT5H"), ("+05:45", "PT5H"), ("-03:30", "-PT3H")],
}
if now != seen:
    sys.exit(f"changed: {now}")
print("ok: rdflib reads the same date in three zones as one literal without a zone, and +05:30 as five hours")
PY
