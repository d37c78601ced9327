"""How the services and paper hosts behave in the world, each by name: the stand-in puts on any of them.

Each behaviour changes an answer that was well-behaved. They follow what was measured and reported of the services in
2025 and 2026; none of them loses a paper for good.
"""

import json
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from citetrail.records.identifiers import short_hash


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. `cut` sends only so many bytes of the body and hangs up; `stall` waits so many seconds first."""

    status: int = 200
    body: bytes | str = b""
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    cut: int | None = None
    stall: float = 0


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked, how often its path was asked before, and the dice of the behaviours."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    before: int
    dice: random.Random

    @classmethod
    def of(cls, url: str, headers: Mapping[str, str], before: int, dice: random.Random) -> "Request":
        parts = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        return cls(parts.path, query, headers, before, dice)

    @property
    def is_file(self) -> bool:
        return self.path.startswith(("/pdf/", "/files/"))

    @property
    def is_scholar(self) -> bool:
        return self.path.startswith("/graph/")

    @property
    def is_citations(self) -> bool:
        return self.path.endswith("/citations")

    def share(self, of: float) -> bool:
        """The same for each path however often it is asked: whether it is among this share of all paths."""
        return int(short_hash("world", self.path)[:8], 16) / 16**8 < of


ROBOTS = "\ufeffUser-agent: *\nCrawl-delay: 15\nAllow: /pdf\nDisallow: /api\nDisallow: /search\nDisallow: /private/\n"
CHALLENGE = "<html><title>Client Challenge</title><body>Please turn on JavaScript to go on.</body></html>"
LIMITED = '{"message": "Too Many Requests. Please wait and try again.", "code": "429"}'
# Longer than any limit for one file.
SLOW_SECONDS = 600.0


def _robots(asked: Request, reply: Reply) -> Reply:
    """robots.txt as arXiv's: a Crawl-delay of 15 s, PDFs allowed, the search forbidden; a byte-order mark first."""
    return Reply(body=ROBOTS, kind="text/plain") if asked.path == "/robots.txt" else reply


