#!/usr/bin/env bash
# Package: weasyprint 70.0 (needs Pango)
# Behaviour: a field that a form hides, <input type="hidden" value="…">, is printed as a box with its value in it, and so is
#   <input hidden>, in its own style sheet too, whose rule for the text of fields outweighs its rule that hides them. A
#   dialog that is not open is printed among the text. What is hidden in a paragraph or a cell is not printed; a rule of
#   the page's own hides the fields.
# A good guess: its sheet lists input[type=hidden] under display: none, as every browser's does.
# Matters: pages that are kept as PDF for evidence have forms for search and consent. Their copies show codes that nobody
#   saw on the page, and a notice that was not open.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 pypdfium2==5.15.2
"$d/venv/bin/python" - <<'PY'
import sys

import pypdfium2
from weasyprint import HTML

PARTS = {
    "hidden field": '<form>Search <input type="hidden" name="set" value="found"></form>',
    "field with hidden": '<form>Search <input hidden value="found"></form>',
    "closed dialog": "<dialog>found</dialog>",
    "hidden paragraph": "<p hidden>found</p>",
    "hidden cell": "<table><tr><td>a<td hidden>found<td>b</table>",
    "hidden by the page": '<style>input[type="hidden"] { display: none }</style><input type="hidden" value="found">',
}


def printed(page: str) -> bool:
    return "found" in pypdfium2.PdfDocument(HTML(string=page).write_pdf())[0].get_textpage().get_text_range()


now = [name for name, page in PARTS.items() if printed(page)]
if now != ["hidden field", "field with hidden", "closed dialog"]:
    sys.exit(f"changed: {now}")
print("ok: weasyprint prints the values of hidden fields, and dialogs that are not open")
PY
