"""`citetrail fetch`."""

from typing import Annotated

import typer

from citetrail.commands.runs import AsJson, Target, running, tell


def command(
    target: Target = "ms-celeb-1m",
    retry: Annotated[
        str, typer.Option(help="try failures again: 'failed' for passing faults, 'all' for every one")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Fetch the PDFs of the papers that are due; a document is never fetched twice."""
    from flows.steps.fetch import fetch

    if retry not in ("", "failed", "all"):
        raise typer.BadParameter("--retry takes 'failed' or 'all'")
    with running(target) as (context, _):
        counts = fetch(context, retry=retry)
    tell({"fetched": dict(counts)}, as_json)
