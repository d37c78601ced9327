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
from citetrail.records.copies import CopyPolicy, copy_label
from citetrail.sample.sample_papers import SamplePaper, papers_in_copies
from citetrail.sample.server import SampleServer
from citetrail.store.copies import count_copies
from citetrail.store.engine import make_engine
from citetrail.store.tables import claims, copies, copy_differences, papers
from flows.steps.mine import mine
from flows.steps.run_context import open_context
from tests.flows.conftest import seeds, settings_for

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
    labels = {(r.paper_id, r.sha256): copy_label(r.kind, r.version) for r in connection.execute(select(copies))}
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
            labels[(row.paper_id, row.stated_in)],
            labels[(row.paper_id, row.missing_from)],
        )
        for row in connection.execute(query)
    }
    gold = {
        (p.slug, d["kind"], d["subject"], d["stated_in"], d["missing_from"]) for p in sample for d in p.differences
    }
    return Compared(found, gold)


def main() -> None:
    seconds = {}
    for policy in (CopyPolicy.FIRST, CopyPolicy.EACH_KIND):
        with (
            tempfile.TemporaryDirectory() as folder,
            SampleServer(also=seeds(), papers=papers_in_copies()) as server,
        ):
            settings = settings_for(server, Path(folder), copies=policy, gazetteer=SAMPLE / "organisations")
            with open_context(settings, "ms-celeb-1m") as context:
                began = time.monotonic()
                mined = mine(context)
                seconds[policy] = time.monotonic() - began
            engine = make_engine(settings.store_url)
            with engine.connect() as connection:
                counted = count_copies(connection, "ms-celeb-1m")
                result = compared(connection, papers_in_copies())
            engine.dispose()
    asked = sum(mined.copies.values())
    print(f"papers {counted['papers']}, with two copies and more {counted['with_several']}, documents", end=" ")
    print(f"{counted['documents']}; further copies asked for {asked}: {dict(mined.copies)}")
    print(f"differences: gold {len(result.gold)}, found {len(result.found)}", end=", ")
    print(f"lost {len(result.lost)} {result.lost}, false {len(result.false)} {result.false}")
    more = seconds[CopyPolicy.EACH_KIND] - seconds[CopyPolicy.FIRST]
    print(
        f"one copy a paper {seconds[CopyPolicy.FIRST]:.1f} s, each kind {seconds[CopyPolicy.EACH_KIND]:.1f} s", end=""
    )
    print(f": {more / max(asked, 1):.2f} s a further copy, fetched, read and judged (the stand-in asks for no pause)")


if __name__ == "__main__":
    main()
