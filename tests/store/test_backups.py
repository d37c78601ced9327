"""A backup holds everything as of one moment, and comes back as it was."""

import json
import tarfile
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from records.papers import FoundPaper, Sighting
from records.vocabulary import Source
from store.backups import backup, restore
from store.engine import StoreError, make_engine, writing
from store.papers import add_papers
from store.tables import documents, metadata, readings


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
            import io

            out.addfile(member, io.BytesIO(data))
    with pytest.raises(StoreError, match="newer citetrail"):
        restore(f"sqlite:///{tmp_path / 'x.sqlite'}", newer)
    empty = tmp_path / "empty.tar.gz"
    with tarfile.open(empty, "w:gz"):
        pass
    with pytest.raises(StoreError, match="no citetrail backup"):
        restore(f"sqlite:///{tmp_path / 'y.sqlite'}", empty)
