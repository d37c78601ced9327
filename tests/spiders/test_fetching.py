"""Fetching gives every paper one outcome, politely, and never leaves the public web."""

import gzip
import hashlib
import os
import shutil
import signal
import ssl
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from citetrail.records.identifiers import PaperId
from citetrail.records.papers import Fetched, Paper
from citetrail.records.settings import Settings
from citetrail.records.vocabulary import Outcome
from citetrail.sample.sample_papers import paper as sample_paper
from citetrail.sample.sample_papers import pdf_of, sample_papers
from citetrail.sample.server import SIGN_IN, Behaviour, Reply, SampleServer
from spiders.fetching import fetch
from spiders.robots_files import RobotsFiles

Serve = Callable[..., SampleServer]


def wanted(name: str, *urls: str, **more: Any) -> Paper:
    return Paper(PaperId(name), name, pdf_urls=urls, **more)


def settings_for(server: SampleServer, **more: Any) -> Settings:
    return Settings(**{"s2_url": server.url, "arxiv_url": server.url, **more})


def get(server: SampleServer, staging: Path, *papers: Paper, **settings: Any) -> dict[str, Fetched]:
    results = list(fetch(papers, staging, settings_for(server, **settings)))
    assert len(results) == len(papers)
    return {r.paper: r for r in results}


def redirect(url: str) -> Reply:
    return Reply(302, headers=(("Location", url),))


PDF = pdf_of("ship-access") or b""
GOOD = Reply(body=PDF, kind="application/pdf")
# Asks to be asked again at once, which spares the tests the back-off.
DOWN = Reply(500, headers=(("Retry-After", "0"),))
PAGE = Reply(body=SIGN_IN, kind="text/html")


@dataclass(frozen=True)
class World:
    """One run over many papers, each with its own trouble."""

    server: SampleServer
    private: SampleServer  # on this machine too, but nobody configured it
    results: dict[str, Fetched]
    staging: Path

    def ending(self, name: str) -> tuple[Outcome, str]:
        return self.results[name].outcome, self.results[name].detail

    def times_asked(self, path: str) -> int:
        return len([p for p in self.server.paths() if p == path])


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    staging = tmp_path_factory.mktemp("staging")
    with SampleServer() as private, SampleServer(Behaviour()) as server:
        inside = private.url.removeprefix("http://")
        port = inside.split(":")[1]
        server.behaviour.scripted |= {
            "/to-private": [redirect(f"{private.url}/secret.pdf")],
            "/to-localhost": [redirect(f"http://localhost:{port}/secret.pdf")],
            "/to-file": [redirect("file:///etc/passwd")],
            "/moved.pdf": [Reply(301, headers=(("Location", "/good/moved.pdf"),))],
            "/good/moved.pdf": [GOOD],
            "/round": [redirect("/round")] * 20,
            "/large.pdf": [Reply(body=b"%PDF-1.5\n" + b"x" * 200_000, kind="application/pdf")],
            "/unfinished.pdf": [Reply(body=PDF[:20_000], kind="application/pdf")] * 9,
            "/landing": [PAGE] * 9,
            "/nothing.pdf": [Reply()] * 9,
            "/fault.pdf": [PAGE, Reply(502, SIGN_IN, "text/html"), Reply(body=PDF, cut=900), GOOD],
            "/later.pdf": [Reply(503, headers=(("Retry-After", "1"),)), GOOD],
            "/bomb.pdf": [Reply(body=gzip.compress(PDF + b" " * 10**7), headers=(("Content-Encoding", "gzip"),))],
            "/down.pdf": [DOWN] * 20,
            "/closed.pdf": [Reply(403)],
            "/late-magic.pdf": [Reply(body=b"\n" * 900 + PDF)],
            "/too-late-magic.pdf": [Reply(body=b"\n" * 1100 + PDF)] * 9,
            "/padded.pdf": [Reply(body=PDF + b"\0" * 9000)],
            "/twin-a.pdf": [GOOD],
            "/twin-b.pdf": [GOOD],
        }
        base = server.url
        papers = [
            wanted("private redirect", f"{base}/to-private"),
            wanted("named redirect", f"{base}/to-localhost"),
            wanted("file redirect", f"{base}/to-file"),
            wanted("private address", f"{private.url}/secret.pdf"),
            wanted("mapped address", f"http://[::ffff:127.0.0.1]:{port}/secret.pdf"),
            wanted("whole number", f"http://2130706433:{port}/secret.pdf"),
            wanted("short number", f"http://127.1:{port}/secret.pdf"),
            wanted("full width", f"http://１２７.0.0.1:{port}/secret.pdf"),
            wanted("localhost", f"http://localhost:{port}/secret.pdf"),
            wanted("cloud", "http://169.254.169.254/latest/meta-data/"),
            wanted("file", "file:///etc/passwd"),
            wanted("user", f"http://{inside}@example.org/secret.pdf"),
            wanted("moved", f"{base}/moved.pdf"),
            wanted("round", f"{base}/round"),
            wanted("robots", f"{base}/private/x.pdf"),
            wanted("large", f"{base}/large.pdf"),
            wanted("unfinished", f"{base}/unfinished.pdf"),
            wanted("landing", f"{base}/landing"),
            wanted("nothing", f"{base}/nothing.pdf"),
            wanted("faults", f"{base}/fault.pdf"),
            wanted("later", f"{base}/later.pdf"),
            wanted("bomb", f"{base}/bomb.pdf"),
            wanted("down", f"{base}/down.pdf"),
            wanted("closed", f"{base}/closed.pdf"),
            wanted("refuses to connect", "http://127.0.0.1:9/x.pdf"),
            wanted("late magic", f"{base}/late-magic.pdf"),
            wanted("too late magic", f"{base}/too-late-magic.pdf"),
            wanted("padded", f"{base}/padded.pdf"),
            wanted("second address", f"{base}/files/none.pdf", f"{base}/files/open-door.pdf"),
            wanted("twin a", f"{base}/twin-a.pdf"),
            wanted("twin b", f"{base}/twin-b.pdf"),
            wanted("no address"),
        ]
        away = "http://127.0.0.1:9"
        results = get(server, staging, *papers, s2_url=base, arxiv_url=away, max_bytes=100_000)
        yield World(server, private, results, staging)


