"""What a release costs a paper in stores of 10,000, 100,000 and 1,000,000 papers, and how much memory it holds.

A large release is checked by a process beside the one that writes it: both are told, and the cost a paper is of both.

    .venv/bin/python -m tests.bench.release_scale [PAPERS…]

CITETRAIL_BENCH_STORE names a folder that keeps the stores: the largest takes a quarter of an hour to fill, and a fill
that was broken off is gone on with. Quotations stand on pages of 600 words.

Covers: citetrail.publish.
"""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import pytest

from citetrail.store.documents import DocumentStore
from citetrail.store.engine import make_engine, migrate
from tests.citetrail.publish.invented_world import fill_world

ROOT = Path(__file__).parents[2]
SIZES = (10_000, 100_000, 1_000_000)
WORDS = 300  # before each quotation and after it
MOST_SECONDS, MOST_MEGABYTES = 45.0, {100_000: 300.0, 1_000_000: 400.0}
MOST_GROWTH = 1.15  # of the processor time a paper, from 100,000 papers to 1,000,000


def filled(folder: Path, papers: int) -> Path:
    """A store of that many papers, a fifth as many organisations; one that is there already is taken as it is."""
    done = folder / "filled"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        engine = make_engine(f"sqlite:///{folder / 'store.sqlite'}")
        migrate(engine)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", lambda _: None)  # an invented store need not outlive a power cut
            fill_world(engine, DocumentStore(f"file://{folder / 'documents'}"), papers, papers // 5, words=WORDS)
        engine.dispose()
        done.touch()
    return folder


def published(folder: Path) -> dict[str, float]:
    """What a release of the store took, in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "tests.citetrail.publish.publish_once", str(folder)]
    answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    told: dict[str, float] = json.loads(answer)
    return told


def main(sizes: list[int]) -> None:
    kept = os.environ.get("CITETRAIL_BENCH_STORE")
    print("    papers  processor, s  of checks, s  µs a paper  wall, s  memory, MB  of checks, MB", flush=True)
    with nullcontext(kept) if kept else tempfile.TemporaryDirectory() as home:
        for papers in sizes:
            told = published(filled(Path(home) / f"release-{papers}", papers))
            cpu, beside = told["cpu"], told["beside"]
            row = f"{papers:>10,} {cpu:>13.1f} {beside:>13.1f} {1e6 * (cpu + beside) / papers:>11.0f}"
            row += f" {told['wall']:>8.1f} {told['megabytes']:>11.0f} {told['beside_megabytes']:>14.0f}"
            print(row, flush=True)
    held = ", ".join(f"{most:.0f} MB for {papers:,} papers" for papers, most in MOST_MEGABYTES.items())
    print(f"    targets: {held}; {MOST_SECONDS:.0f} s for 100,000,")
    print(f"    and a paper of 1,000,000 at {MOST_GROWTH:.2f} times the cost of one of 100,000 at most")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or list(SIZES))
