"""What wants two people as a proposal wants two people as a correction."""

import pytest
from sqlalchemy import Engine, insert, update

from citetrail.records.vocabulary import ClaimKind, ClaimState, Sector, Vote
from citetrail.store.decision_log import apply_policy
from citetrail.store.engine import writing
from citetrail.store.sensitive_corrections import made_sensitive
from citetrail.store.tables import claims, organisations
from tests.citetrail.store.logs import add_claims, claim_row, vote

ACADEMIC = {"kind": ClaimKind.SECTOR, "sector": Sector.ACADEMIC, "sensitive": False, "organisation_id": "ct:school"}


def organisation(engine: Engine, key: str, sector: str) -> None:
    """An organisation of which only name and sector matter; the rest is as empty as its columns allow."""
    row = {c.name: [] if "JSON" in str(c.type) else "" for c in organisations.c if not c.nullable}
    with writing(engine) as connection:
        connection.execute(insert(organisations), row | {"id": key, "name": key, "sector": sector})


@pytest.mark.parametrize("sector", [Sector.MILITARY, Sector.COMMERCIAL])
def test_nobody_alone_corrects_to_what_two_must_accept(engine: Engine, sector: Sector) -> None:
    add_claims(engine, "c1", **ACADEMIC)
    said = {"correction": {"sector": str(sector)}}
    with writing(engine) as connection:
        apply_policy(connection, True)
        assert vote(connection, "ada", Vote.CORRECT, **said).state is ClaimState.ACCEPTED_ONCE
        assert made_sensitive(connection, ["c1"]) == {"c1"}
        assert vote(connection, "bo", Vote.CORRECT, **said).state is ClaimState.ACCEPTED


def test_a_correction_to_an_ordinary_sector_needs_one(engine: Engine) -> None:
    add_claims(engine, "c1", **ACADEMIC)
    with writing(engine) as connection:
        apply_policy(connection, True)
        told = vote(connection, "ada", Vote.CORRECT, correction={"sector": str(Sector.GOVERNMENT)})
    assert told.state is ClaimState.ACCEPTED


def test_a_correction_to_a_sensitive_organisation_wants_two(engine: Engine) -> None:
    add_claims(engine, "c1", "c2", kind=ClaimKind.AFFILIATION, sensitive=False, organisation_id="ct:school")
    organisation(engine, "ct:fleet", Sector.MILITARY)
    organisation(engine, "ct:college", Sector.ACADEMIC)
    with writing(engine) as connection:
        apply_policy(connection, True)
        fleet = vote(connection, "ada", Vote.CORRECT, "c1", correction={"organisation_id": "ct:fleet"})
        college = vote(connection, "ada", Vote.CORRECT, "c2", correction={"organisation_id": "ct:college"})
    assert (fleet.state, college.state) == (ClaimState.ACCEPTED_ONCE, ClaimState.ACCEPTED)


def test_what_an_older_version_let_one_person_correct_comes_back(engine: Engine) -> None:
    add_claims(engine, "c1", **ACADEMIC)
    with writing(engine) as connection:
        apply_policy(connection, True)
        vote(connection, "ada", Vote.CORRECT, correction={"sector": str(Sector.MILITARY)})
        connection.execute(update(claims).values(state=ClaimState.ACCEPTED, once_by=""))
        apply_policy(connection, True)
        assert claim_row(connection).state == ClaimState.ACCEPTED_ONCE
