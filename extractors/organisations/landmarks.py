"""Parts of an address that only say where it is: "opposite the Naval Hospital", "ex Escuela Militar"."""

import re
from functools import cache

from extractors.organisations.name_words import word_list

# "Fitzsimons Army Medical Center campus (former)".
_FORMER = re.compile(r"\((?:former|formerly|closed|defunct|ehemals|ancien(?:ne)?)\)", re.I)
_PARTING = re.compile(r"[,;]")


def without_landmarks(raw: str) -> str:
    """The string without its parts that name a place beside, or a body of the past; one part always stays."""
    if not (_landmark().search(raw) or ("(" in raw and _FORMER.search(raw))):
        return raw
    kept: list[str] = []
    for i, part in enumerate(_PARTING.split(raw)):
        opens = i > 0 and _landmark().match(f",{part}")
        if not opens and not _FORMER.search(part):
            kept.append(part.strip())
    return ", ".join(kept) or raw


@cache
def _landmark() -> re.Pattern[str]:
    """A comma and what such a part begins with: a list's phrase and a word."""
    phrases = "|".join(sorted((re.escape(p) for p in word_list("landmark")), key=len, reverse=True))
    return re.compile(rf"[,;]\s*[(\[]?(?:{phrases})[\s:.]+(?=[^\W\d_])", re.I)
