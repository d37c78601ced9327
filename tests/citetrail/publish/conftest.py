"""Releases of the small invented store, made once for all tests that only look at them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update

from citetrail.publish.release import Publisher, WrittenRelease, publish
from citetrail.records.vocabulary import ClaimState
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import make_engine, migrate, writing
from citetrail.store.tables import claims
from tests.citetrail.publish import invented
from tests.citetrail.store.postgres import Server, postgres

__all__ = ["Server", "postgres"]
PUBLISHER = Publisher("Example Newsroom", "corrections@example.org")
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class InventedStore:
    """A store of invented papers and the means to publish it."""

    engine: Engine
    documents: DocumentStore

    def publish(self, out: Path, **options: Any) -> WrittenRelease:
        return publish(self.engine, self.documents, invented.TARGET, out, publisher=PUBLISHER, **options)


def make_store(folder: Path, url: str = "") -> InventedStore:
    engine = make_engine(url or f"sqlite:///{folder / 'store.sqlite'}")
    migrate(engine)
    documents = DocumentStore(f"file://{folder / 'documents'}")
    invented.fill(engine, documents)
    return InventedStore(engine, documents)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[InventedStore]:
    """A fresh store that the test may change."""
    made = make_store(tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture(scope="session")
def verified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a verified release. Not to be changed."""
    return _release(tmp_path_factory.mktemp("verified"), provisional=False)


@pytest.fixture(scope="session")
def provisional(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a provisional release. Not to be changed."""
    return _release(tmp_path_factory.mktemp("provisional"), provisional=True)


@pytest.fixture(scope="session")
def undecided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release made before anybody confirmed anything. Not to be changed."""
    folder = tmp_path_factory.mktemp("undecided")
    made = make_store(folder)
    with writing(made.engine) as connection:
        connection.execute(update(claims).values(state=ClaimState.OPEN, decided_hash="", once_by=""))
    try:
        return made.publish(folder / "out").path
    finally:
        made.engine.dispose()


def _release(folder: Path, *, provisional: bool) -> Path:
    made = make_store(folder)
    try:
        return made.publish(folder / "out", provisional=provisional).path
    finally:
        made.engine.dispose()


@contextmanager
def open_browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(BROWSER_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    with open_browser(chromium) as found:
        yield found


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a file of a release with networking blocked; fails the test on any console message or request."""
    contexts: list[Any] = []
    trouble: list[str] = []

    def opened(path: Path, fragment: str = "", *, width: int = 1440, height: int = 900, scheme: str = "light") -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, offline=True, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on(
            "request", lambda request: request.url.startswith("file:") or trouble.append(f"asked for {request.url}")
        )
        page.goto(path.as_uri() + (f"#{fragment}" if fragment else ""))
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert trouble == []
