"""`citetrail discover`."""

from typing import TYPE_CHECKING, Any

from citetrail.commands.runs import AsJson, Target, running, tell

if TYPE_CHECKING:
    from flows.steps.discover import Discovered


def command(target: Target = "ms-celeb-1m", as_json: AsJson = False) -> None:
    """Find papers that cite or name the family; a later run asks only for what can be new.

    The exit code is 3 when a query could not be answered in full; what could not be had is named.
    """
    from flows.steps.discover import discover

    with running(target) as (context, _):
        found = discover(context)
    tell(as_result(found), as_json)
    if not found.is_complete:
        raise SystemExit(3)


def as_result(found: "Discovered") -> dict[str, Any]:
    """A discovery's counts and what it could not get."""
    return {
        "discovered": {"new": found.new, "known": found.known, "merged": found.merged},
        "is_complete": found.is_complete,
        "incomplete": [f"{q.query}: {q.failure or q.shortfall}" for q in found.failures],
    }
