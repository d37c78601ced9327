"""CSV as RFC 4180 has it, harmless in spreadsheets, and Parquet made from it."""

import re
import shutil
import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import duckdb

from citetrail.publish.database import read
from citetrail.publish.table_columns import BY_NAME, TABLES, Column
from citetrail.records.batches import batches_of

# A text that a spreadsheet would run as a formula, whatever white space, unseen signs or apostrophes stand before it.
# Spelt out: what DuckDB's expressions call white space is less than what Python's do.
UNSEEN = "\\x00-\\x20\\x7f-\\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2060\u3000\ufeff"
FORMULA = f"['{UNSEEN}]*[=+\\-@＝＋－＠|]"
_FORMULA = re.compile(FORMULA)
_TO_QUOTE = re.compile('[,"\r\n]')
_WRITTEN = 200  # rows at once
LONGEST_LINE = 16_000_000  # bytes of one row; a longer one stops the release
# Rows that DuckDB holds before it writes them, fifteen of its vectors. Its own 122,880 of the widest table are 50 MB
# more, at the peak of a release; the files are 3 % smaller with them.
ROW_GROUP = 30_720
# DuckDB keeps what it has read until it is short of memory (findings/duckdb-csv-memory.sh). With half of this the
# widest rows of a release of a million papers did not fit.
MEMORY = "150MB"
PARQUET_TYPES = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "datetime": "TIMESTAMP"}


def neutral(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would take it for a formula.

    Taking one apostrophe away again wherever a formula follows gives back every text exactly.
    """
    return "'" + text if _FORMULA.match(text) else text


def write_csv(release: sqlite3.Connection, folder: Path, names: Collection[str] = BY_NAME) -> None:
    """Tables as UTF-8 CSV with CRLF line ends, in their fixed order."""
    release.create_function("neutral", 1, neutral, deterministic=True)
    for table in map(BY_NAME.__getitem__, names):
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as out:
            out.write(csv_lines([table.names]))
            rows = read(release, table, ", ".join(_cell(c) for c in table.columns))
            out.writelines(map(csv_lines, batches_of(rows, _WRITTEN)))


def csv_lines(rows: Sequence[Sequence[Any]]) -> str:
    """Rows of texts and numbers as Python's csv writes them, which calls a function for each sign of a text.

    A column of some rows is looked at as a whole: in most nothing is to be quoted.
    """
    fields = map(_fields, zip(*rows, strict=True))
    return "\r\n".join(map(",".join, zip(*fields, strict=True))) + "\r\n"


def _fields(values: Sequence[Any]) -> Sequence[str]:
    """The values of a column, or of a part of it, as they stand in the lines."""
    texts: Sequence[str] = values
    try:
        together = "\0".join(texts)
    except TypeError:  # numbers
        texts = list(map(str, values))
        together = "\0".join(texts)
    if not any(sign in together for sign in ',"\r\n'):
        return texts
    return ['"' + text.replace('"', '""') + '"' if _TO_QUOTE.search(text) else text for text in texts]


def _cell(column: Column) -> str:
    """The column as SQL that gives what is written; nothing is an empty field.

    Few texts start with a sign: only those are looked at closely.
    """
    name = f'"{column.name}"'
    if column.type == "boolean":
        return f"CASE {name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE '' END"
    if column.type in ("integer", "number"):
        return f"ifnull({name}, '')"
    return f"CASE WHEN {name} GLOB '[^0-9A-Za-z]*' THEN neutral({name}) ELSE ifnull({name}, '') END"


def write_parquet(folder: Path) -> None:
    """The same tables as Parquet, typed, with texts as they were before `neutral`."""
    try:
        _write_parquet(folder, {"memory_limit": MEMORY, "temp_directory": ""})
    except duckdb.OutOfMemoryException:  # rows wider than that: they take what they need
        shutil.rmtree(folder / "parquet")
        _write_parquet(folder, {})


def _write_parquet(folder: Path, limits: dict[str, str]) -> None:
    target = folder / "parquet"
    target.mkdir()
    with duckdb.connect(":memory:", config={"threads": 1, "preserve_insertion_order": True, **limits}) as connection:
        for table in TABLES:
            columns = {c.name: PARQUET_TYPES.get(c.type, "VARCHAR") for c in table.columns}
            chosen = ", ".join(_restore(c.name, PARQUET_TYPES.get(c.type)) for c in table.columns)
            source = str(folder / f"{table.name}.csv")
            destination = str(target / f"{table.name}.parquet").replace("'", "''")
            # Quoted empty text never occurs: nothing is written as an empty field, so that empty means null.
            rows = connection.read_csv(
                source,
                header=True,
                columns=columns,
                auto_detect=False,
                delimiter=",",
                quotechar='"',
                escapechar='"',
                strict_mode=False,
                max_line_size=LONGEST_LINE,
                buffer_size=LONGEST_LINE + 1,  # by default sixteen lines' worth, which held whole tables in memory
                parallel=False,
            )
            connection.register("rows", rows)
            connection.execute(
                f"COPY (SELECT {chosen} FROM rows) TO '{destination}' "  # noqa: S608  (our own names)
                f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
            )
            connection.unregister("rows")


def _restore(name: str, sql_type: str | None) -> str:
    if sql_type is not None:
        return f'"{name}"'
    pattern = f"^'({FORMULA})".replace("'", "''")
    return f"""regexp_replace("{name}", '{pattern}', '\\1') AS "{name}\""""
