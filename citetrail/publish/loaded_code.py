"""Of which program a release is made: modules, templates and assets of this package, as they were when it was loaded.

Modules are loaded once, and templates and assets are read when a page is made of them. Where a newer program is
installed under a process, no version tells what it would publish.
"""

from pathlib import Path

from citetrail.publish.descriptors import digest
from citetrail.records.changed_code import RESTART, CodeChanged

HERE = Path(__file__).parent


def _on_disk() -> tuple[str, ...]:
    """SHA-256 of each file, in the order of their paths."""
    return tuple(digest(p) for p in sorted(HERE.rglob("*")) if p.is_file() and p.suffix != ".pyc")


LOADED = _on_disk()


def check_unchanged() -> None:
    """Call before a release is put in its place. Raises CodeChanged where the files now say something else."""
    try:
        found = _on_disk()
    except OSError as error:  # while a program is installed its files may be missing
        raise CodeChanged(f"{RESTART} ({error})") from error
    if found != LOADED:
        raise CodeChanged(RESTART)
