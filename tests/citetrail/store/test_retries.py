"""Papers whose host refused them come up again, each time after a longer pause.

Covers: citetrail.store.work, citetrail.store.readings.
"""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, insert, select, update

from citetrail.records.identifiers import PaperId
from citetrail.records.papers import Fetched
from citetrail.records.vocabulary import Outcome
from citetrail.store.engine import now, writing
from citetrail.store.readings import save_fetched
from citetrail.store.tables import fetches, papers, pending, sightings
from citetrail.store.work import retry_failed
from tests.synthetic import AT

START = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def store(engine: Engine) -> Engine:
    paper = {"id": "p", "title": "T", "title_key": "t", "pdf_urls": [], "authors": [], "first_seen": AT}
    seen = {"paper_id": "p", "target": "t", "source": "s2_citations", "reason": "r", "contexts": [], "intents": []}
    with writing(engine) as connection:
        connection.execute(insert(papers), paper)
        connection.execute(insert(sightings), seen | {"is_influential": False, "first_seen": AT})
    return engine


def nights(engine: Engine, outcome: Outcome, count: int) -> list[int]:
    """On which of so many nights in a row the paper was asked for, each time with that outcome."""
    asked = []
    for night in range(count):
        at = START + timedelta(days=night)
        with writing(engine) as connection:
            if night:
                retry_failed(connection, "t", every=False, at=at)
            due = select(pending.c.paper_id).where(pending.c.step == "fetch")
            if night == 0 or connection.execute(due).first():
                asked.append(night)
                save_fetched(connection, "t", [Fetched(PaperId("p"), outcome, detail="no")], at.isoformat())
            connection.execute(delete(pending).where(pending.c.step == "assess"))
    return asked


def test_a_refusal_is_tried_again_after_growing_pauses(store: Engine) -> None:
    assert nights(store, Outcome.HOST_REFUSES, 100) == [0, 1, 2, 5, 10, 19, 36, 69]


def test_a_fault_is_tried_again_in_each_run(store: Engine) -> None:
    assert nights(store, Outcome.HTTP_ERROR, 8) == list(range(8))


def test_all_failures_can_be_tried_at_once(store: Engine) -> None:
    nights(store, Outcome.HOST_REFUSES, 4)
    with writing(store) as connection:
        connection.execute(update(fetches).values(finished_at=now()))
        connection.execute(delete(pending))
        assert retry_failed(connection, "t", every=False) == 0
        assert retry_failed(connection, "t", every=True) == 1
