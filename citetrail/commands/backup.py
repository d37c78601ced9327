"""`citetrail backup`."""

from pathlib import Path
from typing import Annotated

import typer

from citetrail.commands.named_paths import named_path
from citetrail.commands.runs import open_known_store
from citetrail.records.counted import counted


def command(file: Annotated[Path, typer.Argument(help="file to write; must not exist", parser=named_path)]) -> None:
    """Copy every table of the store to a file, as of one moment, also while runs and reviewers are at work.

    The documents are not in it: they lie unchanged in their folder or bucket, copy that with any tool.
    """
    from citetrail.records.settings import load
    from citetrail.store.backups import backup

    settings = load()
    counts = backup(open_known_store(settings), file)
    typer.echo(f"{file}: {counted(sum(counts.values()), 'row')} of {counted(len(counts), 'table')}")
    typer.echo(f"The documents lie in {settings.store_documents_url}; copy them too.")
