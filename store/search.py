"""Full-text search over quotations, titles and organisations: FTS5 on SQLite, tsvector on PostgreSQL.

The database's own triggers keep the index, so that no writer can forget it.
"""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

# What is searched: table → the expression that gives a row's text, and the columns in it.
# Quotations are never altered, titles hardly ever.
SOURCES = {
    "evidence": ("new.quote", ("quote",)),
    "papers": ("new.title || ' ' || coalesce(new.venue, '')", ("title", "venue")),
    "organisations": ("new.name || ' ' || coalesce(new.city, '')", ("name", "city")),
}
MOST_HITS = 2_000


@dataclass(frozen=True, slots=True)
class Hits:
    """Keys by table; `more` when the words are so common that only the first were taken."""

    evidence: tuple[str, ...]
    papers: tuple[str, ...]
    organisations: tuple[str, ...]
    more: bool


def create(connection: Connection) -> None:
    """Create the index and its triggers; part of the first migration."""
    statements = _sqlite() if connection.dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        connection.execute(text(statement))


_SQLITE = (
    "CREATE TRIGGER TABLE_searched AFTER INSERT ON TABLE BEGIN "
    "INSERT INTO search_texts(kind, key, body) VALUES ('TABLE', new.KEY, BODY) "
    "ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body; END",
    "CREATE TRIGGER TABLE_searched_again AFTER UPDATE ON TABLE WHEN CHANGED BEGIN "
    "UPDATE search_texts SET body = BODY WHERE kind = 'TABLE' AND key = new.KEY; END",
)
_POSTGRESQL = (
    "CREATE FUNCTION TABLE_searched() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "INSERT INTO search_texts(kind, key, body) VALUES ('TABLE', new.KEY, to_tsvector('simple', BODY)) "
    "ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body; RETURN NULL; END $$",
    "CREATE TRIGGER TABLE_searched AFTER INSERT ON TABLE FOR EACH ROW EXECUTE FUNCTION TABLE_searched()",
    "CREATE TRIGGER TABLE_searched_again AFTER UPDATE ON TABLE FOR EACH ROW WHEN (CHANGED) "
    "EXECUTE FUNCTION TABLE_searched()",
)


def _sqlite() -> list[str]:
    return [
        "CREATE TABLE search_texts (n INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, "
        "body TEXT NOT NULL, UNIQUE (kind, key))",
        "CREATE VIRTUAL TABLE search_index USING fts5(body, content='search_texts', content_rowid='n', "
        'tokenize="unicode61 remove_diacritics 2")',
        "CREATE TRIGGER search_texts_added AFTER INSERT ON search_texts BEGIN "
        "INSERT INTO search_index(rowid, body) VALUES (new.n, new.body); END",
        "CREATE TRIGGER search_texts_changed AFTER UPDATE ON search_texts BEGIN "
        "INSERT INTO search_index(search_index, rowid, body) VALUES ('delete', old.n, old.body); "
        "INSERT INTO search_index(rowid, body) VALUES (new.n, new.body); END",
        *_filled(_SQLITE, "IS NOT"),
    ]


def _postgresql() -> list[str]:
    return [
        "CREATE TABLE search_texts (kind TEXT NOT NULL, key TEXT NOT NULL, "
        "body TSVECTOR NOT NULL, PRIMARY KEY (kind, key))",
        "CREATE INDEX ix_search_texts_body ON search_texts USING gin (body)",
        *_filled(_POSTGRESQL, "IS DISTINCT FROM"),
    ]


def _filled(statements: tuple[str, ...], differs: str) -> list[str]:
    """The statements for every source."""
    made = []
    for table, (body, columns) in SOURCES.items():
        changed = " OR ".join(f"old.{c} {differs} new.{c}" for c in columns)
        words = {"TABLE_": f"{table}_", "ON TABLE ": f"ON {table} ", "'TABLE'": f"'{table}'", "KEY": "id"}
        words |= {"BODY": body, "CHANGED": changed}
        for statement in statements:
            for word, value in words.items():
                statement = statement.replace(word, value)
            made.append(statement)
    return made


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
