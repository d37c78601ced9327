"""What the commands that run steps share: the context, the bars, and how a result is told."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from citetrail.commands.progress_bars import Lines, shown
from citetrail.commands.user_errors import UserError
from citetrail.paths import DEMO_MARK, DEMO_VAR

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from citetrail.records.settings import Settings
    from flows.steps.run_context import Context

_YES_NO = {True: "yes", False: "no"}
Target = Annotated[str, typer.Argument(help="slug of a target in data/targets, or a target file")]
AsJson = Annotated[bool, typer.Option("--json", help="print the result as one JSON object")]


@contextmanager
def running(target: str) -> Iterator[tuple["Context", Lines]]:
    """A context on the target, with bars on standard error."""
    from citetrail.records.settings import load
    from flows.steps.run_context import open_context

    with shown() as bars, open_context(load(), target, bars) as context:
        yield context, bars


def open_known_store(settings: "Settings") -> "Engine":
    """The store that is there, for a command that begins none. UserError where there is none."""
    from citetrail.store.engine import missing_file, open_store

    if file := missing_file(settings.store_url):
        raise UserError(
            f"There is no store at {file} yet: `citetrail mine` begins one.{demo_hint(settings)} "
            "`citetrail doctor` shows what a run needs."
        )
    return open_store(settings)


def demo_hint(settings: "Settings") -> str:
    """A sentence on the demo's store, where there is one here and another is asked."""
    if not (DEMO_VAR / DEMO_MARK).is_file() or settings.var.absolute() == DEMO_VAR.absolute():
        return ""
    return f" The demo's is in {DEMO_VAR}: put CITETRAIL_VAR={DEMO_VAR} before the command."


def refuse_empty(engine: "Engine", target: str) -> None:
    """Raises UserError where the store knows nothing of the target: there is nothing to show or publish."""
    from citetrail.records.settings import load
    from citetrail.store.papers import is_empty

    with engine.connect() as connection:
        if is_empty(connection, target):
            shown = engine.url.database or engine.url.host or "the store"
            told = f"{shown} holds no papers of {target} yet. Run `citetrail mine {target}` first."
            raise UserError(f"{told}{demo_hint(load())}")


def tell(result: dict[str, Any], as_json: bool) -> None:
    """A step's counts, for a program or for a person."""
    if as_json:
        sys.stdout.write(json.dumps(result, ensure_ascii=True) + "\n")
        return
    for name, value in result.items():
        if isinstance(value, dict):
            told = ", ".join(f"{k} {v:,}" for k, v in value.items()) or "nothing to do"
            typer.echo(f"{name}: {told}")
        elif isinstance(value, list):
            for line in value:
                typer.echo(f"{name}: {line}")
        else:
            typer.echo(f"{name}: {_YES_NO.get(value, value) if isinstance(value, bool) else value}")
