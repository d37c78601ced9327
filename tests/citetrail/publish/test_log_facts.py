"""What a release says of the log: its head, who stands behind a claim, what a new rule brought back."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update

from citetrail.publish.checks import ChecksFailed
from citetrail.publish.descriptors import printed_head
from citetrail.publish.release import publish
from citetrail.records.vocabulary import Vote
from citetrail.store import tables
from citetrail.store.decision_chain import chain_old_log, head, verify
from citetrail.store.decision_log import Ballot, apply_policy, decide
from citetrail.store.engine import writing
from citetrail.store.objections import object_to
from tests.citetrail.publish.conftest import PUBLISHER, InventedStore
from tests.citetrail.publish.invented import TARGET
from tests.citetrail.publish.test_formats import rows

AT = "2026-05-02T09:00:00+00:00"


def head_of(store: InventedStore) -> str:
    with store.engine.connect() as connection:
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
    printed = head_of(store)
    made = store.publish(tmp_path / "out")
    assert made.log_head == printed
    assert printed in (made.path / "README.md").read_text("utf-8")
    with store.engine.connect() as connection:
        assert verify(connection, printed).covered == verify(connection).links


def test_a_log_that_was_bent_publishes_nothing(store: InventedStore, tmp_path: Path) -> None:
    with writing(store.engine) as connection:
        connection.execute(text("DROP TRIGGER decisions_no_update"))
        connection.execute(text("UPDATE decisions SET reviewer = 'jonas' WHERE id = 1"))
    with pytest.raises(ChecksFailed, match="decision 1"):
        store.publish(tmp_path / "out")


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("use", "role = CASE role WHEN 'created' THEN 'trained_on' ELSE 'created' END"),
        ("use", "member = 'arcface-model'"),
        ("sector", "sector = CASE sector WHEN 'military' THEN 'academic' ELSE 'military' END"),
        ("affiliation", "organisation_id = 'ct:elsewhere'"),
        ("sector", "sensitive = false"),
    ],
)
def test_a_claim_that_was_changed_after_the_decision_stops_the_release(
    store: InventedStore, tmp_path: Path, kind: str, change: str
) -> None:
    """The chain covers decisions; what they were made on is covered by the claim's id."""
    with writing(store.engine) as connection:
        decided = f"kind = '{kind}' AND id IN (SELECT claim_id FROM decisions)"
        changed = connection.execute(text(f"UPDATE claims SET {change} WHERE {decided}")).rowcount
        assert changed
    with pytest.raises(ChecksFailed, match="was changed after people decided on it"):
        store.publish(tmp_path / "out")


def test_a_log_without_its_chain_verifies_nothing(store: InventedStore, tmp_path: Path) -> None:
    with writing(store.engine) as connection:
        connection.execute(text("DROP TRIGGER decision_chain_no_delete"))
        connection.execute(text("DELETE FROM decision_chain"))
    with pytest.raises(ChecksFailed, match="without a link") as caught:
        store.publish(tmp_path / "out")
    assert "the chain of decisions is empty" in str(caught.value)


@pytest.mark.parametrize("provisional", [False, True])
def test_a_chain_computed_anew_fails_at_the_head_of_the_release_before(
    store: InventedStore, tmp_path: Path, provisional: bool
) -> None:
    """It agrees with itself; only what was printed tells. Another folder knows no earlier release."""
    first = store.publish(tmp_path / "out", provisional=provisional)
    bend_and_chain_anew(store)
    with pytest.raises(ChecksFailed, match=f"the head {first.log_head} is not in the chain"):
        store.publish(tmp_path / "out", provisional=provisional)
    assert store.publish(tmp_path / "elsewhere", provisional=provisional).log_head != first.log_head


def test_a_release_that_printed_its_head_for_people_only_is_compared_too(
    store: InventedStore, tmp_path: Path
) -> None:
    first = store.publish(tmp_path / "out")
    package = first.path / "datapackage.json"
    told = json.loads(package.read_text("utf-8"))
    assert told.pop("citetrail:log") == {"head": first.log_head, "links": chain_links(store)}
    package.write_text(json.dumps(told), "utf-8")
    assert printed_head(first.path) == first.log_head
    bend_and_chain_anew(store)
    with pytest.raises(ChecksFailed, match="is not in the chain"):
        store.publish(tmp_path / "out")


def bend_and_chain_anew(store: InventedStore) -> None:
    """What somebody does who can write to the database: change a row, and compute the chain over it again."""
    with writing(store.engine) as connection:
        for name in ("decisions_no_update", "decision_chain_no_delete"):
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE decisions SET note = 'never said' WHERE id = 1"))
        connection.execute(text("DELETE FROM decision_chain"))
        chain_old_log(connection)


def chain_links(store: InventedStore) -> int:
    with store.engine.connect() as connection:
        return head(connection)[0]


