#!/usr/bin/env bash
# Package: pylatexenc 2.11 (and bibtexparser 2.1.0, which decodes with it)
# Behaviour: latex2text leaves out the words of \mbox{...} and \texttt{...}. The parser of the package knows that these two
#   take an argument, its table of texts does not know them, and what is not in that table is dropped with its
#   argument. A command that neither knows keeps its words: \nosuchthing{LFW} is LFW, \texttt{LFW} is nothing. \emph,
#   \textsc, \hbox and \fbox are right. No exception and no warning.
# A good guess: commands of fonts and boxes are taken off and their words stay, of the plainest ones first of all; so
#   pandoc does.
# Matters: \mbox keeps a name such as MS-Celeb-1M from being broken over two lines, and \texttt is how names of datasets
#   and models are set. Just the name is gone: "Cleaning \mbox{MS-Celeb-1M}" is the title "Cleaning".
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pylatexenc==2.11 bibtexparser==2.1.0
cd "$d"
"$d/venv/bin/python" - <<'PY' 2>"$d/said"
import sys

from bibtexparser import middlewares, parse_string
from pylatexenc.latex2text import LatexNodes2Text

KEPT = ["emph", "textsc", "textbf", "hbox", "fbox", "nosuchthing"]
LOST = ["mbox", "texttt"]


def words(command: str) -> str:
    return LatexNodes2Text().latex_to_text(rf"Cleaning \{command}{{MS-Celeb-1M}} again")


def title(command: str) -> str:
    entry = rf"@article{{one, title = {{Cleaning \{command}{{MS-Celeb-1M}} again}}}}"
    library = parse_string(entry, append_middleware=[middlewares.LatexDecodingMiddleware()])
    return library.entries_dict["one"]["title"]


for command in KEPT:
    assert words(command) == title(command) == "Cleaning MS-Celeb-1M again", (command, words(command))
now = {command: (words(command), title(command)) for command in LOST}
if now != {command: ("Cleaning  again",) * 2 for command in LOST}:
    sys.exit(f"changed: {now}")
print("ok: pylatexenc leaves out what stands in an mbox or in typewriter letters")
PY
[ ! -s "$d/said" ] || { echo "changed: something is said: $(head -c 200 "$d/said")"; exit 1; }
