"""The patterns of data/rules/usage/versions.toml: words that tell of a version or a release."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from citetrail.paths import RULES

PATTERNS = RULES / "usage" / "versions.toml"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One pattern with the sentences that it must hit and the one that it must miss."""

    id: str
    sense: str
    pattern: re.Pattern[str]
    hits: tuple[str, ...]
    miss: str


@lru_cache(maxsize=1)
def version_rows() -> tuple[VersionRow, ...]:
    """The rows that are shipped; errors of tomllib and re are defects of the file."""
    raw = tomllib.loads(PATTERNS.read_text(encoding="utf-8"))
    return tuple(
        VersionRow(r["id"], r["sense"], re.compile(r["pattern"], re.I), tuple(r["hits"]), r["miss"])
        for r in raw["rows"]
    )


def tells(sense: str, text: str) -> bool:
    """Whether one of the sense's rows hits the text."""
    return any(row.pattern.search(text) for row in version_rows() if row.sense == sense)


def without(sense: str, text: str) -> str:
    """The text without what the sense's rows hit."""
    for row in version_rows():
        if row.sense == sense:
            text = row.pattern.sub("", text)
    return text
