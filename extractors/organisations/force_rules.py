"""Military name rules made of the words of `force_words.csv`, a rule a language."""

import re
from collections.abc import Iterator, Mapping

from citetrail.paths import ORGANISATIONS, RULES
from citetrail.records.vocabulary import Flag, Sector, Tier
from extractors.organisations.force_words import ANY_LANGUAGE, TABLE, Kind, Words, force_words, pattern_of, signs_of
from extractors.organisations.name_rules import BEGINNING, EXCEPTIONS, WHOLE, NameRule, load_exceptions
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


def force_rules(words: Words | None = None) -> tuple[NameRule, ...]:
    """The rules of each language; that of English words needs a country or a people beside them."""
    told = words or force_words()
    phrases = [e.phrase.pattern for e in load_exceptions(ORGANISATIONS / EXCEPTIONS) if e.kind in _EXCEPTIONS]
    civil = re.compile("|".join([pattern_of(told.get(ANY_LANGUAGE, {}).get(Kind.CIVIL, ())), *phrases]), re.I)
    rules = []
    for language, kinds in told.items():
        patterns = {kind: [pattern_of(kinds[kind])] for kind in _TIERS if kind in kinds}
        others = [*_bodies(kinds), *_of_countries(kinds)]
        if others:
            patterns.setdefault(Kind.FORCE, []).extend(others)
        rules += [_rule(language, kind, kinds, "|".join(made), civil) for kind, made in patterns.items()]
    return tuple(rules)


def _rule(
    language: str, kind: Kind, kinds: Mapping[Kind, tuple[str, ...]], pattern: str, exceptions: re.Pattern[str]
) -> NameRule:
    flags = (str(Flag.INTELLIGENCE),) if kind is Kind.INTELLIGENCE else ()
    return NameRule(
        f"force-words-{language}-{kind}", re.compile(pattern, re.I), Sector.MILITARY, _TIERS[kind], flags,
        frozenset(), frozenset(), exceptions, _SOURCE, f"{TABLE.name}: {language}",
        of_table=Kind.FORCE_NOUN not in kinds, beginnings=frozenset(s[:BEGINNING] for s in signs_of(kinds)),
    )  # fmt: skip


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
