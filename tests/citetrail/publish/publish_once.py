"""Publishes an invented store in a process of its own and prints what it took (used by the benchmark)."""

import json
import resource
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
    wall, cpu = time.perf_counter(), time.process_time()
    made = publish(engine, documents, TARGET, folder / "out", publisher=Publisher(corrections="mailto:x@example.org"))
    told = {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "counts": made.counts,
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
