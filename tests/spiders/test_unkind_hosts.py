"""Hosts that misbehave cost their own paper's address and nothing else.

Covers: spiders.hosts, spiders.crawler.
"""

import gzip
import re
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from citetrail.records.identifiers import PaperId
from citetrail.records.papers import Fetched, Paper
from citetrail.records.settings import Settings
from citetrail.records.targets import Target
from citetrail.records.vocabulary import Outcome, Source
from citetrail.sample.sample_papers import pdf_of
from citetrail.sample.server import Reply, SampleServer
from spiders.answer_bodies import decoded
from spiders.challenge_pages import signs
from spiders.discovery import QueryDone, discover
from spiders.fetching import Resting, fetch
from spiders.hosts import ROBOTS_BYTES, robots_text

Serve = Callable[..., SampleServer]
PDF = pdf_of("ship-access") or b""
GOOD = Reply(body=PDF, kind="application/pdf")
CHALLENGE = "<html><title>Client Challenge</title><body>Please turn on JavaScript.</body></html>"


def get(
    server: SampleServer, staging: Path, urls: dict[str, str], resting: Resting | None = None, **settings: Any
) -> dict[str, Fetched]:
    papers = [Paper(PaperId(name), name, pdf_urls=(url,)) for name, url in urls.items()]
    chosen = Settings(**{"s2_url": server.url, "arxiv_url": "http://127.0.0.1:9", **settings})
    return {str(r.paper): r for r in fetch(papers, staging, chosen, resting)}


def encoded(name: str, body: bytes = PDF, status: int = 200, **more: str) -> Reply:
    return Reply(status, body, "application/pdf", headers=(("Content-Encoding", name), *more.items()))


