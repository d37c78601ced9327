"""Files and folders that people name on the command line."""

from pathlib import Path

import typer


def named_path(words: str | Path) -> Path:
    """The path of that name; a parser for every argument and option that is one.

    An empty name, as of a variable of the shell that is not set, would be the current folder: nobody meant that.
    """
    if isinstance(words, Path):  # an option's default
        return words
    if not words.strip():
        raise typer.BadParameter("an empty name; name a file or a folder (the current one is .)")
    return Path(words)
