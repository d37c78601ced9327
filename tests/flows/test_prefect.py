"""The flow gives what the plain calls give, and leaves its funnel behind as an artifact.

Covers: flows.mine, flows.schedule.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from citetrail.records.changed_code import CodeChanged
from citetrail.sample.server import SampleServer
from citetrail.store.engine import make_engine
from citetrail.store.tables import claims
from tests.flows.conftest import Run, seeds, settings_for

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def prefect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    from prefect.settings import (
        PREFECT_CLIENT_MAX_RETRIES,
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
        temporary_settings,
    )
    from prefect.testing.utilities import prefect_test_harness

    with (
        prefect_test_harness(server_startup_timeout=180),
        # As `citetrail mine` sets it: Prefect's SQLite refuses one of two that write at once.
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None, PREFECT_CLIENT_MAX_RETRIES: 10}),
    ):
        yield


def claim_ids(url: str) -> set[tuple[str, str]]:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = {(c.id, c.evidence_hash) for c in connection.execute(select(claims))}
    engine.dispose()
    return found


@pytest.mark.filterwarnings("default")  # Prefect's server and client warn about their own libraries
@pytest.mark.usefixtures("prefect")
def test_the_flow_is_the_plain_calls(quiet_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.client.orchestration import get_client

    from flows.mine import mine_flow

    # Where evidence was fetched from is part of nothing that a claim rests on: another port, the same claims.
    with SampleServer(also=seeds()) as server:
        settings = settings_for(server, tmp_path)
        for name in ("s2_url", "arxiv_url", "s2_interval", "arxiv_interval", "host_interval", "contact", "var"):
            monkeypatch.setenv(f"CITETRAIL_{name.upper()}", str(getattr(settings, name)))
        result = mine_flow("ms-celeb-1m")
        assert result["funnel"]["collected"] == sum(quiet_run.mined.fetched.values())
        again = mine_flow("ms-celeb-1m")
    assert again["discovered"]["new"] == 0
    assert len(result["told"]) >= 1, "the first run has news"
    assert again["told"] == [], "nothing is new: silence"
    assert claim_ids(settings.store_url) == claim_ids(quiet_run.settings.store_url)
    with get_client(sync_client=True) as client:
        keys = {a.key for a in client.read_artifacts()}
    assert {"ms-celeb-1m-funnel", "ms-celeb-1m-failures", "ms-celeb-1m-news"} <= keys


@pytest.mark.filterwarnings("default")
@pytest.mark.usefixtures("prefect")
def test_code_that_was_changed_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three tries would take two and a half minutes, each refused like the first."""
    from prefect import flow

    from flows import mine

    @flow(name="one step")
    def one_step() -> None:
        mine.assess_task("ms-celeb-1m", ["W1"], "0" * 16)

    tried: list[str] = []

    def refuse(*_: object) -> None:
        tried.append("")
        raise CodeChanged("start it again")

    monkeypatch.setattr(mine, "_attached", lambda target: None)
    monkeypatch.setattr(mine, "_versions", refuse)
    with pytest.raises(CodeChanged):
        one_step()
    assert len(tried) == 1
    monkeypatch.setattr(mine, "open_context", refuse)
    with pytest.raises(CodeChanged, match=r"start it again\. Then start the flow again"):
        mine.mine_flow("ms-celeb-1m")


def test_each_task_is_tried_again_after_what_may_pass_alone() -> None:
    from prefect import Task
    from prefect.states import Failed

    from flows import mine

    run: Any = None
    tasks = [t for t in vars(mine).values() if isinstance(t, Task) and t.retries]
    assert len(tasks) == 6
    for task in tasks:
        assert task.retry_condition_fn
        assert task.retry_condition_fn(task, run, Failed(data=OSError("the host is away")))
        assert not task.retry_condition_fn(task, run, Failed(data=CodeChanged("start it again")))
