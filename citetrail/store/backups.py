"""Copies of the store that are whole, also while it is in use. `restore` puts them back."""

import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Engine, select

from citetrail.store.engine import StoreError, make_engine, now, schema_version
from citetrail.store.private_files import FOLDER, private_file
from citetrail.store.restores import CHUNK, FORMAT, restore
from citetrail.store.tables import metadata

__all__ = ["backup", "restore"]


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
        with (
            _Frozen(engine, file) as frozen,
            private_file(part) as written,
            tarfile.open(fileobj=written, mode="w:gz") as archive,
        ):
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
        self._folder.mkdir(mode=FOLDER)
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


def _add(archive: tarfile.TarFile, name: str, content: IO[bytes]) -> None:
    info = tarfile.TarInfo(name)
    info.size = content.seek(0, 2)
    content.seek(0)
    archive.addfile(info, content)
