"""Today's version beside 0.1.0, on the same papers in the same minutes: ratios, which a busy machine leaves alone.

Covers: citetrail.commands.read.
"""

import ctypes
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OLDER = "5e67b02"
STEPS = {"whole paper": 3.5, "text with boxes": 1 / 0.75, "page 1": None}
DEARER = {"text with boxes"}  # than in 0.1.0, which read hidden text and rows across columns like any other
FIRST_RESULT = 2.0  # processor seconds
MOST_MEMORY = 200  # MB of a process that has read all papers
MOST_PAPERS = 12
PR_SET_CHILD_SUBREAPER = 36


def older_checkout() -> Path | None:
    """0.1.0 from this clone's own history, in a folder outside the checkout; None, told, when it is not there."""
    if subprocess.run(["git", "cat-file", "-e", f"{OLDER}^{{commit}}"], cwd=ROOT, capture_output=True).returncode:
        print(f"\nThis clone's history does not reach 0.1.0 ({OLDER}): only today's figures.")
        return None
    home = Path(os.environ.get("CITETRAIL_BENCH_OLDER", Path(tempfile.gettempdir()) / f"citetrail-{os.getuid()}"))
    folder = home / OLDER
    if not (folder / "done").exists():
        folder.mkdir(parents=True, exist_ok=True)
        archive = subprocess.run(["git", "archive", OLDER], cwd=ROOT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", str(folder)], input=archive, check=True)
        (folder / "done").touch()
    return folder


def environment(root: Path) -> dict[str, str]:
    """This interpreter and its libraries with that checkout's modules; offline, nothing of this machine's state."""
    return os.environ | {"PYTHONPATH": str(root), "PYTHONSAFEPATH": "1", "CITETRAIL_VAR": str(root / "var")}


@dataclass
class Version:
    """One version at work in a process of its own."""

    name: str
    root: Path
    sums: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        script = Path(__file__).with_name("side_by_side.py")
        self.process = subprocess.Popen(
            [sys.executable, str(script), str(self.root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=self.root,
            env=environment(self.root),
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"{self.name} has died"
        return line.strip()

    def ask(self, step: str, name: str = "") -> list[float]:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{step}\t{name}\n")
        self.process.stdin.flush()
        return list(map(float, self._line().split()))

    def measure(self, step: str, path: Path) -> None:
        own, plain = self.ask(step, str(path))
        sums = self.sums.setdefault(step, [0.0, 0.0])
        sums[0] += own
        sums[1] += plain

    def ratio(self, step: str) -> float:
        """Processor time of the step where PDFium's plain text takes 1."""
        own, plain = self.sums[step]
        return own / plain

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


def program(root: Path, *words: str) -> list[str]:
    """A command of that version."""
    entry = "citetrail.commands.main" if (root / "citetrail").is_dir() else "commands.main"
    return [sys.executable, "-c", f"from {entry} import run; run()", *words]


def cpu_of(command: list[str], root: Path, **settings: str) -> float:
    """Processor seconds of a command and of everything that it starts, orphans too."""
    pid = os.fork()
    if pid == 0:  # a process of its own: it takes over, and waits for, what the command leaves behind
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        own = environment(root) | settings
        code = subprocess.run(command, cwd=root, env=own, stdout=subprocess.DEVNULL).returncode
        while True:
            try:
                os.wait()
            except ChildProcessError:
                os._exit(code)
    _, status, usage = os.wait4(pid, 0)
    assert status == 0, command
    return usage.ru_utime + usage.ru_stime


def first_result(version: Version, paper: Path, rounds: int = 2) -> float:
    command = program(version.root, "read", str(paper), "--json")
    return min(cpu_of(command, version.root) for _ in range(rounds))


@pytest.fixture
def paths(papers: list[bytes], tmp_path: Path) -> list[Path]:
    """The papers as files, some of each size."""
    step = -(-len(papers) // MOST_PAPERS)
    found = []
    for number, data in enumerate(papers[::step]):
        found.append(tmp_path / f"{number}.pdf")
        found[-1].write_bytes(data)
    return found


def test_ratios_beside_the_older_version(paths: list[Path]) -> None:
    older = older_checkout()
    versions = [Version("today", ROOT)] + ([Version("0.1.0", older)] if older else [])
    try:
        for version in versions:
            for path in paths:
                version.ask(
                    "whole paper", str(path)
                )  # models and lists are loaded: a worker reads hundreds of papers
        for step in STEPS:
            for path in paths:
                for version in versions:
                    version.measure(step, path)
            if step == "whole paper":  # all that a worker does; it has read each paper twice
                memory = [version.ask("memory")[0] / 1000 for version in versions]
    finally:
        for version in versions:
            version.close()
    starts = [first_result(version, paths[0]) for version in versions]
    names = "".join(f"{version.name:>9}" for version in versions)
    print(f"\n{len(paths)} papers, processor time, PDFium's plain text of the same papers = 1 {names}   target")
    for step, target in STEPS.items():
        told = "".join(f"{version.ratio(step):9.2f}" for version in versions)
        print(f"  {step:62} {told}" + (f"   {target:6.2f}" if target else ""))
    print(f"  {'first result of `citetrail read`, s over all processes':62} " + "".join(f"{s:9.2f}" for s in starts))
    print(f"  {'memory after all papers, MB':62} " + "".join(f"{m:9.0f}" for m in memory))
    if older:
        new, old = versions
        assert all(new.ratio(step) < old.ratio(step) for step in STEPS.keys() - DEARER)
        assert starts[0] < starts[1]
        assert memory[0] < memory[1]
