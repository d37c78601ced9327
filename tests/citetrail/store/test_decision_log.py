"""The log of decisions: append-only, each decision once, the state derived from it and nothing else."""

import pytest
from sqlalchemy import Connection, Engine, exc, func, select, text, update

from citetrail.records.vocabulary import ClaimState, Reason, Vote
from citetrail.store.decision_log import (
    DecisionRefused,
    TokenReused,
    UnknownClaim,
    apply_policy,
    rebuild,
    standing_of,
)
from citetrail.store.decisions import last_votes
from citetrail.store.engine import writing
from citetrail.store.tables import claims, decisions
from tests.citetrail.store.logs import add_claims, claim_row, vote


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE decisions SET vote = 'reject'",
        "UPDATE decisions SET note = note",
        "DELETE FROM decisions",
        "DELETE FROM decisions WHERE id = 1",
    ],
)
def test_no_decision_can_be_changed_or_deleted(engine: Engine, change: str) -> None:
    add_claims(engine, "c1")
    with writing(engine) as connection:
        vote(connection, "ada", Vote.ACCEPT)
    with pytest.raises(exc.DBAPIError, match="append-only"), writing(engine) as connection:
        connection.execute(text(change))
    with engine.connect() as connection:
        assert connection.scalars(select(decisions.c.vote)).all() == ["accept"]


def test_the_log_cannot_be_truncated_or_replaced_into(engine: Engine) -> None:
    add_claims(engine, "c1")
    with writing(engine) as connection:
        vote(connection, "ada", Vote.ACCEPT)
    change = "TRUNCATE decisions" if engine.dialect.name == "postgresql" else _REPLACE
    with pytest.raises(exc.DBAPIError), writing(engine) as connection:
        connection.execute(text(change))
    with engine.connect() as connection:
        assert connection.scalars(select(decisions.c.vote)).all() == ["accept"]


# SQLite's REPLACE deletes without firing delete triggers unless told to; the log must hold out all the same.
_REPLACE = (
    "INSERT OR REPLACE INTO decisions (id, token, claim_id, reviewer, vote, reason, note, adjudication, audit, "
    "evidence_ids, evidence_hash, version, decided_at) "
    "VALUES (1, 'forged-token', 'c1', 'ada', 'reject', '', '', 0, 0, '[]', 'e1', 'v1', '2026')"
)


def test_the_same_token_is_one_decision(engine: Engine) -> None:
    add_claims(engine, "c1")
    with writing(engine) as connection:
        first = vote(connection, "ada", Vote.ACCEPT, token="sent-twice")
        again = vote(connection, "ada", Vote.ACCEPT, token="sent-twice")
        assert (again.id, again.repeated) == (first.id, True)
        with pytest.raises(TokenReused):
            vote(connection, "ada", Vote.REJECT, token="sent-twice")
        assert connection.scalar(select(func.count()).select_from(decisions)) == 1


def test_one_vote_settles_an_ordinary_claim(engine: Engine) -> None:
    add_claims(engine, "c1", "c2", "c3")
    with writing(engine) as connection:
        assert vote(connection, "ada", Vote.ACCEPT, "c1").state is ClaimState.ACCEPTED
        assert vote(connection, "ada", Vote.REJECT, "c2", reason=Reason.NEGATED).state is ClaimState.REJECTED
        assert vote(connection, "ada", Vote.UNSURE, "c3").state is ClaimState.UNSURE


def test_a_sensitive_claim_wants_two_who_agree(engine: Engine) -> None:
    add_claims(engine, "c1", "c2", "c3", sensitive=True)
    with writing(engine) as connection:
        apply_policy(connection, True)
        assert vote(connection, "ada", Vote.ACCEPT, "c1").state is ClaimState.ACCEPTED_ONCE
        assert claim_row(connection, "c1").once_by == "ada"
        assert vote(connection, "bo", Vote.ACCEPT, "c1").state is ClaimState.ACCEPTED
        assert claim_row(connection, "c1").once_by == ""
        assert vote(connection, "ada", Vote.REJECT, "c2").state is ClaimState.REJECTED_ONCE
        assert vote(connection, "bo", Vote.ACCEPT, "c2").state is ClaimState.CONFLICT
        correction = {"role": "evaluated_on"}
        assert vote(connection, "ada", Vote.CORRECT, "c3", correction=correction).state is ClaimState.ACCEPTED_ONCE
        assert vote(connection, "bo", Vote.ACCEPT, "c3").state is ClaimState.CONFLICT


