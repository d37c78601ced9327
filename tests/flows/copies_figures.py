"""Figures of several copies a paper, on the stand-in: `python -m tests.flows.copies_figures`.

Differences found are held against the gold in data/sample/copies.toml, which was written before they were looked for.
"""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from citetrail.paths import SAMPLE
from citetrail.records.copies import CopyPolicy
from citetrail.sample.sample_papers import SamplePaper, papers_in_copies
from citetrail.sample.server import SampleServer
from citetrail.store.copy_differences import labels_of
from citetrail.store.engine import make_engine
from citetrail.store.paper_withdrawals import withdrawals_of
from citetrail.store.tables import claims, copy_differences, papers
from flows.steps.mine import mine
from flows.steps.run_context import open_context
from tests.flows.conftest import seeds, settings_for
from tests.flows.counted_copies import count_copies

Taken = tuple[str, ...]
Told = tuple[str, str, str, str, str]  # slug, kind, subject, stated in, missing from


@dataclass(frozen=True)
class Compared:
    """Differences found against those that a careful reader finds."""

    found: set[Told]
    gold: set[Told]

    @property
    def lost(self) -> list[Told]:
        return sorted(self.gold - self.found)

    @property
    def false(self) -> list[Told]:
        return sorted(self.found - self.gold)


def compared(connection: Connection, sample: Sequence[SamplePaper]) -> Compared:
    slugs = {p.title: p.slug for p in sample}
    ids = connection.scalars(select(papers.c.id)).all()
    labels = labels_of(connection, list(ids))
    gold = {
        (p.slug, d["kind"], d["subject"], d["stated_in"], d["missing_from"]) for p in sample for d in p.differences
    }
    query = (
        select(copy_differences, papers.c.title)
        .join(papers, papers.c.id == copy_differences.c.paper_id)
        .join(claims, claims.c.id == copy_differences.c.claim_id)
        .where(claims.c.current)
    )
    found = {
        (
            slugs[row.title],
            row.kind,
            row.subject,
            _as_in_gold(labels[(row.paper_id, row.stated_in)], slugs[row.title], gold),
            _as_in_gold(labels[(row.paper_id, row.missing_from)], slugs[row.title], gold),
        )
        for row in connection.execute(query)
    }
    return Compared(found, gold)


def _as_in_gold(label: str, slug: str, gold: set[Told]) -> str:
    """Of copies with the same text the one that the gold names, if any."""
    known = {name for told in gold if told[0] == slug for name in told[3:]}
    return next((name for name in label.split(", ") if name in known), label)


def withdrawals(connection: Connection, sample: Sequence[SamplePaper]) -> tuple[set[Taken], set[Taken]]:
    """Papers that were taken back (slug, kind, who says so): found, and gold."""
    slugs = {
        r.id: s.slug for s in sample for r in connection.execute(select(papers.c.id).where(papers.c.title == s.title))
    }
    told = withdrawals_of(connection, "ms-celeb-1m", list(slugs))
    found = {(slugs[paper], str(w.kind), w.source) for paper, w in told.items()}
    return found, {(s.slug, *s.withdrawal) for s in sample if s.withdrawal}


@dataclass(frozen=True)
class Measured:
    seconds: float
    asked: int  # further copies asked for


def measure(policy: CopyPolicy) -> Measured:
    """One run over the papers in several copies, and its figures printed."""
    with (
        tempfile.TemporaryDirectory() as folder,
        SampleServer(also=seeds(), papers=papers_in_copies()) as server,
    ):
        settings = settings_for(server, Path(folder), copies=policy, gazetteer=SAMPLE / "organisations")
        with open_context(settings, "ms-celeb-1m") as context:
            began = time.monotonic()
            mined = mine(context)
            seconds = time.monotonic() - began
        engine = make_engine(settings.store_url)
        with engine.connect() as connection:
            print(f"{policy}: {seconds:.1f} s; ", end="")
            tell(connection, dict(mined.copies))
        engine.dispose()
    print(f"  read: {dict(mined.extracted)} (same_text: the text of another copy, not read once more)")
    return Measured(seconds, sum(mined.copies.values()))


def tell(connection: Connection, asked: dict[str, int]) -> None:
    counted = count_copies(connection, "ms-celeb-1m")
    result = compared(connection, papers_in_copies())
    taken, gold = withdrawals(connection, papers_in_copies())
    print(f"papers {counted['papers']}, with two copies and more {counted['with_several']}, documents", end=" ")
    print(f"{counted['documents']}; further copies asked for {sum(asked.values())}: {asked}")
    print(f"  differences: gold {len(result.gold)}, found {len(result.found)}", end=", ")
    print(f"lost {len(result.lost)} {result.lost}, false {len(result.false)} {result.false}")
    print(f"  taken back: gold {len(gold)}, found {len(taken)}", end=", ")
    print(f"lost {sorted(gold - taken)}, false {sorted(taken - gold)}")


def main() -> None:
    first, *more = (measure(p) for p in (CopyPolicy.FIRST, CopyPolicy.EACH_KIND, CopyPolicy.ALL))
    for policy, one in zip((CopyPolicy.EACH_KIND, CopyPolicy.ALL), more, strict=True):
        cost = (one.seconds - first.seconds) / max(one.asked, 1)
        print(f"{policy}: {cost:.2f} s a further copy, fetched, read and judged (the stand-in asks for no pause)")


if __name__ == "__main__":
    main()
