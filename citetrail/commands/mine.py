"""`citetrail mine`: the whole road for one target."""

import os
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from citetrail.commands.runs import AsJson, Target, running, tell

if TYPE_CHECKING:
    from citetrail.records.settings import Settings


def command(
    target: Target = "ms-celeb-1m",
    direct: Annotated[bool, typer.Option("--direct", help="plain calls without Prefect: starts at once")] = False,
    retry: Annotated[str, typer.Option(help="failures to try again: 'failed', 'all' or 'none'")] = "failed",
    as_json: AsJson = False,
) -> None:
    """Discover, fetch, extract and assess, and write a provisional map and tables; a second run does what is new.

    Runs as a Prefect flow (recorded, retried, visible in Prefect's interface when PREFECT_API_URL is set)
    unless --direct. The exit code is 3 when a query could not be answered in full.
    """
    if retry not in ("failed", "all", "none"):
        raise typer.BadParameter("--retry takes 'failed', 'all' or 'none'")
    wanted = "" if retry == "none" else retry
    if direct:
        incomplete = _mine_directly(target, wanted, as_json)
    else:
        incomplete = _mine_with_prefect(target, wanted, as_json)
    if incomplete:
        raise SystemExit(3)


def _mine_directly(target: str, retry: str, as_json: bool) -> bool:
    from citetrail.store.funnel_numbers import funnel_numbers
    from flows.steps.mine import mine
    from flows.steps.publish import publish_provisional

    with running(target) as (context, _):
        mined = mine(context, retry=retry)
        release = str(publish_provisional(context))
        with context.engine.connect() as connection:
            numbers = funnel_numbers(connection, context.target.slug)
    result: dict[str, Any] = mined.discovered.as_result() | {
        "fetched": dict(mined.fetched),
        "copies": dict(mined.copies),
        "added_files": dict(mined.added_files),
        "extracted": dict(mined.extracted),
        "assessed": dict(mined.assessed),
        **numbers,
        "release": release,
    }
    tell(result, as_json)
    return not mined.discovered.is_complete


def _mine_with_prefect(target: str, retry: str, as_json: bool) -> bool:
    from citetrail.records.settings import load

    settings = load()
    prepare_prefect(settings)
    from citetrail.records.target_files import load_target, target_path

    load_target(target_path(target))  # before anything starts
    if problem := _prefects_problem():
        sys.stderr.write(f"Prefect stands aside: {problem}. The same steps run directly.\n")
        return _mine_directly(target, retry, as_json)
    from flows.mine import mine_flow, task_runner
    from flows.prefect_server import brief, is_prefects_own

    file = str(target_path(target))
    try:
        result: dict[str, Any] = mine_flow.with_options(task_runner=task_runner(settings))(file, retry)
    except Exception as error:
        if not is_prefects_own(error):
            raise
        sys.stderr.write(f"Prefect failed ({brief(error)}). The same steps go on directly; what was done is kept.\n")
        return _mine_directly(target, retry, as_json)
    tell(result, as_json)
    return not result["is_complete"]


def _prefects_problem() -> str:
    try:
        from flows.prefect_server import problem
    except ImportError as error:
        return f"it cannot be imported ({error})"
    return problem()


def prepare_prefect(settings: "Settings") -> None:
    """Settings that Prefect reads when it is imported; what the user set stays."""
    from citetrail.store.private_files import private_folder

    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    # The first start writes Prefect's own database: 15 s here, and its limit is 20.
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")
    # Its SQLite says "database is locked" to one of two that write at once, and to more on a busy machine.
    os.environ.setdefault("PREFECT_CLIENT_MAX_RETRIES", "10")
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO")
    if "PREFECT_API_URL" not in os.environ:
        home = (settings.var / "prefect").absolute()
        # Prefect makes the last folder only, and its server fails in silence when it cannot.
        private_folder(home)
        os.environ.setdefault("PREFECT_HOME", str(home))
