"""What armed forces are called in the languages of the world: `force_words.csv`, and patterns of its words."""

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from citetrail.paths import ORGANISATIONS
from extractors.organisations.name_tokens import key
from extractors.organisations.strict_csv import read_rows

TABLE = ORGANISATIONS / "force_words.csv"
ANY_LANGUAGE = "all"


class Kind(StrEnum):
    """What a word tells of the part of an affiliation in which it stands."""

    INTELLIGENCE = "intelligence"  # by itself: an intelligence service of a ministry of defence
    LABORATORY = "laboratory"  # by itself: a laboratory or test centre of one
    FORCE = "force"  # by itself: a force, a ministry of defence, a body of theirs
    MILITARY = "military"  # beside a body of the same language: an adjective or a genitive
    BODY = "body"  # what such an adjective makes military: hospitals, academies, institutes
    FORCE_NOUN = "force noun"  # beside a country or a people: "Army", "Navy"
    BESIDE = "beside"  # may stand beside these and tells nothing: "central", "clinical", "department"
    PEOPLE = "people"  # what a country's people or things are called
    CIVIL = "civil"  # makes a civil body of any military name beside it


# The kinds that names are made of.
_ALONE = (Kind.INTELLIGENCE, Kind.LABORATORY, Kind.FORCE)
_NAMES = (*_ALONE, Kind.MILITARY, Kind.BODY, Kind.FORCE_NOUN, Kind.PEOPLE, Kind.BESIDE)
_TELLING = (*_ALONE, Kind.MILITARY, Kind.FORCE_NOUN)
Words = Mapping[str, Mapping[Kind, tuple[str, ...]]]
# A word with this many plain letters in a row is looked for by these; another one letter by letter.
_LONGEST_ENOUGH = 5
_PLAIN = {"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ə": "e"}
# Scripts that write no spaces between words.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Prepositions and "and", which Arabic glues to the next word.
_ARABIC, _GLUED = re.compile("[\u0600-\u06ff]"), "[وبلكف]?"
_APOSTROPHES = "'’"


def read_force_words(path: Path) -> Words:
    """The words by language and kind. Raises GazetteerError for an unknown kind and for a word that stands twice."""
    found: dict[str, dict[Kind, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in read_rows(path, ("language", "kind", "word")):
        if row["kind"] not in tuple(Kind):
            raise row.fault(f"kind {row['kind']!r} is none of {[str(k) for k in Kind]}")
        listed = found[row["language"]][Kind(row["kind"])]
        if not row["language"] or not row["word"].rstrip("*") or row["word"] in listed:
            raise row.fault(f"{row['word']!r} is empty, of no language, or stands there already")
        listed.append(row["word"])
    return {language: {k: tuple(w) for k, w in kinds.items()} for language, kinds in found.items()}


@functools.cache
def force_words() -> Words:
    """The project's own table."""
    return read_force_words(TABLE)


def pattern_of(words: Iterable[str]) -> str:
    """An expression for any of the words, with their diacritics or without; a star stands for an ending."""
    spaced: list[str] = []
    unspaced: list[str] = []
    for word in words:
        made = "".join(map(_letter, _composed(word)))
        (unspaced if UNSPACED.search(word) else spaced).append(f"{_GLUED}{made}" if _ARABIC.match(word) else made)
    told = [rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)"] if spaced else []
    return "|".join([*told, *unspaced])


def _composed(word: str) -> str:
    """As `clean` leaves the strings that are looked through."""
    return unicodedata.normalize("NFKC", word).replace("\u200d", " ")


def _letter(letter: str) -> str:
    if letter == "*":
        return r"\w{0,8}"
    if letter in " -":
        return r"[\s‐‑-]"
    if letter in _APOSTROPHES:
        return "['’` ]?"
    plain = _plain(letter)
    return re.escape(letter) if plain == letter else f"[{letter}{plain}]"


def _plain(letter: str) -> str:
    return _PLAIN.get(letter) or unicodedata.normalize("NFKD", letter)[0]


def is_force_word(word: str) -> bool:
    """Whether a folded word is part of a name of the table, in whatever language."""
    whole, beginnings = _parts_of_names()
    return word in whole or word.startswith(beginnings)


@functools.cache
def _parts_of_names() -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of the names as `key` folds them, and what those with an ending begin with."""
    names = [
        w for kinds in force_words().values() for kind in _NAMES for name in kinds.get(kind, ()) for w in name.split()
    ]
    whole = (word for name in names for word in key(name.replace("*", "")).split())
    stems = {key(name.rstrip("*")) for name in names if name.endswith("*") and len(name) > _LONGEST_ENOUGH}
    return frozenset(whole), tuple(sorted(stems - {""}))


def signs_of(kinds: Mapping[Kind, tuple[str, ...]]) -> frozenset[str]:
    """Pieces of text, in lower case, without one of which a string holds none of a language's military words."""
    military = (word for kind in _TELLING for word in kinds.get(kind, ()))
    return frozenset(sign for word in military for sign in _signs_of(_composed(word).rstrip("*").lower()))


def signs() -> frozenset[str]:
    """Those of all languages."""
    return frozenset().union(*map(signs_of, force_words().values()))


def _signs_of(word: str) -> Iterable[str]:
    runs = [run for run in re.split(r"[^a-z]+", word) if len(run) >= _LONGEST_ENOUGH]
    if runs:
        return (max(runs, key=len),)
    first = max(re.split(r"[*\s'’-]+", word), key=len)
    return {first, "".join(_plain(c) for c in first)}
