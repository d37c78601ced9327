"""The flows: thin. They resolve settings, call the steps in batches, and leave a funnel behind as an artifact."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar

from prefect import State, Task, flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import wait
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from citetrail.records.batches import batches_of
from citetrail.records.changed_code import CodeChanged
from citetrail.records.settings import Settings, load
from citetrail.records.vocabulary import Step
from citetrail.store.funnel import status
from citetrail.store.work import due_batches, due_now
from extractors.workers.kept_pools import kept_pool
from extractors.workers.reading_pool import open_pool
from flows.steps import assess as assess_step
from flows.steps import copies as copies_step
from flows.steps import extract as extract_step
from flows.steps import fetch as fetch_step
from flows.steps.batch_sizes import ASSESSED, COPIES, FETCHED, READ
from flows.steps.discover import discover as discover_papers
from flows.steps.mine import FIRST_BATCH
from flows.steps.publish import Published, publish_provisional
from flows.steps.reading_version import Versions, versions_of
from flows.steps.run_context import Context, attach, open_context
from flows.steps.step_order import FIRST_COPIES, make_due, run_steps
from flows.steps.tell import messages, send
from spiders.notify import NotifyError

P = ParamSpec("P")
R = TypeVar("R")
# A passing fault (a database that restarts, a host that is away) is worth waiting for.
RETRIES = 3
WAITS: list[float] = [5.0, 30.0, 120.0]
# Batches under way at once on a distributed task runner.
WINDOW = 16
# Seconds between looks for work while discovery goes on and nothing is due.
LOOK_AGAIN = 0.5
OTHER_WORKER = (
    "a worker of this run has other code, libraries, rules, organisation data or another target file than the run "
    "itself: bring its machine up to date and start the worker again"
)
AGAIN = "Then start the flow again: what it has done is kept, and it goes on from there."


class Logged:
    """Tells Prefect's logger how a step goes, a line a batch."""

    def begin(self, step: str, total: int | None) -> None:
        get_run_logger().info("%s: %s due", step, "unknown number" if total is None else total)

    def advance(self, step: str, outcome: str, count: int = 1) -> None:
        pass

    def say(self, message: str) -> None:
        get_run_logger().info(message)


def task_runner(settings: Settings) -> TaskRunner[Any]:
    """Threads on this machine, or the Dask cluster of the settings (optional extra `dask`)."""
    if settings.task_runner == "dask":
        from flows.dask_cluster import dask_runner

        return dask_runner(settings)
    return ThreadPoolTaskRunner(max_workers=1)


def _attached(target: str) -> Context:
    """This process's own connection to the store: task runners may run a task anywhere."""
    return _attached_under(target, load().model_dump_json())


def _versions(target: str, reading: str) -> Versions:
    """This process's own. Raises CodeChanged where they are not those of the run, whose reading version is handed."""
    return _versions_under(target, load().model_dump_json(), reading)


@lru_cache(maxsize=4)
def _attached_under(target: str, settings: str) -> Context:
    # The settings are part of the key: a process may outlive a change of them.
    return attach(load(), target)


@lru_cache(maxsize=4)
def _versions_under(target: str, settings: str, reading: str) -> Versions:
    found = versions_of(_attached_under(target, settings))
    if found.reading != reading:
        raise CodeChanged(OTHER_WORKER)
    return found


def _may_pass(_task: Any, _run: Any, state: State[Any]) -> bool:
    """Not so what a process has loaded: until somebody starts it again it is refused each time."""
    return not isinstance(state.data, CodeChanged)


def _retried(name: str) -> Callable[[Callable[P, R]], Task[P, R]]:
    """A task of Prefect that is tried again after what may pass."""
    return task(
        name=name, retries=RETRIES, retry_delay_seconds=WAITS, retry_condition_fn=_may_pass, cache_policy=NO_CACHE
    )


@_retried(Step.DISCOVER.value)
def discover_task(target: str) -> dict[str, Any]:
    found = discover_papers(_attached(target))
    for query in (*found.incomplete, *found.unknown):
        get_run_logger().warning("%s: %s", query.query, query.failure or query.shortfall)
    return found.as_result()


