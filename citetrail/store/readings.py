"""What fetching and reading gave, kept with the work that follows from it."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json
from sqlalchemy import Connection, delete, insert, select, update

from citetrail.records.papers import Fetched
from citetrail.records.readings import Reading
from citetrail.records.text import Box, Span
from citetrail.records.vocabulary import Outcome, Step, Verdict
from citetrail.store.copies import first_copy, save_copies, save_document
from citetrail.store.sql import ignore_insert, in_batches
from citetrail.store.tables import fetches, readings
from citetrail.store.work import PATIENT_AFTER, move, put_before

_READING = TypeAdapter(Reading)
# JSON has no keys but text: the layer of boxes travels as a list of its pairs.
_BOXES = TypeAdapter(list[tuple[Span, tuple[Box, ...]]])


def save_fetched(connection: Connection, target: str, results: Sequence[Fetched], at: str) -> None:
    """Keep how fetching ended; what has a document is due for extraction, the rest for assessment without text."""
    for result in results:
        if result.sha256:
            where = (result.sha256, result.size or 0, result.url or "", result.retrieved_at or at)
            save_document(connection, *where)
        save_fetch(connection, result, at)
    ok = [r.paper for r in results if r.outcome is Outcome.OK]
    save_copies(connection, [first_copy(r) for r in results if r.outcome is Outcome.OK], at)
    failed = [r.paper for r in results if r.outcome is not Outcome.OK]
    move(connection, target, Step.FETCH, ok, Step.EXTRACT)
    move(connection, target, Step.FETCH, failed, Step.ASSESS)
    # Assessed without text meanwhile, and asked for again in the next run; `retry_failed` says when the ones that
    # were refused more often are.
    refused = [r.paper for r in results if r.outcome is Outcome.HOST_REFUSES]
    soon = select(fetches.c.paper_id).where(fetches.c.paper_id.in_(refused), fetches.c.attempts < PATIENT_AFTER)
    put_before(connection, target, Step.FETCH, list(connection.scalars(soon)))


def save_fetch(connection: Connection, result: Fetched, at: str) -> None:
    told = {
        "outcome": result.outcome,
        "sha256": result.sha256,
        "url": result.url,
        "detail": result.detail,
        "tried": list(result.tried),
        "finished_at": at,
    }
    mine = fetches.c.paper_id == result.paper
    again = connection.execute(update(fetches).where(mine).values(**told, attempts=fetches.c.attempts + 1))
    if again.rowcount == 0:
        connection.execute(insert(fetches).values(paper_id=result.paper, attempts=1, **told))


def fetch_outcomes(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """Paper id → how fetching ended, and the SHA-256 of its document if it has one."""
    query = select(fetches.c.paper_id, fetches.c.outcome, fetches.c.sha256).where(fetches.c.paper_id.in_(ids))
    return {row.paper_id: (row.outcome, row.sha256) for row in connection.execute(query)}


def save_readings(connection: Connection, target: str, version: str, results: Sequence[Reading], at: str) -> None:
    rows = [
        {
            "sha256": reading.sha256,
            "target": target,
            "version": version,
            "outcome": reading.outcome,
            "detail": reading.detail,
            "pages": reading.pages,
            "names_family": bool(reading.usage and (reading.usage.members or reading.usage.mentions)),
            "verdict": reading.usage.verdict if reading.usage else Verdict.NO_TEXT,
            "score": reading.usage.score if reading.usage else 0.0,
            "body": dump(reading),
            "read_at": at,
        }
        for reading in results
    ]
    if rows:
        connection.execute(ignore_insert(connection, readings), rows)


def forget_readings(connection: Connection, target: str, version: str, shas: Sequence[str]) -> None:
    """Drop these readings, which are made again: what a machine made of a document is no one's word."""
    for some in in_batches(shas):
        mine = (readings.c.target == target, readings.c.version == version, readings.c.sha256.in_(some))
        connection.execute(delete(readings).where(*mine))


def load_readings(connection: Connection, target: str, version: str, shas: Iterable[str]) -> dict[str, Reading]:
    query = select(readings.c.sha256, readings.c.body).where(
        readings.c.target == target, readings.c.version == version, readings.c.sha256.in_(list(shas))
    )
    return {row.sha256: load(row.body) for row in connection.execute(query)}


def dump(reading: Reading) -> bytes:
    """A reading as compressed JSON; the same reading gives the same bytes."""
    told = _READING.dump_python(replace(reading, boxes={}), mode="json")
    boxes = _BOXES.dump_python(list(reading.boxes.items()), mode="json")
    return zlib.compress(to_json({"reading": told, "boxes": boxes}), 6)


def load(body: bytes) -> Reading:
    told = from_json(zlib.decompress(body))
    reading = _READING.validate_python(told["reading"], strict=False)
    return replace(reading, boxes=dict(_BOXES.validate_python(told["boxes"])))
