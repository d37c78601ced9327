#!/usr/bin/env bash
# Package: pyalex 0.21
# Behaviour: filter, search and sort change the query that they are called on and give back the same one. With
#   citing = Works().filter(cites="W1"), citing.filter(publication_year=2019).count() is right, the same for 2020 counts
#   papers of 2019 and 2020 at once, which are none, and citing.count() at the end is that none again.
# A good guess: a query is a value, as those of Django and SQLAlchemy are: filter gives a new one, and the one that a
#   name stands for stays as it is.
# Matters: counts by year, country or type are made in just such a loop. The first is right, and the others are too
#   small or nought, from a service that has all of them; a gap by year looks like a dataset that was given up.
# Seen: 2026-11-29, Python 3.11; the service stood in for, since what is asked of it is all that matters
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pyalex==0.21
"$d/venv/bin/python" - <<'PY'
import json
import sys
from unittest import mock
from urllib.parse import parse_qs, urlsplit

import requests
from pyalex import Works

asked: list[str] = []


def answer(_: requests.Session, url: str, **__: object) -> requests.Response:
    asked.append(parse_qs(urlsplit(url).query.replace("+", "%2B"))["filter"][0])
    response = requests.Response()
    response.status_code = 200
    response._content = json.dumps({"meta": {"count": 0}, "results": []}).encode()
    return response


with mock.patch.object(requests.Session, "get", answer):
    citing = Works().filter(cites="W1")
    citing.count()
    for year in (2019, 2020):
        citing.filter(publication_year=year).count()
    citing.count()
both = "cites:W1,publication_year:2019+2020"
if asked != ["cites:W1", "cites:W1,publication_year:2019", both, both]:
    sys.exit(f"changed: {asked}")
print("ok: pyalex asks for papers of 2019 and 2020 at once where 2020 was meant, and again where all were")
PY
