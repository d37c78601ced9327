"""`citetrail extract`."""

from typing import Annotated

import typer

from citetrail.commands.runs import AsJson, Target, running, tell


def command(
    target: Target = "ms-celeb-1m",
    retry: Annotated[
        str, typer.Option(help="'failed' reads again what ran out of time or memory, crashed the reader or was lost")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Read the PDFs that are due, and those that an older version of the rules read."""
    from flows.steps.extract import extract
    from flows.steps.reading_version import versions_of

    if retry not in ("", "failed"):
        raise typer.BadParameter("--retry takes 'failed'")
    with running(target) as (context, _):
        counts = extract(context, versions_of(context), retry=retry == "failed")
    tell({"extracted": dict(counts)}, as_json)
