"""Whether two printed affiliations are spellings of one: the same words, in whatever order and dress."""

import csv
import re
import unicodedata
from functools import cache, lru_cache

from citetrail.paths import DATA, RULES

VARIANTS = DATA / "organisations" / "word_variants.csv"
COUNTRIES = RULES / "country_names.csv"
LONGEST = 1_000  # characters of a printed affiliation that are compared
_WORD = re.compile(r"[^\W_]+")
# Letters of a body in brackets; two may be anything.
_LETTERS = re.compile(r"\(\s{0,2}([^\W\d_]{3,10})\s{0,2}\)")
# "Co., Ltd." and "Pvt. Ltd." are "Ltd".
_BEFORE_LIMITED = frozenset({"company", "private", "pvt", "pte", "pty"})
_FILLING = frozenset({"of", "the", "and", "for", "at", "in", "de", "du", "des", "di", "der", "die", "und", "et"})


@lru_cache(maxsize=20_000)
def spelling(printed: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a printed affiliation and what holds digits, without case, accents and usual abbreviations."""
    known = _variants()
    told = _without_own_letters(printed[:LONGEST])
    found = {known.get(word, word) for word in map(_plain, _WORD.findall(told))} - _FILLING
    if "limited" in found:
        found -= _BEFORE_LIMITED
    numbers = {word for word in found if any(c.isdigit() for c in word)}
    return frozenset(found - numbers), frozenset(numbers)


def spelled_alike(one: str, other: str) -> bool:
    """Whether two printed affiliations are spellings of one.

    Case, accents, punctuation, order and the usual abbreviations make no other affiliation, nor does a post code that
    one of them leaves out, the letters of a name in brackets behind it, or "Co." before "Ltd". A further word does: a
    longer name is another name; so does another number.
    """
    (words, numbers), (others, other_numbers) = spelling(one), spelling(other)
    return bool(words) and words == others and (numbers <= other_numbers or other_numbers <= numbers)


def _without_own_letters(printed: str) -> str:
    """Without brackets that hold the first letters of the words before them: "Sample Institute of Optics (SIO)".

    Other letters in brackets, and those of countries, may tell bodies of one name apart.
    """
    return _LETTERS.sub(lambda found: " " if _are_initials(found[1], printed[: found.start()]) else found[0], printed)


def _are_initials(letters: str, before: str) -> bool:
    told = _plain(letters)
    words = [_plain(word) for word in _WORD.findall(re.split(r"[,;()]", before)[-1])]
    rows = ("".join(word[0] for word in kept) for kept in (words, [w for w in words if w not in _FILLING]))
    return told not in _countries() and any(row.endswith(told) for row in rows)


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


@cache
def _countries() -> frozenset[str]:
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        return frozenset(_plain(name) for row in csv.DictReader(file) for name in row["names"].split("|"))
