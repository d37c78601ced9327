"""Whoever found out that a paper is military or commercial: nobody says alone that it used the data."""

from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, update

from citetrail.records.vocabulary import ClaimKind, ClaimState, KeyKind, Sector, Vote
from citetrail.store.assessments import AssessmentRows, save_assessments
from citetrail.store.claims import facts_of
from citetrail.store.decided_uses import settled_uses
from citetrail.store.decision_log import apply_policy, rebuild
from citetrail.store.engine import writing
from citetrail.store.tables import affiliations, assessments, claims, paper_keys, papers
from citetrail.store.two_people import is_sensitive, sensitive_since
from tests.citetrail.store.logs import add_claims, add_quote, claim_row, vote
from tests.citetrail.store.test_sensitive_corrections import organisation
from tests.synthetic import AT

SCHOOL: dict[str, Any] = {"organisation_id": "ct:school", "member": None, "role": None}
SECTOR = {"kind": ClaimKind.SECTOR, "sector": Sector.ACADEMIC, "paper_id": None, **SCHOOL}
WORDS = {"kind": ClaimKind.RESOLUTION, "sector": Sector.UNKNOWN, "paper_id": None, "raw_key": "group 7"}


def printed(engine: Engine, raw_key: str, organisation_id: str | None) -> None:
    """An affiliation as a reading left it on the paper."""
    row = {"paper_id": "p1", "target": "t", "position": len(raw_key), "match": 0, "raw": raw_key, "raw_key": raw_key}
    row |= {"organisation_id": organisation_id, "sector": "unknown", "method": "alias", "score": 1.0}
    with writing(engine) as connection:
        connection.execute(insert(affiliations), row | {"origin": "header", "note": "", "authors": []})


@pytest.fixture
def paper(engine: Engine) -> Engine:
    """A use on a paper that the machine calls academic, the affiliation behind that, and words nobody knows."""
    add_claims(engine, "use")
    add_claims(engine, "place", kind=ClaimKind.AFFILIATION, **SCHOOL)
    add_claims(engine, "sector", **SECTOR)
    add_claims(engine, "words", **WORDS)
    printed(engine, "the school", "ct:school")
    printed(engine, "group 7", None)
    organisation(engine, "ct:school", Sector.ACADEMIC)
    organisation(engine, "ct:fleet", Sector.MILITARY)
    with writing(engine) as connection:
        apply_policy(connection, True)
    return engine


def state(connection: Connection, claim: str = "use") -> str:
    return claim_row(connection, claim).state


def both(connection: Connection, claim: str, **correction: str) -> None:
    for who in ("cleo", "dan"):
        vote(connection, who, Vote.CORRECT, claim, correction=correction)


CORRECTIONS = [
    ("sector", {"sector": str(Sector.MILITARY)}),
    ("sector", {"sector": str(Sector.COMMERCIAL)}),
    ("place", {"organisation_id": "ct:fleet"}),
    ("words", {"organisation_id": "ct:fleet"}),
    ("words", {"sector": str(Sector.MILITARY)}),
]


@pytest.mark.parametrize(("claim", "correction"), CORRECTIONS)
def test_a_use_that_one_person_accepted_comes_back_once_its_paper_is_military(
    paper: Engine, claim: str, correction: dict[str, str]
) -> None:
    with writing(paper) as connection:
        assert vote(connection, "ada", Vote.ACCEPT, "use").state is ClaimState.ACCEPTED
        vote(connection, "cleo", Vote.CORRECT, claim, correction=correction)
        assert state(connection) == ClaimState.ACCEPTED, "one vote on the sector tells nobody anything yet"
        vote(connection, "dan", Vote.CORRECT, claim, correction=correction)
        assert state(connection) == ClaimState.ACCEPTED_ONCE
        assert vote(connection, "bo", Vote.ACCEPT, "use").state is ClaimState.ACCEPTED


@pytest.mark.parametrize(("claim", "correction"), CORRECTIONS)
def test_a_use_that_is_judged_afterwards_wants_two(paper: Engine, claim: str, correction: dict[str, str]) -> None:
    with writing(paper) as connection:
        both(connection, claim, **correction)
        assert is_sensitive(connection, claim_row(connection, "use"))
        assert vote(connection, "ada", Vote.ACCEPT, "use").state is ClaimState.ACCEPTED_ONCE


def test_a_correction_to_an_ordinary_sector_leaves_the_use(paper: Engine) -> None:
    with writing(paper) as connection:
        vote(connection, "ada", Vote.ACCEPT, "use")
        both(connection, "sector", sector=str(Sector.GOVERNMENT))
        assert state(connection) == ClaimState.ACCEPTED


def test_the_affiliation_with_it_wants_two_as_well(paper: Engine) -> None:
    """ "Authors are of this company" is as much of a charge as "the company is one"."""
    with writing(paper) as connection:
        vote(connection, "ada", Vote.ACCEPT, "place")
        both(connection, "sector", sector=str(Sector.COMMERCIAL))
        assert state(connection, "place") == ClaimState.ACCEPTED_ONCE


def test_a_sector_that_is_taken_back_gives_the_use_back(paper: Engine) -> None:
    with writing(paper) as connection:
        vote(connection, "ada", Vote.ACCEPT, "use")
        made = [
            vote(connection, who, Vote.CORRECT, "sector", correction={"sector": str(Sector.MILITARY)})
            for who in ("cleo", "dan")
        ]
        vote(connection, "dan", Vote.UNDO, "sector", undoes=made[1].id)
        assert state(connection) == ClaimState.ACCEPTED


