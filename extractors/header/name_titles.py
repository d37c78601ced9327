"""Titles, ranks, degrees and positions printed beside a name, which are no names: "Dr.-Ing.", "Captain, USAF"."""

import re
from collections.abc import Sequence
from functools import cache

from extractors.header.header_words import plain, words

_RETIRED = re.compile(r"[(\[]\s*(?:ret(?:ired|d)?|rtd)\.?\s*[)\]]", re.I)
# "(Col., Coastal Guard, Ret.)": a rank and what follows it; "(Maj, RAF)". What is no rank stays.
_SERVED = re.compile(r"[(\[]\s*(?P<rank>[^\W\d_]{2,10}(?:\s[^\W\d_]{2,10})?)\.?\s*(?:,[^()\[\]]{1,60})?[)\]]")
# "Ada Brink, B.A. (Naval Academy)": where a degree was taken; "(Navy, 1998–2004)": what somebody was then.
_TAKEN_AT = re.compile(
    r",?\s*\b(?:B\.?\s?A|B\.?\s?Sc?|M\.?\s?A|M\.?\s?Sc?|M\.?\s?Eng|B\.?\s?Eng|M\.?\s?B\.?A|Ph\.?\s?D|M\.?\s?D)\b\.?"
    r"\s*[(\[](?=[^()\[\]]*[A-Z][a-z])[^()\[\]]{3,100}[)\]]"
)
_THEN = re.compile(r"[(\[][^()\[\]]{0,60}\b(?:19|20)\d\d\b[^()\[\]]{0,12}[)\]]")
# ", prof. UC": of the letters of a school.
_PROFESSOR = re.compile(r",\s*[Pp]rof\.?(?:\s[a-z]{1,10}\.?)?\s[^\W\d_a-z][^\W\d_]{0,5}\s*(?=,|;|$)")
# "Cel. R1 Ada Brink", "Maj (R/1) Per Noor": an officer of the reserve.
_RESERVE = re.compile(
    r"(?P<rank>\b[^\W\d_]{2,12}\.?(?:[\s-][^\W\d_]{2,12}\.?)?)\s+\(?R(?:[/-]?[12]|M[/-]?[12]|\.?\s?R(?:m|\.m)?\.?)\)?\s+"
    r"(?=[^\W\d_a-z])"
)
_LONGEST_RANK = 3  # words
# Russian and Ukrainian journals print who holds the copyright where others print the authors.
_HELD = re.compile(
    r"^\s*©\s*(?:(?:19|20)\d\d\s*(?:г\.|р\.)?,?\s*)?(?P<names>[А-ЯІЇЄҐЁ][^©\n]{3,}?)(?:,\s*(?:19|20)\d\d\s*(?:г\.|р\.)?)?\s*$"
)
# "(FH)" and "(Univ.)" say where a German degree was taken, "(Hons)" how a British one was.
_OF_DEGREE = re.compile(r"\((?:FH|TH|TU|Univ\.?|BA|DH|Hons?\.?|Cantab\.?|Oxon\.?|h\.?\s?c\.?)\)$")
# Degrees and orders that no list holds are told by their capitals: "FMedSci", "KBE", "MCh"; "McKay" is a name.
_LOOKS_LIKE_NAME = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|O)[^\W\d_a-z][a-z]|.*[a-zß-ÿ]{4}")
_LONGEST_LETTERS, _FEWEST_CAPITALS = 8, 2


def without_titles_before(name: Sequence[str]) -> list[str]:
    """The words of a name without the titles before them: "Prof. Dr. med. habil.", "Dipl.-Ing. (FH)", "The Rev."."""
    count = 0
    while count < len(name) and (_is_title_before(name, count) or _goes_on(name[count], count)):
        count += 1
    return list(name[count:]) if len(name) - count > 1 else list(name)


