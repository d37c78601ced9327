#!/usr/bin/env bash
# Package: dateparser 1.5.0
# Behaviour: searching running English text for dates, the pronoun We is read as Wednesday, and the day of the last
#   one is returned; the given names Jan and May are read as months. Naming the language does not help; asking for
#   whole dates only (REQUIRE_PARTS) does.
# A good guess: two letters that are a common word are no date, least of all with the language known.
# Matters: nearly every sentence that states use begins with We; dates of events (a withdrawal) drown in invented
#   ones.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
"$d/venv/bin/python" - 2>/dev/null <<'PY'
import sys

from dateparser.search import search_dates

SENTENCE = "We trained on its faces and tested on ours."


def found(text: str, **settings: object) -> list[str]:
    return [words for words, _ in search_dates(text, languages=["en"], settings=settings or None) or []]


def weekday(text: str) -> str:
    return search_dates(text, languages=["en"])[0][1].strftime("%A")


now = (found(SENTENCE), weekday(SENTENCE), found(SENTENCE, REQUIRE_PARTS=["day", "month", "year"]))
if now != (["We"], "Wednesday", []):
    print(f"changed: {now}")
    sys.exit(1)
print("ok: dateparser finds a Wednesday in a sentence that begins with We, unless whole dates are required")
PY
