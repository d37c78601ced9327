"""Whatever is killed, whenever: the final store is the same as from a quiet run.

Twenty kills in `make test`, CITETRAIL_KILLS=50 in `make chaos`.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import select

from sample.server import Behaviour, SampleServer
from store.engine import make_engine
from store.tables import metadata

KILLS = int(os.environ.get("CITETRAIL_KILLS", "20"))
SEED = int(os.environ.get("CITETRAIL_CHAOS_SEED", "20260101"))
# When something happened, how often it was tried, and who was at work: a killed run may differ in these.
PASSING = {
    *("first_seen", "finished_at", "started_at", "retrieved_at", "read_at", "assessed_at", "created_at", "attempts"),
    *("seen_at", "since", "holder"),
}
UNCOMPARED = {"runs", "holds", "leases", "queries"}


def command(*words: str) -> list[str]:
    return [sys.executable, "-c", "from commands.main import run; run()", *words]


def mine(environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command("mine", "ms-celeb-1m", "--direct"),
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def environment_for(server: SampleServer, var: Path) -> dict[str, str]:
    return {
        "CITETRAIL_S2_URL": server.url,
        "CITETRAIL_ARXIV_URL": server.url,
        "CITETRAIL_S2_INTERVAL": "0",
        "CITETRAIL_ARXIV_INTERVAL": "0",
        "CITETRAIL_HOST_INTERVAL": "0",
        "CITETRAIL_VAR": str(var),
        "CITETRAIL_CONTACT": "test@example.org",
    }


def finish(environment: Mapping[str, str]) -> str:
    run = mine(environment)
    output, _ = run.communicate(timeout=240)
    text = output.decode()
    assert run.returncode in (0, 3), text
    return text


def comparable(var: Path) -> dict[str, list[str]]:
    """Every table without the columns that tell time, and every stored file by name and size."""
    engine = make_engine(f"sqlite:///{var / 'citetrail.sqlite'}")
    found: dict[str, list[str]] = {}
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name not in UNCOMPARED:
                columns = [c for c in table.columns if c.name not in PASSING]
                # Ports differ between two servers, nothing else in an address may.
                rows = (str(tuple(r)) for r in connection.execute(select(*columns)))
                found[table.name] = sorted(rows)
    engine.dispose()
    documents = var / "documents"
    found["files"] = sorted(
        f"{p.relative_to(documents)} {p.stat().st_size}" for p in documents.rglob("*") if p.is_file()
    )
    return found


def children_of(group: int) -> list[int]:
    """Processes of that session that still live."""
    alive = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == group and fields[0] != "Z":
            alive.append(int(entry.name))
    return alive


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_kill_9_at_any_moment_changes_nothing(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    with SampleServer() as server:
        began = time.monotonic()
        finish(environment_for(server, tmp_path / "quiet"))
        whole = time.monotonic() - began
        quiet = comparable(tmp_path / "quiet")
        assert quiet["claims"], "the sample gives claims"

        stormy = environment_for(server, tmp_path / "stormy")
        for _ in range(KILLS):
            run = mine(stormy)
            time.sleep(chance.uniform(0.2, whole))
            if chance.random() < 0.5:
                os.killpg(run.pid, signal.SIGKILL)  # the machine went down
            else:
                run.kill()  # only the program; its workers must notice
            run.communicate()
            deadline = time.monotonic() + 15
            while (left := children_of(run.pid)) and time.monotonic() < deadline:
                time.sleep(0.1)
            assert not left, "a worker outlived its parent"
        finish(stormy)
        assert comparable(tmp_path / "stormy") == quiet
        assert not any((tmp_path / "stormy" / "staging").rglob("*.pdf")), "temporary files stay behind"


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_faults_of_the_services_change_nothing(tmp_path: Path) -> None:
    with SampleServer() as server:
        finish(environment_for(server, tmp_path / "quiet"))
        quiet = comparable(tmp_path / "quiet")
        port = int(server.url.rpartition(":")[2])
    with SampleServer(Behaviour(faults=0.3, seed=SEED), port=port) as server:
        finish(environment_for(server, tmp_path / "faulty"))
    assert comparable(tmp_path / "faulty") == quiet


@pytest.mark.slow
def test_two_runs_at_once_are_one(tmp_path: Path) -> None:
    with SampleServer() as server:
        environment = environment_for(server, tmp_path / "var")
        with mine(environment) as first, mine_soon_after(tmp_path, environment) as second:
            told = second.communicate(timeout=240)[0].decode()
            said = first.communicate(timeout=240)[0].decode()
        assert first.returncode == 0, said
        assert second.returncode in (0, 2), told
        if second.returncode == 2:
            assert "is being worked on by" in told
            assert "Traceback" not in told


def mine_soon_after(folder: Path, environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """A second run, begun while the first has the store open."""
    while not (folder / "var" / "citetrail.sqlite").exists():
        time.sleep(0.05)
    time.sleep(0.7)
    return mine(environment)
