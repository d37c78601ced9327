"""`citetrail assess`."""

from citetrail.commands.runs import AsJson, Target, running, tell


def command(target: Target = "ms-celeb-1m", as_json: AsJson = False) -> None:
    """Make claims of what was read and put them before the reviewers; decisions stay as they are."""
    from flows.steps.assess import assess
    from flows.steps.reading_version import versions_of

    with running(target) as (context, _):
        counts = assess(context, versions_of(context))
    tell({"assessed": dict(counts)}, as_json)
