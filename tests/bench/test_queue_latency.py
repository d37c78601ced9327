"""The queue page and a decision, as a browser sends them, at 1,000, 100,000 and 1,000,000 claims.

CITETRAIL_BENCH_STORE names a folder in which the large stores are kept from one run to the next: filling one with a
million claims takes minutes.
"""

import os
import re
import time
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from records.settings import Settings
from store.engine import open_store
from store.tables import claims
from tests.review.conftest import served
from tests.review.test_many_clients import free_port
from tests.synthetic import fill

CLAIMS_A_PAPER = 3.0
TURNS = 200
LIMIT_MS = 100


@pytest.mark.parametrize("size", [1_000, 100_000, 1_000_000])
def test_queue_page_and_decision(size: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(var=_folder(size, tmp_path))
    engine = open_store(settings)
    with engine.connect() as connection:
        count = int(connection.scalar(select(func.count()).select_from(claims)) or 0)
    if count == 0:
        count = fill(engine, round(size / CLAIMS_A_PAPER)).claims
    engine.dispose()
    port = free_port()
    with served(settings, port) as process, httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        first = time.perf_counter()
        client.get("/")
        first = time.perf_counter() - first
        pages = [_timed(lambda: client.get("/")) for _ in range(TURNS)]
        decided = _decide(client)
        memory = _resident(process.pid)
    with capsys.disabled():
        print(
            f"\n{count:>9,} claims  page {_told(pages)}  decision {_told(decided)}  "
            f"first page {1000 * first:.0f} ms  server {memory / 1e6:.0f} MB"
        )
    # A machine that does other things at the same time is given room; the printed figures are the measure.
    assert _at(decided, 0.5) < 3 * LIMIT_MS


def _folder(size: int, tmp_path: Path) -> Path:
    kept = os.environ.get("CITETRAIL_BENCH_STORE")
    return Path(kept) / f"queue-{size}" if kept and size > 1_000 else tmp_path


def _decide(client: httpx.Client) -> list[float]:
    """The whole way of a key: the form sent, the decision on disk, the next card as HTML."""
    html = client.get("/").text
    found = re.search(r'data-csrf="([^"]+)"', html)
    assert found is not None
    headers = {"x-csrf-token": found[1], "hx-request": "true"}
    times = []
    for turn in range(TURNS):
        form = {name: _field(html, name) for name in ("claim", "token", "evidence_hash", "evidence_ids")}
        began = time.perf_counter()
        answer = client.post("/decide", data=form | {"vote": "reject" if turn % 3 else "accept"}, headers=headers)
        times.append(time.perf_counter() - began)
        html = answer.text
        assert answer.status_code == 200, html
    return times


def _field(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None, name
    return found[1]


def _timed(work: object) -> float:
    assert callable(work)
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _at(times: list[float], share: float) -> float:
    return 1000 * sorted(times)[min(len(times) - 1, int(share * len(times)))]


def _told(times: list[float]) -> str:
    return f"p50 {_at(times, 0.5):5.1f} ms, p95 {_at(times, 0.95):5.1f} ms"


def _resident(process: int) -> int:
    """Resident memory of the server, in bytes; its drawing processes apart."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
