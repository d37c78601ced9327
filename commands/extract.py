"""`citetrail extract`."""

from commands.runs import AsJson, Target, running, tell


def command(target: Target = "ms-celeb-1m", as_json: AsJson = False) -> None:
    """Read the PDFs that are due, and those that an older version of the rules read."""
    from flows.steps.extract import extract
    from flows.steps.versions import versions_of

    with running(target) as (context, _):
        counts = extract(context, versions_of(context))
    tell({"extracted": dict(counts)}, as_json)
