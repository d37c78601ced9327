#!/usr/bin/env bash
# Package: pybrat 0.1.7
# Behaviour: the parser of brat's annotations passes over attributes, on events as on words: "A1 Negated E2" is
#   neither in the event nor anywhere else, and what was marked as negated, or as doubtful, is an event like any other.
#   The roles of an event's arguments are dropped with it: agent, object and what it was compared with are one list. With
#   error="raise", which is set unless one says otherwise, all this passes; lines that it cannot read do raise.
# A good guess: attributes are a part of brat's format as events are; a parser that does not keep them stops at them when
#   it is told to raise.
# Matters: "did not use Market Faces" is marked as a use that is negated, so that people need not mark it twice. Read with
#   this parser it is a use, and one cannot tell who used what.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pybrat==0.1.7
mkdir "$d/marked"
"$d/venv/bin/python" - "$d/marked" <<'PY'
import sys
import warnings
from pathlib import Path

from pybrat.parser import BratParser

warnings.simplefilter("error")
TEXT = "The Army lab used Harbour. It did not use Market.\n"


def words(number: int, kind: str, text: str, start: int) -> str:
    assert TEXT[start : start + len(text)] == text
    return f"T{number}\t{kind} {start} {start + len(text)}\t{text}"


LINES = [
    words(1, "Org", "Army lab", 4),
    words(2, "Use", "used", 13),
    words(3, "Dataset", "Harbour", 18),
    words(4, "Use", "use", 38),
    words(5, "Dataset", "Market", 42),
    "E1\tUse:T2 Agent:T1 Object:T3",
    "E2\tUse:T4 Agent:T1 Object:T5",
    "A1\tNegated E2",
    "A2\tCertainty T1 Low",
]
folder = Path(sys.argv[1])
(folder / "paper.txt").write_text(TEXT, encoding="utf-8")
(folder / "paper.ann").write_text("\n".join(LINES) + "\n", encoding="utf-8")
(paper,) = BratParser(error="raise").parse(folder)
first, second = paper.events
told = f"{paper.entities} {paper.events} {paper.relations}"
as_described = (
    vars(first).keys() == vars(second).keys()
    and [part.mention for part in second.arguments] == ["Army lab", "Market"]
    and not any(word in told for word in ("Negated", "Certainty", "Agent", "Object"))
)
if not as_described:
    sys.exit(f"changed: {paper}")
print("ok: pybrat reads a use that is marked as negated as a use")
PY
