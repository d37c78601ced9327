"""A claim that falls: objections hold back or withdraw, and every release that said it tells so."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from citetrail.publish.checks import ChecksFailed
from citetrail.publish.release import Publisher, damaged_files, publish
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


def test_an_open_objection_holds_a_sensitive_claim_back_at_once(store: InventedStore, tmp_path: Path) -> None:
    """In provisional releases too; the release says that something is held back, and not of whom."""
    claim = claim_of(store, "affiliation", organisation_id="ct:navy")
    before = store.publish(tmp_path / "out").path
    assert "ct:navy" in {r["organisation_id"] for r in rows(before, "affiliations")}
    objected(store, claim)
    for provisional in (False, True):
        made = store.publish(tmp_path / f"out{provisional}", provisional=provisional).path
        assert "ct:navy" not in {r["organisation_id"] for r in rows(made, "affiliations")}
        (row,) = rows(made, "corrections")
        assert (row["claim_id"], row["outcome"], row["effect"]) == (claim, "open", "held_back")
        assert row["organisation_id"] == ""
        assert "me@example.org" not in (made / "corrections.csv").read_text(encoding="utf-8")


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
    history = (after / "CHANGELOG.md").read_text(encoding="utf-8")
    assert claim in history
    assert "The paper was read again." in history
    notice = (before / "CORRECTIONS.md").read_text(encoding="utf-8")
    assert claim in notice
    assert after.name in notice
    assert damaged_files(before) == [], "nothing else in the old release was touched"
    assert not (after / "CORRECTIONS.md").exists()


def test_a_refused_objection_lets_the_claim_stand(store: InventedStore, tmp_path: Path) -> None:
    claim = claim_of(store, "affiliation", organisation_id="ct:navy")
    objected(store, claim, ObjectionOutcome.REFUSED)
    made = store.publish(tmp_path / "out").path
    assert "ct:navy" in {r["organisation_id"] for r in rows(made, "affiliations")}
    assert rows(made, "corrections")[0]["effect"] == "stands"


def test_objections_are_recorded_strictly(store: InventedStore) -> None:
    claim = claim_of(store, "affiliation", organisation_id="ct:navy")
    with writing(store.engine) as connection:
        for wrong in ((("nobody", "x", DAY)), (claim, " ", DAY), (claim, "x", "yesterday")):
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
