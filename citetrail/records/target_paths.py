"""Which target files there are, and what is raised for one that cannot be used."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from citetrail.paths import TARGETS

if TYPE_CHECKING:
    from citetrail.records.toml_faults import Fault

FOLDER = TARGETS


class TargetError(Exception):
    """A target file that cannot be used; the message names the file, every faulty line and what to change."""

    def __init__(self, message: str, faults: "Sequence[Fault]" = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


def target_paths() -> list[Path]:
    """Every target file that is shipped, by name."""
    return sorted(FOLDER.glob("*.toml"))


def target_path(target: str | Path) -> Path:
    """The file of a target given by slug or path; TargetError when there is none."""
    path = Path(target)
    if path.suffix == ".toml":
        if path.is_file():
            return path
        raise TargetError(f"{path}: no such target file")
    if (found := FOLDER / f"{target}.toml").is_file():
        return found
    known = ", ".join(p.stem for p in target_paths())
    raise TargetError(f"no target {str(target)!r}: known are {known}; or give the path of a .toml file")
