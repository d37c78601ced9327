"""arXiv papers that name the family in title or abstract, through the package `arxiv`.

The package pages and parses; it has no time limit, trusts any 200 and takes an empty page for the end, so
its connection is replaced by ours.
"""

import hashlib
import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

from citetrail.records.batches import batches_of
from citetrail.records.counted import counted
from citetrail.records.identifiers import arxiv_id, doi
from citetrail.records.papers import ArxivVersion, FoundPaper, Sighting, SourceAuthor
from citetrail.records.settings import Settings
from citetrail.records.targets import Target
from citetrail.records.vocabulary import Source
from spiders.events import Event, Found, QueryDone
from spiders.http_service import Service
from spiders.parse_rows import ABSTRACT, AFFILIATIONS, AUTHORS, NAME, text, texts, title
from spiders.request_pace import interval
from spiders.s2_citations import Known
from spiders.search_names import searches
from spiders.service_errors import AnswerFault, ServiceError
from spiders.user_agent import user_agent

log = logging.getLogger("citetrail.spiders")
# Papers a page: one that breaks off is asked for again, and must not cost much.
PAGE = 200
MOST_IDS = 100  # ids in one look-up: the address stays short
# The search that arXiv rewrote in November 2025 pages through the first 10,000 results of a query and no further.
MOST = 10_000
WITHDRAWAL = 300  # longest words of a withdrawal that are kept, in characters
_VERSION = re.compile(r"v(\d{1,3})$")
# In the comment of a version arXiv has no flag for it: authors write it, with the paper as the subject.
_WITHDRAWN = re.compile(r"\b(?:paper|article|submission|manuscript|version|work)\b.{0,40}\bwithdrawn\b", re.I)
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
NO_DATE, NO_ID = "1900-01-01T00:00:00Z", "no id"
_ATOM = "{http://www.w3.org/2005/Atom}"
_TOTAL_AS_SENT = re.compile(rb"totalResults[^>]*>\s*(\d+)\s*<")
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"


@dataclass(slots=True)
class _Answer:
    """What the package wants of a response."""

    content: bytes
    status_code: int = 200


class _Feed(NamedTuple):
    """One page of results; see `digest_of`."""

    total: int  # results that the feed announces
    digest: str
    readable: bytes  # nothing where the page is the same as before


