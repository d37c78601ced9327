"""A process whose program was changed on the disk keeps nothing under a version that may not be what it read with.

Covers: flows.steps.extract, flows.steps.assess, flows.mine.
"""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from citetrail.commands.user_errors import describe
from citetrail.records.changed_code import CodeChanged
from citetrail.records.vocabulary import Outcome
from citetrail.store.engine import writing
from citetrail.store.tables import assessments, pending, readings
from extractors import versions
from flows.steps.assess import assess
from flows.steps.extract import extract
from flows.steps.reading_version import versions_of
from flows.steps.run_context import Context
from tests.flows.conftest import Run
from tests.flows.test_lost_documents import a_read_paper, make_due
from tests.flows.test_lost_documents import context as context

pytestmark = pytest.mark.slow


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rule file of a copy of the rules that versions are told of."""
    shutil.copytree(versions.RULES, tmp_path / "rules")
    monkeypatch.setattr(versions, "RULES", tmp_path / "rules")
    return tmp_path / "rules" / "criteria.toml"


def kept(context: Context) -> tuple[object, ...]:
    """How many readings there are, when papers were assessed, and the page texts."""
    with context.engine.connect() as connection:
        count = connection.scalar(select(func.count()).select_from(readings))
        when = connection.execute(select(assessments).order_by(assessments.c.paper_id)).all()
    return count, when, sorted(context.settings.var.rglob("*.text.*"))


def test_nothing_is_read_or_assessed_by_rules_that_were_changed_meanwhile(context: Context, rules: Path) -> None:
    told = versions_of(context)
    paper, sha256 = a_read_paper(context)
    make_due(context, paper, sha256)
    for page_text in context.settings.var.rglob(f"{sha256}.text.*"):
        page_text.unlink()
    with writing(context.engine) as connection:
        connection.execute(insert(pending), {"target": "ms-celeb-1m", "step": "assess", "paper_id": paper})
    before, text = kept(context), rules.read_bytes()
    rules.write_bytes(text + b"\n")
    for step in (extract, assess):
        with pytest.raises(CodeChanged) as refused:
            step(context, told)
        assert "start it again" in str(describe(refused.value))
    assert kept(context) == before
    rules.write_bytes(text)
    assert extract(context, told) == {Outcome.OK: 1}
    assert sum(assess(context, told).values()) == 1


@pytest.mark.filterwarnings("default")  # Prefect's own
def test_a_worker_with_another_program_than_the_run_is_refused(
    quiet_run: Run, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import mine

    monkeypatch.setattr(mine, "_attached_under", lambda target, settings: context)
    reading = versions_of(context).reading
    for _ in range(2):
        with pytest.raises(CodeChanged, match="start the worker again"):
            mine._versions("ms-celeb-1m", "0" * 16)
    assert mine._versions("ms-celeb-1m", reading).reading == reading
