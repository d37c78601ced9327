"""What a release is: its folder, its bytes, its versions."""

import csv
import json
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from citetrail.publish.checks import ChecksFailed
from citetrail.publish.descriptors import digest
from citetrail.publish.release import damaged_files
from citetrail.records.vocabulary import Vote
from citetrail.store import tables
from citetrail.store.decision_chain import chain_old_log
from citetrail.store.decision_log import Ballot, decide
from citetrail.store.engine import writing
from citetrail.store.review_policies import set_two_reviewers
from tests.citetrail.publish.conftest import InventedStore, Server, make_store
from tests.citetrail.publish.invented import TARGET, pid

GOLDEN = Path(__file__).parent / "golden.txt"
# SQLite writes its library's version into the file, DuckDB its own: equal bytes are asked of two runs, not of years.
MACHINE_BOUND = ("release.sqlite", "parquet/")
CRATE = "ro-crate-metadata.json"


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_release_is_a_versioned_folder_and_latest_points_at_it(store: InventedStore, tmp_path: Path) -> None:
    made = store.publish(tmp_path / "out")
    assert made.path == tmp_path / "out" / made.version
    assert made.version.startswith("2026-03-05-"), "the day is the store's last change, not today"
    assert (tmp_path / "out" / "latest").resolve() == made.path
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted([made.version, "latest"])


