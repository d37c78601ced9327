#!/usr/bin/env bash
# Package: xberg 1.3.9 (the successor of kreuzberg, whose 4.10.4 does the same)
# Behaviour: the title of a paper in JATS, as PubMed Central and many publishers give papers out, ends where its first
#   italic, raised or lowered letters begin, or end: "Gait of <italic>Homo sapiens</italic> at Sea" is "Gait of",
#   "<italic>Homo sapiens</italic> at Sea" is "Homo sapiens". An author that is a group (collab) is not among the authors, and a name that is given in
#   two scripts is one name of both. The text of the paper has the whole title.
# A good guess: the text of the element with all that is in it, as xml.etree's itertext gives; each contributor is one
#   author under one name.
# Matters: papers are matched and told apart by title, author and year. All that begin alike up to a raised sign are one
#   paper, and a paper by a consortium is nobody's.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check xberg==1.3.9
cd "$d"
"$d/venv/bin/python" - <<'PY'
import asyncio
import sys

import xberg

NAMES = (
    "<contrib contrib-type='author'><name><surname>Ilic</surname><given-names>Ana</given-names></name></contrib>"
    "<contrib contrib-type='author'><collab>Harbour Group</collab></contrib>"
    "<contrib contrib-type='author'><name-alternatives><name name-style='western' xml:lang='en'><surname>Fei</surname>"
    "<given-names>Lian</given-names></name><name name-style='eastern' xml:lang='zh'><surname>费</surname>"
    "<given-names>莲</given-names></name></name-alternatives></contrib>"
)
TITLES = {
    "Gait of Sailors at Sea": "Gait of Sailors at Sea",
    "Gait of <italic>Homo sapiens</italic> at Sea": "Gait of",
    "CO<sub>2</sub> and Gait": "CO",
    "<italic>Homo sapiens</italic> at Sea": "Homo sapiens",
}


def paper(title: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving '
        'and Interchange DTD v1.2 20190208//EN" "JATS-archivearticle1.dtd">\n<article article-type="research-article">'
        "<front><journal-meta><journal-id>doors</journal-id><issn>1234-5679</issn></journal-meta><article-meta>"
        f"<title-group><article-title>{title}</article-title></title-group><contrib-group>{NAMES}</contrib-group>"
        "<pub-date><year>2019</year></pub-date></article-meta></front><body><p>Words.</p></body></article>"
    ).encode()


def read(data: bytes) -> object:
    given = xberg.ExtractInput(kind=xberg.ExtractInputKind.BYTES, bytes=data, mime_type="application/x-jats+xml")
    (document,) = asyncio.run(xberg.extract(given, xberg.ExtractionConfig())).results
    return document


documents = {title: read(paper(title)) for title in TITLES}
now = {title: document.metadata.title for title, document in documents.items()}
authors = documents["CO<sub>2</sub> and Gait"].metadata.authors
if now != TITLES or authors != ["Ilic Ana", "Fei Lian 费 莲"]:
    sys.exit(f"changed: {now}, {authors}")
print("ok: xberg ends the title of a paper in JATS at its first italic or lowered letters, and drops a group of authors")
PY
