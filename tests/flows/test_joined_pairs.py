"""Real records that describe one paper twice are joined, and those that only a title joins are named as doubtful.

Covers: citetrail.store.add_papers, citetrail.store.paper_identity.
"""

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest
from sqlalchemy import select

from citetrail.store.tables import identity_rulings, paper_keys
from flows.steps.discover import discover
from flows.steps.run_context import open_context
from tests.bench.known_users import replay

pytestmark = [pytest.mark.slow, pytest.mark.gold]
JOINED = 27
# One title, one year, no author known, and another abstract.
TWO_SURVEYS = "Deep Face Recognition: A Survey"


def test_pairs_of_real_records_are_joined_and_doubts_are_named(shared: Path, tmp_path: Path) -> None:
    with replay(shared, tmp_path) as settings, open_context(settings, "ms-celeb-1m") as context:
        discover(context)
        with context.engine.connect() as connection:
            keys = list(connection.execute(select(paper_keys.c.paper_id, paper_keys.c.value)))
            doubted = {frozenset((r.first, r.second)) for r in connection.execute(select(identity_rulings))}
    papers: dict[str, set[str]] = defaultdict(set)
    for paper, value in keys:
        if re.fullmatch(r"[0-9a-f]{40}", value):
            papers[paper].add(value)
    pairs = [ids for ids in papers.values() if len(ids) > 1]
    assert {len(ids) for ids in pairs} == {2}
    assert len(pairs) == JOINED
    lines = (shared / "replay" / "papers.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    told = {row["paperId"]: row["externalIds"] for row in rows}
    apart = {row["paperId"] for row in rows if row["title"] == TWO_SURVEYS}
    assert len(apart) == 2
    assert all({i} in papers.values() for i in apart)
    assert frozenset(f"s2:{i}" for i in apart) in doubted
    for first, second in pairs:
        same = {k for k in ("ArXiv", "DOI") if told[first].get(k) and told[first].get(k) == told[second].get(k)}
        assert same or frozenset((f"s2:{first}", f"s2:{second}")) in doubted, (first, second)