@_retried(Step.FETCH.value)
def fetch_task(target: str, ids: list[str], resting: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Fetch these papers; returns the hosts that this run asks no more."""
    context = _attached(target)
    context.resting.update(resting)
    fetch_step.fetch_batch(context, ids)
    return context.resting


@_retried(Step.COPIES.value)
def copies_task(target: str, ids: list[str], resting: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Fetch the further copies of these papers; returns the hosts that this run asks no more."""
    context = _attached(target)
    context.resting = dict(resting)
    copies_step.copies_batch(context, ids)
    return context.resting


@_retried(Step.EXTRACT.value)
def extract_task(target: str, ids: list[str], reading: str) -> dict[str, int]:
    context, versions = _attached(target), _versions(target, reading)
    settings, file = context.settings, context.target_file
    # As the versions that a reading is kept under: a pool reads with the data that was there when it was opened.
    key = f"{file} {versions.reading} {settings.model_dump_json()}"
    with kept_pool(key, lambda: open_pool(settings, file, settings.compiled_ror_index)) as pool:
        return dict(extract_step.extract_batch(context, versions, ids, pool))


@_retried(Step.ASSESS.value)
def assess_task(target: str, ids: list[str], reading: str) -> dict[str, int]:
    return dict(assess_step.assess_batch(_attached(target), _versions(target, reading), ids))


@_retried("publish")
def publish_task(target: str) -> Published:
    return publish_provisional(_attached(target))


@task(name="tell", cache_policy=NO_CACHE)
def tell_task(slug: str, name: str, published: Published, faults: list[str]) -> list[str]:
    """Send what is new and what could not be had; returns the titles of the messages. A run ends well without it."""
    settings = load()
    found = messages(settings, name, published.folder if published.is_new else None, faults)
    for message in found:
        create_markdown_artifact(key=f"{slug}-{message.key}", markdown=f"{message.title}\n\n{message.text}")
    try:
        send(settings, found)
    except NotifyError as error:
        get_run_logger().warning("%s", error)
    return [message.title for message in found]


# One process asks the hosts: their pace is kept there, and more machines would not make them faster.
ASKING: dict[Step, tuple[Any, int]] = {
    Step.FETCH: (fetch_task, FETCHED),
    Step.COPIES: (copies_task, COPIES),
}
READING: dict[Step, tuple[Any, int]] = {
    Step.EXTRACT: (extract_task, READ),
    Step.ASSESS: (assess_task, ASSESSED),
}


class _Tasks:
    """Steps as tasks of Prefect: each works off what is due before the next begins."""

    def __init__(self, context: Context, target: str, versions: Versions) -> None:
        self._context, self._target, self._reading = context, target, versions.reading
        self.discovered: dict[str, Any] = {}
        # Hosts that this run asks no more: origin → (outcome, why).
        self.resting: dict[str, tuple[str, str]] = {}
        # A paper that stays due, because its host wants no requests now, is asked for once in a run.
        self._asked: dict[Step, set[str]] = {step: set() for step in ASKING}

    def discover(self) -> None:
        discovering = discover_task.submit(self._target)
        ended = threading.Event()
        discovering.add_done_callback(lambda _: ended.set())
        while not ended.is_set():
            if not self._follow():
                ended.wait(LOOK_AGAIN)
        self.discovered = discovering.result()

    def work_off(self, steps: Sequence[Step]) -> None:
        for step in steps:
            if step in ASKING:
                self._ask(step)
            else:
                self._spread(step)

    def _follow(self) -> bool:
        """One batch of papers that discovery found, through every step; whether there was one."""
        for step in FIRST_COPIES:
            work, most = (ASKING | READING)[step]
            if step in ASKING:
                ids = self._due(step, min(max(FIRST_BATCH, len(self._asked[step])), most))
                if not ids:
                    return False
                self._ask_for(step, ids)
                continue
            ids = self._due(step, most)
            # The first batch goes all the way at once; later ones wait until the start of reading processes pays.
            if ids and (len(self._asked[Step.FETCH]) <= FIRST_BATCH or len(ids) >= most):
                work(self._target, ids, self._reading)
        return True

    def _ask(self, step: Step) -> None:
        _, size = ASKING[step]
        for batch in self._renewed(step, size):
            if ids := [i for i in batch if i not in self._asked[step]]:
                self._ask_for(step, ids)

    def _ask_for(self, step: Step, ids: list[str]) -> None:
        work, _ = ASKING[step]
        self._context.tick()
        self._asked[step].update(ids)
        self.resting = work(self._target, ids, self.resting)

    def _spread(self, step: Step) -> None:
        """Run one step's batches on the task runner, a window at a time, so that a million papers need no memory."""
        work, size = READING[step]
        for window in batches_of(self._renewed(step, size), WINDOW):
            futures = [work.submit(str(self._context.target_file), ids, self._reading) for ids in window]
            wait(futures)
            for future in futures:
                future.result()

    def _due(self, step: Step, size: int) -> list[str]:
        with self._context.engine.connect() as connection:
            return due_now(connection, self._context.target.slug, step, size, self._asked.get(step, ()))

    def _renewed(self, step: Step, size: int) -> Iterator[list[str]]:
        for ids in due_batches(self._context.engine, self._context.target.slug, step, size):
            self._context.tick()
            yield ids


@flow(name="mine", log_prints=False)
def mine_flow(target: str = "ms-celeb-1m", retry: str = "failed") -> dict[str, Any]:
    """Everything for one target, up to a provisional release; leaves the funnel as an artifact.

    Raises CodeChanged, at once, where the program was changed below this process or a worker.
    """
    try:
        return _mine(target, retry)
    except CodeChanged as error:
        raise CodeChanged(f"{error}. {AGAIN}") from error


def _mine(target: str, retry: str) -> dict[str, Any]:
    with open_context(load(), target, Logged()) as context:
        # The tasks' context of an earlier run of this process knows hosts that refused then.
        _attached(target).resting.clear()
        _attached(target).robots.clear()
        versions = versions_of(context)
        make_due(context, versions, retry=retry)
        runner = _Tasks(context, target, versions)
        added = run_steps(context, versions, runner)
        with context.engine.connect() as connection:
            found = status(connection, context.target.slug)
        release = publish_task(target)
    _leave_artifacts(found)
    told = tell_task(
        context.target.slug, context.target.name, release, _faults(runner.discovered, runner.resting, release)
    )
    return {
        **runner.discovered,
        "added_files": dict(added),
        "funnel": found["funnel"],
        "beside_the_funnel": found["beside_the_funnel"],
        "release": str(release),
        "told": told,
    }


def _faults(discovered: dict[str, Any], resting: dict[str, tuple[str, str]], release: Published) -> list[str]:
    """What this run could not have: searches that broke off, hosts that want no requests now, a release refused."""
    hosts = [f"{host}: {outcome} {detail}".strip() for host, (outcome, detail) in sorted(resting.items())]
    return [*discovered["incomplete"], *hosts, *([release.problem] if release.problem else [])]


def _leave_artifacts(found: dict[str, Any]) -> None:
    key = found["target"]
    rows = [{"step": step.replace("_", " "), "papers": count} for step, count in found["funnel"].items()]
    beside = found["beside_the_funnel"]
    rows += [{"step": f"beside it: {name.replace('_', ' ')}", "papers": count} for name, count in beside.items()]
    create_table_artifact(key=f"{key}-funnel", table=rows, description=f"The funnel of {key}")
    create_markdown_artifact(key=f"{key}-failures", markdown=_failures(found))


def _failures(found: dict[str, Any]) -> str:
    lines = ["| what could not be had | papers |", "|---|---|"]
    reasons: Iterable[tuple[str, int]] = [*found["fetch_failures"].items(), *found["read_failures"].items()]
    lines += [f"| {reason} | {count} |" for reason, count in reasons]
    return "\n".join(lines)
