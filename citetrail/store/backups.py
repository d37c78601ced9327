"""Copies of the store that are whole, also while it is in use; and putting them back."""

import gzip
import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from citetrail.store.engine import HEAD, StoreError, make_engine, migrate, now, schema_version, writing
from citetrail.store.tables import metadata

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
        with _Frozen(engine, file) as frozen, tarfile.open(part, "w:gz") as archive:
            with frozen.connect() as connection:
                if connection.dialect.name == "postgresql":
                    connection = connection.execution_options(isolation_level="REPEATABLE READ")
                for table in metadata.sorted_tables:
                    with tempfile.TemporaryFile(dir=file.parent) as lines:
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
    """Fill an empty store from a backup, in one transaction: whole or not at all.

    Raises StoreError when the store holds anything or is newer than this program, or the file is no backup, a newer
    one, or damaged.
    """
    engine = make_engine(url)
    try:
        version = schema_version(engine)
        if version is not None and version <= HEAD and not _is_empty(engine):
            raise StoreError(
                "The store is not empty; restore into a new one (another CITETRAIL_VAR) and switch over."
            )
        try:
            with tarfile.open(file, "r:gz") as archive:
                head = _head(archive, file)
                migrate(engine)
                with writing(engine) as connection:
                    return _fill(connection, archive, head["rows"], file)
        except (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error, ValueError, IntegrityError) as error:
            why = getattr(error, "orig", error)
            raise StoreError(f"{file} is damaged or no citetrail backup ({why}).") from error
    finally:
        engine.dispose()


def _fill(connection: Connection, archive: tarfile.TarFile, told: dict[str, int], file: Path) -> dict[str, int]:
    counts = {}
    for table in metadata.sorted_tables:
        counts[table.name] = 0
        for rows in _read_lines(archive, table.name):
            connection.execute(insert(table), rows)
            counts[table.name] += len(rows)
    if counts != {name: told.get(name, 0) for name in counts}:
        raise StoreError(f"{file} is damaged: it does not hold the rows that it says it holds.")
    if connection.dialect.name == "postgresql":
        for table in (t for t in metadata.sorted_tables if t.autoincrement_column is not None):
            # PostgreSQL's own counters do not follow rows that bring their key along.
            counter = func.pg_get_serial_sequence(table.name, "id")
            top = select(func.coalesce(func.max(table.c.id), 1)).scalar_subquery()
            connection.execute(select(func.setval(counter, top)))
    return counts


class _Frozen:
    """The store as of now: SQLite's own online copy, or one transaction of PostgreSQL.

    The copy lies beside the backup, where there must be room anyway, under a name that follows from it: the next try
    takes away what a killed one left.
    """

    def __init__(self, engine: Engine, file: Path) -> None:
        self._engine = engine
        self._folder = file.with_name(f".{file.name}.copy")

    def __enter__(self) -> Engine:
        if self._engine.dialect.name != "sqlite":
            return self._engine
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        try:
            self._copy(self._folder / "copy.sqlite")
        except BaseException:
            self.__exit__()
            raise
        return make_engine(f"sqlite:///{self._folder / 'copy.sqlite'}")

    def _copy(self, file: Path) -> None:
        with self._engine.connect() as connection, closing(sqlite3.connect(file)) as target:
            source: Any = connection.connection.driver_connection
            source.execute("COMMIT") if source.in_transaction else None
            source.backup(target)

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _write_lines(out: IO[bytes], rows: Any) -> int:
    count = 0
    for row in rows.mappings():
        told = {k: v.hex() if isinstance(v, bytes) else v for k, v in row.items()}
        out.write(json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
        count += 1
    return count


def _read_lines(archive: tarfile.TarFile, table: str) -> Iterator[list[dict[str, Any]]]:
    binary = {c.name for c in metadata.tables[table].columns if c.type.python_type is bytes}
    try:
        source = archive.extractfile(f"{table}.jsonl")
    except KeyError:
        return  # the count of rows tells whether some are missing
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
