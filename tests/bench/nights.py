"""Nightly runs over a growing stand-in on a virtual calendar: what grows, what slows, what is asked again needlessly.

`.venv/bin/python -m tests.bench.nights [NIGHTS]`, 365 by default. Each run is the whole of `mine --direct`: only the
dates that the store writes and reads are virtual. Every third night brings a paper; of ten, one lies on a host that
always refuses and one on a host that answers 500 the first time.
"""

import datetime as calendar
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from citetrail.records.settings import Settings
from citetrail.records.target_files import load_target, target_path
from citetrail.sample.answers import Library
from citetrail.sample.sample_papers import paper, pdf_of
from citetrail.sample.server import Reply, SampleServer
from citetrail.store import engine, work
from citetrail.store.tables import metadata
from flows.steps.mine import mine
from flows.steps.publish import publish_provisional
from flows.steps.run_context import open_context

EVERY, REFUSED, FAULTY = 3, 4, 7  # a paper each so many nights; its last digit says how its host behaves
BEGINS = calendar.datetime(2026, 1, 1, 2, 0, tzinfo=calendar.UTC)
WINDOW = 10  # nights that are averaged at either end


class VirtualDate(calendar.datetime):
    """The store's clock: the real one, moved by whole nights."""

    moved = calendar.timedelta()

    @classmethod
    def now(cls, tz: calendar.tzinfo | None = None) -> "VirtualDate":
        return cls.fromtimestamp((calendar.datetime.now(tz) + cls.moved).timestamp(), tz)


class Growing(SampleServer):
    """A stand-in that knows one more paper now and then."""

    def grow(self, number: int) -> None:
        made = replace(
            paper("open-door"),
            slug=f"night-{number}",
            title=f"Doors Left Open, Part {number}",
            corpus_id=991_000_000 + number,
            arxiv=None,
            doi=None,
        )
        self.library = Library([made, *self.library.papers], self.library.seeds, self.url)

    def _file(self, name: str) -> Reply:
        if not name.startswith("night-"):
            return super()._file(name)
        number = int(name.removeprefix("night-"))
        if number % 10 == REFUSED:
            return Reply(403, "no", "text/plain")
        if number % 10 == FAULTY and len(self.paths(f"/files/{name}")) < 10:
            return Reply(500, "later", "text/plain")
        return Reply(body=(pdf_of("open-door") or b"") + b"% " + name.encode(), kind="application/pdf")


@dataclass(frozen=True)
class Night:
    seconds: float  # of processor time in the run's own process
    requests: int
    files: Counter[str]
    store: int  # bytes
    rows: int
    left: int  # files in the var folder that are neither store, document, release nor kept versions


def lived(nights: int, var: Path) -> tuple[list[Night], dict[str, tuple[int, int]]]:
    """The nights, and each table's rows after the first and after the last."""
    engine.datetime = work.datetime = VirtualDate  # type: ignore[assignment,misc]
    told: list[Night] = []
    tables: dict[str, tuple[int, int]] = {}
    also = [p for m in load_target(target_path("ms-celeb-1m")).members for p in m.papers]
    with Growing(also=also) as server:
        settings = Settings(s2_url=server.url, arxiv_url=server.url, host_interval=0, var=var, workers=1)
        for night in range(nights):
            VirtualDate.moved = BEGINS - calendar.datetime.now(calendar.UTC) + calendar.timedelta(days=night)
            if night % EVERY == 0:
                server.grow(night // EVERY)
            before, began = len(server.asked), time.process_time()
            with open_context(settings, "ms-celeb-1m") as context:
                mine(context)
                publish_provisional(context)
                rows = _rows(context)
            asked = server.asked[before:]
            files = Counter(a.path for a in asked if a.path.startswith(("/files/", "/pdf/")))
            size = sum(p.stat().st_size for p in var.glob("citetrail.sqlite*"))
            told.append(
                Night(time.process_time() - began, len(asked), files, size, sum(rows.values()), len(_left(var)))
            )
            tables = {name: (tables.get(name, (count, 0))[0], count) for name, count in rows.items()}
    return told, tables


def _rows(context: Any) -> dict[str, int]:
    with context.engine.connect() as connection:
        return {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in metadata.sorted_tables}


def _left(var: Path) -> list[Path]:
    kept = ("documents", "provisional", "kept_targets", "code_versions.json")
    files = (p for p in var.rglob("*") if p.is_file() and not p.name.startswith("citetrail.sqlite"))
    return [p for p in files if p.relative_to(var).parts[0] not in kept]


def report(nights: list[Night], tables: dict[str, tuple[int, int]], var: Path) -> None:
    early, late = nights[1 : WINDOW + 1], nights[-WINDOW:]
    for name, unit in (("seconds", "s"), ("requests", ""), ("store", "B"), ("rows", ""), ("left", "files")):
        first, last = (sum(getattr(n, name) for n in part) / len(part) for part in (early, late))
        print(f"{name}: {first:,.1f} {unit} a night at first, {last:,.1f} at last")
    again = sum((n.files for n in nights), Counter())
    print("files asked for most: " + ", ".join(f"{path} {count}" for path, count in again.most_common(6)))
    print("tables that grew: " + ", ".join(f"{t} {a}→{b}" for t, (a, b) in sorted(tables.items()) if b > a))
    releases = [p for p in (var / "provisional").rglob("*") if p.is_dir() and p.name[:4].isdigit()]
    size = sum(p.stat().st_size for p in (var / "provisional").rglob("*") if p.is_file() and not p.is_symlink())
    print(f"provisional releases kept: {len(releases)}, {size / 1e6:.1f} MB")


def main() -> None:
    nights = int(sys.argv[1]) if len(sys.argv) > 1 else 365
    with tempfile.TemporaryDirectory() as folder:
        report(*lived(nights, Path(folder)), Path(folder))


if __name__ == "__main__":
    main()