def test_the_same_store_gives_the_same_bytes(store: InventedStore, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    again = make_store(tmp_path / "again")
    for provisional in (False, True):
        one = store.publish(tmp_path / f"one{provisional}", provisional=provisional).path
        two = again.publish(tmp_path / f"two{provisional}", provisional=provisional).path
        assert one.name == two.name
        assert files(one) == files(two)
    again.engine.dispose()


def test_a_store_on_postgresql_gives_the_same_bytes(
    postgres: Server, verified: Path, provisional: Path, tmp_path: Path
) -> None:
    with postgres.fresh_database() as url:
        store = make_store(tmp_path, url)
        for kind in (verified, provisional):
            made = store.publish(tmp_path / f"of-{kind.name}", provisional=kind is provisional).path
            assert made.name == kind.name
            assert files(made) == files(kind)
        store.engine.dispose()


def test_how_many_papers_are_read_at_once_does_not_show(
    store: InventedStore, verified: Path, provisional: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citetrail.publish.fill_tables.BATCH", 1)
    for kind in (verified, provisional):
        made = store.publish(tmp_path / f"of-{kind.name}", provisional=kind is provisional)
        assert files(made.path) == files(kind)


def test_publishing_again_changes_nothing(store: InventedStore, tmp_path: Path) -> None:
    first = store.publish(tmp_path / "out")
    before = files(first.path)
    second = store.publish(tmp_path / "out")
    assert second.unchanged
    assert second.version == first.version
    assert files(first.path) == before


def test_the_golden_release(verified: Path, provisional: Path) -> None:
    """Byte for byte. After a change that is meant: `python -m tests.citetrail.publish.make_golden`."""
    expected = dict(reversed(line.split("  ", 1)) for line in GOLDEN.read_text(encoding="utf-8").splitlines())
    assert golden(verified, provisional) == expected


def golden(verified: Path, provisional: Path) -> dict[str, str]:
    """File → SHA-256, without the version, which changes with every line of the program."""
    found = {}
    for kind, folder in (("verified", verified), ("provisional", provisional)):
        plain = {n: data.replace(folder.name.encode(), b"VERSION") for n, data in files(folder).items()}
        # The crate lists the checksums of files that hold the version.
        for name, data in files(folder).items():
            plain[CRATE] = plain[CRATE].replace(_sha(data).encode(), _sha(plain[name]).encode())
        for name, data in plain.items():
            if name != "checksums.txt" and not name.startswith(MACHINE_BOUND):
                found[f"{kind}/{name}"] = _sha(data)
    return found


def _sha(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def test_checksums_name_every_file_and_hold(verified: Path) -> None:
    listed = dict(reversed(line.split("  ", 1)) for line in (verified / "checksums.txt").read_text().splitlines())
    assert set(listed) == set(files(verified)) - {"checksums.txt"}
    assert damaged_files(verified) == []
    check = subprocess.run(["sha256sum", "--quiet", "-c", "checksums.txt"], cwd=verified, check=False)
    assert check.returncode == 0


def test_a_damaged_release_is_not_taken_for_the_real_one(store: InventedStore, tmp_path: Path) -> None:
    made = store.publish(tmp_path / "out")
    (made.path / "uses.csv").write_text("tampered", encoding="utf-8")
    with pytest.raises(ChecksFailed, match=r"damaged.*uses\.csv"):
        store.publish(tmp_path / "out")


def test_a_failed_release_leaves_nothing_behind(
    store: InventedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = store.publish(tmp_path / "out")
    _accept_again(store)

    def broken(*_: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("citetrail.publish.report.write", broken)
    with pytest.raises(RuntimeError, match="disk full"):
        store.publish(tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted([made.version, "latest"])
    assert (tmp_path / "out" / "latest").resolve() == made.path


def test_a_folder_holds_the_releases_of_one_target(store: InventedStore, tmp_path: Path) -> None:
    made = store.publish(tmp_path / "out")
    package = made.path / "datapackage.json"
    package.write_text(package.read_text().replace("citetrail-example-faces", "citetrail-other"), encoding="utf-8")
    _accept_again(store)
    with pytest.raises(ChecksFailed, match="holds releases of other"):
        store.publish(tmp_path / "out")


def test_changes_are_listed_with_their_reasons(store: InventedStore, tmp_path: Path) -> None:
    first = store.publish(tmp_path / "out")
    _accept_again(store)
    second = store.publish(tmp_path / "out")
    assert second.previous == first.version
    changes = [json.loads(line) for line in (second.path / "delta.jsonl").read_text(encoding="utf-8").splitlines()]
    told = {(c["op"], c["table"], c["reason"]) for c in changes}
    assert ("ADD", "uses", "accepted") in told
    assert ("MOD", "papers", "accepted") in told
    paper = next(c for c in changes if c["op"] == "MOD" and c["table"] == "papers")
    assert paper["id"] == pid("g")
    assert paper["columns"]["use_status"] == {"from": "in_review", "to": "verified"}
    log = (second.path / "CHANGELOG.md").read_text(encoding="utf-8")
    assert log.index(second.version) < log.index(first.version)


def test_what_is_taken_back_is_told(store: InventedStore, tmp_path: Path) -> None:
    store.publish(tmp_path / "out")
    with writing(store.engine) as connection:
        mine = tables.claims.c.paper_id == pid("a")
        connection.execute(update(tables.claims).where(mine).values(state="open", decided_hash=""))
    rules = tmp_path / "rules.toml"
    rules.write_text("", encoding="utf-8")
    second = store.publish(tmp_path / "out", assertions=rules)
    changes = [json.loads(line) for line in (second.path / "delta.jsonl").read_text(encoding="utf-8").splitlines()]
    assert ("DEL", "uses", "reopened") in {(c["op"], c["table"], c["reason"]) for c in changes}


def _accept_again(store: InventedStore) -> None:
    """A second reviewer accepts what one had accepted."""
    with writing(store.engine) as connection:
        once = tables.claims.c.state == "accepted_once"
        claim = connection.execute(tables.claims.select().where(once)).one()
        connection.execute(update(tables.claims).where(once).values(state="accepted"))
        row = {
            "token": "again",
            "claim_id": claim.id,
            "reviewer": "jonas",
            "vote": "accept",
            "reason": "",
            "note": "",
            "adjudication": False,
            "audit": False,
            "evidence_ids": [],
            "evidence_hash": "h",
            "version": "v1",
            "decided_at": "2026-03-06T08:00:00.000000+00:00",
        }
        connection.execute(insert(tables.decisions), row)
        chain_old_log(connection)


@pytest.mark.parametrize("first", [Vote.ACCEPT, Vote.REJECT])
def test_a_provisional_release_does_not_tell_which_way_a_first_vote_went(
    store: InventedStore, tmp_path: Path, first: Vote
) -> None:
    """Who is to vote second may read the release: the claim stands there as before, and no vote on it."""
    with writing(store.engine) as connection:
        set_two_reviewers(connection, True)
        about = (tables.claims.c.paper_id == pid("g")) & (tables.claims.c.kind == "use")
        connection.execute(update(tables.claims).where(about).values(sensitive=True, evidence_hash="h2"))
        claim = str(connection.scalar(select(tables.claims.c.id).where(about)))
        told = decide(connection, Ballot("the-first-vote", claim, "jonas", first, "h2"), "2026-05-02T09:00:00+00:00")
        assert told.state.endswith("_once")
    made = store.publish(tmp_path / "out", provisional=True).path
    with (made / "uses.csv").open(encoding="utf-8", newline="") as file:
        assert [row["status"] for row in csv.DictReader(file) if row["claim_id"] == claim] == ["provisional"]
    assert claim not in (made / "decisions.csv").read_text("utf-8")


def test_no_clock_is_read(verified: Path) -> None:
    assert json.loads((verified / "datapackage.json").read_text())["created"] == "2026-03-05T00:00:00Z"
    assert "date-released: 2026-03-05" in (verified / "CITATION.cff").read_text()


def test_digest_is_sha256(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    assert digest(tmp_path / "x").startswith("ba7816bf")


def test_the_store_is_only_read(store: InventedStore, tmp_path: Path) -> None:
    def everything() -> list[object]:
        with store.engine.connect() as connection:
            return [connection.execute(t.select()).all() for t in tables.metadata.sorted_tables]

    before = everything()
    store.publish(tmp_path / "out", provisional=True)
    assert everything() == before
    assert TARGET.slug
