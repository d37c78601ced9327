#!/usr/bin/env bash
# Package: pypandoc-binary 1.17 (pandoc 3.9)
# Behaviour: pandoc writes no DOI into BibTeX. A BibTeX file with DOIs that goes through pandoc (to CSL JSON and
#   back, or straight) comes out without them; the same way into BibLaTeX keeps them.
# A good guess: doi is written, as every publisher's BibTeX has it, or the two dialects behave alike.
# Matters: the identifier by which papers are matched is lost in the most usual of all conversions, in silence.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc-binary==1.17
"$d/venv/bin/python" - <<'PY'
import sys

import pypandoc

ENTRY = """@article{lee2021, author={Lee, Wei}, title={Faces}, journal={Example Letters}, year={2021},
  doi={10.1000/xyz123}, url={https://example.org/faces}}"""


def written(dialect: str) -> str:
    via = pypandoc.convert_text(ENTRY, "csljson", format="bibtex")
    text = pypandoc.convert_text(via, dialect, format="csljson")
    text += pypandoc.convert_text(ENTRY, dialect, format="bibtex", extra_args=["--standalone"])
    assert text.count("Example Letters") == 2, text
    return text


bibtex, biblatex = written("bibtex"), written("biblatex")
if "10.1000/xyz123" in bibtex or biblatex.count("10.1000/xyz123") != 2:
    sys.exit(f"changed: {bibtex}\n{biblatex}")
print("ok: pandoc reads the DOI of a BibTeX entry, writes it into BibLaTeX and leaves it out of BibTeX")
PY
