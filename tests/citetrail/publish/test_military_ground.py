"""What a verified release calls military rests on a printed name, an opened source, or a source of the reviewers."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from citetrail.publish.checks import ChecksFailed
from citetrail.records.claim_ids import resolution_hash, resolution_id
from citetrail.records.vocabulary import Ground, Vote
from citetrail.store import tables
from citetrail.store.decision_log import Ballot, DecisionRefused, decide
from citetrail.store.engine import writing
from tests.citetrail.publish.conftest import InventedStore

NAVY = "ct:navy"
SOURCE = "https://navy.example/laboratory"


def unconfirmed(store: InventedStore) -> None:
    """The row of the naval laboratory as its author wrote it: nobody opened the source."""
    change(store, tables.organisations, tables.organisations.c.id == NAVY, source_confirmed=False)


def change(store: InventedStore, table: Any, where: Any, **values: Any) -> None:
    with writing(store.engine) as connection:
        connection.execute(update(table).where(where).values(**values))


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def navy(folder: Path) -> dict[str, str]:
    (found,) = [row for row in rows(folder, "organisations") if row["organisation_id"] == NAVY]
    return found


def sector_claim(store: InventedStore) -> str:
    with store.engine.connect() as connection:
        mine = (tables.claims.c.organisation_id == NAVY, tables.claims.c.kind == "sector")
        return str(connection.scalars(select(tables.claims.c.id).where(*mine)).one())


def test_an_opened_source_carries_it_and_is_quoted(store: InventedStore, tmp_path: Path) -> None:
    told = navy(store.publish(tmp_path / "out").path)
    assert (told["sector"], told["sector_ground"]) == ("military", Ground.SOURCE)
    assert (told["source_confirmed"], told["source_checked_on"]) == ("true", "2026-02-01")
    assert told["source_words"] == "Laboratory of the navy"


def test_a_row_that_nobody_checked_is_never_the_only_ground(store: InventedStore, tmp_path: Path) -> None:
    """Two people accepted the sector, and still nothing but the row says it: the release names no military body."""
    unconfirmed(store)
    made = store.publish(tmp_path / "out")
    assert made.withheld == (NAVY,)
    told = navy(made.path)
    assert (told["sector"], told["sector_status"], told["sector_ground"], told["tier"]) == ("unknown", "", "", "")
    assert {row["headline"] for row in rows(made.path, "papers")} & {"military"} == set()
    assert all(f["properties"]["sector"] != "military" for f in features(made.path))


def features(folder: Path) -> list[dict[str, Any]]:
    return list(json.loads((folder / "map.geojson").read_text("utf-8"))["features"])


def test_a_provisional_release_says_that_nothing_carries_it(store: InventedStore, tmp_path: Path) -> None:
    unconfirmed(store)
    change(store, tables.claims, tables.claims.c.id == sector_claim(store), state="open", decided_hash="")
    told = navy(store.publish(tmp_path / "out", provisional=True).path)
    assert (told["sector"], told["sector_status"], told["sector_ground"]) == ("military", "provisional", Ground.NONE)
    assert told["source_confirmed"] == "false"


def test_a_printed_name_carries_it_where_people_accepted_the_affiliation(
    store: InventedStore, tmp_path: Path
) -> None:
    unconfirmed(store)
    mine = tables.affiliations.c.organisation_id == NAVY
    change(store, tables.affiliations, mine, ground=Ground.PRINTED)
    assert navy(store.publish(tmp_path / "out").path)["sector_ground"] == Ground.PRINTED
    claim = (tables.claims.c.organisation_id == NAVY) & (tables.claims.c.kind == "affiliation")
    with store.engine.connect() as connection:
        key = connection.scalars(select(tables.claims.c.id).where(claim)).one()
    object_to(store, key)
    made = store.publish(tmp_path / "after")
    assert all(row["sector"] != "military" for row in rows(made.path, "organisations"))


def object_to(store: InventedStore, claim: str) -> None:
    with writing(store.engine) as connection:
        row = {"claim_id": claim, "outcome": "", "text": "Not us.", "said_on": "2026-05-01", "recorded_by": "ann"}
        connection.execute(insert(tables.objections).values(**row, recorded_at="2026-05-01T00:00:00+00:00"))


def test_a_source_that_a_reviewer_names_carries_it_and_is_published(store: InventedStore, tmp_path: Path) -> None:
    unconfirmed(store)
    claim = sector_claim(store)
    with writing(store.engine) as connection:
        hashed = connection.scalar(select(tables.claims.c.evidence_hash).where(tables.claims.c.id == claim))
        ballot = Ballot("with-a-source", claim, "jonas", Vote.ACCEPT, str(hashed), correction={"source": SOURCE})
        assert decide(connection, ballot, "2026-05-02T09:00:00+00:00").state == "accepted"
    made = store.publish(tmp_path / "out")
    assert (navy(made.path)["sector"], navy(made.path)["sector_ground"]) == ("military", Ground.REVIEWER)
    assert [r["correction"] for r in rows(made.path, "decisions") if r["claim_id"] == claim][-1] == (
        json.dumps({"source": SOURCE})
    )


def test_the_gate_asks_again_what_carries_it(
    store: InventedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever filled the tables: a ground that the store does not know stops the release."""
    unconfirmed(store)
    monkeypatch.setattr("citetrail.publish.load_places.military_ground", lambda *_: Ground.SOURCE)
    with pytest.raises(ChecksFailed, match=f"1 row is military without a ground: {NAVY}"):
        store.publish(tmp_path / "out")


