"""The word lists and patterns of data/rules/usage.toml, compiled once, and the version that claims record."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from citetrail.paths import RELEASES, RULES
from citetrail.records.identifiers import short_hash

# Raise it when the code of the rules changes what a paper is held to say.
CODE_VERSION = "usage-5"
# Stand-ins for names keep their capitals: "data" is not DATA.
_MASKS = re.compile(r"\b(?:DATA|MODEL|KIN)\b")


@dataclass(frozen=True, slots=True)
class Lexicon:
    verbs: dict[str, str]  # lemma → what it makes of what it governs
    patterns: dict[str, re.Pattern[str]]  # "train.near" → pattern

    def finds(self, name: str, text: str) -> re.Match[str] | None:
        return self.patterns[name].search(text)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that is shipped; tomllib's and re's errors are defects of the file."""
    raw = tomllib.loads((RULES / "usage.toml").read_text(encoding="utf-8"))
    verbs = {lemma: kind for kind, lemmas in raw.pop("verbs").items() for lemma in lemmas}
    patterns = {
        f"{table}.{name}": re.compile(_MASKS.sub(r"(?-i:\g<0>)", pattern.replace("\n", "")), re.I)
        for table, rows in raw.items()
        if isinstance(rows, dict)
        for name, pattern in rows.items()
    }
    return Lexicon(verbs, patterns)


def rules_version() -> str:
    """Stands for the rules, their data, the releases and the calibration: any change gives another."""
    files = [*sorted(RULES.glob("usage*.toml")), *sorted(RELEASES.glob("*.toml"))]
    return short_hash(CODE_VERSION, *(f.read_text(encoding="utf-8") for f in files))
