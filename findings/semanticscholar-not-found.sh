#!/usr/bin/env bash
# Package: semanticscholar 0.12.0
# Behaviour: get_papers(..., return_not_found=True) compares the ids asked for with the ids that came back as text.
#   A paper asked for by an arXiv id with its version, or by the id of a record that has since been merged into
#   another, is given out and reported as not found in the same answer. The list is shorter than the question too:
#   unknown ids leave no gap.
# A good guess: not found is what the service answered null for; it answers in the order of the question.
# Matters: the batch is how papers of other sources are matched; found ones are asked for again or recorded as
#   unknown.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check semanticscholar==0.12.0
"$d/venv/bin/python" - 2>/dev/null <<'PY'
import http.server
import json
import sys
import threading

from semanticscholar import SemanticScholar

OLD, KEPT, UNKNOWN = "a" * 40, "b" * 40, "c" * 40
VERSIONED = "ARXIV:2101.00010v2"
ANSWERS = {
    VERSIONED: {"paperId": "d" * 40, "externalIds": {"ArXiv": "2101.00010"}, "title": "Faces"},
    UNKNOWN: None,
    OLD: {"paperId": KEPT, "externalIds": {"DOI": "10.1000/xyz"}, "title": "Merged"},
}


class Service(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["ids"]
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps([ANSWERS[i] for i in asked]).encode())

    def log_message(self, *_: object) -> None: ...


server = http.server.HTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = SemanticScholar(api_url=f"http://127.0.0.1:{server.server_port}")
papers, missing = client.get_papers(list(ANSWERS), return_not_found=True)
now = ([paper.title for paper in papers], missing)
if now != (["Faces", "Merged"], [VERSIONED, UNKNOWN, OLD]):
    print(f"changed: {now}")
    sys.exit(1)
print("ok: semanticscholar gives out two papers and reports the same two as not found")
PY
