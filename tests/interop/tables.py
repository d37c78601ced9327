"""The release's own tables, which every reader's answer is compared with."""

import sqlite3
from pathlib import Path
from typing import Any


def table(release: Path, name: str) -> list[dict[str, Any]]:
    connection = sqlite3.connect(f"{(release / 'release.sqlite').as_uri()}?mode=ro", uri=True)
    try:
        cursor = connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
        names = [c[0] for c in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]
    finally:
        connection.close()
