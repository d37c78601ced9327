"""Migrations: frozen once released, equal to the tables the program works with, and no row is lost on the way.

A release adds its revision's rows to tests/store/released/<revision>.sql; they are upgraded from then on.

Covers: citetrail.store.migrations, citetrail.store.engine.
"""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, exc, insert, inspect, select, text

from citetrail.commands.main import run
from citetrail.store.decision_chain import verify
from citetrail.store.engine import HEAD, MIGRATIONS, make_engine, migrate, schema_version, writing
from citetrail.store.restores import ids_brought_along
from citetrail.store.search import search
from citetrail.store.tables import claims, decisions, metadata, policies, readings
from tests.citetrail.store.postgres import Server

RELEASED = Path(__file__).parent / "released"
REVISIONS = sorted(s.revision for s in ScriptDirectory(str(MIGRATIONS)).walk_revisions())
# What was released stays as it was: a change of the tables is a new migration.
FROZEN = {
    "0001_sqlite.sql": "19e68d7bc55d0b6faeb3979070035aae22ac3493b4f28cfc155f85d9a2362676",
    "0003_sqlite.sql": "edbc57706bac7351b9db3ac080658c1282901c76c1e9c72cbf537dcfb15a5ed5",
    "0003_postgresql.sql": "f348977dc239f8e6f8f8aa095984c069b76ea6a0748217520266396f64458857",
    "0001_postgresql.sql": "c950e76e39f6e93810e23e6eb04f1bf14255f85c3b08901fb6d38ba598d7b1e4",
    "0002_sqlite.sql": "b0495df15a7cce7e5e0809c7450fa4b95b38b5891bb7886c17bb594bb54f09fc",
    "0002_postgresql.sql": "080e3c73144066e7f670d742e487faefce0379420a9788f41522315ea5818306",
    "0004_sqlite.sql": "166d6b703726099cce831f92a14c5fea7448d24bc5efc67196dc65f6a90d8943",
    "0004_postgresql.sql": "b00163b6ceaf49e9e4b745af7c4c7593dfb4ef5e986b32f24f83ab030ad2bc4c",
    "0005_sqlite.sql": "5bc06f037d6a6529f328cd2f7f98d44f963015cdb0b59dc34caafd19c9679dde",
    "0005_postgresql.sql": "d2a4601bd23acfa9c1824aa9cbe8d1d0fde214677558894672542b7a33a89e1e",
    "0006_sqlite.sql": "097aed37459d33ace383bf04910ced1525d50906cfb87ff7b07f7fe25699a3da",
    "0006_postgresql.sql": "097aed37459d33ace383bf04910ced1525d50906cfb87ff7b07f7fe25699a3da",
    "0007_sqlite.sql": "7c2e0d09ccbd960d2be7fbca6fae4720a4ea775e783c11992380c95e592f3234",
    "0007_postgresql.sql": "7c2e0d09ccbd960d2be7fbca6fae4720a4ea775e783c11992380c95e592f3234",
    "0008_sqlite.sql": "88ed780dc9d8331f9646a1e885c7f52e7a145c462d39273ce717c44975593844",
    "0008_postgresql.sql": "88ed780dc9d8331f9646a1e885c7f52e7a145c462d39273ce717c44975593844",
    "0009_sqlite.sql": "e8ffec9343636bd01949eb4db5f5ed28e7654da3b5479f9c83c31f70f6a24538",
    "0009_postgresql.sql": "899dc711282d0f493f6c3a4cddaa4737844fa21e7e5b1dfa5d004b288401952f",
}
LITERAL_BYTES = re.compile(r"x'([0-9a-f]*)'")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any schema."""
    if request.param == "sqlite":
        made = make_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")
        yield made
        made.dispose()
        return
    server: Server = request.getfixturevalue("postgres")
    with server.empty_database() as url:
        made = make_engine(url)
        yield made
        made.dispose()


def load_released(connection: Connection, revision: str) -> None:
    """Fill a store at `revision` with the rows kept from then."""
    script = (RELEASED / f"{revision}.sql").read_text("utf-8")
    with ids_brought_along(connection):
        for statement in re.split(r";\n(?=INSERT)", script[script.index("INSERT") :].rstrip(";\n")):
            told = statement
            if connection.dialect.name == "postgresql":
                told = LITERAL_BYTES.sub(r"'\\x\1'::bytea", told)
            connection.exec_driver_sql(told.replace("%", "%%") if connection.dialect.name == "postgresql" else told)


def everything(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that there is now, by column: the tables may be of any revision."""
    names = {t.name for t in metadata.sorted_tables} & set(inspect(connection).get_table_names())
    rows = {n: connection.execute(text(f"SELECT * FROM {n}")).mappings() for n in sorted(names)}
    return {n: [dict(row) for row in found] for n, found in rows.items()}


