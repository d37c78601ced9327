"""A backup holds everything as of one moment, and comes back as it was."""

import io
import json
import tarfile
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, text

from citetrail.records.papers import FoundPaper, Sighting
from citetrail.records.vocabulary import Source
from citetrail.store.add_papers import add_papers
from citetrail.store.backups import backup, restore
from citetrail.store.engine import StoreError, make_engine, migrate, writing
from citetrail.store.tables import documents, metadata, readings


@pytest.fixture
def filled(engine: Engine) -> Engine:
    found = [
        FoundPaper(
            f"A work of the name {i} – “quoted”", Sighting(Source.ARXIV, "q", contexts=("ﬁne",)), doi=f"10.1/{i}"
        )
        for i in range(20)
    ]
    with writing(engine) as connection:
        add_papers(connection, "t", found, "2026-01-01")
        connection.execute(
            insert(documents), {"sha256": "0" * 64, "size": 1, "url": "https://example.org", "retrieved_at": "2026"}
        )
        row = {"sha256": "0" * 64, "target": "t", "version": "1", "outcome": "ok", "detail": "", "pages": 1}
        row |= {"names_family": True, "verdict": "uses", "score": 0.5, "body": b"\x00\xff", "read_at": "2026"}
        connection.execute(insert(readings), row)
    return engine


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {t.name: sorted(map(repr, connection.execute(select(t)))) for t in metadata.sorted_tables}  # type: ignore[misc]


def test_it_comes_back_as_it_was_even_while_someone_writes(filled: Engine, tmp_path: Path) -> None:
    before = everything(filled)
    with filled.connect().execution_options(writes=True) as busy, busy.begin():
        busy.execute(
            insert(documents), {"sha256": "1" * 64, "size": 1, "url": "https://example.org", "retrieved_at": "2026"}
        )
        backup(filled, tmp_path / "b.tar.gz")
    url = f"sqlite:///{tmp_path / 'other.sqlite'}"
    restore(url, tmp_path / "b.tar.gz")
    other = make_engine(url)
    assert everything(other) == before
    other.dispose()


def test_nothing_is_overwritten(filled: Engine, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b.tar.gz")
    with pytest.raises(StoreError, match="exists already"):
        backup(filled, tmp_path / "b.tar.gz")
    with pytest.raises(StoreError, match="not empty"):
        restore(str(filled.url), tmp_path / "b.tar.gz")


def test_what_is_no_backup_or_too_new_is_refused(filled: Engine, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b.tar.gz")
    newer = tmp_path / "newer.tar.gz"
    with tarfile.open(tmp_path / "b.tar.gz") as source, tarfile.open(newer, "w:gz") as out:
        for member in source.getmembers():
            data = source.extractfile(member).read()  # type: ignore[union-attr]
            if member.name == "backup.json":
                data = json.dumps(json.loads(data) | {"schema": "9999"}).encode()
                member.size = len(data)
            out.addfile(member, io.BytesIO(data))
    with pytest.raises(StoreError, match="newer citetrail"):
        restore(f"sqlite:///{tmp_path / 'x.sqlite'}", newer)
    empty = tmp_path / "empty.tar.gz"
    with tarfile.open(empty, "w:gz"):
        pass
    with pytest.raises(StoreError, match="no citetrail backup"):
        restore(f"sqlite:///{tmp_path / 'y.sqlite'}", empty)


def test_a_damaged_backup_fills_nothing(filled: Engine, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b.tar.gz")
    whole = (tmp_path / "b.tar.gz").read_bytes()
    short = tmp_path / "short.tar.gz"
    with tarfile.open(tmp_path / "b.tar.gz") as source, tarfile.open(short, "w:gz") as out:
        for member in source.getmembers():
            data = source.extractfile(member).read()  # type: ignore[union-attr]
            if member.name == "sightings.jsonl":
                data = data[: data.rindex(b"\n", 0, -1) + 1]
                member.size = len(data)
            out.addfile(member, io.BytesIO(data))
    url = f"sqlite:///{tmp_path / 'other.sqlite'}"
    for name, damaged in {"half": whole[: len(whole) // 2], "words": b"no archive at all"}.items():
        (tmp_path / name).write_bytes(damaged)
        with pytest.raises(StoreError, match="damaged"):
            restore(url, tmp_path / name)
    with pytest.raises(StoreError, match="does not hold the rows"):
        restore(url, short)
    other = make_engine(url)
    assert not any(everything(other).values()), "whole or not at all"
    other.dispose()
    assert sum(restore(url, tmp_path / "b.tar.gz").values())


def test_a_newer_store_is_not_restored_into(filled: Engine, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b.tar.gz")
    newer = make_engine(f"sqlite:///{tmp_path / 'newer.sqlite'}")
    migrate(newer)
    with writing(newer) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    newer.dispose()
    with pytest.raises(StoreError, match="written by a newer version"):
        restore(str(newer.url), tmp_path / "b.tar.gz")


def test_what_a_killed_backup_left_goes_with_the_next(filled: Engine, tmp_path: Path) -> None:
    """As a kill leaves it: a copy and a part beside the file, which nobody takes for a backup."""
    (tmp_path / ".b.tar.gz.copy").mkdir()
    (tmp_path / ".b.tar.gz.copy" / "copy.sqlite").write_bytes(b"half")
    (tmp_path / "b.tar.gz.part").write_bytes(b"half")
    assert backup(filled, tmp_path / "b.tar.gz")["papers"] == 20
    if filled.dialect.name == "sqlite":
        assert sorted(p.name for p in tmp_path.iterdir() if "b.tar" in p.name) == ["b.tar.gz"]


def test_a_backup_while_others_write_is_of_one_moment(filled: Engine, tmp_path: Path) -> None:
    """A writer adds a paper and its sighting in one transaction: no backup has one without the other."""
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            found = FoundPaper(
                f"A paper written meanwhile, number {number}", Sighting(Source.ARXIV, "q"), doi=f"10.2/{number}"
            )
            with writing(filled) as connection:
                add_papers(connection, "t", [found], "2026-01-01")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backup(filled, tmp_path / f"{n}.tar.gz") for n in range(3)]
    finally:
        stop.set()
        writer.join()
    for counts in made:
        assert counts["papers"] == counts["sightings"] == counts["pending"] >= 20
    assert made[-1]["papers"] > made[0]["papers"], "somebody wrote"
    restore(f"sqlite:///{tmp_path / 'o.sqlite'}", tmp_path / "2.tar.gz")
