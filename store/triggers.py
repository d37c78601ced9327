"""What the database itself forbids: changing or deleting a decision, or altering evidence and documents."""

from sqlalchemy import Connection, text

# Table → what makes a row the same row.
APPEND_ONLY = {"decisions": ("id", "token"), "evidence": ("id",), "documents": ("sha256",)}


def create(connection: Connection) -> None:
    """Create the triggers; part of the first migration."""
    for table in APPEND_ONLY:
        for statement in _statements(connection.dialect.name, table):
            connection.execute(text(statement))


def _statements(dialect: str, table: str) -> list[str]:
    message = f"{table} are append-only"
    if dialect == "sqlite":
        return [
            *(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
                for verb in ("UPDATE", "DELETE")
            ),
            _no_replace(table, message),
        ]
    function = f"{table}_append_only"
    return [
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
    ]


def _no_replace(table: str, message: str) -> str:
    """SQLite's INSERT OR REPLACE deletes without firing delete triggers: stop it before it begins.

    Quotations and documents may be offered again (INSERT … ON CONFLICT DO NOTHING): the old row stays, silently.
    """
    same = " OR ".join(f"{key} = NEW.{key}" for key in APPEND_ONLY[table])
    refusal = f"RAISE(ABORT, '{message}')" if table == "decisions" else "RAISE(IGNORE)"
    return (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT {refusal}; END"
    )
