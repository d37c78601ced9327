"""The rules of the checks, read strictly from data/assertions.toml."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from citetrail.paths import DATA
from citetrail.publish.table_columns import BY_NAME

DEFAULT = DATA / "assertions.toml"
# Sections whose keys are fields of Assertions.
FLAT = {
    "keys": {"unique", "references"},
    "quotes": {"verbatim"},
    "places": {"inside_country", "tolerance_km", "also_inside"},
    "verified": {
        "uses_have_votes",
        "affiliations_have_votes",
        "sectors_have_votes",
        "carried",
        "military_has_ground",
        "headlines",
        "only_in_provisional",
    },
}
SECTIONS = {"counts", "filled", "previous", "target", *FLAT}


class AssertionsError(Exception):
    """The assertions file cannot be used; the message names the key."""


@dataclass(frozen=True, slots=True)
class Assertions:
    """What must hold of a release."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    filled: dict[str, dict[str, float]] = field(default_factory=dict)
    unique: tuple[str, ...] = ()
    references: bool = False
    verbatim: bool = False
    inside_country: bool = False
    tolerance_km: float = 0.0
    also_inside: dict[str, list[str]] = field(default_factory=dict)
    uses_have_votes: bool = False
    affiliations_have_votes: bool = False
    sectors_have_votes: bool = False
    carried: bool = False
    military_has_ground: bool = False
    headlines: tuple[str, ...] = ()
    only_in_provisional: bool = False
    previous: dict[str, float] = field(default_factory=dict)


def load(path: Path, target: str) -> Assertions:
    """The rules for a target: the file's own, and over them those of its [target.SLUG] tables.

    Raises AssertionsError on an unknown key, table or column, and on a value that makes no sense.
    """
    told = _read(path)
    _known(path, "", told, SECTIONS)
    own = told.pop("target", {}).get(target, {})
    _known(path, f"target.{target}", own, {"counts", "filled", "previous"})
    counts = told.get("counts", {}) | own.get("counts", {})
    filled = told.get("filled", {}) | own.get("filled", {})
    _check_tables(path, counts, filled)
    flat: dict[str, Any] = {}
    for section, names in FLAT.items():
        _known(path, section, told.get(section, {}), names)
        flat |= told.get(section, {})
    for column in flat.get("unique", []):
        _column(path, *column.partition(".")[::2])
    return Assertions(
        counts=counts,
        filled=filled,
        previous=told.get("previous", {}) | own.get("previous", {}),
        **(flat | {name: tuple(flat.get(name, ())) for name in ("unique", "headlines")}),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AssertionsError(f"{path}: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise AssertionsError(f"{path}: {error}") from error


def _known(path: Path, where: str, told: dict[str, Any], names: set[str]) -> None:
    for name in told.keys() - names:
        raise AssertionsError(f"{path}: unknown key {f'{where}.{name}'.strip('.')}")


def _check_tables(path: Path, counts: dict[str, Any], filled: dict[str, Any]) -> None:
    for table, limits in counts.items():
        _table(path, table)
        _known(path, f"counts.{table}", limits, {"min", "max"})
    for table, columns in filled.items():
        _table(path, table)
        for column, share in columns.items():
            _column(path, table, column)
            if not 0 <= share <= 1:
                raise AssertionsError(f"{path}: filled.{table}.{column} is a share between 0 and 1, not {share}")


def _table(path: Path, name: str) -> None:
    if name not in BY_NAME:
        raise AssertionsError(f"{path}: there is no table {name}")


def _column(path: Path, table: str, column: str) -> None:
    _table(path, table)
    if column not in BY_NAME[table].names:
        raise AssertionsError(f"{path}: table {table} has no column {column}")
