#!/usr/bin/env bash
# Package: extruct 0.18.0
# Behaviour: a block of JSON-LD is taken only if its type is spelled application/ld+json to the letter. With a charset
#   or a profile behind it, as the JSON-LD recommendation itself has it, or with capital letters, the block is not in
#   the answer; with errors="strict", which is the default, nothing is raised. Other blocks of the page are there.
# A good guess: media types are compared without case and without parameters (RFC 9110, 8.3.1), and a strict reader
#   says what it does not read.
# Matters: such a block says of a dataset its licence, its makers and that it was withdrawn. The page looks as if it
#   said nothing, or as if the block beside it said all.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check extruct==0.18.0
"$d/venv/bin/python" - <<'PY'
import sys

import extruct

TYPES = {
    "application/ld+json": ["Harbour", "Market"],
    "application/ld+json; charset=utf-8": ["Market"],
    "application/ld+json;profile=&quot;http://www.w3.org/ns/json-ld#compacted&quot;": ["Market"],
    "application/LD+JSON": ["Market"],
}


def block(kind: str, name: str) -> str:
    told = f'{{"@context": "https://schema.org", "@type": "Dataset", "name": "{name}"}}'
    return f'<script type="{kind}">{told}</script>'


def named(kind: str) -> list[str]:
    scripts = block(kind, "Harbour") + block("application/ld+json", "Market")
    page = f"<!DOCTYPE html><html><head><title>Faces</title>{scripts}</head><body></body></html>"
    return [block["name"] for block in extruct.extract(page, syntaxes=["json-ld"])["json-ld"]]


now = {kind: named(kind) for kind in TYPES}
if now != TYPES:
    sys.exit(f"changed: {now}")
print("ok: extruct leaves out JSON-LD whose type has a charset, a profile or a capital letter")
PY
