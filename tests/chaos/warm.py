"""A process that has imported everything and forks a run of the command line for each request.

A kill then falls into the work itself, not into seconds of imports. Only the run's own processes stay cold: the one
that fetches, the fork server and its readers start as they always do.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """A run that was started; it leads a session of its own."""

    pid: int
    log: Path
    starter: "Warm"

    def ended(self, seconds: float) -> int | None:
        """Its exit code, negative for a signal, once it ends within so many seconds; else None."""
        until = time.monotonic() + seconds
        while True:
            code = self.starter.ask({"wait": self.pid})
            if code is not None or time.monotonic() > until:
                return code
            time.sleep(min(0.05, max(0.0, until - time.monotonic())))

    def halted(self, seconds: float) -> bool:
        """Whether it comes to where it was told to halt within so many seconds, and does not end before."""
        until = time.monotonic() + seconds
        while self.ended(0) is None and time.monotonic() < until:
            if Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T":
                return True
            time.sleep(0.01)
        return False

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")


class Warm:
    """The starter's other end."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self._process, self._folder, self._runs = process, folder, 0

    def ask(self, request: dict[str, object]) -> int | None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: int | None = json.loads(self._process.stdout.readline())
        return answer

    def start(self, environment: Mapping[str, str], *words: str, halt: str = "") -> Run:
        """Start a run of the command line. `halt` names a function, as "module:name": the run stands still when it
        is called, so that what is done to it then does not hang on how fast it was."""
        self._runs += 1
        log = self._folder / f"run-{self._runs}.log"
        pid = self.ask({"start": words, "environment": dict(environment), "log": str(log), "halt": halt})
        assert pid is not None
        return Run(pid, log, self)


@contextmanager
def warm(folder: Path) -> Iterator[Warm]:
    folder.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-c", "from tests.chaos.warm import serve; serve()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    try:
        yield Warm(process, folder)
    finally:
        process.kill()
        process.communicate()


def serve() -> None:
    """The starter's life: one JSON object a line in, one value a line out."""
    import flows.steps.mine
    import flows.steps.publish

    loaded = (flows.steps.mine, flows.steps.publish)
    assert all(loaded)
    for line in iter(sys.stdin.readline, ""):
        request = json.loads(line)
        sys.stdout.write(json.dumps(_started(request) if "start" in request else _code(request["wait"])) + "\n")
        sys.stdout.flush()


def _code(pid: int) -> int | None:
    found, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None


def _started(request: dict[str, object]) -> int:
    leads, led = os.pipe()
    pid = os.fork()
    if pid:
        os.close(led)
        os.read(leads, 1)  # only a run that leads its session can be killed with everything it started
        os.close(leads)
        return pid
    code = 70
    try:
        os.setsid()
        os.close(leads)
        os.close(led)
        out = os.open(str(request["log"]), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o644)
        for number, file in ((0, os.open(os.devnull, os.O_RDONLY)), (1, out), (2, out)):
            os.dup2(file, number)
        os.environ.update(request["environment"])  # type: ignore[arg-type]
        if request["halt"]:
            _halt_at(*str(request["halt"]).split(":"))
        code = _run(request["start"])  # type: ignore[arg-type]
    finally:
        os._exit(code)


def _halt_at(module: str, name: str) -> None:
    loaded = import_module(module)
    meant = getattr(loaded, name)

    def halted(*given: object, **named: object) -> object:
        os.kill(os.getpid(), signal.SIGSTOP)
        return meant(*given, **named)

    setattr(loaded, name, halted)


def _run(words: list[str]) -> int:
    from citetrail.commands.main import run

    sys.argv = ["citetrail", *words]
    try:
        run()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    except BaseException:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0
