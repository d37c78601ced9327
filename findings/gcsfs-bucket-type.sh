#!/usr/bin/env bash
# Package: gcsfs 2026.10.1
# Behaviour: each read of a file first asks, over gRPC, what kind of bucket it lies in. A refusal (usual for a public
#   bucket that is read without an account) is not remembered, so the question is put again for every file; an
#   address where nothing speaks gRPC (an emulator of the HTTP interface, a firewall) holds each file up for a minute.
#   The switch that ends it is called experimental and stands on by default.
# A good guess: reading a public file by HTTP is one or two HTTP requests to the address that was named.
# Matters: a mirror of PDFs read this way costs a refused question for each paper, or a minute for each.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check gcsfs==2026.10.1 google-cloud-storage-control==1.17.0
cat >"$d/read.py" <<'PY'
import concurrent.futures
import http.server
import json
import logging
import os
import sys
import threading

import grpc

asked = []


class Files(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.partition("/o/")[2].partition("?")[0].replace("%2F", "/")
        told = {"kind": "storage#object", "name": name, "bucket": "shelf", "size": "4"}
        body = b"%PDF" if "alt=media" in self.path else json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json" if body[:1] == b"{" else "application/pdf")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


class Refuses(grpc.GenericRpcHandler):
    """Every question over gRPC is noted and refused, as a public bucket refuses who has no account."""

    def service(self, details):
        asked.append(details.method.rpartition("/")[2])
        return grpc.unary_unary_rpc_method_handler(
            lambda _, context: context.abort(grpc.StatusCode.PERMISSION_DENIED, "no account")
        )


files = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files)
threading.Thread(target=files.serve_forever, daemon=True).start()
os.environ["STORAGE_EMULATOR_HOST"] = f"http://127.0.0.1:{files.server_port}"
controls = grpc.server(concurrent.futures.ThreadPoolExecutor(2))
controls.add_generic_rpc_handlers([Refuses()])
port = controls.add_insecure_port("127.0.0.1:0")
controls.start()

import gcsfs  # noqa: E402

logging.getLogger("gcsfs").setLevel(logging.CRITICAL)
kind = gcsfs.GCSFileSystem
if hasattr(kind, "_grpc_location"):
    from google.cloud.storage_control_v2.services.storage_control.transports import (
        StorageControlGrpcAsyncIOTransport as Transport,
    )

    # The channel without a certificate is the only thing changed: a real one cannot be served on loopback.
    Transport.create_channel = classmethod(lambda *_, **__: grpc.aio.insecure_channel(f"127.0.0.1:{port}"))
fs = kind(token="anon")
read = [fs.cat_file(f"shelf/papers/{n}.pdf") for n in range(3)]
if read != [b"%PDF"] * 3:
    sys.exit(f"changed: {read}")
print(len(asked), *sorted(set(asked)))
PY
as_is=$("$d/venv/bin/python" "$d/read.py")
plain=$(GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT=false "$d/venv/bin/python" "$d/read.py")
if [ "$as_is/$plain" != "3 GetStorageLayout/0" ]; then
  echo "changed: for 3 files by default [$as_is] was asked over gRPC, with the switch off [$plain]"
  exit 1
fi
echo "ok: gcsfs asks for each of 3 files anew what kind of bucket it lies in, and not at all with its switch off"
