"""Sectors told by a name alone: bounded regular expressions from `name_rules.csv`.

What a rule must not be taken for stands in `name_rule_exceptions.csv` beside it, one phrase a row with an example.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from citetrail.records.vocabulary import Flag, Sector, Tier
from extractors.organisations.gazetteer import TIER_SECTOR
from extractors.organisations.military_context import is_all_of_name, leaves_military
from extractors.organisations.military_signs import NAMED, military_groups
from extractors.organisations.name_words import word_list
from extractors.organisations.strict_csv import CsvRow, read_rows

_COLUMNS = ("rule", "pattern", "sector", "tier", "flags", "countries", "exceptions", "source", "note")
EXCEPTIONS = "name_rule_exceptions.csv"
_EXCEPTION_COLUMNS = ("exceptions", "phrase", "example", "note")
_COUNTRY = re.compile(r"[A-Z]{2}")
# Unbounded repetition of anything but a word or white space is where regular expressions run away.
_UNBOUNDED = re.compile(r"(?<!\\)\)[*+]|(?<!\\)\.[*+]|\{\d+,\}")
# "Air Force Academy Avenue": the words are the name of a street.
_STREET = re.compile(
    r"\W{0,3}(?:(?:north|south|east|west|main|old|ring|n|s|e|w)\b\W{1,2})?(?:road|rd|street|st|avenue|ave|boulevard|blvd"
    r"|lane|drive|square|bridge|highway|parade|crescent|terrace|marg|chowk|colony|hill)\b",
    re.I,
)
# "Rue de l'École Militaire", "near Army Hospital": the name is where something stands, not what it is.
_STREET_BEFORE = re.compile(
    r"\b(?:near|opp(?:osite)?|behind|beside|adjacent to|next to|m[ée]tro|estaci[óo]n|estação|stazione"
    r"|rue|place|avenue|boulevard|via|viale|largo|calle|avenida|avda|av|rua|ulica|ul|al|os|osiedle|n[áa]m|jalan|quai|plaza|calzada|calz|glorieta"
    r"|colonia)\b"
    r"(?:\W{1,3}(?:del?|las?|los|du|des|d[ao]s?|dell[aeo]?|den?|der))?\W{0,3}$",
    re.I,
)
# "Royal Military College of Canada Street": further words of the name may come between.
_LATER_STREET = re.compile(r"(?:[ -]\w+){1,3}[ -](?:road|street|avenue|boulevard|highway|lane)\b", re.I)
# "Colegio Militar 210", "Wojska Polskiego 71 C" after another part: a street by its name and the number of the house.
_HOUSE = re.compile(
    r"[^\W\d_A-Z] (?:n[°ºo]\.? ?)?\d{1,4}(?: ?[-–/] ?\d{1,4})?(?:[ -]?[^\W\d_])?"
    r"(?: \d\d-?\d{3}(?: [^\d]{0,60})?)?\s*$"  # a post code behind it
)
# "Military Hospital 103": the body's own number.
_NUMBERED_BODY = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(word_list('numbered body'))))}) \d{{1,3}}\s*$", re.I
)
# "(formerly First Military Medical University)": what a body was called makes nobody military.
_FORMER = re.compile(r"[(\[]\s*(?:formerly|former|previously|prior to|ex)\b[^)\]]{0,200}[)\]]", re.I)
# In the first part a short number may be the body's own ("Military Hospital 103"), a long one is a house's.
_LONG_HOUSE = re.compile(r"[a-zé] (?:n[°ºo]\.? ?)?\d{4}\s*$")
# "Szpital im. Wojskowej Akademii Medycznej": the body that is named after another is not the other.
_NAMED_AFTER = re.compile(r"\b(?:im(?:ienia|eni)?|ім(?:ені)?|имени|им|nazwan\w{1,3}|named after)\b\W{0,3}$", re.I)
# "Wojskowa 15": a street by one word and the number of the house.
_STREET_ALONE = re.compile(r"\W{0,3}[^\W\d_]{3,40} \d{1,4}[a-z]?\W{0,3}$", re.I)
# The group of a pattern that finds a body and what makes it military: what it is for may follow.
WHOLE = "whole"
LONGEST_NAME = 120  # characters
_PLAIN = re.I | re.ASCII
# Other letters that an expression which ignores case takes for ASCII's.
_LIKE_ASCII = re.compile("[ıİſ\u212a]")
_AIRFORCE = re.compile(r"\bairforce\b", re.I)
_PARTS = re.compile(r"[,;،؛|•]|\s[–—-]\s")
_UNIT = re.compile(
    # A department of defence by itself is a ministry; what a university calls so goes on ("… Studies").
    r"(?!department of (?:national )?defen[cs]e(?:\W*$|\s*\())"
    # No university has a school of these.
    r"(?!school of (?:artillery|infantry)\b)"
    r"(?:the )?(?:dep(?:artmen)?t|division|school|faculty|chair|programme?|section|(?:national |state )?key lab"
    r"|cent(?:er|re) for)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Expressions asked one after another: joined they would be compiled once more for each rule that has them."""

    patterns: tuple[re.Pattern[str], ...]

    def search(self, text: str) -> re.Match[str] | None:
        """What the first of them that is found in a text finds."""
        return next((found for pattern in self.patterns if (found := pattern.search(text))), None)


