"""Publishes an invented store in a process of its own and prints what it took (used by the benchmark)."""

import json
import re
import resource
import shutil
import sys
import time
from pathlib import Path

from citetrail.publish.release import Publisher, publish
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import make_engine
from tests.citetrail.publish.invented import TARGET


def main(folder: Path) -> None:
    engine = make_engine(f"sqlite:///{folder / 'store.sqlite'}")
    documents = DocumentStore(f"file://{folder / 'documents'}")
    shutil.rmtree(folder / "out", ignore_errors=True)  # the same release again is found to be there, and not written
    wall, cpu = time.perf_counter(), time.process_time()
    made = publish(engine, documents, TARGET, folder / "out", publisher=Publisher(corrections="mailto:x@example.org"))
    beside = resource.getrusage(resource.RUSAGE_CHILDREN)  # the process that checks a large release
    told = {
        "beside": beside.ru_utime + beside.ru_stime,
        "beside_megabytes": beside.ru_maxrss / 1024,
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "megabytes": megabytes(),
        "counts": made.counts,
    }
    sys.stdout.write(json.dumps(told) + "\n")


def megabytes() -> float:
    """The most memory this process held. `ru_maxrss` would be at least that of the process that started it."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found[1]) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
