"""A chain over the log of decisions, numbers that nobody can choose, claims that stay once they were decided on.

Old logs are chained as they stand. Then the states of claims are derived by the rules of `citetrail.store.states` as
they are now: what an older rule let through comes back to the queue, and is kept for the next release's history.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from alembic import op
from sqlalchemy import JSON, Boolean, Connection, Row, Text, column, select, table, text

from citetrail.store.decision_chain import chain_old_log
from citetrail.store.sql import AT_ONCE
from citetrail.store.states import LogEntry, derive

revision = "0002"
down_revision = "0001"

# The columns as they are at this revision: later ones are not there yet.
CLAIMS = table(
    "claims",
    *(column(name, Text) for name in ("id", "evidence_hash", "state", "decided_hash", "once_by")),
    *(column(name, Boolean) for name in ("sensitive", "flagged", "audited")),
)
DECISIONS = table(
    "decisions",
    *(column(name) for name in ("id", "claim_id", "reviewer", "vote", "undoes", "evidence_hash")),
    *(column(name, Boolean) for name in ("adjudication", "audit")),
    column("correction", JSON),
)
SETTLED = ("accepted", "rejected")
POLICIES = table("policies", column("name", Text), column("value", JSON))


def upgrade() -> None:
    connection = op.get_bind()
    file = Path(__file__).with_name(f"0002_{connection.dialect.name}.sql")
    for statement in file.read_text("utf-8").strip().split("\n\n"):
        connection.execute(text(statement))
    chain_old_log(connection)
    if reopened := _derive_again(connection):
        told = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "claims": reopened}
        connection.execute(POLICIES.insert(), {"name": "judged_again", "value": told})


def _derive_again(connection: Connection) -> dict[str, list[str]]:
    """Derive the states of claims that counted as settled; returns before and after of those that no longer do."""
    two = bool(connection.scalar(select(POLICIES.c.value).where(POLICIES.c.name == "two_reviewers")))
    reopened: dict[str, list[str]] = {}
    last = ""
    while claims := _settled(connection, last):
        logs = _logs(connection, [claim.id for claim in claims])
        for claim in claims:
            standing = derive(logs[claim.id], claim.evidence_hash, two_reviewers=two and claim.sensitive)
            if standing.state == claim.state:
                continue
            reopened[claim.id] = [claim.state, str(standing.state)]
            told = {"state": standing.state, "once_by": standing.once_by, "flagged": standing.flagged}
            told |= {"audited": standing.audited, "decided_hash": standing.decided_hash or claim.decided_hash}
            connection.execute(CLAIMS.update().where(CLAIMS.c.id == claim.id).values(**told))
        last = claims[-1].id
    return reopened


def _settled(connection: Connection, after: str) -> list[Row[Any]]:
    """The next claims that counted as settled, beyond this id: few enough to be held and named in one statement."""
    query = select(CLAIMS).where(CLAIMS.c.state.in_(SETTLED), CLAIMS.c.id > after)
    return list(connection.execute(query.order_by(CLAIMS.c.id).limit(AT_ONCE)))


def _logs(connection: Connection, claims: list[str]) -> dict[str, list[LogEntry]]:
    query = select(DECISIONS).where(DECISIONS.c.claim_id.in_(claims)).order_by(DECISIONS.c.id)
    found: dict[str, list[LogEntry]] = {claim: [] for claim in claims}
    for row in connection.execute(query):
        found[row.claim_id].append(cast(LogEntry, row))
    return found