@dataclass(frozen=True)
class NameRule:
    """A sector for the names that `pattern` is found in, unless `exceptions` are found in them too.

    The pattern is compiled when it is first asked for: a run meets the forces of a few of fifty languages.
    """

    name: str
    make_pattern: Callable[[], re.Pattern[str]]
    sector: Sector
    tier: Tier | None
    flags: tuple[str, ...]
    countries: frozenset[str]  # empty: everywhere
    not_countries: frozenset[str]
    exceptions: Phrases | None
    source: str
    line: str
    group: str = ""  # of military_signs.py, without which no text satisfies the rule; empty: not military
    of_table: bool = False  # of force_words.csv: what may stand beside the name are words of that table
    alone: bool = False  # a place as much as a body: tells nothing where the string names somebody else

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return self.make_pattern()

    @cached_property
    def _plain_pattern(self) -> re.Pattern[str]:
        """`pattern` for texts of ASCII: it finds the same at half the price, as no other letters are thought of."""
        source = self.pattern.pattern
        return self.pattern if _LIKE_ASCII.search(source) else re.compile(source, _PLAIN)

    def search(self, text: str) -> re.Match[str] | None:
        """What `pattern` finds first in a cleaned text. Military rules are asked of too few for two expressions."""
        plain = not self.group and text.isascii()
        return (self._plain_pattern if plain else self.pattern).search(text)


@dataclass(frozen=True, slots=True)
class NameException:
    """A phrase that a rule must not be taken for. `example` is a string that the rule's pattern alone would take."""

    kind: str  # what rules name in their column `exceptions`
    phrase: re.Pattern[str]
    example: str
    line: str


def load_name_rules(path: Path) -> tuple[NameRule, ...]:
    """The rules in the order of the file, the first that applies wins. Raises GazetteerError for a faulty row."""
    kinds: dict[str, list[re.Pattern[str]]] = defaultdict(list)
    for exception in load_exceptions(path.with_name(EXCEPTIONS)):
        kinds[exception.kind].append(exception.phrase)
    rules: dict[str, NameRule] = {}
    for row in read_rows(path, _COLUMNS, ("not_countries", "alone")):
        if not row["rule"] or row["rule"] in rules:
            raise row.fault(f"rule {row['rule']!r} has no name of its own")
        rules[row["rule"]] = _rule(row, kinds)
    return tuple(rules.values())


def load_exceptions(path: Path) -> tuple[NameException, ...]:
    """The exceptions in the order of the file, none without a file. Raises GazetteerError for a faulty row."""
    if not path.is_file():
        return ()
    return tuple(_exception(row) for row in read_rows(path, _EXCEPTION_COLUMNS))


def _exception(row: CsvRow) -> NameException:
    phrase = _pattern(row, "phrase")
    if not row["exceptions"] or not phrase.search(row["example"]):
        raise row.fault("needs the name of its kind and an example that has the phrase")
    return NameException(row["exceptions"], phrase, row["example"], f"{row.path.name}:{row.line}")


def _pattern(row: CsvRow, column: str) -> re.Pattern[str]:
    if _UNBOUNDED.search(row[column]):
        raise row.fault(f"{column} repeats a group or a dot without bound")
    try:
        pattern = re.compile(row[column], re.I)
    except re.error as error:
        raise row.fault(str(error)) from error
    if not row[column] or pattern.match(""):
        raise row.fault(f"the {column} matches nothing or everything")
    return pattern


