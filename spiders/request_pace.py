"""Politeness: the least time between two requests, and how long to wait before trying again."""

import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from spiders.addresses import is_loopback

if TYPE_CHECKING:  # the fetching process starts often and has no use for pydantic
    from citetrail.records.settings import Settings

# Seconds; doubling goes no further, as a service that is back is to be asked soon.
LONGEST_BACKOFF = 60.0
# A service that asks for more patience than this is given up for this run, and named.
LONGEST_RETRY_AFTER = 300.0
# An adaptive pace: one 429 costs half as much again, a run of good answers gives a twentieth back.
SLOWER, FASTER, GOOD_BEFORE_FASTER = 1.5, 0.95, 5
# Retries to a server that may be asked without a pause (our own, on loopback) still back off.
SHORTEST_BACKOFF = 0.05


class Pace:
    """Lets one request start each `interval` seconds, whatever thread asks."""

    def __init__(
        self,
        interval: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.interval, self._clock, self._sleep = interval, clock, sleep
        self._free_at = 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Return when the next request may start."""
        with self._lock:
            pause = self._free_at - self._clock()
            if pause > 0:
                self._sleep(pause)
            self._free_at = self._clock() + self.interval

    def hold(self, seconds: float) -> None:
        """Let no request start for so long."""
        with self._lock:
            self._free_at = max(self._free_at, self._clock() + seconds)


class AdaptivePace(Pace):
    """A pace for a pool shared with strangers: slower after "too many requests", gently faster after good answers.

    `interval` is where it starts; it never goes below `least` nor above LONGEST_BACKOFF.
    """

    def __init__(self, interval: float, least: float, **clock: Any) -> None:
        super().__init__(interval, **clock)
        self._least = min(least, interval)
        self._good = 0

    def slower(self) -> None:
        with self._lock:
            self._good = 0
            self.interval = min(self.interval * SLOWER, LONGEST_BACKOFF)

    def well(self) -> None:
        """A good answer came; after several in a row the next ones may come a little sooner."""
        with self._lock:
            self._good += 1
            if self._good >= GOOD_BEFORE_FASTER:
                self._good = 0
                self.interval = max(self.interval * FASTER, self._least)


def backoff(attempt: int, interval: float, *, draw: Callable[[], float] = random.random) -> float:
    """Seconds to wait after the `attempt`-th failure (from 1): doubling, capped, with jitter in [1/2, 1].

    Jitter keeps several runs from coming back together:
    https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    """
    full = max(interval, SHORTEST_BACKOFF) * 2.0 ** min(attempt - 1, 16)
    return min(full, LONGEST_BACKOFF) * (0.5 + draw() / 2)


def retry_after(value: str | None, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date); None when it says nothing."""
    if not value:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now()).total_seconds())


def interval(settings: "Settings", name: str, url: str) -> float:
    """Seconds between requests to a service, from the setting `name`.

    A stand-in on this machine needs no politeness: there the setting counts only when it was set.
    """
    at_home = is_loopback(urlsplit(url).hostname or "")
    if at_home and name not in settings.model_fields_set:
        return 0.0
    return float(getattr(settings, name))