def test_votes_on_claims_that_wait_are_in_no_release(store: InventedStore, tmp_path: Path) -> None:
    """A second reviewer who reads the provisional release learns nothing of the first vote."""
    with store.engine.connect() as connection:
        mine = (tables.claims.c.target == TARGET.slug, tables.claims.c.state == "accepted_once")
        waiting = set(connection.scalars(select(tables.claims.c.id).where(*mine)))
        voted = set(connection.scalars(select(tables.decisions.c.claim_id)))
    assert waiting & voted, "somebody has voted on a claim that waits for another"
    for provisional in (False, True):
        made = store.publish(tmp_path / str(provisional), provisional=provisional)
        with (made.path / "decisions.csv").open(encoding="utf-8", newline="") as file:
            told = {row["claim_id"] for row in csv.DictReader(file)}
        assert told
        assert not told & waiting
        with (made.path / "uses.csv").open(encoding="utf-8", newline="") as file:
            shown = [row for row in csv.DictReader(file) if row["claim_id"] in waiting]
        assert bool(shown) is provisional
        assert {(row["status"], row["reviewers"], row["decided_at"]) for row in shown} <= {("provisional", "0", "")}


def test_agreement_after_discussion_is_not_published_as_verified(store: InventedStore, tmp_path: Path) -> None:
    """Also where the cached state is bent back: the release reads the votes."""
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
    with pytest.raises(ChecksFailed, match="not carried by the votes"):
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
    other = sensitive_claim(store)
    cast(store, other, "rosa", Vote.ACCEPT)
    second = store.publish(tmp_path / "out")
    assert second.version != first.version
    assert (second.path / "CHANGELOG.md").read_text("utf-8").count("judged again") == 1


def test_a_conflict_that_nobody_settled_is_published_as_disputed(store: InventedStore, tmp_path: Path) -> None:
    claim = sensitive_claim(store)
    with writing(store.engine) as connection:
        apply_policy(connection, True)
    first = store.publish(tmp_path / "out")
    assert "disputed" not in (first.path / "CHANGELOG.md").read_text("utf-8")
    cast(store, claim, "jonas", Vote.REJECT)
    for provisional in (False, True):
        made = store.publish(tmp_path / f"out-{provisional}", provisional=provisional)
        told = (made.path / "CHANGELOG.md").read_text("utf-8")
        assert "1 claim is disputed" in told
        assert claim in told
        with (made.path / "uses.csv").open(encoding="utf-8", newline="") as file:
            assert ("verified", claim) not in {(row["status"], row["claim_id"]) for row in csv.DictReader(file)}
    cast(store, claim, "jonas", Vote.ACCEPT)
    assert "disputed" not in (store.publish(tmp_path / "after").path / "CHANGELOG.md").read_text("utf-8")


def test_a_newsroom_of_two_publishes_its_conflict_as_disputed(store: InventedStore, tmp_path: Path) -> None:
    """Told where the publisher chooses to, in a table of its own with that status, and verified nowhere."""
    claim = sensitive_claim(store)
    with writing(store.engine) as connection:
        apply_policy(connection, True)
    cast(store, claim, "jonas", Vote.REJECT)
    telling = replace(PUBLISHER, disputed=True)
    silent = store.publish(tmp_path / "silent").path
    assert rows(silent, "disputed") == []
    made = publish(store.engine, store.documents, TARGET, tmp_path / "out", publisher=telling).path
    (row,) = rows(made, "disputed")
    assert (row["claim_id"], row["status"], row["reviewers"]) == (claim, "disputed", "2")
    assert row["statement"]
    assert "disputed.csv" in (made / "CHANGELOG.md").read_text("utf-8")
    for table, column in (("uses", "claim_id"), ("affiliations", "claim_id"), ("decisions", "claim_id")):
        assert claim not in {each[column] for each in rows(made, table)}
    with writing(store.engine) as connection:
        object_to(connection, claim, "Not us.", "2026-03-08", "ada")
    kept = publish(store.engine, store.documents, TARGET, tmp_path / "kept", publisher=telling).path
    assert rows(kept, "disputed") == [], "an objection keeps it out here as well"


def test_only_people_who_accept_are_counted_and_each_once(store: InventedStore, tmp_path: Path) -> None:
    """One says the same twice, another joins, a third refuses: a ruling leaves those who accept, and who ruled."""
    claim = rows(store.publish(tmp_path / "before").path, "uses")[0]["claim_id"]

    def told(folder: str) -> list[int]:
        made = store.publish(tmp_path / folder).path
        return [int(row["reviewers"]) for row in rows(made, "uses") if row["claim_id"] == claim]

    with store.engine.connect() as connection:
        log = select(tables.decisions.c.reviewer).where(tables.decisions.c.claim_id == claim)
        voted = sorted(set(connection.scalars(log)))
    (alone,) = told("alone")
    assert alone == len(voted)
    for number in range(2):
        with writing(store.engine) as connection:
            decide(connection, Ballot(f"same-again-{number}", claim, voted[0], Vote.ACCEPT, "h"), AT)
    assert told("again") == [alone], "the same person's second vote is no second person"
    cast(store, claim, "cleo", Vote.ACCEPT)
    assert told("joined") == [alone + 1]
    cast(store, claim, "dan", Vote.REJECT)
    assert told("conflict") == [], "a conflict is no verified row"
    cast(store, claim, "eve", Vote.ACCEPT, adjudication=True)
    assert told("ruled") == [alone + 2], "who rules counts, who refused does not"