def _is_title_before(name: Sequence[str], at: int) -> bool:
    """Whether a word is a title; some are only where they are shortened by a stop, and "The" before one is too."""
    key = plain(name[at])
    before = key == "the" and at + 1 < len(name) and _is_title_before(name, at + 1)
    return before or key in words().titles or key.rstrip(".") in words().titles


def _goes_on(word: str, count: int) -> bool:
    """Whether a word goes on from a title: "med." and "habil." behind "Dr.", which may have been left out before."""
    further = plain(word).replace(".", "") in words().titles_further
    return (count > 0 and bool(_OF_DEGREE.match(word))) or (further and (count > 0 or word[:1].islower()))


def without_rank(name: Sequence[str]) -> list[str]:
    """The words of a name without the rank before them; a rank that may be the given name itself stays."""
    for count in range(_LONGEST_RANK, 0, -1):
        if len(name) - count >= 2 and _key(name[:count]) in words().ranks:
            arm = len(name) - count > 2 and _key(name[count : count + 1]) in words().arms
            return list(name[count + arm :])
    return list(name)


def is_title(name: Sequence[str], bearer: Sequence[str] = ()) -> bool:
    """Whether the words between two commas say what the person before them is; asked of no first name of a line.

    Letters that no list holds tell it only behind a bearer of two words who is not printed in capitals himself.
    """
    name = [word for word in name if not _OF_DEGREE.match(word)]
    if not name:
        return bool(bearer)
    if len(name) == 1 and len(bearer) > 1 and not "".join(bearer).isupper() and _is_letters(name[0]):
        return True
    if len(name) == 1 and _RETIRED.sub("", name[0]).replace(".", "") in words().postnominals:
        return True
    if len(name) == 1 and plain(name[0]) in words().posts_alone:
        return True
    if _key(name) in words().ranks or all(w.replace(".", "") in words().postnominals for w in name):
        return True
    return len(name) > 1 and plain(name[-1].strip(".")) in words().positions


def _is_letters(word: str) -> bool:
    bare = word.replace(".", "")
    capitals = sum(1 for c in bare if c.isupper())
    short = bare.isalpha() and bare[:1].isupper() and len(bare) <= _LONGEST_LETTERS
    return short and capitals >= _FEWEST_CAPITALS and not _LOOKS_LIKE_NAME.match(bare)


def is_rank_alone(name: Sequence[str]) -> bool:
    """Whether the words are a rank of several words and nothing else: "Lieutenant Commander"."""
    return len(name) > 1 and _key(name) in words().ranks


def without_retired(text: str) -> str:
    """The line without what tells of a name's past: "(Ret.)", "(Col., Coastal Guard)", "prof. UC"."""
    if "prof" in text or "Prof" in text:
        text = _PROFESSOR.sub(" ", text)
    if "R" in text:
        text = _RESERVE.sub(lambda m: f"{m['rank']} " if _key([m["rank"]]) in words().ranks else m[0], text)
    bare = _SERVED.sub(lambda m: " " if _key([m["rank"]]) in words().ranks else m[0], _RETIRED.sub(" ", text))
    return _THEN.sub(" ", _TAKEN_AT.sub(" ", bare)) if "(" in bare or "[" in bare else bare


def without_byline(text: str) -> str:
    """The line without the label before its names: "Authors: Ada Brink", "by Ada Brink", "© 2017 г. Ада Бринк"."""
    if "©" in text:
        text = _HELD.sub(r"\g<names>", text)
    found = _byline().match(text)
    label = plain(found["label"]) if found else ""
    whole = found is not None and (":" in found.group() or label == "by" or " " in label)
    return text[found.end() :] if found and whole else text


@cache
def _byline() -> re.Pattern[str]:
    labels = "|".join(sorted((re.escape(label) for label in words().bylines), key=len, reverse=True))
    return re.compile(rf"^\s*(?P<label>{labels})(?:\s*[:：]\s*|\s+(?-i:(?=[^\W\d_a-z])))", re.I)


def _key(name: Sequence[str]) -> str:
    return plain(" ".join(name)).replace(".", "")
