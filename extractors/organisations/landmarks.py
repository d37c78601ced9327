"""Parts of an address that name nobody now: "opposite the Naval Hospital", "ex Escuela Militar", "Navy (Ret.)"."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from extractors.organisations.military_signs import military_groups
from extractors.organisations.name_words import word_list

# "Fitzsimons Army Medical Center campus (former)".
_FORMER = re.compile(r"\((?:former|formerly|closed|defunct|ehemals|ancien(?:ne)?)\)", re.I)
_PARTING = re.compile(r"[,;]")
_RETIRED_BRACKET = re.compile(r"\([^()]{1,200}\)")


def without_landmarks(raw: str) -> str:
    """The string without its parts that name a place beside, or a body of the past; one part always stays.

    Of a force that somebody has retired from nothing stays: it is nobody's place.
    """
    # Asked in this order for speed.
    if _may_be_retired(raw) and military_groups(raw) and _retired().search(raw):
        raw = _without_service(raw)
    if "(" in raw and military_groups(raw):
        raw = _bracket_beside().sub("", raw)
    if not (_landmark().search(raw) or ("(" in raw and _FORMER.search(raw))):
        return raw
    kept: list[str] = []
    for i, part in enumerate(_PARTING.split(raw)):
        opens = i > 0 and _landmark().match(f",{part}")
        if not opens and not _FORMER.search(part):
            kept.append(part.strip())
    return ", ".join(kept) or raw


def _without_service(raw: str) -> str:
    """Without the forces beside the word that says that somebody left: "US Army, retired", "Col. (Ret.), Army"."""
    parts = _PARTING.split(_RETIRED_BRACKET.sub(_bracket_of_service, raw))
    said = [bool(_retired().search(part)) for part in parts]
    near = [any(said[max(0, i - 1) : i + 2]) for i in range(len(parts))]
    return ", ".join(p.strip() for p, close in zip(parts, near, strict=True) if not (close and military_groups(p)))


def _bracket_of_service(found: re.Match[str]) -> str:
    """Nothing for a bracket that tells of former service as a whole: "(Captain, US Navy, retired)"."""
    inside = found[0]
    return "" if _retired().search(inside) and military_groups(inside) else inside


def _may_be_retired(raw: str) -> bool:
    """Whether a string has the letters of a word that tells of retirement: nearly none has."""
    lowered = raw.lower()
    plain, others = _retired_letters()
    return any(map(lowered.__contains__, plain if lowered.isascii() else plain + others))


@cache
def _retired_letters() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The phrases in lower case, without those that hold another: those of ASCII, and the others."""
    told = {phrase.lower() for phrase in word_list("retired")}
    shortest = [p for p in told if not any(other in p for other in told - {p})]
    return tuple(p for p in shortest if p.isascii()), tuple(p for p in shortest if not p.isascii())


@cache
def _retired() -> re.Pattern[str]:
    """What says that somebody has left a service, as a word of its own."""
    phrases = sorted(word_list("retired"), key=len, reverse=True)
    as_printed = "|".join(re.escape(p) for p in phrases if not p.islower())  # "a. D."; "A. D." are initials
    in_any_case = "|".join(re.escape(p) for p in phrases if p.islower())
    return re.compile(rf"(?<!\w)(?:{as_printed}|(?i:{in_any_case}))(?!\w)")


@cache
def _landmark() -> re.Pattern[str]:
    """A comma and what such a part begins with: a list's phrase and a word."""
    phrases = _any_of(word_list("landmark") | word_list("former landmark"))
    return re.compile(rf"[,;]\s*[(\[]?(?:{phrases})[\s:.]+(?=[^\W\d_])", re.I)


@cache
def _bracket_beside() -> re.Pattern[str]:
    """A bracket that says what a place is near: "Kiln Road (near 9 Military Hospital)".

    What a body was called may stand in one too, and is left: it is another name of the body.
    """
    return re.compile(rf"\s*\((?:{_any_of(word_list('landmark'))})[\s:.]+(?:\d+ )?(?=[^\W\d_])[^()]{{1,120}}\)", re.I)


def _any_of(phrases: Iterable[str]) -> str:
    """An expression for any of the phrases, by first letters: a dozen are tried behind a comma, not all phrases."""
    endings: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted(phrases, key=len, reverse=True):
        endings[phrase[0]].append(re.escape(phrase[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(told)})" for letter, told in sorted(endings.items()))
