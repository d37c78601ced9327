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
    """Fetch the PDFs of the papers that are due, then the further copies that CITETRAIL_COPIES wants.

    A document is never fetched twice.
    """
    from flows.steps.copies import fetch_copies
    from flows.steps.fetch import fetch

    if retry not in ("", "failed", "all"):
        raise typer.BadParameter("--retry takes 'failed' or 'all'")
    with running(target) as (context, _):
        counts = fetch(context, retry=retry)
        further = fetch_copies(context)
    tell({"fetched": dict(counts), "copies": dict(further)}, as_json)
