#!/usr/bin/env bash
# Package: pubmed_parser 0.5.1
# Behaviour: of a table in JATS those rows are given out that have as many cells as most rows have; the others are
#   dropped. A cell over two rows (rowspan) leaves one cell fewer in the second row, which is gone; where as many rows
#   have a merged cell as have none, whichever number of cells came first wins, and a table may be its subheadings.
# A good guess: merged cells are repeated or left empty, as pandas.read_html does; at worst a ragged row.
# Matters: tables of results are written so: the model once, a row for each training set. The second and third set of
#   each model are lost, without a word, and the paper did not use them.
# Seen: 2026-11-29, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pubmed_parser==0.5.1
cd "$d"
"$d/venv/bin/python" - <<'PY'
import pathlib
import sys

import pubmed_parser


def read(*rows: str) -> list[list[str]]:
    pathlib.Path("paper.xml").write_text(
        f"""<article><front><article-meta><article-id pub-id-type="pmc">1</article-id></article-meta></front>
<body><sec><table-wrap id="t1"><label>1</label><table><thead><tr><th>Model</th><th>Trained on</th></tr></thead>
<tbody>{"".join(f"<tr>{row}</tr>" for row in rows)}</tbody></table></table-wrap></sec></body></article>""",
        encoding="utf-8",
    )
    (table,) = pubmed_parser.parse_pubmed_table("paper.xml")
    return table["table_values"]


plain = ("<td>A</td><td>Harbour Faces</td>", "<td>B</td><td>Market Faces</td>")
tall = (
    '<td rowspan="2">A</td><td>Harbour Faces</td>',
    "<td>Market Faces</td>",
    "<td>B</td><td>Airport Faces</td>",
)
wide = ('<td colspan="2">Public data</td>', "<td>A</td><td>Harbour Faces</td>")
assert read(*plain) == [["A", "Harbour Faces"], ["B", "Market Faces"]]
now = read(*tall), read(*wide)
if now != ([["A", "Harbour Faces"], ["B", "Airport Faces"]], [["Public data"]]):
    sys.exit(f"changed: {now}")
print("ok: pubmed_parser drops the rows of a table that begin under a merged cell")
PY
