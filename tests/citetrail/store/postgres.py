"""A private PostgreSQL server for tests: its own folder, its own port, gone with the session.

Use the fixture `postgres` for the server, and `fresh_database` for an empty database with the newest schema.
"""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from citetrail.store.engine import make_engine, migrate
from tests.conftest import require

BIN = next(
    (p for p in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True) if (p / "initdb").exists()), None
)


@dataclass(frozen=True)
class Server:
    """A running server; `template` is a database with the schema, to copy from."""

    url: str
    template: str

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """The address of a database of its own; it goes with the server."""
        name = f"t{uuid.uuid4().hex[:12]}"
        self._administer(f"CREATE DATABASE {name} TEMPLATE {self.template}")
        yield f"{self.url}/{name}"

    @contextmanager
    def empty_database(self) -> Iterator[str]:
        """The address of a database without a schema."""
        name = f"e{uuid.uuid4().hex[:12]}"
        self._administer(f"CREATE DATABASE {name}")
        yield f"{self.url}/{name}"

    def _administer(self, statement: str) -> None:
        engine = make_engine(f"{self.url}/postgres").execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server for the whole session; the test skips visibly where PostgreSQL is not installed."""
    require(BIN is not None, "PostgreSQL", "apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="citetrail-postgres-", dir=_in_memory()))
    try:
        with served(folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _in_memory() -> Path | None:
    """A folder in memory where there is room: creating databases is most of what these tests wait for."""
    memory = Path("/dev/shm")
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 3_000_000_000
    return memory if roomy else None


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """A server whose files lie in this folder, stopped at the end."""
    assert BIN is not None
    data, port = folder / "data", _free_port()
    as_user: list[str] = []
    user = getpass.getuser()
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        as_user, user = ["runuser", "-u", "postgres", "--"], "postgres"
        shutil.chown(folder, "postgres")
    folder.chmod(0o755)

    def run(*command: str) -> None:
        done = subprocess.run([*as_user, *command], cwd="/", capture_output=True, text=True)
        if done.returncode:
            log = folder / "log"
            told = log.read_text() if log.exists() else ""
            pytest.fail(f"{command[0]} failed: {done.stderr}\n{told}")

    run(
        str(BIN / "initdb"), "-D", str(data), "-U", user, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    options += " -c max_connections=60 -c shared_buffers=64MB -c full_page_writes=off -c autovacuum=off"
    run(str(BIN / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-w", "-o", options, "start")
    try:
        url = f"postgresql+pg8000://{user}@127.0.0.1:{port}"
        server = Server(url, "citetrail_template")
        server._administer(f"CREATE DATABASE {server.template}")
        engine = make_engine(f"{url}/{server.template}")
        migrate(engine)
        engine.dispose()
        yield server
    finally:
        run(str(BIN / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
