#!/usr/bin/env bash
# Package: pycountry 26.2.16
# Behaviour: countries.search_fuzzy("Republic of Korea") gives one country, and it is North Korea: those words are part
#   of "Democratic People's Republic of Korea", while its own entry for the South has them in another order ("Korea,
#   Republic of") and no official name. Plain "Korea" puts the North first. "Republic of China" is China alone, and
#   "Kosovo" is Serbia, by a district of that name.
# A good guess: the official name of a country, as its universities print it, finds that country; what is not sure
#   raises LookupError, as "Republic of Ireland" does.
# Matters: nearly every Korean affiliation ends with these words. All become North Korean, and papers from Taiwan
#   Chinese, with a single answer that looks certain, in lists that sanctions are checked against.
# Seen: 2026-11-29, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pycountry==26.2.16
"$d/venv/bin/python" - <<'PY'
import sys

import pycountry

SEEN = {
    "Republic of Korea": ["KP"],
    "Korea": ["KP", "KR"],
    "Republic of China": ["CN"],
    "Kosovo": ["RS"],
    "South Korea": ["KR"],
    "Republic of Ireland": [],
}


def found(name: str) -> list[str]:
    try:
        return [country.alpha_2 for country in pycountry.countries.search_fuzzy(name)]
    except LookupError:
        return []


now = {name: found(name) for name in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: pycountry's search takes Republic of Korea for North Korea, and nothing else")
PY
