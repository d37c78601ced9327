"""A backup holds everything as of one moment, and comes back as it was."""

import io
import json
import os
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, inspect, select, text

from citetrail.records.papers import FoundPaper, Sighting
from citetrail.records.settings import Settings
from citetrail.records.vocabulary import Source, Vote
from citetrail.store.accounts import ensure_local
from citetrail.store.add_papers import add_papers
from citetrail.store.backups import backup, restore
from citetrail.store.decision_chain import head, verify
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import HEAD, StoreError, make_engine, migrate, open_store, schema_version, writing
from citetrail.store.tables import documents, metadata, readings, sessions
from tests.citetrail.store.logs import add_claims, vote
from tests.citetrail.store.postgres import Server


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


def signed_in(engine: Engine) -> None:
    """Somebody is signed in and holds a card."""
    with writing(engine) as connection:
        row = {"id": "s", "reviewer": "ada", "csrf": "c", "created_at": "2026", "expires_at": "2999"}
        connection.execute(insert(sessions), row)


def test_whoever_was_signed_in_is_signed_out(filled: Engine, tmp_path: Path) -> None:
    signed_in(filled)
    backup(filled, tmp_path / "b.tar.gz")
    url = f"sqlite:///{tmp_path / 'other.sqlite'}"
    restore(url, tmp_path / "b.tar.gz")
    other = make_engine(url)
    assert everything(other)["sessions"] == []
    other.dispose()


def decided(engine: Engine) -> str:
    """A log of three decisions; returns its head."""
    add_claims(engine, "c1", "c2")
    with writing(engine) as connection:
        vote(connection, "ada", Vote.ACCEPT, "c1")
        vote(connection, "bo", Vote.REJECT, "c2", note="“no”")
        return head(connection)[1] if vote(connection, "ada", Vote.CORRECT, "c2", correction={"role": "x"}) else ""


@pytest.mark.postgres
def test_a_log_keeps_its_numbers_and_its_chain_and_goes_on(filled: Engine, tmp_path: Path, postgres: Server) -> None:
    printed = decided(filled)
    backup(filled, tmp_path / "b.tar.gz")
    with postgres.empty_database() as there:
        for url in (f"sqlite:///{tmp_path / 'other.sqlite'}", there):
            restore(url, tmp_path / "b.tar.gz")
            other = make_engine(url)
            with writing(other) as connection:
                assert vote(connection, "ada", Vote.ACCEPT, "c1").id == 4
                told = verify(connection, printed)
                assert (told.broken, told.links, told.covered) == ("", 4, 3)
            other.dispose()


