#!/usr/bin/env bash
# Package: idutils 1.7.1
# Behaviour: normalize_doi takes the resolver off an address and leaves the rest encoded, and to_url puts the resolver
#   before a DOI without encoding it. A DOI with angle brackets and its own address, as Crossref gives it in its
#   records, are two DOIs after normalising, of which the second (with %3C) does not exist. The address of
#   10.1000/456#789 leads to 10.1000/456. Letters' case is kept too, so that one DOI in two cases stays two.
# A good guess: https://doi.org/... and the bare DOI are normalised to one, as the function's own description says;
#   what becomes an address is encoded as the DOI handbook asks (2.5.2.4); DOIs do not tell case.
# Matters: thousands of papers of the years around 2000 have such DOIs. They are counted twice, the one half without
#   the other's evidence, and a link that a reader is to check leads to another paper.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check idutils==1.7.1
"$d/venv/bin/python" - <<'PY'
import sys
from urllib.parse import quote, urlsplit

import idutils

DOI = "10.1000/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o"
ADDRESS = "https://doi.org/" + quote(DOI, safe="/():;")
found = idutils.normalize_pid(ADDRESS, "doi")
resolved = urlsplit(idutils.to_url("10.1000/456#789", "doi", "https"))
as_described = (
    idutils.detect_identifier_schemes(ADDRESS)[0] == idutils.detect_identifier_schemes(DOI)[0] == "doi"
    and idutils.normalize_pid(DOI, "doi") == DOI
    and found == ADDRESS.removeprefix("https://doi.org/") != DOI
    and idutils.to_url(found, "doi", "https") != idutils.to_url(DOI, "doi", "https")
    and (resolved.path, resolved.fragment) == ("/10.1000/456", "789")
    and idutils.normalize_pid(DOI.upper(), "doi") != DOI
)
if not as_described:
    sys.exit(f"changed: {found} {resolved}")
print("ok: idutils makes two DOIs of one and its address, and an address that leads to another DOI")
PY
