"""What every step needs: settings, target, store, documents, a hold on the target and someone to tell."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Protocol

from sqlalchemy import Engine

from citetrail.records.settings import Settings
from citetrail.records.target_paths import target_path
from citetrail.records.targets import Target
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import open_store, writing
from citetrail.store.work import Hold, finish_run, holding, start_run
from flows.steps.kept_target import kept_target
from spiders.robots_files import RobotsFiles


class Teller(Protocol):
    """Who hears how a step goes: the command line's progress bars, Prefect's logger, or nobody."""

    def begin(self, step: str, total: int | None) -> None: ...

    def advance(self, step: str, outcome: str, count: int = 1) -> None: ...

    def say(self, message: str) -> None: ...


class Silent:
    """Tells nobody."""

    def begin(self, step: str, total: int | None) -> None:
        pass

    def advance(self, step: str, outcome: str, count: int = 1) -> None:
        pass

    def say(self, message: str) -> None:
        pass


class Stopped(Exception):
    """Another part of this run failed; this part ends."""


@dataclass
class Context:
    """One run on one target."""

    settings: Settings
    target: Target
    target_file: Path
    engine: Engine
    documents: DocumentStore
    teller: Teller = field(default_factory=Silent)
    hold: Hold | None = None
    # Hosts that this run asks no more: origin → (outcome, why).
    resting: dict[str, tuple[str, str]] = field(default_factory=dict)
    robots: RobotsFiles = field(default_factory=RobotsFiles)

    # Set when discovery has kept papers, or has ended: there may be work.
    found: Event = field(default_factory=Event)

    # Set when another part of the run has failed: the next tick ends this part too.
    stopping: Event = field(default_factory=Event)

    def tick(self) -> None:
        """Call between batches: ends the run when another one has taken the target over, or a part of it failed."""
        if self.stopping.is_set():
            raise Stopped
        if self.hold is not None:
            self.hold.check()


def attach(settings: Settings, target: str, teller: Teller | None = None) -> Context:
    """A context without a hold: for tasks of a run that holds the target already.

    Raises TargetError for a bad target file and StoreError for a store that cannot be opened.
    """
    file = target_path(target)
    loaded = kept_target(file, settings.var / "kept_targets")
    documents = DocumentStore(settings.store_documents_url)
    return Context(settings, loaded, file, open_store(settings), documents, teller or Silent())


@contextmanager
def open_context(settings: Settings, target: str, teller: Teller | None = None) -> Iterator[Context]:
    """A context that holds the target for as long as it is open. Raises TargetHeld when another run has it."""
    context = attach(settings, target, teller)
    try:
        with holding(context.engine, context.target.slug) as hold:
            context.hold = hold
            yield context
    finally:
        context.engine.dispose()


@contextmanager
def recorded(context: Context, step: str, **versions: str) -> Iterator[Counter[str]]:
    """A step with its counts on record; a step that died is the one without an end."""
    with writing(context.engine) as connection:
        run = start_run(connection, context.target.slug, step, versions)
    counts: Counter[str] = Counter()
    yield counts
    with writing(context.engine) as connection:
        finish_run(connection, run, dict(counts))
