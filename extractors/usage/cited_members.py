"""What a citation in the text leads to: the bibliography's entries that are papers of the family."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from citetrail.records.identifiers import title_key
from citetrail.records.targets import Target
from citetrail.records.text import Reference
from citetrail.records.vocabulary import MemberKind
from extractors.usage.member_names import Hit, Names

# Square or round brackets, whatever dash a range has.
_NUMBERS = re.compile(r"\[\s*(\d{1,3}(?:\s*[,;–\-—]\s*\d{1,3})*)\s*\]|\((\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\)")
# Keys of the alpha style, "[GZH+16]": letters, then two digits of the year.
_KEYS = re.compile(r"\[\s*([A-Za-z+]{2,8}\d{2}[a-z]?(?:\s*[,;]\s*[A-Za-z+]{2,8}\d{2}[a-z]?)*)\s*\]")
_NAMES = re.compile(r"([A-Z][\w'’\-]+)[^()\[\]]{0,60}?[\s,(]+((?:19|20)\d\d)[a-z]?")
# "[3-1000]" is no citation, and would cite everything.
MOST_NUMBERS_A_RANGE = 30


@dataclass(frozen=True, slots=True)
class Bibliography:
    """Keys of the entries that introduce members; `names` holds (surname, year) of the same entries."""

    numbers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def may_be_cited(self, text: str) -> bool:
        """Whether this page, or a part of it, can cite any of the entries; `members_cited` tells which."""
        if not self.numbers.keys().isdisjoint(cited_keys(text)):
            return True
        folded = text.casefold() if self.names else ""
        return any(surname in folded for surname, _ in self.names)

    def members_cited(self, text: str) -> frozenset[str]:
        """Slugs whose introducing papers this stretch of text cites."""
        found: set[str] = set()
        for key in cited_keys(text):
            found |= self.numbers.get(key, frozenset())
        if self.names:
            for name, year in _NAMES.findall(text):
                found |= self.names.get((name.casefold(), year), frozenset())
        return frozenset(found)


def cited_keys(text: str) -> list[str]:
    """The keys in brackets, ranges written out: "[3, 7–9]" gives 3, 7, 8, 9."""
    keys: list[str] = []
    for match in _NUMBERS.finditer(text):
        for piece in re.split(r"[,;]", match[1] or match[2]):
            if piece.isdigit():
                keys.append(str(int(piece)))
                continue
            ends = [int(n) for n in re.findall(r"\d+", piece)]
            if len(ends) == 2 and 0 < ends[1] - ends[0] <= MOST_NUMBERS_A_RANGE:
                keys.extend(str(n) for n in range(ends[0], ends[1] + 1))
            else:
                keys.extend(map(str, ends))
    for match in _KEYS.finditer(text):
        keys.extend(re.split(r"\s*[,;]\s*", match[1]))
    return keys


def read_bibliography(references: Sequence[Reference], target: Target, names: Names) -> Bibliography:
    """The entries that introduce members, told by title or arXiv number; else by a dataset's name in the title."""
    numbers: dict[str, frozenset[str]] = {}
    by_name: dict[tuple[str, str], frozenset[str]] = {}
    papers = [(m.slug, p) for m in target.members for p in m.papers]
    titles = [(slug, title_key(p.title)) for slug, p in papers]
    arxivs = [(slug, p.arxiv) for slug, p in papers if p.arxiv]
    for reference in references:
        key = title_key(reference.text)
        found = {slug for slug, title in titles if title in key}
        found |= {slug for slug, arxiv in arxivs if arxiv in reference.text}
        if not found:
            found = set(_named(names.find(reference.text), target))
        if not found:
            continue
        slugs = frozenset(found)
        numbers[reference.key] = numbers.get(reference.key, frozenset()) | slugs
        if named := _author_year(reference):
            by_name[named] = by_name.get(named, frozenset()) | slugs
    return Bibliography(numbers, by_name)


def _named(hits: Iterable[Hit], target: Target) -> Iterable[str]:
    return {h.member for h in hits if not h.ambiguous and target.member(h.member).kind is MemberKind.DATASET}


def _author_year(reference: Reference) -> tuple[str, str] | None:
    """First author's surname and year, for citations of the form (Guo et al., 2016)."""
    years = re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", reference.text)
    words = re.findall(r"[A-Z][\w'’\-]{1,}", reference.text[:60])
    if not years or not words:
        return None
    # "Guo Y, Zhang L" and "Y. Guo, L. Zhang" both have the surname as their first word of two letters or more.
    return words[0].casefold(), years[-1] if len(years) == 1 else _likeliest(years)


def _likeliest(years: Sequence[str]) -> str:
    """The year of publication stands first in one style and last in the other; arXiv numbers do not count."""
    plausible = [y for y in years if 1990 <= int(y) <= 2035]
    return plausible[-1] if plausible else years[-1]
