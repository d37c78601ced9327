"""The flows: thin. They resolve settings, call the steps in batches, and leave a funnel behind as an artifact."""

import threading
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import wait
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from citetrail.records.batches import batches_of
from citetrail.records.settings import Settings, load
from citetrail.store.assessments import count_papers
from citetrail.store.engine import writing
from citetrail.store.funnel import status
from citetrail.store.work import due_batches, due_now, reread_older, retry_failed
from extractors.workers.reading_pool import open_pool
from flows.steps import assess as assess_step
from flows.steps import copies as copies_step
from flows.steps import extract as extract_step
from flows.steps import fetch as fetch_step
from flows.steps.discover import discover as discover_papers
from flows.steps.estimate import after_discovery, before_copies, before_discovery
from flows.steps.mine import FIRST_BATCH, LOOK_AGAIN
from flows.steps.publish import Published, publish_provisional
from flows.steps.reading_version import Versions, organisation_index, versions_of
from flows.steps.run_context import Context, attach, open_context
from flows.steps.tell import messages, send
from flows.steps.waiting_files import add_waiting_files
from spiders.notify import NotifyError

# A passing fault (a database that restarts, a host that is away) is worth waiting for.
RETRIES = 3
WAITS: list[float] = [5.0, 30.0, 120.0]
# Batches under way at once on a distributed task runner.
WINDOW = 16


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
        from prefect_dask.task_runners import DaskTaskRunner

        return DaskTaskRunner(address=settings.dask_address or None)
    return ThreadPoolTaskRunner(max_workers=1)


def _attached(target: str) -> Context:
    """This process's own connection to the store: task runners may run a task anywhere."""
    return _attached_under(target, load().model_dump_json())


def _versions(target: str) -> Versions:
    return _versions_under(target, load().model_dump_json())


@lru_cache(maxsize=4)
def _attached_under(target: str, settings: str) -> Context:
    # The settings are part of the key: a process may outlive a change of them.
    return attach(load(), target)


@lru_cache(maxsize=4)
def _versions_under(target: str, settings: str) -> Versions:
    return versions_of(_attached_under(target, settings))


@task(name="discover", retries=RETRIES, retry_delay_seconds=WAITS, cache_policy=NO_CACHE)
def discover_task(target: str) -> dict[str, Any]:
    found = discover_papers(_attached(target))
    for query in (*found.incomplete, *found.unknown):
        get_run_logger().warning("%s: %s", query.query, query.failure or query.shortfall)
    return found.as_result()