class _Session:
    """Takes the place of the package's requests.Session, and notes how many results there are."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.total: int | None = None  # of the query asked last
        self._ahead: tuple[str, _Feed] | None = None

    def get(self, url: str, headers: object = None) -> _Answer:
        ahead, self._ahead = self._ahead, None
        feed = ahead[1] if ahead and ahead[0] == url else self._ask(url)
        return _Answer(feed.readable)

    def look_ahead(self, url: str, before: tuple[int, str] | None) -> _Feed:
        """A page, which is not asked for again when the package wants it next, or which has the total and digest of
        `before` and is not read."""
        feed = self._ask(url, before)
        self._ahead = (url, feed) if feed.readable else None
        return feed

    def _ask(self, url: str, before: tuple[int, str] | None = None) -> _Feed:
        start = int(parse_qs(urlsplit(url).query).get("start", ["0"])[0])

        def read(body: bytes) -> _Feed:
            if before and digest_of(body) == before[1]:
                return _Feed(*before, b"")
            return read_feed(body, start)

        feed = self._service.ask(url, read)
        self.total = feed.total
        return feed


def digest_of(body: bytes) -> str:
    """Of the number of results and the entries of a page, not of when and under which number it was answered.

    Empty, as that of no page before, where it is not plain how many there are and where the entries begin.
    """
    head, first, rest = body.partition(b"<entry")
    totals = _TOTAL_AS_SENT.findall(head)
    if len(totals) != 1 or (not first and b"entry" in head):
        return ""
    return hashlib.sha256(totals[0] + first + rest).hexdigest()[:16]


def read_feed(body: bytes, start: int) -> _Feed:
    """A page of results, as the package can read it.

    The package drops a page for one odd date and loses count for one entry without an id: such parts are filled in
    here, and found again by their filling. Raises Fault for what is no feed, and for an empty page where there should
    be results: arXiv sends those now and then.
    """
    # Imported where a page is to be read: a run with nothing new reads none.
    from lxml import etree

    if b"<!DOCTYPE" in body[:2000] or b"<!ENTITY" in body:
        raise AnswerFault("it sent something that is not a feed")
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
        total = int(root.findtext(_TOTAL) or "")
    except (etree.XMLSyntaxError, ValueError) as error:
        raise AnswerFault("it sent something that is not a feed") from error
    entries = root.findall(f"{_ATOM}entry")
    if root.tag != f"{_ATOM}feed" or total < 0:
        raise AnswerFault("it sent something that is not a feed")
    if not entries and start < min(total, MOST):
        raise AnswerFault(f"it sent an empty page though there are {total} results")
    for entry in entries:
        _fill(entry)
    readable = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return _Feed(total, digest_of(body), readable)


def _fill(entry: Any) -> None:
    """Fill in what the package needs and the entry lacks."""
    from lxml import etree

    for name in ("updated", "published"):
        found = entry.find(f"{_ATOM}{name}")
        if found is None:
            found = etree.SubElement(entry, f"{_ATOM}{name}")
        if not _DATE.match((found.text or "").strip()) or not _is_date(found.text.strip()):
            found.text = NO_DATE
    found = entry.find(f"{_ATOM}id")
    if found is None:
        found = etree.SubElement(entry, f"{_ATOM}id")
    if not (found.text or "").strip():
        found.text = NO_ID


def _is_date(text: str) -> bool:
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).year >= 1990
    except (ValueError, OverflowError):
        return False


class Preprints:
    """A client of arXiv's search at arXiv's pace."""

    def __init__(self, settings: Settings, refused: str = "") -> None:
        """`refused` says why arXiv is not to be asked, where it refused access earlier in this run."""
        self.service = Service(
            "arXiv",
            settings.arxiv_api_url,
            interval=interval(settings, "arxiv_interval", settings.arxiv_api_url),
            timeout=settings.request_seconds,
            refuses_once=True,
            headers={"User-Agent": user_agent(settings.contact)},
        )
        self.service.forbidden = refused
        self.session = _Session(self.service)
        self._address = f"{self.service.base}/api/query?{{}}"

    @cached_property
    def _client(self) -> Any:
        # Imported where something is to be read: it takes as long as asking all that a run with nothing new asks.
        import arxiv

        # The pace and the retries are the service's.
        client = arxiv.Client(page_size=PAGE, delay_seconds=0, num_retries=0)
        client.query_url_format = self._address
        client._session = self.session
        return client

    def first_page(self, query: str, before: tuple[int, str] | None = None) -> _Feed:
        """What `results` begins with, at the address that the package makes; asked for once. Raises ServiceError.

        It is not read where it has the number of results and the digest of `before`.
        """
        told = {"search_query": query, "id_list": "", "sortBy": "submittedDate", "sortOrder": "descending"}
        return self.session.look_ahead(
            self._address.format(urlencode(told | {"start": "0", "max_results": str(PAGE)})), before
        )

    def results(self, query: str) -> Iterator[Any]:
        """Results, the newest first. Raises ServiceError."""
        import arxiv

        search = arxiv.Search(query=query, max_results=MOST, sort_by=arxiv.SortCriterion.SubmittedDate)
        try:
            yield from self._client.results(search)
        except arxiv.ArxivError as error:
            raise ServiceError(f"arXiv: {error}") from error

    def versions(self, ids: Sequence[str]) -> dict[str, ArxivVersion]:
        """The newest version of each of these papers that arXiv knows. Raises ServiceError."""
        import arxiv

        found: dict[str, ArxivVersion] = {}
        for some in batches_of(ids, MOST_IDS):
            search = arxiv.Search(id_list=some, max_results=MOST_IDS)
            try:
                told = [version_of(result) for result in self._client.results(search)]
            except arxiv.ArxivError as error:
                raise ServiceError(f"arXiv: {error}") from error
            found |= {version.arxiv_id: version for version in told if version}
        return found


def version_of(result: Any) -> ArxivVersion | None:
    """The version that a result describes, and its authors' words if they withdrew it.

    arXiv keeps the versions before a withdrawn one: https://info.arxiv.org/help/withdraw.html
    """
    number = arxiv_id(result.entry_id.rsplit("/abs/", 1)[-1])
    version = _VERSION.search(result.entry_id)
    if number is None:
        return None
    told = next((t for t in (result.comment, result.summary) if isinstance(t, str) and _WITHDRAWN.search(t)), "")
    return ArxivVersion(number, int(version[1]) if version else 1, text(told, WITHDRAWAL) or "")


def arxiv_queries(target: Target) -> list[str]:
    """The target's own search strings, else one for each member: its distinctive names in title or abstract."""
    if target.arxiv_queries:
        return list(dict.fromkeys(target.arxiv_queries))
    clauses: dict[str, list[str]] = {}
    for member, name in searches(target):
        quoted = '"' + name.replace('"', " ") + '"'
        clauses.setdefault(member, []).extend((f"ti:{quoted}", f"abs:{quoted}"))
    return [" OR ".join(parts) for parts in clauses.values()]


