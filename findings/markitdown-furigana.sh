#!/usr/bin/env bash
# Package: markitdown 0.1.9 (which reads .docx with mammoth 1.13.0); python-docx 1.2.0 likewise
# Behaviour: a word that has its reading above it (Word's phonetic guide, w:ruby of ISO/IEC 29500-1, 17.3.3) is left
#   out, the word as well as the reading: 防衛大学校 with its reading above 防衛 is 大学校. mammoth notes an element that
#   it does not know, which markitdown does not hand on; python-docx says nothing. An HTML page with the same word keeps
#   it in markitdown.
# A good guess: the word without the reading, or followed by it, as for HTML; the word is the text, the reading its note.
# Matters: Japanese forms and lists of members give readings for names of people and places, which are seldom known
#   otherwise. Just the names are gone: the National Defence Academy is an academy, and a person has no name.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check 'markitdown[docx]==0.1.9' mammoth==1.13.0 python-docx==1.2.0
cd "$d"
"$d/venv/bin/python" - <<'PY'
import io
import sys
import zipfile

import docx
import mammoth
from markitdown import MarkItDown

WORD = "防衛"
READING = "ぼうえい"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def document(body: str) -> bytes:
    """A document of Word in the three parts that it needs."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    office = "http://schemas.openxmlformats.org"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{office}/wordprocessingml/2006/main"><w:body><w:p>{body}</w:p>'
        "</w:body></w:document>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in parts.items():
            package.writestr(name, head + text)
    return made.getvalue()


above = (
    '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/>'
    '<w:hpsBaseText w:val="21"/><w:lid w:val="ja-JP"/></w:rubyPr>'
    f"<w:rt>{run(READING)}</w:rt><w:rubyBase>{run(WORD)}</w:rubyBase></w:ruby></w:r>"
)
plain, noted = document(run(WORD) + run("大学校")), document(above + run("大学校"))


def markdown(data: bytes, kind: str) -> str:
    return MarkItDown().convert_stream(io.BytesIO(data), file_extension=kind).markdown


def texts(data: bytes) -> tuple[str, ...]:
    return (
        markdown(data, ".docx"),
        mammoth.extract_raw_text(io.BytesIO(data)).value.strip(),
        docx.Document(io.BytesIO(data)).paragraphs[0].text,
    )


assert texts(plain) == ("防衛大学校",) * 3, texts(plain)
page = f'<!doctype html><html lang="ja"><body><p><ruby>{WORD}<rt>{READING}</rt></ruby>大学校</p></body></html>'
assert WORD in markdown(page.encode(), ".html"), "in HTML it is kept"
now = texts(noted)
if now != ("大学校",) * 3:
    sys.exit(f"changed: {now}")
print("ok: markitdown and python-docx leave out a word that has its reading above it: an academy of defence is an academy")
PY
