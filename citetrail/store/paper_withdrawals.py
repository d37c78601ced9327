"""Papers that were withdrawn or retracted, from what was asked already: arXiv's comment, the title, the page."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Text, cast, or_, select

from citetrail.records.withdrawals import PARTS, Withdrawal, WithdrawalKind, said_by_title, said_by_type
from citetrail.store.sql import in_batches
from citetrail.store.tables import arxiv_versions, assessments, papers, source_records


def withdrawals_of(connection: Connection, target: str, ids: Sequence[str]) -> dict[str, Withdrawal]:
    """Paper id → what is said of it; papers of which nothing is said are left out: it is not known of them.

    A retraction, which is the publisher's word, goes before a withdrawal from arXiv.
    """
    found: dict[str, Withdrawal] = {}
    typed = _typed(connection, ids)
    # Nearly nothing is said of any paper: those whose titles lack a part of each word are passed by.
    titles = (papers.c.title, assessments.c.title)
    may_say = or_(arxiv_versions.c.withdrawn != "", *(t.ilike(f"%{part}%") for t in titles for part in PARTS))
    for some in in_batches(ids):
        printed = (assessments.c.paper_id == papers.c.id) & (assessments.c.target == target)
        query = (
            select(
                papers.c.id,
                papers.c.title,
                papers.c.first_seen,
                assessments.c.title.label("printed"),
                assessments.c.assessed_at,
                arxiv_versions.c.withdrawn,
                arxiv_versions.c.seen_at,
            )
            .outerjoin(assessments, printed)
            .outerjoin(arxiv_versions, arxiv_versions.c.arxiv_id == papers.c.arxiv_id)
            .where(papers.c.id.in_(some), may_say | papers.c.id.in_([one for one in some if one in typed]))
        )
        for row in connection.execute(query):
            if told := [*_printed(row), *typed.get(row.id, [])]:
                found[row.id] = min(told, key=lambda w: w.kind is not WithdrawalKind.RETRACTED)
    return found


def _printed(row: Row[Any]) -> Iterator[Withdrawal]:
    """What titles and arXiv say of a paper."""
    titles = (("title", row.title, row.first_seen), ("page", row.printed or "", row.assessed_at or ""))
    for source, words, at in titles:
        if kind := said_by_title(words):
            yield Withdrawal(kind, source, words, at)
    if row.withdrawn:
        yield Withdrawal(WithdrawalKind.WITHDRAWN, "arxiv", row.withdrawn, row.seen_at)


def _typed(connection: Connection, ids: Sequence[str]) -> dict[str, list[Withdrawal]]:
    """Paper id → what Semantic Scholar's types of publication say. Rows that cannot say it are not opened."""
    found: dict[str, list[Withdrawal]] = {}
    body = cast(source_records.c.body, Text)
    for some in in_batches(ids):
        query = select(source_records.c.paper_id, source_records.c.body, source_records.c.seen_at).where(
            source_records.c.paper_id.in_(some),
            body.ilike('%"types": [%') & (body.ilike("%retract%") | body.ilike("%withdrawn%")),
        )
        for row in connection.execute(query.order_by(source_records.c.seen_at, source_records.c.key)):
            if said := said_by_type(row.body.get("types", ())):
                found.setdefault(row.paper_id, []).append(Withdrawal(said[0], "s2", said[1], row.seen_at))
    return found
