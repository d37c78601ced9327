"""What is due, step by step, and who is working on it."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from citetrail.records.vocabulary import Outcome, Ruling, Sector, Step, Verdict
from citetrail.store.engine import StoreError, now, writing
from citetrail.store.sql import ignore_insert
from citetrail.store.tables import (
    assessments,
    copies,
    document_rulings,
    fetches,
    holds,
    papers,
    pending,
    promising,
    readings,
    runs,
    sightings,
)

log = logging.getLogger("citetrail.store")
# A holder that has not been seen for this long may be dead (killed, or its machine went away). Clocks differ and are
# set, so it is then watched, in seconds as they pass: one that lives shows itself several times meanwhile.
HOLD_EXPIRES = timedelta(seconds=90)
RENEWED_EVERY = 10.0
WATCHED_FOR = 45.0
# What may go away by itself; the others are answers.
TRANSIENT = (Outcome.HOST_REFUSES, Outcome.HTTP_ERROR, Outcome.TIMEOUT, Outcome.TRUNCATED)
# A host that refused a paper so often is asked for it again after so many days, each time twice as many.
PATIENT_AFTER, PAUSE_DAYS = 3, (2, 4, 8, 16, 32)
# Reading failures that depend on this machine, its limits or what was restored since.
MAY_PASS = (Outcome.TIMEOUT, Outcome.OUT_OF_MEMORY, Outcome.PARSER_ERROR, Outcome.DOCUMENT_LOST)


class TargetHeld(StoreError):
    """Another run works on this target."""


def due_batches(engine: Engine, target: str, step: str, size: int) -> Iterator[list[str]]:
    """The ids of the papers due for a step, a batch at a time, in a fixed order, each once.

    Papers of which a source quotes words that name the family are fetched first; further copies are first sought of
    papers that name it, that a company or a military body wrote, or that could not be read.
    """
    for promise in (True, False) if step in (Step.FETCH, Step.COPIES) else (None,):
        after = ""
        while True:
            with engine.connect() as connection:
                ids = _due(connection, target, step, size, after, promise)
            if not ids:
                break
            after = ids[-1]
            yield ids


def anything_due(connection: Connection, target: str, steps: Sequence[str]) -> bool:
    """Whether a paper is due for any of these steps: one question instead of two for each step."""
    query = select(pending.c.step).where(pending.c.target == target, pending.c.step.in_(steps)).limit(1)
    return connection.scalar(query) is not None


def due_now(connection: Connection, target: str, step: str, size: int, done: Collection[str] = ()) -> list[str]:
    """The next papers due for a step, those of promise first, without those that this run has done."""
    found: list[str] = []
    for promise in (True, False):
        after = ""
        while len(found) < size and (ids := _due(connection, target, step, size + 100, after, promise)):
            found += [i for i in ids if i not in done]
            after = ids[-1]
    return found[:size]


def _due(connection: Connection, target: str, step: str, size: int, after: str, promise: bool | None) -> list[str]:
    here = [pending.c.target == target, pending.c.step == step, pending.c.paper_id > after]
    if promise is not None:
        named = _telling(target) if step == Step.COPIES else _quoted(target)
        here.append(pending.c.paper_id.in_(named) if promise else pending.c.paper_id.not_in(named))
    query = select(pending.c.paper_id).where(*here).order_by(pending.c.paper_id).limit(size)
    return list(connection.scalars(query))


def _quoted(target: str) -> Select[tuple[str]]:
    return select(promising.c.paper_id).where(promising.c.target == target)


def _telling(target: str) -> Select[tuple[str]]:
    """Papers that name a member, that a company or a military body wrote, or whose first copy could not be read."""
    named = assessments.c.verdict.in_((Verdict.USES, Verdict.UNCLEAR, Verdict.MENTIONS))
    who = assessments.c.headline.in_((Sector.MILITARY, Sector.COMMERCIAL))
    unread = assessments.c.outcome != Outcome.OK
    return select(assessments.c.paper_id).where(assessments.c.target == target, named | who | unread)


def mark_promising(connection: Connection, target: str, ids: Sequence[str]) -> None:
    """Keep that these papers' contexts or passages name a member of the family."""
    rows = [{"target": target, "paper_id": i} for i in sorted(set(ids))]
    if rows:
        connection.execute(ignore_insert(connection, promising), rows)


def count_due(connection: Connection, target: str, step: str) -> int:
    query = select(func.count()).where(pending.c.target == target, pending.c.step == step)
    return int(connection.scalar(query) or 0)


