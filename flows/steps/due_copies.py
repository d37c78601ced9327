"""Which papers are due for further copies, told without importing what fetches them."""

from citetrail.records.copies import CopyPolicy
from citetrail.records.vocabulary import Step
from citetrail.store.copies import make_copies_due
from citetrail.store.engine import writing
from citetrail.store.work import count_due
from flows.steps.run_context import Context


def due_copies(context: Context) -> int:
    """Make due what the policy wants beside what was sought. Returns how many papers are due."""
    policy = context.settings.copies
    if policy is CopyPolicy.FIRST:
        return 0
    with writing(context.engine) as connection:
        make_copies_due(connection, context.target.slug, policy)
        return count_due(connection, context.target.slug, Step.COPIES)
