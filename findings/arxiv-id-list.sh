#!/usr/bin/env bash
# Package: arxiv 4.0.2
# Behaviour: Search(id_list=...) answers for the first 100 ids only: the default of max_results, meant for queries,
#   also ends a list of ids. A list of 130 gives 100 papers; no exception, no warning.
# A good guess: who names the papers one by one gets them all; earlier releases had no default limit.
# Matters: looking up the arXiv ids of citing papers loses every paper after the hundredth of a batch.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check arxiv==4.0.2
"$d/venv/bin/python" - <<'PY'
import http.server
import sys
import threading
from urllib.parse import parse_qs, urlsplit

import arxiv

IDS = [f"2101.{number:05d}" for number in range(1, 131)]


class Feed(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        ids = asked["id_list"].split(",")
        start, count = int(asked["start"]), int(asked["max_results"])
        entries = "".join(
            f"<entry><id>http://arxiv.org/abs/{i}v1</id><updated>2021-01-01T00:00:00Z</updated>"
            f"<published>2021-01-01T00:00:00Z</published><title>Paper {i}</title></entry>"
            for i in ids[start : start + count]
        )
        self.send_response(200)
        self.end_headers()
        self.wfile.write(
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
            f"<opensearch:totalResults>{len(ids)}</opensearch:totalResults>{entries}</feed>".encode()
        )

    def log_message(self, *_: object) -> None: ...


server = http.server.HTTPServer(("127.0.0.1", 0), Feed)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = arxiv.Client(delay_seconds=0)
client.query_url_format = f"http://127.0.0.1:{server.server_port}/api/query?{{}}"
as_is = len(list(client.results(arxiv.Search(id_list=IDS))))
unlimited = len(list(client.results(arxiv.Search(id_list=IDS, max_results=None))))
if (as_is, unlimited) != (100, 130):
    sys.exit(f"changed: {as_is} papers by default, {unlimited} with max_results=None")
print("ok: arxiv answers for 100 of 130 ids unless max_results=None is said")
PY
