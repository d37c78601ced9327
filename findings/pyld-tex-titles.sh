#!/usr/bin/env bash
# Package: PyLD 3.3.0
# Behaviour: escapes of N-Quads are undone in the wrong order and in part. \\t of the file, which stands for a backslash
#   and a t, becomes a backslash and a tab; so \textit, \nabla and \rho of a title come back broken from PyLD's own
#   N-Quads, and are other values the next time. \u00e9 is not undone at all: what reads Université in every other
#   reader is Universit\u00e9, and is written again as Universit\\u00e9; so are addresses.
# A good guess: to_rdf and from_rdf are inverse, as jsonld.js of the same makers is; \u is part of the format, and
#   published dumps are written with it.
# Matters: titles hold TeX, names accents. Neither fails; two records of one paper no longer agree, and a canonical form
#   that is hashed differs.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check PyLD==3.3.0 rdflib==7.6.0
"$d/venv/bin/python" - <<'PY'
import sys

import rdflib
from pyld import jsonld

PAPER, TITLE = "http://example.org/paper", "http://example.org/title"
QUADS = {"format": "application/n-quads"}
titles = [r"\textit{Cleaning} faces", r"$\nabla$ and $\rho$", r"C:\data", "Université"]


def read(quads: str) -> list[str]:
    return [value["@value"] for value in jsonld.from_rdf(quads, QUADS)[0][TITLE]]


def read_by_rdflib(quads: str) -> list[str]:
    return [str(title) for title in rdflib.Graph().parse(data=quads, format="nt").objects()]


written = jsonld.to_rdf([{"@id": PAPER, TITLE: titles}], QUADS)
escaped = f'<{PAPER}> <{TITLE}> "Universit\\u00e9" .\n'
now = {title: read(jsonld.to_rdf({"@id": PAPER, TITLE: title}, QUADS))[0] for title in titles}
SEEN = {
    titles[0]: "\\\textit{Cleaning} faces",
    titles[1]: "$\\\nabla$ and $\\\rho$",
    titles[2]: titles[2],
    titles[3]: titles[3],
}
sound = sorted(read_by_rdflib(written)) == sorted(titles) and read_by_rdflib(escaped) == ["Université"]
if now != SEEN or not sound or read(escaped) != ["Universit\\u00e9"]:
    sys.exit(f"changed: {now} {sound} {read(escaped)}")
print(r"ok: PyLD reads \textit of its own N-Quads with a tab in it, and does not read \u00e9")
PY
