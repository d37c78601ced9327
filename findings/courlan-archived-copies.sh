#!/usr/bin/env bash
# Package: courlan 1.4.0 (which cleans addresses for trafilatura)
# Behaviour: clean_url and check_url cut an address in two where a second https:// stands in it. Copies of pages in an
#   archive, whose addresses end with that of the page, become the archive's front: all copies of one day in a national
#   archive or in archive.today are one address. Where the second stands in a query, the first is thrown away:
#   https://archive.example.org/find?url=https://example.org/faces is https://example.org/faces. web.archive.org alone
#   is excepted.
# A good guess: a slash or a colon in a path or a query is allowed (RFC 3986, 3.3 and 3.4), tracking parameters are taken
#   off and the rest stays; what cannot be cleaned is None.
# Matters: pages on datasets that were withdrawn are cited by their copies. In a cleaned list they are one source without
#   a page, or the live page, on which nothing is to be seen any more.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check courlan==1.4.0
"$d/venv/bin/python" - <<'PY'
import sys

import courlan

ARCHIVE = "https://webarchive.nationalarchives.gov.uk/20200101000000/"
COPIES = [ARCHIVE + "https://www.example.org/faces", ARCHIVE + "https://www.example.com/gait"]
TODAY = "https://archive.today/20190606/https://example.org/faces.html"
FOUND = "https://archive.example.org/find?url=https://example.org/faces"
KEPT = "https://web.archive.org/web/2019/https://example.org/faces"
cleaned = [courlan.clean_url(copy) for copy in COPIES]
checked = [courlan.check_url(copy) for copy in COPIES]
rest = [courlan.clean_url(copy) for copy in (TODAY, FOUND, KEPT)]
as_described = (
    cleaned == [ARCHIVE, ARCHIVE]
    and checked == [(ARCHIVE, "nationalarchives.gov.uk")] * 2
    and rest[:2] == ["https://archive.today/20190606/", "https://example.org/faces"]
    and rest[2].endswith("example.org/faces")
)
if not as_described:
    sys.exit(f"changed: {cleaned} {checked} {rest}")
print("ok: courlan makes one address of two archived pages, and the live page of a copy that a query names")
PY
