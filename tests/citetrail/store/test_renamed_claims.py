"""What people decided on an organisation under an id that it gave up stands when its papers are read again."""

from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, select

from citetrail.publish.checks_log import read_log
from citetrail.publish.load_places import meet
from citetrail.publish.paper_batch import Organisations
from citetrail.records import renamed_ids
from citetrail.records.claim_ids import affiliation_id, resolution_id, sector_id
from citetrail.records.renamed_ids import RENAMED, read_renamed
from citetrail.records.vocabulary import Verdict, Vote
from citetrail.store.claims import find_claim
from citetrail.store.decision_chain import verify
from citetrail.store.decision_log import standing_of
from citetrail.store.engine import writing
from citetrail.store.like_decisions import like_decisions
from citetrail.store.organisations import organisations_of
from citetrail.store.paper_sectors import corrected_to, papers_about, sensitive_organisations, sensitive_papers
from citetrail.store.sensitive_corrections import made_sensitive
from citetrail.store.tables import affiliations, claims, organisations
from tests.citetrail.store.logs import CLAIM, vote
from tests.citetrail.store.test_shared_claims import rows, save, store

__all__ = ["store"]

FORMER, NOW = next(iter(read_renamed(RENAMED).items()))


def sector(organisation: str, sector_told: str = "academic") -> dict[str, Any]:
    told = CLAIM | {"kind": "sector", "paper_id": None, "member": None, "role": None, "sector": sector_told}
    return told | {"organisation_id": organisation, "id": sector_id("t", organisation, sector_told)}


def affiliation(organisation: str, paper: str = "p1") -> dict[str, Any]:
    told = CLAIM | {
        "kind": "affiliation",
        "member": None,
        "role": None,
        "organisation_id": organisation,
        "paper_id": paper,
    }
    return told | {"id": affiliation_id("t", paper, organisation)}


def known(connection: Connection, organisation: str, told: str = "military") -> None:
    row: dict[str, Any] = {column.name: None for column in organisations.columns if column.nullable}
    row |= {"id": organisation, "name": "Lamp Works", "sector": told, "basis": "gazetteer", "flags": []}
    row |= {"designations": [], "source": "", "version": "v1", "precision": "none"}
    connection.execute(insert(organisations), row)


def decided(store: Engine, *made: dict[str, Any]) -> None:
    save(store, rows("p1", Verdict.USES, *made))
    with writing(store) as connection:
        for claim in made:
            vote(connection, "ada", Vote.ACCEPT, claim["id"])


@pytest.mark.parametrize("made", [sector, affiliation])
def test_a_decision_carries_over_to_the_new_id(store: Engine, made: Any) -> None:
    decided(store, made(FORMER))
    save(store, rows("p1", Verdict.USES, made(NOW)))
    with writing(store) as connection:
        assert list(connection.scalars(select(claims.c.id).where(claims.c.current))) == [made(FORMER)["id"]]
        claim = find_claim(connection, made(FORMER)["id"])
        assert claim is not None
        assert (claim.organisation_id, claim.state, claim.current) == (NOW, "accepted", True)
        assert standing_of(connection, claim).accepting == ("ada",)
        assert verify(connection).broken == ""


def test_a_release_finds_nothing_bent(store: Engine) -> None:
    decided(store, sector(FORMER))
    save(store, rows("p1", Verdict.USES, sector(NOW)))
    assert not [fault for fault in read_log(store, None).faults if fault]
    with writing(store) as connection:
        connection.execute(claims.update().values(organisation_id="ct:somebody-else"))
    assert [fault for fault in read_log(store, None).faults if "was changed" in fault]


def test_a_claim_that_nobody_decided_on_is_the_new_one(store: Engine) -> None:
    save(store, rows("p1", Verdict.USES, sector(FORMER)))
    assert save(store, rows("p1", Verdict.USES, sector(NOW)))[0] == {sector(NOW)["id"]}


def test_the_open_claim_under_the_new_id_leaves_the_queue(store: Engine) -> None:
    save(store, rows("p2", Verdict.USES, sector(NOW)))
    decided(store, sector(FORMER))
    held, _ = save(store, rows("p1", Verdict.USES, sector(NOW)), rows("p2", Verdict.USES, sector(NOW)))
    assert held == {sector(FORMER)["id"]}


def test_what_was_decided_under_both_ids_stays_as_it_is(store: Engine) -> None:
    decided(store, sector(FORMER))
    with writing(store) as connection:
        connection.execute(insert(claims), sector(NOW))
        vote(connection, "bob", Vote.REJECT, sector(NOW)["id"])
    assert save(store, rows("p1", Verdict.USES, sector(NOW)))[0] == {sector(NOW)["id"]}


