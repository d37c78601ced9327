"""Thousands of short PDFs read in one pool: what memory, descriptors and temporary files do meanwhile.

`.venv/bin/python -m tests.bench.many_reads [READS]`, 20,000 by default; prints samples on the way and the fit of each
measure over the second half, when everything is loaded.
"""

import gc
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from multiprocessing.util import Finalize
from pathlib import Path

import numpy
import psutil

from citetrail.records.settings import Settings
from citetrail.records.target_files import target_path
from citetrail.sample.sample_papers import pdf_of, sample_papers
from extractors.workers.pool import Failed
from extractors.workers.reading_pool import open_pool, read_all

SAMPLES = 100


@dataclass(frozen=True)
class Measured:
    """What the reading costs at one moment."""

    own: float  # MB of this process
    workers: float  # MB of the largest worker
    descriptors: int  # open in this process and in the one whose workers have most
    files: int  # in the folder for temporary files


def measured(temporary: Path) -> Measured:
    me = psutil.Process()
    below = [p for p in me.children(recursive=True) if p.status() != psutil.STATUS_ZOMBIE]
    memory, descriptors = [0], [0]
    for process in below:
        try:
            memory.append(process.memory_info().rss)
            descriptors.append(process.num_fds())
        except psutil.NoSuchProcess:  # replaced meanwhile
            continue
    gc.collect()
    files = sum(1 for p in temporary.rglob("*") if p.is_file())
    return Measured(me.memory_info().rss / 1e6, max(memory) / 1e6, me.num_fds() + max(descriptors), files)


def bodies(count: int) -> Iterator[tuple[str, bytes]]:
    files = [data for p in sample_papers() if p.file == "pdf" and (data := pdf_of(p.slug))]
    for n in range(count):
        yield str(n), files[n % len(files)]


def read(count: int, temporary: Path) -> tuple[list[tuple[int, Measured]], Counter[str]]:
    """Samples on the way, and the reads that failed, by outcome and detail."""
    told = []
    failed: Counter[str] = Counter()
    with open_pool(Settings(workers=2), target_path("ms-celeb-1m")) as pool:
        for n, (_, result) in enumerate(read_all(pool, bodies(count)), 1):
            if isinstance(result, Failed):
                failed[f"{result.outcome}: {result.detail}"] += 1
            if n % max(1, count // SAMPLES) == 0:
                told.append((n, measured(temporary)))
    return told, failed


def report(told: list[tuple[int, Measured]], failed: Counter[str]) -> None:
    print("reads own_MB worker_MB descriptors files")
    for n, sample in told[:: max(1, len(told) // 10)]:
        print(f"{n} {sample.own:.1f} {sample.workers:.1f} {sample.descriptors} {sample.files}")
    late = told[len(told) // 2 :]
    for position, column in enumerate(fields(Measured)):
        slope = numpy.polyfit([n for n, _ in late], [astuple(m)[position] for _, m in late], 1)[0]
        print(f"{column.name}: {1000 * slope:+.2f} per 1,000 reads")
    print(f"failed: {failed.total()}", *(f"{count} x {why}" for why, count in failed.most_common()), sep="\n  ")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    folder = tempfile.mkdtemp()
    # After multiprocessing's own folder is removed (-100): it lies in this one.
    Finalize(None, shutil.rmtree, (folder,), exitpriority=-200)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    report(*read(count, Path(folder)))


if __name__ == "__main__":
    main()
