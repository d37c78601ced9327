"""One way to one paper's PDF: its requests, its cookies, and how much of an answer is taken."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, StopDownload
from scrapy.http import Response
from scrapy.http.cookies import CookieJar

from spiders.answer_bodies import decoded
from spiders.hosts import ROBOTS_BYTES

# A larger body is asked for again, alone: many at once would take gigabytes.
LARGE = 6_000_000
LONGEST_COOKIES = 8_000  # bytes of the header
_TAKEN, _MOST = "taken", "most"  # keys in a request's meta


class Visit:
    """Requests through one chain of redirects. `large` lets one large body through at a time."""

    def __init__(
        self,
        download: Callable[[Request], Awaitable[Response]],
        max_bytes: int,
        large: asyncio.Semaphore,
        *,
        is_robots: bool,
    ) -> None:
        self._download, self._max_bytes, self._large, self._is_robots = download, max_bytes, large, is_robots
        self._cookies = CookieJar()

    async def download(self, url: str, wait: Callable[[], Awaitable[None]]) -> Response:
        """The answer, its body decoded. `wait` returns when the host may be asked once more.

        Raises DownloadCancelledError for a body that is larger than allowed, and what Scrapy raises.
        """
        if self._is_robots:
            # The beginning of a robots.txt is enough, whatever follows.
            return await self._ask(self._request(url, ROBOTS_BYTES + 1, whole=False))
        try:
            return await self._ask(self._request(url, min(LARGE, self._max_bytes), whole=True))
        except DownloadCancelledError:
            if self._max_bytes <= LARGE:
                raise
        async with self._large:
            await wait()
            return await self._ask(self._request(url, self._max_bytes, whole=True))

    def _request(self, url: str, most: int, *, whole: bool) -> Request:
        headers = {"Accept": "application/pdf, */*;q=0.5", "Accept-Encoding": "identity"}
        # Scrapy drops what came of a body once it is too large; a stopped download would keep it until the next
        # collection of cycles.
        meta = {"download_maxsize": most} if whole else {"download_maxsize": 0, _TAKEN: 0, _MOST: most}
        request = Request(url, headers=headers, dont_filter=True, meta=meta)
        self._cookies.add_cookie_header(request)
        if sum(map(len, request.headers.getlist("Cookie"))) > LONGEST_COOKIES:
            del request.headers["Cookie"]
        return request

    async def _ask(self, request: Request) -> Response:
        response = await self._download(request)
        self._cookies.extract_cookies(response, request)
        encoding = (response.headers.get(b"Content-Encoding") or b"").decode("latin-1")
        if not encoding:
            return response
        most = ROBOTS_BYTES if self._is_robots else self._max_bytes
        body = decoded(response.body, encoding, most)
        if body is None:
            raise DownloadCancelledError("larger than allowed once decoded")
        return response.replace(body=body)


def bound_bodies(crawler: Crawler) -> None:
    """Stop downloads of which the beginning is enough, and keep what came of them."""
    crawler.signals.connect(_received, signals.bytes_received)


def _received(data: bytes, request: Request, **_: Any) -> None:
    if _MOST not in request.meta:
        return
    request.meta[_TAKEN] += len(data)
    if request.meta[_TAKEN] > request.meta[_MOST]:
        raise StopDownload(fail=False)
