"""Copies of the store that are whole, also while it is in use; and putting them back."""

import io
import json
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Engine, func, insert, select

from store.engine import HEAD, StoreError, make_engine, migrate, now, schema_version, writing
from store.tables import decisions, metadata, runs

FORMAT = "citetrail-backup-1"
CHUNK = 5_000


def backup(engine: Engine, file: Path) -> dict[str, int]:
    """Write every table to `file`, as of one moment. Returns rows by table.

    The documents' bytes are not copied: they never change, so any copy of their folder or bucket will do.
    Raises StoreError when the file exists.
    """
    if file.exists():
        raise StoreError(f"{file} exists already; a backup never overwrites. Choose another name.")
    counts: dict[str, int] = {}
    part = file.with_name(file.name + ".part")
    try:
        with _Frozen(engine) as frozen, tarfile.open(part, "w:gz") as archive:
            with frozen.connect() as connection:
                if connection.dialect.name == "postgresql":
                    connection = connection.execution_options(isolation_level="REPEATABLE READ")
                for table in metadata.sorted_tables:
                    with tempfile.TemporaryFile() as lines:
                        result = connection.execution_options(yield_per=CHUNK).execute(select(table))
                        counts[table.name] = _write_lines(lines, result)
                        _add(archive, f"{table.name}.jsonl", lines)
            head = {"format": FORMAT, "schema": schema_version(engine), "made_at": now(), "rows": counts}
            _add(archive, "backup.json", io.BytesIO(json.dumps(head).encode()))
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    return counts


def restore(url: str, file: Path) -> dict[str, int]:
    """Fill an empty store from a backup. Raises StoreError when it holds anything, or the file is no backup."""
    engine = make_engine(url)
    try:
        if schema_version(engine) is not None and not _is_empty(engine):
            raise StoreError(
                "The store is not empty; restore into a new one (another CITETRAIL_VAR) and switch over."
            )
        with tarfile.open(file, "r:gz") as archive:
            head = _head(archive, file)
            migrate(engine)
            counts = {}
            with writing(engine) as connection:
                for table in metadata.sorted_tables:
                    counts[table.name] = 0
                    for rows in _read_lines(archive, table.name):
                        connection.execute(insert(table), rows)
                        counts[table.name] += len(rows)
                if connection.dialect.name == "postgresql":
                    for table in (decisions, runs):
                        # PostgreSQL's own counters do not follow rows that bring their key along.
                        counter = func.pg_get_serial_sequence(table.name, "id")
                        top = select(func.coalesce(func.max(table.c.id), 1)).scalar_subquery()
                        connection.execute(select(func.setval(counter, top)))
        if counts != {name: head["rows"].get(name, 0) for name in counts}:
            raise StoreError(f"{file} is damaged: it does not hold the rows that it says it holds.")
        return counts
    finally:
        engine.dispose()


class _Frozen:
    """The store as of now: SQLite's own online copy, or one transaction of PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Engine:
        if self._engine.dialect.name != "sqlite":
            return self._engine
        self._folder = tempfile.TemporaryDirectory(prefix="citetrail-backup-")
        copy = Path(self._folder.name) / "copy.sqlite"
        with self._engine.connect() as connection, sqlite3.connect(copy) as target:
            source: Any = connection.connection.driver_connection
            source.execute("COMMIT") if source.in_transaction else None
            source.backup(target)
        target.close()
        return make_engine(f"sqlite:///{copy}")

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            self._folder.cleanup()


def _write_lines(out: IO[bytes], rows: Any) -> int:
    count = 0
    for row in rows.mappings():
        told = {k: v.hex() if isinstance(v, bytes) else v for k, v in row.items()}
        out.write(json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
        count += 1
    return count


def _read_lines(archive: tarfile.TarFile, table: str) -> Iterator[list[dict[str, Any]]]:
    binary = {c.name for c in metadata.tables[table].columns if c.type.python_type is bytes}
    source = archive.extractfile(f"{table}.jsonl")
    assert source is not None
    rows: list[dict[str, Any]] = []
    for line in source:
        row = json.loads(line)
        rows.append({k: bytes.fromhex(v) if k in binary and v is not None else v for k, v in row.items()})
        if len(rows) >= CHUNK:
            yield rows
            rows = []
    if rows:
        yield rows


def _head(archive: tarfile.TarFile, file: Path) -> dict[str, Any]:
    try:
        source = archive.extractfile("backup.json")
    except KeyError:
        source = None
    head: dict[str, Any] = json.load(source) if source else {}
    if head.get("format") != FORMAT:
        raise StoreError(f"{file} is no citetrail backup.")
    if str(head["schema"]) > HEAD:
        raise StoreError(f"{file} was written by a newer citetrail (schema {head['schema']}); install that version.")
    return head


def _is_empty(engine: Engine) -> bool:
    with engine.connect() as connection:
        return all(connection.execute(select(t).limit(1)).first() is None for t in metadata.sorted_tables)


def _add(archive: tarfile.TarFile, name: str, content: IO[bytes]) -> None:
    info = tarfile.TarInfo(name)
    info.size = content.seek(0, 2)
    content.seek(0)
    archive.addfile(info, content)