def _holes(asked: Request, reply: Reply) -> Reply:
    """Now and then a page of citations is empty though there is more behind it."""
    found = _rows(asked, reply)
    if found is None or not found["data"] or asked.dice.random() > 0.3:
        return reply
    following = found["offset"] + max(1, len(found["data"]) // 2)
    return replace(reply, body=json.dumps({"offset": found["offset"], "next": following, "data": []}))


def _short_pages(asked: Request, reply: Reply) -> Reply:
    """Pages hold fewer rows than were asked for, and the last says nothing of a next one."""
    found = _rows(asked, reply)
    if found is None or len(found["data"]) < 2:
        return reply
    kept = found["data"][: len(found["data"]) // 2]
    return replace(reply, body=json.dumps({"offset": found["offset"], "data": kept}))


def _pool(asked: Request, reply: Reply) -> Reply:
    """Without a key everyone shares one pool: 429, with and without Retry-After."""
    if not asked.is_scholar or "x-api-key" in asked.headers or asked.dice.random() > 0.3:
        return reply
    later = (("Retry-After", "5"),) if asked.dice.random() < 0.5 else ()
    return Reply(429, LIMITED, headers=later)


def _error_bodies(asked: Request, reply: Reply) -> Reply:
    """An error told with 200: {"error": …}, {"message": …} or {"data": null}."""
    if not asked.is_scholar or asked.dice.random() > 0.15:
        return reply
    told = asked.dice.choice(('{"error": "Internal Error"}', LIMITED, '{"data": null}'))
    return replace(reply, body=told)


def _nulls(asked: Request, reply: Reply) -> Reply:
    """Fields of rows are null, of another type, or not there."""
    if not asked.is_scholar or reply.status != 200:
        return reply
    try:
        found = json.loads(reply.body)
    except ValueError:
        return reply
    rows = found.get("data") if isinstance(found, dict) else found
    for row in rows if isinstance(rows, list) else ():
        paper = row.get("citingPaper", row) if isinstance(row, dict) else None
        if isinstance(paper, dict) and asked.dice.random() < 0.2:
            name = asked.dice.choice(("abstract", "venue", "authors", "openAccessPdf", "publicationDate", "year"))
            if name in paper:
                paper[name] = asked.dice.choice((None, 0, [], {"a": None}))
    return replace(reply, body=json.dumps(found))


def _encodings(asked: Request, reply: Reply) -> Reply:
    """Bodies labelled gzip or deflate that are neither: files, robots.txt and what is not found."""
    if not (asked.is_file or asked.path == "/robots.txt") or asked.dice.random() > 0.5:
        return reply
    return replace(reply, headers=(*reply.headers, ("Content-Encoding", asked.dice.choice(("gzip", "deflate")))))


def _captcha(asked: Request, reply: Reply) -> Reply:
    """A challenge for browsers in place of a file, for some files."""
    if not asked.path.startswith("/files/") or not asked.share(0.4):
        return reply
    return Reply(asked.dice.choice((200, 202, 403)), CHALLENGE, "text/html")


def _cookies(asked: Request, reply: Reply) -> Reply:
    """A cookie is asked for on the way to a file."""
    if not asked.is_file or "visit=" in asked.headers.get("cookie", ""):
        return reply
    return Reply(302, headers=(("Location", f"{asked.path}?visit=1"), ("Set-Cookie", "visit=1; Path=/")))


def _withdrawn(asked: Request, reply: Reply) -> Reply:
    """Some arXiv papers were withdrawn in their second version; the first is still there."""
    if asked.path == "/api/query" and reply.status == 200:
        text = reply.body if isinstance(reply.body, str) else reply.body.decode()
        return replace(reply, body=re.sub(r"<entry>.*?</entry>", _withdraw, text, flags=re.S))
    named = re.fullmatch(r"/pdf/(\d{4}\.\d{4,5})(v\d+)?(?:\.pdf)?", asked.path)
    if named and is_withdrawn(named[1]) and named[2] != "v1":
        return Reply(404, "<html>No PDF: withdrawn</html>", "text/html")
    return reply


def is_withdrawn(arxiv_id: str) -> bool:
    """Whether `withdrawn` takes this paper's second version back."""
    return int(short_hash("withdrawn", arxiv_id)[:8], 16) % 3 == 0


def _withdraw(entry: re.Match[str]) -> str:
    number = re.search(r"/abs/([0-9.]+)v1", entry[0])
    if number is None or not is_withdrawn(number[1]):
        return entry[0]
    second = entry[0].replace(f"{number[1]}v1", f"{number[1]}v2")
    comment = "<arxiv:comment>This paper has been withdrawn by its authors</arxiv:comment>"
    return second.replace("</entry>", f"{comment}</entry>")


def _slow(asked: Request, reply: Reply) -> Reply:
    """Some files take longer than anyone waits."""
    return replace(reply, stall=SLOW_SECONDS) if asked.is_file and asked.share(0.2) else reply


def _rows(asked: Request, reply: Reply) -> dict[str, Any] | None:
    """A page of citations that is whole; None for any other answer."""
    if not asked.is_citations or reply.status != 200:
        return None
    try:
        found = json.loads(reply.body)
    except ValueError:
        return None
    sound = isinstance(found, dict) and isinstance(found.get("data"), list)
    return found if sound else None


# In the order in which they change an answer: what a host does to any answer comes last.
BEHAVIOURS: dict[str, Callable[[Request, Reply], Reply]] = {
    "robots": _robots,
    "withdrawn": _withdrawn,
    "nulls": _nulls,
    "short_pages": _short_pages,
    "holes": _holes,
    "error_bodies": _error_bodies,
    "pool": _pool,
    "captcha": _captcha,
    "encodings": _encodings,
    "slow": _slow,
    "cookies": _cookies,
}


def as_in_the_world(names: frozenset[str], asked: Request, reply: Reply) -> Reply:
    """The answer as these behaviours change it. KeyError for a name that is none."""
    for name in sorted(names, key=list(BEHAVIOURS).index):
        reply = BEHAVIOURS[name](asked, reply)
    return reply
