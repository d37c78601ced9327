"""A quiet run over the sample, and what a run after any trouble is compared with."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from citetrail.sample.sample_papers import papers_in_copies, sample_papers
from citetrail.sample.server import SampleServer
from citetrail.store.engine import make_engine
from citetrail.store.tables import claim_evidence, claims, evidence, metadata
from tests.chaos.warm import Run, Warm, warm
from tests.citetrail.store.postgres import postgres as postgres

# Papers in one copy and in several, so that trouble meets every step.
PAPERS = (*sample_papers(), *papers_in_copies())
KILLS = int(os.environ.get("CITETRAIL_KILLS", "20"))
SEED = int(os.environ.get("CITETRAIL_CHAOS_SEED", "20260101"))
# When something happened, how often it was tried, and who was at work: a killed run may differ in these.
PASSING = {
    *("first_seen", "finished_at", "started_at", "retrieved_at", "read_at", "assessed_at", "created_at", "attempts"),
    *("seen_at", "since", "holder", "sought_at", "at"),
}
UNCOMPARED = {"runs", "holds", "leases"}
_CURRENT_CLAIMS = select(claims.c.id).where(claims.c.current)
_RESTED_ON = select(claim_evidence.c.evidence_id).where(claim_evidence.c.claim_id.in_(_CURRENT_CLAIMS))
CURRENT = {
    "claims": claims.c.current,
    "claim_evidence": claim_evidence.c.claim_id.in_(_CURRENT_CLAIMS),
    "evidence": evidence.c.id.in_(_RESTED_ON),
}
MINE = ("mine", "ms-celeb-1m", "--direct")
# Seconds after which something is taken for stuck: a hundred times what it takes on a quiet machine.
LONGEST = 1200.0


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    with warm(tmp_path_factory.mktemp("runs")) as made:
        yield made


@pytest.fixture(scope="session")
def port() -> int:
    """Where every stand-in server listens, one after the other: addresses in the stores are then the same."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def quiet_var(starter: Warm, port: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that nothing disturbed."""
    var = tmp_path_factory.mktemp("quiet")
    with SampleServer(papers=PAPERS, port=port):
        finish(starter, environment_for(port, var))
    return var


@pytest.fixture(scope="session")
def quiet(quiet_var: Path) -> dict[str, list[str]]:
    """The store of a run that nothing disturbed."""
    found = comparable(quiet_var)
    assert found["claims"], "the sample gives claims"
    return found


def environment_for(port: int, var: Path, database: str = "") -> dict[str, str]:
    return {
        "CITETRAIL_S2_URL": f"http://127.0.0.1:{port}",
        "CITETRAIL_ARXIV_URL": f"http://127.0.0.1:{port}",
        "CITETRAIL_S2_INTERVAL": "0",
        "CITETRAIL_ARXIV_INTERVAL": "0",
        "CITETRAIL_HOST_INTERVAL": "0",
        "CITETRAIL_VAR": str(var),
        "CITETRAIL_CONTACT": "test@example.org",
        **({"CITETRAIL_DATABASE_URL": database} if database else {}),
    }


def finish(starter: Warm, environment: dict[str, str], *words: str) -> Run:
    """A run to its end, which must be a good one."""
    run = starter.start(environment, *(words or MINE))
    code = run.ended(LONGEST)
    assert code in (0, 3), f"{code}: {run.said}"
    return run


def comparable(var: Path, database: str = "", *, superseded: bool = True) -> dict[str, list[str]]:
    """Every table without the columns that tell time, and every stored file by name and size.

    `superseded` says whether claims count that a later reading no longer makes, and evidence that only these rest on.
    """
    engine = make_engine(database or f"sqlite:///{var / 'citetrail.sqlite'}")
    found: dict[str, list[str]] = {}
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name not in UNCOMPARED:
                columns = [c for c in table.columns if c.name not in PASSING]
                query = select(*columns)
                if not superseded and (current := CURRENT.get(table.name)) is not None:
                    query = query.where(current)
                found[table.name] = sorted(str(tuple(r)) for r in connection.execute(query))
    engine.dispose()
    documents = var / "documents"
    files = [p for p in documents.rglob("*") if p.is_file()]
    found["files"] = sorted(f"{p.relative_to(documents)} {p.stat().st_size}" for p in files)
    return found


def left_behind(var: Path) -> list[Path]:
    """What no run may leave: parts of documents, staged files, unfinished releases."""
    return [p for pattern in ("*.part", "staging/*/*", ".unfinished-*") for p in var.rglob(pattern)]
