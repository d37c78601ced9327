"""Which of the hand-labelled users `mine` finds, and by which route, against a stand-in that serves real records.

`.venv/bin/python -m tests.bench.known_users`: needs the labelled papers and the stand-in beside the checkout.
"""

import csv
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, select

from citetrail.records.settings import Settings
from citetrail.store.tables import paper_keys, sightings
from flows.steps.discover import discover
from flows.steps.run_context import Context, open_context
from tests.conftest import SHARED


@contextmanager
def replay(shared: Path, var: Path) -> Iterator[Settings]:
    """Settings of a run against the stand-in of real records, which serves meanwhile."""
    command = [sys.executable, "-u", str(shared / "replay" / "serve.py"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as serving:
        try:
            assert serving.stdout is not None
            line = next(line for line in serving.stdout if "http://" in line)
            url = "http://" + line.partition("http://")[2].split()[0].rstrip(".,;")
            yield Settings(s2_url=url, arxiv_url=url, var=var)
        finally:
            serving.kill()


def routes(connection: Connection) -> dict[str, set[str]]:
    """Semantic Scholar id → the sources that named the paper."""
    query = select(paper_keys.c.value, sightings.c.source).join(
        sightings, sightings.c.paper_id == paper_keys.c.paper_id
    )
    found: dict[str, set[str]] = {}
    for value, source in connection.execute(query):
        found.setdefault(value, set()).add(source)
    return found


def known_users(shared: Path) -> set[str]:
    with (shared / "gold" / "usage" / "msceleb1m.csv").open(encoding="utf-8") as file:
        return {row["paper_id"].lower() for row in csv.DictReader(file) if row["uses"] == "1"}


def report(context: Context, users: set[str]) -> None:
    discover(context)
    with context.engine.connect() as connection:
        by_id = routes(connection)
    found = {i: by_id[i] for i in users if i in by_id}
    print(f"{len(found)} of {len(users)} known users found ({len(found) / len(users):.1%})")
    for source, count in sorted(Counter(s for sources in found.values() for s in sources).items()):
        only = sum(sources == {source} for sources in found.values())
        print(f"  {source}: {count} ({count / len(users):.1%}), {only} of them by no other route")


def main() -> None:
    if not (SHARED / "replay").exists():
        print(f"skipped: no stand-in at {SHARED}")
        return
    with (
        tempfile.TemporaryDirectory() as var,
        replay(SHARED, Path(var)) as settings,
        open_context(settings, "ms-celeb-1m") as context,
    ):
        report(context, known_users(SHARED))


if __name__ == "__main__":
    main()
