#!/usr/bin/env bash
# Package: semanticscholar 0.12.0
# Behaviour: where the service withholds a list (references or authors are null, as for some publishers), the client
#   gives an empty list. "Not told" and "has none" are one; only raw_data still tells them apart.
# A good guess: None, as the client does for a withheld abstract in the same record.
# Matters: a paper whose references are withheld looks like one that cites nothing, and drops out of a search for
#   users.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check semanticscholar==0.12.0
"$d/venv/bin/python" - <<'PY'
import http.server
import json
import sys
import threading

from semanticscholar import SemanticScholar

WITHHELD = {"abstract": None, "references": None, "authors": None}
PAPER = {"paperId": "0" * 40, "title": "Faces", "url": "", "referenceCount": 41, **WITHHELD}


class Service(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(PAPER).encode())

    def log_message(self, *_: object) -> None: ...


server = http.server.HTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
paper = SemanticScholar(api_url=f"http://127.0.0.1:{server.server_port}").get_paper("0" * 40)
now = (paper.abstract, paper.references, paper.authors, paper.raw_data["references"])
if now != (None, [], [], None):
    sys.exit(f"changed: {now}")
print("ok: semanticscholar turns withheld references and authors into empty lists, a withheld abstract into None")
PY
