#!/usr/bin/env bash
# Package: frictionless 5.21.0
# Behaviour: a column is given the type that nine of ten cells have, and the cells that do not fit are written as nothing: of ten
#   arXiv ids like 1607.08220 and one of the older form, cs/0112017, `frictionless extract` prints the ten and an empty cell, as
#   CSV and as JSON, with status 0 and without a word; so does writing the table to another file. Only validate tells.
# A good guess: copying a table copies its cells; a type that does not fit the whole column is not its type, or extract
#   fails as validate does. The documents name the share of cells that make a type, not what becomes of the others.
# Matters: identifiers of two generations, years beside 2016-17, counts beside "5.8M" are in all lists of papers. The
#   minority is lost, and since nine of ten were looked at nobody sees that the tenth had a value.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check frictionless==5.21.0
cd "$d"
{
  echo paper,arxiv
  for number in 0 1 2 3 4 5 6 7 8 9; do echo "p$number,1607.0822$number"; done
  echo p10,cs/0112017
} >papers.csv
printed=$("$d/venv/bin/frictionless" extract papers.csv --csv 2>"$d/told" | grep p10 | tr -d '\r')
as_json=$("$d/venv/bin/frictionless" extract papers.csv --json 2>>"$d/told" | tr -d ' \n')
"$d/venv/bin/python" -c '
from frictionless.resources import TableResource
TableResource(path="papers.csv").write(TableResource(path="copy.csv"))' 2>>"$d/told"
copied=$(tail -n 1 copy.csv | tr -d '\r')
checked=passes
"$d/venv/bin/frictionless" validate papers.csv >/dev/null 2>&1 || checked=fails
case $as_json in *'{"paper":"p10","arxiv":null}'*) as_json=null ;; esac
if [ "$printed $as_json $copied $checked" != "p10, null p10, fails" ] || [ -s "$d/told" ]; then
  echo "changed: $printed $as_json $copied $checked $(cat "$d/told")"
  exit 1
fi
echo "ok: frictionless extracts and copies ten arXiv ids, and an empty cell for the one of the older form"
