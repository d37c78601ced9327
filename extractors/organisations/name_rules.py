"""Sectors told by a name alone: bounded regular expressions with their exceptions, from `name_rules.csv`."""

import re
from dataclasses import dataclass
from pathlib import Path

from citetrail.records.vocabulary import Flag, Sector, Tier
from extractors.organisations.gazetteer import TIER_SECTOR
from extractors.organisations.strict_csv import Row, read_rows

_COLUMNS = ("pattern", "sector", "tier", "flags", "countries", "exceptions", "source", "note")
_COUNTRY = re.compile(r"[A-Z]{2}")
# Unbounded repetition of anything but a word or white space is where regular expressions run away.
_UNBOUNDED = re.compile(r"(?<!\\)\)[*+]|(?<!\\)\.[*+]|\{\d+,\}")
# A string without any of these satisfies no military rule: the cheap question before the dear ones.
_MILITARY_WORDS = re.compile(
    r"milit|army|navy|naval|air force|defen[cs]|d[ée]fense|difesa|forces|\bwar\b|marine corps|\bPLA\b|liberation"
    r"|armed|arm[ée]es|wehr|\bNATO\b|tri.?service|walter reed|ej[ée]rcito|ex[ée]rcito|fuerza|for[çc]a|[ée]cole de"
    r"|gendarmerie|command|wojsk|воен|оборон|f[öo]rsvar|puolustus|armement|nationale|truppen|sanit[äa]ts"
    r"|verteidigung|maritime research|marinha|marechaussee|[国國]防|[军軍]|武警|自衛|防衛|국방|육군|해군|공군|국군",
    re.I,
)
# "Air Force Academy Avenue": the words are the name of a street.
_STREET = re.compile(
    r"\W{0,3}(?:(?:north|south|east|west|main|old|ring|n|s|e|w)\b\W{1,2})?(?:road|rd|street|st|avenue|ave|boulevard|blvd"
    r"|lane|drive|square|bridge|highway|parade|crescent|terrace|marg|chowk|colony)\b",
    re.I,
)
_STREET_BEFORE = re.compile(
    r"\b(?:near|opp(?:osite)?|behind|beside|adjacent to|next to"
    r"|rue|via|viale|calle|avenida|avda|rua|ulica|ul|jalan|quai)\b"
    r"(?:\W{1,3}(?:del?|las?|los|du|des|d[ao]s?|dell[aeo]?|den?|der))?\W{0,3}$",
    re.I,
)
LONGEST_NAME = 120  # characters
_PARTS = re.compile(r"[,;|•]|\s[–—-]\s")
_UNIT = re.compile(
    r"(?:the )?(?:dep(?:artmen)?t|division|school|faculty|chair|programme?|section|(?:national |state )?key lab"
    r"|cent(?:er|re) for)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class NameRule:
    pattern: re.Pattern[str]
    sector: Sector
    tier: Tier | None
    flags: tuple[str, ...]
    countries: frozenset[str]  # empty: everywhere
    exceptions: re.Pattern[str] | None
    source: str
    line: str


def load_name_rules(path: Path) -> tuple[NameRule, ...]:
    """The rules in the order of the file, the first that applies wins. Raises GazetteerError for a faulty row."""
    return tuple(_rule(row) for row in read_rows(path, _COLUMNS))


def _rule(row: Row) -> NameRule:
    for column in ("pattern", "exceptions"):
        if _UNBOUNDED.search(row[column]):
            raise row.fault(f"{column} repeats a group or a dot without bound")
    try:
        pattern = re.compile(row["pattern"], re.I)
        exceptions = re.compile(row["exceptions"], re.I) if row["exceptions"] else None
        sector = Sector(row["sector"])
        tier = Tier(row["tier"]) if row["tier"] else None
        flags = tuple(str(Flag(f)) for f in row.items("flags"))
    except (re.error, ValueError) as error:
        raise row.fault(str(error)) from error
    if not row["pattern"] or pattern.match(""):
        raise row.fault("the pattern matches nothing or everything")
    if (sector is Sector.MILITARY) != (tier in (Tier.M1, Tier.M2, Tier.M3)) or (
        tier is not None and TIER_SECTOR.get(tier) is not sector
    ):
        raise row.fault(f"sector {sector} does not go with tier {tier}")
    if not row["source"]:
        raise row.fault("no source")
    for country in row.items("countries"):
        if not _COUNTRY.fullmatch(country):
            raise row.fault(f"country {country!r} is no two-letter code")
    return NameRule(
        pattern, sector, tier, flags, frozenset(row.items("countries")), exceptions, row["source"],
        f"{row.path.name}:{row.line}",
    )  # fmt: skip


def apply_rules(rules: tuple[NameRule, ...], text: str, country: str | None) -> NameRule | None:
    """The first rule that a cleaned string satisfies; rules of a country need that country to be known."""
    for rule in rules:
        if rule.countries and country not in rule.countries:
            continue
        found = rule.pattern.search(text)
        if found and (_STREET.match(text, found.end()) or _STREET_BEFORE.search(text, 0, found.start())):
            continue
        if found and not (rule.exceptions and rule.exceptions.search(text)):
            return rule
    return None


def military_rule(rules: tuple[NameRule, ...], text: str, country: str | None) -> NameRule | None:
    """The first military rule that a part of the string between commas satisfies.

    Parts are taken one by one, so that the exception that one names ("Naval Architecture") does not speak for
    another ("Naval University of Engineering"). A department, laboratory or school for military matters is no
    military body: its university is what counts.
    """
    if not _MILITARY_WORDS.search(text):
        return None
    military = tuple(r for r in rules if r.sector is Sector.MILITARY)
    for part in _PARTS.split(text):
        if not _UNIT.match(part.strip()):
            found = apply_rules(military, part, country)
            if found:
                return found
    return None


def company_name(text: str, form: re.Pattern[str]) -> str:
    """The name before a company's form: "Teapot Vision" in "Research Institute, Teapot Vision Co., Ltd., Ulm"."""
    found = form.search(text)
    before = text[: found.start()].rstrip(" ,.(") if found else ""
    return _PARTS.split(before)[-1].strip()[:LONGEST_NAME]