def put_before(connection: Connection, target: str, step: str, ids: Sequence[str]) -> None:
    """Put papers before a step; those that wait there already stay."""
    if ids:
        rows = [{"target": target, "step": step, "paper_id": i} for i in ids]
        connection.execute(ignore_insert(connection, pending), rows)


def move(connection: Connection, target: str, done: str, ids: Sequence[str], then: str | None) -> None:
    """Take papers out of one step and put them before the next, if any."""
    if not ids:
        return
    here = (pending.c.target == target, pending.c.step == done)
    connection.execute(delete(pending).where(*here, pending.c.paper_id.in_(ids)))
    if then:
        put_before(connection, target, then, ids)


def asks_whose_files(connection: Connection) -> bool:
    """Whether the last word on any file that somebody added is the program's question whose it is."""
    later = document_rulings.alias()
    is_last = ~exists().where(later.c.sha256 == document_rulings.c.sha256, later.c.id > document_rulings.c.id)
    asked = select(document_rulings.c.id).where(document_rulings.c.ruling == Ruling.ASKED, is_last)
    return connection.execute(asked.limit(1)).first() is not None


def retry_failed(connection: Connection, target: str, *, every: bool, at: datetime | None = None) -> int:
    """Make papers due again whose fetching failed: by a passing fault, or (`every`) in any way. Returns how many.

    Where a host refuses a paper again and again, the pauses grow; `at` is the time of the run, now by default.
    """
    wanted = fetches.c.outcome != Outcome.OK if every else _passing(at or datetime.now(UTC))
    query = (
        select(fetches.c.paper_id)
        .join(papers, papers.c.id == fetches.c.paper_id)
        .join(sightings, (sightings.c.paper_id == papers.c.id) & (sightings.c.target == target))
        .where(wanted, papers.c.merged_into.is_(None))
        .distinct()
    )
    ids = list(connection.scalars(query))
    put_before(connection, target, Step.FETCH, ids)
    return len(ids)


def _passing(at: datetime) -> ColumnElement[bool]:
    """Failures that may have passed by now."""
    last = PATIENT_AFTER + len(PAUSE_DAYS) - 1
    rested = [
        and_(
            fetches.c.attempts == attempts if attempts < last else fetches.c.attempts >= last,
            fetches.c.finished_at < (at - timedelta(days=days)).isoformat(),
        )
        for attempts, days in enumerate(PAUSE_DAYS, PATIENT_AFTER)
    ]
    refused = fetches.c.outcome == Outcome.HOST_REFUSES
    return fetches.c.outcome.in_(TRANSIENT) & (~refused | (fetches.c.attempts < PATIENT_AFTER) | or_(*rested))


def without_address(connection: Connection, target: str, most: int) -> list[str]:
    """Semantic Scholar's ids of papers of which no address was known when they were last tried, longest ago first."""
    query = (
        select(papers.c.s2_id, papers.c.corpus_id)
        .join(fetches, fetches.c.paper_id == papers.c.id)
        .join(sightings, (sightings.c.paper_id == papers.c.id) & (sightings.c.target == target))
        .where(fetches.c.outcome == Outcome.NO_OPEN_PDF, papers.c.merged_into.is_(None))
        .where(papers.c.s2_id.is_not(None) | papers.c.corpus_id.is_not(None))
        .group_by(papers.c.id, papers.c.s2_id, papers.c.corpus_id, fetches.c.finished_at)
        .order_by(fetches.c.finished_at, papers.c.id)
        .limit(most)
    )
    return [s2_id or f"CorpusId:{corpus}" for s2_id, corpus in connection.execute(query)]


def reread_older(connection: Connection, target: str, version: str) -> int:
    """Make every paper due again of which a document was not read by this version. Returns how many papers."""
    current = select(readings.c.sha256).where(readings.c.target == target, readings.c.version == version)
    due: set[str] = set()
    for held in (fetches, copies):
        query = (
            select(held.c.paper_id)
            .join(sightings, (sightings.c.paper_id == held.c.paper_id) & (sightings.c.target == target))
            .join(papers, papers.c.id == held.c.paper_id)
            .where(held.c.outcome == Outcome.OK, held.c.sha256.not_in(current), papers.c.merged_into.is_(None))
            .distinct()
        )
        due |= set(connection.scalars(query))
    put_before(connection, target, Step.EXTRACT, sorted(due))
    return len(due)


