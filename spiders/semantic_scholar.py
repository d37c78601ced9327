"""Semantic Scholar through the package `semanticscholar`, over our own requester.

The package's requester sends no key on citations, ignores Retry-After, opens a connection each time, turns
502 into nothing and prints the key when debugging; its pager stops without a word on a short page. So the
client below is the package's, every byte goes through `spiders.http_service`, and citations have their own pager.
"""

import json
import re
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

from citetrail.records.settings import Settings
from spiders.http_service import Service
from spiders.left_out import left_out
from spiders.request_pace import interval
from spiders.service_errors import AnswerFault, AskLess, Refused
from spiders.user_agent import user_agent

# The package retries by tenacity, which wraps Tornado's coroutines too where Dask has brought Tornado along.
with left_out("tornado"):
    from semanticscholar.AsyncSemanticScholar import AsyncSemanticScholar

T = TypeVar("T")
PAPER_FIELDS = (
    "corpusId,externalIds,url,title,abstract,venue,year,publicationDate,isOpenAccess,openAccessPdf,"
    "publicationTypes,authors.name,authors.affiliations"
)
CITATION_FIELDS = f"contexts,intents,isInfluential,{PAPER_FIELDS}"
SEED_FIELDS = "title,citationCount,corpusId,externalIds"
# The service's own limits: ids in one look-up, and citations on one page.
BATCH = 500
PAGE = 1000
# A page of ten that still comes too slowly will not come.
SMALLEST_PAGE = 10
# The service refuses offset + limit of 10,000 and more.
MOST_CITATIONS = 9999
MOST_SNIPPETS = 1000
# Empty pages that may stand between full ones.
MOST_HOLES = 3
# Without a key everyone shares one pool: 3.2 s apart draws 429, 6.5 s mostly works (reports of 2024 to 2026).
KEYLESS_INTERVAL, KEYLESS_LEAST = 6.0, 3.5


