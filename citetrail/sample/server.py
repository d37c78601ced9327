"""A stand-in for Semantic Scholar, arXiv and paper hosts on this machine, over the sample; well-behaved or not."""

import json
import random
import re
import ssl
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self, cast
from urllib.parse import parse_qs, urlsplit

from citetrail.records.targets import IntroducingPaper
from citetrail.sample.answers import PLACES, BadRequest, Library, bulk, check_fields, citations, feed, key, snippets
from citetrail.sample.sample_papers import SamplePaper, Seed, sample_papers, sample_seeds, served
from citetrail.sample.world import Reply, Request, as_in_the_world

__all__ = ["Behaviour", "Reply", "SampleServer", "SeenRequest"]
SIGN_IN = "<html><title>Sign in</title><body>Please sign in to read this article.</body></html>"
NOT_FOUND = Reply(404, "<html><body>404 Not Found</body></html>", "text/html")
ROBOTS = "User-agent: *\nDisallow: /private/\n"
FAULTS = ("500", "502", "429", "429 later", "stall", "cut", "html")


@dataclass(slots=True)
class SeenRequest:
    """A request that came, for tests to look at."""

    method: str
    path: str
    headers: dict[str, str]
    at: float
    status: int = 0
    body: bytes = b""


@dataclass(slots=True)
class Behaviour:
    """How the server misbehaves. `scripted` answers come first: by path, one a request, in their order."""

    faults: float = 0  # share of answers that fail
    seed: int = 0
    stall: float = 0.3  # seconds that a stalled answer hangs
    page_rows: int = 10_000  # longest page, whatever was asked for
    says_next: bool = True  # whether a page of citations tells where the next one begins
    robots: str = ROBOTS
    scripted: dict[str, list[Reply]] = field(default_factory=dict)
    world: frozenset[str] = frozenset()  # names of citetrail.sample.world.BEHAVIOURS


class SampleServer:
    """Serves while its context is entered: `with SampleServer() as server: … server.url …`.

    `also` are further papers to know, with the citations that the sample gives them: those of a target file.
    """

    def __init__(
        self,
        behaviour: Behaviour | None = None,
        *,
        also: Sequence[IntroducingPaper] = (),
        papers: Sequence[SamplePaper] | None = None,
        port: int = 0,
    ) -> None:
        self.behaviour = behaviour or Behaviour()
        self.asked: list[SeenRequest] = []
        self._times_asked: Counter[str] = Counter()
        self.library = Library(sample_papers() if papers is None else papers, seeds_with(also))
        self._random = random.Random(self.behaviour.seed)  # noqa: S311 faults, not secrets
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.owner = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self.url = self.library.base = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def listen_with(self, context: ssl.SSLContext) -> None:
        """Speak TLS instead of plain HTTP; before the server is entered."""
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def paths(self, prefix: str = "/") -> list[str]:
        """The paths asked for so far, with their queries."""
        return [a.path for a in self.asked if a.path.startswith(prefix)]

    def note(self, asked: SeenRequest) -> None:
        with self._lock:
            self.asked.append(asked)
            self._times_asked[asked.path] += 1

    def answer(self, asked: SeenRequest) -> Reply:
        parts = urlsplit(asked.path)
        with self._lock:
            script = self.behaviour.scripted.get(parts.path)
            if script:
                return script.pop(0)
            broken = self._random.random() < self.behaviour.faults
            fault = self._random.choice(FAULTS) if broken else ""
        if fault:
            return _fault(fault, self.behaviour.stall)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        try:
            reply = self._route(parts.path, query, asked.body)
        except BadRequest as error:
            reply = _json({"error": str(error)}, 400)
        if not self.behaviour.world:
            return reply
        before = self._times_asked[asked.path] - 1
        with self._lock:
            told = Request.of(asked.path, asked.headers, before, self._random)
            return as_in_the_world(self.behaviour.world, told, reply)

    def _route(self, path: str, query: dict[str, str], body: bytes) -> Reply:
        library, most = self.library, self.behaviour.page_rows
        if path == "/robots.txt":
            return Reply(body=self.behaviour.robots, kind="text/plain")
        if path == "/api/query":
            return Reply(body=feed(library, query, most), kind="application/atom+xml; charset=utf-8")
        if found := re.fullmatch(r"/(?:pdf|files)/(.+?)(?:\.pdf)?", path):
            return self._file(found[1])
        for at, place in PLACES.items():
            if found := re.fullmatch(place.format("([^/]+)"), path):
                return self._copy(found[1], at)
        if path == "/graph/v1/paper/batch":
            ids = json.loads(body)["ids"]
            if len(ids) > 500:
                raise BadRequest("Too many IDs: at most 500")
            fields = check_fields(query.get("fields", "title"))
            return _json([library.shaped(library.find(str(i)), fields) for i in ids])
        if path == "/graph/v1/paper/search/bulk":
            return _json(bulk(library, query))
        if path == "/graph/v1/snippet/search":
            return _json(snippets(library, query))
        if found := re.fullmatch(r"/graph/v1/paper/(.+?)(/citations)?", path):
            return self._paper(found[1], query, listing=bool(found[2]))
        return _json({"error": "Not found"}, 404)

    def _paper(self, name: str, query: dict[str, str], *, listing: bool) -> Reply:
        known = self.library.find(name)
        if known is None:
            return _json({"error": f"Paper with id {name} not found"}, 404)
        if listing:
            page = citations(self.library, known, query, self.behaviour.page_rows)
            return _json(page if self.behaviour.says_next else {**page, "next": None})
        return _json(self.library.shaped(known, check_fields(query.get("fields", "title"))))

    def _file(self, name: str) -> Reply:
        known = self.library.find(f"ARXIV:{name}")
        wanted = known if isinstance(known, SamplePaper) else self._by_slug(name)
        if wanted is None:
            return NOT_FOUND
        version = re.search(r"v(\d+)$", name) if wanted is known else None
        at = f"arxiv v{version[1]}" if version and int(version[1]) != wanted.newest else ""
        if wanted.file == "html" and not at:
            return Reply(body=SIGN_IN, kind="text/html")
        return _pdf(served(wanted.slug, at))

    def _copy(self, slug: str, at: str) -> Reply:
        wanted = self._by_slug(slug)
        return _pdf(served(slug, at) if wanted else None)

    def _by_slug(self, slug: str) -> SamplePaper | None:
        return next((p for p in (*self.library.papers, *sample_papers()) if p.slug == slug), None)


