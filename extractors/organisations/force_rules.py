"""Military name rules made of the words of `force_words.csv`, a rule a language."""

import functools
import re
from collections.abc import Iterator, Mapping

from citetrail.paths import ORGANISATIONS, RULES
from citetrail.records.vocabulary import Flag, Sector, Tier
from extractors.organisations.force_words import ANY_LANGUAGE, GROUPS, TABLE, Kind, force_words, pattern_of
from extractors.organisations.military_signs import group_of, military_groups
from extractors.organisations.name_rules import EXCEPTIONS, WHOLE, NameRule, Phrases, load_exceptions
from extractors.organisations.strict_csv import read_rows

_SOURCE = "https://en.wikipedia.org/wiki/List_of_militaries_by_country"
# So many words may stand between a body and what makes it military, "vojaška zdravstvena enota"; not "named after".
_BETWEEN = r"(?:\W{1,3}(?!im\b|imienia\b|имени\b|ім\b|імені\b)\w{1,20}){0,3}?\W{1,3}"
# "Armed Forces of the Islamic Republic of X", "Royal X Navy", "X People's Army".
_STATES = (
    "the|islamic|democratic|federal|federative|socialist|people['’]?s|republic|kingdom|states?|sultanate|union|of"
)
_STYLES = "national|royal|people['’]?s|islamic|republican|revolutionary|republic|territorial"
_STATE, _STYLE = rf"(?:(?:{_STATES})\s){{0,6}}", rf"(?:['’]s)?\s(?:(?:{_STYLES})\s){{0,2}}"
# What words tell by themselves, the narrower first.
_TIERS = {Kind.INTELLIGENCE: Tier.M2, Kind.LABORATORY: Tier.M3, Kind.FORCE: Tier.M1}
_EXCEPTIONS = ("civil-matter", "longer-name")
_SHORTEST_COUNTRY = 4  # letters; shorter ones are words too


def force_rules() -> tuple[NameRule, ...]:
    """The rules of each language; that of English words needs a country or a people beside them."""
    return tuple(
        _rule(language, kind, kinds)
        for language, kinds in force_words().items()
        for kind in GROUPS
        if any(kinds.get(telling) for telling in GROUPS[kind])
    )


def _rule(language: str, kind: Kind, kinds: Mapping[Kind, tuple[str, ...]]) -> NameRule:
    flags = (str(Flag.INTELLIGENCE),) if kind is Kind.INTELLIGENCE else ()
    group = group_of(language, kind)
    return NameRule(
        group, lambda: _pattern(kind, kinds), Sector.MILITARY, _TIERS[kind], flags, frozenset(), frozenset(),
        _civil(), _SOURCE, f"{TABLE.name}: {language}", group=group, of_table=Kind.FORCE_NOUN not in kinds,
    )  # fmt: skip


def _pattern(kind: Kind, kinds: Mapping[Kind, tuple[str, ...]]) -> re.Pattern[str]:
    alone = (kind, Kind.ESTABLISHMENT) if kind is Kind.FORCE else (kind,)
    words = [word for own in alone for word in kinds.get(own, ())]
    told = [pattern_of(words)] if words else []
    if kind is Kind.FORCE:
        told += [*_bodies(kinds), *_of_countries(kinds)]
    # Without any of these nothing is found: adjectives without a body beside them.
    return re.compile("|".join(told) or r"(?!)", re.I)


def says_force(text: str) -> bool:
    """Whether words of the table plainly say army, navy, air force or ministry of defence, in whatever language."""
    here = military_groups(text)
    return any(
        bool(_plain_words(language).search(text))
        for language in force_words()
        if group_of(language, Kind.FORCE) in here
    )


@functools.cache
def _plain_words(language: str) -> re.Pattern[str]:
    kinds = force_words()[language]
    told = [pattern_of(kinds[Kind.FORCE])] if Kind.FORCE in kinds else []
    return re.compile("|".join([*told, *_of_countries(kinds)]) or r"(?!)", re.I)


@functools.cache
def _civil() -> Phrases:
    phrases = (e.phrase for e in load_exceptions(ORGANISATIONS / EXCEPTIONS) if e.kind in _EXCEPTIONS)
    words = force_words().get(ANY_LANGUAGE, {}).get(Kind.CIVIL, ())
    return Phrases((re.compile(pattern_of(words), re.I), *phrases))


def _bodies(kinds: Mapping[Kind, tuple[str, ...]]) -> Iterator[str]:
    military, bodies = kinds.get(Kind.MILITARY, ()), kinds.get(Kind.BODY, ())
    if military and bodies:
        adjective, body = pattern_of(military), pattern_of(bodies)
        yield rf"(?P<{WHOLE}>(?:{adjective}){_BETWEEN}(?:{body})|(?:{body}){_BETWEEN}(?:{adjective}))"


def _of_countries(kinds: Mapping[Kind, tuple[str, ...]]) -> Iterator[str]:
    nouns = kinds.get(Kind.FORCE_NOUN, ())
    if not nouns:
        return
    countries = pattern_of(sorted(_country_names(), key=len, reverse=True))
    people = pattern_of(kinds.get(Kind.PEOPLE, ()))
    noun = pattern_of(nouns)
    yield rf"(?:{countries}|{people}){_STYLE}(?:{noun})"
    yield rf"(?:{noun})\sof\s{_STATE}(?:{countries})"


def _country_names() -> Iterator[str]:
    for row in read_rows(RULES / "country_names.csv", ("country", "names", "source")):
        yield from (n.lower() for n in row.items("names") if len(n) >= _SHORTEST_COUNTRY and n.isascii())
