"""Withdrawn and retracted papers are told with who says so; of the others it is not known."""

from sqlalchemy import Engine

from citetrail.records.papers import ArxivVersion
from citetrail.records.withdrawals import WithdrawalKind
from citetrail.store.add_papers import load_papers
from citetrail.store.engine import writing
from citetrail.store.paper_withdrawals import withdrawals_of
from tests.citetrail.store.test_add_papers import AT, TARGET, add, found


def test_each_source_is_told_and_the_publishers_word_goes_first(engine: Engine) -> None:
    ids = add(
        engine,
        found(arxiv_id="1801.00001", arxiv=ArxivVersion("1801.00001", 2, "We withdraw this paper.")),
        found(
            arxiv_id="1801.00002",
            title="RETRACTED: Another Title of Its Own",
            arxiv=ArxivVersion("1801.00002", 2, "x"),
        ),
        found(s2_id="c" * 40, title="A third title that nobody takes back"),
    )
    with writing(engine) as connection:
        by_arxiv = {p.arxiv_id: str(p.id) for p in load_papers(connection, TARGET, ids)}
        told = withdrawals_of(connection, TARGET, ids)
    assert set(told) == {by_arxiv["1801.00001"], by_arxiv["1801.00002"]}
    first, second = told[by_arxiv["1801.00001"]], told[by_arxiv["1801.00002"]]
    assert (first.kind, first.source, first.words) == (WithdrawalKind.WITHDRAWN, "arxiv", "We withdraw this paper.")
    assert (second.kind, second.source, second.seen_at) == (WithdrawalKind.RETRACTED, "title", AT)
