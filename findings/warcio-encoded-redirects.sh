#!/usr/bin/env bash
# Package: warcio 1.8.1
# Behaviour: a record that is read and written again has its HTTP headers changed where one of them holds a letter beyond
#   ASCII. A Location is percent-encoded whole: https://example.org/papers/Müller becomes
#   https%3A//example.org/papers/M%C3%BCller, and /papers/Müller?version=2 becomes /papers/M%C3%BCller%3Fversion%3D2. In
#   Link rel="cite-as" with title="Müller" becomes rel*=UTF-8''cite-as, which is no relation; an ETag changes too. So do
#   `warcio recompress` and every tool that filters records; create_warc_record does it to new ones.
# A good guess: an archive keeps the bytes that came; if anything is encoded, it is the letter, as in the path alone. HTTP
#   allows such bytes in fields (RFC 9110, obs-text), and servers send them.
# Matters: in archived pages of a publisher the redirect from a DOI leads nowhere, and the link to the DOI that
#   is to be cited is gone. Signs of an address without such a letter stay, so that few are hit and nobody looks.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check warcio==1.8.1
cd "$d"
cat > archive.py <<'PY'
"""A WARC of redirects as they came, then what is left of one header after it was written again."""

import sys

SENT = {
    "Location: https://example.org/papers/Müller": "Location: https%3A//example.org/papers/M%C3%BCller",
    "Location: /papers/Müller?version=2&page=1": "Location: /papers/M%C3%BCller%3Fversion%3D2%26page%3D1",
    "Location: https://example.org/papers/M%C3%BCller?version=2": "Location: https://example.org/papers/M%C3%BCller?version=2",
    'Link: <https://doi.org/10.1000/1>; rel="cite-as"; title="Müller"':
        "Link: <https://doi.org/10.1000/1>; rel*=UTF-8''cite-as; title*=UTF-8''M%C3%BCller",
}


def record(number: int, header: str) -> bytes:
    block = f"HTTP/1.1 302 Found\r\n{header}\r\nContent-Length: 0\r\n\r\n".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\nWARC-Date: 2026-11-30T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-12345678901{number}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


if sys.argv[1] == "write":
    with open("came.warc", "wb") as file:
        file.writelines(record(number, header) for number, header in enumerate(SENT))
else:
    import gzip

    lines = gzip.open("again.warc.gz", "rt", encoding="utf-8", newline="").read().split("\r\n")
    now = [line for line in lines if line.startswith(("Location:", "Link:"))]
    if now != list(SENT.values()):
        sys.exit(f"changed: {now}")
    print("ok: warcio writes a redirect to https://example.org/papers/Müller as one to https%3A//example.org/papers/...")
PY
venv/bin/python archive.py write
venv/bin/warcio recompress came.warc again.warc.gz >/dev/null
venv/bin/python archive.py read