def _rule(row: CsvRow, kinds: Mapping[str, list[re.Pattern[str]]]) -> NameRule:
    pattern = _pattern(row, "pattern")
    unknown = [kind for kind in row.items("exceptions") if kind not in kinds]
    if unknown:
        raise row.fault(f"exceptions {unknown} are not in {EXCEPTIONS}")
    phrases = tuple(phrase for kind in row.items("exceptions") for phrase in kinds[kind])
    try:
        sector = Sector(row["sector"])
        tier = Tier(row["tier"]) if row["tier"] else None
        flags = tuple(str(Flag(f)) for f in row.items("flags"))
    except ValueError as error:
        raise row.fault(str(error)) from error
    if (sector is Sector.MILITARY) != (tier in (Tier.M1, Tier.M2, Tier.M3)) or (
        tier is not None and TIER_SECTOR.get(tier) is not sector
    ):
        raise row.fault(f"sector {sector} does not go with tier {tier}")
    if not row["source"] or row["alone"] not in ("", "yes"):
        raise row.fault("no source, or `alone` is neither empty nor yes")
    for country in (*row.items("countries"), *row.items("not_countries")):
        if not _COUNTRY.fullmatch(country):
            raise row.fault(f"country {country!r} is no two-letter code")
    return NameRule(
        row["rule"], lambda: pattern, sector, tier, flags, frozenset(row.items("countries")),
        frozenset(row.items("not_countries")),
        Phrases(phrases) if phrases else None, row["source"], f"{row.path.name}:{row.line}",
        group=NAMED if sector is Sector.MILITARY else "", alone=row["alone"] == "yes",
    )  # fmt: skip


def apply_rules(rules: Iterable[NameRule], text: str, country: str | None) -> NameRule | None:
    """The first rule that a cleaned string satisfies; rules of a country need that country to be known."""
    for rule in rules:
        if (rule.countries and country not in rule.countries) or country in rule.not_countries:
            continue
        # What takes a match back is asked only where there is one: most strings satisfy no rule.
        found = rule.search(text)
        if found and _is_street(text, found):
            continue
        if found and rule.sector is Sector.MILITARY and not _is_all_of_name(rule, text, found):
            continue
        if found and not (rule.exceptions and rule.exceptions.search(text)):
            return rule
    return None


def _is_all_of_name(rule: NameRule, text: str, found: "re.Match[str]") -> bool:
    before, after = text[: found.start()], text[found.end() :]
    if not rule.of_table:
        return leaves_military(before, found[0], after)
    return is_all_of_name(before, found[0], "" if found.lastgroup == WHOLE else after)


def _is_street(text: str, found: "re.Match[str]") -> bool:
    after = _STREET.match(text, found.end()) or _LATER_STREET.match(text, found.end())
    before = _STREET_BEFORE.search(text, 0, found.start()) or _NAMED_AFTER.search(text, 0, found.start())
    return bool(after or before)


def military_rule(rules: tuple[NameRule, ...], text: str, country: str | None) -> NameRule | None:
    """The first military rule that a part of the string between commas satisfies.

    Parts are taken one by one, so that the exception that one names ("Naval Architecture") does not speak for
    another ("Naval University of Engineering"). A department, laboratory or school for military matters is no
    military body: its university is what counts.
    """
    groups = military_groups(text)
    if not groups:
        return None
    text = _AIRFORCE.sub("air force", text)
    asked = [r for r in rules if r.group in groups]
    for number, part in enumerate(parts_of(text)):
        here = military_groups(part)
        if here and not _UNIT.match(part.strip()) and not _is_house(part, first=number == 0):
            found = apply_rules((r for r in asked if r.group in here), part, country)
            if found:
                return found
    return None


def parts_of(text: str) -> list[str]:
    """What stands between commas and the like, without what a body was called formerly."""
    return _PARTS.split(_FORMER.sub(" ", text))


def _is_house(part: str, *, first: bool) -> bool:
    if _NUMBERED_BODY.search(part):
        return False
    return bool((_LONG_HOUSE if first else _HOUSE).search(part) or _STREET_ALONE.match(part))


def company_name(text: str, form: re.Pattern[str]) -> str:
    """The name before a company's form: "Teapot Vision" in "Research Institute, Teapot Vision Co., Ltd., Ulm"."""
    found = form.search(text)
    before = text[: found.start()].rstrip(" ,.(") if found else ""
    return _PARTS.split(before)[-1].strip()[:LONGEST_NAME]