@pytest.mark.parametrize(
    "name",
    [
        *("private redirect", "named redirect", "file redirect", "private address", "mapped address"),
        *("whole number", "short number", "full width", "localhost", "cloud", "file", "user"),
    ],
)
def test_no_address_leads_into_this_machine_or_its_network(world: World, name: str) -> None:
    outcome, detail = world.ending(name)
    assert outcome is Outcome.ADDRESS_REFUSED
    assert "not on the public web" in detail
    assert not world.private.asked


def test_a_redirect_is_followed_and_the_address_that_answered_is_kept(world: World) -> None:
    moved = world.results["moved"]
    assert (moved.outcome, moved.url) == (Outcome.OK, f"{world.server.url}/good/moved.pdf")
    assert moved.tried == (f"{world.server.url}/moved.pdf",)


def test_redirects_that_go_round_end(world: World) -> None:
    assert world.ending("round")[0] is Outcome.HTTP_ERROR
    assert world.times_asked("/round") < 10


def test_robots_are_obeyed(world: World) -> None:
    assert world.ending("robots")[0] is Outcome.ROBOTS_DENIED
    assert world.times_asked("/private/x.pdf") == 0
    assert world.times_asked("/robots.txt") == 1


@pytest.mark.parametrize(
    ("name", "path", "outcome", "asked"),
    [
        ("large", "/large.pdf", Outcome.TOO_LARGE, 1),
        ("unfinished", "/unfinished.pdf", Outcome.TRUNCATED, 3),
        ("landing", "/landing", Outcome.NOT_PDF, 2),
        ("nothing", "/nothing.pdf", Outcome.NOT_PDF, 4),
        ("too late magic", "/too-late-magic.pdf", Outcome.NOT_PDF, 4),
        ("down", "/down.pdf", Outcome.HTTP_ERROR, 8),
        ("closed", "/closed.pdf", Outcome.HOST_REFUSES, 1),
        ("bomb", "/bomb.pdf", Outcome.TOO_LARGE, 1),
    ],
)
def test_an_answer_is_believed_when_it_came_often_enough(
    world: World, name: str, path: str, outcome: Outcome, asked: int
) -> None:
    assert world.ending(name)[0] is outcome
    assert world.times_asked(path) == asked
    assert world.results[name].sha256 is None


