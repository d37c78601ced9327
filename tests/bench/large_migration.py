"""What it takes to bring a large store from an old schema to the newest one.

`python -m tests.bench.large_migration [PAPERS] [--from REVISION] [--postgresql]` (1,000,000 papers at 0001 where
nothing is said) fills a store with copies of the rows that tests/citetrail/store/released keeps of that schema,
migrates it in a process of its own and prints minutes, the most memory that process held, and the store's size.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from citetrail.store.decision_chain import verify
from citetrail.store.engine import HEAD, make_engine, migrate, schema_version, writing
from tests.citetrail.store.postgres import BIN, served
from tests.citetrail.store.test_migrations import load_released

ROOT = Path(__file__).parents[2]
# Papers in one statement of the filling.
PART = 20_000
# Of the claims that are made, this share was decided.
DECIDED = 0.3
# The rows of one paper, and those of its columns that name the paper or what belongs to it: each paper gets its own.
TABLES = {
    "papers": ("id", "title_key", "s2_id", "corpus_id", "doi"),
    "documents": ("sha256",),
    "evidence": ("id", "paper_id", "sha256"),
    "paper_keys": ("value", "paper_id"),
    "sightings": ("paper_id",),
    "fetches": ("paper_id", "sha256"),
    "readings": ("sha256",),
    "assessments": ("paper_id", "sha256"),
    "affiliations": ("paper_id", "evidence_id"),
    "claims": ("id", "paper_id"),
    "claim_evidence": ("claim_id", "evidence_id"),
}
PAPER = "p31601a695e94768c"
CLAIM = "112c1d5b19f4e8e1"


def fill(engine: Engine, revision: str, papers: int) -> None:
    """A store at this revision with so many papers, each read, assessed and with two claims, a part decided."""
    migrate(engine, revision)
    with writing(engine) as connection:
        load_released(connection, revision)
    for first in range(0, papers, PART):
        with writing(engine) as connection:
            _numbers(connection, first, min(papers, first + PART))
            for table, own in TABLES.items():
                _multiply(connection, table, own)
            _decide(connection)


def _numbers(connection: Connection, first: int, end: int) -> None:
    connection.execute(text("CREATE TEMP TABLE IF NOT EXISTS numbers (n INTEGER)"))
    connection.execute(text("DELETE FROM numbers"))
    counted = (
        f"WITH RECURSIVE c(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM c WHERE n + 1 < {end}) SELECT n FROM c"
    )
    connection.execute(text(f"INSERT INTO numbers {counted}"))


def _multiply(connection: Connection, table: str, own: tuple[str, ...]) -> None:
    columns = [column["name"] for column in inspect(connection).get_columns(table)]
    named = ", ".join(f'"{c}"' for c in columns)
    told = ", ".join(f"b.\"{c}\" || '-' || numbers.n" if c in own else f'b."{c}"' for c in columns)
    here = f"{_of_the_paper(table)} AND {own[0]} NOT LIKE '%-%'"
    rows = f"(SELECT * FROM {table} WHERE {here}) AS b, numbers"
    connection.execute(text(f"INSERT INTO {table} ({named}) SELECT {told} FROM {rows}"))


def _of_the_paper(table: str) -> str:
    if table == "papers":
        return f"id = '{PAPER}'"
    if table in ("documents", "readings"):
        return f"sha256 = (SELECT sha256 FROM fetches WHERE paper_id = '{PAPER}')"
    if table == "claim_evidence":
        return f"claim_id IN (SELECT id FROM claims WHERE paper_id = '{PAPER}')"
    return f"paper_id = '{PAPER}'"


def _decide(connection: Connection) -> None:
    """An accepting decision on the use of a part of the papers, and the state that follows."""
    every = round(1 / DECIDED)
    columns = "reviewer, vote, reason, note, adjudication, audit, evidence_ids, evidence_hash, version, decided_at"
    connection.execute(
        text(
            f"INSERT INTO decisions (id, token, claim_id, {columns}) SELECT 1000 + n, 'token-' || n, "
            f"'{CLAIM}-' || n, {columns} FROM decisions, numbers WHERE id = 3 AND n % {every} = 0"
        )
    )
    connection.execute(
        text(
            "UPDATE claims SET state = 'accepted', decided_hash = evidence_hash "
            f"WHERE id IN (SELECT '{CLAIM}-' || n FROM numbers WHERE n % {every} = 0)"
        )
    )


MIGRATE = """
import json, re, sys, time
from pathlib import Path
from citetrail.store.engine import make_engine, migrate

engine = make_engine(sys.argv[1])
began = time.monotonic()
migrate(engine)
held = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
print(json.dumps({"seconds": time.monotonic() - began, "megabytes": held / 1024}))
"""


def migrated(url: str) -> dict[str, float]:
    """Migrate in a process of its own; its seconds and megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", MIGRATE, url], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


@contextmanager
def database(folder: Path, *, postgresql: bool) -> Iterator[str]:
    if not postgresql:
        yield f"sqlite:///{folder / 'citetrail.sqlite'}"
        return
    if BIN is None:
        raise SystemExit("PostgreSQL is not installed here (apt-get install postgresql).")
    with served(folder) as server, server.empty_database() as url:
        yield url


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    words.add_argument("papers", nargs="?", type=int, default=1_000_000)
    words.add_argument("--from", dest="revision", default="0001")
    words.add_argument("--postgresql", action="store_true")
    asked = words.parse_args()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        database(Path(folder), postgresql=asked.postgresql) as url,
    ):
        engine = make_engine(url)
        began = time.monotonic()
        fill(engine, asked.revision, asked.papers)
        filled = time.monotonic() - began
        engine.dispose()
        size = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file()) / 1e9
        told = migrated(url)
        assert schema_version(engine) == HEAD
        with engine.connect() as connection:
            checked = verify(connection)
        engine.dispose()
    assert not checked.broken, checked.broken
    kind = "PostgreSQL" if asked.postgresql else "SQLite"
    minutes, held = told["seconds"] / 60, told["megabytes"]
    print(f"{kind}: {asked.papers:,} papers, {size:.1f} GB at {asked.revision}", end=" ")
    print(f"(filled in {filled / 60:.1f} min); to {HEAD} in {minutes:.1f} min, {held:.0f} MB;", end=" ")
    print(f"{checked.links:,} decisions chained")


if __name__ == "__main__":
    main()
