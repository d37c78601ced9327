"""The same flow on PostgreSQL, an object store and a Dask cluster of two processes gives the same claims.

Covers: flows.mine, flows.dask_cluster.
"""

import multiprocessing
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from citetrail.records.settings import Settings
from citetrail.sample.server import SampleServer
from citetrail.store.documents import DocumentMissing, DocumentStore, _opened
from tests.citetrail.store.postgres import Server
from tests.citetrail.store.postgres import postgres as postgres
from tests.flows.conftest import Run, seeds, settings_for
from tests.flows.test_prefect import claim_ids

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
BUCKET = "citetrail-test"
DASK_SETTINGS = Path("deploy/dask.yaml").absolute()
DRAINED_WITHIN = 60.0


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a folder in an S3 bucket, served by moto on loopback."""
    import boto3
    import fsspec
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        told = {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        boto3.client("s3").create_bucket(Bucket=BUCKET)
        fsspec.get_filesystem_class("s3").clear_instance_cache()
        _opened.cache_clear()  # connections to the bucket of another test
        yield f"s3://{BUCKET}/documents"
    finally:
        server.stop()


def dask_as_deployed(monkeypatch: pytest.MonkeyPatch) -> AbstractContextManager[Any]:
    """Dask's settings of docs/deploy.md, here and in processes that start from here."""
    import dask
    import distributed  # noqa: F401  its own settings come with it

    monkeypatch.setenv("DASK_CONFIG", str(DASK_SETTINGS))
    own = dask.config.collect([str(DASK_SETTINGS)], env={})
    return dask.config.set(dask.config.merge(dask.config.config, own))  # type: ignore[no-any-return]


def test_dask_knows_each_setting_of_its_file() -> None:
    """A name that it does not know would change nothing, and say nothing."""
    import dask
    import distributed  # noqa: F401

    def names(told: dict[str, Any], above: str = "") -> Iterator[str]:
        for name, value in told.items():
            yield from names(value, f"{above}{name}.") if isinstance(value, dict) else [above + name]

    found = list(names(dask.config.collect([str(DASK_SETTINGS)], env={})))
    assert "distributed.worker.daemon" in found
    known = set(names(dask.config.merge(*dask.config.defaults)))
    assert [name for name in found if name not in known] == []


@pytest.fixture
def daskless() -> Iterator[None]:
    """Dask's defaults, whatever a test changes."""
    import dask
    import distributed  # noqa: F401

    known = dask.config.merge(*dask.config.defaults)["distributed"]
    with dask.config.set({f"distributed.{part}": known[part] for part in ("scheduler", "worker", "admin")}):
        yield


@pytest.mark.usefixtures("daskless")
def test_a_cluster_of_ones_own_has_the_settings_of_the_file() -> None:
    import dask

    from flows.dask_cluster import OWN_SETTINGS, dask_runner

    assert dask.config.collect([str(DASK_SETTINGS)], env={}) == OWN_SETTINGS
    with dask.config.set({"distributed.admin.tick.interval": "5s"}):
        dask_runner(Settings(task_runner="dask"))
        assert dask.config.get("distributed.worker.profile.enabled") is False
        assert dask.config.get("distributed.admin.tick.interval") == "5s"  # what the user set stays


@pytest.mark.usefixtures("daskless")
def test_limits_that_the_user_set_for_a_loop_come_with_the_users_own_pace() -> None:
    """A look each second would be beyond a limit of half a second whenever it comes."""
    import dask

    from flows.dask_cluster import dask_runner

    with dask.config.set({"distributed.admin.tick.limit": "500ms"}):
        dask_runner(Settings(task_runner="dask"))
        assert dask.config.get("distributed.admin.tick") == {"interval": "20ms", "limit": "500ms", "cycle": "1s"}
        assert dask.config.get("distributed.admin.system-monitor.interval") == "10s"


@pytest.mark.usefixtures("daskless")
def test_a_default_that_the_user_asked_for_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some want Dask's profiler, and say so though it is on by default."""
    import dask

    from flows.dask_cluster import dask_runner

    monkeypatch.setenv("DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED", "True")
    monkeypatch.setenv("DASK_DISTRIBUTED__ADMIN__TICK__CYCLE", "1s")
    dask_runner(Settings(task_runner="dask"))
    assert dask.config.get("distributed.worker.profile.enabled") is True
    assert dask.config.get("distributed.admin.tick.interval") == "20ms"
    assert dask.config.get("distributed.worker.daemon") is False


