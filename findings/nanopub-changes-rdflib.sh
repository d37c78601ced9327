#!/usr/bin/env bash
# Package: nanopub 2.0.1 (with rdflib 7.6.0)
# Behaviour: importing nanopub switches off how rdflib reads numbers and other values, for all graphs of the process: "016"
#   and "+16" as xsd:integer are 16 before the import and three different things after it, "1" and "true" as
#   xsd:boolean are two. One file has 3 statements, or 6 if it is parsed in a program that imports nanopub, perhaps by way of
#   another package; a Literal made before no longer equals its text read after.
# A good guess: what a package needs for its hashes it sets for its own graphs, or while it computes them, as pyshacl
#   does and sets it back.
# Matters: counts of distinct statements, joins by value in different forms and comparisons with stored graphs depend on
#   whether a module was imported, and on when.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check nanopub==2.0.1 rdflib==7.6.0
"$d/venv/bin/python" - <<'PY' 2>&1
import sys

import rdflib

FILE = """
@prefix : <http://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:set :papers "16"^^xsd:integer, "016"^^xsd:integer, "+16"^^xsd:integer ; :withdrawn "1"^^xsd:boolean, "true"^^xsd:boolean ;
  :share "1.50"^^xsd:decimal .
"""


def statements() -> int:
    return len(rdflib.Graph().parse(data=FILE, format="turtle"))


before = statements(), rdflib.Literal("016", datatype=rdflib.XSD.integer)
import nanopub  # noqa: E402, F401

after = statements(), rdflib.Literal("016", datatype=rdflib.XSD.integer)
if (before[0], after[0], before[1] == after[1]) != (3, 6, False):
    sys.exit(f"changed: {before} {after}")
print("ok: a file of 3 statements has 6 for rdflib once nanopub is imported")
PY
