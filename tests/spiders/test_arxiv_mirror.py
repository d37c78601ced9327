"""A mirror of arXiv is asked first; what it lacks comes from arXiv, and nobody's credentials are looked for."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from citetrail.records.copies import CopyKind
from citetrail.records.identifiers import PaperId
from citetrail.records.papers import ArxivVersion, Fetched, Paper
from citetrail.records.settings import Settings
from citetrail.records.vocabulary import Outcome
from citetrail.sample.sample_papers import pdf_of
from citetrail.sample.server import SampleServer
from spiders.arxiv_mirror import MirrorError, open_mirror
from spiders.fetching import fetch

PDF = pdf_of("ship-access") or b""
OTHER = pdf_of("open-door") or b""
Serve = Callable[..., SampleServer]


def preprint(number: str, version: int | None = None, withdrawn: str = "") -> Paper:
    told = ArxivVersion(number, version, withdrawn) if version else None
    return Paper(PaperId(f"p{number}"), f"Paper {number}", arxiv_id=number, arxiv=told)


def get(server: SampleServer, mirror: str, staging: Path, *papers: Paper, **more: Any) -> dict[str, Fetched]:
    settings = Settings(s2_url=server.url, arxiv_url=server.url, arxiv_mirror=mirror, **more)
    return {r.paper.removeprefix("p"): r for r in fetch(papers, staging, settings)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A mirror with three versions of one paper, one of another, an old one, and a file that is no PDF."""
    root = tmp_path / "arxiv" / "arxiv" / "pdf"
    files = {
        "2101/2101.00001v1.pdf": OTHER,
        "2101/2101.00001v2.pdf": OTHER,
        "2101/2101.00001v3.pdf": PDF,
        "2101/2101.00002v1.pdf": PDF,
        "2101/2101.00003v1.pdf": b"<html>",
        "../../cs/pdf/0112/0112017v1.pdf": PDF,
    }
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def test_the_newest_version_of_each_paper_comes_and_arxiv_is_asked_for_the_rest(
    serve: Serve, folder: Path, tmp_path: Path
) -> None:
    server = serve()
    papers = [preprint(n) for n in ("2101.00001", "2101.00002", "2101.00003", "cs/0112017", "2113.00101")]
    results = get(server, f"file://{folder}", tmp_path / "staging", *papers)
    versions = {n: (r.url or "").rpartition("/")[2] for n, r in results.items() if r.outcome is Outcome.OK}
    assert versions == {
        "2101.00001": "2101.00001v3.pdf",
        "2101.00002": "2101.00002v1.pdf",
        "cs/0112017": "0112017v1.pdf",
        "2113.00101": "2113.00101",
    }
    old = folder.parent.parent / "cs" / "pdf" / "0112" / "0112017v1.pdf"
    assert results["cs/0112017"].url == f"file://{old}"
    assert (results["cs/0112017"].kind, results["cs/0112017"].version) == (CopyKind.ARXIV, 1)
    assert results["2101.00001"].kind is CopyKind.ARXIV
    assert results["2101.00003"].outcome is Outcome.NOT_FOUND
    assert {p.rpartition("/")[2] for p in server.paths("/pdf/")} == {"2101.00003", "2113.00101"}
    assert (tmp_path / "staging" / f"{results['2101.00001'].sha256}.pdf").read_bytes() == PDF


def test_where_arxiv_has_a_newer_version_than_the_mirror_arxiv_is_asked(
    serve: Serve, folder: Path, tmp_path: Path
) -> None:
    server = serve()
    get(server, f"file://{folder}", tmp_path / "staging", preprint("2101.00001", 4), preprint("2101.00002", 1))
    assert server.paths("/pdf/") == ["/pdf/2101.00001"]


def test_the_version_before_a_withdrawn_one_is_taken_and_the_withdrawal_is_told(
    serve: Serve, folder: Path, tmp_path: Path
) -> None:
    gone = preprint("2101.00001", 3, "withdrawn by its authors")
    (result,) = get(serve(), f"file://{folder}", tmp_path / "staging", gone).values()
    assert (result.outcome, (result.url or "")[-6:]) == (Outcome.OK, "v2.pdf")
    assert "withdrew version 3" in result.detail


def test_an_address_that_nobody_understands_is_a_sentence() -> None:
    with pytest.raises(MirrorError, match="CITETRAIL_ARXIV_MIRROR 'nowhere://x'"):
        open_mirror(Settings(arxiv_mirror="nowhere://x"))


# A bucket


