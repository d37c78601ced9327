"""Where the words of a string, beside the bodies found in it, speak of a force: abbreviated, or only studied."""

import re
from collections.abc import Sequence

from citetrail.records.organisations import OrganisationMatch
from citetrail.records.vocabulary import MatchMethod, Sector
from extractors.organisations.address import Address
from extractors.organisations.military_context import is_explained
from extractors.organisations.military_grounds import names_armed_force
from extractors.organisations.name_rules import NameRule, military_rule, parts_of
from extractors.organisations.name_tokens import Token, fold, key
from extractors.organisations.name_words import word_list
from extractors.organisations.position import SCHOOLS

_FORCE = r"\b(?:Mil|Military|Def|Nav|Naval|Armed|Army|Navy|Air Force|Liberat|PLA)\b"
_SHORT = r"\b(?:Univ|Inst|Hosp|Med|Coll|Natl|Acad|Engn|Technol|Sci|Ctr|Res|Estab|Agcy|Grp)\b(?!\.)"
_ABBREVIATED = re.compile(f"{_SHORT}.*{_FORCE}|{_FORCE}.*{_SHORT}")
_OWN_BODIES = frozenset(map(fold, word_list("own body")))
_PRINTED = re.compile(r"printed as “(.{1,4000})”", re.S)


def printed_in(match: OrganisationMatch) -> str:
    """The words that a match was printed as; an unlikely text where it was told otherwise."""
    found = _PRINTED.fullmatch(match.explanation)
    return found[1] if found else "\0"


def abbreviated_rule(rules: tuple[NameRule, ...], address: Address, country: str | None) -> NameRule | None:
    """The military rule for a name as indexes of literature abbreviate it: "Armed Forces Med Coll"."""
    if not _ABBREVIATED.search(address.text):
        return None
    parts: dict[int, list[str]] = {}
    for word in address.words:
        parts.setdefault(word.segment, []).append(word.word)
    return military_rule(rules, ", ".join(" ".join(words) for words in parts.values()), country)


def somebody_else(rule: NameRule, address: Address) -> bool:
    """Whether the string names, beside what `rule` takes, anybody who may only work at that place."""
    parts: dict[int, list[Token]] = {}
    for i, word in enumerate(address.words):
        if not any(h.first <= i <= h.last for h in address.hits):
            parts.setdefault(word.segment, []).append(word)
    return not all(
        rule.pattern.search(address.text[words[0].start : words[-1].end]) or is_explained(w.word for w in words)
        for words in parts.values()
    )


def without_bases(
    rules: tuple[NameRule, ...], matches: Sequence[OrganisationMatch], address: Address
) -> list[OrganisationMatch]:
    """Without the bases that whoever else is named works at: "Clay Inc., Hanscom Air Force Base"."""
    kept = []
    for match in matches:
        military = match.sector is Sector.MILITARY and match.method is not MatchMethod.GAZETTEER
        rule = military_rule(rules, printed_in(match), match.country) if military else None
        if rule is None or not rule.alone or not (len(matches) > 1 or somebody_else(rule, address)):
            kept.append(match)
    return kept


def is_studied(
    rules: tuple[NameRule, ...], whole: str, rest: str, matches: Sequence[OrganisationMatch], country: str | None
) -> bool:
    """Whether military matters are only what a unit of a university works on.

    `rest` is the string without the bodies found. "Centre for Military Health Research, King's College London" says
    no force; "Military Institute of the University of X" is one, and "X University, Naval Research Laboratory"
    names another.
    """
    schools = [
        printed_in(m)
        for m in matches
        if m.organisation and m.sector is Sector.ACADEMIC and not SCHOOLS.isdisjoint(key(m.organisation.name).split())
    ]
    if not schools or names_armed_force(rest, rules, country):
        return False
    if any(_is_own_body(part) and military_rule(rules, part, country) for part in parts_of(rest)):
        return False
    parts = [part for part in whole.split(",") if any(school in part for school in schools)]
    return not any(military_rule(rules, part, country) for part in parts)


def _is_own_body(part: str) -> bool:
    """Whether a part says hospital or academy: no university studies in one, and many are of one beside it."""
    return not _OWN_BODIES.isdisjoint(key(part).split())
