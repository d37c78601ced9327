"""A child process is ended with what it started, bounded in what it takes, and its end is told."""

import os
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from citetrail.child_process import (
    ChildDied,
    FunctionProcess,
    ModuleProcess,
    ObjectProcess,
    bound_memory,
    bound_processor_time,
    end_with_parent,
    ending,
)

ENVIRONMENT = {"PATH": os.environ.get("PATH", "")}


class _OfTwoWords(Exception):
    """Cannot be unpickled: an exception is made again of its message alone."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")


class _Sum:
    def __init__(self, start: int) -> None:
        self.sum = start

    def add(self, number: int) -> int:
        if number < 0:
            raise ValueError("negative")
        self.sum += number
        return self.sum

    def refuse(self) -> None:
        raise _OfTwoWords("not", "now")

    def abort(self) -> None:
        os.abort()


def _wait(pipe: Connection, mark: str) -> None:
    end_with_parent()
    Path(mark).write_text(str(os.getpid()), encoding="ascii")
    pipe.recv()


def _eat(pipe: Connection) -> None:
    bound_memory(400_000_000)
    try:
        held = bytearray(2_000_000_000)
    except MemoryError:
        held = bytearray()
    pipe.send(len(held))


def _compute(_: Connection) -> None:
    bound_processor_time(0.1)
    while True:
        pass


def test_an_object_beside_does_one_thing_after_another() -> None:
    with ObjectProcess(_Sum, 1) as process:
        first, wrong, last = (process.ask(_Sum.add, number) for number in (20, -1, 21))
        assert last() == 42, "whatever is waited for first"
        assert first() == 21
        with pytest.raises(ValueError, match="negative"):
            wrong()
        assert process.in_hand == 0


def test_an_error_that_cannot_be_put_together_again_is_told_in_its_place() -> None:
    with ObjectProcess(_Sum, 1) as process:
        broken, added = process.ask(_Sum.refuse), process.ask(_Sum.add, 2)
        with pytest.raises(TypeError):
            broken()
        assert added() == 3


def test_what_dies_beside_is_told_with_the_signal() -> None:
    with ObjectProcess(_Sum, 1) as process:
        result = process.ask(_Sum.abort)
        with pytest.raises(ChildDied, match="SIGABRT"):
            result()
        with pytest.raises(ChildDied, match="SIGABRT"):
            process.ask(_Sum.add, 1)


def test_where_the_system_gives_no_process_no_pipe_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.popen_spawn_posix.Popen._launch", refuse)
    before = sorted(Path("/proc/self/fd").iterdir())
    with pytest.raises(BlockingIOError):
        ObjectProcess(_Sum, 1)
    assert sorted(Path("/proc/self/fd").iterdir()) == before


def test_a_block_that_fails_ends_what_runs_beside_it(tmp_path: Path) -> None:
    process = FunctionProcess(get_context("spawn"), _wait, str(tmp_path / "mark"))
    while not (tmp_path / "mark").exists() or not (tmp_path / "mark").read_text():
        assert process.is_alive
        time.sleep(0.02)
    child = int((tmp_path / "mark").read_text())
    assert os.getpgid(child) == child
    process.close()
    assert not process.is_alive
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_memory_and_processor_time_are_bounded() -> None:
    process = FunctionProcess(get_context("spawn"), _eat)
    assert process.pipe.recv() == 0
    process.close()
    process = FunctionProcess(get_context("spawn"), _compute)
    while process.is_alive:
        time.sleep(0.05)
    assert ending(process.exit_code()) == "SIGXCPU"
    process.close()


def test_a_module_that_takes_too_long_is_killed() -> None:
    # `http.server` waits for requests until it is killed.
    process = ModuleProcess("http.server", ["0", "--bind", "127.0.0.1"], environment=ENVIRONMENT, text=True)
    code, _ = process.finish("", 0.5)
    assert ending(code) == "SIGKILL"


def test_a_module_of_the_folder_it_is_started_in_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "this.py").write_text("raise SystemExit(7)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    process = ModuleProcess("this", environment=ENVIRONMENT, text=True)
    assert "Zen" in process.output.read()
    assert process.wait() == 0
    process.close()
