#!/usr/bin/env bash
# Package: crossref-commons 0.0.7
# Behaviour: iterate_publications_as_json keeps the filter of a call for those after it: once datasets were asked for
#   (filter={"type": "dataset"}), a call without a filter asks for datasets too, with max_results alone as with a
#   cursor, until the process ends. Of a dictionary of queries that the caller hands in, the filter, cursor and rows
#   are written into it, so that two questions which share one share the filter.
# A good guess: each call asks for what its own arguments say, and no filter is no filter.
# Matters: all works of a year are counted after the datasets of that year; the count is that of the datasets, nothing
#   fails, and the same line in a new process gives another number.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check crossref-commons==0.0.7 setuptools==80.9.0
"$d/venv/bin/python" - <<'PY'
import http.server
import json
import sys
import threading
from urllib.parse import parse_qs, urlsplit

from crossref_commons import iteration

asked: list[dict[str, list[str]]] = []
ANSWER = json.dumps({"message": {"items": [], "next-cursor": "end"}}).encode()


class Service(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked.append(parse_qs(urlsplit(self.path).query))
        self.send_response(200)
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *args: object) -> None:
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
iteration.API_URL = f"http://127.0.0.1:{server.server_port}"
ask = iteration.iterate_publications_as_json
mine = {"query.author": "lee"}
list(ask(max_results=7))
list(ask(filter={"type": "dataset"}, max_results=7))
list(ask(max_results=7))
list(ask(filter={"type": "report"}, queries=mine, max_results=7))
list(ask(queries=mine, max_results=7))
server.shutdown()
filters = [question.get("filter") for question in asked]
expected = [None, ["type:dataset"], ["type:dataset"], ["type:report"], ["type:report"]]
if filters != expected or mine.keys() != {"query.author", "filter", "cursor", "rows"}:
    sys.exit(f"changed: {filters} {mine}")
print("ok: crossref-commons asks without a filter for what the filter of the call before said")
PY
