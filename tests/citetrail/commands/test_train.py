"""`citetrail train --decisions`: a newsroom's own decisions move the weights, and only where that reads better.

Covers: citetrail.commands.train, citetrail.store.decided_uses, citetrail.evaluation.decided_sentences.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select
from typer.testing import CliRunner

from citetrail.commands.main import app
from citetrail.commands.user_errors import UserError
from citetrail.records.settings import Settings
from citetrail.records.vocabulary import ClaimKind, Reason, Vote
from citetrail.store.decided_uses import settled_uses
from citetrail.store.decision_log import Ballot, apply_policy, decide
from citetrail.store.engine import open_store, writing
from citetrail.store.tables import claims
from extractors.usage.sentence_model import WEIGHTS, load_model, sentence_model
from tests.synthetic import fill

Says = Callable[[str], tuple[Vote, Reason | None]]


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CITETRAIL_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def train(*words: str) -> Result:
    return CliRunner().invoke(app, ["train", "--decisions", "ms-celeb-1m", *words])


def decided(var: Path, says: Says, count: int = 150) -> None:
    """A store of invented papers whose uses one person settled, each by its role."""
    engine = open_store(Settings(var=var))
    fill(engine, count)
    with writing(engine) as connection:
        apply_policy(connection, False)
        for claim in connection.execute(select(claims).where(claims.c.kind == ClaimKind.USE)).all():
            vote, reason = says(claim.role)
            decide(connection, Ballot(claim.id, claim.id, "ada", vote, claim.evidence_hash, reason=reason))
    engine.dispose()


def as_the_model(role: str) -> tuple[Vote, Reason | None]:
    return (Vote.REJECT, Reason.RELATED_WORK) if role == "mentioned" else (Vote.ACCEPT, None)


def against_tables(role: str) -> tuple[Vote, Reason | None]:
    """A newsroom for which a row of figures is nobody's own test."""
    return (Vote.REJECT, Reason.OTHERS_WORK) if role == "evaluated_on" else as_the_model(role)


def test_weights_that_read_the_papers_held_back_better_are_taken(var: Path, tmp_path: Path) -> None:
    decided(var, against_tables)
    shipped, out = WEIGHTS.read_bytes(), tmp_path / "usage.json"
    told = train("--out", str(out))
    assert told.exit_code == 0, told.output
    assert "better: written to" in told.output
    assert out.is_file()
    assert WEIGHTS.read_bytes() == shipped
    assert load_model(out).version != sentence_model().version
    again = tmp_path / "again.json"
    train("--out", str(again))
    assert again.read_bytes() == out.read_bytes()


def test_weights_that_are_not_better_are_left(var: Path, tmp_path: Path) -> None:
    decided(var, as_the_model)
    told = train("--out", str(tmp_path / "usage.json"))
    assert "not better" in told.output
    assert not (tmp_path / "usage.json").exists()


def test_few_decisions_teach_nothing(var: Path) -> None:
    decided(var, as_the_model, count=12)
    refused = train()
    assert isinstance(refused.exception, UserError)
    assert "at least 10 are wanted there" in str(refused.exception)


def test_what_waits_or_was_taken_back_is_not_settled(var: Path) -> None:
    decided(var, as_the_model, count=12)
    engine = open_store(Settings(var=var))
    with engine.connect() as connection:
        before = list(settled_uses(connection, "ms-celeb-1m"))
        assert {u.accepted for u in before} == {True, False}
        assert {u.reason for u in before if not u.accepted} == {"related_work"}
        assert all(u.quote[u.match_start : u.match_end] for u in before)
        first = next(u for u in before if u.accepted)
    with writing(engine) as connection:
        claim = connection.execute(select(claims).where(claims.c.id == first.claim_id)).one()
        decide(connection, Ballot("a later vote", claim.id, "ada", Vote.UNSURE, claim.evidence_hash))
    with engine.connect() as connection:
        assert first.claim_id not in {u.claim_id for u in settled_uses(connection, "ms-celeb-1m")}
    engine.dispose()
