"""The store keeps its promises: append-only logs, one run a target, schemas that know their age.

Covers: citetrail.store.engine, citetrail.store.work.
"""

import errno
import os
import re
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, exc, insert, select, text

from citetrail.records.settings import Settings
from citetrail.store.documents import DocumentDamaged, DocumentMissing, DocumentStore
from citetrail.store.engine import HEAD, MIGRATIONS, StoreError, migrate, open_store, schema_version, writing
from citetrail.store.tables import documents, holds
from citetrail.store.work import Hold, TargetHeld, holding

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
        begun = held_by(engine, f"{os.uname().nodename}:{sleeper.pid}", timedelta())
        with pytest.raises(TargetHeld, match=rf"{sleeper.pid} since {re.escape(begun)}"), holding(engine, "t"):
            pass
    finally:
        sleeper.kill()
        sleeper.wait()
    with holding(engine, "t"):
        pass  # a killed run holds nothing


def held_by(engine: Engine, holder: str, ago: timedelta) -> str:
    """Let someone hold the target, last seen so long ago by this machine's clock."""
    at = (datetime.now(UTC) - ago).isoformat(timespec="microseconds")
    with writing(engine) as connection:
        connection.execute(insert(holds), {"target": "t", "holder": holder, "since": at, "seen_at": at})
    return at


@pytest.mark.parametrize("ago", [timedelta(days=400), timedelta(minutes=2), timedelta(days=-400)], ids=str)
def test_a_clock_that_was_set_takes_no_target_from_a_living_run(engine: Engine, ago: timedelta) -> None:
    held_by(engine, "elsewhere:17", ago)
    alive = Hold(engine, "t", "elsewhere:17")
    waited: list[float] = []

    def pass_time(seconds: float) -> None:
        waited.append(seconds)
        alive.renew()

    with pytest.raises(TargetHeld, match="elsewhere:17"):
        Hold(engine, "t", "here:1", sleep=pass_time).take()
    assert waited, "it was watched, not believed"
    alive.renew()


@pytest.mark.parametrize("ago", [timedelta(minutes=2), timedelta(days=-400)], ids=str)
def test_a_dead_run_elsewhere_holds_nothing_for_long_whatever_the_clock_says(engine: Engine, ago: timedelta) -> None:
    held_by(engine, "elsewhere:17", ago)
    waited: list[float] = []
    Hold(engine, "t", "here:1", sleep=waited.append).take()
    assert sum(waited) < 60
    late = Hold(engine, "t", "elsewhere:17")
    with pytest.raises(TargetHeld, match="taken over"):
        late.renew()
    with pytest.raises(TargetHeld, match="taken over"):
        late.check()


def test_a_process_that_got_a_dead_holders_number_holds_nothing(engine: Engine) -> None:
    """After a restart of the machine another program may have the number."""
    held_by(engine, f"{os.uname().nodename}:{os.getppid()}", timedelta(hours=1))
    waited: list[float] = []
    Hold(engine, "t", "here:1", sleep=waited.append).take()
    assert waited


def test_a_long_batch_does_not_lose_the_hold(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citetrail.store.work.RENEWED_EVERY", 0.05)
    with holding(engine, "t"):
        first = seen_at(engine)
        until = time.monotonic() + 10
        while seen_at(engine) == first and time.monotonic() < until:
            time.sleep(0.05)
        assert seen_at(engine) > first


def seen_at(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(select(holds.c.seen_at)))


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
