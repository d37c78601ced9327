"""`citetrail schedule`: the flows on a cron."""

import re
from typing import Annotated

import typer

from citetrail.commands.user_errors import UserError

# What each of cron's five fields may hold: minute, hour, day, month, weekday.
LIMITS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
PART = re.compile(r"(?:\*|\d{1,2}(?:-\d{1,2})?|[A-Za-z]{3}(?:-[A-Za-z]{3})?)(?:/[1-9]\d?)?")


def command(
    targets: Annotated[list[str] | None, typer.Argument(help="targets to mine; all when none is named")] = None,
    cron: Annotated[str, typer.Option(help="when, in cron's five fields, UTC")] = "0 3 * * *",
) -> None:
    """Serve `mine` for each target on a schedule until stopped.

    With PREFECT_API_URL set the runs appear in that server's interface; else a server of its own is started.
    """
    _check(cron)
    from citetrail.commands.mine import prepare_prefect
    from citetrail.records.settings import load
    from citetrail.records.target_files import load_target, target_path, target_paths

    prepare_prefect(load())
    paths = [target_path(t) for t in targets] if targets else list(target_paths())
    files = {load_target(path).slug: str(path) for path in paths}
    from flows.schedule import serve_targets

    typer.echo(f"Serving {', '.join(files)} at “{cron}” (UTC). Ctrl-C ends it.")
    serve_targets(files, cron)


def _check(cron: str) -> None:
    """Refuse what is no cron of five fields, before anything starts; others read a sixth as seconds."""
    fields = cron.split()
    sound = len(fields) == len(LIMITS)
    for field, (low, high) in zip(fields, LIMITS, strict=False):
        for part in field.split(","):
            found = PART.fullmatch(part)
            numbers = [int(n) for n in re.findall(r"\d+", part.partition("/")[0])] if found else []
            sound = sound and found is not None and all(low <= n <= high for n in numbers)
    if not sound:
        raise UserError(
            f"“{cron}” is no cron of five fields (minute hour day month weekday, UTC): for each night at three, "
            '--cron "0 3 * * *".'
        )