def test_what_was_released_is_frozen() -> None:
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (MIGRATIONS / "versions").glob("*.sql")}
    assert found == FROZEN
    assert {p.stem for p in RELEASED.glob("*.sql")} == set(REVISIONS), "each revision has its rows"
    assert REVISIONS[-1] == HEAD


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_migrated_schema_is_the_one_of_the_tables(empty: Engine) -> None:
    migrate(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": _is_ours})
        differences = compare_metadata(context, metadata)
    assert [d for d in differences if "ix_papers_date" not in str(d)] == []


def test_every_index_and_column_is_as_the_tables_say(empty: Engine) -> None:
    """What Alembic does not compare: conditions and expressions of indexes, defaults, keys."""
    with empty.connect() as connection:
        metadata.create_all(connection)
        plain = catalogue(connection)
        connection.rollback()
    migrate(empty)
    with empty.connect() as connection:
        assert catalogue(connection) == plain


def catalogue(connection: Connection) -> set[tuple[Any, ...]]:
    """The database's own words for each column, index and constraint of our tables."""
    names = tuple(t.name for t in metadata.sorted_tables)
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT tbl_name, type, name, sql FROM sqlite_master WHERE type != 'trigger'"))
        return {(*r[:3], re.sub(r"\s+", " ", r[3] or "").replace("( ", "(")) for r in rows if r.tbl_name in names}
    queries = (
        "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns",
        "SELECT tablename, indexname, indexdef FROM pg_indexes",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid > 0",
    )
    return {tuple(r) for q in queries for r in connection.execute(text(q)) if r[0] in names}


def _is_ours(_: Any, name: str | None, kind: str, reflected: bool, against: Any) -> bool:
    made_by_hand = str(name).startswith(("search_", "ix_search_", "alembic_"))
    return not (kind in ("table", "index") and reflected and against is None and made_by_hand)


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_store_of_every_release_is_upgraded_with_all_it_holds(empty: Engine, revision: str) -> None:
    migrate(empty, revision)
    with writing(empty) as connection:
        load_released(connection, revision)
        before = everything(connection)
    assert before["decisions"]
    assert before["claims"]
    assert before["readings"]
    migrate(empty)
    assert schema_version(empty) == HEAD
    with empty.connect() as connection:
        after = everything(connection)
        for table, rows in before.items():
            kept = [{k: v for k, v in row.items() if k in rows[0]} for row in after[table]] if rows else []
            assert sorted(map(repr, kept)) == sorted(map(repr, rows)), table
        claim = connection.execute(select(claims.c.id, claims.c.text).where(claims.c.kind == "use")).first()
        assert claim
        assert search(connection, "doorbell").papers, "the old rows can be searched"
        assert verify(connection).broken == ""
        assert verify(connection).links == len(before["decisions"]), "an old log is chained as it stands"
    refuses_changes(empty)


def test_only_what_an_older_rule_let_through_comes_back(empty: Engine) -> None:
    """At 0001 a ruling settled any claim alone; what follows from two votes stays."""
    migrate(empty, "0001")
    with writing(empty) as connection:
        load_released(connection, "0001")
        kept = _decide_by_the_old_rule(connection)
    migrate(empty)
    with empty.connect() as connection:
        found = {c.id: c.state for c in connection.execute(select(claims.c.id, claims.c.state))}
        assert {key: found[key] for key in kept} == kept
        told = connection.execute(select(policies.c.value).where(policies.c.name == "judged_again")).scalar_one()
        assert told["claims"] == {"ruled-alone": ["accepted", "accepted_once"]}


def _decide_by_the_old_rule(connection: Connection) -> dict[str, str]:
    """Sensitive claims that three people settled in different ways; returns their states by the rules of today."""
    connection.execute(text("UPDATE policies SET value = 'true' WHERE name = 'two_reviewers'"))
    claim = dict(connection.execute(text("SELECT * FROM claims WHERE kind = 'use'")).mappings().first() or {})
    logs = {
        "ruled-alone": [("cy", "accept", True)],
        "two-agreed": [("ada", "accept", False), ("bo", "accept", False)],
        "ruled-a-conflict": [("ada", "accept", False), ("bo", "reject", False), ("cy", "accept", True)],
    }
    for number, (key, log) in enumerate(logs.items()):
        row = claim | {"id": key, "sensitive": True, "state": "accepted", "evidence_hash": "e", "decided_hash": "e"}
        row |= {"once_by": "", "flagged": False, "audited": False, "member": key, "reasons": "[]"}
        columns = ", ".join(row)
        connection.execute(text(f"INSERT INTO claims ({columns}) VALUES ({', '.join(f':{c}' for c in row)})"), row)
        for place, (who, vote, ruling) in enumerate(log):
            told = {"id": 100 + 10 * number + place, "claim": key, "who": who, "vote": vote, "ruling": ruling}
            connection.execute(text(DECIDED), told | {"token": f"token-{key}-{who}"})
    return {"ruled-alone": "accepted_once", "two-agreed": "accepted", "ruled-a-conflict": "accepted"}


DECIDED = """
INSERT INTO decisions (id, token, claim_id, reviewer, vote, reason, note, adjudication, audit, evidence_ids,
    evidence_hash, version, decided_at)
VALUES (:id, :token, :claim, :who, :vote, '', '', :ruling, false, '[]', 'e', 'v', '2026-11-04T09:00:00+00:00')
"""


def refuses_changes(engine: Engine) -> None:
    for table in ("decisions", "decision_chain", "evidence", "documents"):
        for change in (f"DELETE FROM {table}", f"UPDATE {table} SET {_a_column(table)} = 'x'"):
            with pytest.raises(exc.DBAPIError, match="append-only"), writing(engine) as connection:
                connection.execute(text(change))


def _a_column(table: str) -> str:
    return {"decisions": "note", "decision_chain": "hash", "evidence": "quote", "documents": "url"}[table]


def test_an_upgraded_log_goes_on_counting(empty: Engine) -> None:
    """A later decision gets a later id, and no reading is read as another."""
    migrate(empty, REVISIONS[0])
    with writing(empty) as connection:
        load_released(connection, REVISIONS[0])
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT setval(pg_get_serial_sequence('decisions', 'id'), 3)"))
    migrate(empty)
    with writing(empty) as connection:
        last = connection.execute(select(decisions).order_by(decisions.c.id.desc())).mappings().first()
        assert last is not None
        row = {k: v for k, v in last.items() if k != "id"} | {"token": "new"}
        made = connection.execute(insert(decisions).values(**row).returning(decisions.c.id)).scalar_one()
        assert made > last["id"]
        assert bytes(connection.scalars(select(readings.c.body)).one())


LATER = """
import os, signal
from alembic import op
revision, down_revision = "9998", "@HEAD@"

def upgrade():
    op.execute("ALTER TABLE papers ADD COLUMN later TEXT")
    op.execute("UPDATE papers SET later = title")
    if os.environ.get("CITETRAIL_TEST_DIES"):
        os.kill(os.getpid(), signal.SIGKILL)
"""
UPGRADE = """
import sys
from pathlib import Path
from citetrail.store import engine
engine.MIGRATIONS = Path(sys.argv[2])
engine.migrate(engine.make_engine(sys.argv[1]), "9998")
"""


def test_a_migration_that_is_killed_leaves_the_old_schema_and_runs_again(empty: Engine, tmp_path: Path) -> None:
    migrate(empty, "0001")
    with writing(empty) as connection:
        load_released(connection, "0001")
        before = everything(connection)
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    (folder / "versions" / "9998_later.py").write_text(LATER.replace("@HEAD@", HEAD))
    url = empty.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", UPGRADE, url, str(folder)]
    died = subprocess.run(command, env={**os.environ, "CITETRAIL_TEST_DIES": "1"})
    assert died.returncode == -signal.SIGKILL
    with empty.connect() as connection:
        assert everything(connection) == before
    assert schema_version(empty) == "0001"
    assert subprocess.run(command).returncode == 0
    assert schema_version(empty) == "9998"
    with empty.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM papers WHERE later = title")) == len(before["papers"])
    refuses_changes(empty)


def test_a_newer_store_is_refused_by_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = make_engine(f"sqlite:///{tmp_path / 'citetrail.sqlite'}")
    migrate(newer)
    with writing(newer) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    newer.dispose()
    monkeypatch.setenv("CITETRAIL_VAR", str(tmp_path))
    for words in (["status", "ms-celeb-1m"], ["backup", str(tmp_path / "b.tar.gz")]):
        monkeypatch.setattr("sys.argv", ["citetrail", *words])
        with pytest.raises(SystemExit) as ended:
            run()
        told = capsys.readouterr().err
        assert ended.value.code == 2
        assert "schema 9999" in told
        assert "newer version" in told
        assert "Traceback" not in told
