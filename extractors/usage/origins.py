"""What the words beside a dataset's name make of it: what a version was made of, a list of names, a version. Pure."""

import re
from collections.abc import Iterable, Sequence

from citetrail.records.target_files import squeeze
from citetrail.records.targets import Member
from extractors.usage.version_words import tells

# How far before and behind the name its words are looked for, in characters.
NEAR = 90
# Between two names: another thing begins ("MS1MV2 and a subset of MS-Celeb-1M").
_APART = re.compile(
    r";|\b(?:plus|while|but|whereas|as well as|instead of|rather than)\b|^\W*and\b|\band\W*$"
    r"|\band\s+(?:on\s+|also\s+|then\s+)?(?:an?|the|our|its|another|we)\b",
    re.I,
)
_NUMBER = re.compile(r"\s*[\[(,]?\s*(?:v|ver\.?|version)\s?(\d{1,2})(?!\d|\.\d)", re.I)


def is_origin(quote: str, at: int, end: int, versions: Iterable[tuple[int, int]]) -> bool:
    """Whether the name at quote[at:end] only says what a version that the sentence names was made of.

    `versions` are the spans of the versions' own names: "MS1MV2, the refined version of MS-Celeb-1M".
    """
    if not tells("made_of", _beside(quote, at, end)):
        return False
    between = [quote[end:start] if start >= end else quote[stop:at] for start, stop in versions]
    return any(not _APART.search(words) for words in between)


def is_own_version(quote: str, at: int, end: int) -> bool:
    """Whether the sentence says that the authors made the version named at quote[at:end]: "the proposed NAME"."""
    return tells("own_version", _beside(quote, at, end))


def is_list_of_names(quote: str, at: int, end: int) -> bool:
    """Whether the words beside the name at quote[at:end] speak of the list of its people's names only."""
    # "the list of celebrity names of [1]" is a name by itself, made of the description.
    return tells("names_list", _beside(quote, at, end)) or tells("names_list", f"{quote[at:end]} of NAME")


def numbered(quote: str, end: int, name: str, members: Sequence[Member]) -> tuple[str, str] | None:
    """ "MS1M version 2", "MS-Celeb-1M (v2)": the member of that number ("" for an unknown one) and the words."""
    found = _NUMBER.match(quote, end)
    if found is None:
        return None
    key = f"{squeeze(name)}v{found[1]}"
    slug = next((m.slug for m in members for alias in m.aliases if squeeze(alias) == key), "")
    return slug, found[0].strip(" ([,")


def _beside(quote: str, at: int, end: int) -> str:
    """The words around a name, with NAME in its place."""
    return " ".join(f"{quote[max(0, at - NEAR) : at]} NAME{quote[end : end + NEAR]}".split())