class Requester:
    """Takes the place of the package's ApiRequester: same call, our transport."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def get_data_async(self, url: str, parameters: str, headers: Any, payload: Any = None) -> Any:
        found = self.get(f"{url}?{parameters.lstrip('&')}" if parameters else url, _with_data, payload)
        # The package makes objects of the rows and takes their form for granted.
        return {**found, "data": [row if _is_snippet(row) else _NO_SNIPPET for row in found["data"]]}

    def get(self, url: str, read: Callable[[bytes], T], payload: Any = None) -> T:
        return self._service.ask(url, read, payload=payload, can_be_less=True)


_ID = re.compile(r"[0-9a-f]{6,64}")
_NO_SNIPPET: dict[str, Any] = {"paper": {}, "snippet": {}}


def _is_snippet(row: object) -> bool:
    return isinstance(row, dict) and all(isinstance(row.get(part), dict) for part in _NO_SNIPPET)


@dataclass(frozen=True, slots=True)
class Passages:
    """What one full-text search gave; `is_full` when the service gives no more of them."""

    rows: list[dict[str, Any]]
    is_full: bool


class Scholar(AsyncSemanticScholar):  # type: ignore[misc]
    """The package's client with our requester in it, and the calls that discovery needs."""

    # The package's property configures the root logger on every construction.
    debug = False

    def __init__(self, settings: Settings) -> None:
        super().__init__(api_url=settings.s2_url.rstrip("/"))
        headers = {"User-Agent": user_agent(settings.contact), "Accept": "application/json"}
        pause, least = interval(settings, "s2_interval", settings.s2_url), None
        if settings.s2_api_key is not None:
            headers["x-api-key"] = settings.s2_api_key.get_secret_value()
        elif pause:
            chosen = "s2_interval" in settings.model_fields_set
            pause, least = (pause, pause) if chosen else (KEYLESS_INTERVAL, KEYLESS_LEAST)
        self.service = Service(
            "Semantic Scholar",
            settings.s2_url,
            interval=pause,
            least_interval=least,
            timeout=settings.request_seconds,
            headers=headers,
            refused="Check CITETRAIL_S2_API_KEY, or set one.",
        )
        self._requester = Requester(self.service)

    def papers(self, ids: Sequence[str], fields: str) -> list[dict[str, Any] | None]:
        """The papers of these ids, None where the service knows none, in the order of the ids (at most 500)."""
        try:
            url = f"{self.api_url}/graph/v1/paper/batch?fields={fields}"
            rows = self._requester.get(url, _rows, {"ids": list(ids)})
        except (Refused, AskLess) as error:
            if "no valid paper ids" in str(error).lower():
                return [None] * len(ids)
            if can_be_less(error) and len(ids) > 1:
                half = len(ids) // 2
                return self.papers(ids[:half], fields) + self.papers(ids[half:], fields)
            raise
        if len(rows) != len(ids):
            raise Refused(
                f"Semantic Scholar answered {len(ids)} ids with {len(rows)} rows: which is which is unclear."
            )
        return [row if isinstance(row, dict) and _ID.fullmatch(str(row.get("paperId"))) else None for row in rows]

    def snippets(self, query: str, years: str = "") -> Passages:
        """Passages of full texts that match, best first: the service gives 1,000 at most, without pages.

        `years` is "2016" or "2016-2019". Fewer are asked for where so many do not come.
        """
        limit = MOST_SNIPPETS
        while True:
            call = self.search_snippet(quote(query, safe=""), year=years or None, limit=limit)
            try:
                found = finish(call)
            except (Refused, AskLess) as error:
                if can_be_less(error) and limit > SMALLEST_PAGE:
                    limit //= 2
                    continue
                raise
            return Passages([snippet.raw_data for snippet in found], len(found) >= limit)

    def overflows(self, paper_id: str, dates: str) -> bool:
        """Whether a paper has more citations in a window of dates than can be listed."""
        last = f"&offset={MOST_CITATIONS - 1}&limit=1"
        page = self._requester.get(
            f"{self._citations_of(paper_id)}?fields=title{last}&publicationDateOrYear={dates}", _with_data
        )
        return bool(page["data"])

    def citation_pages(self, paper_id: str, expected: int | None, dates: str = "") -> Iterator[list[dict[str, Any]]]:
        """Pages of citations, following the service's own `next`, however short a page is.

        `dates` is a window such as "2019-01:2019-06"; papers without a date are in none. When the list ends before
        `expected`, the rows after it are asked for all the same: a last page, a page that was cut short and a hole
        look alike. Pages that are too large or too slow for the service are asked for in halves.
        """
        offset, received, probed, holes, size = 0, 0, False, 0, PAGE
        window = f"&publicationDateOrYear={dates}" if dates else ""
        while offset < MOST_CITATIONS:
            limit = min(size, MOST_CITATIONS - offset)
            url = f"{self._citations_of(paper_id)}?fields={CITATION_FIELDS}&offset={offset}&limit={limit}{window}"
            try:
                page = self._requester.get(url, _with_data)
            except (Refused, AskLess) as error:
                if can_be_less(error) and size > SMALLEST_PAGE:
                    size //= 2
                    continue
                if probed:  # past the end of the list
                    return
                raise
            rows = page["data"]
            received += len(rows)
            yield [row if isinstance(row, dict) else {} for row in rows]
            following = page.get("next")
            # How many a window holds is not told: a page after its last row says that it was the last.
            missing = received < min(expected, MOST_CITATIONS) if expected is not None else bool(dates)
            if isinstance(following, int) and not isinstance(following, bool) and following > offset:
                offset, probed = following, False
            elif rows and missing:
                offset, probed, holes = offset + len(rows), True, 0
            elif missing and holes < MOST_HOLES and expected is not None and offset + limit < expected:
                offset, probed, holes = offset + limit, True, holes + 1
            else:
                return

    def _citations_of(self, paper_id: str) -> str:
        return f"{self.api_url}/graph/v1/paper/{quote(paper_id, safe=':')}/citations"


def finish(call: Coroutine[Any, Any, T]) -> T:
    """Run one of the package's coroutines. Our requester never suspends, so it ends at its first step: no event
    loop is needed, and none that is running is disturbed."""
    try:
        call.send(None)
    except StopIteration as stop:
        result: T = stop.value
        return result
    call.close()
    raise RuntimeError("the semanticscholar package waited for something; it has changed")


def can_be_less(error: Refused | AskLess) -> bool:
    """Whether a smaller request may be answered: answers of more than 10 MB are refused with 400 "Response would
    exceed maximum size", and large ones time out."""
    return isinstance(error, AskLess) or "maximum size" in str(error).lower()


def _json(body: bytes) -> Any:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise AnswerFault("it sent something that is not JSON") from error
    if isinstance(found, dict) and "error" in found and "data" not in found:
        raise AnswerFault(f"it said {str(found['error'])[:200]!r}")
    return found


def _with_data(body: bytes) -> dict[str, Any]:
    found = _json(body)
    if not isinstance(found, dict) or not isinstance(found.get("data"), list):
        raise AnswerFault("it sent an answer without data")
    return found


def _rows(body: bytes) -> list[Any]:
    found = _json(body)
    if not isinstance(found, list):
        raise AnswerFault("it sent something that is not a list")
    return found
