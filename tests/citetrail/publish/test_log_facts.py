"""What a release says of the log: its head, who stands behind a claim, what a new rule brought back."""

from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update

from citetrail.publish.checks import ChecksFailed
from citetrail.records.vocabulary import Vote
from citetrail.store import tables
from citetrail.store.decision_chain import head, verify
from citetrail.store.decision_log import Ballot, apply_policy, decide
from citetrail.store.engine import writing
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.invented import TARGET

AT = "2026-05-02T09:00:00+00:00"


def chained(store: InventedStore) -> str:
    """Give the invented log its chain; returns the head."""
    from citetrail.store.decision_chain import chain_old_log

    with writing(store.engine) as connection:
        chain_old_log(connection)
        return head(connection)[1]


def sensitive_claim(store: InventedStore) -> str:
    with store.engine.connect() as connection:
        plainly = select(tables.decisions.c.claim_id).where(
            tables.decisions.c.reviewer == "jonas", tables.decisions.c.vote == Vote.ACCEPT
        )
        query = select(tables.claims.c.id).where(
            tables.claims.c.id.in_(plainly),
            tables.claims.c.sensitive,
            tables.claims.c.state == "accepted",
            tables.claims.c.target == TARGET.slug,
        )
        return str(connection.scalars(query.order_by(tables.claims.c.id)).first())


def cast(store: InventedStore, claim: str, who: str, vote: Vote, **told: object) -> int:
    with writing(store.engine) as connection:
        ballot = Ballot(f"later-{who}-{vote}", claim, who, vote, "h", **told)  # type: ignore[arg-type]
        return decide(connection, ballot, AT).id


def test_the_release_prints_the_head_and_the_log_is_checked_against_it(store: InventedStore, tmp_path: Path) -> None:
    printed = chained(store)
    made = store.publish(tmp_path / "out")
    assert made.log_head == printed
    assert printed in (made.path / "README.md").read_text("utf-8")
    with store.engine.connect() as connection:
        assert verify(connection, printed).covered == verify(connection).links


def test_a_log_that_was_bent_publishes_nothing(store: InventedStore, tmp_path: Path) -> None:
    chained(store)
    with writing(store.engine) as connection:
        connection.execute(text("DROP TRIGGER decisions_no_update"))
        connection.execute(text("UPDATE decisions SET reviewer = 'jonas' WHERE id = 1"))
    with pytest.raises(ChecksFailed, match="decision 1"):
        store.publish(tmp_path / "out")


def test_agreement_after_discussion_is_not_published_as_verified(store: InventedStore, tmp_path: Path) -> None:
    """Also where the cached state is bent back: the release reads the votes."""
    chained(store)
    claim = sensitive_claim(store)
    with writing(store.engine) as connection:
        apply_policy(connection, True)
    with store.engine.connect() as connection:
        mine = connection.scalar(
            select(tables.decisions.c.id).where(
                tables.decisions.c.claim_id == claim, tables.decisions.c.reviewer == "jonas"
            )
        )
    cast(store, claim, "jonas", Vote.UNDO, undoes=mine)
    cast(store, claim, "jonas", Vote.ACCEPT)
    with store.engine.connect() as connection:
        state = connection.scalar(select(tables.claims.c.state).where(tables.claims.c.id == claim))
    assert state == "agreed"
    with writing(store.engine) as connection:
        bent = update(tables.claims).where(tables.claims.c.id == claim)
        connection.execute(bent.values(state="accepted", decided_hash="h"))
    with pytest.raises(ChecksFailed, match="not carried by their votes"):
        store.publish(tmp_path / "out")


def test_what_a_new_rule_brought_back_is_told_once(store: InventedStore, tmp_path: Path) -> None:
    claim = sensitive_claim(store)
    with writing(store.engine) as connection:
        value = {
            "at": AT,
            "claims": {claim: ["accepted", "accepted_once"], "of-another-target": ["accepted", "open"]},
        }
        connection.execute(insert(tables.policies).values(name="judged_again", value=value))
    first = store.publish(tmp_path / "out")
    told = (first.path / "CHANGELOG.md").read_text("utf-8")
    assert "1 claim settled under an older rule was judged again" in told
    assert claim in told
    assert "of-another-target" not in told
    chained(store)
    other = sensitive_claim(store)
    cast(store, other, "rosa", Vote.ACCEPT)
    second = store.publish(tmp_path / "out")
    assert second.version != first.version
    assert (second.path / "CHANGELOG.md").read_text("utf-8").count("judged again") == 1
