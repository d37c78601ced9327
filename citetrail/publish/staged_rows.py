"""What is read of the store becomes rows that wait on disk, in any order: in one process or, a part each, in two."""

import sqlite3
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from citetrail.publish import organisation_rows
from citetrail.publish.copy_rows import copy_rows
from citetrail.publish.database import add, stage
from citetrail.publish.decision_rows import decision_rows
from citetrail.publish.error_rates import error_rate_rows
from citetrail.publish.evidence_rows import evidence_rows, funding_rows
from citetrail.publish.load_batch import load_batch, merged_papers
from citetrail.publish.log_facts import log_facts
from citetrail.publish.paper_batch import Organisations, PaperBatch
from citetrail.publish.paper_rows import paper_rows
from citetrail.publish.people_named import Naming
from citetrail.publish.publishable import uncarried_elsewhere
from citetrail.publish.statements import batch_statements
from citetrail.publish.table_columns import (
    AFFILIATIONS,
    COPIES,
    DECISIONS,
    EVIDENCE,
    FUNDING,
    PAPERS,
    QUALITY,
    STATEMENTS,
    USES,
)
from citetrail.publish.use_rows import affiliation_rows, use_rows
from citetrail.records.targets import Target
from citetrail.store.changes import last_change
from citetrail.store.paper_progress import PaperSpan

OF_PAPERS = (USES, AFFILIATIONS, FUNDING, COPIES, EVIDENCE, PAPERS, STATEMENTS)
OF_LOG = (DECISIONS, QUALITY)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a release is of, and what it may say."""

    target: Target
    provisional: bool
    naming: Naming


@dataclass(frozen=True, slots=True)
class PapersTold:
    """What is found while papers become rows, and is no row."""

    uncarried: list[str] = field(default_factory=list)  # claims marked accepted that their votes do not carry
    withheld: set[str] = field(default_factory=set)  # organisations accepted as military without a ground
    withheld_words: set[str] = field(default_factory=set)


class StagedPapers:
    """The rows of some of the papers. Memory holds one batch, and what is needed of some organisations.

    `kept` leaves them in the file of `staged`, for the process that attaches it.
    """

    def __init__(
        self, connection: Connection, staged: sqlite3.Connection, scope: Scope, *, kept: bool = False
    ) -> None:
        for table in OF_PAPERS:
            stage(staged, table, kept=kept)
        organisation_rows.begin(staged, kept=kept)
        self._connection, self._staged, self._scope = connection, staged, scope
        self._into = merged_papers(connection)
        self.known = Organisations(scope.target.slug, scope.provisional)
        self._uncarried: list[str] = []

    def add(self, span: PaperSpan) -> None:
        """Read the papers of a span and stage their rows."""
        batch = load_batch(self._connection, self._scope.target, span, self.known, self._into)
        batch.naming = self._scope.naming
        _add_batch(self._connection, self._staged, batch)
        self._uncarried += batch.uncarried

    @property
    def told(self) -> PapersTold:
        return PapersTold(self._uncarried, self.known.withheld, self.known.withheld_words)


def _add_batch(connection: Connection, staged: sqlite3.Connection, batch: PaperBatch) -> None:
    papers, funded = list(paper_rows(batch)), list(funding_rows(connection, batch))
    ids = batch.evidence_ids() | {row[-1] for row in funded}
    proof = list(evidence_rows(connection, batch, sorted(ids)))
    add(staged, USES, use_rows(batch))
    add(staged, AFFILIATIONS, affiliation_rows(batch))
    add(staged, FUNDING, funded)
    add(staged, COPIES, copy_rows(connection, batch))
    add(staged, EVIDENCE, proof)
    add(staged, PAPERS, papers)
    add(staged, STATEMENTS, batch_statements(batch, papers, proof, funded))
    organisation_rows.note(staged, batch)


@dataclass(frozen=True, slots=True)
class LogTold:
    """What is read of the whole log and is no row of a table."""

    day: str  # of the store's last change
    facts: dict[str, Any]
    uncarried: list[str]  # claims on no single paper, marked accepted, that their votes do not carry


def stage_log(connection: Connection, staged: sqlite3.Connection, target: Target, *, kept: bool = False) -> LogTold:
    """Stage the rows of decisions and error rates."""
    for table in OF_LOG:
        stage(staged, table, kept=kept)
    add(staged, DECISIONS, decision_rows(connection, target))
    add(staged, QUALITY, error_rate_rows(connection, target))
    uncarried = list(uncarried_elsewhere(connection, target.slug))
    return LogTold(last_change(connection, target.slug), log_facts(connection, target.slug), uncarried)