def test_one_person_voting_twice_is_one_vote(engine: Engine) -> None:
    add_claims(engine, "c1", sensitive=True)
    with writing(engine) as connection:
        apply_policy(connection, True)
        vote(connection, "ada", Vote.ACCEPT)
        assert vote(connection, "ada", Vote.ACCEPT).state is ClaimState.ACCEPTED_ONCE


@pytest.fixture
def two(engine: Engine) -> Engine:
    """A store with one sensitive claim, which wants two people who agree."""
    add_claims(engine, "c1", sensitive=True)
    with writing(engine) as connection:
        apply_policy(connection, True)
    return engine


def standing(connection: Connection) -> tuple[str, int, int]:
    """The claim's state, how many people accept it, and how many of them came to it by themselves."""
    found = standing_of(connection, claim_row(connection))
    assert found.state == claim_row(connection).state
    return str(found.state), len(found.accepting), found.independent


def test_a_third_person_settles_a_conflict(two: Engine) -> None:
    with writing(two) as connection:
        vote(connection, "ada", Vote.ACCEPT)
        vote(connection, "bo", Vote.REJECT)
        ruled = vote(connection, "cy", Vote.REJECT, adjudication=True, note="Table 2 quotes others.")
        assert ruled.state is ClaimState.REJECTED
        assert vote(connection, "ada", Vote.ACCEPT).state is ClaimState.REJECTED
        assert vote(connection, "cy", Vote.UNDO, undoes=ruled.id).state is ClaimState.CONFLICT
        assert vote(connection, "cy", Vote.ACCEPT, adjudication=True).state is ClaimState.ACCEPTED
        assert standing(connection) == ("accepted", 2, 1)


def test_who_voted_cannot_rule_even_after_taking_the_vote_back(two: Engine) -> None:
    with writing(two) as connection:
        vote(connection, "ada", Vote.ACCEPT)
        mine = vote(connection, "bo", Vote.REJECT)
        with pytest.raises(DecisionRefused, match="third person"):
            vote(connection, "bo", Vote.ACCEPT, adjudication=True)
        vote(connection, "bo", Vote.UNDO, undoes=mine.id)
        vote(connection, "dee", Vote.REJECT)
        with pytest.raises(DecisionRefused, match="third person"):
            vote(connection, "bo", Vote.ACCEPT, adjudication=True)
        assert standing(connection)[0] == "conflict"


@pytest.mark.parametrize("before", [(), (Vote.ACCEPT,), (Vote.UNSURE,), (Vote.ACCEPT, Vote.ACCEPT)])
def test_only_a_conflict_can_be_ruled_on(two: Engine, before: tuple[Vote, ...]) -> None:
    with writing(two) as connection:
        for who, verdict in zip(("ada", "bo"), before, strict=False):
            vote(connection, who, verdict)
        with pytest.raises(DecisionRefused, match="Only a conflict"):
            vote(connection, "cy", Vote.ACCEPT, adjudication=True)


def test_a_ruling_is_not_overruled_by_another(two: Engine) -> None:
    with writing(two) as connection:
        vote(connection, "ada", Vote.ACCEPT)
        vote(connection, "bo", Vote.REJECT)
        vote(connection, "cy", Vote.ACCEPT, adjudication=True)
        with pytest.raises(DecisionRefused, match="Only a conflict"):
            vote(connection, "dee", Vote.REJECT, adjudication=True)


