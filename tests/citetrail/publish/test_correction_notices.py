"""A claim that falls: objections hold back or withdraw, and every release that said it tells so."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from citetrail.publish.checks import ChecksFailed
from citetrail.publish.release import Publisher, damaged_files, publish
from citetrail.records.vocabulary import Vote
from citetrail.store.decision_log import Ballot, decide
from citetrail.store.engine import writing
from citetrail.store.objections import ObjectionOutcome, ObjectionRefused, answer, object_to
from citetrail.store.tables import claims
from tests.citetrail.publish import invented
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.test_formats import rows

DAY = "2026-03-06"


def claim_of(store: InventedStore, kind: str, **about: str) -> str:
    with store.engine.connect() as connection:
        query = select(claims.c.id).where(claims.c.kind == kind, *(claims.c[k] == v for k, v in about.items()))
        return str(connection.execute(query.order_by(claims.c.state)).scalars().first())


def objected(store: InventedStore, claim: str, outcome: ObjectionOutcome = ObjectionOutcome.OPEN) -> None:
    with writing(store.engine) as connection:
        number = object_to(connection, claim, "We never held this data; write to me@example.org.", DAY, "ada")
        if outcome is not ObjectionOutcome.OPEN:
            answer(connection, number, outcome, "The paper was read again.", DAY, "ada")


def delta(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "delta.jsonl").read_text(encoding="utf-8").splitlines()]


def said(folder: Path) -> dict[str, set[str]]:
    """What a release says that the three kinds of sensitive claim say of paper e."""
    return {
        "affiliation": {r["organisation_id"] for r in rows(folder, "affiliations")} & {"ct:navy"},
        "sector": {r["sector"] for table in ("organisations", "affiliations", "markers") for r in rows(folder, table)}
        & {"military"},
        "use": {r["paper_id"] for r in rows(folder, "uses")} & {invented.pid("e")},
    }


@pytest.mark.parametrize("kind", ["affiliation", "sector", "use"])
def test_an_open_objection_holds_a_sensitive_claim_back_at_once(
    store: InventedStore, tmp_path: Path, kind: str
) -> None:
    """In provisional releases too; the release says that something is held back, and not of whom."""
    about = {"paper_id": invented.pid("e")} if kind == "use" else {"organisation_id": "ct:navy"}
    claim = claim_of(store, kind, **about)
    before = store.publish(tmp_path / "out").path
    assert all(said(before).values())
    objected(store, claim)
    for provisional in (False, True):
        made = store.publish(tmp_path / f"out{provisional}", provisional=provisional).path
        assert not said(made)[kind]
        (row,) = rows(made, "corrections")
        assert (row["claim_id"], row["outcome"], row["effect"]) == (claim, "open", "held_back")
        assert row["organisation_id"] == ""
        assert claim not in {r["claim_id"] for r in rows(made, "decisions")}, "votes say what was claimed of whom"
        assert "me@example.org" not in (made / "corrections.csv").read_text(encoding="utf-8")


def test_of_several_objections_none_says_that_a_claim_stands_while_one_is_open(
    store: InventedStore, tmp_path: Path
) -> None:
    claim = claim_of(store, "sector", organisation_id="ct:navy")
    before = store.publish(tmp_path / "out").path
    objected(store, claim, ObjectionOutcome.REFUSED)
    objected(store, claim)
    made = store.publish(tmp_path / "out").path
    told = [(r["outcome"], r["effect"], r["organisation_id"]) for r in rows(made, "corrections")]
    assert told == [("refused", "held_back", ""), ("open", "held_back", "")]
    assert "The paper was read again." not in (before / "CORRECTIONS.md").read_text(encoding="utf-8")
    objected(store, claim, ObjectionOutcome.UPHELD)
    objected(store, claim)
    made = store.publish(tmp_path / "out").path
    assert {r["effect"] for r in rows(made, "corrections")} == {"withdrawn"}
    assert "The paper was read again." in (before / "CORRECTIONS.md").read_text(encoding="utf-8")


def test_a_military_sector_that_is_held_back_is_not_told_of_a_funder(store: InventedStore, tmp_path: Path) -> None:
    """A provisional release gives the machine's word on funders, but not of a body that objects."""
    before = store.publish(tmp_path / "before", provisional=True).path
    (row,) = rows(before, "funding")
    assert (row["organisation_id"], row["military"]) == ("ct:navy", "true")
    objected(store, claim_of(store, "sector", organisation_id="ct:navy"))
    after = store.publish(tmp_path / "after", provisional=True).path
    (row,) = rows(after, "funding")
    assert (row["funder"], row["military"]) == ("Example Office of Naval Research", "")
    assert "military_funding" in {r["property"] for r in rows(before, "statements")}
    assert "military_funding" not in {r["property"] for r in rows(after, "statements")}


