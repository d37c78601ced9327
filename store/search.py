"""Full-text search over quotations, titles and organisations: FTS5 on SQLite, tsvector on PostgreSQL.

The database's own triggers keep the index, so that no writer can forget it.
"""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

# What is searched: table → the expression that gives its text. Quotations are never altered, titles hardly ever.
SOURCES = {
    "evidence": ("id", "{row}.quote", ("quote",)),
    "papers": ("id", "{row}.title || ' ' || coalesce({row}.venue, '')", ("title", "venue")),
    "organisations": ("id", "{row}.name || ' ' || coalesce({row}.city, '')", ("name", "city")),
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


def _sqlite() -> list[str]:
    made = [
        "CREATE TABLE search_texts (n INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, "
        "body TEXT NOT NULL, UNIQUE (kind, key))",
        "CREATE VIRTUAL TABLE search_index USING fts5(body, content='search_texts', content_rowid='n', "
        'tokenize="unicode61 remove_diacritics 2")',
        "CREATE TRIGGER search_texts_added AFTER INSERT ON search_texts BEGIN "
        "INSERT INTO search_index(rowid, body) VALUES (new.n, new.body); END",
        "CREATE TRIGGER search_texts_changed AFTER UPDATE ON search_texts BEGIN "
        "INSERT INTO search_index(search_index, rowid, body) VALUES ('delete', old.n, old.body); "
        "INSERT INTO search_index(rowid, body) VALUES (new.n, new.body); END",
    ]
    for table, (key, body, columns) in SOURCES.items():
        fresh = body.format(row="new")
        made.append(
            f"CREATE TRIGGER {table}_searched AFTER INSERT ON {table} BEGIN "
            f"INSERT INTO search_texts(kind, key, body) VALUES ('{table}', new.{key}, {fresh}) "
            f"ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body; END"  # noqa: S608
        )
        changed = " OR ".join(f"old.{c} IS NOT new.{c}" for c in columns)
        made.append(
            f"CREATE TRIGGER {table}_searched_again AFTER UPDATE ON {table} WHEN {changed} BEGIN "
            f"UPDATE search_texts SET body = {fresh} WHERE kind = '{table}' AND key = new.{key}; END"  # noqa: S608
        )
    return made


def _postgresql() -> list[str]:
    made = [
        "CREATE TABLE search_texts (kind TEXT NOT NULL, key TEXT NOT NULL, "
        "body TSVECTOR NOT NULL, PRIMARY KEY (kind, key))",
        "CREATE INDEX ix_search_texts_body ON search_texts USING gin (body)",
    ]
    for table, (key, body, columns) in SOURCES.items():
        fresh = f"to_tsvector('simple', {body.format(row='new')})"
        changed = " OR ".join(f"old.{c} IS DISTINCT FROM new.{c}" for c in columns)
        made += [
            f"CREATE FUNCTION {table}_searched() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"INSERT INTO search_texts(kind, key, body) VALUES ('{table}', new.{key}, {fresh}) "
            "ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body; RETURN NULL; END $$",  # noqa: S608
            f"CREATE TRIGGER {table}_searched AFTER INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_searched()",
            f"CREATE TRIGGER {table}_searched_again AFTER UPDATE ON {table} FOR EACH ROW WHEN ({changed}) "
            f"EXECUTE FUNCTION {table}_searched()",
        ]
    return made


def search(connection: Connection, words: str) -> Hits:
    """Where all of these words stand, in any order; the last one may be the beginning of a word."""
    terms = re.findall(r"\w+", words, re.UNICODE)[:12]
    if not terms:
        return Hits((), (), (), more=False)
    if connection.dialect.name == "sqlite":
        query = (
            "SELECT t.kind, t.key FROM search_index JOIN search_texts t ON t.n = search_index.rowid "
            "WHERE search_index MATCH :wanted LIMIT :most"
        )
        wanted = " ".join(f'"{t}"' for t in terms) + "*"
    else:
        query = "SELECT kind, key FROM search_texts WHERE body @@ to_tsquery('simple', :wanted) LIMIT :most"
        wanted = " & ".join(terms) + ":*"
    rows = connection.execute(text(query), {"wanted": wanted, "most": MOST_HITS + 1}).all()
    by_kind: dict[str, list[str]] = {kind: [] for kind in SOURCES}
    for kind, key in rows[:MOST_HITS]:
        by_kind[kind].append(key)
    return Hits(*(tuple(by_kind[kind]) for kind in SOURCES), more=len(rows) > MOST_HITS)
