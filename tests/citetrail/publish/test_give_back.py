"""What registries may take: organisations without a ROR identifier, strings read as the wrong organisation."""

from pathlib import Path
from typing import Any

from sqlalchemy import insert, update

from citetrail.records.claim_ids import resolution_id
from citetrail.records.vocabulary import Reason, Vote
from citetrail.store.decision_log import Ballot, decide
from citetrail.store.engine import writing
from citetrail.store.objections import ObjectionOutcome
from citetrail.store.tables import affiliations, organisations, papers
from tests.citetrail.publish import invented
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.invented import _claim
from tests.citetrail.publish.test_correction_notices import claim_of, objected
from tests.citetrail.publish.test_formats import rows

GROUP_7 = resolution_id(invented.TARGET.slug, "group 7")

UNIVERSITY, NAVY = "https://ror.org/00example0", "https://ror.org/00example9"


def has_ror(store: InventedStore, organisation: str = "ct:navy", ror: str = NAVY) -> None:
    with writing(store.engine) as connection:
        connection.execute(update(organisations).where(organisations.c.id == organisation).values(ror=ror))


def vote(store: InventedStore, claim: str, word: str, **told: Any) -> None:
    """Both reviewers say this now, each without having seen the other's vote."""
    with writing(store.engine) as connection:
        for reviewer in ("maria", "jonas"):
            token = f"{word}-{reviewer}-{claim}"
            decide(connection, Ballot(token, claim, reviewer, Vote(word), "h", **told), invented.T2)


def given(store: InventedStore, out: Path, table: str = "affiliation_corrections") -> list[dict[str, str]]:
    return rows(store.publish(out).path, table)


def test_confirmed_organisations_without_an_identifier_are_listed(store: InventedStore, tmp_path: Path) -> None:
    told = {r["organisation_id"]: r for r in given(store, tmp_path / "out", "missing_organisations")}
    assert set(told) == {"ct:company", "ct:navy", "ct:nowhere"}
    assert told["ct:navy"]["printed_as"] == "Example Naval Laboratory, Norfolk, VA, USA"
    assert (told["ct:navy"]["city"], told["ct:navy"]["country"]) == ("Norfolk", "US")
    assert {r["organization_type"] for r in told.values()} == {""}, "no sector of these tells ROR's type for sure"
    has_ror(store)
    vote(store, claim_of(store, "sector", organisation_id="ct:company"), "accept")
    left = given(store, tmp_path / "again", "missing_organisations")
    assert {r["organisation_id"]: r["organization_type"] for r in left} == {"ct:company": "company", "ct:nowhere": ""}


def test_nothing_unconfirmed_is_given_back(store: InventedStore, tmp_path: Path) -> None:
    made = store.publish(tmp_path / "out", provisional=True).path
    assert "ct:border" in {r["organisation_id"] for r in rows(made, "organisations")}
    assert "ct:border" not in {r["organisation_id"] for r in rows(made, "missing_organisations")}
    assert rows(made, "affiliation_corrections") == []


def test_a_string_put_right_names_both_readings(store: InventedStore, tmp_path: Path) -> None:
    has_ror(store)
    claim = claim_of(store, "affiliation", paper_id=invented.pid("a"))
    vote(store, claim, "correct", correction={"organisation_id": "ct:navy"})
    (row,) = given(store, tmp_path / "out")
    assert row["raw_affiliation_name"] == "Dept. of Faces, University of Examples, Berlin, Germany"
    assert (row["new_rors"], row["previous_rors"]) == (NAVY, UNIVERSITY)
    assert (row["claim_ids"], row["papers"]) == (claim, "1")
    assert row["works_examples"].startswith("https://doi.org/10.")


def test_a_refused_organisation_is_listed_when_people_say_it_is_another(store: InventedStore, tmp_path: Path) -> None:
    """The invented rejection has another reason; with this one the string was read wrongly."""
    claim = claim_of(store, "affiliation", paper_id=invented.pid("b"), organisation_id="ct:university")
    assert given(store, tmp_path / "before") == []
    vote(store, claim, "reject", reason=Reason.WRONG_ORGANISATION)
    (row,) = given(store, tmp_path / "out")
    assert (row["raw_affiliation_name"], row["new_rors"]) == ("University of Examples", "")
    assert row["previous_rors"] == UNIVERSITY


def test_an_unknown_string_that_people_named_is_listed(store: InventedStore, tmp_path: Path) -> None:
    with writing(store.engine) as connection:

        def put(table: Any, *some: dict[str, Any]) -> None:
            for one in some:
                connection.execute(insert(table), one)

        _claim(put, GROUP_7, "resolution", "open", "“Group 7” …", raw_key="group 7")
    vote(store, GROUP_7, "accept")
    unknown = [r for r in given(store, tmp_path / "one", "missing_organisations") if not r["organisation_id"]]
    assert [r["name"] for r in unknown] == ["Group 7"], "accepted as it stands: nobody has it"
    vote(store, GROUP_7, "correct", correction={"organisation_id": "ct:university"})
    (row,) = given(store, tmp_path / "two")
    assert (row["raw_affiliation_name"], row["new_rors"], row["previous_rors"]) == ("Group 7", UNIVERSITY, "")


def test_a_string_of_two_organisations_waits_for_both(store: InventedStore, tmp_path: Path) -> None:
    has_ror(store)
    claim = claim_of(store, "affiliation", paper_id=invented.pid("a"))
    vote(store, claim, "correct", correction={"organisation_id": "ct:navy"})
    with writing(store.engine) as connection:
        here = (affiliations.c.paper_id == invented.pid("a"), affiliations.c.position == 0)
        row = dict(connection.execute(affiliations.select().where(*here)).mappings().one())
        row.pop("id", None)
        connection.execute(insert(affiliations), row | {"match": 1, "organisation_id": "ct:border"})
    assert given(store, tmp_path / "out") == []


def test_what_an_objection_took_back_is_not_given_back(store: InventedStore, tmp_path: Path) -> None:
    has_ror(store)
    claim = claim_of(store, "affiliation", paper_id=invented.pid("a"))
    vote(store, claim, "correct", correction={"organisation_id": "ct:navy"})
    objected(store, claim, ObjectionOutcome.UPHELD)
    assert given(store, tmp_path / "out") == []


def test_a_paper_that_arxiv_alone_has_is_linked_by_arxivs_doi(store: InventedStore, tmp_path: Path) -> None:
    """Most papers on faces are preprints: without this ROR's curators would get no paper to look at."""
    with writing(store.engine) as connection:
        mine = papers.c.id == invented.pid("e")
        connection.execute(update(papers).where(mine).values(doi=None, arxiv_id="2101.00005"))
    told = {r["organisation_id"]: r for r in given(store, tmp_path / "out", "missing_organisations")}
    assert told["ct:navy"]["link_to_publications"] == "https://doi.org/10.48550/arXiv.2101.00005"
    assert told["ct:navy"]["papers"] == "1"
