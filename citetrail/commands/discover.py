"""`citetrail discover`."""

from citetrail.commands.runs import AsJson, Target, running, tell


def command(target: Target = "ms-celeb-1m", as_json: AsJson = False) -> None:
    """Find papers that cite or name the family; a later run asks only for what can be new.

    The exit code is 3 when a query could not be answered in full; what could not be had is named.
    """
    from flows.steps.discover import discover

    with running(target) as (context, _):
        found = discover(context)
    tell(found.as_result(), as_json)
    if not found.is_complete:
        raise SystemExit(3)