def _pdf(data: bytes | None) -> Reply:
    return NOT_FOUND if data is None else Reply(body=data, kind="application/pdf")


def seeds_with(also: Sequence[IntroducingPaper]) -> list[Seed]:
    """The sample's seeds and the given papers; two that share an id are one, with the ids of both."""
    found = list(sample_seeds())
    for extra in also:
        pairs = (("CorpusId:", extra.corpus_id), ("ARXIV:", extra.arxiv), ("DOI:", extra.doi), ("", extra.s2_id))
        ids = tuple(prefix + value for prefix, value in pairs if value)
        if not ids:
            continue
        same = next((i for i, s in enumerate(found) if {key(x) for x in s.ids} & {key(x) for x in ids}), None)
        if same is None:
            found.append(Seed(extra.title, ids, extra.year))
        else:
            old = found[same]
            found[same] = Seed(old.title, tuple(dict.fromkeys((*old.ids, *ids))), old.year)
    return found


def _json(told: Any, status: int = 200) -> Reply:
    return Reply(status, json.dumps(told))


def _fault(name: str, stall: float) -> Reply:
    too_many = json.dumps({"message": "Too Many Requests", "code": "429"})
    return {
        "500": Reply(500, json.dumps({"message": "Internal Server Error"})),
        "502": Reply(502, "<html><body>502 Bad Gateway</body></html>", "text/html"),
        "429": Reply(429, too_many),
        "429 later": Reply(429, too_many, headers=(("Retry-After", "1"),)),
        "stall": Reply(stall=stall, cut=0),
        "cut": Reply(body=b"%PDF-1.5\n" + b"x" * 5000, kind="application/octet-stream", cut=500),
        "html": Reply(body=SIGN_IN, kind="text/html"),
    }[name]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    owner: SampleServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no news here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "sample"
    # Head and body in one piece: two would wait for each other (Nagle's algorithm), 40 ms an answer.
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:
        """Tests read `SampleServer.asked`."""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        owner = cast(_Server, self.server).owner
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = SeenRequest(self.command, self.path, headers, time.monotonic(), body=body)
        owner.note(asked)
        reply = owner.answer(asked)
        asked.status = reply.status
        time.sleep(reply.stall)
        data = reply.body if isinstance(reply.body, bytes) else reply.body.encode()
        if not (reply.stall and reply.cut == 0):
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(data)))
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data if reply.cut is None else data[: reply.cut])
        if reply.cut is not None:
            self.close_connection = True
