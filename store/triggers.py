"""What the database itself forbids: changing or deleting a decision, or altering evidence and documents."""

from sqlalchemy import Connection, text

APPEND_ONLY = ("decisions", "evidence", "documents")


def create(connection: Connection) -> None:
    """Create the triggers; part of the first migration."""
    for table in APPEND_ONLY:
        for statement in _statements(connection.dialect.name, table):
            connection.execute(text(statement))


def _statements(dialect: str, table: str) -> list[str]:
    message = f"{table} are append-only"
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            for verb in ("UPDATE", "DELETE")
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
