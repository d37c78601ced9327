"""The last step of a run: a provisional release, so that every run ends in a map and tables."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from flows.steps.context import Context
from publish.gate import GateFailed
from publish.release import Publisher, publish


@dataclass(frozen=True, slots=True)
class Published:
    """Where the release lies, or why there is none."""

    folder: Path | None
    problem: str = ""

    def __str__(self) -> str:
        return str(self.folder) if self.folder else self.problem


def provisional_folder(context: Context) -> Path:
    """Where a target's provisional releases go; `citetrail publish` writes the ones that leave the house."""
    return context.settings.var / "provisional" / context.target.slug


def publish_provisional(context: Context) -> Published:
    """Write a provisional release; one that the gate stops is told, and ends nothing else."""
    settings = context.settings
    publisher = Publisher(settings.publisher, settings.corrections)
    out = provisional_folder(context)
    # This run holds the target, so nobody is at work here: what a killed run left unfinished goes.
    for left in out.glob(".unfinished-*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        made = publish(context.engine, context.documents, context.target, out, provisional=True, publisher=publisher)
    except GateFailed as failed:
        return Published(None, str(failed))
    return Published(made.path)
