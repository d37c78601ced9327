"""What the commands that run steps share: the context, the bars, and how a result is told."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from citetrail.commands.progress_bars import Lines, shown
from citetrail.commands.user_errors import UserError

if TYPE_CHECKING:
    from sqlalchemy import Engine

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


def refuse_empty(engine: "Engine", target: str) -> None:
    """Raises UserError where the store knows nothing of the target: there is nothing to show or publish."""
    from citetrail.store.papers import is_empty

    with engine.connect() as connection:
        if is_empty(connection, target):
            shown = engine.url.database or engine.url.host or "the store"
            raise UserError(f"{shown} holds no papers of {target} yet. Run `citetrail mine {target}` first.")


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
