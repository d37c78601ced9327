"""Words of bodies as lines and printers break them: "Acade- my", "Techni cal", "Enginering".

Only words of the list `often misprinted` are mended: a name that merely looks like one of them stays what it is.
"""

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from extractors.organisations.force_words import is_force_word
from extractors.organisations.glued_words import parted_words
from extractors.organisations.name_tokens import fold
from extractors.organisations.name_words import VARIANTS, read_variants, word_list
from extractors.organisations.places import open_places

# "Labora- tory": the hyphen of a line's end, behind which the line break has become a blank.
_BROKEN = re.compile(r"\b([^\W\d_]{2,20})[-‐]\s{1,3}([^\W\d_]{2,20})\b")
_WORD = re.compile(r"\b[^\W\d_]{7,20}\b")
_SHORTEST_PIECE = 2  # letters
_MOST_WORDS = 400


def joined_lines(raw: str) -> str:
    """The string with the words whole that a hyphen and a line's end part."""
    return _BROKEN.sub(_join, raw) if "- " in raw or "-\n" in raw or "‐" in raw else raw


def _join(found: re.Match[str]) -> str:
    whole = found[1] + found[2]
    return whole if found[2].islower() and whole.casefold() in _breakable() else found[0]


def mended_words(raw: str) -> str:
    """The string with lines parted that are glued, and with broken and misspelt words of bodies mended.

    What is mended once is not mended again. Asked only where a string names nobody as it stands.
    """
    return _WORD.sub(lambda found: _spelled(found[0]), _joined_pieces(parted_words(joined_lines(raw))))


def _joined_pieces(text: str) -> str:
    """The text with "Techni cal" made one word: where the pieces are no words themselves and the whole is one."""
    words, done = text.split(" ")[:_MOST_WORDS], []
    at = 0
    while at < len(words):
        piece, following = words[at], words[at + 1] if at + 1 < len(words) else ""
        rest = following.rstrip(",.;:)")
        pieces = _is_piece(piece) and _is_piece(rest) and rest.islower()
        if pieces and (piece + rest).casefold() in _often_misprinted():
            done.append(piece + following)
            at += 2
        else:
            done.append(piece)
            at += 1
    return " ".join([*done, *text.split(" ")[_MOST_WORDS:]])


def _is_piece(word: str) -> bool:
    return len(word) >= _SHORTEST_PIECE and word.isalpha() and word.casefold() not in _breakable()


@lru_cache(maxsize=20_000)
def _spelled(word: str) -> str:
    """The one word of the list that differs in a letter or in the order of two, and begins alike; else the word."""
    plain = word.casefold()
    if plain in _breakable() or plain.removesuffix("s") in _often_misprinted() or _is_known(plain):
        return word
    near = [w for w in _often_misprinted() if w[0] == plain[0] and OSA.distance(w, plain, score_cutoff=1) <= 1]
    return (near[0].capitalize() if word[0].isupper() else near[0]) if len(near) == 1 else word


def _is_known(plain: str) -> bool:
    """Whether it is a word or a place of its own: "militare" is not misspelt."""
    folded = fold(plain)
    return folded in word_list("military name") or is_force_word(folded) or open_places().is_city(folded)


@cache
def _often_misprinted() -> frozenset[str]:
    return word_list("often misprinted")


@cache
def _breakable() -> frozenset[str]:
    """Words that a line's end may break: those of the list, and what names are made of in other languages."""
    variants = read_variants(VARIANTS)
    return _often_misprinted() | {w for w in (*variants, *variants.values()) if len(w) > len("army")}
