"""No verified release says on one person's word that a military paper used the data, whoever called it military.

Covers: citetrail.store.two_people, citetrail.publish.log_facts.
"""

from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, select, update

from citetrail.publish.checks import ChecksFailed
from citetrail.records.vocabulary import ClaimKind, Vote
from citetrail.store.decision_log import Ballot, apply_policy, decide
from citetrail.store.engine import writing
from citetrail.store.tables import claims, decisions
from tests.citetrail.publish import invented
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.test_correction_notices import claim_of, delta
from tests.citetrail.publish.test_formats import rows

PAPER = invented.pid("a")


@pytest.fixture
def lone_use(store: InventedStore) -> str:
    """The use of a paper that the machine calls academic, accepted by one person where two are wanted for others."""
    use = claim_of(store, "use", paper_id=PAPER)
    with writing(store.engine) as connection:
        about = select(claims.c.id).where(claims.c.paper_id == PAPER, claims.c.kind.in_(("use", "affiliation")))
        connection.execute(update(claims).where(claims.c.id.in_(about)).values(sensitive=False))
        apply_policy(connection, True)
        take_back(connection, use, "jonas")
        assert connection.scalar(select(claims.c.state).where(claims.c.id == use)) == "accepted"
    return use


def take_back(connection: Connection, claim: str, *whose: str) -> None:
    mine = (decisions.c.claim_id == claim, decisions.c.reviewer.in_(whose))
    for number, who in connection.execute(select(decisions.c.id, decisions.c.reviewer).where(*mine)).all():
        ballot = Ballot(f"taken-back-{number}", claim, who, Vote.UNDO, "h", undoes=number)
        decide(connection, ballot, invented.T2)


def turns_out_commercial(store: InventedStore) -> None:
    """Who called the university academic takes that back, and two others say what it is."""
    sector = claim_of(store, ClaimKind.SECTOR, organisation_id="ct:university")
    with writing(store.engine) as connection:
        take_back(connection, sector, "maria", "jonas")
        for who in ("rosa", "theo"):
            told = {"correction": {"sector": "commercial"}}
            decide(connection, Ballot(f"corrected-{who}", sector, who, Vote.CORRECT, "h", **told), invented.T2)


def headline(folder: Path) -> tuple[str, str, str]:
    (row,) = [r for r in rows(folder, "papers") if r["paper_id"] == PAPER]
    return row["use_status"], row["headline"], row["headline_status"]


def bent_to_accepted(engine: Engine, use: str) -> None:
    with writing(engine) as connection:
        connection.execute(update(claims).where(claims.c.id == use).values(state="accepted", once_by=""))


def test_a_headline_that_people_made_commercial_wants_two_for_the_use(
    store: InventedStore, tmp_path: Path, lone_use: str
) -> None:
    first = store.publish(tmp_path / "out")
    assert headline(first.path) == ("verified", "academic", "verified")
    turns_out_commercial(store)
    (tmp_path / "rules.toml").write_text("[previous]\nuses = 0.1\n", "utf-8")  # one of four may go
    second = store.publish(tmp_path / "out", assertions=tmp_path / "rules.toml")
    assert headline(second.path)[0] == "in_review"
    assert lone_use not in {r["claim_id"] for r in rows(second.path, "uses")}
    told = (second.path / "CHANGELOG.md").read_text("utf-8").partition(f"\n## {first.version}")[0]
    assert "for a second person again" in told
    assert lone_use in told
    assert "reopened" in {d["reason"] for d in delta(second.path) if d["op"] == "DEL" and d["table"] == "uses"}


def test_a_state_that_was_bent_back_stops_the_release(store: InventedStore, tmp_path: Path, lone_use: str) -> None:
    turns_out_commercial(store)
    bent_to_accepted(store.engine, lone_use)
    with pytest.raises(ChecksFailed, match="not carried by the votes"):
        store.publish(tmp_path / "out")


def test_the_first_release_after_that_tells_nothing_of_it(
    store: InventedStore, tmp_path: Path, lone_use: str
) -> None:
    """Which way one vote went is nobody's to know where no release said it."""
    turns_out_commercial(store)
    made = store.publish(tmp_path / "out")
    assert lone_use not in (made.path / "CHANGELOG.md").read_text("utf-8")
