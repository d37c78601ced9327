"""What reading on Dask costs beside this machine's own pool, and how many papers one PostgreSQL takes.

Processor time of a paper over all processes, Prefect's server told apart: a busy machine changes it less than the
time on the wall, which is printed as well. Each way of reading first reads one batch a worker, unmeasured, as a
cluster does that reads for hours. CITETRAIL_BENCH_READS makes it smaller or larger. Nothing is asserted of the
machine's speed.

Covers: flows.mine, flows.steps.extract, extractors.workers.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import psutil
import pytest
from prefect import flow
from sqlalchemy import insert

from citetrail.records.identifiers import sha256_of
from citetrail.records.settings import Settings, load
from citetrail.records.vocabulary import Step
from citetrail.store import tables
from citetrail.store.engine import now, writing
from citetrail.store.work import count_due
from extractors.workers.pool import Failed
from extractors.workers.reading_pool import open_pool, read_all
from flows.mine import _Tasks, task_runner
from flows.steps import extract as extract_step
from flows.steps.batch_sizes import READ
from flows.steps.reading_version import versions_of
from flows.steps.run_context import Context, attach, open_context
from tests.citetrail.store.postgres import Server
from tests.citetrail.store.postgres import postgres as postgres
from tests.flows.test_distributed import dask_as_deployed
from tests.flows.test_distributed import prefect as prefect

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.timeout(7200)]
TARGET = "ms-celeb-1m"
READS = int(os.environ.get("CITETRAIL_BENCH_READS", "100"))
DIFFERENT = 12  # papers: each stands for many, with a number behind its last byte
ROUNDS = 2  # each way in turn, so that all meet the same machine
PREFECT = "prefect.server"  # in the command of its server
STORED = 500  # papers that are stored without being read


@dataclass(frozen=True)
class Spent:
    """In seconds: of processors, Prefect's server apart, and on the wall."""

    cpu: float
    prefect: float
    wall: float

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.cpu + other.cpu, self.prefect + other.prefect, self.wall + other.wall)


NOTHING = Spent(0.0, 0.0, 0.0)


def add_due(context: Context, papers: list[bytes], first: int, count: int) -> list[str]:
    """Papers with a document each, due to be read; returns their ids."""
    rows: dict[str, list[dict[str, Any]]] = {"papers": [], "documents": [], "fetches": [], "pending": []}
    for number, body in islice(enumerate(cycle(papers), first), count):
        data, key, at = body + b"\n%% %d\n" % number, f"p{number:08}", now()
        sha = context.documents.put(data)
        known = {"title": f"Paper {number}", "title_key": f"paper{number}", "pdf_urls": [], "authors": []}
        rows["papers"].append({"id": key, "first_seen": at, **known})
        rows["documents"].append({"sha256": sha, "size": len(data), "url": "", "retrieved_at": at})
        told = {"paper_id": key, "outcome": "ok", "sha256": sha, "detail": "", "tried": [], "attempts": 1}
        rows["fetches"].append(told | {"finished_at": at})
        rows["pending"].append({"target": TARGET, "step": Step.EXTRACT, "paper_id": key})
    with writing(context.engine) as connection:
        for name, some in rows.items():
            connection.execute(insert(tables.metadata.tables[name]), some)
    return [row["id"] for row in rows["papers"]]


@contextmanager
def context_on(postgres: Server, folder: Path, monkeypatch: pytest.MonkeyPatch, **told: str) -> Iterator[Context]:
    """A new store on PostgreSQL, named to every process by the settings of its surroundings."""
    with postgres.fresh_database() as url:
        told = {"database_url": url, "documents_url": f"file://{folder}/documents", "var": str(folder)} | told
        for name, value in ({"workers": "1"} | told).items():
            monkeypatch.setenv(f"CITETRAIL_{name.upper()}", value)
        with open_context(load(), TARGET) as context:
            yield context


def processor_seconds(root: psutil.Process, but: str = "") -> float:
    """What a process, those below it, and those of them that have ended took so far; without a part of the tree."""
    try:
        if but and but in " ".join(root.cmdline()):
            return 0.0
        return sum(root.cpu_times()[:4]) + sum(processor_seconds(child, but) for child in _below(root))
    except psutil.NoSuchProcess:
        return 0.0


def _below(process: psutil.Process) -> list[psutil.Process]:
    found: list[psutil.Process] = process.children()
    return found


def spent_on(work: Any, root: psutil.Process | None = None) -> Spent:
    """What this process and all below it took, or another with those below it."""
    here = root or psutil.Process()
    everything, reading, wall = processor_seconds(here), processor_seconds(here, PREFECT), time.perf_counter()
    work()
    wall = time.perf_counter() - wall
    cpu = processor_seconds(here, PREFECT) - reading
    return Spent(cpu, processor_seconds(here) - everything - cpu, wall)


