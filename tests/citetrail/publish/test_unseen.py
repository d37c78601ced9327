"""The interval of the papers that nobody has seen holds the truth in invented worlds whose truth is known."""

import random
import sqlite3
from collections import Counter
from collections.abc import Callable

import pytest

from citetrail.publish.unseen import WIDEST, interval_of, unseen

STORES = 100
History = tuple[int, int, int]
World = Callable[[random.Random], History]


def independent(chance: random.Random) -> History:
    return tuple(int(chance.random() < p) for p in (0.6, 0.45, 0.35))  # type: ignore[return-value]


def a_pair_depends(chance: random.Random) -> History:
    """Whoever is found by the first search is likelier to be found by the second."""
    first = chance.random() < 0.55
    second = chance.random() < (0.6 if first else 0.25)
    return int(first), int(second), int(chance.random() < 0.4)


def all_pairs_depend(chance: random.Random) -> History:
    first = chance.random() < 0.5
    second = chance.random() < (0.55 if first else 0.3)
    third = chance.random() < 0.2 + 0.2 * first + 0.15 * second
    return int(first), int(second), int(third)


def some_are_hard_to_find(chance: random.Random) -> History:
    """A third of the papers is found by any search with half the chance: all three depend on each other."""
    ease = 0.5 if chance.random() < 1 / 3 else 1.0
    return tuple(int(chance.random() < ease * p) for p in (0.7, 0.55, 0.45))  # type: ignore[return-value]


def half_are_hard_to_find(chance: random.Random) -> History:
    ease = 0.25 if chance.random() < 1 / 2 else 1.0
    return tuple(int(chance.random() < ease * p) for p in (0.7, 0.55, 0.45))  # type: ignore[return-value]


def half_can_hardly_be_found(chance: random.Random) -> History:
    ease = 0.1 if chance.random() < 1 / 2 else 1.0
    return tuple(int(chance.random() < ease * p) for p in (0.7, 0.55, 0.45))  # type: ignore[return-value]


def one_shuns_the_other(chance: random.Random) -> History:
    first = chance.random() < 0.6
    second = chance.random() < (0.3 if first else 0.6)
    return int(first), int(second), int(chance.random() < 0.4)


WORLDS = [
    independent,
    a_pair_depends,
    all_pairs_depend,
    some_are_hard_to_find,
    half_are_hard_to_find,
    one_shuns_the_other,
]


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("papers", [400, 3000])
def test_the_interval_holds_the_truth_in_ninety_of_a_hundred_stores(world: World, papers: int) -> None:
    held, told, _ = outcome(world, papers)
    assert told > STORES / 2, "these worlds have enough papers"
    assert held >= 0.9 * told


def test_papers_that_hardly_any_search_can_find_are_not_counted() -> None:
    """The limit that the report names: there the interval is too low, and never too high."""
    held, told, over = outcome(half_can_hardly_be_found, 3000)
    assert held < 0.5 * told
    assert over == 0


def outcome(world: World, papers: int) -> tuple[int, int, int]:
    """Of a hundred stores: how many intervals hold the truth, how many were told, how many lie above it."""
    held = told = over = 0
    for number in range(STORES):
        chance = random.Random(f"{world.__name__} {papers} {number}")
        cells = Counter(world(chance) for _ in range(papers))
        truth = cells.pop((0, 0, 0), 0)
        interval = interval_of(cells)
        if interval is None:
            continue
        told += 1
        held += interval[0] <= truth <= interval[1]
        over += interval[0] > truth
    return held, told, over


def release_of(histories: Counter[tuple[str, ...]]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE papers (sources, use_status)")
    for sources, number in histories.items():
        database.executemany("INSERT INTO papers VALUES (?, 'verified')", [(";".join(sources),)] * number)
    return database


def test_a_release_of_three_searches_is_told_with_its_interval() -> None:
    chance = random.Random(7)
    names = ("s2_citations", "s2_snippets", "arxiv")
    cells: Counter[tuple[str, ...]] = Counter()
    for _ in range(2000):
        found = tuple(name for name, seen in zip(names, independent(chance), strict=True) if seen)
        cells[found] += 1
    truth = cells.pop((), 0)
    told = unseen(release_of(cells))
    assert told is not None
    assert set(told.searches) == set(names)
    assert told.found == sum(cells.values())
    assert told.low <= truth <= told.high


def test_what_only_a_further_search_found_is_not_unseen() -> None:
    cells: Counter[tuple[str, ...]] = Counter(
        {("a",): 90, ("b",): 80, ("c",): 70, ("a", "b"): 60, ("a", "c"): 50, ("b", "c"): 50, ("a", "b", "c"): 40}
    )
    without, with_one = unseen(release_of(cells)), unseen(release_of(cells + Counter({("d",): 30})))
    assert without is not None
    assert with_one is not None
    assert with_one.high == without.high - 30


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {("a",): 50, ("b",): 50, ("a", "b"): 50},  # two searches
        {("a",): 50, ("b",): 50, ("c",): 50, ("a", "b"): 4, ("a", "c"): 9, ("b", "c"): 9, ("a", "b", "c"): 9},
        {("a",): 900, ("b",): 900, ("c",): 900, ("a", "b"): 5, ("a", "c"): 5, ("b", "c"): 5, ("a", "b", "c"): 5},
    ],
)
def test_too_few_or_too_wide_is_no_number(cells: dict[tuple[str, ...], int]) -> None:
    assert WIDEST > 1
    assert unseen(release_of(Counter(cells))) is None