def looks_and_limit(server: Any) -> tuple[float, float]:
    """Seconds after which a process of a cluster looks whether its loop goes on, and what it takes for too many."""
    from distributed import core

    return server._tick_interval, core.tick_maximum_delay


@pytest.mark.filterwarnings("default")
@pytest.mark.usefixtures("daskless")
def test_processes_of_ones_own_cluster() -> None:
    """By Dask's defaults the worker may not start reading processes; no idle loop counts as unresponsive."""
    from distributed import Client, LocalCluster

    from flows.dask_cluster import dask_runner

    told = dask_runner(Settings(task_runner="dask")).cluster_kwargs
    with LocalCluster(**told) as cluster, Client(cluster) as client:
        assert len(client.scheduler_info()["workers"]) == 1
        assert client.submit(lambda: multiprocessing.current_process().daemon).result() is False
        worker = client.run(lambda dask_worker: looks_and_limit(dask_worker))
        nanny = client.run(lambda dask_worker: looks_and_limit(dask_worker), nanny=True)
        scheduler = client.run_on_scheduler(lambda dask_scheduler: looks_and_limit(dask_scheduler))
    for interval, limit in (*worker.values(), *nanny.values(), scheduler):
        assert interval == 1.0
        assert 2 * interval < limit


@pytest.fixture
def prefect(postgres: Server) -> Iterator[None]:
    """A Prefect server on PostgreSQL, as docs/deploy.md has it.

    On SQLite its own services and the workers' clients write side by side in transactions that begin by reading:
    SQLite ends such a one with "database is locked" at once, whatever the time it may wait.
    """
    from prefect.events.worker import EventsWorker
    from prefect.server.api.server import SubprocessASGIServer
    from prefect.settings import (
        PREFECT_API_URL,
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
        PREFECT_SERVER_DATABASE_CONNECTION_URL,
        temporary_settings,
    )

    with postgres.empty_database() as url:
        database = url.replace("+pg8000", "+asyncpg")
        told = {PREFECT_SERVER_DATABASE_CONNECTION_URL: database, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
        with temporary_settings(told):
            server = SubprocessASGIServer()
            server.start(timeout=180)
            try:
                with temporary_settings({PREFECT_API_URL: server.api_url}):
                    yield
                    # Whoever still has something to tell this server would wait for it for ever once it is gone.
                    EventsWorker.drain_all(timeout=DRAINED_WITHIN)
            finally:
                server.stop()


@pytest.mark.filterwarnings("default")
def test_documents_on_an_object_store(bucket: str) -> None:
    store = DocumentStore(bucket)
    sha = store.put(b"%PDF-1.5 some bytes")
    assert store.put(b"%PDF-1.5 some bytes") == sha
    assert store.has(sha)
    assert store.get(sha) == b"%PDF-1.5 some bytes"
    store.put_pages(sha, "v1", ["one", "two"])
    assert store.pages(sha, "v1") == ["one", "two"]
    with pytest.raises(DocumentMissing):
        store.get("0" * 64)


@pytest.mark.postgres
@pytest.mark.filterwarnings("default")
@pytest.mark.usefixtures("prefect")
def test_the_same_claims_on_postgresql_s3_and_dask(
    quiet_run: Run, bucket: str, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import LocalCluster

    from flows.mine import mine_flow, task_runner

    with postgres.fresh_database() as url, SampleServer(also=seeds()) as server:
        changes = {"database_url": url, "documents_url": bucket, "task_runner": "dask", "workers": 1}
        settings = settings_for(server, tmp_path, **changes)
        names = ("s2_url", "arxiv_url", "s2_interval", "arxiv_interval", "host_interval", "contact", "var", *changes)
        for name in names:
            monkeypatch.setenv(f"CITETRAIL_{name.upper()}", str(getattr(settings, name)))
        monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
        with (
            dask_as_deployed(monkeypatch),
            LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        ):
            monkeypatch.setenv("CITETRAIL_DASK_ADDRESS", cluster.scheduler_address)
            distributed = settings_for(server, tmp_path, **changes, dask_address=cluster.scheduler_address)
            result = mine_flow.with_options(task_runner=task_runner(distributed))("ms-celeb-1m")
        assert result["funnel"]["collected"] == sum(quiet_run.mined.fetched.values())
        assert claim_ids(url) == claim_ids(quiet_run.settings.store_url)
