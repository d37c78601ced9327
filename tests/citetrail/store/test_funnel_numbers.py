"""The funnel counts each paper once, and only those that count; what is due is told without listing it.

Covers: citetrail.store.funnel_numbers, citetrail.store.work.
"""

import pytest
from sqlalchemy import Engine, insert

from citetrail.records.vocabulary import Outcome, Step
from citetrail.store.engine import writing
from citetrail.store.funnel import status
from citetrail.store.funnel_numbers import funnel_numbers
from citetrail.store.tables import fetches, papers, pending, sightings
from citetrail.store.work import anything_due
from tests.synthetic import AT


@pytest.fixture
def store(engine: Engine) -> Engine:
    """Papers a, b, c and d of "t", all but d with a PDF, c joined to a; e is of another target."""
    told = {"title": "T", "title_key": "t", "pdf_urls": [], "authors": [], "first_seen": AT}
    joined = {"c": "a"}
    seen = {"contexts": [], "intents": [], "is_influential": False, "first_seen": AT}
    came = {"detail": "", "tried": [], "attempts": 1, "finished_at": AT}
    with writing(engine) as connection:
        connection.execute(insert(papers), [told | {"id": i, "merged_into": joined.get(i)} for i in "abcde"])
        for source in ("s2_citations", "arxiv"):
            told_by = seen | {"source": source, "reason": ""}
            rows = [told_by | {"paper_id": i, "target": "u" if i == "e" else "t"} for i in "abcde"]
            connection.execute(insert(sightings), rows)
        outcomes = {i: Outcome.NOT_FOUND if i == "d" else Outcome.OK for i in "abcde"}
        connection.execute(insert(fetches), [came | {"paper_id": i, "outcome": o} for i, o in outcomes.items()])
    return engine


def test_a_paper_that_two_sources_name_is_one(store: Engine) -> None:
    with store.connect() as connection:
        numbers = funnel_numbers(connection, "t")
        shown = status(connection, "t")
    assert (numbers["funnel"]["collected"], numbers["funnel"]["with_pdf"]) == (3, 2)
    assert numbers == {part: shown[part] for part in ("funnel", "beside_the_funnel")}


def test_only_these_steps_of_this_target_are_due(store: Engine) -> None:
    with writing(store) as connection:
        connection.execute(insert(pending), {"target": "t", "step": Step.ASSESS, "paper_id": "a"})
        assert anything_due(connection, "t", (Step.FETCH, Step.ASSESS))
        assert not anything_due(connection, "t", (Step.FETCH, Step.EXTRACT))
        assert not anything_due(connection, "u", (Step.FETCH, Step.ASSESS))
