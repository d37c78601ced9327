"""Downloading the ROR dump: from a server of this machine that behaves like Zenodo, or does not."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from spiders.ror import CONCEPT, download_dump
from spiders.service_errors import ServiceError

DUMP = b"PK\x05\x06" + b"\0" * 5_000
Answers = dict[str, tuple[int, dict[str, str], bytes]]


def record(base: str, **changed: Any) -> bytes:
    file = {
        "key": "v2.9-2026-06-23-ror-data.zip",
        "size": len(DUMP),
        "checksum": f"md5:{hashlib.md5(DUMP).hexdigest()}",
        "links": {"self": f"{base}/api/records/99/files/v2.9-2026-06-23-ror-data.zip/content"},
    }
    return json.dumps({"id": 99, "files": [file | changed, {"key": "notes.pdf"}]}).encode()


@pytest.fixture
def zenodo() -> Iterator[Callable[[Callable[[str], Answers]], str]]:
    """Starts a server with the answers that a function makes for its address; gives the address."""
    servers: list[ThreadingHTTPServer] = []

    def start(answers_for: Callable[[str], Answers]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, headers, body = answers.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(body))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        base = f"http://127.0.0.1:{server.server_port}"
        answers = answers_for(base)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return base

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def usual(base: str, **changed: Any) -> Answers:
    return {
        f"/api/records/{CONCEPT}": (302, {"Location": "/api/records/99"}, b""),
        "/api/records/99": (200, {}, record(base, **changed)),
        "/api/records/99/files/v2.9-2026-06-23-ror-data.zip/content": (200, {}, DUMP),
    }


def test_the_newest_release_is_followed_to_and_verified(zenodo: Any, tmp_path: Path) -> None:
    found = download_dump(zenodo(usual), tmp_path)
    assert found.path.read_bytes() == DUMP
    assert (found.record, found.size) == ("99", len(DUMP))
    assert found.checksum.startswith("md5:")


@pytest.mark.parametrize(
    "changed",
    [
        {"checksum": "md5:" + "0" * 32},
        {"checksum": "crc:00"},
        {"size": len(DUMP) - 1},
        {"size": len(DUMP) + 1},
        {"size": 0},
        {"size": 10**12},
        {"key": "v1.csv"},
        {"links": {}},
        {"links": {"self": "http://127.0.0.2:9/elsewhere.zip"}},
        {"links": {"self": "file:///etc/passwd"}},
    ],
)
def test_what_is_not_as_described_is_not_kept(zenodo: Any, tmp_path: Path, changed: dict[str, Any]) -> None:
    with pytest.raises(ServiceError):
        download_dump(zenodo(lambda base: usual(base, **changed)), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "answer",
    [
        (200, {}, b"<html>maintenance</html>"),
        (200, {}, b"[]"),
        (503, {}, b""),
        (302, {"Location": f"/api/records/{CONCEPT}"}, b""),
        (302, {"Location": "https://zenodo.example/api/records/99"}, b""),
    ],
)
def test_a_record_that_cannot_be_had_is_said(zenodo: Any, tmp_path: Path, answer: Any) -> None:
    with pytest.raises(ServiceError):
        download_dump(zenodo(lambda _: {f"/api/records/{CONCEPT}": answer}), tmp_path)


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="could not be had"):
        download_dump("http://127.0.0.1:9", tmp_path)


def test_a_name_in_the_record_cannot_leave_the_folder(zenodo: Any, tmp_path: Path) -> None:
    found = download_dump(zenodo(lambda base: usual(base, key="../../evil-ror-data.zip")), tmp_path)
    assert found.path.parent == tmp_path
