"""Names reduced to comparable tokens: one way for the tables and for the strings looked up in them."""

import functools
import html
import re
import unicodedata
from typing import NamedTuple

from extractors.organisations.name_words import VARIANTS, read_variants, word_list

# An affiliation is a few hundred characters; what lies beyond this many is a page run together.
MAX_CHARACTERS = 4_000
MAX_TOKENS = 400

_CJK = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\u3040-\u30ff"
_PIECE = re.compile(
    rf"(?P<cjk>[{_CJK}])"  # Han, Kana and Hangul write no spaces: a token a character
    rf"|(?P<word>[^\W_{_CJK}]+)"
    r"|(?P<clause>[;؛|•])|(?P<segment>[,()\[\]{}/:\"“”«»、，،]|\s[-–—]+\s|[–—]|\.\s)"
)
# ASCII is most of what is printed, and half as dear where letters of other scripts need not be thought of.
_PLAIN_PIECE = re.compile(_PIECE.pattern, re.ASCII)
_CLAUSE, _SEGMENT = _PIECE.groupindex["clause"], _PIECE.groupindex["segment"]
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,40}>|#(?:TAB|N|R)#")
# Controls, directional marks and private use: invisible on the page, and they part a word for whoever compares it.
_UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ue000-\uf8ff\ufeff\ufffe]")
_ELISION = re.compile(r"\b(?:d|l|qu|dell|nell|all|sull)['’`´](?=\w)", re.I)
# An acute accent or a prime that stands by itself is an apostrophe; NFKC would make a space and a mark of the first.
_ACUTE = str.maketrans("´′", "''")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘`´ʼ＇](?=\w)")
_LATIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "e", "ʻ": None}
)

# Words that names gain and lose from one printing to the next.
STOP = word_list("stop word")
# Forms of companies, as names end in them.
COMPANY_FORMS = word_list("company form")
# "Univ N Carolina": indexes of literature shorten the directions in names of universities to a letter.
_DIRECTIONS = {"N": "north", "S": "south", "E": "east", "W": "west"}
_EXPANDED = read_variants(VARIANTS)
_BEFORE_UNIVERSITY = re.compile(r" [A-Z]\w{2,20}(?: [A-Z]\w{0,20}){0,2} Univ")


# "M. D. Anderson", "M.D. Anderson": the initials before a name are printed with stops and blanks or without.
# It opens with the letter and not with what stands before: only where a capital stands is anything tried.
_INITIALS = re.compile(r"[A-Z](?<!\w.)(?:\. ?| )(?:[A-Z](?:\. ?| )){1,2}(?=[A-Z][a-z])")
_WITHOUT_STOPS = {ord("."): None, ord(" "): None}
# "1Kyungpook National University": the mark of a legend, glued to what it marks. "3M" and "4Paradigm" keep theirs.
_GLUED_MARK = re.compile(
    r"^\d{1,2}(?=[A-Z][a-z]+\b[^,;]{0,60}\b(?:Universit|College|Hospital)"
    r"|(?:Dep(?:artmen)?t|School|Faculty|Division)\b)"
)
# "Duke UniversityUSA", "Marshall UniversityHuntington": lines of an address run together.
_GLUED_PLACE = re.compile(r"niversit(?<=[Uu]niversit)(?:y|é|ät)(?=[A-Z][A-Za-z])")


class Token(NamedTuple):
    word: str
    start: int  # in the cleaned text
    end: int
    segment: int  # which part between commas
    clause: int  # which part between semicolons


# `Token(…)` without the call of a function in Python: a string has dozens of words.
_token = functools.partial(tuple.__new__, Token)


def clean(raw: str) -> str:
    """`raw` without markup, entities, control characters and apostrophes, NFKC, white space folded, bounded."""
    text = raw[: MAX_CHARACTERS * 2]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text or "#" in text:
        text = _MARKUP.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_ACUTE))
    if not text.isprintable():
        text = _UNWANTED.sub(" ", text)
    if text[:1].isdigit():
        text = _GLUED_MARK.sub("", text)
    if not text.islower():
        text = _INITIALS.sub(lambda found: found[0].translate(_WITHOUT_STOPS) + " ", text)
    if "niversit" in text:
        text = _GLUED_PLACE.sub(r"\g<0>, ", text)
    if "'" in text or "’" in text or not text.isascii():
        text = _APOSTROPHE.sub("", _ELISION.sub("", text))
    return " ".join(text.split())[:MAX_CHARACTERS]


@functools.lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word without case and diacritics, abbreviations and spelling variants expanded."""
    plain = word.casefold()
    if not plain.isascii():
        plain = "".join(
            c for c in unicodedata.normalize("NFKD", plain.translate(_LATIN)) if not unicodedata.combining(c)
        )
    return _EXPANDED.get(plain, plain)


def tokens(text: str) -> list[Token]:
    """The words of a cleaned text that names are compared by (stop words left out), at most MAX_TOKENS."""
    found: list[Token] = []
    segment = clause = 0
    for piece in (_PLAIN_PIECE if text.isascii() else _PIECE).finditer(text):
        kind, printed = piece.lastindex, piece[0]
        if kind == _CLAUSE:
            clause += 1
            segment += 1
        elif kind == _SEGMENT:
            if printed[0] != "." or not _is_abbreviated(text, piece.start()):
                segment += 1
        else:
            word = fold(printed)
            if printed in _DIRECTIONS and _is_direction(text, piece.end(), found, segment):
                word = _DIRECTIONS[printed]
            if word not in STOP:
                found.append(_token((word, *piece.span(), segment, clause)))
                if len(found) == MAX_TOKENS:
                    break
    return found


def _is_abbreviated(text: str, stop: int) -> bool:
    """Whether the stop is that of an abbreviation, "Univ. of X", and ends no part."""
    word = _EXPANDED.get(text[text.rfind(" ", 0, stop) + 1 : stop].casefold())
    return word is not None and word not in COMPANY_FORMS


def _is_direction(text: str, end: int, before: list[Token], segment: int) -> bool:
    """Whether a letter that ends at `end` stands between "University" and a name, without the stop of an initial.

    Or opens its part before both: "S China Univ Technol".
    """
    if text[end : end + 1] != " " or not text[end + 1 : end + 2].isupper():
        return False
    if before and before[-1].segment == segment:
        return before[-1].word == "university"
    return _BEFORE_UNIVERSITY.match(text, end) is not None


@functools.lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """The form under which two printings of a name are the same; may be empty."""
    return " ".join(t.word for t in tokens(clean(name)))
