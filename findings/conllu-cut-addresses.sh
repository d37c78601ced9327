#!/usr/bin/env bash
# Package: conllu 6.0.0
# Behaviour: a value of the last column (MISC) that holds an equals sign ends before it: with
#   Ref=https://example.org/paper?id=12 a word has the Ref https://example.org/paper?id. Of comments with one key, the
#   last is kept: of two lines "# source = ..." the first is not in the sentence. Read and written, the file lacks both;
#   reading raises and warns of nothing.
# A good guess: a key ends at its first equals sign and the rest is its value, as the package itself does for comments and
#   other readers do for MISC. The format demands that a program hands comments on, and does not demand single keys.
# Matters: links from words to entities and to sources stand in MISC. All links to papers of one site are one address, and
#   a sentence that two sources vouch for has one of them.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check conllu==6.0.0
"$d/venv/bin/python" - <<'PY'
import sys
import warnings

import conllu

warnings.simplefilter("error")
LINES = [
    "# sent_id = 1",
    "# text = We used Harbour",
    "# source = https://example.org/first?id=1",
    "# source = https://example.org/second?id=2",
    "1\tWe\twe\tPRON\t_\t_\t2\tnsubj\t_\t_",
    "2\tused\tuse\tVERB\t_\t_\t0\troot\t_\tNote=kept|Ref=https://example.org/paper?id=12",
    "3\tHarbour\tHarbour\tPROPN\t_\t_\t2\tobj\t_\tRef=https://example.org/paper?id=345",
]
(sentence,) = conllu.parse("\n".join(LINES) + "\n\n")
links = [token["misc"] and token["misc"]["Ref"] for token in sentence]
written = sentence.serialize().strip().splitlines()
expected = [line.split("?id=")[0] + "?id" if "Ref=" in line else line for line in LINES if "first" not in line]
as_described = (
    links == [None, "https://example.org/paper?id", "https://example.org/paper?id"]
    and sentence.metadata["source"] == "https://example.org/second?id=2"
    and written == expected
)
if not as_described:
    sys.exit(f"changed: {links} {sentence.metadata} {written}")
print("ok: conllu ends a link at its equals sign, so that two papers are one, and keeps the last of two sources")
PY
