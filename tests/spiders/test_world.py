"""As unkind as the world: each behaviour by name, all at once, and drawn at random, on a clock where minutes pass.

Covers: spiders, citetrail.sample.world.
"""

import itertools
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from citetrail.records.target_files import load_target, target_path
from citetrail.records.targets import Target
from citetrail.records.vocabulary import Outcome
from citetrail.sample.sample_papers import sample_papers
from citetrail.sample.server import SampleServer
from citetrail.sample.world import BEHAVIOURS, is_withdrawn
from spiders.semantic_scholar import MOST_CITATIONS
from tests.bench.first_run import _seed_of, invented
from tests.spiders.virtual_world import VirtualWorld

# `make fuzz` and people with time ask for all 200.
COMBINATIONS = int(os.environ.get("CITETRAIL_WORLDS", "40"))
HAVE_A_FILE = {p.title for p in sample_papers() if p.file in ("pdf", "scan", "encrypted")}


def lived_through(world: frozenset[str], seed: int, target: Target, staging: Path) -> VirtualWorld:
    """Two runs: one in that world, the next after it has healed. The invariant holds after each."""
    quiet = VirtualWorld(frozenset(), 0, staging)
    quiet.discover(target)
    lived = VirtualWorld(world, seed, staging)
    done = lived.discover(target)
    lived.fetch()
    missing = set(quiet.papers) - set(lived.papers)
    assert not missing or any(q.failure or q.shortfall for q in done), (world, seed, missing)
    _accounted(lived)
    lived.heal()
    lived.discover(target)
    lived.fetch()
    assert set(lived.papers) == set(quiet.papers), (world, seed)
    _accounted(lived)
    for title, (outcome, detail) in lived.outcomes.items():
        if title in HAVE_A_FILE:
            assert outcome is Outcome.OK, (world, seed, title, detail)
    return lived


def _accounted(lived: VirtualWorld) -> None:
    assert set(lived.outcomes) == set(lived.papers)
    assert all(detail for _, detail in lived.outcomes.values())


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_each_behaviour_alone(name: str, target: Target, tmp_path: Path) -> None:
    lived_through(frozenset({name}), 1, target, tmp_path)


def test_all_at_once(target: Target, tmp_path: Path) -> None:
    lived_through(frozenset(BEHAVIOURS), 7, target, tmp_path)


@pytest.mark.parametrize("seed", range(COMBINATIONS))
def test_any_of_them_together(seed: int, target: Target, tmp_path: Path) -> None:
    dice = random.Random(seed)
    names = frozenset(dice.sample(sorted(BEHAVIOURS), dice.randint(2, len(BEHAVIOURS))))
    lived_through(names, seed, target, tmp_path)


@pytest.mark.slow
def test_above_the_cap_what_is_lost_is_told_and_comes_once_the_services_heal(tmp_path: Path) -> None:
    wide = load_target(target_path("ms-celeb-1m"))
    also = [p for m in wide.members for p in m.papers]
    arcface = _seed_of(wide, "arcface-model")
    made = [replace(p, cites=(arcface,)) for p in invented(MOST_CITATIONS + 101, wide)]
    beyond = {p.title for p in made[MOST_CITATIONS:] if p.published_on is None}
    unkind = frozenset({"nulls", "short_pages", "holes", "error_bodies", "pool"})
    server = SampleServer(also=also, papers=made)
    lived = VirtualWorld(unkind, 3, tmp_path, server=server)
    (query,) = [q for q in lived.discover(wide) if q.expected == len(made)]
    assert set(lived.papers) <= {p.title for p in made}
    assert query.failure or query.shortfall
    lived.heal()
    (query,) = [q for q in lived.discover(wide) if q.expected == len(made)]
    assert {p.title for p in made} - set(lived.papers) <= beyond
    assert bool(query.shortfall) == bool(beyond)


def test_a_withdrawn_version_gives_way_to_the_one_before(target: Target, tmp_path: Path) -> None:
    lived = VirtualWorld(frozenset({"withdrawn"}), 3, tmp_path)
    lived.discover(target)
    lived.fetch()
    withdrawn = {p.title: p.arxiv_id for p in lived.papers.values() if p.arxiv_id and is_withdrawn(p.arxiv_id)}
    assert withdrawn
    assert {lived.outcomes[t][0] for t in withdrawn if t in HAVE_A_FILE} == {Outcome.OK}
    assert {f"/pdf/{number}v1" for number in withdrawn.values()} <= set(lived.server.paths("/pdf/"))


def test_minutes_pass_and_arxivs_pace_is_kept(target: Target, tmp_path: Path) -> None:
    lived = VirtualWorld(frozenset({"robots"}), 3, tmp_path)
    lived.discover(target)
    lived.fetch()
    times = sorted(a.at for a in lived.server.asked if a.path.startswith(("/pdf/", "/files/")))
    assert len(times) > 5
    assert min(b - a for a, b in itertools.pairwise(times)) >= 15 - 1e-6
