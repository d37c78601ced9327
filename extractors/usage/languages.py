"""Whether a sentence is of a language that the sentence model has not learnt."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from citetrail.paths import RULES

LISTS = RULES / "usage" / "languages.toml"
# Single letters are initials, symbols or letters set apart in a figure; "et al." is written in every language.
_WORD = re.compile(r"(?!et\s+al\b)[^\W\d_]{2,}", re.I)
# Cyrillic, Arabic, Devanagari, Thai, kana, Han, Hangul: no English sentence is written in these.
_OTHER_SCRIPT = re.compile("[\u0400-\u052f\u0590-\u06ff\u0900-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
SHARE = 0.25  # of a sentence's letters


@dataclass(frozen=True, slots=True)
class _Lists:
    enough: int
    english: frozenset[str]
    languages: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    raw = tomllib.loads(LISTS.read_text(encoding="utf-8"))
    return _Lists(
        raw["enough"], frozenset(raw["english"]), {k: frozenset(words) for k, words in raw["languages"].items()}
    )


def other_language(sentence: str) -> str:
    """The language's code, "another script", or "" for English and for what is too short to tell."""
    letters = [c for c in sentence if c.isalpha()]
    other = sum(_OTHER_SCRIPT.match(c) is not None for c in letters)
    if letters and other > SHARE * len(letters):
        return "another script"
    lists = _lists()
    words = [w.lower() for w in _WORD.findall(sentence)]
    english = sum(w in lists.english for w in words)
    found = {code: [w for w in words if w in small] for code, small in lists.languages.items()}
    code = max(found, key=lambda c: len(found[c]), default="")
    told = found.get(code, [])
    # One word that comes again, such as a name or "No" in a table, tells of no language.
    return code if len(set(told)) >= lists.enough and len(told) > english else ""
