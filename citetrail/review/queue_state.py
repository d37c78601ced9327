"""What the pages share: the store, one writer at a time, the renderer, figures too dear for every card."""

import hashlib
import hmac
import secrets
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine

from citetrail.records.settings import Settings
from citetrail.records.targets import Target
from citetrail.review.rendering import Renderer
from citetrail.store.accounts import any_accounts
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import writing

T = TypeVar("T")


class Lately(Generic[T]):
    """A figure that may be a little old: recomputed in the background, at most a tenth of the time."""

    def __init__(self, compute: Callable[[], T], *, seconds: float, patience: float) -> None:
        self._compute, self._seconds, self._patience = compute, seconds, patience
        self._value: T | None = None
        self._due = 0.0
        self._busy = False

    def __call__(self) -> T | None:
        """The figure; None while it is computed for the first time and that takes longer than a page may wait."""
        if time.monotonic() > self._due and not self._busy:
            self._busy = True
            worker = threading.Thread(target=self._refresh, daemon=True)
            worker.start()
            if self._value is None:
                worker.join(self._patience)
        return self._value

    def _refresh(self) -> None:
        began = time.monotonic()
        try:
            self._value = self._compute()
        finally:
            took = time.monotonic() - began
            self._due = time.monotonic() + max(self._seconds, 10 * took)
            self._busy = False


@dataclass
class QueueState:
    """One running queue."""

    engine: Engine
    settings: Settings
    targets: list[str]
    renderer: Renderer
    documents: DocumentStore
    hosts: frozenset[str]  # names this server answers to
    open_here: bool = True  # only this machine can reach it, so that one local reviewer needs no password
    known_targets: dict[str, Target] = field(default_factory=dict)
    figures: dict[str, Lately[Any]] = field(default_factory=dict)
    turns: dict[str, int] = field(default_factory=dict)  # cards decided, by window
    lots: dict[str, Any] = field(default_factory=dict)  # what was last decided as one, by window
    orders: dict[str, Any] = field(default_factory=dict)  # the learned order, by target
    on_decision: list[Callable[[str], None]] = field(default_factory=list)
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))  # signs the cookies of visitors
    seal: bytes = b""  # from which each reviewer's key for what the browser keeps is made
    _writer: threading.Lock = field(default_factory=threading.Lock)

    @property
    def accounts(self) -> bool:
        """Whether people must sign in: always where other machines can reach it, else once an account exists."""
        if not self.open_here:
            return True
        with self.reading() as connection:
            return any_accounts(connection)

    def seal_for(self, reviewer: str) -> tuple[str, str]:
        """Name and key (AES-128, base64) under which a browser keeps this reviewer's decisions until they are judged.

        They stay the same when the session ends, the password changes or the server starts anew: what was kept can be
        read again after signing in, by nobody else.
        """
        made = hmac.new(self.seal, f"keep {reviewer}".encode(), hashlib.sha256).digest()
        return made[:8].hex(), b64encode(made[16:]).decode()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A writing transaction; threads of this server queue here, which is quicker than retrying in SQLite."""
        with self._writer, writing(self.engine) as connection:
            yield connection

    def lately(
        self, name: str, compute: Callable[[Connection], T], *, seconds: float = 5, patience: float = 0.3
    ) -> T | None:
        """The named figure, as of a moment ago; None when it is not there within `patience` seconds."""

        def read() -> T:
            with self.reading() as connection:
                return compute(connection)

        if name not in self.figures:
            self.figures.setdefault(name, Lately(read, seconds=seconds, patience=patience))
        found: T | None = self.figures[name]()
        return found

    def decided(self, target: str) -> None:
        """Tell whoever wants to know that the log of a target grew."""
        for tell in self.on_decision:
            tell(target)

    def members(self, target: str) -> list[tuple[str, str]]:
        """Slug and name of the family's members, for a correction."""
        known = self.known_targets.get(target)
        return [(m.slug, m.name) for m in known.members] if known else []
