"""The product's own gazetteer: organisations entered by hand, a source on every row, read strictly."""

import datetime
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from citetrail.records.organisations import Designation, Organisation, SourceCheck
from citetrail.records.vocabulary import Basis, Flag, Precision, Sector, Tier
from extractors.organisations.data_version import FURTHER_NAMES, gazetteer_digest
from extractors.organisations.name_tokens import key
from extractors.organisations.ror_index import beginning_hashes, key_hash
from extractors.organisations.strict_csv import CsvRow, GazetteerError, read_rows

COLUMNS = (
    "id", "name", "aliases", "native_names", "domains", "country", "city", "lat", "lng", "precision", "parent",
    "sector", "tier", "flags", "ror", "source", "checked_on",
)  # fmt: skip
# Columns of what was opened; tables of the user's own may lack them.
_CHECKED = ("note", "checked_on", "confirmed", "source_words")
_OPTIONAL = ("basis", "note", "confirmed", "source_words")
_ID = re.compile(r"ror:0[0-9a-z]{6}\d{2}|ct:[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_SOURCE = re.compile(r"https?://\S+")
ROR = "https://ror.org/"
FURTHER_COLUMNS = ("organisation", "name", "kind", "source")


class NameKind(StrEnum):
    """What a further name is of."""

    ALIAS = "alias"  # of the organisation itself
    LABORATORY = "laboratory"  # of a part of it


class Standing(StrEnum):
    """Where a short name is believed."""

    ALONE = "alone"  # whatever stands beside it
    LOCATED = "located"  # with a place of its organisation


# Shorter acronyms are shared by many, whatever the tables know.
SHORTEST_ALONE = 4
# Two letters beside an acronym may be those of a state or of a person.
SHORTEST_PAIRED = 3
# The sector that each tier goes with: only M1 to M3 are military; the others are flags on something else.
TIER_SECTOR = {
    Tier.M1: Sector.MILITARY,
    Tier.M2: Sector.MILITARY,
    Tier.M3: Sector.MILITARY,
    Tier.M4: Sector.COMMERCIAL,
    Tier.M5: Sector.ACADEMIC,
}

# Words that indexes of literature shorten as others ("Med", "Chem", "Elect", "Serv"), and what these are read as.
_SHORTENED_ALIKE = {
    "medicine": "medical", "chemical": "chemistry", "electric": "electronic", "services": "service",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One organisation with the names and domains that it goes by."""

    organisation: Organisation
    names: tuple[str, ...]
    domains: tuple[str, ...]
    line: str  # "file:line", for messages
    checked_on: str = ""  # the day the source was last opened; empty: nobody has yet


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`by_key` maps a name's key to the organisations of that name; several only where countries differ."""

    entries: dict[str, GazetteerEntry]
    by_key: dict[str, tuple[str, ...]]
    by_domain: dict[str, str]
    joint: dict[str, tuple[str, ...]]  # the key of a joint laboratory's name: the organisations that run it
    digest: str = ""
    acronyms: frozenset[str] = field(default=frozenset())
    alone: frozenset[str] = field(default=frozenset())  # acronyms that no other organisation is known to bear
    hashes: frozenset[int] = field(default=frozenset())  # of the keys of `by_key` and `joint`, see spans.py
    beginnings: frozenset[int] = field(default=frozenset())  # of the first words of each of those keys, one and more
    laboratories: dict[str, str] = field(default_factory=dict)  # their names' keys: whose they are, see further.py

    def organisation(self, identifier: str) -> Organisation | None:
        entry = self.entries.get(identifier)
        return entry.organisation if entry else None


def load_gazetteer(folder: Path, extra: Path | None = None) -> Gazetteer:
    """All of `organisations*.csv`, `designations.csv` and `joint.csv` in `folder`.

    Short names come from `short_names.csv`. `extra` is a folder with further `organisations*.csv` of the user's own
    or with `further_names.csv` (see further.py).

    Raises GazetteerError naming file and line for anything that is not exactly as it should be.
    """
    paths = sorted(folder.glob("organisations*.csv"))
    if not paths:
        raise GazetteerError(f"{folder}: no organisations*.csv here")
    own = sorted(extra.glob("organisations*.csv")) if extra else []
    further = extra / FURTHER_NAMES if extra and (extra / FURTHER_NAMES).is_file() else None
    if extra and not own and not further:
        raise GazetteerError(f"{extra}: neither organisations*.csv nor {FURTHER_NAMES} here (CITETRAIL_GAZETTEER)")
    entries: dict[str, GazetteerEntry] = {}
    by_key: dict[str, list[str]] = defaultdict(list)
    by_domain: dict[str, str] = {}
    acronyms: set[str] = set()
    for path in (*paths, *own):
        for row in read_rows(path, COLUMNS, _OPTIONAL):
            entry = _entry(row)
            identifier = entry.organisation.id
            if identifier in entries:
                raise row.fault(f"id {identifier} stands already in {entries[identifier].line}")
            _index_names(row, entry, by_key, entries)
            _index_domains(row, entry, by_domain)
            acronyms.update(key(n) for n in entry.names if is_acronym(n))
            entries[identifier] = entry
    _check_parents(entries)
    _index_pairs(by_key, entries)
    _index_abbreviated(by_key)
    joint = _joint(folder / "joint.csv", entries)
    _designate(folder / "designations.csv", entries)
    alone = _short_names(folder / "short_names.csv", entries, by_key, acronyms)
    laboratories = _further_names(further, entries, by_key, acronyms) if further else {}
    names = {k: tuple(ids) for k, ids in by_key.items()}
    digest = gazetteer_digest(folder, extra)
    hashes = frozenset(map(key_hash, (*names, *joint)))
    beginnings = frozenset(hashed for name in (*names, *joint) for hashed in beginning_hashes(name))
    return Gazetteer(
        entries, names, by_domain, joint, digest, frozenset(acronyms), alone, hashes, beginnings, laboratories
    )


def is_acronym(name: str) -> bool:
    """A name so short and capital that other organisations may well bear it too."""
    letters = [c for c in name if c.isalpha()]
    return (
        len(name.split()) == 1
        and 2 <= len(letters) <= 7
        and name.isascii()
        and sum(c.isupper() for c in letters) >= max(2, len(letters) - 1)
    )


def _entry(row: CsvRow) -> GazetteerEntry:
    if not _ID.fullmatch(row["id"]):
        raise row.fault(f"id {row['id']!r} is neither ror:<9 characters> nor ct:<slug>")
    if not row["name"]:
        raise row.fault("no name")
    if not _SOURCE.fullmatch(row["source"]):
        raise row.fault(f"source {row['source']!r} is no address")
    names = (row["name"], *row.items("aliases"), *row.items("native_names"))
    return GazetteerEntry(_organisation(row), names, _domains(row), f"{row.path.name}:{row.line}", row["checked_on"])


def _source_check(row: CsvRow) -> SourceCheck:
    """`confirmed` is `yes` where the source was opened and says so; a file without the column confirms nothing."""
    checked_on = _date(row, "checked_on", empty=True)
    if row["confirmed"] not in ("yes", "unconfirmed", ""):
        raise row.fault(f"confirmed {row['confirmed']!r} is neither yes nor unconfirmed")
    confirmed = row["confirmed"] == "yes"
    if confirmed and not (checked_on and row["source_words"]):
        raise row.fault("confirmed needs the day in checked_on and the words in source_words")
    if row["source_words"] and not checked_on:
        raise row.fault("source_words of a source that nobody opened: checked_on is empty")
    return SourceCheck(confirmed, checked_on, row["source_words"])


def _organisation(row: CsvRow) -> Organisation:
    sector, tier, flags = _sector(row)
    lat, lng, precision = _place(row)
    if not _COUNTRY.fullmatch(row["country"]):
        raise row.fault(f"country {row['country']!r} is no two-letter code")
    own_ror = row["id"].removeprefix("ror:") if row["id"].startswith("ror:") else ""
    if row["ror"].removeprefix(ROR) != own_ror:
        raise row.fault(f"ror {row['ror']!r} does not agree with id {row['id']}")
    return Organisation(
        id=row["id"],
        name=row["name"],
        country=row["country"],
        city=row["city"] or None,
        lat=lat,
        lng=lng,
        precision=precision,
        sector=sector,
        tier=tier,
        flags=flags,
        basis=_basis(row, sector),
        source=row["source"],
        ror=ROR + own_ror if own_ror else None,
        parent=row["parent"] or None,
        source_check=_source_check(row),
    )


def _sector(row: CsvRow) -> tuple[Sector, Tier | None, tuple[str, ...]]:
    try:
        sector = Sector(row["sector"])
        tier = Tier(row["tier"]) if row["tier"] else None
        flags = tuple(str(Flag(f)) for f in row.items("flags"))
    except ValueError as error:
        raise row.fault(str(error)) from error
    if tier is None and sector is Sector.MILITARY:
        raise row.fault("military needs a tier")
    if tier is not None and TIER_SECTOR.get(tier) is not sector:
        raise row.fault(f"tier {tier} does not go with sector {sector}")
    if tier is Tier.M4 and Flag.DEFENCE_COMPANY not in flags:
        raise row.fault("tier M4 needs the flag defence_company")
    if tier is Tier.M5 and Flag.DEFENCE_LINKED_UNIVERSITY not in flags:
        raise row.fault("tier M5 needs the flag defence_linked_university")
    return sector, tier, flags


def _basis(row: CsvRow, sector: Sector) -> Basis:
    if row["basis"] not in ("", str(Basis.RESEARCH), str(Basis.GAZETTEER)):
        raise row.fault(f"basis {row['basis']!r} is neither empty nor research")
    if row["basis"] == Basis.RESEARCH:
        if sector is not Sector.ACADEMIC:
            raise row.fault(f"basis research goes with sector academic, not {sector}")
        return Basis.RESEARCH
    return Basis.GAZETTEER


def _place(row: CsvRow) -> tuple[float | None, float | None, Precision]:
    try:
        precision = Precision(row["precision"])
        lat = float(row["lat"]) if row["lat"] else None
        lng = float(row["lng"]) if row["lng"] else None
    except ValueError as error:
        raise row.fault(str(error)) from error
    if (lat is None) != (lng is None) or (lat is None) != (precision is Precision.NONE):
        raise row.fault("lat, lng and precision go together")
    if lat is not None and lng is not None and not (-90 <= lat <= 90 and -180 <= lng <= 180):
        raise row.fault(f"coordinates {lat}, {lng} are not on Earth")
    if precision in (Precision.SITE, Precision.CITY) and not row["city"]:
        raise row.fault(f"precision {precision} needs a city")
    return lat, lng, precision


def _domains(row: CsvRow) -> tuple[str, ...]:
    domains = row.items("domains")
    for domain in domains:
        if not _DOMAIN.fullmatch(domain):
            raise row.fault(f"domain {domain!r} is none (lower case, no scheme)")
    return domains


def _date(row: CsvRow, column: str, *, empty: bool = False) -> str:
    if empty and not row[column]:
        return ""
    try:
        return datetime.date.fromisoformat(row[column]).isoformat()
    except ValueError as error:
        raise row.fault(f"{column} {row[column]!r} is no ISO date") from error


def _index_names(
    row: CsvRow, entry: GazetteerEntry, by_key: dict[str, list[str]], entries: dict[str, GazetteerEntry]
) -> None:
    """One name, one organisation: unless the organisations of that name are of different countries."""
    for name_key in dict.fromkeys(key(n) for n in entry.names):
        if not name_key:
            raise row.fault("a name without letters or digits")
        for other in by_key[name_key]:
            if entries[other].organisation.country == entry.organisation.country:
                raise row.fault(f"name {name_key!r} stands already in {entries[other].line} ({other})")
        by_key[name_key].append(entry.organisation.id)


def _index_abbreviated(by_key: dict[str, list[str]]) -> None:
    """Adds the keys of names with a word that indexes shorten like another: "Inst Nucl Med" is no medical institute.

    A name that stands for itself is nobody else's.
    """
    for name_key, owners in list(by_key.items()):
        words = name_key.split()
        if not _SHORTENED_ALIKE.keys().isdisjoint(words):
            by_key.setdefault(" ".join(_SHORTENED_ALIKE.get(w, w) for w in words), owners)


def _index_pairs(by_key: dict[str, list[str]], entries: dict[str, GazetteerEntry]) -> None:
    """Adds the acronyms of a body and of what it belongs to in a row: "DRDO-CAIR", "CAIR DRDO"."""
    short = {i: [key(n) for n in e.names if is_acronym(n) and len(n) >= SHORTEST_PAIRED] for i, e in entries.items()}
    for identifier, entry in entries.items():
        others = short.get(entry.organisation.parent or "", []) + short[identifier]
        for own, other in ((a, b) for a in short[identifier] for b in others if a != b):
            by_key.setdefault(f"{other} {own}", [identifier])
            by_key.setdefault(f"{own} {other}", [identifier])


def _index_domains(row: CsvRow, entry: GazetteerEntry, by_domain: dict[str, str]) -> None:
    for domain in entry.domains:
        if by_domain.setdefault(domain, entry.organisation.id) != entry.organisation.id:
            raise row.fault(f"domain {domain} belongs already to {by_domain[domain]}")


def _check_parents(entries: dict[str, GazetteerEntry]) -> None:
    for entry in entries.values():
        seen = {entry.organisation.id}
        parent = entry.organisation.parent
        while parent:
            if parent in seen or not _ID.fullmatch(parent):
                raise GazetteerError(f"{entry.line}: parent {parent} is no id or leads back to itself")
            seen.add(parent)
            parent = entries[parent].organisation.parent if parent in entries else None


def _short_names(
    path: Path, entries: dict[str, GazetteerEntry], by_key: dict[str, list[str]], acronyms: set[str]
) -> frozenset[str]:
    """The keys of acronyms that may stand without a place; other short names are added to `by_key` as acronyms."""
    alone: set[str] = set()
    if not path.is_file():
        return frozenset()
    for row in read_rows(path, ("name", "organisation", "standing", "source")):
        name_key, owner = key(row["name"]), row["organisation"]
        if owner not in entries or not _SOURCE.fullmatch(row["source"]):
            raise row.fault("needs an organisation of the gazetteer and a source")
        if row["standing"] == Standing.ALONE:
            if by_key.get(name_key) != [owner] or name_key not in acronyms or len(row["name"]) < SHORTEST_ALONE:
                raise row.fault(f"{row['name']!r} is no acronym of {SHORTEST_ALONE} letters that only {owner} has")
            alone.add(name_key)
        elif row["standing"] == Standing.LOCATED:
            if by_key[name_key]:
                raise row.fault(f"{row['name']!r} is a name of {', '.join(by_key[name_key])} already")
            by_key[name_key].append(owner)
            acronyms.add(name_key)
        else:
            raise row.fault(f"standing {row['standing']!r} is neither alone nor located")
    return frozenset(alone)


def _further_names(
    path: Path, entries: dict[str, GazetteerEntry], by_key: dict[str, list[str]], acronyms: set[str]
) -> dict[str, str]:
    """Aliases are added to `by_key`; the laboratories are returned. A name known already is a fault."""
    laboratories: dict[str, str] = {}
    for row in read_rows(path, FURTHER_COLUMNS):
        name_key, owner = key(row["name"]), row["organisation"]
        if owner not in entries or not name_key or not _SOURCE.fullmatch(row["source"]):
            raise row.fault("needs an organisation of the gazetteer, a name and a source")
        if row["kind"] not in list(NameKind):
            raise row.fault(f"kind {row['kind']!r} is neither alias nor laboratory")
        if by_key.get(name_key) or name_key in laboratories:
            raise row.fault(f"name {row['name']!r} is known already")
        if row["kind"] == NameKind.LABORATORY:
            laboratories[name_key] = owner
            continue
        by_key[name_key].append(owner)
        if is_acronym(row["name"]):
            acronyms.add(name_key)
    return laboratories


def _joint(path: Path, entries: dict[str, GazetteerEntry]) -> dict[str, tuple[str, ...]]:
    """Joint laboratories: one printed name that stands for several organisations."""
    joint: dict[str, tuple[str, ...]] = {}
    if not path.is_file():
        return joint
    for row in read_rows(path, ("name", "aliases", "organisations", "source")):
        owners = row.items("organisations")
        unknown = [o for o in owners if o not in entries]
        if len(owners) < 2 or unknown or not _SOURCE.fullmatch(row["source"]):
            raise row.fault(f"needs a source and two organisations of the gazetteer; unknown: {unknown}")
        for name in (row["name"], *row.items("aliases")):
            if joint.setdefault(key(name), owners) != owners:
                raise row.fault(f"joint laboratory {name!r} stands already here")
    return joint


def _designate(path: Path, entries: dict[str, GazetteerEntry]) -> None:
    """Adds the dated designations to their organisations."""
    if not path.is_file():
        return
    found: dict[str, list[Designation]] = defaultdict(list)
    for row in read_rows(path, ("organisation", "list", "from", "to", "citation", "source"), _CHECKED):
        since, until = _date(row, "from"), _date(row, "to", empty=True)
        if row["organisation"] not in entries:
            raise row.fault(f"organisation {row['organisation']} is not in the gazetteer")
        if not (row["list"] and row["citation"] and _SOURCE.fullmatch(row["source"])):
            raise row.fault("list, citation and source are needed")
        if until and until < since:
            raise row.fault(f"ends {until} before it starts {since}")
        confirmed = _source_check(row).confirmed
        found[row["organisation"]].append(
            Designation(row["organisation"], row["list"], since, until, row["citation"], confirmed)
        )
    for identifier, designations in found.items():
        entry = entries[identifier]
        organisation = replace(
            entry.organisation, designations=tuple(sorted(designations, key=lambda d: (d.since, d.list)))
        )
        entries[identifier] = replace(entry, organisation=organisation)
