"""The checks: a release that breaks a rule is not written, and all that is wrong is said at once."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, text, update

from citetrail.publish import checks, checks_places
from citetrail.publish.assertions import AssertionsError, load
from citetrail.publish.basemap import countries
from citetrail.publish.checks import ChecksFailed
from citetrail.store import tables
from citetrail.store.engine import writing
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.invented import TARGET, eid, pid, sha


def change(store: InventedStore, table: Any, where: Any, **values: Any) -> None:
    with writing(store.engine) as connection:
        connection.execute(update(table).where(where).values(**values))


def refused(store: InventedStore, out: Path, **options: Any) -> list[str]:
    with pytest.raises(ChecksFailed) as caught:
        store.publish(out, **options)
    assert list(out.iterdir()) == [], "nothing half-written is left behind"
    return caught.value.failures


def rules(tmp_path: Path, told: str) -> Path:
    path = tmp_path / "rules.toml"
    path.write_text(told, encoding="utf-8")
    return path


def move_abroad(store: InventedStore) -> None:
    change(store, tables.organisations, tables.organisations.c.id == "ct:navy", lat=48.85, lng=2.35)


def put_off_the_globe(store: InventedStore) -> None:
    change(store, tables.organisations, tables.organisations.c.id == "ct:navy", lat=152.0)


def alter_page(store: InventedStore) -> None:
    for path in Path(store.documents.url.removeprefix("file://")).rglob(f"{sha('a')}*"):
        path.unlink()
    store.documents.put_pages(sha("a"), "t1", ["A first page.", "Another text."])


def lose_page(store: InventedStore) -> None:
    for path in Path(store.documents.url.removeprefix("file://")).rglob(f"{sha('a')}*"):
        path.unlink()


def drop_log(store: InventedStore) -> None:
    with writing(store.engine) as connection:
        for name in ("decisions_no_delete", "decision_chain_no_delete"):
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("DELETE FROM decision_chain"))
        mine = tables.claims.c.organisation_id == "ct:navy"
        ids = list(connection.scalars(tables.claims.select().with_only_columns(tables.claims.c.id).where(mine)))
        connection.execute(delete(tables.decisions).where(tables.decisions.c.claim_id.in_(ids)))


def unknown_member(store: InventedStore) -> None:
    change(store, tables.claims, tables.claims.c.paper_id == pid("a"), member="never-heard-of")


def no_proof(store: InventedStore) -> None:
    with writing(store.engine) as connection:
        connection.execute(delete(tables.claim_evidence).where(tables.claim_evidence.c.evidence_id == eid("a")))


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (move_abroad, "ct:navy at 48.85, 2.35 is not in US"),
        (put_off_the_globe, "ct:navy at 152.0"),
        (alter_page, "1 quotations are not what their page says"),
        (lose_page, "quotations are not what their page says"),
        (drop_log, "rows of organisations are verified without a vote"),
        (unknown_member, "uses.member names 1 row that is not in members: never-heard-of"),
        (no_proof, "uses.evidence_ids is filled in 3 of 4 rows"),
    ],
)
def test_what_breaks_a_rule_stops_the_release(
    break_it: Callable[[InventedStore], None], said: str, store: InventedStore, tmp_path: Path
) -> None:
    break_it(store)
    assert said in "\n".join(refused(store, tmp_path / "out"))


def test_all_failures_are_listed_together(store: InventedStore, tmp_path: Path) -> None:
    move_abroad(store)
    alter_page(store)
    failures = refused(store, tmp_path / "out")
    assert len(failures) == 3, "the seat, what stands there, the quotation"
    told = rules(tmp_path, "[counts]\nuses = { min = 100 }\npapers = { max = 2 }\n")
    failures = refused(store, tmp_path / "out", assertions=told)
    assert failures == ["uses has 4 rows, the least is 100", "papers has 9 rows, the most is 2"]


def test_an_accepted_claim_that_its_votes_do_not_carry_stops_the_release(
    store: InventedStore, tmp_path: Path
) -> None:
    """Two people are wanted for a sensitive claim, and the cached state says more than the log."""
    with writing(store.engine) as connection:
        connection.execute(tables.policies.insert(), {"name": "two_reviewers", "value": True})
        once = tables.claims.c.state == "accepted_once"
        connection.execute(update(tables.claims).where(once).values(state="accepted", sensitive=True))
    assert "1 accepted claim is not carried by the votes" in "\n".join(refused(store, tmp_path / "out"))


def test_a_release_must_not_lose_a_tenth_of_the_papers(store: InventedStore, tmp_path: Path) -> None:
    store.publish(tmp_path / "out")
    with writing(store.engine) as connection:
        gone = tables.sightings.c.paper_id.in_([pid("d"), pid("i")])
        connection.execute(delete(tables.sightings).where(gone))
    with pytest.raises(ChecksFailed, match="papers fell from 9 to 7 rows: at least 90% of"):
        store.publish(tmp_path / "out")


def test_a_verified_release_may_follow_a_provisional_one(store: InventedStore, tmp_path: Path) -> None:
    store.publish(tmp_path / "out", provisional=True)
    made = store.publish(tmp_path / "out")
    assert made.counts["uses"] == 4


def test_an_empty_store_is_not_published(store: InventedStore, tmp_path: Path) -> None:
    with writing(store.engine) as connection:
        connection.execute(delete(tables.sightings))
    assert "papers has 0 rows, the least is 1" in refused(store, tmp_path / "out")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("[count]\n", "unknown key count"),
        ("[counts]\nbooks = { min = 1 }\n", "there is no table books"),
        ("[counts]\npapers = { least = 1 }\n", "unknown key counts.papers.least"),
        ("[filled.papers]\ncolour = 1.0\n", "table papers has no column colour"),
        ("[filled.papers]\ntitle = 3.0\n", "share between 0 and 1"),
        ("[keys]\nunique = ['papers.nothing']\n", "no column nothing"),
        ("[verified]\nnever = true\n", "unknown key verified.never"),
        ("[places\n", "rules.toml"),
    ],
)
def test_the_assertions_file_is_read_strictly(told: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionsError, match=said):
        load(rules(tmp_path, told), TARGET.slug)


def test_a_target_may_ask_for_more(tmp_path: Path) -> None:
    path = rules(tmp_path, "[counts]\npapers = { min = 1 }\n[target.example-faces.counts]\nuses = { min = 3 }\n")
    assert load(path, "example-faces").counts == {"papers": {"min": 1}, "uses": {"min": 3}}
    assert load(path, "other").counts == {"papers": {"min": 1}}


def test_the_shipped_assertions_are_valid() -> None:
    assert load(checks.DEFAULT, TARGET.slug).verbatim


@pytest.mark.parametrize(
    ("country", "lng", "lat", "inside"),
    [
        ("CN", 116.4, 39.9, True),
        ("CN", 139.7, 35.7, False),
        ("RU", -175.0, 66.0, True),
        ("FJ", 178.4, -18.1, True),
        ("SO", 44.06, 9.56, True),
        ("ZA", 28.2, -29.5, False),
    ],
)
def test_places_in_countries(country: str, lng: float, lat: float, inside: bool) -> None:
    """Beijing, Tokyo, Chukotka and Suva by the 180th meridian, Hargeisa, and Lesotho, a hole in its neighbour."""
    assert countries()[country].contains(lng, lat) is inside


def test_a_point_in_another_country_than_its_affiliation_stops_the_release(
    store: InventedStore, tmp_path: Path
) -> None:
    """The marker of a branch printed in Singapore must not stand in Norfolk."""
    branch = tables.affiliations.c.country == "SG"
    change(store, tables.affiliations, branch, lat=36.85, lng=-76.29)
    with pytest.raises(ChecksFailed, match=r"is not in SG"):
        store.publish(tmp_path / "out", provisional=True)


def test_a_marker_in_another_country_than_its_affiliations_is_told() -> None:
    release = sqlite3.connect(":memory:")
    release.executescript(
        "CREATE TABLE affiliations (affiliation_id, paper_id, country, marker_id);"
        "CREATE TABLE markers (marker_id, country); CREATE TABLE papers (paper_id, countries);"
        "INSERT INTO affiliations VALUES ('a1', 'p1', 'SG', 'm1'), ('a2', 'p1', 'DE', 'm2');"
        "INSERT INTO markers VALUES ('m1', 'DE'), ('m2', 'DE'); INSERT INTO papers VALUES ('p1', 'DE');"
    )
    told = list(checks_places._contradicted(release))
    assert len(told) == 2
    assert "a1 is in SG, its marker in DE" in told[0]
    assert "p1 says DE, its affiliations DE;SG" in told[1]
