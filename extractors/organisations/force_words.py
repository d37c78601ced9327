"""What armed forces are called in the languages of the world: `force_words.csv`, and patterns of its words."""

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
    FORCE = "force"  # by itself and in plain words: an army, a navy, an air force, a ministry of defence
    ESTABLISHMENT = "establishment"  # by itself: a body of theirs whose name does not say so
    MILITARY = "military"  # beside a body of the same language: an adjective or a genitive
    BODY = "body"  # what such an adjective makes military: hospitals, academies, institutes
    FORCE_NOUN = "force noun"  # beside a country or a people: "Army", "Navy"
    BESIDE = "beside"  # may stand beside these and tells nothing: "central", "clinical", "department"
    PEOPLE = "people"  # what a country's people or things are called
    CIVIL = "civil"  # makes a civil body of any military name beside it


# The kinds that names are made of.
_ALONE = (Kind.INTELLIGENCE, Kind.LABORATORY, Kind.FORCE, Kind.ESTABLISHMENT)
_NAMES = (*_ALONE, Kind.MILITARY, Kind.BODY, Kind.FORCE_NOUN, Kind.PEOPLE, Kind.BESIDE)
# The kinds of rules, and the kinds of words without one of which a string satisfies none of them.
GROUPS: Mapping[Kind, tuple[Kind, ...]] = {
    Kind.INTELLIGENCE: (Kind.INTELLIGENCE,),
    Kind.LABORATORY: (Kind.LABORATORY,),
    Kind.FORCE: (Kind.FORCE, Kind.ESTABLISHMENT, Kind.MILITARY, Kind.FORCE_NOUN),
}
Words = Mapping[str, Mapping[Kind, tuple[str, ...]]]
# A word with an ending is known by its beginning, if that has more letters than this.
_LONGEST_ENOUGH = 5
# Plain letters in a row that tell a word from others.
_SHORTEST = 3
_PLAIN = {"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ə": "e"}
# Scripts that write no spaces between words.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Prepositions and "and", which Arabic glues to the next word.
_ARABIC, _GLUED = re.compile("[\u0600-\u06ff]"), "[وبلكف]?"
_APOSTROPHES = "'’"
# Where what is printed may differ from the word of the table.
_PARTING = re.compile(r"[*\s'’-]+")


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


def signs_of(word: str) -> Iterator[tuple[str, ...]]:
    """Pieces of text in lower case of which a string that has the word holds all, by one of these ways to print it.

    They are what of each part stays however it is written: "arm" and "terre" of "armée de terre".
    """
    parts = [part for part in _PARTING.split(lower(_composed(word))) if part]
    lasting = (max(_without_marks(part), key=len) for part in parts)
    pieces = tuple(piece for piece in lasting if len(piece) >= (_SHORTEST if piece.isascii() else 1))
    if pieces:
        yield pieces
    else:
        longest = max(parts, key=len)
        yield from {(longest,), ("".join(map(_plain, longest)),)}


def lower(text: str) -> str:
    """In lower case, as expressions see it that ignore case: dotted capital I is an i, and there is one sigma."""
    lowered = text.lower()
    return lowered if lowered.isascii() else lowered.replace("i\u0307", "i").replace("ς", "σ")


def _without_marks(part: str) -> list[str]:
    """The runs of letters of a part that are the same with diacritics and without."""
    return "".join(c if _plain(c) == c else " " for c in part).split() or [""]
