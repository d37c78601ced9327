"""Semantic Scholar through the package `semanticscholar`, over our own requester.

The package's requester sends no key on citations, ignores Retry-After, opens a connection each time, turns
502 into nothing and prints the key when debugging; its pager stops without a word on a short page. So the
client below is the package's, every byte goes through `spiders.http_service`, and citations have their own pager.
"""

import json
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

from semanticscholar.AsyncSemanticScholar import AsyncSemanticScholar

from citetrail.records.settings import Settings
from spiders.http_service import Service
from spiders.request_pace import interval
from spiders.service_errors import Fault, Refused
from spiders.user_agent import user_agent

T = TypeVar("T")
PAPER_FIELDS = (
    "corpusId,externalIds,url,title,abstract,venue,year,publicationDate,isOpenAccess,openAccessPdf,"
    "authors.name,authors.affiliations"
)
CITATION_FIELDS = f"contexts,intents,isInfluential,{PAPER_FIELDS}"
SEED_FIELDS = "title,citationCount,corpusId,externalIds"
BATCH = 500
PAGE = 1000
SMALLEST_PAGE = 10
# The service refuses offset + limit of 10,000 and more.
MOST_CITATIONS = 9999
MOST_SNIPPETS = 1000


class Requester:
    """Takes the place of the package's ApiRequester: same call, our transport."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def get_data_async(self, url: str, parameters: str, headers: Any, payload: Any = None) -> Any:
        return self.get(f"{url}?{parameters.lstrip('&')}" if parameters else url, _with_data, payload)

    def get(self, url: str, read: Callable[[bytes], T], payload: Any = None) -> T:
        return self._service.ask(url, read, payload=payload)


class Scholar(AsyncSemanticScholar):  # type: ignore[misc]
    """The package's client with our requester in it, and the calls that discovery needs."""

    # The package's property configures the root logger on every construction.
    debug = False

    def __init__(self, settings: Settings) -> None:
        super().__init__(api_url=settings.s2_url.rstrip("/"))
        headers = {"User-Agent": user_agent(settings.contact), "Accept": "application/json"}
        if settings.s2_api_key is not None:
            headers["x-api-key"] = settings.s2_api_key.get_secret_value()
        self.service = Service(
            "Semantic Scholar",
            settings.s2_url,
            interval=interval(settings, "s2_interval", settings.s2_url),
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
        except Refused as error:
            if "no valid paper ids" in str(error).lower():
                return [None] * len(ids)
            if _too_large(error) and len(ids) > 1:
                half = len(ids) // 2
                return self.papers(ids[:half], fields) + self.papers(ids[half:], fields)
            raise
        if len(rows) != len(ids):
            raise Refused(
                f"Semantic Scholar answered {len(ids)} ids with {len(rows)} rows: which is which is unclear."
            )
        return [row if isinstance(row, dict) and row.get("paperId") else None for row in rows]

    def snippets(self, query: str) -> list[dict[str, Any]]:
        """Passages of full texts that match, best first: the service gives 1,000 at most, without pages."""
        found = finish(self.search_snippet(quote(query, safe=""), limit=MOST_SNIPPETS))
        return [snippet.raw_data for snippet in found]

    def citation_pages(self, paper_id: str, expected: int | None) -> Iterator[list[dict[str, Any]]]:
        """Pages of citations, following the service's own `next`, however short a page is.

        When the list ends before `expected`, the rows after it are asked for all the same: a last page and
        a page that was cut short look alike. Pages that the service finds too large are asked for in halves.
        """
        offset, received, probed, size = 0, 0, False, PAGE
        while offset < MOST_CITATIONS:
            limit = min(size, MOST_CITATIONS - offset)
            url = f"{self.api_url}/graph/v1/paper/{quote(paper_id, safe=':')}/citations"
            try:
                page = self._requester.get(
                    f"{url}?fields={CITATION_FIELDS}&offset={offset}&limit={limit}", _with_data
                )
            except Refused as error:
                if _too_large(error) and size > SMALLEST_PAGE:
                    size //= 2
                    continue
                if probed:  # past the end of the list
                    return
                raise
            rows = page["data"]
            received += len(rows)
            yield [row for row in rows if isinstance(row, dict)]
            following = page.get("next")
            if isinstance(following, int) and following > offset:
                offset, probed = following, False
            elif rows and expected is not None and received < expected:
                offset, probed = offset + len(rows), True
            else:
                return


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


def _too_large(error: Refused) -> bool:
    """Answers of more than 10 MB are refused with 400 "Response would exceed maximum size"."""
    return "maximum size" in str(error).lower()


def _json(body: bytes) -> Any:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Fault("it sent something that is not JSON") from error
    if isinstance(found, dict) and "error" in found and len(found) == 1:
        raise Fault(f"it said {str(found['error'])[:200]!r}")
    return found


def _with_data(body: bytes) -> dict[str, Any]:
    found = _json(body)
    if not isinstance(found, dict) or not isinstance(found.get("data"), list):
        raise Fault("it sent an answer without data")
    return found


def _rows(body: bytes) -> list[Any]:
    found = _json(body)
    if not isinstance(found, list):
        raise Fault("it sent something that is not a list")
    return found
