"""Whether two printed affiliations are spellings of one: the same words, in whatever order and dress."""

import csv
import re
import unicodedata
from functools import cache, lru_cache

from citetrail.paths import DATA

VARIANTS = DATA / "organisations" / "word_variants.csv"
LONGEST = 1_000  # characters of a printed affiliation that are compared
_WORD = re.compile(r"[^\W_]+")
_FILLING = frozenset({"of", "the", "and", "for", "at", "in", "de", "du", "des", "di", "der", "die", "und", "et"})


@lru_cache(maxsize=20_000)
def spelling(printed: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a printed affiliation and what holds digits, without case, accents and usual abbreviations."""
    known = _variants()
    found = {known.get(word, word) for word in map(_plain, _WORD.findall(printed[:LONGEST]))} - _FILLING
    numbers = {word for word in found if any(c.isdigit() for c in word)}
    return frozenset(found - numbers), frozenset(numbers)


def spelled_alike(one: str, other: str) -> bool:
    """Whether two printed affiliations are spellings of one.

    Case, accents, punctuation, order and the usual abbreviations make no other affiliation, nor does a post code that
    one of them leaves out. A further word does: a longer name is another name; so does another number.
    """
    (words, numbers), (others, other_numbers) = spelling(one), spelling(other)
    return bool(words) and words == others and (numbers <= other_numbers or other_numbers <= numbers)


def telling_words(printed: str, most: int = 4) -> list[str]:
    """The longest words as printed, in lower case: another spelling holds at least one of them, as a rule."""
    words = {w.casefold() for w in _WORD.findall(printed[:LONGEST]) if not any(c.isdigit() for c in w)}
    return sorted(words, key=lambda word: (-len(word), word))[:most]


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@cache
def _variants() -> dict[str, str]:
    with VARIANTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {variant.strip(): row["word"] for row in rows for variant in row["variants"].split("|")}
