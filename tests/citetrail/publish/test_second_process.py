"""A large release, of which another process makes a part, is the same release, and is refused like a small one.

Covers: citetrail.publish.second_process, citetrail.publish.checks_process, citetrail.publish.staged_rows.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, update

from citetrail.child_process import ObjectProcess
from citetrail.publish import fill_tables, second_process
from citetrail.publish.people_named import EVERYBODY
from citetrail.publish.second_process import Second
from citetrail.publish.staged_rows import LogTold, Scope, stage_log
from citetrail.publish.staging import PREFIX
from citetrail.store.engine import StoreError, writing
from citetrail.store.tables import organisations
from tests.citetrail.publish import invented
from tests.citetrail.publish.conftest import InventedStore, Server, make_store
from tests.citetrail.publish.faults import die, die_at_the_second_papers, die_in_a_table, die_in_the_workbook, fail
from tests.citetrail.publish.test_checks import alter_page, refused

ROOT = Path(__file__).parents[3]
STEPS = ["open_store", "begin_staging", "stage_log", "stage_papers", "write_csv", "check_and_write"]
# Publishes a store in two processes and stands still when the tables are there, as text, in one half.
AT_WORK = """
import os, sys
from pathlib import Path
from citetrail.publish import release, second_process
from tests.citetrail.publish.conftest import InventedStore, PUBLISHER
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import make_engine

def stand_still(*_):
    print("half done", flush=True)
    sys.stdin.read()

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    second_process.LARGE = 0
    second_process.cores = lambda: 2
    release.write_csv = stand_still
    store = InventedStore(
        make_engine(f"sqlite:///{folder / 'store.sqlite'}"), DocumentStore(f"file://{folder / 'documents'}")
    )
    store.publish(folder / "out")
"""


@pytest.fixture
def in_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every release is large and made by two processes, which take a paper at a time."""
    monkeypatch.setattr(second_process, "LARGE", 0)
    monkeypatch.setattr(second_process, "cores", lambda: 2)
    monkeypatch.setattr(fill_tables, "BATCH", 1)


