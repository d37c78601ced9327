"""What decisions teach: the same log, the same model; likely claims come earlier."""

import pytest
from sqlalchemy import Engine, select

from citetrail.records.vocabulary import ClaimState, Vote
from citetrail.review.effort_curve import effort_chart, loss
from citetrail.review.ranking_model import fit, probability, rank, refit
from citetrail.store.decision_log import Ballot, decide
from citetrail.store.engine import writing
from citetrail.store.ranking_order import DecidedExample, examples, last_decision, latest
from citetrail.store.tables import claims
from tests.citetrail.review.conftest import Queue
from tests.synthetic import TARGET, fill


@pytest.fixture
def taught(queue: Queue) -> Engine:
    """A store in which people refused every comparison and mention, and accepted the rest of what they read."""
    fill(queue.engine, 100, start=20)
    with writing(queue.engine) as connection:
        query = select(claims).where(~claims.c.cleared).order_by(claims.c.id).limit(120)
        for row in connection.execute(query).all():
            vote = Vote.REJECT if row.role in ("compared", "mentioned") else Vote.ACCEPT
            decide(connection, Ballot(f"token-{row.id}", row.id, "ada", vote, row.evidence_hash))
    return queue.engine


def test_the_same_log_gives_the_same_model(taught: Engine) -> None:
    first = refit(taught, TARGET)
    assert first is not None
    with taught.connect() as connection:
        through, _ = last_decision(connection, TARGET)
        order = latest(connection, TARGET)
        again = fit(examples(connection, TARGET, order.through if order else 0))
    assert order is not None
    assert (order.through, order.digest) == (through, first)
    assert again == order.weights


def test_it_can_be_fitted_again_as_of_any_decision(taught: Engine) -> None:
    with taught.connect() as connection:
        early = examples(connection, TARGET, 60)
        assert len(early) == 60
        assert fit(early) == fit(examples(connection, TARGET, 60)) != fit(examples(connection, TARGET))


def test_what_people_refuse_goes_to_the_back(taught: Engine) -> None:
    refit(taught, TARGET)
    with taught.connect() as connection:
        query = select(claims).where(claims.c.state == ClaimState.OPEN, claims.c.kind == "use", ~claims.c.cleared)
        waiting = connection.execute(query).all()
    refused = [r for r in waiting if r.role in ("compared", "mentioned")]
    wanted = [r for r in waiting if r.role not in ("compared", "mentioned")]
    assert max(r.learned for r in refused) < min(r.learned for r in wanted)
    for row in waiting:
        assert row.rank == pytest.approx(rank(row.priority, row.score, row.learned), abs=1e-3)


def test_the_curve_is_drawn_with_and_without_it(taught: Engine) -> None:
    refit(taught, TARGET)
    with taught.connect() as connection:
        order = latest(connection, TARGET)
    assert order is not None
    ends = {name: tuple(points[-1]) for name, points in order.curves.items()}
    assert set(ends) == {"read", "with", "without"}
    assert len(set(ends.values())) == 1  # the same cards, the same uses, in another order
    chart = effort_chart(order.curves)
    assert chart is not None
    middle = {line.key: line.at[6] for line in chart.lines}
    assert middle["with"] >= middle["without"]


def test_too_little_teaches_nothing(queue: Queue) -> None:
    assert refit(queue.engine, TARGET) is None
    assert fit([_example(n, accepted=True) for n in range(50)]) is None
    assert effort_chart({"read": [(0, 0)]}) is None


def _example(number: int, *, accepted: bool) -> DecidedExample:
    return DecidedExample(f"c{number}", "use", 0.5, {"score": 0.5}, accepted, number)


def test_a_probability_stays_one() -> None:
    assert probability({"": 1e9}, {}) == pytest.approx(1)
    assert probability({"": -1e9}, {}) == pytest.approx(0)
    assert probability({}, {"unknown=feature": 1.0}) == 0.5


def test_the_loss_runs_from_the_best_order_to_the_worst() -> None:
    assert loss([(0, 0), (1, 1), (2, 1)]) == 0
    assert loss([(0, 0), (1, 0), (2, 1)]) == 1
    assert loss([(0, 0), (1, 0), (2, 1), (3, 1), (4, 2)]) == 0.75  # 1 of 4 pairs stands the right way round
    assert loss([(0, 0), (2, 1), (4, 2)]) == 0.5, "between two points the curve is straight"
    assert loss([(0, 0), (2, 2)]) is None
    assert loss([(0, 0)]) is None
