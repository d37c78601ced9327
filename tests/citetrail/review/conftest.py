"""A queue over a small invented store: in this process for speed, in a process of its own where that matters."""

import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from sqlalchemy import Engine

from citetrail.records.settings import Settings
from citetrail.review.app import create_app
from citetrail.review.security import COOKIE
from citetrail.store import accounts
from citetrail.store.decision_log import apply_policy
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import open_store, writing
from tests.citetrail.store.postgres import Server, postgres
from tests.loopback import client_of
from tests.synthetic import TARGET, fill

__all__ = ["Server", "postgres"]
PASSWORD = "correct horse battery"
ROOT = Path(__file__).parents[3]


@dataclass
class Queue:
    """A store with claims, and the settings that lead to it."""

    settings: Settings
    engine: Engine

    def add_people(self, **roles: str) -> None:
        with writing(self.engine) as connection:
            for name, role in roles.items():
                accounts.add(connection, name, accounts.ReviewerRole(role), PASSWORD)
            apply_policy(connection, self.settings.two_reviewers)

    @contextmanager
    def serving(self, **told: Any) -> Iterator[str]:
        """The queue's address while a thread of this process serves it."""
        app = create_app(self.settings, self.engine, target=TARGET, **told)
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()

    @contextmanager
    def client(self, **told: Any) -> Iterator[httpx.Client]:
        with self.serving(**told) as address, client_of(address) as made:
            if told.get("open_here", True):
                made.get("/criteria")  # as a browser that was here before: it has its cookie
            yield made


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A var folder with twenty papers, three of them with a real PDF; made once and copied."""
    settings = Settings(var=tmp_path_factory.mktemp("filled"))
    engine = open_store(settings)
    fill(engine, 20, pdfs=3, store=DocumentStore(settings.store_documents_url))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return settings.var


@pytest.fixture
def queue(filled: Path, tmp_path: Path) -> Iterator[Queue]:
    """A store of one's own."""
    shutil.copytree(filled, tmp_path / "var")
    settings = Settings(var=tmp_path / "var", audit_share=0.0, workers=1)
    engine = open_store(settings)
    yield Queue(settings, engine)
    engine.dispose()


@pytest.fixture
def client(queue: Queue) -> Iterator[httpx.Client]:
    """The local reviewer's browser."""
    with queue.client() as made:
        yield made


JSON = {"accept": "application/json"}


def card_of(client: Any, path: str = "/") -> dict[str, Any]:
    """The card at an address, as a program gets it."""
    # A window's first request is answered with its cookie and sent round once more.
    answer = client.get(path, headers=JSON, follow_redirects=COOKIE not in client.cookies)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def decide(client: Any, card: dict[str, Any], vote: str = "accept", **told: str) -> Any:
    """Send a decision on a card."""
    form = {"claim": card["claim"], "token": card["token"], "evidence_hash": card["evidence_hash"], "vote": vote}
    return client.post("/decide", data=form | told, headers=JSON | {"x-csrf-token": card["csrf"]})


def csrf_of(html: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', html) or re.search(r'data-csrf="([^"]+)"', html)
    assert found is not None
    return found[1]


def sign_in(client: Any, name: str, password: str = PASSWORD) -> Any:
    """Sign in through the form; the client keeps the cookie."""
    client.cookies.delete(COOKIE)
    token = csrf_of(client.get("/login").text)
    return client.post("/login", data={"csrf": token, "name": name, "password": password})


@contextmanager
def served(settings: Settings, port: int, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """`citetrail review` in a process of its own, ready to answer."""
    command = [sys.executable, "-c", "from citetrail.commands.main import run; run()"]
    environment = {
        "CITETRAIL_VAR": str(settings.var),
        "CITETRAIL_AUDIT_SHARE": str(settings.audit_share),
        "CITETRAIL_DATABASE_URL": settings.database_url,
        "PATH": "/usr/bin:/bin",
    }
    process = subprocess.Popen(
        [*command, "review", "--port", str(port), *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        _await(process, port)
        yield process
    finally:
        process.kill()
        process.communicate()


def _await(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise AssertionError(f"the server ended: {process.communicate()[0].decode()}")
        try:
            httpx.get(f"http://127.0.0.1:{port}/static/icon.svg", timeout=2)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer within 30 s")
