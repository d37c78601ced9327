#!/usr/bin/env bash
# Package: grobid-client-python 0.2.1 (its conversion of GROBID's TEI to JSON)
# Behaviour: GROBID numbers the references of a paper from b0. The JSON gives a reference the id of the next number, b1
#   for the first, and puts GROBID's own id into a field "target"; the places in the text that cite it still point to
#   "#b0" in a field of that same name. What "#b1" points to is thus the second reference, while the entry whose id is
#   b1 is the first. Of several authors there is a list, of one author a text.
# A good guess: an id is what is pointed to; in the TEI and in S2ORC's JSON made from it, the place that says #b1
#   or BIBREF1 belongs to the entry of that id. An id that was changed would be changed on both sides.
# Matters: "we trained on Harbour Faces [1] and not on Market Faces [2]": joined by id, the place of [2] cites the paper of
#   Harbour Faces, every citation is that of its neighbour, and only one in each paper is left over to be noticed.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check grobid-client-python==0.2.1
cd "$d"
"$d/venv/bin/python" - <<'PY'
import sys
from pathlib import Path

from grobid_client.format.TEI2LossyJSON import TEI2LossyJSONConverter

TITLES = ["Harbour Faces", "Market Faces", "Garden Faces"]


def entry(number: int, title: str) -> str:
    return (
        f'<biblStruct xml:id="b{number}"><analytic><title level="a" type="main">{title}</title><author><persName '
        'xmlns="http://www.tei-c.org/ns/1.0"><forename type="first">Ana</forename><surname>Ilic</surname></persName>'
        '</author></analytic><monogr><title level="j">Doors</title><imprint><date type="published" when="2016">2016'
        "</date></imprint></monogr></biblStruct>"
    )


def place(number: int) -> str:
    return f'{TITLES[number]} <ref type="bibr" target="#b{number}">[{number + 1}]</ref>'


TEI = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xml:space="preserve" xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader xml:lang="en"><fileDesc><titleStmt><title level="a" type="main">Gait at Sea</title></titleStmt>
<publicationStmt><publisher/></publicationStmt><sourceDesc><biblStruct><analytic><title level="a" type="main">Gait at Sea
</title></analytic><monogr><imprint><date/></imprint></monogr></biblStruct></sourceDesc></fileDesc></teiHeader>
<text xml:lang="en"><body><div xmlns="http://www.tei-c.org/ns/1.0"><head>Data</head><p>We trained on {place(0)} and not on
{place(1)}, as others on {place(2)}.</p></div></body><back><div type="references"><listBibl>
{"".join(entry(number, title) for number, title in enumerate(TITLES))}
</listBibl></div></back></text></TEI>
"""
Path("gait.tei.xml").write_text(TEI, encoding="utf-8")
paper = TEI2LossyJSONConverter().convert_tei_file(Path("gait.tei.xml"), stream=False)
(passage,) = paper["body_text"]
places = [(place["text"], place["target"].removeprefix("#")) for place in passage["refs"]]
by_id = {reference["id"]: reference["title"] for reference in paper["references"]}
by_target = {reference["target"]: reference["title"] for reference in paper["references"]}
assert [by_target[target] for _, target in places] == TITLES, (places, by_target)
now = {text: by_id.get(target) for text, target in places}
authors = {str(reference["authors"]) for reference in paper["references"]}
if now != {"[1]": None, "[2]": "Harbour Faces", "[3]": "Market Faces"} or authors != {"Ana Ilic"}:
    sys.exit(f"changed: {now}, {authors}")
print("ok: in grobid-client's JSON the id that a place in the text points to is that of the reference before its own")
PY
