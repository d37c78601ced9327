"""How soon the command line answers, and what a second `mine --direct` costs when nothing is new, beside 0.1.0.

Covers: citetrail.commands.main, flows.steps.mine.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from citetrail.sample.server import SampleServer
from tests.bench.test_beside_older import ROOT, cpu_of, environment, older_checkout, program
from tests.flows.conftest import seeds

START_SECONDS = 0.3
AGAIN_SECONDS = 2.0  # beyond the requests, which on loopback take next to nothing
ROUNDS = 5
TARGET = 0.5  # of what 0.1.0 takes for a run with nothing new, in instructions
PROGRAM = (sys.executable, "-c", "from citetrail.commands.main import run; run()")


def seconds_of(*words: str, **environment: str) -> float:
    started = time.perf_counter()
    subprocess.run([*PROGRAM, *words], check=True, capture_output=True, env=os.environ | environment)
    return time.perf_counter() - started


def test_help_is_there_at_once() -> None:
    best = min(seconds_of("--help") for _ in range(ROUNDS))
    print(f"\ncitetrail --help: {best:.2f} s")
    assert best <= START_SECONDS


def test_a_second_run_with_nothing_new_is_short(tmp_path: Path) -> None:
    with SampleServer(also=seeds()) as server:
        environment = {
            "CITETRAIL_S2_URL": server.url,
            "CITETRAIL_ARXIV_URL": server.url,
            "CITETRAIL_VAR": str(tmp_path),
        }
        first = seconds_of("mine", "ms-celeb-1m", "--direct", **environment)
        again = min(seconds_of("mine", "ms-celeb-1m", "--direct", **environment) for _ in range(ROUNDS))
    print(f"\nmine --direct on the sample: {first:.1f} s, again with nothing new {again:.2f} s")
    assert again <= AGAIN_SECONDS


def instructions_of(command: list[str], root: Path, **settings: str) -> float | None:
    """Millions that the command's own process executes, the same on a busy machine; None without valgrind."""
    if not shutil.which("valgrind"):
        return None
    counted = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", *command]
    own = environment(root) | settings
    done = subprocess.run(counted, cwd=root, env=own, capture_output=True, text=True, check=True)
    told = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
    return int(told[1].replace(",", "")) / 1e6 if told else None


def test_a_run_with_nothing_new_costs_less_than_it_did(tmp_path: Path) -> None:
    older = older_checkout()
    roots = [ROOT, *([older] if older else [])]
    with SampleServer(also=seeds()) as server:
        spent = []
        for number, root in enumerate(roots):
            command = program(root, "mine", "ms-celeb-1m", "--direct")
            settings = {"CITETRAIL_S2_URL": server.url, "CITETRAIL_ARXIV_URL": server.url}
            settings["CITETRAIL_VAR"] = str(tmp_path / str(number))
            first = cpu_of(command, root, **settings)
            again = min(cpu_of(command, root, **settings) for _ in range(3))
            spent.append((first, again, instructions_of(command, root, **settings)))
    for name, (first, again, executed) in zip(("today", "0.1.0"), spent, strict=False):
        told = f", {executed:,.0f} million instructions" if executed else ""
        print(f"\nmine --direct, {name}: {first:.1f} processor seconds, again with nothing new {again:.2f}{told}")
    if older:
        (_, again, executed), (_, again_then, executed_then) = spent
        share = executed / executed_then if executed and executed_then else again / again_then
        print(f"\nA run with nothing new takes {share:.2f} of what it took in 0.1.0; the target is {TARGET}")
        # Instructions are the same on a busy machine, processor time is not.
        assert share <= (TARGET if executed else 1)
