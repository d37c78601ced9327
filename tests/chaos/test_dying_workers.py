"""Two targets at once on PostgreSQL and Dask, over the same papers, while Dask's workers are killed.

Covers: flows.mine, citetrail.store.add_papers, citetrail.store.readings.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from citetrail.records.settings import Settings
from citetrail.records.target_files import load_target, target_path
from citetrail.sample.sample_papers import sample_papers
from citetrail.sample.server import SampleServer
from flows.steps.mine import mine
from flows.steps.run_context import open_context
from tests.chaos.conftest import KILLS, LONGEST, SEED
from tests.citetrail.store.postgres import Server
from tests.flows.test_distributed import prefect as prefect
from tests.flows.test_prefect import claim_ids

pytestmark = [
    *(pytest.mark.slow, pytest.mark.postgres, pytest.mark.timeout(3600)),
    # A Prefect server, a cluster and two runs take minutes.
    pytest.mark.skipif(KILLS <= 20, reason="`make chaos` kills Dask's workers"),
]
TARGETS = ("ms-celeb-1m", "dukemtmc")
DEATHS = int(os.environ.get("CITETRAIL_DEATHS", "2"))
BETWEEN = 6.0  # seconds, more or less


@contextmanager
def served() -> Iterator[SampleServer]:
    """The sample's papers, each of which cites the papers of both targets."""
    seeds = [p for t in TARGETS for m in load_target(target_path(t)).members for p in m.papers]
    duke = next(p for m in load_target(target_path("dukemtmc")).members for p in m.papers)
    name = f"ARXIV:{duke.arxiv}" if duke.arxiv else f"CorpusId:{duke.corpus_id}"
    papers = [replace(p, cites=(*p.cites, name)) for p in sample_papers()]
    with SampleServer(also=seeds, papers=papers) as server:
        yield server


def kill_some(cluster: Any, runs: "list[subprocess.Popen[bytes]]") -> int:
    """Kill workers now and then while the runs go on; each is started again. Returns how many died."""
    dice, died = random.Random(SEED), 0
    while any(run.poll() is None for run in runs) and died < DEATHS:
        time.sleep(BETWEEN * (0.5 + dice.random()))
        pids = [worker.pid for worker in cluster.workers.values() if worker.pid]
        if pids:
            os.kill(dice.choice(pids), signal.SIGKILL)
            died += 1
    return died


@pytest.mark.filterwarnings("default")
@pytest.mark.usefixtures("prefect")
def test_two_targets_at_once_while_workers_die(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dask
    from distributed import LocalCluster
    from prefect.settings import PREFECT_API_URL

    with served() as server, postgres.fresh_database() as url:
        quiet = Settings(s2_url=server.url, arxiv_url=server.url, host_interval=0, var=tmp_path / "quiet")
        for target in TARGETS:
            with open_context(quiet, target) as context:
                mine(context)
        told = {"S2_URL": server.url, "ARXIV_URL": server.url, "HOST_INTERVAL": "0", "VAR": str(tmp_path / "var")}
        told |= {"DATABASE_URL": url, "TASK_RUNNER": "dask", "WORKERS": "1", "CONTACT": "test@example.org"}
        for name, value in told.items():
            monkeypatch.setenv(f"CITETRAIL_{name}", value)
        monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
        monkeypatch.setenv("PREFECT_API_URL", str(PREFECT_API_URL.value()))
        # Workers read PDFs in processes of their own, which daemonic ones may not have.
        with (
            dask.config.set({"distributed.worker.daemon": False, "distributed.scheduler.allowed-failures": 20}),
            LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        ):
            monkeypatch.setenv("CITETRAIL_DASK_ADDRESS", cluster.scheduler_address)
            logs = [(tmp_path / f"{target}.log").open("wb") for target in TARGETS]
            command = [sys.executable, "-P", "-c", "from citetrail.commands.main import run; run()", "mine"]
            runs = [
                subprocess.Popen([*command, target], stdout=log, stderr=log)
                for target, log in zip(TARGETS, logs, strict=True)
            ]
            try:
                died = kill_some(cluster, runs)
                codes = [run.wait(LONGEST) for run in runs]
            finally:
                for run, log in zip(runs, logs, strict=True):
                    run.kill()
                    log.close()
        said = "\n".join((tmp_path / f"{target}.log").read_text()[-3000:] for target in TARGETS)
        assert set(codes) <= {0, 3}, said
        assert died, "at least one worker died"
        assert "Prefect failed" not in said, said
        assert claim_ids(url) == claim_ids(quiet.store_url)
    print(f"\n{died} of Dask's workers killed; two targets, the claims of quiet runs")
