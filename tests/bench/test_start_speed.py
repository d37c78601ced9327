"""How soon the command line answers, and what a second `mine --direct` costs when nothing is new.

Covers: citetrail.commands.main, flows.steps.mine.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from citetrail.sample.server import SampleServer
from tests.flows.conftest import seeds

START_SECONDS = 0.3
AGAIN_SECONDS = 2.0  # beyond the requests, which on loopback take next to nothing
ROUNDS = 5
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