@pytest.mark.parametrize("vote", [Vote.REJECT, Vote.UNSURE])
def test_a_source_goes_with_no_other_vote(store: InventedStore, vote: Vote) -> None:
    with writing(store.engine) as connection, pytest.raises(DecisionRefused, match="source"):
        decide(
            connection,
            Ballot("no-source-here", sector_claim(store), "jonas", vote, "h", correction={"source": SOURCE}),
        )


def put_right(store: InventedStore, claim: str, correction: dict[str, str]) -> None:
    """Both reviewers say the same of the claim, after what they said before."""
    with writing(store.engine) as connection:
        hashed = str(connection.scalar(select(tables.claims.c.evidence_hash).where(tables.claims.c.id == claim)))
        for who in ("maria", "jonas"):
            ballot = Ballot(f"{who}-{claim}", claim, who, Vote.CORRECT, hashed, correction=correction)
            decide(connection, ballot, "2026-05-02T09:00:00+00:00")


def affiliation_claim(store: InventedStore, organisation: str) -> str:
    mine = (tables.claims.c.organisation_id == organisation) & (tables.claims.c.kind == "affiliation")
    accepted = mine & (tables.claims.c.state == "accepted")
    with store.engine.connect() as connection:
        return str(connection.scalars(select(tables.claims.c.id).where(accepted)).one())


def test_a_printed_name_that_people_gave_to_another_organisation_carries_nothing(
    store: InventedStore, tmp_path: Path
) -> None:
    unconfirmed(store)
    change(store, tables.affiliations, tables.affiliations.c.organisation_id == NAVY, ground=Ground.PRINTED)
    put_right(store, affiliation_claim(store, NAVY), {"organisation_id": "ct:nowhere"})
    put_right(store, affiliation_claim(store, "ct:company"), {"organisation_id": NAVY})
    made = store.publish(tmp_path / "out")
    assert (navy(made.path)["sector"], made.withheld) == ("unknown", (NAVY,))


