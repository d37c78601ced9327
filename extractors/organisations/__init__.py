"""Affiliation strings to organisations: `open_resolver` is the way in.

The body imports where it is used, so that naming the package costs nothing at the start of a command.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.organisations.resolver import Resolver


def open_resolver(data_dir: Path, index: Path | None = None, extra: Path | None = None) -> "Resolver":
    """The resolver over the gazetteer in `data_dir`/organisations and, where there is one, a compiled ROR index.

    `extra` is a folder with further `organisations*.csv` of the user's own.

    Raises GazetteerError for a faulty row (file and line in the message) and IndexFileError for an index
    that is damaged or of another format version. A missing index is no error: `Resolver.version` says so.
    """
    from extractors.organisations.resolver import Resolver

    return Resolver.open(data_dir, index, extra)
