"""Ranks, services, degrees and positions that are printed beside a name and are no names: "Captain, USAF"."""

import re
from collections.abc import Sequence
from functools import cache

from extractors.header.header_words import plain, words

_RETIRED = re.compile(r"[(\[]\s*ret(?:ired|d)?\.?\s*[)\]]", re.I)
# "(Col., Coastal Guard, Ret.)": a rank and what follows it; "(Maj, RAF)". What is no rank stays.
_SERVED = re.compile(r"[(\[]\s*(?P<rank>[^\W\d_]{2,10}(?:\s[^\W\d_]{2,10})?)\.?\s*(?:,[^()\[\]]{1,60})?[)\]]")
# "Ada Brink, B.A. (Naval Academy)": where a degree was taken; "(Navy, 1998–2004)": what somebody was then.
_TAKEN_AT = re.compile(
    r",?\s*\b(?:B\.?\s?A|B\.?\s?Sc?|M\.?\s?A|M\.?\s?Sc?|M\.?\s?Eng|B\.?\s?Eng|M\.?\s?B\.?A|Ph\.?\s?D|M\.?\s?D)\b\.?"
    r"\s*[(\[](?=[^()\[\]]*[A-Z][a-z])[^()\[\]]{3,100}[)\]]"
)
_THEN = re.compile(r"[(\[][^()\[\]]{0,60}\b(?:19|20)\d\d\b[^()\[\]]{0,12}[)\]]")
_LONGEST_RANK = 3  # words


def without_rank(name: Sequence[str]) -> list[str]:
    """The words of a name without the rank before them; a rank that may be the given name itself stays."""
    for count in range(_LONGEST_RANK, 0, -1):
        if len(name) - count >= 2 and _key(name[:count]) in words().ranks:
            return list(name[count:])
    return list(name)


def is_title(name: Sequence[str]) -> bool:
    """Whether the words between two commas say what the person before them is; asked of no first name of a line."""
    if not name:
        return False
    if len(name) == 1 and _RETIRED.sub("", name[0]).replace(".", "") in words().postnominals:
        return True
    if _key(name) in words().ranks or all(w.replace(".", "") in words().postnominals for w in name):
        return True
    return len(name) > 1 and plain(name[-1].strip(".")) in words().positions


def is_rank_alone(name: Sequence[str]) -> bool:
    """Whether the words are a rank of several words and nothing else: "Lieutenant Commander"."""
    return len(name) > 1 and _key(name) in words().ranks


def without_retired(text: str) -> str:
    """The line without what tells of a name's past: "(Ret.)", "(Col., Coastal Guard)", "B.A. (Kiln Academy)"."""
    bare = _SERVED.sub(lambda m: " " if _key([m["rank"]]) in words().ranks else m[0], _RETIRED.sub(" ", text))
    return _THEN.sub(" ", _TAKEN_AT.sub(" ", bare)) if "(" in bare or "[" in bare else bare


def without_byline(text: str) -> str:
    """The line without the label before its names: "Authors: Ada Brink", "by Ada Brink"."""
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
