#!/usr/bin/env bash
# Package: gcsfs 2026.10.1
# Behaviour: a gs:// file system asks Google's control plane by gRPC what kind of bucket it reads, whatever is read. An
#   answer is kept, a refusal is not: where the reader may not know (a public bucket read without credentials, a proxy, an
#   emulator), the question is asked anew for every object, and is itself tried again for two minutes where nobody answers.
# A good guess: reading an object of a public bucket is one HTTP request, and an emulator answers for all of them.
# Matters: thousands of PDFs from a public mirror cost as many refused calls more; behind a proxy each takes minutes.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check gcsfs==2026.10.1
"$d/venv/bin/python" - <<'PY'
import http.server
import json
import logging
import os
import sys
import threading

BODY = b"%PDF-1.5 a paper"


class Bucket(http.server.BaseHTTPRequestHandler):
    """Every object of every bucket is the same paper."""

    def do_GET(self) -> None:
        name = self.path.partition("/o/")[2].partition("?")[0]
        if "alt=media" in self.path:
            body = BODY
        elif name:
            body = json.dumps({"name": name.replace("%2F", "/"), "bucket": "papers", "size": str(len(BODY))}).encode()
        else:
            body = json.dumps({"kind": "storage#objects", "items": []}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ["STORAGE_EMULATOR_HOST"] = f"http://127.0.0.1:{server.server_port}"
logging.disable(logging.WARNING)

import fsspec
from google.api_core.exceptions import PermissionDenied

asked = 0


class ControlPlane:
    """Tells nobody what kind of bucket this is."""

    async def get_storage_layout(self, **_: object) -> None:
        global asked
        asked += 1
        raise PermissionDenied("not for anonymous callers")


async def plane() -> ControlPlane:
    return ControlPlane()


fs = fsspec.filesystem("gs", token="anon", use_listings_cache=False)
if not hasattr(fs, "_get_control_plane_client"):
    sys.exit("changed: gs:// is a file system that asks no control plane")
fs._get_control_plane_client = plane
for number in range(5):
    assert fs.cat_file(f"papers/pdf/{number}.pdf") == BODY
if asked < 5:
    sys.exit(f"changed: five objects of one bucket took {asked} questions for its kind")
print(f"ok: gcsfs asks a refusing control plane {asked} times for five objects of one bucket")
PY
