"""`citetrail schedule`: the flows on a cron."""

from typing import TYPE_CHECKING, Annotated, cast

import typer

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment


def command(
    targets: Annotated[list[str] | None, typer.Argument(help="targets to mine; all when none is named")] = None,
    cron: Annotated[str, typer.Option(help="when, in cron's five fields, UTC")] = "0 3 * * *",
) -> None:
    """Serve `mine` for each target on a schedule until stopped.

    With PREFECT_API_URL set the runs appear in that server's interface; else a server of its own is started.
    """
    from commands.mine import prepare_prefect
    from records.settings import load
    from records.target_files import load_target, target_path, target_paths

    settings = load()
    prepare_prefect(settings)
    files = [target_path(t) for t in targets] if targets else list(target_paths())
    from prefect import serve

    from flows.mine import mine_flow

    typer.echo(f"Serving {', '.join(load_target(f).slug for f in files)} at “{cron}” (UTC). Ctrl-C ends it.")
    deployments = [
        cast(
            "RunnerDeployment",  # a coroutine only inside an event loop, and here is none
            mine_flow.to_deployment(
                name=load_target(file).slug, cron=cron, parameters={"target": str(file), "retry": "failed"}
            ),
        )
        for file in files
    ]
    serve(*deployments)
