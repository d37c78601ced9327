"""The store keeps its promises: append-only logs, one run a target, schemas that know their age."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, exc, insert, text

from records.settings import Settings
from store.documents import DocumentDamaged, DocumentMissing, DocumentStore
from store.engine import HEAD, MIGRATIONS, StoreError, migrate, open_store, schema_version, writing
from store.tables import documents, holds
from store.work import TargetHeld, holding

ROW = {"sha256": "0" * 64, "size": 1, "url": "https://example.org/a.pdf", "retrieved_at": "2026-01-01"}


@pytest.mark.parametrize("change", ["UPDATE documents SET url = 'x'", "DELETE FROM documents"])
def test_documents_cannot_be_altered(engine: Engine, change: str) -> None:
    with writing(engine) as connection:
        connection.execute(insert(documents), ROW)
    with pytest.raises(exc.DBAPIError, match="append-only"), writing(engine) as connection:
        connection.execute(text(change))


def test_the_newest_migration_is_the_one_the_program_knows() -> None:
    names = sorted(p.name[:4] for p in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert names[-1] == HEAD


def test_a_newer_store_is_refused_with_what_to_do(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="written by a newer version"):
        migrate(engine)


def test_opening_twice_is_harmless(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path / "deep" / "var")
    open_store(settings).dispose()
    assert schema_version(open_store(settings)) == HEAD


def test_a_second_run_is_told_who_holds_the_target(engine: Engine) -> None:
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        with writing(engine) as connection:
            row = {
                "target": "t",
                "holder": f"{os.uname().nodename}:{sleeper.pid}",
                "since": "then",
                "seen_at": "then",
            }
            connection.execute(insert(holds), row)
        with pytest.raises(TargetHeld, match=f"{sleeper.pid} since then"), holding(engine, "t"):
            pass
    finally:
        sleeper.kill()
        sleeper.wait()
    with holding(engine, "t"):
        pass  # a killed run holds nothing


def test_documents_by_checksum(tmp_path: Path) -> None:
    store = DocumentStore(f"file://{tmp_path}")
    sha = store.put(b"%PDF-1.5 bytes")
    assert store.put(b"%PDF-1.5 bytes") == sha
    assert store.get(sha) == b"%PDF-1.5 bytes"
    store.put_pages(sha, "v1", ["page \ud835 one", "two\n"])
    assert store.pages(sha, "v1") == ["page \ud835 one", "two\n"]
    with pytest.raises(DocumentMissing):
        store.pages(sha, "v2")
    with pytest.raises(DocumentMissing):
        store.get("f" * 64)
    file = next(tmp_path.rglob("*.pdf"))
    file.write_bytes(b"other")
    with pytest.raises(DocumentDamaged, match=sha):
        store.get(sha)


def test_half_a_document_is_none_and_is_written_again(tmp_path: Path) -> None:
    store = DocumentStore(f"file://{tmp_path}")
    sha = store.put(b"%PDF-1.5 the whole of it")
    (file,) = tmp_path.rglob("*.pdf")
    file.write_bytes(b"%PDF-1.5 the wh")
    assert store.put(b"%PDF-1.5 the whole of it") == sha
    assert store.get(sha) == b"%PDF-1.5 the whole of it"


def test_a_full_disk_leaves_no_document_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = DocumentStore(f"file://{tmp_path}")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space left") as told:
            store.put(b"%PDF-1.5 bytes")
    assert str(tmp_path) in str(told.value.filename)
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]
    assert store.get(store.put(b"%PDF-1.5 bytes")) == b"%PDF-1.5 bytes"
