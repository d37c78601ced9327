"""Which names of the family are worth a search, and whether a text really holds one."""

import re
from collections.abc import Callable, Iterator

from citetrail.records.targets import Member, Target

# Shorter names without a digit ("RFW", "emore", "facs") mean other things elsewhere.
SHORTEST_PLAIN = 8
MOST_WORDS = 6


def searches(target: Target) -> list[tuple[str, str]]:
    """(member slug, name) of every distinctive name, each name once however it is spaced or capitalised."""
    found: dict[str, tuple[str, str]] = {}
    for member in target.members:
        for name in member.queries or tuple(_distinctive(member)):
            found.setdefault(_plain(name), (member.slug, name))
    return list(found.values())


def naming(target: Target) -> Callable[[str], bool]:
    """Whether a text holds a distinctive name of any member."""
    patterns: list[re.Pattern[str]] = []

    def names(text: str) -> bool:
        if not patterns:  # many to compile, for a run that mostly finds nothing
            patterns.extend(pattern(name) for _, name in searches(target))
        return any(p.search(text) for p in patterns)

    return names


def _distinctive(member: Member) -> Iterator[str]:
    for name in dict.fromkeys((member.name, *member.aliases)):
        letters = re.sub(r"[\W_]+", "", name)
        marked = any(c.isdigit() for c in letters) and len(letters) >= 5
        # "DREAM (released model)" is how a member is shown, not how a paper writes it.
        written = "(" not in name and len(name.split()) <= MOST_WORDS
        if written and name not in member.ambiguous and (marked or len(letters) >= SHORTEST_PLAIN):
            yield name


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def pattern(name: str) -> re.Pattern[str]:
    """Matches the name with any separators between its parts: MS-Celeb-1M, MS Celeb 1M, MSCeleb-1M."""
    parts = re.findall(r"\d+[a-z]?(?![a-z])|[^\W\d_]+(?:\d+[^\W_]*)*|[^\W_]+", name, re.I)
    return re.compile(r"(?<![^\W_])" + r"[\W_]{0,3}".join(map(re.escape, parts)) + r"(?![^\W_])", re.I)


def passage(found: re.Match[str], around: int = 300) -> str:
    """The sentence that holds the match, as well as full stops tell, at most `around` characters to each side."""
    text = found.string
    before = text[max(0, found.start() - around) : found.start()]
    after = text[found.end() : found.end() + around]
    start = max((m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z])", before)), default=0)
    end = re.search(r"[.!?](?=\s|$)", after)
    return (before[start:] + found[0] + (after[: end.end()] if end else after)).strip()
