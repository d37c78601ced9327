"""rows.html: every table of the release to look through, so that a number can lead to its rows."""

import sqlite3
from pathlib import Path
from typing import Any

from citetrail.publish.database import read
from citetrail.publish.page_files import bundle, data_element, inline
from citetrail.publish.table_columns import TABLES, PublishedTable
from citetrail.publish.wording import asset, environment, tables, words

FOLDER = "rows"


def write(release: sqlite3.Connection, folder: Path, about: dict[str, Any]) -> None:
    """The page, and beside it one script a table: pages opened from disk may load scripts but not data."""
    (folder / FOLDER).mkdir()
    for table in TABLES:
        _write_rows(release, table, folder / FOLDER / f"{table.name}.js")
    described = {
        table.name: {"title": tables()[table.name]["title"], "description": tables()[table.name]["description"]}
        | {"columns": {c.name: tables()[table.name]["columns"][c.name] for c in table.columns}}
        | {"refers": {c.name: c.refers for c in table.columns if c.refers}}
        | {"many": [c.name for c in table.columns if c.many], "key": table.key[0]}
        for table in TABLES
    }
    context = {
        **about,
        "styles": inline(asset("base.css") + asset("rows.css")),
        "script": inline(bundle(asset("rows.js"))),
        "data": data_element("tables", described) + data_element("words", words()["rows"]),
        "tables": [(t.name, tables()[t.name]["title"]) for t in TABLES],
    }
    text = environment().get_template("rows.html.j2").render(context)
    (folder / "rows.html").write_text(text, encoding="utf-8", newline="\n")


def _write_rows(release: sqlite3.Connection, table: PublishedTable, path: Path) -> None:
    truth = "json(CASE {0} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)"
    cells = (truth.format(f'"{c.name}"') if c.type == "boolean" else f'"{c.name}"' for c in table.columns)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'window.citetrail=window.citetrail||{{}};window.citetrail["{table.name}"]=[\n')
        for (row,) in read(release, table, f"json_array({', '.join(cells)})"):
            # Line separators end a line in scripts of old; escaped, they harm nowhere.
            out.write(row.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + ",\n")
        out.write("];\n")
