"""Sectors told by a name alone: bounded regular expressions with their exceptions, from `name_rules.csv`."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.organisations.gazetteer import TIER_SECTOR
from extractors.organisations.tables import Row, read_rows
from records.vocabulary import Flag, Sector, Tier

_COLUMNS = ("pattern", "sector", "tier", "flags", "countries", "exceptions", "source", "note")
_COUNTRY = re.compile(r"[A-Z]{2}")
# Unbounded repetition of anything but a word or white space is where regular expressions run away.
_UNBOUNDED = re.compile(r"(?<!\\)\)[*+]|(?<!\\)\.[*+]|\{\d+,\}")


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
        if rule.pattern.search(text) and not (rule.exceptions and rule.exceptions.search(text)):
            return rule
    return None


@lru_cache(maxsize=4)
def open_name_rules(path: Path) -> tuple[NameRule, ...]:
    return load_name_rules(path)