def forget_failed(connection: Connection, target: str, version: str) -> int:
    """Drop this version's readings that failed by what may have passed, so that they are due again. Returns how many.

    A reading is what a machine made of a document: making it again loses nothing.
    """
    mine = (readings.c.target == target, readings.c.version == version, readings.c.outcome.in_(MAY_PASS))
    return int(connection.execute(delete(readings).where(*mine)).rowcount)


def holder_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


@contextmanager
def holding(engine: Engine, target: str) -> Iterator["Hold"]:
    """Hold a target for one run. Raises TargetHeld, saying who has it, when another live run does."""
    hold = Hold(engine, target, holder_name())
    hold.take()
    alive = threading.Event()
    beat = threading.Thread(target=_keep, args=(hold, alive), name="hold", daemon=True)
    beat.start()
    try:
        yield hold
    finally:
        alive.set()
        beat.join()
        hold.release()


def _keep(hold: "Hold", ended: threading.Event) -> None:
    """Show every few seconds that the run lives, however long one of its batches takes."""
    while not ended.wait(RENEWED_EVERY):
        try:
            hold.renew()
        except TargetHeld:
            return  # the run itself is told at its next `check`
        except (SQLAlchemyError, StoreError) as error:
            # A busy, restarting or full database; others wait longer than one beat before they take over.
            log.info("the hold on %s could not be renewed: %s", hold.target, error)


class Hold:
    """A run's claim on a target. `sleep` lets time pass, whatever the calendar does meanwhile."""

    def __init__(
        self,
        engine: Engine,
        target: str,
        holder: str,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.engine, self.target, self.holder, self._sleep = engine, target, holder, sleep
        self._lost = False

    def take(self) -> None:
        """Become the holder. Raises TargetHeld when another live run is."""
        seen: Row[Any] | None = None
        while True:
            with writing(self.engine) as connection:
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql("LOCK TABLE holds IN SHARE ROW EXCLUSIVE MODE")
                row = connection.execute(select(holds).where(holds.c.target == self.target)).first()
                if row is None or row.holder == self.holder or _is_gone(row.holder) or row == seen:
                    self._write(connection)
                    return
            if seen is not None or not _is_doubtful(row.seen_at):
                raise TargetHeld(
                    f"{self.target} is being worked on by {row.holder} since {row.since}. Wait for that run, "
                    "or stop it and try again: what it finished is kept."
                )
            # It looks dead, or the clocks differ or were set: a living run shows itself meanwhile.
            seen = row
            self._sleep(WATCHED_FOR)

    def _write(self, connection: Connection) -> None:
        connection.execute(delete(holds).where(holds.c.target == self.target))
        at = now()
        connection.execute(insert(holds), {"target": self.target, "holder": self.holder, "since": at, "seen_at": at})

    def renew(self) -> None:
        """Show that this run lives. Raises TargetHeld when another took over."""
        with writing(self.engine) as connection:
            mine = (holds.c.target == self.target, holds.c.holder == self.holder)
            if connection.execute(update(holds).where(*mine).values(seen_at=now())).rowcount == 0:
                self._lost = True
        self.check()

    def check(self) -> None:
        """Raises TargetHeld when another run took over, as after a machine that stood still; costs nothing."""
        if self._lost:
            raise TargetHeld(f"{self.target} was taken over by another run; this one stops here.")

    def release(self) -> None:
        with writing(self.engine) as connection:
            connection.execute(delete(holds).where(holds.c.target == self.target, holds.c.holder == self.holder))


def _is_gone(holder: str) -> bool:
    """Whether the holder was a process of this machine that no longer is."""
    host, _, pid = holder.rpartition(":")
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _is_doubtful(seen_at: str) -> bool:
    """Whether the holder was last seen long ago, or by this machine's clock in the future."""
    return abs(datetime.now(UTC) - datetime.fromisoformat(seen_at)) > HOLD_EXPIRES


def start_run(connection: Connection, target: str, step: str, versions: dict[str, str]) -> int:
    """Record that a step began; returns the run's id."""
    row = {"target": target, "step": step, "started_at": now(), "counts": {}, "versions": versions}
    return int(connection.execute(insert(runs).values(**row).returning(runs.c.id)).scalar_one())


def finish_run(connection: Connection, run: int, counts: dict[str, int]) -> None:
    connection.execute(update(runs).where(runs.c.id == run).values(finished_at=now(), counts=counts))
