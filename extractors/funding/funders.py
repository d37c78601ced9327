"""Who paid: funders named in acknowledgements, verbatim. Military funding is a fact about a paper, not a sector."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from citetrail.paths import RULES
from citetrail.records.organisations import Funding
from citetrail.records.text import DocumentText, PageText, Part
from citetrail.records.vocabulary import Section, Zone
from extractors.funding.needed_words import needed_words
from extractors.header.role_lines import opens_with_reviewer
from extractors.organisations.strict_csv import read_rows
from extractors.usage.sentences import LONGEST, sentence_around

FUNDERS = RULES / "funders.csv"
KINDS = ("military", "intelligence", "civil")
# Nobody thanks for more; a page of nothing else is a list, not an acknowledgement.
MOST_FUNDERS = 60
_NOT_HERE = frozenset({Section.REFERENCES, Section.BIOGRAPHY, Section.RELATED_WORK})
# Inside acknowledgements any of these tells that a named body paid; elsewhere the sentence must say so outright.
_THANKS = re.compile(
    r"support|fund|sponsor|grant|award|contract|financ|fellowship|scholarship|donat|\bgifts?\b|agreement|under\s+no",
    re.I,
)
# Outside acknowledgements "support" is mostly of vectors or software: the sentence must be about money.
_PAID = re.compile(
    r"(?:support(?:ed)?|funded|sponsored|financed|funding)(?:,?\s+(?:or|and|in|part|partly|partially|by|through|"
    r"financially|jointly|generously|also|full|whole|is|from|provided)){1,8}\s|"
    r"(?:research|work|stud(?:y|ies)|paper|project|author\w*|acknowledge\w*)\b[^.]{0,60}\b(?:support|funding|grant)s?\b",
    re.I,
)
# Every alternative of `_PAID` holds one of these, and reaches no farther to either side of it. Its first letter
# stands apart: `re` passes over all others in one loop.
_MONEY = re.compile(r"[FGSfgs](?i:upport|und|ponsor|inanc|rant)")
_AROUND_MONEY = 160  # characters
# Between a funder and the word of money in its sentence, the funder's own name included.
_IN_A_SENTENCE = LONGEST + 200
# "The views are those of the authors and not of …" names who paid, but says so of nobody.
_DISCLAIMS = re.compile(
    r"views?\b[^.]{0,120}\b(?:authors?|contained|herein|expressed)|should\s+not\s+be\s+interpreted|"
    r"official\s+polic|endorse|approved\s+for\s+public|U\.?\s?S\.?\s+Government\s+is\s+authorized",
    re.I,
)
# A number needs a word before it and three digits in a row: a year, a page or a street has one of these, not both.
_AWARD = re.compile(
    r"(?:grants?|contracts?|awards?|agreements?|projects?|under|via|nos?\.?|numbers?|#)\s*(?:\(?(?:grant|contract|award|"
    r"agreement)\s*)?(?:nos?\.?|numbers?|#|id)?[\s:.#]*((?=[A-Z0-9./-]{0,20}\d{3})[A-Z0-9](?:[A-Z0-9]|[./-](?=[A-Z0-9])){4,34})",
    re.I,
)
# "∗This work …": notes under a title or a column, run together with what stands above them.
_NOTE = re.compile(r"\n(?=[∗*†‡§¶♯])|\n(?:Acknowledge?ments?|Funding|Results)\b\W{0,3}")
# An award number stands after its funder, before the next one.
_AWARD_WITHIN = 160


@dataclass(frozen=True, slots=True)
class FunderRule:
    funder: str  # empty: the words as printed
    pattern: re.Pattern[str]
    military: bool  # of a defence ministry, the armed forces or an intelligence service
    source: str
    words: tuple[str, ...]  # one of which stands in whatever the pattern matches; none: all texts are searched

    def may_match(self, text: str) -> bool:
        """Whether it is worth looking: a hundred patterns are, and a text names one funder or two."""
        return not self.words or any(word in text for word in self.words)


@lru_cache(maxsize=4)
def load_funders(path: Path = FUNDERS) -> tuple[FunderRule, ...]:
    """The funders in the order of the file, the first that matches a place wins. Raises GazetteerError."""
    rules = []
    for row in read_rows(path, ("funder", "pattern", "kind", "country", "source")):
        if row["kind"] not in KINDS or not row["source"].startswith(("https://", "http://")):
            raise row.fault(f"needs a source address and a kind of {', '.join(KINDS)}")
        try:
            pattern = re.compile(row["pattern"])
        except re.error as error:
            raise row.fault(str(error)) from error
        if pattern.match(""):
            raise row.fault("the pattern matches nothing")
        words = needed_words(pattern)
        rules.append(FunderRule(row["funder"], pattern, row["kind"] != "civil", row["source"], words))
    return tuple(rules)


def read_funding(document: DocumentText) -> tuple[Funding, ...]:
    """The funders that a paper names, each once, with the sentence that says so: `page.text[start:end] == quote`."""
    found: dict[str, Funding] = {}
    for page in document.pages:
        for part in _parts(document, page):
            for funding in _in_part(page, part):
                found.setdefault(funding.funder, funding)
                if len(found) == MOST_FUNDERS:
                    return tuple(found.values())
    return tuple(found.values())


def _parts(document: DocumentText, page: PageText) -> list[Part]:
    """The stretches of a page in which support may be told: neighbours of one section read as one."""
    merged: list[Part] = []
    for part in document.parts:
        if part.page != page.number or part.section in _NOT_HERE:
            continue
        last = merged[-1] if merged else None
        if last and last.end == part.start and last.section is part.section:
            merged[-1] = Part(page.number, last.start, part.end, part.section, last.zone, last.heading)
        else:
            merged.append(part)
    if not any(p.page == page.number for p in document.parts):
        return [Part(page.number, 0, len(page.text), Section.BODY, Zone.PROSE)]
    return merged


def _in_part(page: PageText, part: Part) -> Iterator[Funding]:
    thanks = part.section is Section.ACKNOWLEDGEMENTS
    places = _whole(page.text, part) if thanks else _about_money(page.text, part)
    taken: list[tuple[int, int]] = []
    text = "\0".join(page.text[start:end] for start, end in places)
    for rule in filter(lambda rule: rule.may_match(text), load_funders()) if places else ():
        told = False
        for match in chain.from_iterable(rule.pattern.finditer(page.text, *place) for place in places):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())
            start, end = _sentence(page.text, match, part)
            sentence = page.text[start:end]
            paid = (_THANKS if thanks else _PAID).search(sentence) and not _only_disclaims(sentence)
            if not told and paid and not _of_reviewer(page.text[start : match.end()]):
                told = True
                award = _award(page.text, match.end(), min(end, match.end() + _AWARD_WITHIN))
                funder = rule.funder or _printed(match[0])
                yield Funding(funder, rule.military, sentence, page.number, start, end, award)


def _whole(text: str, part: Part) -> list[tuple[int, int]]:
    """All of the part, where it says thanks for money."""
    return [(part.start, part.end)] if _THANKS.search(text, part.start, part.end) else []


def _about_money(text: str, part: Part) -> list[tuple[int, int]]:
    """The stretches of a part in which a sentence can hold `_PAID`: words of money are few.

    Outside them the hundred patterns of funders need not be looked for.
    """
    places: list[tuple[int, int]] = []
    for money in _MONEY.finditer(text, part.start, part.end):
        start, end = money.span()
        if _PAID.search(text, max(part.start, start - _AROUND_MONEY), min(part.end, end + _AROUND_MONEY)):
            low, high = max(part.start, start - _IN_A_SENTENCE), min(part.end, end + _IN_A_SENTENCE)
            if places and low <= places[-1][1]:
                places[-1] = (places[-1][0], high)
            else:
                places.append((low, high))
    return places


def _printed(words: str) -> str:
    """The words of a funder without what a bad font leaves between them."""
    return " ".join(w for w in words.split() if w.isascii() or len(w) > 1)


def _sentence(text: str, match: re.Match[str], part: Part) -> tuple[int, int]:
    """The sentence around a funder; a line that opens with a footnote's mark opens a sentence too."""
    start, end = sentence_around(text, match.start(), match.end(), part.start, part.end)
    for mark in _NOTE.finditer(text, start, end):
        if mark.end() <= match.start():
            start = mark.end()
        elif mark.start() >= match.end():
            end = mark.start()
            break
    return start, end


def _of_reviewer(text: str) -> bool:
    """Whether a line up to the funder opens with an editor's or reviewer's role: where he works paid for nothing."""
    return any(opens_with_reviewer(line) for line in text.split("\n"))


def _only_disclaims(sentence: str) -> bool:
    return bool(_DISCLAIMS.search(sentence)) and not _PAID.search(sentence)


def _award(text: str, start: int, end: int) -> str:
    """The number of the grant or contract that follows; empty when none does."""
    found = _AWARD.search(text, start, end)
    return found[1] if found else ""