def test_a_ruling_that_no_voter_shares_does_not_verify_a_sensitive_claim(two: Engine) -> None:
    with writing(two) as connection:
        vote(connection, "ada", Vote.REJECT)
        vote(connection, "bo", Vote.UNSURE)
        assert vote(connection, "cy", Vote.ACCEPT, adjudication=True).state is ClaimState.ACCEPTED_ONCE
        assert vote(connection, "dee", Vote.ACCEPT).state is ClaimState.ACCEPTED


def test_two_who_came_to_it_by_themselves_verify_it(two: Engine) -> None:
    with writing(two) as connection:
        vote(connection, "ada", Vote.ACCEPT)
        vote(connection, "bo", Vote.ACCEPT)
        assert standing(connection) == ("accepted", 2, 2)
        vote(connection, "bo", Vote.ACCEPT)  # said again, nothing taken back
        assert standing(connection) == ("accepted", 2, 2)


@pytest.mark.parametrize("taken_back", [True, False])
def test_a_vote_changed_after_seeing_the_others_settles_but_does_not_verify(two: Engine, taken_back: bool) -> None:
    with writing(two) as connection:
        vote(connection, "ada", Vote.ACCEPT)
        mine = vote(connection, "bo", Vote.REJECT)
        if taken_back:
            vote(connection, "bo", Vote.UNDO, undoes=mine.id)
        vote(connection, "bo", Vote.ACCEPT)
        assert standing(connection) == ("agreed", 2, 1)
        vote(connection, "cy", Vote.ACCEPT)
        assert standing(connection) == ("accepted", 3, 2)


@pytest.mark.parametrize("look", [Vote.ACCEPT, Vote.UNSURE, Vote.REJECT])
def test_vote_look_undo_vote_again_is_no_independent_vote(two: Engine, look: Vote) -> None:
    with writing(two) as connection:
        vote(connection, "ada", Vote.ACCEPT)
        mine = vote(connection, "bo", look)
        vote(connection, "bo", Vote.UNDO, undoes=mine.id)
        vote(connection, "bo", Vote.ACCEPT)
        assert standing(connection) == ("agreed", 2, 1)


def test_a_slip_taken_back_before_anybody_else_voted_costs_nothing(two: Engine) -> None:
    with writing(two) as connection:
        slip = vote(connection, "ada", Vote.REJECT)
        vote(connection, "ada", Vote.UNDO, undoes=slip.id)
        vote(connection, "ada", Vote.ACCEPT)
        vote(connection, "bo", Vote.ACCEPT)
        assert standing(connection) == ("accepted", 2, 2)


def test_agreement_to_reject_settles(two: Engine) -> None:
    with writing(two) as connection:
        vote(connection, "ada", Vote.ACCEPT)
        vote(connection, "bo", Vote.REJECT)
        vote(connection, "ada", Vote.REJECT)
        assert standing(connection) == ("rejected", 0, 0)


def test_an_ordinary_claim_is_settled_by_agreement_after_discussion(engine: Engine) -> None:
    add_claims(engine, "c1")
    with writing(engine) as connection:
        vote(connection, "ada", Vote.ACCEPT)
        vote(connection, "bo", Vote.REJECT)
        vote(connection, "bo", Vote.ACCEPT)
        assert standing(connection) == ("accepted", 2, 1)


def test_undo_is_a_new_decision_and_only_for_ones_own(engine: Engine) -> None:
    add_claims(engine, "c1")
    with writing(engine) as connection:
        first = vote(connection, "ada", Vote.ACCEPT)
        with pytest.raises(DecisionRefused, match="one's own"):
            vote(connection, "bo", Vote.UNDO, undoes=first.id)
        taken = vote(connection, "ada", Vote.UNDO, undoes=first.id)
        assert taken.state is ClaimState.OPEN
        with pytest.raises(DecisionRefused, match="already"):
            vote(connection, "ada", Vote.UNDO, undoes=first.id)
        with pytest.raises(DecisionRefused, match="one's own"):
            vote(connection, "ada", Vote.UNDO, undoes=taken.id)
        assert connection.scalar(select(func.count()).select_from(decisions)) == 2
        assert last_votes(connection, "ada", "t") == []