def test_a_correction_to_the_former_id_means_the_organisation_of_today(store: Engine) -> None:
    string = CLAIM | {"kind": "resolution", "paper_id": None, "member": None, "role": None, "raw_key": "lamp works"}
    string |= {"id": resolution_id("t", "lamp works")}
    save(store, rows("p1", Verdict.USES, string))
    with writing(store) as connection:
        known(connection, FORMER)
        vote(connection, "ada", Vote.CORRECT, string["id"], correction={"organisation_id": FORMER})
        vote(connection, "bob", Vote.CORRECT, string["id"], correction={"organisation_id": NOW})
        claim = find_claim(connection, string["id"])
        assert claim is not None
        assert standing_of(connection, claim).correction == {"organisation_id": NOW}
        assert [one.id for one in corrected_to(connection, "t", NOW)] == [string["id"]]
        assert made_sensitive(connection, [string["id"]]) == {string["id"]}
        assert organisations_of(connection, [NOW])[NOW].name == "Lamp Works"


def test_it_is_proposed_for_the_next_spelling_by_the_id_of_today(store: Engine) -> None:
    decided(store, affiliation(FORMER))
    with writing(store) as connection:
        connection.execute(affiliations.update().values(raw_key="lamp works, oslo"))
        known(connection, NOW)
    save(store, rows("p1", Verdict.USES, affiliation(NOW)))
    with writing(store) as connection:
        connection.execute(affiliations.update().values(raw_key="lamp works, oslo"))
        other = CLAIM | {"id": "r", "kind": "resolution", "paper_id": None, "member": None, "role": None}
        connection.execute(insert(claims), other | {"raw_key": "oslo, lamp works"})
        claim = find_claim(connection, "r")
        assert claim is not None
        assert [one.organisation_id for one in like_decisions(connection, claim)] == [NOW]


def test_a_correction_to_a_former_id_stays_sensitive_before_any_reading(store: Engine) -> None:
    string = CLAIM | {"kind": "resolution", "paper_id": None, "member": None, "role": None, "raw_key": "lamp works"}
    string |= {"id": resolution_id("t", "lamp works")}
    decided(store, sector(FORMER, "military"))
    save(store, rows("p2", Verdict.USES, string))
    with writing(store) as connection:
        known(connection, FORMER, "academic")
        vote(connection, "ada", Vote.CORRECT, string["id"], correction={"organisation_id": FORMER})
        assert sensitive_organisations(connection, "t", [FORMER, NOW]).keys() == {FORMER, NOW}
        assert made_sensitive(connection, [string["id"]]) == {string["id"]}
        assert sensitive_papers(connection, "t", ["p2"]).keys() == {"p2"}


def test_one_paper_read_again_and_one_not_are_both_sensitive(store: Engine) -> None:
    told = sector(FORMER, "military")
    save(store, *(rows(paper, Verdict.USES, told, affiliation(FORMER, paper)) for paper in ("p1", "p2")))
    with writing(store) as connection:
        vote(connection, "ada", Vote.ACCEPT, told["id"])
    save(store, rows("p1", Verdict.USES, sector(NOW, "military"), affiliation(NOW)))
    with writing(store) as connection:
        claim = find_claim(connection, told["id"])
        assert claim is not None
        assert claim.organisation_id == NOW
        assert papers_about(connection, claim) == ["p1", "p2"]
        assert sensitive_papers(connection, "t", ["p1", "p2"]).keys() == {"p1", "p2"}


@pytest.mark.parametrize("read_again", [False, True])
def test_a_release_prints_the_decided_sector_under_either_id(store: Engine, read_again: bool) -> None:
    decided(store, sector(FORMER))
    if read_again:
        save(store, rows("p1", Verdict.USES, sector(NOW)))
    seen = Organisations("t", provisional=False)
    with writing(store) as connection:
        meet(connection, seen, {FORMER, NOW})
    assert {seen.sector(one)[0] for one in (FORMER, NOW)} == {"academic"}


def test_a_claim_that_was_moved_once_may_wait_for_its_second_move(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(store, sector(FORMER, "military") | {"sensitive": True})
    save(store, rows("p1", Verdict.USES, sector(NOW, "military") | {"sensitive": True}))
    moved = {FORMER: "ror:later", NOW: "ror:later"}
    monkeypatch.setattr(renamed_ids, "_renamed", lambda: moved)
    monkeypatch.setattr(renamed_ids, "_former", lambda: {"ror:later": (FORMER, NOW)})
    assert read_log(store, None).faults == ()
    with writing(store) as connection:
        asked = [FORMER, NOW, "ror:later"]
        assert sensitive_organisations(connection, "t", asked).keys() == set(asked)
    save(store, rows("p1", Verdict.USES, sector("ror:later", "military") | {"sensitive": True}))
    assert read_log(store, None).faults == ()
    with writing(store) as connection:
        claim = find_claim(connection, sector(FORMER, "military")["id"])
        assert claim is not None
        assert (claim.organisation_id, claim.current) == ("ror:later", True)


def test_a_reading_that_still_names_the_former_id_takes_no_claim_back(store: Engine) -> None:
    decided(store, sector(NOW))
    save(store, rows("p1", Verdict.USES, sector(FORMER)))
    with writing(store) as connection:
        claim = find_claim(connection, sector(NOW)["id"])
        assert claim is not None
        assert claim.organisation_id == NOW
