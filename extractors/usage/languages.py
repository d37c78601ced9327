"""Whether a sentence is of a language that the sentence model has not learnt."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from citetrail.paths import RULES

LISTS = RULES / "usage" / "languages.toml"
_WORD = re.compile(r"[^\W\d_]+")
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
    counts = {code: sum(w in small for w in words) for code, small in lists.languages.items()}
    code = max(counts, key=lambda c: counts[c], default="")
    return code if counts.get(code, 0) >= max(lists.enough, english + 1) else ""
