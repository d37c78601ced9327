"""`citetrail schedule`: the flows on a cron."""

from typing import Annotated

import typer


def command(
    targets: Annotated[list[str] | None, typer.Argument(help="targets to mine; all when none is named")] = None,
    cron: Annotated[str, typer.Option(help="when, in cron's five fields, UTC")] = "0 3 * * *",
) -> None:
    """Serve `mine` for each target on a schedule until stopped.

    With PREFECT_API_URL set the runs appear in that server's interface; else a server of its own is started.
    """
    from citetrail.commands.mine import prepare_prefect
    from citetrail.records.settings import load
    from citetrail.records.target_files import load_target, target_path, target_paths

    prepare_prefect(load())
    paths = [target_path(t) for t in targets] if targets else list(target_paths())
    files = {load_target(path).slug: str(path) for path in paths}
    from flows.schedule import serve_targets

    typer.echo(f"Serving {', '.join(files)} at “{cron}” (UTC). Ctrl-C ends it.")
    serve_targets(files, cron)