@contextmanager
def raw_server(answer: Callable[[str], Iterator[bytes]]) -> Iterator[str]:
    """Answers the path of each request with these bytes, whatever HTTP says of them."""
    listening = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def talk(peer: socket.socket) -> None:
        with peer:
            try:
                path = peer.recv(65536).decode("latin-1").split(" ")[1]
                for part in answer(path):
                    peer.sendall(part)
            except (OSError, IndexError):
                pass

    def accept() -> None:
        while not ended.is_set():
            try:
                peer, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(peer,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    ended.set()
    listening.close()


def test_a_wrong_label_of_the_encoding_costs_nothing_and_a_true_one_is_decoded(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    deflater = zlib.compressobj(wbits=-15)
    raw_deflate = deflater.compress(PDF) + deflater.flush()
    page = b"<html>404</html>"
    answers = {
        "gzip that is none": encoded("gzip"),
        "deflate that is none": encoded("deflate"),
        "brotli that is none": encoded("br"),
        "gzip": encoded("gzip", gzip.compress(PDF)),
        "deflate": encoded("deflate", zlib.compress(PDF)),
        "deflate without header": encoded("deflate", raw_deflate),
        "gzip called deflate": encoded("deflate", gzip.compress(PDF)),
        "missing": encoded("gzip", page, 404),
        "moved": encoded("gzip", b"moved", 302, Location="/good.pdf"),
    }
    paths = {name: f"/{name.replace(' ', '-')}.pdf" for name in answers}
    server.behaviour.scripted |= {paths[n]: [reply] for n, reply in answers.items()} | {"/good.pdf": [GOOD]}
    server.behaviour.scripted["/robots.txt"] = [encoded("gzip", b"User-agent: *\nDisallow: /closed/\n")]
    results = get(
        server, tmp_path, {n: server.url + p for n, p in paths.items()} | {"closed": f"{server.url}/closed/"}
    )
    outcomes = {n: r.outcome for n, r in results.items()}
    assert outcomes.pop("missing") is Outcome.NOT_FOUND
    assert outcomes.pop("closed") is Outcome.ROBOTS_DENIED
    assert set(outcomes.values()) == {Outcome.OK}, outcomes


def test_a_body_cut_short_keeps_what_came_and_one_that_grows_too_large_is_left() -> None:
    packed = gzip.compress(PDF)
    half = decoded(packed[: len(packed) // 2], "gzip", 10**9)
    assert half
    assert PDF.startswith(half)
    assert decoded(gzip.compress(bytes(10**6)), "gzip", 10**5) is None
    assert decoded(b"", "gzip", 10) == b""


def test_a_body_of_several_members_is_read_to_its_end() -> None:
    parts = [PDF[start : start + 100] for start in range(0, len(PDF), 100)]
    members = b"".join(gzip.compress(part) for part in parts)
    assert len(parts) > 2
    assert decoded(members, "gzip", 10**9) == PDF
    assert decoded(members + bytes(40), "gzip", 10**9) == PDF
    damaged = gzip.compress(PDF)[:20] + b"\xff" * 40
    assert decoded(members + damaged, "gzip", 10**9).startswith(PDF)
    assert decoded(members, "gzip", len(PDF) - 1) is None
    large = bytes(3 * 10**6)
    assert decoded(gzip.compress(large) + gzip.compress(PDF), "gzip", 10**9) == large + PDF


def test_redirects_of_every_kind(serve: Serve, tmp_path: Path) -> None:
    served = {
        "/raw.pdf": b"HTTP/1.0 302 Found\r\nLocation: /p/\xc3\xa4 b.pdf\r\nContent-Length: 0\r\n\r\n",
        "/latin.pdf": b"HTTP/1.0 302 Found\r\nLocation: /p/\xe4.pdf\r\nContent-Length: 0\r\n\r\n",
        "/bad.pdf": b"HTTP/1.0 302 Found\r\nLocation: http://[::1/x.pdf\r\nContent-Length: 0\r\n\r\n",
        "/nothing.pdf": b"HTTP/1.0 302 Found\r\nLocation: http://\r\nContent-Length: 0\r\n\r\n",
    }
    pdf = b"HTTP/1.0 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: %d\r\n\r\n" % len(PDF) + PDF
    served |= {"/p/%C3%A4%20b.pdf": pdf, "/p/%C3%A4.pdf": pdf}
    missing = b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    with raw_server(lambda path: iter([served.get(path, missing)])) as url:
        names = {n: f"{url}/{n}.pdf" for n in ("raw", "latin", "bad", "nothing")}
        results = get(serve(), tmp_path, names, s2_url=url)
    assert (results["raw"].outcome, results["latin"].outcome) == (Outcome.OK, Outcome.OK)
    assert results["bad"].outcome is Outcome.HTTP_ERROR
    assert "redirects to a malformed address" in results["bad"].detail
    assert results["nothing"].outcome in (Outcome.HTTP_ERROR, Outcome.ADDRESS_REFUSED)


def test_a_cookie_asked_for_on_the_way_is_given_back_and_to_no_other_paper(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    ask = Reply(302, headers=(("Location", "/x.pdf?cookieSet=1"), ("Set-Cookie", "session=1; Path=/")))
    server.behaviour.scripted |= {"/x.pdf": [ask, GOOD], "/y.pdf": [GOOD]}
    urls = {"x": f"{server.url}/x.pdf", "y": f"{server.url}/y.pdf"}
    results = get(server, tmp_path, urls, host_interval=0.05)
    assert {r.outcome for r in results.values()} == {Outcome.OK}
    cookies = {a.path: a.headers.get("cookie") for a in server.asked}
    assert (cookies["/x.pdf?cookieSet=1"], cookies["/x.pdf"], cookies["/y.pdf"]) == ("session=1", None, None)


def test_a_robots_file_is_read_without_its_mark_and_only_so_far() -> None:
    rules = b"User-agent: *\nDisallow: /p/\n"
    assert robots_text(b"\xef\xbb\xbf" + rules) == rules.decode()
    assert robots_text(rules.decode().encode("utf-16")) == rules.decode()
    long = rules + b"# filling\n" * ROBOTS_BYTES
    assert len(robots_text(long)) <= ROBOTS_BYTES
    assert robots_text(long).startswith(rules.decode())


def test_a_robots_file_without_end_forbids_what_its_beginning_says(serve: Serve, tmp_path: Path) -> None:
    def answer(path: str) -> Iterator[bytes]:
        if path == "/robots.txt":
            yield b"HTTP/1.0 200 OK\r\n\r\nUser-agent: *\nDisallow: /p/\n"
            for _ in range(200_000):
                yield b"# and so on and on and on\n" * 40
        yield b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    with raw_server(answer) as url:
        results = get(serve(), tmp_path, {"p": f"{url}/p/x.pdf", "q": f"{url}/q/x.pdf"}, s2_url=url)
    assert (results["p"].outcome, results["q"].outcome) == (Outcome.ROBOTS_DENIED, Outcome.NOT_FOUND)


@contextmanager
def memory_watched() -> Iterator[list[int]]:
    """The most bytes that any fetching process of this one held, told when the context ends."""
    told, ended = [0], threading.Event()

    def watch() -> None:
        me = psutil.Process()
        while not ended.wait(0.02):
            # Other tests of the process may have left workers of their own; a process may end meanwhile.
            for child in me.children():
                with suppress(psutil.NoSuchProcess, OSError):
                    if "spiders.crawler" in child.cmdline():
                        status = Path(f"/proc/{child.pid}/status").read_text()
                        peak = re.search(r"VmHWM:\s+(\d+) kB", status)
                        told[0] = max(told[0], int(peak[1]) * 1024 if peak else 0)

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield told
    finally:
        ended.set()
        watching.join()


def test_what_has_no_end_or_grows_takes_bounded_memory(serve: Serve, tmp_path: Path) -> None:
    growing = gzip.compress(b"%PDF-1.5\n" + bytes(50_000_000) + b"%%EOF", 9)

    def answer(path: str) -> Iterator[bytes]:
        if path == "/robots.txt":
            yield b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        yield b"HTTP/1.0 200 OK\r\n"
        if path.startswith("/grows"):
            yield b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(growing) + growing
            return
        if path.startswith("/body"):
            yield b"\r\n%PDF-1.5\n"
        for n in range(40_000):
            yield b"X-%d: " % n + b"y" * 8000 + b"\r\n"

    kinds = {"headers": 4, "body": 6, "grows": 8}
    names = [f"{kind}-{n}" for kind, count in kinds.items() for n in range(count)]
    with raw_server(answer) as url, memory_watched() as most:
        papers = [Paper(PaperId(n), n, pdf_urls=(f"{url}/{n}.pdf",)) for n in names]
        settings = Settings(s2_url=url, arxiv_url="http://127.0.0.1:9")
        results = list(fetch(papers, tmp_path, settings))
    outcomes = {str(r.paper): r.outcome for r in results}
    assert {outcomes[n] for n in names if n.startswith("headers")} <= {Outcome.TRUNCATED, Outcome.HTTP_ERROR}
    assert {outcomes[n] for n in names if n.startswith("body")} == {Outcome.TOO_LARGE}
    assert {outcomes[n] for n in names if n.startswith("grows")} == {Outcome.OK}
    print(f"most memory of the fetching process: {most[0] / 1e6:.0f} MB")
    # Without bounds these answers would fill gigabytes.
    assert 0 < most[0] < 200_000_000


# The breaker


def test_after_one_403_arxiv_is_asked_nothing_more_in_this_run(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    papers = [Paper(PaperId(str(n)), "T", arxiv_id=f"2101.0000{n}") for n in range(4)]
    server.behaviour.scripted |= {f"/pdf/2101.0000{n}": [Reply(403)] for n in range(4)}
    settings = Settings(s2_url="http://127.0.0.1:9", arxiv_url=server.url, arxiv_pdf_interval=0.05)
    resting: Resting = {}
    results = list(fetch(papers, tmp_path, settings, resting))
    assert {r.outcome for r in results} == {Outcome.HOST_REFUSES}
    assert len(server.paths("/pdf/")) == 1
    # The next batch of the same run is another process.
    again = list(fetch([Paper(PaperId("5"), "T", arxiv_id="2101.00005")], tmp_path, settings, resting))
    assert again[0].outcome is Outcome.HOST_REFUSES
    assert "not asked again in this run" in again[0].detail
    assert len(server.paths("/pdf/")) == 1


def test_after_a_403_from_arxivs_search_its_pdfs_are_not_asked_for(
    serve: Serve, target: Target, tmp_path: Path
) -> None:
    server = serve()
    server.behaviour.scripted |= {"/api/query": [Reply(403)] * 9}
    settings = Settings(s2_url=server.url, arxiv_url=server.url)
    resting: Resting = {}
    events = list(discover(target, settings, cursors={}, known=lambda _: False, resting=resting))
    failures = [e.failure for e in events if isinstance(e, QueryDone) and e.source is Source.ARXIV]
    assert all("refused access (403)" in told for told in failures)
    (result,) = fetch([Paper(PaperId("p"), "T", arxiv_id="2113.00101")], tmp_path, settings, resting)
    assert result.outcome is Outcome.HOST_REFUSES
    assert "not asked again in this run" in result.detail
    assert (len(server.paths("/api/")), server.paths("/pdf/")) == (1, [])
    # Nor does a search follow a refusal of its PDFs.
    list(discover(target, settings, cursors={}, known=lambda _: False, resting=resting))
    assert len(server.paths("/api/")) == 1


@pytest.mark.parametrize(
    ("reply", "most"),
    [
        (Reply(403), 4),
        (Reply(418), 4),
        (Reply(429), 8),
        (Reply(body=CHALLENGE, kind="text/html"), 4),
        (Reply(202, headers=(("x-amzn-waf-action", "challenge"),)), 4),
    ],
    ids=["403", "418", "429", "challenge", "202-challenge"],
)
def test_a_host_that_refuses_again_and_again_is_left_alone(
    serve: Serve, tmp_path: Path, reply: Reply, most: int
) -> None:
    server = serve()
    server.behaviour.scripted |= {f"/pdf-{n}": [reply] * 20 for n in range(12)}
    results = get(server, tmp_path, {str(n): f"{server.url}/pdf-{n}" for n in range(12)}, host_interval=0.01)
    assert {r.outcome for r in results.values()} == {Outcome.HOST_REFUSES}
    assert len(server.paths("/pdf-")) <= most
    assert any("not asked again in this run" in r.detail for r in results.values())


def test_a_refusal_now_and_then_opens_no_breaker(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    urls = {str(n): f"{server.url}/pdf-{n}" for n in range(12)}
    server.behaviour.scripted |= {f"/pdf-{n}": [Reply(403) if n % 3 == 0 else GOOD] for n in range(12)}
    results = get(server, tmp_path, urls, host_interval=0.01)
    assert [r.outcome for r in results.values()].count(Outcome.OK) == 8


def test_a_slow_host_is_slow_and_not_unreachable(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    server.behaviour.scripted |= {f"/slow-{n}.pdf": [Reply(stall=3, body=PDF)] * 9 for n in range(8)}
    results = get(server, tmp_path, {str(n): f"{server.url}/slow-{n}.pdf" for n in range(8)}, fetch_seconds=0.4)
    assert {r.outcome for r in results.values()} == {Outcome.TIMEOUT}
    assert all(
        "CITETRAIL_FETCH_SECONDS" in r.detail and "could not be reached" not in r.detail for r in results.values()
    )


def test_every_sign_of_a_challenge_has_a_source() -> None:
    assert signs()
    assert all(sign.source.startswith("https://") for sign in signs())
