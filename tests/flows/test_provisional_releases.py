"""Each run with news ends in a provisional release, whatever the clock says, and old ones go.

Covers: flows.steps.publish, citetrail.store.changes.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from citetrail.store import engine
from flows.steps.assess import assess
from flows.steps.extract import extract
from flows.steps.mine import mine
from flows.steps.publish import KEPT, provisional_folder, publish_provisional
from flows.steps.reading_version import versions_of
from flows.steps.run_context import Context, open_context
from tests.flows.conftest import Run
from tests.flows.test_lost_documents import a_read_paper, make_due

pytestmark = pytest.mark.slow


class AnHourAgo(datetime):
    """The clock after it was set back."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "AnHourAgo":
        return cls.fromtimestamp((datetime.now(UTC) - timedelta(hours=1)).timestamp(), tz)


@pytest.fixture
def context(quiet_run: Run, tmp_path: Path) -> Iterator[Context]:
    """A copy of the quiet run's store."""
    shutil.copytree(quiet_run.settings.var, tmp_path / "var")
    with open_context(quiet_run.settings.model_copy(update={"var": tmp_path / "var"}), "ms-celeb-1m") as context:
        yield context


def test_what_was_found_after_the_clock_went_back_is_published_too(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish_provisional(context).folder
    assert first is not None
    assert publish_provisional(context).folder == first.parent / "latest"
    monkeypatch.setattr(engine, "datetime", AnHourAgo)
    paper, sha256 = a_read_paper(context)
    (stored,) = context.settings.var.rglob(f"{sha256}.pdf")
    stored.write_bytes(b"%PDF-1.5 lost")
    make_due(context, paper, sha256)
    versions = versions_of(context)
    extract(context, versions)
    assess(context, versions)
    second = publish_provisional(context).folder
    assert second is not None
    assert second.name not in (first.name, "latest")


def test_a_run_in_the_hour_that_comes_twice_is_a_run_like_any_other(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_provisional(context)
    latest = (provisional_folder(context) / "latest").resolve()
    monkeypatch.setattr(engine, "datetime", AnHourAgo)
    again = mine(context)
    assert (again.discovered.new, dict(again.fetched), dict(again.extracted)) == (0, {}, {})
    publish_provisional(context)
    assert (provisional_folder(context) / "latest").resolve() == latest


def test_old_provisional_releases_go(context: Context) -> None:
    out = provisional_folder(context)
    for n in range(KEPT + 5):
        (out / f"2020-01-{n + 1:02}-0000-provisional").mkdir(parents=True)
    (out / "mine").mkdir()
    newest = publish_provisional(context).folder
    assert newest is not None
    left = {p.name for p in out.iterdir() if p.name.endswith("-provisional")}
    assert len(left) == KEPT
    assert newest.name in left
    assert (out / "mine").exists()
