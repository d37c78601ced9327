#!/usr/bin/env bash
# Package: label-studio-sdk 2.1.2
# Behaviour: its converter to CoNLL 2003 does not cut words where a label begins or ends. A label takes over the word that it
#   touches and the next one in that word is dropped: of 北京大学使用MS1M, where an institution and a dataset are labelled,
#   one ORG is left that is the whole text; LFW+MegaFace with two labels is one. A name before a full stop within a text
#   keeps it (Oxford. is an ORG), as only the last full stop is parted. What two people labelled stands one behind
#   the other, without names.
# A good guess: the labelled characters are the entity, with a cut at either end, or a label that does not fit is refused;
#   Chinese is cut into characters, as CoNLL files of it are.
# Matters: models of names are trained and measured on such files. A set labelled in Chinese teaches that sentences are
#   institutions, and the labels of the datasets are gone; their number is not told.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check label-studio-sdk==2.1.2
cd "$d"
venv/bin/python - <<'PY'
import json
import sys
from pathlib import Path

from label_studio_sdk.converter import Converter

LABELS = """<View><Labels name="name" toName="text"><Label value="ORG"/><Label value="DATASET"/></Labels>
<Text name="text" value="$text"/></View>"""


def exported(text, **names):
    """The labelled words of the text in the file that is written; `names` are words of it by label, several with |."""
    spans = [(text.index(name), name, label) for label, joined in names.items() for name in joined.split("|")]
    results = [
        {
            "id": str(start),
            "from_name": "name",
            "to_name": "text",
            "type": "labels",
            "value": {"start": start, "end": start + len(name), "text": name, "labels": [label]},
        }
        for start, name, label in spans
    ]
    task = {"id": 1, "data": {"text": text}, "annotations": [{"id": 1, "completed_by": 1, "result": results}]}
    Path("tasks.json").write_text(json.dumps([task]), encoding="utf-8")
    Converter(LABELS, ".").convert("tasks.json", "out", "CONLL2003", is_dir=False)
    lines = [line.split(" ") for line in Path("out/result.conll").read_text(encoding="utf-8").splitlines()[1:] if line]
    return [(line[0], line[-1]) for line in lines if line[-1] != "O"]


now = [
    exported("We train on LFW and MegaFace", DATASET="LFW|MegaFace"),
    exported("北京大学使用MS1M", ORG="北京大学", DATASET="MS1M"),
    exported("Trained on LFW+MegaFace here", DATASET="LFW|MegaFace"),
    exported("It was read at Oxford. MegaFace helps.", ORG="Oxford", DATASET="MegaFace"),
]
SEEN = [
    [("LFW", "B-DATASET"), ("MegaFace", "B-DATASET")],
    [("北京大学使用MS1M", "B-ORG")],
    [("LFW+MegaFace", "B-DATASET")],
    [("Oxford.", "B-ORG"), ("MegaFace", "B-DATASET")],
]
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: in Label Studio's CoNLL a Chinese sentence with an institution and a dataset is one institution")
PY