class _Bucket(BaseHTTPRequestHandler):
    """As much of Cloud Storage's JSON interface as reading takes: https://cloud.google.com/storage/docs/json_api"""

    objects: dict[str, bytes]
    asked: list[tuple[str, str | None]]

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {k: v[0] for k, v in parse_qs(parts.query).items()}
        self.asked.append((self.path, self.headers.get("Authorization")))
        name = unquote(parts.path.partition("/o/")[2])
        if not name:
            held = [n for n in sorted(self.objects) if n.startswith(query.get("prefix", ""))]
            return self._send(200, json.dumps({"kind": "storage#objects", "items": [self._told(n) for n in held]}))
        if name not in self.objects:
            return self._send(404, json.dumps({"error": {"code": 404, "message": "No such object"}}))
        if query.get("alt") == "media" or parts.path.startswith("/download"):
            return self._send(200, self.objects[name])
        return self._send(200, json.dumps(self._told(name)))

    def _told(self, name: str) -> dict[str, str]:
        return {"kind": "storage#object", "name": name, "bucket": "papers", "size": str(len(self.objects[name]))}

    def _send(self, status: int, body: bytes | str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if isinstance(body, str) else "application/pdf")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[type[_Bucket]]:
    if not find_spec("gcsfs"):
        pytest.skip("the extra gcs is not installed")
    held = {f"arxiv/arxiv/pdf/2101/2101.00001v{n}.pdf": OTHER if n < 12 else PDF for n in (1, 2, 12)}
    held |= {f"arxiv/arxiv/pdf/2101/2101.0{n:04}v1.pdf": PDF for n in range(100, 400)}
    handler = type("Bucket", (_Bucket,), {"objects": held, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", f"http://127.0.0.1:{server.server_port}")
    # Whoever looks for credentials finds a file that is none, and fails.
    broken = tmp_path / "credentials.json"
    broken.write_text("no credentials")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(broken))
    yield handler
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.filterwarnings("ignore")  # gcsfs leaves its session to the collector
def test_a_public_bucket_is_read_without_credentials_and_lists_one_paper_only(
    serve: Serve, bucket: type[_Bucket], tmp_path: Path
) -> None:
    server = serve()
    papers = [preprint("2101.00001"), preprint("2101.00100", 1), preprint("2113.00101")]
    results = get(server, "gs://papers/arxiv/arxiv/pdf", tmp_path / "staging", *papers)
    assert results["2101.00001"].url == "gs://papers/arxiv/arxiv/pdf/2101/2101.00001v12.pdf"
    assert results["2101.00100"].outcome is Outcome.OK
    assert results["2113.00101"].url == f"{server.url}/pdf/2113.00101"
    assert {authorisation for _, authorisation in bucket.asked} == {None}
    prefixes = {parse_qs(urlsplit(p).query).get("prefix", [""])[0] for p, _ in bucket.asked if "prefix" in p}
    assert prefixes
    assert all(re.search(r"/(2101\.00001|2101\.00100|2113\.00101)v", p) for p in prefixes)


@pytest.fixture
def s3_bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket of S3, served by moto on loopback, that anyone may read; yields the client that filled it."""
    boto3 = pytest.importorskip("boto3")
    fsspec = pytest.importorskip("fsspec")
    pytest.importorskip("s3fs")
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
            monkeypatch.delenv(name, raising=False)
        client = boto3.client("s3", aws_access_key_id="filler", aws_secret_access_key="filler")
        client.create_bucket(Bucket="papers", ACL="public-read")
        fsspec.get_filesystem_class("s3").clear_instance_cache()
        yield client
    finally:
        fsspec.get_filesystem_class("s3").clear_instance_cache()
        server.stop()


@pytest.mark.filterwarnings("ignore")  # s3fs leaves its session to the collector
def test_a_bucket_of_s3_is_a_mirror_too_and_is_read_without_credentials(
    serve: Serve, s3_bucket: Any, tmp_path: Path
) -> None:
    held = {f"arxiv/arxiv/pdf/2101/2101.00001v{n}.pdf": PDF if n == 12 else OTHER for n in (1, 2, 12)}
    held |= {"arxiv/cs/pdf/0112/0112017v1.pdf": PDF, "arxiv/arxiv/pdf/2101/2101.00002v1.pdf": b"<html>"}
    for name, data in held.items():
        s3_bucket.put_object(Bucket="papers", Key=name, Body=data, ACL="public-read")
    server = serve()
    papers = [preprint(n) for n in ("2101.00001", "cs/0112017", "2101.00002", "2113.00101")]
    # Nobody's key is set: a signed request would have none to sign with.
    results = get(server, "s3://papers/arxiv/arxiv/pdf", tmp_path / "staging", *papers)
    assert {n: r.url for n, r in results.items() if r.outcome is Outcome.OK} == {
        "2101.00001": "s3://papers/arxiv/arxiv/pdf/2101/2101.00001v12.pdf",
        "cs/0112017": "s3://papers/arxiv/cs/pdf/0112/0112017v1.pdf",
        "2113.00101": f"{server.url}/pdf/2113.00101",
    }
    assert (tmp_path / "staging" / f"{results['2101.00001'].sha256}.pdf").read_bytes() == PDF
    assert sorted(server.paths("/pdf/")) == ["/pdf/2101.00002", "/pdf/2113.00101"]


@pytest.mark.filterwarnings("ignore")
def test_a_bucket_that_is_not_there_leaves_every_paper_to_arxiv(serve: Serve, s3_bucket: Any, tmp_path: Path) -> None:
    server = serve()
    results = get(server, "s3://nobodys/arxiv/arxiv/pdf", tmp_path / "staging", preprint("2113.00101"))
    assert results["2113.00101"].url == f"{server.url}/pdf/2113.00101"
