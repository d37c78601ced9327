"""The last step of a run: a provisional release, so that every run ends in a map and tables."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from citetrail.publish.staging import LATEST, sweep
from citetrail.records.identifiers import short_hash
from citetrail.store.changes import state_values
from extractors.versions import extractors_version
from flows.steps.run_context import Context

# What the newest release was made from: a run with nothing new writes none, a killed one's is made up for.
SEEN = ".seen"
# Each run with news writes a release: a year of nightly runs would fill a disk with what nobody confirmed.
KEPT = 14


@dataclass(frozen=True, slots=True)
class Published:
    """Where the release lies, or why there is none."""

    folder: Path | None
    problem: str = ""
    is_new: bool = False  # written now: something has changed since the last

    def __str__(self) -> str:
        return str(self.folder) if self.folder else self.problem


def provisional_folder(context: Context) -> Path:
    """Where a target's provisional releases go; `citetrail publish` writes the ones that leave the house."""
    return context.settings.var / "provisional" / context.target.slug


def publish_provisional(context: Context) -> Published:
    """Write a provisional release, unless the newest one tells of the same store.

    One that the checks stops is told, and ends nothing else.
    """
    settings = context.settings
    named = (settings.publisher, settings.corrections, settings.author_names)
    out = provisional_folder(context)
    sweep(out)
    with context.engine.connect() as connection:
        values = state_values(connection, context.target.slug)
    state = short_hash(extractors_version(), *values, context.target.digest, *map(str, named))
    seen = out / SEEN
    if (out / LATEST).exists() and seen.exists() and seen.read_text(encoding="ascii") == state:
        return Published(out / LATEST)
    # What writes releases takes as long to import as all of a run with nothing new.
    from citetrail.publish.checks import ChecksFailed
    from citetrail.publish.release import Publisher, publish

    publisher = Publisher(*named)
    try:
        made = publish(context.engine, context.documents, context.target, out, provisional=True, publisher=publisher)
    except ChecksFailed as failed:
        return Published(None, str(failed))
    seen.write_text(state, encoding="ascii")
    _remove_old(out, made.path)
    return Published(made.path, is_new=not made.unchanged)


def _remove_old(out: Path, newest: Path) -> None:
    """Keep the last few releases; what `citetrail publish` wrote elsewhere is for people to remove."""
    made = [p for p in out.iterdir() if p.is_dir() and not p.is_symlink() and p.name.endswith("-provisional")]
    older = sorted((p for p in made if p != newest), key=lambda p: p.stat().st_mtime, reverse=True)
    for folder in older[KEPT - 1 :]:
        shutil.rmtree(folder)
