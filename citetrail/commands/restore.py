"""`citetrail restore`."""

from pathlib import Path
from typing import Annotated

import typer


def command(
    file: Annotated[Path, typer.Argument(help="a file that `citetrail backup` wrote", exists=True, dir_okay=False)],
) -> None:
    """Fill an empty store (CITETRAIL_VAR or CITETRAIL_DATABASE_URL) from a backup."""
    from citetrail.records.settings import load
    from citetrail.store.restores import restore

    settings = load()
    counts = restore(settings.store_url, file)
    typer.echo(f"{settings.store_url}: {sum(counts.values()):,} rows of {len(counts)} tables")