def rewritten(file: Path, to: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The archive with its members changed; None takes one out."""
    with tarfile.open(file) as source, tarfile.open(to, "w:gz") as out:
        for member in source.getmembers():
            data = change(member.name, source.extractfile(member).read())  # type: ignore[union-attr]
            if data is not None:
                member.size = len(data)
                out.addfile(member, io.BytesIO(data))
    return to


def as_written_at_0001(engine: Engine, folder: Path) -> Path:
    """A backup as the program of schema 0001 wrote it: its tables and columns, nothing later."""
    backup(engine, folder / "now.tar.gz")
    first = make_engine(f"sqlite:///{folder / 'first.sqlite'}")
    migrate(first, "0001")
    with first.connect() as connection:
        looked = inspect(connection)
        columns = {t: {c["name"] for c in looked.get_columns(t)} for t in looked.get_table_names()}
    first.dispose()

    def older(name: str, data: bytes) -> bytes | None:
        if name == "backup.json":
            told = json.loads(data)
            rows = {table: count for table, count in told["rows"].items() if table in columns}
            return json.dumps(told | {"schema": "0001", "rows": rows}).encode()
        table = name.removesuffix(".jsonl")
        if table not in columns:
            return None
        rows = [{k: v for k, v in json.loads(line).items() if k in columns[table]} for line in data.splitlines()]
        return b"".join(json.dumps(row, separators=(",", ":")).encode() + b"\n" for row in rows)

    return rewritten(folder / "now.tar.gz", folder / "old.tar.gz", older)


@pytest.mark.postgres
def test_an_older_backup_comes_up_to_date_by_the_migrations(filled: Engine, tmp_path: Path, postgres: Server) -> None:
    printed = decided(filled)
    before = everything(filled)
    old = as_written_at_0001(filled, tmp_path)
    with postgres.empty_database() as there:
        for url in (f"sqlite:///{tmp_path / 'other.sqlite'}", there):
            restore(url, old)
            other = make_engine(url)
            assert schema_version(other) == HEAD
            after = everything(other)
            for table in ("papers", "sightings", "documents", "readings", "claims", "decisions", "decision_chain"):
                assert after[table] == before[table], table
            with other.connect() as connection:
                assert verify(connection, printed).covered == 3
            other.dispose()


@pytest.mark.parametrize("schema", ["0001", HEAD])
def test_no_column_or_table_is_dropped_in_silence(filled: Engine, tmp_path: Path, schema: str) -> None:
    backup(filled, tmp_path / "b.tar.gz")
    old = as_written_at_0001(filled, tmp_path) if schema == "0001" else tmp_path / "b.tar.gz"

    def wider(name: str, data: bytes) -> bytes:
        return data.replace(b'"venue":', b'"mood":"odd","venue":') if name == "papers.jsonl" else data

    def narrower(name: str, data: bytes) -> bytes:
        return data.replace(b'"venue":null,', b"") if name == "papers.jsonl" else data

    def more(name: str, data: bytes) -> bytes:
        if name != "backup.json":
            return data
        head = json.loads(data)
        return json.dumps(head | {"rows": head["rows"] | {"moods": 0}}).encode()

    for number, (change, named) in enumerate(((wider, "mood"), (narrower, "venue"), (more, "moods"))):
        url = f"sqlite:///{tmp_path / f'{number}.sqlite'}"
        with pytest.raises(StoreError, match=named):
            restore(url, rewritten(old, tmp_path / f"{number}.tar.gz", change))
        other = make_engine(url)
        migrate(other)
        assert not any(everything(other).values()), "whole or not at all"
        other.dispose()


@pytest.mark.parametrize(
    "head",
    [
        "[]",
        "3",
        '"x"',
        "null",
        "{}",
        '{"format": "citetrail-backup-1"}',
        '{"format": "citetrail-backup-1", "rows": 3}',
    ]
    + [f'{{"format": "citetrail-backup-1", "schema": {schema}, "rows": {{}}}}' for schema in ("1", "null", '"0000"')]
    + [f'{{"format": "citetrail-backup-1", "schema": "0001", "rows": {rows}}}' for rows in ("[]", '{"papers": "x"}')]
    + ["{", "\x00", ""],
)
def test_a_damaged_head_is_one_line(filled: Engine, tmp_path: Path, head: str) -> None:
    backup(filled, tmp_path / "b.tar.gz")
    broken = rewritten(
        tmp_path / "b.tar.gz", tmp_path / "x.tar.gz", lambda n, d: head.encode() if n == "backup.json" else d
    )
    with pytest.raises(StoreError) as told:
        restore(f"sqlite:///{tmp_path / 'x.sqlite'}", broken)
    assert "\n" not in str(told.value)
    assert "x.tar.gz" in str(told.value)


def test_store_backup_and_documents_are_their_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        var = tmp_path / "new" / "var"
        engine = open_store(Settings(var=var))
        with writing(engine) as connection:
            ensure_local(connection)
            backup(engine, var / "b.tar.gz")
        DocumentStore(f"file://{var}/documents").put(b"%PDF-")
        engine.dispose()
        restore(Settings(var=tmp_path / "new" / "back").store_url, var / "b.tar.gz")
        assert (tmp_path / "new" / "back" / "citetrail.sqlite").is_file()
        for path in [tmp_path / "new", *(tmp_path / "new").rglob("*")]:
            assert path.stat().st_mode & 0o077 == 0, path
        (var / "citetrail.sqlite").chmod(0o644)
        open_store(Settings(var=var)).dispose()
        assert (var / "citetrail.sqlite").stat().st_mode & 0o777 == 0o600, "one that an older version made"
    finally:
        os.umask(before)


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