@pytest.mark.parametrize("name", ["faults", "later", "late magic", "padded", "second address", "moved"])
def test_what_passes_does_no_harm(world: World, name: str) -> None:
    result = world.results[name]
    assert result.outcome is Outcome.OK
    stored = (world.staging / f"{result.sha256}.pdf").read_bytes()
    assert (hashlib.sha256(stored).hexdigest(), len(stored)) == (result.sha256, result.size)


def test_retry_after_is_obeyed(world: World) -> None:
    first, second = [a.at for a in world.server.asked if a.path == "/later.pdf"]
    assert second - first >= 1


def test_the_next_address_is_tried_after_a_404(world: World) -> None:
    result = world.results["second address"]
    assert result.url == f"{world.server.url}/files/open-door.pdf"
    assert len(result.tried) == 2


def test_a_host_that_is_not_there_is_an_outcome(world: World) -> None:
    outcome, detail = world.ending("refuses to connect")
    assert outcome is Outcome.HTTP_ERROR
    assert detail == "127.0.0.1:9 could not be reached 2 times. Fetch it again later."


def test_two_papers_with_the_same_bytes_share_a_file(world: World) -> None:
    twins = {world.results[n].sha256 for n in ("twin a", "twin b")}
    assert twins == {hashlib.sha256(PDF).hexdigest()}


def test_a_paper_without_an_address_says_so(world: World) -> None:
    outcome, detail = world.ending("no address")
    assert outcome is Outcome.NO_OPEN_PDF
    assert "look for one by hand" in detail


def test_every_ending_is_told_in_a_sentence(world: World) -> None:
    for result in world.results.values():
        assert result.detail.endswith(".")
        assert (result.sha256 is not None) == (result.outcome is Outcome.OK) == (result.retrieved_at is not None)


def test_nothing_but_whole_files_is_left(world: World) -> None:
    kept = {r.sha256 for r in world.results.values() if r.sha256}
    assert {p.name for p in world.staging.iterdir()} == {f"{sha}.pdf" for sha in kept}


# The sample


def of_the_sample(server: SampleServer) -> list[Paper]:
    return [
        wanted(
            p.slug,
            *([f"{server.url}/files/{p.slug}.pdf"] if p.file != "none" and not p.arxiv else []),
            arxiv_id=p.arxiv,
        )
        for p in sample_papers()
    ]


EXPECTED = {
    p.slug: {"missing": "not_found", "html": "not_pdf", "none": "no_open_pdf"}.get(p.file, "ok")
    for p in sample_papers()
}


def test_the_sample_ends_as_its_record_says_though_a_fifth_of_the_answers_fail(serve: Serve, tmp_path: Path) -> None:
    server = serve(faults=0.2, seed=5, stall=0.1)
    results = get(server, tmp_path, *of_the_sample(server))
    assert {name: r.outcome.value for name, r in results.items()} == EXPECTED
    assert results["dim-light"].url == f"{server.url}/pdf/2113.00113"
    for name, result in results.items():
        if result.outcome is Outcome.OK:
            assert result.sha256 == hashlib.sha256(pdf_of(name) or b"").hexdigest()


# Politeness

# A busy machine may note the first request so much too late.
LATE = 0.3


def took(server: SampleServer) -> float:
    """Seconds from the first request to the last."""
    return server.asked[-1].at - server.asked[0].at


