"""The lists of words of `data/organisations`: variants of the words of names, and what kinds of words there are."""

from collections import defaultdict
from functools import cache
from pathlib import Path

from citetrail.paths import ORGANISATIONS
from extractors.organisations.strict_csv import GazetteerError, read_rows

VARIANTS = ORGANISATIONS / "word_variants.csv"
WORDS = ORGANISATIONS / "words.csv"


def read_variants(path: Path) -> dict[str, str]:
    """Variant to word: every word of a name is replaced so, in the tables as in the strings looked up.

    "Univ. Genova", "Università di Genova" and "University of Genoa" then have one key. Variants are what indexes
    of literature abbreviate (ISO 4), the same word in the languages of Europe,
    and exonyms of cities; without diacritics.
    Raises GazetteerError for a variant of two words and for one that has variants itself.
    """
    expanded: dict[str, str] = {}
    for row in read_rows(path, ("word", "variants")):
        for variant in row.items("variants"):
            if expanded.setdefault(variant, row["word"]) != row["word"]:
                raise row.fault(f"{variant!r} is a variant of {expanded[variant]!r} already")
    chains = sorted(expanded.keys() & set(expanded.values()))
    if chains:
        raise GazetteerError(f"{path}: {chains} are variants and have variants")
    return expanded


def read_word_lists(path: Path) -> dict[str, frozenset[str]]:
    """The lists by name, see data/organisations/README.md. Raises GazetteerError for a word that stands twice."""
    lists: dict[str, set[str]] = defaultdict(set)
    for row in read_rows(path, ("list", "word")):
        if not row["list"] or not row["word"] or row["word"] in lists[row["list"]]:
            raise row.fault(f"{row['word']!r} is empty or stands in the list {row['list']!r} already")
        lists[row["list"]].add(row["word"])
    return {name: frozenset(words) for name, words in lists.items()}


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the project's own lists. Raises KeyError for a name that is none."""
    return _own_lists()[name]


@cache
def _own_lists() -> dict[str, frozenset[str]]:
    return read_word_lists(WORDS)
