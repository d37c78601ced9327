#!/usr/bin/env bash
# Package: pymarc 5.4.0
# Behaviour: a record whose longest field has more than 9,999 bytes, or that has more than 99,999 as a whole, is written as
#   if nothing were amiss, with numbers that are too wide for their places. Read again, the first is None in place of the
#   record; at the second reading ends, and the sound records behind it are never seen. An abstract of 3,400 Chinese letters
#   is enough, or a list of contents. MARCXML of the same record is whole.
# A good guess: ISO 2709 holds four digits for a field and five for a record; what does not fit raises when it is written,
#   as the reader knows RecordLengthInvalid and others.
# Matters: a file of a library's catalogue loses what was cited most fully, and all behind it; readers that skip None,
#   as one must for damaged records, say nothing.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pymarc==5.4.0
"$d/venv/bin/python" - <<'PY'
import io
import sys

from pymarc import Field, Indicators, MARCReader, MARCWriter, Record, Subfield, parse_xml_to_array, record_to_xml


def record(number, *abstracts):
    made = Record(force_utf8=True)
    made.add_field(Field("001", data=f"paper{number}"))
    for abstract in abstracts:
        made.add_field(Field("520", Indicators(" ", " "), [Subfield("a", abstract)]))
    return made


def read_again(*records):
    """The identifiers and numbers of abstracts of what was written and read."""
    file = io.BytesIO()
    writer = MARCWriter(file)
    for one in records:
        writer.write(one)
    return [one and (one["001"].data, len(one.get_fields("520"))) for one in MARCReader(file.getvalue())]


middle = {
    "9,000 letters": ["x" * 9000],
    "10,500 letters": ["x" * 10500],
    "3,400 Chinese letters": ["人" * 3400],
    "19 texts of 5,000": ["x" * 5000] * 19,
    "25 texts of 5,000": ["x" * 5000] * 25,
}
now = {name: read_again(record(1), record(2, *texts), record(3)) for name, texts in middle.items()}
first, last = ("paper1", 0), ("paper3", 0)
SEEN = {
    "9,000 letters": [first, ("paper2", 1), last],
    "10,500 letters": [first, None, last],
    "3,400 Chinese letters": [first, None, last],
    "19 texts of 5,000": [first, ("paper2", 19), last],
    "25 texts of 5,000": [first, None],
}
in_xml = parse_xml_to_array(io.BytesIO(record_to_xml(record(2, "x" * 10500))))[0].get_fields("520")[0]["a"]
if now != SEEN or in_xml != "x" * 10500:
    sys.exit(f"changed: {now} {len(in_xml)}")
print("ok: pymarc writes a long abstract as a record that it cannot read, and one that is too long ends the file")
PY
