"""Waiting: between requests, after failures, and as long as a service asks."""

from datetime import UTC, datetime

import pytest

from citetrail.records.settings import Settings
from spiders.request_pace import LONGEST_BACKOFF, AdaptivePace, Pace, backoff, interval, retry_after


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_requests_start_an_interval_apart_and_the_first_at_once() -> None:
    clock = Clock()
    pace = Pace(3, clock=clock, sleep=clock.sleep)
    pace.wait()
    clock.now += 1
    pace.wait()
    pace.wait()
    assert clock.slept == [2, 3]


def test_a_hold_counts_for_whoever_asks_next() -> None:
    clock = Clock()
    pace = Pace(1, clock=clock, sleep=clock.sleep)
    pace.wait()
    pace.hold(30)
    pace.hold(5)
    pace.wait()
    assert clock.slept == [30]


def test_backoff_doubles_with_jitter_and_is_capped() -> None:
    assert [backoff(n, 1.0, draw=lambda: 1.0) for n in (1, 2, 3, 4)] == [1, 2, 4, 8]
    assert backoff(3, 1.0, draw=lambda: 0.0) == 2
    assert backoff(500, 1.0, draw=lambda: 1.0) == LONGEST_BACKOFF
    assert backoff(1, 0.0) > 0


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 1 ", 1),
        ("Sun, 22 Nov 2026 12:01:00 GMT", 60),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0),
        ("soon", None),
        ("-3", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert retry_after(header, now=lambda: noon) == seconds


def test_a_stand_in_on_this_machine_is_asked_without_a_pause_unless_one_was_set() -> None:
    home, away = "http://127.0.0.1:8900", "https://api.semanticscholar.org"
    assert interval(Settings(), "s2_interval", away) == 1.1
    assert interval(Settings(), "s2_interval", home) == 0
    assert interval(Settings(s2_interval=2), "s2_interval", home) == 2


def test_a_shared_pool_is_asked_more_slowly_when_it_says_so_and_gently_faster_again() -> None:
    slept: list[float] = []
    pace = AdaptivePace(6.0, 3.5, clock=lambda: sum(slept), sleep=slept.append)
    pace.slower()
    assert pace.interval == 9.0
    for _ in range(5):
        pace.well()
    assert 8 < pace.interval < 9
    for _ in range(500):
        pace.well()
    assert pace.interval == 3.5
    for _ in range(50):
        pace.slower()
    assert pace.interval == 60