def test_changed_evidence_brings_a_claim_back_and_the_same_evidence_settles_it_again(engine: Engine) -> None:
    from citetrail.store.decision_log import refresh_claims

    add_claims(engine, "c1")
    with writing(engine) as connection:
        vote(connection, "ada", Vote.ACCEPT)
        connection.execute(update(claims).values(evidence_hash="e2"))
        refresh_claims(connection, ["c1"])
        assert (claim_row(connection).state, claim_row(connection).decided_hash) == ("open", "e1")
        connection.execute(update(claims).values(evidence_hash="e1"))
        refresh_claims(connection, ["c1"])
        assert claim_row(connection).state == "accepted"


def test_a_decision_on_evidence_that_changed_meanwhile_is_kept_but_does_not_count(engine: Engine) -> None:
    add_claims(engine, "c1", evidence_hash="e2")
    with writing(engine) as connection:
        done = vote(connection, "ada", Vote.ACCEPT, seen="e1")
        assert (done.state, done.counts) == (ClaimState.OPEN, False)
        assert connection.scalars(select(decisions.c.evidence_hash)).all() == ["e1"]


def test_a_flag_is_no_verdict(engine: Engine) -> None:
    add_claims(engine, "c1")
    with writing(engine) as connection:
        flag = vote(connection, "ada", Vote.FLAG)
        assert (flag.state, claim_row(connection).flagged) == (ClaimState.OPEN, True)
        vote(connection, "ada", Vote.UNDO, undoes=flag.id)
        assert claim_row(connection).flagged is False


@pytest.mark.parametrize(
    ("verdict", "told", "why"),
    [
        (Vote.CORRECT, {}, "correction"),
        (Vote.ACCEPT, {"correction": {"role": "compared"}}, "correction"),
        (Vote.ACCEPT, {"reason": Reason.NEGATED}, "rejection"),
        (Vote.UNDO, {}, "undo"),
        (Vote.ACCEPT, {"note": "x" * 4001}, "4,000"),
        (Vote.ACCEPT, {"token": "short"}, "token"),
    ],
)
def test_ballots_that_contradict_themselves_are_refused(
    engine: Engine, verdict: Vote, told: dict[str, object], why: str
) -> None:
    add_claims(engine, "c1")
    with pytest.raises(DecisionRefused, match=why), writing(engine) as connection:
        vote(connection, "ada", verdict, **told)


def test_an_unknown_claim_is_refused(engine: Engine) -> None:
    with pytest.raises(UnknownClaim), writing(engine) as connection:
        vote(connection, "ada", Vote.ACCEPT, "nowhere")


def test_the_caches_can_be_rebuilt_from_the_log(engine: Engine) -> None:
    add_claims(engine, "c1", "c2")
    with writing(engine) as connection:
        vote(connection, "ada", Vote.ACCEPT, "c1")
        vote(connection, "ada", Vote.REJECT, "c2")
        connection.execute(update(claims).values(state="open", decided_hash=""))
        assert rebuild(connection) == 2
        assert [claim_row(connection, c).state for c in ("c1", "c2")] == ["accepted", "rejected"]
        assert rebuild(connection) == 0


def test_a_second_reviewer_puts_sensitive_claims_back_and_the_setting_is_shared(engine: Engine) -> None:
    add_claims(engine, "c1", sensitive=True)
    add_claims(engine, "c2")
    with writing(engine) as connection:
        vote(connection, "ada", Vote.ACCEPT, "c1")
        vote(connection, "ada", Vote.ACCEPT, "c2")
        assert claim_row(connection, "c1").state == "accepted"
        assert apply_policy(connection, True)
        assert [claim_row(connection, c).state for c in ("c1", "c2")] == ["accepted_once", "accepted"]
        assert not apply_policy(connection, True)
        assert apply_policy(connection, False)
        assert claim_row(connection, "c1").state == "accepted"