def by_own_pool(context: Context, papers: list[bytes]) -> Spent:
    add_due(context, papers, 0, READ)
    versions = versions_of(context)
    with open_pool(context.settings, context.target_file, context.settings.compiled_ror_index) as pool:

        def work(ids: list[str]) -> None:
            for start in range(0, len(ids), READ):
                extract_step.extract_batch(context, versions, ids[start : start + READ], pool)

        work([f"p{number:08}" for number in range(READ)])
        ids = add_due(context, papers, READ, READS)
        return spent_on(lambda: work(ids))


@flow(name="read")
def read_flow() -> None:
    """Every paper that is due, as the flow of the program reads them."""
    _Tasks(attach(load(), TARGET), TARGET)._spread(Step.EXTRACT)


def by_dask(context: Context, papers: list[bytes], workers: int, monkeypatch: pytest.MonkeyPatch) -> Spent:
    from distributed import LocalCluster

    with (
        dask_as_deployed(monkeypatch),
        LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
    ):
        monkeypatch.setenv("CITETRAIL_DASK_ADDRESS", cluster.scheduler_address)

        def read() -> None:
            read_flow.with_options(task_runner=task_runner(load()))()

        warm = workers * READ
        add_due(context, papers, 0, warm)
        read()
        add_due(context, papers, warm, READS)
        return spent_on(read)


@pytest.mark.filterwarnings("default")
@pytest.mark.usefixtures("prefect")
def test_reading_on_dask_beside_the_own_pool(
    postgres: Server, papers: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    rows: dict[str, Spent] = {}
    some = papers[:DIFFERENT]
    for turn in range(ROUNDS):
        with context_on(postgres, tmp_path / f"own-{turn}", monkeypatch, task_runner="thread") as context:
            own = "own pool, one process"
            rows[own] = rows.get(own, NOTHING) + by_own_pool(context, some)
        for workers in (1, 2):
            name, folder = f"Dask, workers: {workers}", tmp_path / f"{workers}-{turn}"
            with context_on(postgres, folder, monkeypatch, task_runner="dask") as context:
                rows[name] = rows.get(name, NOTHING) + by_dask(context, some, workers, monkeypatch)
                with context.engine.connect() as connection:
                    assert count_due(connection, TARGET, Step.EXTRACT) == 0
    _print(rows, len(some))


def _print(rows: dict[str, Spent], kinds: int) -> None:
    read = ROUNDS * READS
    print(
        f"\n{read} papers of {kinds} kinds: seconds of processors, of Prefect's server, on the wall; papers a second"
    )
    own = next(iter(rows.values()))
    for name, told in rows.items():
        beside = f"{1e3 * told.cpu / read:.0f} ms a paper, {told.cpu / own.cpu:.2f} of the own pool's processor time"
        print(f"  {name:22} {told.cpu:6.1f} {told.prefect:6.1f} {told.wall:6.1f} {read / told.wall:6.2f}  {beside}")
    one, two = list(rows.values())[1:]
    print(f"  two workers beside one: {one.wall / two.wall:.2f} times as fast on the wall")


class ReadBefore:
    """A pool whose readings are there at once, so that storing them is all that takes time."""

    def __init__(self, reading: Any, pages: list[str]) -> None:
        self._reading, self._pages = reading, pages

    def run(self, items: Any) -> Iterator[tuple[str, Any]]:
        for key, _ in items:
            yield key, (replace(self._reading, sha256=key), self._pages)


def test_papers_that_one_postgresql_takes(
    postgres: Server, papers: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with context_on(postgres, tmp_path, monkeypatch) as context:
        settings: Settings = context.settings
        with open_pool(settings, context.target_file) as pool:
            ((_, read),) = read_all(pool, [(sha256_of(papers[0]), papers[0])])
        assert not isinstance(read, Failed)
        versions = versions_of(context)
        ids = add_due(context, [papers[0]], 0, STORED)
        port = postgres.url.rpartition(":")[2]
        (server,) = [p for p in psutil.process_iter(["cmdline"]) if f"-p {port}" in " ".join(p.info["cmdline"] or ())]

        def work() -> None:
            for start in range(0, STORED, READ):
                batch = ids[start : start + READ]
                extract_step.extract_batch(context, versions, batch, ReadBefore(*read))  # type: ignore[arg-type]

        own = processor_seconds(psutil.Process())
        told = spent_on(work, server)
        own = processor_seconds(psutil.Process()) - own
    print(f"\n{STORED} readings stored by one process: {STORED / told.wall:.0f} papers a second on the wall")
    print(f"  PostgreSQL {1e3 * told.cpu / STORED:.2f} ms of processor time a paper, the process that stores")
    print(f"  {1e3 * own / STORED:.2f}: one core of PostgreSQL takes {STORED / told.cpu:.0f} papers a second")
