"""Full-text search over quotations, titles and organisations: FTS5 on SQLite, tsvector on PostgreSQL.

The database's own triggers keep the index, so that no writer can forget it; `store/migrations` makes them.
"""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

# What is searched. Quotations are never altered, titles hardly ever.
SOURCES = ("evidence", "papers", "organisations")
# Hits looked up for one search: a word that fits more is no search, and the list says that it was cut.
MOST_HITS = 2_000


@dataclass(frozen=True, slots=True)
class Hits:
    """Keys by table; `more` when the words are so common that only the first were taken."""

    evidence: tuple[str, ...]
    papers: tuple[str, ...]
    organisations: tuple[str, ...]
    more: bool


def search(connection: Connection, words: str) -> Hits:
    """Where all of these words, or words that begin so, stand in any order."""
    terms = re.findall(r"\w+", words, re.UNICODE)[:12]
    if not terms:
        return Hits((), (), (), more=False)
    if connection.dialect.name == "sqlite":
        query = (
            "SELECT t.kind, t.key FROM search_index JOIN search_texts t ON t.n = search_index.rowid "
            "WHERE search_index MATCH :wanted LIMIT :most"
        )
        wanted = " ".join(f'"{t}"*' for t in terms)
    else:
        query = "SELECT kind, key FROM search_texts WHERE body @@ to_tsquery('simple', :wanted) LIMIT :most"
        wanted = " & ".join(f"{t}:*" for t in terms)
    rows = connection.execute(text(query), {"wanted": wanted, "most": MOST_HITS + 1}).all()
    by_kind: dict[str, list[str]] = {kind: [] for kind in SOURCES}
    for kind, key in rows[:MOST_HITS]:
        by_kind[kind].append(key)
    evidence, papers, organisations = (tuple(by_kind[kind]) for kind in SOURCES)
    return Hits(evidence, papers, organisations, more=len(rows) > MOST_HITS)