def test_words_accepted_as_military_without_a_ground_are_named_to_who_publishes(
    store: InventedStore, tmp_path: Path
) -> None:
    with writing(store.engine) as connection:
        like = select(tables.claims).where(tables.claims.c.id == affiliation_claim(store, "ct:nowhere"))
        row = dict(connection.execute(like).mappings().one())
        decided = resolution_id(row["target"], "group 7")
        told = {"id": decided, "kind": "resolution", "paper_id": None, "organisation_id": None}
        connection.execute(insert(tables.claims).values(**row | told | {"raw_key": "group 7", "state": "open"}))
    put_right(store, decided, {"sector": "military"})
    made = store.publish(tmp_path / "out")
    (printed,) = [row for row in rows(made.path, "affiliations") if row["raw"] == "Group 7"]
    assert (printed["status"], printed["sector"], printed["sector_ground"]) == ("verified", "unknown", "")
    assert made.withheld == ("Group 7",)


def settled_words(store: InventedStore, **said: Any) -> str:
    """The string of paper h, settled as military with a source by both reviewers."""
    with writing(store.engine) as connection:
        like = select(tables.claims).where(tables.claims.c.id == affiliation_claim(store, "ct:nowhere"))
        row = dict(connection.execute(like).mappings().one())
        claim = resolution_id(row["target"], "group 7")
        told = {"id": claim, "kind": "resolution", "paper_id": None, "organisation_id": None, "raw_key": "group 7"}
        hashed = {
            "evidence_hash": resolution_hash("group 7", said.get("sector")),
            "state": "open",
            "decided_hash": "",
        }
        connection.execute(insert(tables.claims).values(**row | told | hashed | said))
    put_right(store, claim, {"sector": "military", "source": SOURCE})
    return claim


def test_words_stay_military_only_while_the_votes_that_name_the_source_stand(
    store: InventedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate judges the votes as the tables do: a source that somebody named and then dropped carries nothing."""
    claim = settled_words(store)
    (row,) = [r for r in rows(store.publish(tmp_path / "out").path, "affiliations") if r["raw"] == "Group 7"]
    assert (row["sector"], row["sector_ground"]) == ("military", Ground.REVIEWER)
    with writing(store.engine) as connection:
        hashed = str(connection.scalar(select(tables.claims.c.evidence_hash).where(tables.claims.c.id == claim)))
        for who in ("maria", "jonas"):
            correction = {"sector": "military"}
            ballot = Ballot(f"{who}-later", claim, who, Vote.CORRECT, hashed, correction=correction)
            decide(connection, ballot, "2026-05-03T09:00:00+00:00")
    said = "citetrail.publish.load_places._of_words"
    monkeypatch.setattr(said, lambda *_: ("military", Ground.REVIEWER))
    with pytest.raises(ChecksFailed, match="1 row is military without a ground"):
        store.publish(tmp_path / "after")


@pytest.mark.parametrize("how", ["held", "elsewhere"])
def test_the_gate_counts_a_printed_name_by_the_rule_of_the_tables(
    store: InventedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """An objection to the affiliation, or another organisation put in its place, takes the printed ground away."""
    unconfirmed(store)
    change(store, tables.affiliations, tables.affiliations.c.organisation_id == NAVY, ground=Ground.PRINTED)
    claim = affiliation_claim(store, NAVY)
    if how == "held":
        object_to(store, claim)
    put_right(store, affiliation_claim(store, "ct:company"), {"organisation_id": NAVY})
    if how == "elsewhere":
        put_right(store, claim, {"organisation_id": "ct:nowhere"})
    monkeypatch.setattr("citetrail.publish.load_places.military_ground", lambda *_: Ground.PRINTED)
    with pytest.raises(ChecksFailed, match=f"1 row is military without a ground: {NAVY}"):
        store.publish(tmp_path / "out")


def test_a_sector_put_into_a_settled_string_afterwards_stops_a_release(store: InventedStore, tmp_path: Path) -> None:
    """The sector is no part of the id; it is part of what the votes were about, which the chain covers."""
    claim = settled_words(store, sector="commercial")
    assert store.publish(tmp_path / "out").path
    change(store, tables.claims, tables.claims.c.id == claim, sector="military")
    with pytest.raises(ChecksFailed, match=f"claim {claim} was changed after people decided on it"):
        store.publish(tmp_path / "after")
