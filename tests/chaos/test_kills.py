"""Whatever is killed, whenever: the final store is the same as from a quiet run.

Twenty kills in `make test`, CITETRAIL_KILLS=50 in `make chaos`, there as many on PostgreSQL too.

Covers: flows.steps, citetrail.store.
"""

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from citetrail.publish.release import damaged_files
from citetrail.sample.server import Behaviour, SampleServer
from tests.chaos.conftest import KILLS, LONGEST, MINE, PAPERS, SEED, comparable, environment_for, finish, left_behind
from tests.chaos.warm import Run, Warm
from tests.citetrail.store.postgres import Server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
Quiet = dict[str, list[str]]


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


def kill(run: Run, *, whole: bool) -> int | None:
    """Kill -9: the machine went down, or only the program; then its workers must notice. Its exit code: a run may
    have ended by itself the moment before."""
    if whole:
        os.killpg(run.pid, signal.SIGKILL)
    else:
        os.kill(run.pid, signal.SIGKILL)
    code = run.ended(LONGEST)
    until = time.monotonic() + LONGEST
    while (left := children_of(run.pid)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not left, "a worker outlived its parent"
    return code


@dataclass
class Storm:
    """Runs that are killed, one after the other on one store; one that was left to finish is compared, and the next
    begins anew."""

    starter: Warm
    port: int
    folder: Path
    quiet: Quiet
    database: Callable[[], str] = str
    stores: int = 0

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.stores += 1
        self.url, self.var = self.database(), self.folder / f"var-{self.stores}"
        self.environment = environment_for(self.port, self.var, self.url)

    def rage(self, kills: int, seconds: float) -> None:
        """Kill so many runs at moments all over a run of that length."""
        chance, hits = random.Random(SEED), 0
        while hits < kills:
            run = self.starter.start(self.environment, *MINE)
            # More early than late: what is done stays done, so that the moments move on from run to run.
            code = run.ended(seconds * chance.random() ** 4)
            if code is None:
                code = kill(run, whole=chance.random() < 0.5)
            if code == -signal.SIGKILL:
                hits += 1
            else:
                assert code in (0, 3), run.said
                self.compare()
                self.begin()

    def calm(self) -> None:
        """Let a run finish, and compare."""
        finish(self.starter, self.environment)
        self.compare()

    def compare(self) -> None:
        assert comparable(self.var, self.url) == self.quiet
        assert not left_behind(self.var)


def test_kill_9_at_any_moment_changes_nothing(quiet: Quiet, starter: Warm, port: int, tmp_path: Path) -> None:
    with SampleServer(papers=PAPERS, port=port):
        began = time.monotonic()
        finish(starter, environment_for(port, tmp_path / "timed"))
        whole = time.monotonic() - began
        storm = Storm(starter, port, tmp_path, quiet)
        storm.rage(KILLS, whole)
        storm.calm()
        print(f"\nSQLite: {KILLS} runs of {whole:.1f} s killed, {storm.stores} stores, each as from a quiet run")
        killed_while_publishing(starter, storm.environment, storm.var)
        killed_while_backing_up(starter, storm.environment, storm.var)
        storm.calm()


def killed_while_publishing(starter: Warm, environment: dict[str, str], var: Path) -> None:
    releases = var / "provisional" / "ms-celeb-1m"
    latest = (releases / "latest").resolve()
    (releases / "latest").unlink()
    run = starter.start(environment, *MINE, halt="citetrail.publish.release:write_csv")
    assert run.halted(LONGEST), run.said
    assert kill(run, whole=True) == -signal.SIGKILL
    assert list(releases.glob(".unfinished-*")), "it was killed while it wrote"
    finish(starter, environment)
    assert (releases / "latest").resolve() == latest, "the same release"
    assert not damaged_files(latest)
    assert not left_behind(var)


def killed_while_backing_up(starter: Warm, environment: dict[str, str], var: Path) -> None:
    file = var / "b.tar.gz"
    run = starter.start(environment, "backup", str(file), halt="citetrail.store.backups:schema_version")
    assert run.halted(LONGEST), run.said
    assert kill(run, whole=True) == -signal.SIGKILL
    assert not file.exists()
    assert list(var.glob(".b.tar*")), "it was killed while it wrote"
    finish(starter, environment, "backup", str(file))
    assert not list(var.glob(".b.tar*"))
    assert not list(var.glob("*.part"))


@pytest.mark.postgres
def test_kill_9_on_postgresql(quiet: Quiet, starter: Warm, port: int, postgres: Server, tmp_path: Path) -> None:
    kills = KILLS if KILLS > 20 else 2
    with SampleServer(papers=PAPERS, port=port), ExitStack() as databases:
        fresh = lambda: databases.enter_context(postgres.fresh_database())  # noqa: E731
        storm = Storm(starter, port, tmp_path, quiet, fresh)
        storm.rage(kills, 15.0)
        storm.calm()
    print(f"\nPostgreSQL: {kills} runs killed, {storm.stores} stores, each as from a quiet run on SQLite")


def test_faults_of_the_services_change_nothing(quiet: Quiet, starter: Warm, port: int, tmp_path: Path) -> None:
    with SampleServer(Behaviour(faults=0.3, seed=SEED), papers=PAPERS, port=port):
        finish(starter, environment_for(port, tmp_path))
    assert comparable(tmp_path) == quiet


def test_two_runs_at_once_are_one(quiet: Quiet, starter: Warm, port: int, tmp_path: Path) -> None:
    environment = environment_for(port, tmp_path)
    with SampleServer(Behaviour(stall=0.2), papers=PAPERS, port=port):
        first = starter.start(environment, *MINE)
        while not (tmp_path / "staging").exists():  # the first has the target
            assert first.ended(0.02) is None, first.said
        second = starter.start(environment, *MINE)
        assert second.ended(LONGEST) == 2, second.said
        assert f":{first.pid} since" in second.said
        assert "is being worked on by" in second.said
        assert "Traceback" not in second.said
        assert first.ended(LONGEST) == 0, first.said
    assert comparable(tmp_path) == quiet
