"""Error rates and agreement, against figures worked out by hand or taken from the literature."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from citetrail.commands.main import app
from citetrail.records.vocabulary import Reason, Vote
from citetrail.store.engine import make_engine, migrate, writing
from citetrail.store.review_quality import agreement, audit_rates, kappa, krippendorff, wilson
from tests.citetrail.store.logs import add_claims, vote


@pytest.mark.parametrize(
    ("errors", "audited", "low", "high"),
    # Newcombe 1998 (Statistics in Medicine 17, 857), table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_that_of_newcombes_table(errors: int, audited: int, low: float, high: float) -> None:
    rate = wilson(errors, audited)
    assert rate.low == pytest.approx(low, abs=5e-5)
    assert rate.high == pytest.approx(high, abs=5e-5)


def test_nothing_audited_has_no_rate() -> None:
    assert wilson(0, 0).rate is None


def test_kappa_by_hand() -> None:
    # 20 + 15 alike of 50: observed 0.7, by chance 0.5.
    table = {("accept", "accept"): 20, ("accept", "reject"): 5, ("reject", "accept"): 10, ("reject", "reject"): 15}
    assert kappa(table) == pytest.approx(0.4)
    assert kappa({("accept", "accept"): 9}) is None
    assert kappa({}) is None


def test_alpha_of_units_that_not_everybody_answered() -> None:
    # Krippendorff's own example: four observers, twelve units, some unanswered; nominal alpha 0.743.
    observers = (
        "1 2 3 3 2 1 4 1 2 - - -",
        "1 2 3 3 2 2 4 1 2 5 - 3",
        "- 3 3 3 2 3 4 2 2 5 1 -",
        "1 2 3 3 2 4 4 1 2 5 1 -",
    )
    units = [[a for a in unit if a != "-"] for unit in zip(*(o.split() for o in observers), strict=True)]
    assert krippendorff(units) == pytest.approx(0.743, abs=0.0005)


def test_alpha_by_hand_and_where_there_is_none() -> None:
    # Two units, one alike (a a) and one not (a b): of 4 values 3 a, 1 b; observed 1/2, by chance 1/2.
    assert krippendorff([["a", "a"], ["a", "b"]]) == pytest.approx(0.0)
    assert krippendorff([["a", "a"], ["b", "b"], ["c"]]) == pytest.approx(1.0)
    assert krippendorff([["a", "a"], ["a", "a"]]) is None
    assert krippendorff([["a"], []]) is None


def test_audits_of_accepted_and_cleared_claims_are_counted_apart(engine: Engine) -> None:
    add_claims(engine, "a1", "a2", "a3")
    add_claims(engine, "m1", "m2", cleared=True)
    with writing(engine) as connection:
        for claim in ("a1", "a2", "a3"):
            vote(connection, "ada", Vote.ACCEPT, claim)
        vote(connection, "bo", Vote.ACCEPT, "a1", audit=True)
        vote(connection, "bo", Vote.REJECT, "a2", audit=True)
        vote(connection, "bo", Vote.REJECT, "m1", audit=True)
        wrong = vote(connection, "bo", Vote.ACCEPT, "m2", audit=True)
        rates = audit_rates(connection, "t")
        assert (rates["accepted"].audited, rates["accepted"].errors) == (2, 1)
        assert (rates["cleared"].audited, rates["cleared"].errors) == (2, 1)
        vote(connection, "bo", Vote.UNDO, "m2", undoes=wrong.id)
        assert audit_rates(connection, "t")["cleared"].audited == 1


def test_status_tells_the_error_rates_with_their_intervals(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'store.sqlite'}")
    migrate(engine)
    add_claims(engine, *(f"a{n}" for n in range(20)), target="ms-celeb-1m")
    with writing(engine) as connection:
        for number in range(20):
            vote(connection, "ada", Vote.ACCEPT, f"a{number}")
            vote(connection, "bo", Vote.ACCEPT, f"a{number}", audit=True)
    engine.dispose()
    env = {"COLUMNS": "200", "CITETRAIL_DATABASE_URL": str(engine.url)}
    told = CliRunner().invoke(app, ["status", "ms-celeb-1m"], env=env).output
    assert "accepted claims that were wrong: 0 of 20 = 0.0%" in told
    assert "95 % interval 0.0% to 16.1%" in told


def test_agreement_counts_first_independent_votes_only(engine: Engine) -> None:
    add_claims(engine, "c1", "c2", "c3", "c4", sensitive=True)
    add_claims(engine, "open", "audited")
    with writing(engine) as connection:
        for claim, first, second in (
            ("c1", Vote.ACCEPT, Vote.ACCEPT),
            ("c2", Vote.REJECT, Vote.REJECT),
            ("c3", Vote.ACCEPT, Vote.REJECT),
        ):
            vote(connection, "ada", first, claim)
            vote(connection, "bo", second, claim)
        vote(connection, "bo", Vote.REJECT, "c3", reason=Reason.OTHERS_WORK)  # the reason, a key later
        vote(connection, "cy", Vote.REJECT, "c3", adjudication=True)
        vote(connection, "ada", Vote.REJECT, "c3")  # ada gives in: no longer independent
        vote(connection, "ada", Vote.ACCEPT, "c4")  # nobody else voted
        vote(connection, "ada", Vote.ACCEPT, "open")
        vote(connection, "bo", Vote.REJECT, "open")  # reopened with ada's vote in sight
        vote(connection, "ada", Vote.ACCEPT, "audited")
        vote(connection, "bo", Vote.ACCEPT, "audited", audit=True)
        found = agreement(connection, "t")
    assert (found.pairs, found.agreed) == (4, 3)
    assert found.kappa == pytest.approx(0.5)
    # accept accept, reject reject, accept reject, accept accept: 5 and 3 of 8, observed 2/8, by chance 30/56.
    assert found.alpha == pytest.approx(1 - (2 / 8) / (30 / 56))
    assert found.reasons == {("accept", "others_work"): 1}
