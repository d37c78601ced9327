"""From the store to the release's tables, a batch of papers at a time."""

import sqlite3
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection

from citetrail.publish import organisation_rows
from citetrail.publish.copy_rows import copy_rows
from citetrail.publish.correction_notices import correction_rows
from citetrail.publish.database import add, insert, insert_sorted, settle, stage
from citetrail.publish.decision_rows import decision_rows
from citetrail.publish.disputed_rows import disputed_rows
from citetrail.publish.doubt_tables import CORRECTIONS, DISPUTED
from citetrail.publish.evidence_rows import evidence_rows, funding_rows
from citetrail.publish.give_back import affiliation_correction_rows, missing_rows
from citetrail.publish.give_back_tables import AFFILIATION_CORRECTIONS, MISSING_ORGANISATIONS
from citetrail.publish.history_rows import makers_use_rows, participant_rows
from citetrail.publish.history_tables import MAKERS_USES, PARTICIPANTS
from citetrail.publish.load_batch import batches
from citetrail.publish.marker_rows import marker_rows
from citetrail.publish.paper_batch import Organisations, PaperBatch
from citetrail.publish.paper_rows import paper_rows
from citetrail.publish.people_named import EVERYBODY, Naming
from citetrail.publish.publishable import uncarried_elsewhere
from citetrail.publish.small_tables import event_rows, fact_rows, funnel_rows, member_rows, search_rows
from citetrail.publish.statements import batch_statements, organisation_statements
from citetrail.publish.table_columns import (
    AFFILIATIONS,
    COPIES,
    DECISIONS,
    EVENTS,
    EVIDENCE,
    FACTS,
    FUNDING,
    FUNNEL,
    MARKERS,
    MEMBERS,
    ORGANISATIONS,
    PAPERS,
    SEARCHES,
    STATEMENTS,
    USES,
)
from citetrail.publish.use_rows import affiliation_rows, use_rows
from citetrail.records.sourced_tables import NO_TABLES, SourcedTables
from citetrail.records.targets import Target

STAGED = (USES, ORGANISATIONS, AFFILIATIONS, FUNDING, COPIES, EVIDENCE, PAPERS, STATEMENTS)


@dataclass(frozen=True, slots=True)
class Filled:
    """What the tables do not hold although people accepted it."""

    uncarried: list[str]  # claims that are marked accepted but not carried by their votes
    withheld: list[str]  # organisations and printed words accepted as military with no ground for it


def fill_tables(
    connection: Connection,
    release: sqlite3.Connection,
    target: Target,
    *,
    provisional: bool,
    naming: Naming = EVERYBODY,
    disputed: bool = False,
    tables: SourcedTables = NO_TABLES,
) -> Filled:
    """Fill the release's tables from the store. Memory holds one batch, and what is needed of some organisations."""
    for table in STAGED:
        stage(release, table)
    organisation_rows.begin(release)
    known = Organisations(target.slug, provisional)
    uncarried = list(uncarried_elsewhere(connection, target.slug))
    release.execute("BEGIN")
    for batch in batches(connection, target, known):
        batch.naming = naming
        _add_batch(connection, release, batch)
        uncarried += batch.uncarried
    for found in organisation_rows.published_organisations(connection, release, known):
        told = [(organisation, organisation_rows.organisation_row(organisation)) for organisation in found]
        add(release, ORGANISATIONS, (row for _, row in told))
        add(release, STATEMENTS, chain.from_iterable(organisation_statements(*one) for one in told))
    release.execute("COMMIT")
    for table in (USES, ORGANISATIONS, AFFILIATIONS, FUNDING, COPIES, EVIDENCE, PAPERS):
        settle(release, table)
    insert(release, MARKERS, marker_rows(release))
    insert(release, DECISIONS, decision_rows(connection, target))
    insert(release, CORRECTIONS, correction_rows(connection, target))
    if disputed:
        insert_sorted(release, DISPUTED, disputed_rows(connection, target, naming))
    insert_sorted(release, MISSING_ORGANISATIONS, missing_rows(release))
    insert_sorted(release, AFFILIATION_CORRECTIONS, affiliation_correction_rows(connection, release, target, naming))
    insert_sorted(release, MEMBERS, member_rows(release, target))
    insert_sorted(release, EVENTS, event_rows(target))
    insert_sorted(release, PARTICIPANTS, participant_rows(target, tables))
    insert_sorted(release, MAKERS_USES, makers_use_rows(release, target, tables))
    insert_sorted(release, FACTS, fact_rows(target))
    insert(release, FUNNEL, funnel_rows(release))
    insert_sorted(release, SEARCHES, search_rows(connection, target))
    settle(release, STATEMENTS)
    return Filled(sorted(uncarried), [*sorted(known.withheld), *sorted(known.withheld_words)])


def _add_batch(connection: Connection, release: sqlite3.Connection, batch: PaperBatch) -> None:
    papers, funded = list(paper_rows(batch)), list(funding_rows(connection, batch))
    ids = batch.evidence_ids() | {row[-1] for row in funded}
    proof = list(evidence_rows(connection, batch, sorted(ids)))
    add(release, USES, use_rows(batch))
    add(release, AFFILIATIONS, affiliation_rows(batch))
    add(release, FUNDING, funded)
    add(release, COPIES, copy_rows(connection, batch))
    add(release, EVIDENCE, proof)
    add(release, PAPERS, papers)
    add(release, STATEMENTS, batch_statements(batch, papers, proof, funded))
    organisation_rows.note(release, batch)