def test_two_who_saw_each_other_before_agreed_only(paper: Engine) -> None:
    """While one vote was enough, whoever looked at the settled claim saw it: the second is none of its own."""
    with writing(paper) as connection:
        vote(connection, "ada", Vote.ACCEPT, "use")
        vote(connection, "bo", Vote.ACCEPT, "use")
        both(connection, "sector", sector=str(Sector.MILITARY))
        assert state(connection) == ClaimState.AGREED


def test_an_audit_before_was_blind_and_counts(paper: Engine) -> None:
    with writing(paper) as connection:
        vote(connection, "ada", Vote.ACCEPT, "use")
        vote(connection, "bo", Vote.ACCEPT, "use", audit=True)
        both(connection, "sector", sector=str(Sector.MILITARY))
        assert state(connection) == ClaimState.ACCEPTED


def test_a_sector_accepted_as_proposed_outlives_the_gazetteer(paper: Engine) -> None:
    """A later gazetteer calls the body academic; what two people accepted is what a release prints."""
    add_claims(paper, "old", kind=ClaimKind.SECTOR, sector=Sector.MILITARY, sensitive=True, paper_id=None, **SCHOOL)
    with writing(paper) as connection:
        vote(connection, "ada", Vote.ACCEPT, "use")
        for who in ("cleo", "dan"):
            vote(connection, who, Vote.ACCEPT, "old")
        connection.execute(update(claims).where(claims.c.id == "old").values(current=False))
        assert state(connection) == ClaimState.ACCEPTED_ONCE


def test_an_organisation_put_in_place_counts_with_its_accepted_sector(paper: Engine) -> None:
    """One person puts another school in place, and two people later say what that school is: both come back."""
    organisation(paper, "ct:other", Sector.ACADEMIC)
    add_claims(paper, "other", **SECTOR | {"organisation_id": "ct:other"})
    with writing(paper) as connection:
        vote(connection, "ada", Vote.ACCEPT, "use")
        vote(connection, "ada", Vote.CORRECT, "place", correction={"organisation_id": "ct:other"})
        assert state(connection, "place") == ClaimState.ACCEPTED
        both(connection, "other", sector=str(Sector.MILITARY))
        assert state(connection, "place") == ClaimState.ACCEPTED_ONCE
        vote(connection, "bo", Vote.CORRECT, "place", correction={"organisation_id": "ct:other"})
        assert (state(connection, "place"), state(connection)) == (ClaimState.ACCEPTED, ClaimState.ACCEPTED_ONCE)


def test_a_record_that_was_merged_away_follows_the_paper(paper: Engine) -> None:
    with writing(paper) as connection:
        gone = {"id": "p0", "title": "A Paper", "title_key": "a", "pdf_urls": [], "authors": [], "first_seen": AT}
        connection.execute(insert(papers), gone | {"merged_into": "p1"})
        connection.execute(insert(paper_keys), {"kind": KeyKind.MERGED, "value": "p0", "paper_id": "p1"})
    add_claims(paper, "older", paper_id="p0", current=False)
    with writing(paper) as connection:
        vote(connection, "ada", Vote.ACCEPT, "older")
        both(connection, "sector", sector=str(Sector.MILITARY))
        assert state(connection, "older") == ClaimState.ACCEPTED_ONCE


def test_another_target_decides_for_itself(paper: Engine) -> None:
    add_claims(paper, "theirs", target="u")
    with writing(paper) as connection:
        both(connection, "sector", sector=str(Sector.MILITARY))
        assert set(sensitive_since(connection, facts_of(connection, ["theirs", "use"]))) == {"use"}


def test_what_an_older_version_let_one_person_say_comes_back_when_the_review_starts(paper: Engine) -> None:
    with writing(paper) as connection:
        both(connection, "sector", sector=str(Sector.MILITARY))
        vote(connection, "ada", Vote.ACCEPT, "use")
        connection.execute(update(claims).where(claims.c.id == "use").values(state=ClaimState.ACCEPTED, once_by=""))
        apply_policy(connection, True)
        assert state(connection) == ClaimState.ACCEPTED_ONCE
        apply_policy(connection, False)
        assert state(connection) == ClaimState.ACCEPTED
        apply_policy(connection, True)
        assert state(connection) == ClaimState.ACCEPTED_ONCE
        assert rebuild(connection) == 0, "derived anew, every state is what it was"


def test_no_weights_learn_from_a_use_that_waits_again(paper: Engine) -> None:
    add_quote(paper, "use", "q1", "We train on MS1MV2.")
    with writing(paper) as connection:
        both(connection, "sector", sector=str(Sector.MILITARY))
        vote(connection, "ada", Vote.ACCEPT, "use")
        connection.execute(update(claims).where(claims.c.id == "use").values(state=ClaimState.ACCEPTED))
        assert list(settled_uses(connection, "t")) == []


def test_a_reading_that_makes_a_claim_sensitive_derives_its_state(paper: Engine) -> None:
    """The gazetteer learned what the body is; the evidence of the use is the same as before."""
    with writing(paper) as connection:
        vote(connection, "ada", Vote.ACCEPT, "use")
        row = claim_row(connection, "use")._asdict()
        save_assessments(connection, "t", [_reading(row | {"sensitive": True})])
        assert state(connection) == ClaimState.ACCEPTED_ONCE


def _reading(claim: dict[str, Any]) -> AssessmentRows:
    """What reading the paper again gives: this claim, the rest as empty as its columns allow."""
    row = {c.name: c.type.python_type() for c in assessments.c if not c.nullable and "JSON" not in str(c.type)}
    row |= {c.name: [] for c in assessments.c if not c.nullable and "JSON" in str(c.type)}
    return AssessmentRows(row | {"paper_id": "p1", "target": "t"}, [], [], [], [], [claim], [])
