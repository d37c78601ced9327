"""`citetrail restore`."""

from pathlib import Path
from typing import Annotated

import typer

from citetrail.commands.named_paths import named_path
from citetrail.commands.user_errors import UserError
from citetrail.records.counted import counted


def command(
    file: Annotated[Path, typer.Argument(help="a file that `citetrail backup` wrote", parser=named_path)],
) -> None:
    """Fill an empty store (CITETRAIL_VAR or CITETRAIL_DATABASE_URL) from a backup."""
    from citetrail.records.settings import load
    from citetrail.store.restores import restore

    if not file.is_file():
        raise UserError(f"{file}: {'not a regular file' if file.exists() else 'no such file'}")
    settings = load()
    counts = restore(settings.store_url, file)
    typer.echo(f"{settings.store_url}: {counted(sum(counts.values()), 'row')} of {counted(len(counts), 'table')}")
