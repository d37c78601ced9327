"""One work is one paper, however many sources name it and in whatever order they come."""

import itertools

import pytest
from sqlalchemy import Engine, func, select

from citetrail.records.papers import FoundPaper, Sighting
from citetrail.records.vocabulary import Outcome, Source
from citetrail.store.add_papers import add_papers, load_papers
from citetrail.store.engine import writing
from citetrail.store.readings import save_fetched
from citetrail.store.tables import paper_keys, papers, pending, sightings
from citetrail.store.work import count_due, due_batches

TARGET = "example-faces"
AT = "2026-01-01T00:00:00+00:00"
TITLE = "Learning Faces from Examples of an Example Set"


def found(source: Source = Source.S2_CITATIONS, reason: str = "example-faces", **told: object) -> FoundPaper:
    contexts = told.pop("contexts", ())
    sighting = Sighting(source, reason, contexts=contexts)  # type: ignore[arg-type]
    return FoundPaper(**{"title": TITLE, "year": 2019, "sighting": sighting} | told)  # type: ignore[arg-type]


def add(engine: Engine, *batch: FoundPaper) -> list[str]:
    with writing(engine) as connection:
        add_papers(connection, TARGET, batch, AT)
    return counted(engine)


def counted(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        query = select(papers.c.id).where(papers.c.merged_into.is_(None)).order_by(papers.c.id)
        return list(connection.scalars(query))


def test_three_sources_one_paper(engine: Engine) -> None:
    one = add(
        engine,
        found(s2_id="a" * 40, doi="10.1000/x"),
        found(Source.S2_SNIPPETS, "example faces", s2_id="a" * 40, arxiv_id="1901.00001"),
        found(Source.ARXIV, "all:faces", arxiv_id="1901.00001"),
    )
    assert len(one) == 1
    with engine.connect() as connection:
        (paper,) = load_papers(connection, TARGET, one)
    assert (paper.doi, paper.arxiv_id) == ("10.1000/x", "1901.00001")
    assert {s.source for s in paper.sightings} == {Source.S2_CITATIONS, Source.S2_SNIPPETS, Source.ARXIV}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({"s2_id": "a" * 40}, {"s2_id": "b" * 40}, True),  # Semantic Scholar holds some works twice
        ({"year": 2019}, {"year": 2020}, True),
        ({"year": 2019}, {"year": 2021}, False),
        ({"year": None}, {"year": 2021}, True),
        ({"title": TITLE.upper() + "."}, {"title": TITLE}, True),
        ({"title": "Rough sets", "doi": "10.1/a"}, {"title": "Rough sets", "doi": "10.1/b"}, False),
        ({"arxiv_id": "1901.00001"}, {"arxiv_id": "1902.00002"}, False),
        ({"doi": "10.1000/ABC"}, {"doi": "10.1000/abc", "title": "Another name altogether, long enough"}, True),
    ],
)
def test_identity(engine: Engine, first: dict[str, object], second: dict[str, object], same: bool) -> None:
    assert len(add(engine, found(**first), found(**second))) == (1 if same else 2)


def test_a_record_that_ties_two_papers_together_merges_them(engine: Engine) -> None:
    add(engine, found(s2_id="a" * 40, title="A name of this work in one place"))
    add(engine, found(arxiv_id="1901.00001", title="Quite another name of the work", reason="other"))
    left = add(engine, found(s2_id="a" * 40, arxiv_id="1901.00001"))
    assert len(left) == 1
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(papers)) == 2, "the merged record is kept"
        keys = set(connection.scalars(select(paper_keys.c.paper_id)))
        reasons = set(connection.scalars(select(sightings.c.reason).where(sightings.c.paper_id == left[0])))
    assert keys == set(left)
    assert {"other", "example-faces"} <= reasons


def test_the_order_of_the_batches_does_not_change_the_outcome(engine: Engine) -> None:
    parts = [found(s2_id="a" * 40), found(arxiv_id="1901.00001"), found(doi="10.1000/x", s2_id="c" * 40)]
    for order in itertools.permutations(parts):
        assert len(add(engine, *order)) == 1


def test_the_same_batch_again_changes_nothing(engine: Engine) -> None:
    batch = (
        found(s2_id="a" * 40, contexts=("we train on it",)),
        found(doi="10.2/b", title="A second work, of another name"),
    )
    assert add(engine, *batch) == add(engine, *batch)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(sightings)) == 2


def test_new_papers_are_due_for_fetching_in_a_fixed_order(engine: Engine) -> None:
    titles = [f"The work number {i} in a row of many works" for i in range(7)]
    ids = add(engine, *(found(title=t, doi=f"10.3/{i}") for i, t in enumerate(titles)))
    assert [*due_batches(engine, TARGET, "fetch", 3)] == [ids[:3], ids[3:6], ids[6:]]


def test_a_failed_paper_is_due_again_when_a_new_address_is_known(engine: Engine) -> None:
    from citetrail.records.papers import Fetched

    (paper,) = add(engine, found(s2_id="a" * 40))
    with writing(engine) as connection:
        save_fetched(connection, TARGET, [Fetched(paper, Outcome.NO_OPEN_PDF)], AT)  # type: ignore[arg-type]
        assert count_due(connection, TARGET, "fetch") == 0
    add(engine, found(s2_id="a" * 40))
    with engine.connect() as connection:
        assert count_due(connection, TARGET, "fetch") == 0, "nothing new is known"
    add(engine, found(s2_id="a" * 40, pdf_urls=("https://example.org/a.pdf",)))
    with engine.connect() as connection:
        assert set(connection.scalars(select(pending.c.step))) >= {"fetch"}
