"""From the store to the release's tables."""

import sqlite3
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection

from citetrail.publish import organisation_rows
from citetrail.publish.correction_notices import correction_rows
from citetrail.publish.database import add, attach, detach, insert, insert_sorted, settle, stage
from citetrail.publish.disputed_rows import disputed_rows
from citetrail.publish.doubt_tables import CORRECTIONS, DISPUTED
from citetrail.publish.give_back import affiliation_correction_rows, missing_rows
from citetrail.publish.give_back_tables import AFFILIATION_CORRECTIONS, MISSING_ORGANISATIONS
from citetrail.publish.history_rows import makers_use_rows, participant_rows
from citetrail.publish.history_tables import MAKERS_USES, PARTICIPANTS
from citetrail.publish.marker_rows import marker_rows
from citetrail.publish.paper_batch import Organisations
from citetrail.publish.second_process import Second, SecondProcess
from citetrail.publish.small_tables import event_rows, fact_rows, funnel_rows, member_rows, search_rows
from citetrail.publish.staged_rows import LogTold, PapersTold, Scope, StagedPapers, stage_log
from citetrail.publish.statements import organisation_statements
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
    QUALITY,
    SEARCHES,
    STATEMENTS,
    USES,
)
from citetrail.records.sourced_tables import NO_TABLES, SourcedTables
from citetrail.store.paper_progress import paper_spans
from citetrail.store.sql import AT_ONCE

BATCH = AT_ONCE  # papers: each question to the store is one statement a batch


@dataclass(frozen=True, slots=True)
class Filled:
    """What the store says beside the tables."""

    log: LogTold
    uncarried: list[str]  # claims that are marked accepted but not carried by their votes
    withheld: tuple[str, ...]  # organisations and printed words accepted as military with no ground for it


@dataclass(frozen=True, slots=True)
class Staged:
    """Rows of papers and log wait on disk; this is what else was found."""

    known: Organisations  # met by this process
    log: LogTold
    papers: tuple[PapersTold, PapersTold]  # of this process and the second one


def stage_rows(connection: Connection, release: sqlite3.Connection, scope: Scope, second: SecondProcess) -> Staged:
    """Stage the rows of papers and log, a batch of papers at a time; `second` does a part where it is there.

    What it stages lies in a file of its own and counts when it has ended; otherwise it is staged here.
    """
    own, given = StagedPapers(connection, release, scope), []
    release.execute("BEGIN")
    answers = [second.ask(Second.begin_staging)]
    told = second.ask(Second.stage_log)
    for span in paper_spans(connection, BATCH):
        # Whoever is free takes the next ones: neither waits long for the other in the end.
        if second.is_free:
            given.append(span)
            answers.append(second.ask(Second.stage_papers, span))
        else:
            own.add(span)
    for answer in answers:
        answer.otherwise(_nothing)
    log, ended = told.otherwise(_nothing), second.ask(Second.end_staging).otherwise(_nothing)
    if log is None or ended is None:
        second.staged.unlink(missing_ok=True)
        for span in given:
            own.add(span)
        log, ended = stage_log(connection, release, scope.target), None
    release.execute("COMMIT")
    if ended is None:
        return Staged(own.known, log, (own.told, PapersTold()))
    path, other = ended
    attach(release, path)
    return Staged(own.known, log, (own.told, other))


def _nothing() -> None:
    """Instead of what the second process does, until it is known what has to be done again."""


def fill_tables(
    connection: Connection,
    release: sqlite3.Connection,
    scope: Scope,
    staged: Staged,
    *,
    disputed: bool = False,
    tables: SourcedTables = NO_TABLES,
) -> Filled:
    """Fill the release's tables with what was staged and what follows from it."""
    target = scope.target
    stage(release, ORGANISATIONS)
    release.execute("BEGIN")
    for found in organisation_rows.published_organisations(connection, release, staged.known):
        rows = [(organisation, organisation_rows.organisation_row(organisation)) for organisation in found]
        add(release, ORGANISATIONS, (row for _, row in rows))
        add(release, STATEMENTS, chain.from_iterable(organisation_statements(*one) for one in rows))
    release.execute("COMMIT")
    for table in (USES, ORGANISATIONS, AFFILIATIONS, FUNDING, COPIES, EVIDENCE, PAPERS):
        settle(release, table)
    insert(release, MARKERS, marker_rows(release))
    settle(release, DECISIONS)
    insert(release, CORRECTIONS, correction_rows(connection, target))
    if disputed:
        insert_sorted(release, DISPUTED, disputed_rows(connection, target, scope.naming))
    insert_sorted(release, MISSING_ORGANISATIONS, missing_rows(release))
    corrected = affiliation_correction_rows(connection, release, target, scope.naming)
    insert_sorted(release, AFFILIATION_CORRECTIONS, corrected)
    insert_sorted(release, MEMBERS, member_rows(release, target))
    insert_sorted(release, EVENTS, event_rows(target))
    insert_sorted(release, PARTICIPANTS, participant_rows(target, tables))
    insert_sorted(release, MAKERS_USES, makers_use_rows(release, target, tables))
    insert_sorted(release, FACTS, fact_rows(target))
    insert(release, FUNNEL, funnel_rows(release))
    insert_sorted(release, SEARCHES, search_rows(connection, target))
    settle(release, STATEMENTS)
    settle(release, QUALITY)
    detach(release)
    one, other = staged.papers
    uncarried = sorted([*staged.log.uncarried, *one.uncarried, *other.uncarried])
    words = one.withheld_words | other.withheld_words
    withheld = (*sorted(staged.known.withheld | other.withheld), *sorted(words))
    return Filled(staged.log, uncarried, withheld)
