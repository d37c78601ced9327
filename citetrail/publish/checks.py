"""What must hold before a release may leave. Everything that fails is listed, not the first thing only."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from citetrail.publish.assertions import DEFAULT, Assertions, load
from citetrail.publish.checks_grounds import groundless
from citetrail.publish.checks_log import LogRead, bent, read_log
from citetrail.publish.checks_places import misplaced
from citetrail.publish.checks_quotations import misquoted
from citetrail.publish.descriptors import DATABASE
from citetrail.publish.table_columns import BY_NAME, TABLES
from citetrail.records.counted import counted
from citetrail.records.targets import Target
from citetrail.records.vocabulary import Status
from citetrail.store.documents import DocumentStore

__all__ = ["DEFAULT", "ChecksFailed", "ReleaseCandidate", "check", "load"]
SHOWN = 5  # examples named for each failure


class ChecksFailed(Exception):
    """The release was not written. `failures` says all that is wrong."""

    def __init__(self, failures: list[str]) -> None:
        self.failures = failures
        listed = "\n".join(f"  - {failure}" for failure in failures)
        super().__init__(f"nothing was published, because\n{listed}")


@dataclass(frozen=True, slots=True)
class ReleaseCandidate:
    """A release that asks to leave."""

    tables: sqlite3.Connection
    engine: Engine
    documents: DocumentStore
    target: Target
    previous: Path | None
    provisional: bool
    uncarried: list[str] = field(default_factory=list)  # claims marked accepted that their votes do not carry
    log: LogRead | None = None  # where it was read beforehand


def check(candidate: ReleaseCandidate, rules: Assertions) -> None:
    """Raises ChecksFailed with every assertion that does not hold."""
    if failures := failures_of(candidate, rules):
        raise ChecksFailed(failures)


def failures_of(candidate: ReleaseCandidate, rules: Assertions) -> list[str]:
    """Every assertion that does not hold, in words."""
    checks: tuple[Callable[[ReleaseCandidate, Assertions], Iterator[str]], ...] = (
        _counts,
        _filled,
        _unique,
        _references,
        _quotes,
        _places,
        _votes,
        _log,
        _grounds,
        _headlines,
        _labels,
        _previous,
    )
    return [failure for one in checks for failure in one(candidate, rules)]


def _count(tables: sqlite3.Connection, table: str) -> int:
    return int(tables.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608  (checked names)


def _some(tables: sqlite3.Connection, query: str, *values: object) -> tuple[int, str]:
    """How many rows a query finds, and the first few."""
    found = [str(row[0]) for row in tables.execute(query, values)]
    return len(found), ", ".join(found[:SHOWN]) + (" …" if len(found) > SHOWN else "")


def _counts(candidate: ReleaseCandidate, rules: Assertions) -> Iterator[str]:
    for table, limits in rules.counts.items():
        count = _count(candidate.tables, table)
        if count < limits.get("min", 0):
            yield f"{table} has {counted(count, 'row')}, the least is {limits['min']}"
        if count > limits.get("max", count):
            yield f"{table} has {counted(count, 'row')}, the most is {limits['max']}"


def _filled(candidate: ReleaseCandidate, rules: Assertions) -> Iterator[str]:
    for table, columns in rules.filled.items():
        total = _count(candidate.tables, table)
        for column, share in columns.items():
            query = f'SELECT count(*) FROM "{table}" WHERE "{column}" IS NOT NULL AND "{column}" <> \'\''  # noqa: S608
            filled = candidate.tables.execute(query).fetchone()[0]
            if total and filled < share * total:
                yield f"{table}.{column} is filled in {filled} of {total} rows, the least share is {share:.0%}"


def _unique(candidate: ReleaseCandidate, rules: Assertions) -> Iterator[str]:
    for name in rules.unique:
        table, _, column = name.partition(".")
        query = f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL GROUP BY 1 HAVING count(*) > 1'  # noqa: S608
        count, some = _some(candidate.tables, query)
        if count:
            yield f"{name} has {counted(count, 'value that stands', 'values that stand')} in several rows: {some}"


def _references(candidate: ReleaseCandidate, rules: Assertions) -> Iterator[str]:
    if not rules.references:
        return
    for table in TABLES:
        for column in table.columns:
            if not column.refers:
                continue
            other, _, key = column.refers.partition(".")
            query = (
                f'SELECT DISTINCT t."{column.name}" FROM "{table.name}" t LEFT JOIN "{other}" o '  # noqa: S608
                f'ON o."{key}" = t."{column.name}" WHERE t."{column.name}" IS NOT NULL AND o."{key}" IS NULL '
                "ORDER BY 1"
            )
            count, some = _some(candidate.tables, query)
            if count:
                many = counted(count, "row that is", "rows that are")
                yield f"{table.name}.{column.name} names {many} not in {other}: {some}"
    yield from _listed_evidence(candidate.tables)


def _listed_evidence(tables: sqlite3.Connection) -> Iterator[str]:
    known, missing = tables.cursor(), set()
    for (listed,) in tables.execute("SELECT evidence_ids FROM uses WHERE evidence_ids IS NOT NULL"):
        for evidence_id in listed.split(";"):
            if not known.execute("SELECT 1 FROM evidence WHERE evidence_id = ?", (evidence_id,)).fetchone():
                missing.add(evidence_id)
    if missing:
        many = counted(len(missing), "quotation that is", "quotations that are")
        yield f"uses.evidence_ids names {many} not in evidence: {sorted(missing)[:SHOWN]}"


def _quotes(candidate: ReleaseCandidate, rules: Assertions) -> Iterator[str]:
    if rules.verbatim:
        yield from misquoted(candidate.tables, candidate.engine, candidate.documents)


def _places(candidate: ReleaseCandidate, rules: Assertions) -> Iterator[str]:
    if rules.inside_country:
        yield from misplaced(candidate.tables, rules)


def _votes(candidate: ReleaseCandidate, rules: Assertions) -> Iterator[str]:
    """Verified rows have an accepting vote in the published log that nobody took back."""
    backed = (
        "SELECT claim_id FROM decisions WHERE vote IN ('accept', 'correct') "
        "AND decision_id NOT IN (SELECT undoes FROM decisions WHERE undoes IS NOT NULL)"
    )
    for wanted, table, status, claim in (
        (rules.uses_have_votes, "uses", "status", "claim_id"),
        (rules.affiliations_have_votes, "affiliations", "status", "claim_id"),
        (rules.sectors_have_votes, "organisations", "sector_status", "sector_claim_id"),
    ):
        if wanted:
            query = (
                f"SELECT {BY_NAME[table].key[0]} FROM {table} WHERE {status} = 'verified' "  # noqa: S608
                f"AND ({claim} IS NULL OR {claim} NOT IN ({backed}))"
            )
            yield from _told(candidate, query, f"rows of {table} are verified without a vote for them")
    wrong = candidate.uncarried if rules.carried else []
    if wrong:
        more = " …" if len(wrong) > SHOWN else ""
        many = counted(len(wrong), "accepted claim is", "accepted claims are")
        yield f"{many} not carried by the votes: {', '.join(wrong[:SHOWN])}{more}"


def _log(candidate: ReleaseCandidate, rules: Assertions) -> Iterator[str]:
    if rules.carried:
        log = candidate.log or read_log(candidate.engine, candidate.previous)
        yield from bent(candidate.tables, log, provisional=candidate.provisional)


def _grounds(candidate: ReleaseCandidate, rules: Assertions) -> Iterator[str]:
    if rules.military_has_ground and not candidate.provisional:
        yield from groundless(candidate.tables, candidate.engine, candidate.target.slug)


def _told(candidate: ReleaseCandidate, query: str, what: str) -> Iterator[str]:
    count, some = _some(candidate.tables, query)
    if count:
        yield f"{count} {what}: {some}"


def _headlines(candidate: ReleaseCandidate, rules: Assertions) -> Iterator[str]:
    for sector in rules.headlines:
        query = """
            SELECT p.paper_id FROM papers p
            WHERE p.headline = ?1 AND p.headline_status = 'verified' AND NOT (
                p.use_status = 'verified' AND EXISTS (
                    SELECT 1 FROM affiliations a LEFT JOIN organisations o USING (organisation_id)
                    WHERE a.paper_id = p.paper_id AND a.status = 'verified' AND a.sector = ?1
                    AND (a.organisation_id IS NULL OR (o.sector = ?1 AND o.sector_status = 'verified'))))
        """
        count, some = _some(candidate.tables, query, sector)
        if count:
            many = counted(count, "paper is", "papers are")
            yield f"{many} {sector} under a verified label that nobody confirmed: {some}"


def _labels(candidate: ReleaseCandidate, rules: Assertions) -> Iterator[str]:
    if not rules.only_in_provisional or candidate.provisional:
        return
    for table, column in (
        ("uses", "status"),
        ("affiliations", "status"),
        ("organisations", "sector_status"),
        ("papers", "use_status"),
        ("papers", "headline_status"),
        ("funding", "status"),
        ("statements", "status"),
    ):
        query = f'SELECT count(*) FROM "{table}" WHERE "{column}" = ?'  # noqa: S608
        count = candidate.tables.execute(query, (Status.PROVISIONAL,)).fetchone()[0]
        if count:
            yield f"rows of {table}: {count:,} provisional in a release that is not"
    military = candidate.tables.execute("SELECT count(*) FROM funding WHERE military").fetchone()[0]
    if military:
        many = counted(military, "row of funding is", "rows of funding are")
        yield f"{many} called military, which nobody reviews, in a verified release"


def _fallen(tables: sqlite3.Connection, old: sqlite3.Connection, table: str) -> int:
    """Rows of the old table that objections keep out now: they do not vanish silently."""
    if "claim_id" not in BY_NAME[table].names:
        return 0
    claims = [c for (c,) in tables.execute("SELECT claim_id FROM corrections WHERE effect <> 'stands'")]
    query = f'SELECT count(*) FROM "{table}" WHERE claim_id = ?'  # noqa: S608  (checked names)
    return sum(int(old.execute(query, (claim,)).fetchone()[0]) for claim in set(claims))


def _previous(candidate: ReleaseCandidate, rules: Assertions) -> Iterator[str]:
    if candidate.previous is None:
        return
    old = sqlite3.connect(f"{(candidate.previous / DATABASE).resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        if candidate.previous.name.endswith("-provisional") != candidate.provisional:
            # A verified release after a provisional one is smaller by intention: compare what does not depend on it.
            limits = {"papers": rules.previous.get("papers", 0.0)}
        else:
            limits = rules.previous
        for table, share in limits.items():
            before, now = _count(old, table) - _fallen(candidate.tables, old, table), _count(candidate.tables, table)
            if now < share * before:
                kept = f"at least {share:.0%} of {candidate.previous.name} must stay"
                yield f"{table} fell from {before:,} to {counted(now, 'row')}: {kept}"
    finally:
        old.close()