def test_what_fell_is_listed_and_old_releases_get_a_notice(store: InventedStore, tmp_path: Path) -> None:
    claim = claim_of(store, "use", paper_id=invented.pid("e"))
    before = store.publish(tmp_path / "out").path
    told = {r["use_id"] for r in rows(before, "uses") if r["claim_id"] == claim}
    assert told
    objected(store, claim, ObjectionOutcome.UPHELD)
    after = store.publish(tmp_path / "out").path
    assert claim not in {r["claim_id"] for r in rows(after, "uses")}
    assert rows(after, "corrections")[0]["effect"] == "withdrawn"
    gone = [d for d in delta(after) if d["table"] == "uses" and d["op"] == "DEL"]
    assert {d["id"] for d in gone} == told
    assert {d["reason"] for d in gone} == {"corrected"}
    (paper,) = (d for d in delta(after) if d["table"] == "papers")
    assert (paper["id"], paper["reason"]) == (invented.pid("e"), "corrected"), "and so does what follows from it"
    follows = {d["table"]: d["reason"] for d in delta(after) if d["table"] in {"affiliations", "evidence", "funding"}}
    assert follows == dict.fromkeys(("affiliations", "evidence", "funding"), "corrected")
    history = (after / "CHANGELOG.md").read_text(encoding="utf-8")
    assert claim in history
    assert "The paper was read again." in history
    notice = (before / "CORRECTIONS.md").read_text(encoding="utf-8")
    assert claim in notice
    assert after.name in notice
    assert damaged_files(before) == [], "nothing else in the old release was touched"
    assert not (after / "CORRECTIONS.md").exists()


def test_what_reviewers_put_right_is_not_called_corrected(store: InventedStore, tmp_path: Path) -> None:
    """`corrected` is for what fell after an objection. A use whose role reviewers change comes as another."""
    claim = claim_of(store, "use", paper_id=invented.pid("a"))
    before = store.publish(tmp_path / "out").path
    (old,) = (r["use_id"] for r in rows(before, "uses") if r["claim_id"] == claim)
    with writing(store.engine) as connection:
        for who in ("maria", "jonas"):
            told = {"vote": Vote.CORRECT, "correction": {"role": "evaluated_on"}, "evidence_hash": "h"}
            decide(connection, Ballot(f"again-{who}", claim, who, **told), at="2026-03-07T10:00:00.000000+00:00")
    reasons = {d["id"]: d["reason"] for d in delta(store.publish(tmp_path / "out").path) if d["table"] == "uses"}
    assert reasons[old] == "revised"
    assert sorted(reasons.values()) == ["accepted", "revised"]


def test_a_sector_that_falls_is_corrected_in_each_row_that_told_it(store: InventedStore, tmp_path: Path) -> None:
    before = store.publish(tmp_path / "out").path
    assert {r["sector"] for r in rows(before, "affiliations") if r["organisation_id"] == "ct:navy"} == {"military"}
    objected(store, claim_of(store, "sector", organisation_id="ct:navy"), ObjectionOutcome.UPHELD)
    after = store.publish(tmp_path / "out").path
    assert {r["sector"] for r in rows(after, "affiliations") if r["organisation_id"] == "ct:navy"} == {"unknown"}
    reasons = {(d["table"], d["reason"]) for d in delta(after) if d["op"] == "MOD"}
    assert reasons == {(table, "corrected") for table in ("papers", "organisations", "affiliations")}


def test_a_refused_objection_lets_the_claim_stand(store: InventedStore, tmp_path: Path) -> None:
    claim = claim_of(store, "affiliation", organisation_id="ct:navy")
    objected(store, claim, ObjectionOutcome.REFUSED)
    made = store.publish(tmp_path / "out").path
    assert "ct:navy" in {r["organisation_id"] for r in rows(made, "affiliations")}
    assert rows(made, "corrections")[0]["effect"] == "stands"


def test_objections_are_recorded_strictly(store: InventedStore) -> None:
    claim = claim_of(store, "affiliation", organisation_id="ct:navy")
    with writing(store.engine) as connection:
        days = ("yesterday", "2999-01-01")
        for wrong in (("nobody", "x", DAY), (claim, " ", DAY), *((claim, "x", day) for day in days)):
            with pytest.raises(ObjectionRefused):
                object_to(connection, *wrong, "ada")
        number = object_to(connection, claim, "x", DAY, "ada")
        with pytest.raises(ObjectionRefused):
            answer(connection, number, ObjectionOutcome.OPEN, "x", DAY, "ada")
        with pytest.raises(ObjectionRefused):
            answer(connection, number + 7, ObjectionOutcome.UPHELD, "x", DAY, "ada")


def test_a_verified_release_that_names_anybody_needs_an_address(store: InventedStore, tmp_path: Path) -> None:
    with pytest.raises(ChecksFailed, match="CITETRAIL_CORRECTIONS"):
        publish(store.engine, store.documents, invented.TARGET, tmp_path / "out")
    assert publish(store.engine, store.documents, invented.TARGET, tmp_path / "out", provisional=True).path


def test_authors_are_named_as_printed_or_not_at_all(store: InventedStore, tmp_path: Path) -> None:
    silent = Publisher("Example Newsroom", "corrections@example.org", author_names=False)
    made = publish(store.engine, store.documents, invented.TARGET, tmp_path / "out", publisher=silent).path
    for name in ("papers.csv", "affiliations.csv", "statements.csv", "map.html", "report.html", "papers.bib"):
        assert "Ada Example" not in (made / name).read_text(encoding="utf-8"), name