@task(name="fetch", retries=RETRIES, retry_delay_seconds=WAITS, cache_policy=NO_CACHE)
def fetch_task(target: str, ids: list[str], resting: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Fetch these papers; returns the hosts that this run asks no more."""
    context = _attached(target)
    context.resting.update(resting)
    fetch_step.fetch_batch(context, ids)
    return context.resting


@task(name="copies", retries=RETRIES, retry_delay_seconds=WAITS, cache_policy=NO_CACHE)
def copies_task(target: str, ids: list[str], resting: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Fetch the further copies of these papers; returns the hosts that this run asks no more."""
    context = _attached(target)
    context.resting = dict(resting)
    copies_step.copies_batch(context, ids)
    return context.resting


@task(name="extract", retries=RETRIES, retry_delay_seconds=WAITS, cache_policy=NO_CACHE)
def extract_task(target: str, ids: list[str]) -> dict[str, int]:
    context = _attached(target)
    with open_pool(context.settings, context.target_file, organisation_index(context)) as pool:
        return dict(extract_step.extract_batch(context, _versions(target), ids, pool))


@task(name="assess", retries=RETRIES, retry_delay_seconds=WAITS, cache_policy=NO_CACHE)
def assess_task(target: str, ids: list[str]) -> dict[str, int]:
    return dict(assess_step.assess_batch(_attached(target), _versions(target), ids))


@task(name="publish", retries=RETRIES, retry_delay_seconds=WAITS, cache_policy=NO_CACHE)
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


@flow(name="mine", log_prints=False)
def mine_flow(target: str = "ms-celeb-1m", retry: str = "failed") -> dict[str, Any]:
    """Everything for one target, up to a provisional release; leaves the funnel as an artifact."""
    with open_context(load(), target, Logged()) as context:
        slug = context.target.slug
        get_run_logger().info(before_discovery(context))
        if retry:
            with writing(context.engine) as connection:
                retry_failed(connection, slug, every=retry == "all")
        resting: dict[str, tuple[str, str]] = {}
        # The tasks' context of an earlier run of this process knows hosts that refused then.
        _attached(target).resting.clear()
        _attached(target).robots.clear()
        discovering = discover_task.submit(target)
        done: set[str] = set()
        ended = threading.Event()
        discovering.add_done_callback(lambda _: ended.set())
        while not ended.is_set():
            resting = _follow(context, target, done, resting)
        discovered = discovering.result()
        get_run_logger().info(after_discovery(context))
        # One process fetches: the hosts' pace is kept here, and more machines would not make them faster.
        for batch in _renewed(context, "fetch", fetch_step.BATCH):
            if ids := [i for i in batch if i not in done]:
                resting = fetch_task(target, ids, resting)
        with writing(context.engine) as connection:
            reread_older(connection, slug, _versions(target).reading)
        _spread(context, "extract", extract_step.BATCH, extract_task)
        _spread(context, "assess", assess_step.BATCH, assess_task)
        # The watched folder is this machine's; only now is every paper known that a file may be.
        if add_waiting_files(context, _versions(target))["attached"]:
            _spread(context, "extract", extract_step.BATCH, extract_task)
            _spread(context, "assess", assess_step.BATCH, assess_task)
        if copies_step.due_copies(context):
            get_run_logger().info(before_copies(context))
            for batch in _renewed(context, "copies", copies_step.BATCH):
                resting = copies_task(target, batch, resting)
            _spread(context, "extract", extract_step.BATCH, extract_task)
            _spread(context, "assess", assess_step.BATCH, assess_task)
        with writing(context.engine) as connection:
            count_papers(connection, slug)
        with context.engine.connect() as connection:
            found = status(connection, slug)
        release = publish_task(target)
    _leave_artifacts(found)
    told = tell_task(slug, context.target.name, release, _faults(discovered, resting, release))
    return {
        **discovered,
        "funnel": found["funnel"],
        "release": str(release),
        "told": told,
    }


def _faults(discovered: dict[str, Any], resting: dict[str, tuple[str, str]], release: Published) -> list[str]:
    """What this run could not have: searches that broke off, hosts that want no requests now, a release refused."""
    hosts = [f"{host}: {outcome} {detail}".strip() for host, (outcome, detail) in sorted(resting.items())]
    return [*discovered["incomplete"], *hosts, *([release.problem] if release.problem else [])]


def _follow(
    context: Context, target: str, done: set[str], resting: dict[str, tuple[str, str]]
) -> dict[str, tuple[str, str]]:
    """One batch through all steps while discovery goes on; a pause where nothing is due."""
    size = min(max(FIRST_BATCH, len(done)), fetch_step.BATCH)
    with context.engine.connect() as connection:
        fetching = due_now(connection, context.target.slug, "fetch", size, done)
    if not fetching:
        time.sleep(LOOK_AGAIN)
        return resting
    done.update(fetching)
    context.tick()
    resting = fetch_task(target, fetching, resting)
    for step, batch, work in (
        ("extract", extract_step.BATCH, extract_task),
        ("assess", assess_step.BATCH, assess_task),
    ):
        with context.engine.connect() as connection:
            due = due_now(connection, context.target.slug, step, batch)
        # The first batch goes all the way at once; later ones wait until the start of reading processes pays.
        if due and (len(done) <= FIRST_BATCH or len(due) >= batch):
            work(target, due)
    return resting


def _renewed(context: Context, step: str, size: int) -> Iterator[list[str]]:
    for ids in due_batches(context.engine, context.target.slug, step, size):
        context.tick()
        yield ids


def _spread(context: Context, step: str, size: int, work: Any) -> None:
    """Run one step's batches on the task runner, a window at a time, so that a million papers need no memory."""
    batches = _renewed(context, step, size)
    for window in batches_of(batches, WINDOW):
        futures = [work.submit(str(context.target_file), ids) for ids in window]
        wait(futures)
        for future in futures:
            future.result()


def _leave_artifacts(found: dict[str, Any]) -> None:
    key = found["target"]
    rows = [{"step": step.replace("_", " "), "papers": count} for step, count in found["funnel"].items()]
    create_table_artifact(key=f"{key}-funnel", table=rows, description=f"The funnel of {key}")
    create_markdown_artifact(key=f"{key}-failures", markdown=_failures(found))


def _failures(found: dict[str, Any]) -> str:
    lines = ["| what could not be had | papers |", "|---|---|"]
    reasons: Iterable[tuple[str, int]] = [*found["fetch_failures"].items(), *found["read_failures"].items()]
    lines += [f"| {reason} | {count} |" for reason, count in reasons]
    return "\n".join(lines)
