"""The order of the steps of a run, stated once: the Prefect flow and the plain calls both walk through it."""

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from citetrail.records.vocabulary import Step
from citetrail.store.decision_reach import count_papers
from citetrail.store.engine import writing
from citetrail.store.work import asks_whose_files, reread_older, retry_failed
from flows.steps.due_copies import due_copies
from flows.steps.estimate import after_discovery, before_copies, before_discovery
from flows.steps.reading_version import Versions
from flows.steps.run_context import Context

# A paper's first copy, all the way: what follows discovery, and what a file that came otherwise needs.
FIRST_COPIES = (Step.FETCH, Step.EXTRACT, Step.ASSESS)
# No paper's second copy is asked for before every paper's first was.
FURTHER_COPIES = (Step.FETCH, Step.COPIES, Step.EXTRACT, Step.ASSESS)


class StepRunner(Protocol):
    """One way to run steps: as plain calls, or as tasks of Prefect."""

    def discover(self) -> None:
        """Discover to the end; meanwhile what was found goes through `FIRST_COPIES`, batch by batch."""

    def work_off(self, steps: Sequence[Step]) -> None:
        """Run these steps on whatever is due for them."""


def make_due(context: Context, versions: Versions, *, retry: str) -> None:
    """Before the steps: say what a run will cost; make due what failed (`retry`) or an older version read."""
    context.teller.say(before_discovery(context))
    with writing(context.engine) as connection:
        if retry:
            retry_failed(connection, context.target.slug, every=retry == "all")
    with writing(context.engine) as connection:
        reread_older(connection, context.target.slug, versions.reading)


def run_steps(context: Context, versions: Versions, runner: StepRunner) -> Counter[str]:
    """Run every step in order; returns what became of the files that people added."""
    runner.discover()
    context.teller.say(after_discovery(context))
    runner.work_off(FIRST_COPIES)
    # Only now is every paper known that a file may be. The watched folder is this machine's.
    added = _add_files(context, versions)
    if added["attached"]:
        runner.work_off(FIRST_COPIES)
    if due_copies(context):
        context.teller.say(before_copies(context))
        runner.work_off(FURTHER_COPIES)
    # Last: how many papers a decision touches is known when all are assessed.
    with writing(context.engine) as connection:
        count_papers(connection, context.target.slug)
    return added


def _add_files(context: Context, versions: Versions) -> Counter[str]:
    with context.engine.connect() as connection:
        if context.settings.watched is None and not asks_whose_files(connection):
            return Counter()
    # What reads files is imported where there are any.
    from flows.steps.waiting_files import add_waiting_files

    return add_waiting_files(context, versions)