def test_the_pace_of_arxiv_and_who_asks(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    papers = [wanted(str(i), arxiv_id=sample_paper(s).arxiv) for i, s in enumerate(("dim-light", "relabelled"))]
    get(server, tmp_path, *papers, arxiv_pdf_interval=0.4, contact="desk@example.org")
    assert len(server.asked) == 3
    assert took(server) >= 2 * 0.4 - LATE
    assert {a.headers["user-agent"] for a in server.asked} == {"citetrail/0.2.0 (+desk@example.org)"}
    assert "x-api-key" not in server.asked[0].headers


def test_each_hosts_rules_are_obeyed_and_those_for_this_program_before_those_for_all(
    serve: Serve, tmp_path: Path
) -> None:
    slow = serve(robots="User-agent: *\nCrawl-delay: 0.5\n")
    choosy = serve(robots="User-agent: citetrail\nDisallow: /files/ship\n\nUser-agent: *\nDisallow:\n")
    slugs = ("ship-access", "open-door", "street-signs")
    papers = [wanted(f"{n} {s}", f"{host.url}/files/{s}.pdf") for n, host in enumerate((slow, choosy)) for s in slugs]
    results = get(slow, tmp_path, *papers, s2_url=choosy.url)
    assert {name for name, r in results.items() if r.outcome is Outcome.ROBOTS_DENIED} == {"1 ship-access"}
    assert "/files/ship-access.pdf" not in choosy.paths()
    assert len(slow.asked) == 4
    assert took(slow) >= 3 * 0.5 - LATE


def test_a_robots_file_is_asked_for_once_in_a_run_and_obeyed_in_each_of_its_batches(
    serve: Serve, tmp_path: Path
) -> None:
    robots = RobotsFiles()
    server = serve(robots="User-agent: *\nDisallow: /files/ship\nCrawl-delay: 0.5\n")
    settings = Settings(s2_url=server.url, arxiv_url="http://127.0.0.1:9")
    batches = [("ship-access", "open-door"), ("ship-access", "street-signs")]
    for number, slugs in enumerate(batches):
        papers = [wanted(s, f"{server.url}/files/{s}.pdf") for s in slugs]
        results = {r.paper: r.outcome for r in fetch(papers, tmp_path / str(number), settings, None, robots)}
        assert results == {slugs[0]: Outcome.ROBOTS_DENIED, slugs[1]: Outcome.OK}
    assert server.paths() == ["/robots.txt", "/files/open-door.pdf", "/files/street-signs.pdf"]


def test_a_robots_file_is_used_for_a_day_and_one_that_cannot_be_had_is_asked_for_again(
    serve: Serve, tmp_path: Path
) -> None:
    now = [0.0]
    robots = RobotsFiles(clock=lambda: now[0])
    robots.keep("https://a.example", "User-agent: *")
    now[0] = 24 * 3600
    assert robots.fresh() == {"https://a.example": "User-agent: *"}
    now[0] += 1
    assert robots.fresh() == {}
    server = serve()
    server.behaviour.scripted["/robots.txt"] = [DOWN] * 20
    settings = Settings(s2_url=server.url, arxiv_url="http://127.0.0.1:9")
    list(fetch([wanted("a", f"{server.url}/files/open-door.pdf")], tmp_path, settings, None, robots))
    assert robots.fresh() == {}


def test_a_byte_order_mark_hides_no_rule(serve: Serve, tmp_path: Path) -> None:
    server = serve(robots="\ufeffUser-agent: *\nDisallow: /files/ship\n")
    results = get(server, tmp_path, wanted("a", f"{server.url}/files/ship-access.pdf"))
    assert results["a"].outcome is Outcome.ROBOTS_DENIED
    assert "/files/ship-access.pdf" not in server.paths()


def test_a_robots_file_that_cannot_be_had_forbids_and_one_that_is_not_there_allows(
    serve: Serve, tmp_path: Path
) -> None:
    broken, without = serve(), serve()
    broken.behaviour.scripted["/robots.txt"] = [DOWN] * 20
    without.behaviour.scripted["/robots.txt"] = [Reply(404)]
    file = "/files/ship-access.pdf"
    results = get(
        without, tmp_path, wanted("a", broken.url + file), wanted("b", without.url + file), s2_url=broken.url
    )
    assert results["a"].outcome is Outcome.HTTP_ERROR
    assert "robots.txt" in results["a"].detail
    assert file not in broken.paths()
    assert results["b"].outcome is Outcome.OK


def test_a_host_that_stalls_is_left_alone_after_a_while(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    papers = [wanted(str(i), f"{server.url}/slow-{i}.pdf") for i in range(12)]
    server.behaviour.scripted |= {f"/slow-{i}.pdf": [Reply(stall=3, body=PDF)] * 9 for i in range(12)}
    results = get(server, tmp_path, *papers, fetch_seconds=0.4)
    assert {r.outcome for r in results.values()} <= {Outcome.TIMEOUT, Outcome.HTTP_ERROR}
    assert len(server.asked) < 20


def test_a_host_that_wants_to_be_left_alone_for_long_is(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    slugs = ("ship-access", "open-door", "street-signs")
    server.behaviour.scripted |= {f"/files/{s}.pdf": [Reply(503, headers=(("Retry-After", "86400"),))] for s in slugs}
    papers = [wanted(s, f"{server.url}/files/{s}.pdf") for s in slugs]
    results = get(server, tmp_path, *papers, arxiv_pdf_interval=0.01)
    assert {r.detail.split(" ", 1)[1] for r in results.values()} == {
        "answered 503 and asks to wait 86400 s. Fetch it again later."
    }
    assert len(server.asked) == 2


def test_a_folder_that_cannot_be_written_is_told(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    running = fetch([wanted("a", f"{server.url}/files/ship-access.pdf")], tmp_path / "gone", settings_for(server))
    server.behaviour.scripted["/robots.txt"] = [Reply(stall=0.5)]
    threading.Timer(0.5, lambda: shutil.rmtree(tmp_path / "gone")).start()
    with pytest.raises(OSError, match="gone"):
        list(running)


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    server = SampleServer()
    over_tls(server, tmp_path)
    with server:
        file = server.url.replace("http:", "https:") + "/files/ship-access.pdf"
        (result,) = get(server, tmp_path / "staging", wanted("a", file)).values()
    assert result.outcome is Outcome.HTTP_ERROR
    assert "certificate that cannot be verified" in result.detail
    assert not server.asked


def over_tls(server: SampleServer, folder: Path) -> None:
    """Let the server speak TLS with a certificate that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pem.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.listen_with(context)


# Sudden ends


def test_a_fetching_process_that_is_killed_is_started_again(serve: Serve, tmp_path: Path) -> None:
    server = serve(stall=0)
    papers = of_the_sample(server)
    server.behaviour.scripted |= {"/files/ship-access.pdf": [Reply(stall=1.5, body=PDF)]}
    results = []
    for result in fetch(papers, tmp_path, settings_for(server)):
        if len(results) == 3:
            for crawler in _crawlers():
                crawler.kill()
        results.append(result)
    assert sorted((r.paper, r.outcome.value) for r in results) == sorted(EXPECTED.items())


def test_a_fetching_process_that_keeps_dying_leaves_an_outcome_for_each(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    results = get(serve(), tmp_path, wanted("a", "https://example.org/a.pdf"), wanted("b"))
    assert (results["a"].outcome, results["b"].outcome) == (Outcome.HTTP_ERROR, Outcome.NO_OPEN_PDF)
    assert "ended early (exit status 1)" in results["a"].detail


def test_who_stops_listening_stops_the_fetching(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    running = fetch(of_the_sample(server), tmp_path, settings_for(server))
    next(running)
    next(running)
    running.close()
    assert not _crawlers()


def test_the_fetching_process_ends_with_its_parent(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    server.behaviour.scripted["/slow.pdf"] = [Reply(stall=20, body=PDF)]
    code = f"""
        import sys; from pathlib import Path
        from citetrail.records.papers import Paper; from citetrail.records.settings import Settings
        from spiders.fetching import fetch
        paper = Paper("p", "p", pdf_urls=("{server.url}/slow.pdf",))
        list(fetch([paper], Path({str(tmp_path)!r}), Settings(s2_url="{server.url}", arxiv_url="{server.url}")))
    """
    parent = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)])
    _until(lambda: "/slow.pdf" in server.paths())
    children = psutil.Process(parent.pid).children()
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    assert children
    _until(lambda: not any(c.is_running() and c.status() != psutil.STATUS_ZOMBIE for c in children))


def _until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def _crawlers() -> list[psutil.Process]:
    """This process's children that fetch; other tests' workers and multiprocessing's helpers are left alone."""
    return [c for c in psutil.Process().children() if "spiders.crawler" in " ".join(_words(c))]


def _words(process: psutil.Process) -> list[str]:
    """A process's command line; none for one that has died."""
    try:
        return process.cmdline()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return []
