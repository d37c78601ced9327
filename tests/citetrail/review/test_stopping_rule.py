"""The stopping rule: exact, on the safe side, and silent where it knows too little.

Covers: citetrail.review.stopping_rule, citetrail.store.screening, citetrail.review.people_progress.
"""

import random

import httpx
import pytest
from scipy.stats import hypergeom

from citetrail.review.stopping_rule import FEWEST, chance_of_so_few, most_left, stopping_rule
from tests.citetrail.review.conftest import Queue, card_of, csrf_of, decide, sign_in
from tests.loopback import client_of


@pytest.mark.parametrize(("all_claims", "uses", "drawn"), [(50, 7, 20), (400, 1, 100), (30, 29, 25), (1000, 300, 5)])
def test_the_chance_is_that_of_the_hypergeometric_distribution(all_claims: int, uses: int, drawn: int) -> None:
    for seen in range(drawn + 1):
        told = chance_of_so_few(all_claims, uses, drawn, seen)
        assert told == pytest.approx(hypergeom.cdf(seen, all_claims, uses, drawn), abs=1e-9)


def test_one_more_use_would_be_unlikely() -> None:
    left = most_left(1_000, 200, 3, 0.05)
    assert hypergeom.cdf(3, 1_200, 3 + left, 200) > 0.05
    assert hypergeom.cdf(3, 1_200, 3 + left + 1, 200) <= 0.05


def test_with_random_reading_the_bound_fails_no_more_often_than_the_risk() -> None:
    draw, failed = random.Random(7), 0
    for _ in range(400):
        claims = [draw.random() < 0.1 for _ in range(300)]
        draw.shuffle(claims)
        left = stopping_rule(claims[:150], 150, cleared=0, audited=0, audit_errors=0).left
        assert left is not None
        failed += sum(claims[150:]) > left
    assert failed / 400 <= 0.05


def test_a_ranking_that_works_leaves_the_bound_on_the_safe_side() -> None:
    read = [True] * 60 + [False] * 80
    rule = stopping_rule(read, 200, cleared=0, audited=0, audit_errors=0)
    assert rule.waiting.uses == 0
    assert rule.left is not None
    assert rule.left < 20
    assert rule.recall is not None
    assert rule.recall > 0.75


def test_nothing_is_said_of_claims_for_which_too_few_stand() -> None:
    assert stopping_rule([False] * (2 * FEWEST - 2), 5, cleared=0, audited=0, audit_errors=0).left is None
    assert stopping_rule([False] * 100, 5, cleared=50, audited=FEWEST - 1, audit_errors=0).left is None
    assert stopping_rule([], 0, cleared=0, audited=0, audit_errors=0).left == 0


def test_all_read_is_nothing_left() -> None:
    rule = stopping_rule([True, False] * 40, 0, cleared=30, audited=30, audit_errors=2)
    assert rule.left == 0
    assert rule.recall == 1


def test_the_progress_page_tells_it_with_its_source(client: httpx.Client) -> None:
    assert "Nothing can be said yet" in client.get("/progress").text
    card = card_of(client, "/?kind=use")
    while card["claim"]:
        card = decide(client, card, "reject", kind="use").json()["next"]
    page = client.get("/progress").text
    assert "10.1186/s13643-020-01521-4" in page


def test_people_are_named_where_they_agree_and_time_is_ones_own(queue: Queue) -> None:
    queue.add_people(ann="reviewer", ben="reviewer")
    with (
        queue.serving(open_here=False) as address,
        client_of(address) as ann,
        client_of(address) as ben,
    ):
        for each, name in ((ann, "ann"), (ben, "ben")):
            sign_in(each, name)
            for _ in range(2):
                decide(each, card_of(each), "accept")
        before = ann.get("/progress").text.split('id="people"')[1]
        assert "ann (you): 2 votes" in before
        assert "ben" not in before
        assert "everybody else: 2 votes" in before
        told = {"csrf": csrf_of(ben.get("/progress").text), "count": "1"}
        assert ben.post("/count-me", data=told).status_code == 303
        assert "ben: 2 votes" in ann.get("/progress").text
