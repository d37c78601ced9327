"""A document whose bytes are gone has its outcome, stops nothing, and is read again once it is restored.

Covers: flows.steps.extract, citetrail.store.documents.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select

from citetrail.records.vocabulary import Outcome, Verdict
from citetrail.store.engine import writing
from citetrail.store.tables import assessments, fetches, pending, readings
from flows.steps.assess import assess
from flows.steps.extract import extract
from flows.steps.reading_version import versions_of
from flows.steps.run_context import Context, open_context
from tests.flows.conftest import Run

pytestmark = pytest.mark.slow


@pytest.fixture
def context(quiet_run: Run, tmp_path: Path) -> Iterator[Context]:
    """A copy of the quiet run's store, to be damaged."""
    shutil.copytree(quiet_run.settings.var, tmp_path / "var")
    with open_context(quiet_run.settings.model_copy(update={"var": tmp_path / "var"}), "ms-celeb-1m") as context:
        yield context


def a_read_paper(context: Context) -> tuple[str, str]:
    query = (
        select(assessments.c.paper_id, fetches.c.sha256)
        .join(fetches, fetches.c.paper_id == assessments.c.paper_id)
        .where(assessments.c.verdict == Verdict.USES, fetches.c.sha256.is_not(None))
        .order_by(assessments.c.paper_id)
    )
    with context.engine.connect() as connection:
        paper, sha256 = connection.execute(query).first()  # type: ignore[misc]
    return paper, sha256


def make_due(context: Context, paper: str, sha256: str) -> None:
    with writing(context.engine) as connection:
        connection.execute(delete(readings).where(readings.c.sha256 == sha256))
        connection.execute(insert(pending), {"target": "ms-celeb-1m", "step": "extract", "paper_id": paper})


def outcome_of(context: Context, paper: str) -> str:
    with context.engine.connect() as connection:
        return str(connection.scalar(select(assessments.c.outcome).where(assessments.c.paper_id == paper)))


def test_a_lost_document_is_named_and_read_again_once_restored(context: Context) -> None:
    versions = versions_of(context)
    paper, sha256 = a_read_paper(context)
    (stored,) = context.settings.var.rglob(f"{sha256}.pdf")
    body = stored.read_bytes()
    stored.write_bytes(body[:-1])
    make_due(context, paper, sha256)
    assert extract(context, versions) == {Outcome.DOCUMENT_LOST: 1}
    assess(context, versions)
    assert outcome_of(context, paper) == Outcome.DOCUMENT_LOST
    stored.write_bytes(body)
    assert extract(context, versions) == {}
    assert extract(context, versions, retry=True)[Outcome.OK] == 1
    assess(context, versions)
    assert outcome_of(context, paper) == Outcome.OK
