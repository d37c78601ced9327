#!/usr/bin/env bash
# Package: habanero 2.9.2
# Behaviour: works(ids=...) puts a DOI into the address as it stands, so that what follows a # or a ? is not sent: for
#   10.1000/456#789, the form that the DOI handbook gives as its example, 10.1000/456 is asked for and its record
#   handed out as the answer. Angle brackets are encoded.
# A good guess: a DOI may hold any printable sign, and a client for DOIs encodes it, as for < and >; at worst the
#   answer is checked against the question, or 404 raises as for others.
# Matters: title, authors and year of another work stand under this DOI, and a claim about one paper is published with
#   the names of another's authors.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check habanero==2.9.2
"$d/venv/bin/python" - <<'PY'
import http.server
import json
import sys
import threading
import warnings
from urllib.parse import unquote

from habanero import Crossref

warnings.simplefilter("error")
warnings.simplefilter("ignore", ResourceWarning)
WORKS = {"10.1000/456": "Another paper", "10.1000/456#789": "The paper asked for", "10.1000/<1>": "Brackets"}
asked: list[str] = []


class Service(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked.append(self.path)
        doi = unquote(self.path.removeprefix("/works/").partition("?")[0])
        body = json.dumps({"status": "ok", "message": {"DOI": doi, "title": [WORKS.get(doi)]}}).encode()
        self.send_response(200 if doi in WORKS else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
crossref = Crossref(base_url=f"http://127.0.0.1:{server.server_port}")
dois = ["10.1000/456#789", "10.1000/456?789", "10.1000/<1>"]
titles = [crossref.works(ids=[doi])["message"]["title"] for doi in dois]
server.shutdown()
if titles != [["Another paper"], ["Another paper"], ["Brackets"]] or asked[0] != "/works/10.1000/456":
    sys.exit(f"changed: {titles} {asked}")
print("ok: habanero asks for 10.1000/456 when it is asked for 10.1000/456#789, and gives that work's title")
PY