def found_on_arxiv(
    client: Preprints,
    target: Target,
    cursors: Mapping[str, str],
    known: Known,
    overdue: Known = lambda _: False,
) -> Iterator[Event]:
    """Every query, the newest papers first; a later run stops at the first page that holds nothing new.

    Where a query was answered in full and its first page and number of results are the same, nothing is read.
    """

    def answered(query: str) -> bool:
        return f"{Source.ARXIV} {query}" in cursors and not overdue(f"{Source.ARXIV} {query}")

    for query in sorted(arxiv_queries(target), key=answered):
        name = f"{Source.ARXIV} {query}"
        yield from _query(client, query, cursors.get(name, ""), known, overdue(name))


def _query(client: Preprints, query: str, cursor: str, known: Known, is_overdue: bool) -> Iterator[Event]:
    before, page, received = _read_cursor(cursor)
    seen: set[str] = set()
    rows = new = new_on_page = unread = 0
    failure, whole = "", True
    client.session.total = None
    digest = ""
    try:
        first = client.first_page(query, (before, page) if before is not None and page and not is_overdue else None)
        digest = first.digest
        if not first.readable:
            note = f"the same {counted(first.total, 'result')} as before"
            told = (f"{Source.ARXIV} {query}", Source.ARXIV, cursor, first.total, received)
            yield QueryDone(*told, note=note)
            return
        for result in client.results(query):
            rows += 1
            paper = _paper(result, Sighting(Source.ARXIV, query))
            unread += paper is None
            if paper is not None and paper.arxiv_id is not None and paper.arxiv_id not in seen:
                seen.add(paper.arxiv_id)
                fresh = not known(paper.arxiv_id)
                new, new_on_page = new + fresh, new_on_page + fresh
                yield Found(paper)
            if rows % PAGE == 0:
                grown = (client.session.total or 0) - before if before is not None else None
                if grown is not None and not new_on_page and new >= grown:
                    whole = False
                    break
                new_on_page = 0
    except ServiceError as error:
        failure = f"The arXiv search {query!r} ended early ({counted(len(seen), 'paper')} came): {error}"
    total = client.session.total
    short = whole and not failure and rows < (total or 0)
    done = QueryDone(
        f"{Source.ARXIV} {query}",
        Source.ARXIV,
        cursor,
        expected=total,
        received=len(seen),
        new=new,
        shortfall=f"{rows} of {total} results of {query!r} came." if short else "",
        failure=failure,
        note=_note(whole, unread),
    )
    yield done if failure else _goes_on(done, digest, None if whole else received)


def _goes_on(done: QueryDone, digest: str, before: int | None) -> QueryDone:
    """With where the next run goes on; `before` came in earlier runs, where only the newest pages were asked for."""
    received = done.received if before is None else done.received_after(before)
    # A shortfall stays open until it is closed: the whole list is asked for again.
    after = "" if done.shortfall else json.dumps({"total": done.expected, "page": digest, "received": received})
    return replace(done, cursor=after, received=received)


def _note(whole: bool, unread: int) -> str:
    told = ["" if whole else "only the newest pages were asked for"]
    told.append(f"{counted(unread, 'result')} could not be read" if unread else "")
    return "; ".join(t for t in told if t)


def _paper(result: Any, sighting: Sighting) -> FoundPaper | None:
    told, number = title(result.title), arxiv_id(result.entry_id.rsplit("/abs/", 1)[-1])
    if told is None or number is None:
        log.warning("arXiv: a result without title or id was left out: %.200r", result.entry_id)
        return None
    is_dated = result.published.year > 1900  # else filled in, see read_feed
    people = (
        SourceAuthor(name, texts(a.affiliation, AFFILIATIONS, NAME))
        for a in result.authors[:AUTHORS]
        if (name := text(a.name, NAME))
    )
    return FoundPaper(
        title=told[0],
        raw_title=told[1] if told[1] != told[0] else "",
        sighting=sighting,
        doi=doi(result.doi or ""),
        arxiv_id=number,
        year=result.published.year if is_dated else None,
        published_on=result.published.date().isoformat() if is_dated else None,
        venue=text(result.journal_ref, NAME),
        abstract=text(result.summary, ABSTRACT),
        url=f"https://arxiv.org/abs/{number}",
        authors=tuple(people),
        arxiv=version_of(result),
    )


def _read_cursor(cursor: str) -> tuple[int | None, str, int]:
    """(the number of results, the digest of the first page, how many papers came); None, "" and 0 where the cursor
    does not tell all: then everything is read again."""
    try:
        found = json.loads(cursor) if cursor else {}
    except ValueError:
        return None, "", 0
    told = [found.get(name) for name in ("total", "page", "received")] if isinstance(found, dict) else []
    match told:
        case [int(total), str(page), int(received)]:
            return total, page, received
    return None, "", 0