@pytest.fixture
def asked(in_two: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the second process was asked for."""
    names: list[str] = []
    real = ObjectProcess.ask

    def ask(self: Any, method: Callable[..., Any], *arguments: Any) -> Any:
        names.append(method.__name__)
        return real(self, method, *arguments)

    monkeypatch.setattr(ObjectProcess, "ask", ask)
    return names


def files(release: Path) -> dict[str, bytes]:
    return {str(path.relative_to(release)): path.read_bytes() for path in release.rglob("*") if path.is_file()}


def nothing_left(out: Path) -> bool:
    return not (out / "latest").exists() and not list(out.glob(f"{PREFIX}*"))


def test_two_processes_write_what_one_writes(
    store: InventedStore, verified: Path, provisional: Path, tmp_path: Path, asked: list[str]
) -> None:
    for one in (verified, provisional):
        two = store.publish(tmp_path / f"of-{one.name}", provisional=one is provisional).path
        assert files(two).keys() == files(one).keys()
        assert [name for name, told in files(one).items() if files(two)[name] != told] == []
    assert asked.count("open_store") == 2
    assert asked.count("stage_papers") > 2, "it did a part of the papers"


def test_two_processes_write_the_same_on_postgresql(
    postgres: Server, verified: Path, tmp_path: Path, asked: list[str]
) -> None:
    with postgres.fresh_database() as url:
        store = make_store(tmp_path, url)
        assert files(store.publish(tmp_path / "out").path) == files(verified)
        store.engine.dispose()
    assert "stage_papers" in asked


def test_one_process_sees_one_state_on_postgresql(
    postgres: Server, verified: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres.fresh_database() as url:
        store = make_store(tmp_path, url)

        def renamed_meanwhile(*told: Any) -> LogTold:
            with writing(store.engine) as connection:
                connection.execute(update(organisations).values(name="Renamed"))
            return stage_log(*told)

        monkeypatch.setattr(fill_tables, "stage_log", renamed_meanwhile)  # organisations are read after the log
        assert files(store.publish(tmp_path / "out").path) == files(verified)
        store.engine.dispose()


def test_nothing_is_read_while_nobody_can_write(store: InventedStore, tmp_path: Path) -> None:
    second = Second(str(store.engine.url), store.documents, tmp_path, Scope(invented.TARGET, True, EVERYBODY))
    asked: list[str] = []
    event.listen(second._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    second.open_store("")
    assert [told for told in asked if "FROM" in told and "sqlite_master" not in told] == []
    second.begin_staging()
    assert any("papers" in told for told in asked)
    second.end_staging()


def test_a_small_release_is_made_by_one_process(
    store: InventedStore, tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_process, "LARGE", 1000)
    store.publish(tmp_path / "out")
    assert asked == []


def test_one_core_is_not_shared_by_two(
    store: InventedStore, tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_process, "cores", lambda: 1)
    store.publish(tmp_path / "out")
    assert asked == []


@pytest.mark.parametrize("name", ["no_process", "dies_at_once"])
def test_where_no_second_process_comes_to_be_one_writes_the_release(
    name: str,
    store: InventedStore,
    verified: Path,
    tmp_path: Path,
    asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def no_process(*_: Any) -> None:
        raise BlockingIOError("Resource temporarily unavailable")

    if name == "no_process":
        monkeypatch.setattr("multiprocessing.popen_spawn_posix.Popen._launch", no_process)
    else:
        monkeypatch.setattr(Second, "is_there", die)
    assert files(store.publish(tmp_path / "out").path) == files(verified)
    assert set(asked) <= {"die"}, "nothing but whether it is there"
    assert "no second process could be started" in caplog.text


def test_a_store_that_somebody_writes_to_all_the_time_is_read_by_one_process(
    store: InventedStore, verified: Path, tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citetrail.store.shared_view._show_while_nobody_writes", lambda *_: None)
    assert files(store.publish(tmp_path / "out").path) == files(verified)
    assert not {"open_store", "stage_papers"} & set(asked)
    assert "check_and_write" in asked, "which needs no state that both see"


def test_a_large_release_is_checked_by_the_second_process(store: InventedStore, tmp_path: Path, in_two: None) -> None:
    alter_page(store)
    out = tmp_path / "out"
    failures = refused(store, out)
    assert any("quotations are not what their page says" in failure for failure in failures)
    assert nothing_left(out)


@pytest.mark.parametrize("name", STEPS)
def test_what_fails_in_the_second_process_is_told_and_leaves_nothing(
    name: str, store: InventedStore, tmp_path: Path, in_two: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Second, name, fail)
    with pytest.raises(StoreError, match="went away"):
        store.publish(tmp_path / "out")
    assert nothing_left(tmp_path / "out")
    monkeypatch.undo()
    store.publish(tmp_path / "out")


DEATHS = {
    "as it looks at the store": ("open_store", die),
    "before its first papers": ("begin_staging", die),
    "over the log": ("stage_log", die),
    "in mid of its papers": ("stage_papers", die_at_the_second_papers),
    "when its part is staged": ("end_staging", die),
    "over the chain": ("read_log", die),
    "in a table": ("write_csv", die_in_a_table),
    "before the checks": ("check_and_write", die),
    "in the workbook": ("check_and_write", die_in_the_workbook),
}


@pytest.mark.parametrize("when", DEATHS)
def test_where_the_second_process_is_killed_the_first_does_its_part(
    when: str,
    store: InventedStore,
    verified: Path,
    tmp_path: Path,
    asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(second_process, "AHEAD", 1_000_000)  # it takes all papers
    name, death = DEATHS[when]
    monkeypatch.setattr(Second, name, death)
    assert files(store.publish(tmp_path / "out").path) == files(verified)
    assert death.__name__ in asked
    assert caplog.text.count("the second process is gone") == 1
    assert "SIGKILL" in caplog.text


def test_where_it_is_killed_before_the_checks_the_first_one_refuses(
    store: InventedStore, tmp_path: Path, in_two: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    alter_page(store)
    monkeypatch.setattr(Second, "check_and_write", die)
    failures = refused(store, tmp_path / "out")
    assert any("quotations are not what their page says" in failure for failure in failures)
    assert nothing_left(tmp_path / "out")


def test_the_second_process_ends_with_the_first(store: InventedStore, tmp_path: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", AT_WORK, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert first.stdout is not None
    assert first.stdout.readline() == b"half done\n"
    (child,) = children_of(first.pid)
    first.kill()
    first.communicate()
    while Path(f"/proc/{child}").exists() and "State:\tZ" not in Path(f"/proc/{child}/status").read_text():
        time.sleep(0.02)
    assert not (tmp_path / "out" / "latest").exists()
    made = store.publish(tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted([made.version, "latest"])


def children_of(pid: int) -> list[int]:
    """Processes that the process started, without the one that tracks multiprocessing's resources."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(one) for one in found if b"resource_tracker" not in Path(f"/proc/{one}/cmdline").read_bytes()]
