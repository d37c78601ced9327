"""Further names for organisations of the gazetteer, from ASPI's China Defence Universities Tracker.

The tracker (Australian Strategic Policy Institute, 2019) is published in the MISP galaxy (CC0), which the optional
package `pymispgalaxies` carries. Taken are names and laboratories; sectors stay those of the gazetteer.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from citetrail.records.vocabulary import Sector
from extractors.organisations.gazetteer import Gazetteer, NameKind, is_acronym
from extractors.organisations.name_tokens import key

# The tracker's remarks stand among the names: "Jointly established with …", "May also be known as …".
_REMARK = re.compile(
    r"joint|may\b|also\b|aka\b|known as|possibl|probabl|located|based in|unclear|unspecified|unnamed|likely"
    r"|previously|established|not included|does not|hosts|literally|responsible|run with|built|in \d{4}|xx|including"
    r"|[.:;’]|\bor\b",
    re.I,
)
_BRACKETS = re.compile(r"^(?P<name>[^(（]{4,200}?)\s*[(（](?P<native>.{2,160}?)[)）\s]*$", re.S)
_CLASS = re.compile(r"[(（][AB]类[)）]?|[（(）)“”]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KIND = re.compile(r"laborator|\blab\b|cent(?:er|re)|institute|academy", re.I)
_LABORATORY = re.compile(r"laborator|\blab\b|实验室", re.I)
# What else is said of a military body must itself say so: "Artificial Intelligence Research Center" is of many.
_MILITARY = re.compile(
    r"\bPLA\b|liberation|milit|army|navy|naval|air force|rocket force|armou?red|armed police|\bPAP\b|defen[cs]e"
    r"|warfare|weapon|combat|解放军|[军軍]|国防|武警|兵器",
    re.I,
)
_CHINESE = re.compile(r"\bPLA\b|\bPAP\b|chin|liberation|[\u4e00-\u9fff]", re.I)
# Fewer words are those of many laboratories.
LEAST_WORDS = 4
# Names in Chinese have no spaces: characters are counted, about two to a word.
LEAST_HAN = 7
LEAST_WORDS_OF_ALIAS = 3
MOST_NAMES = 50


class FurtherName(NamedTuple):
    """One row of `further_names.csv`."""

    organisation: str
    name: str
    kind: NameKind
    source: str


@dataclass(frozen=True, slots=True)
class TrackerEntry:
    """One organisation of the tracker."""

    names: tuple[str, ...]
    laboratories: tuple[str, ...]
    source: str


def read_entry(value: str, meta: Mapping[str, Any]) -> TrackerEntry | None:
    """An entry of the cluster from its value and meta data; None where no page of the tracker stands by it."""
    sources = [s for s in meta.get("refs", ()) if str(s).startswith("https://")]
    if not sources:
        return None
    names = [part for raw in (value, *meta.get("aliases", ())) for part in _parts(str(raw))]
    laboratories = [part for raw in meta.get("major defence laboratories", ()) for part in _laboratory(str(raw))]
    return TrackerEntry(tuple(names[:MOST_NAMES]), tuple(laboratories[:MOST_NAMES]), str(sources[0]).rstrip("/"))


def further_names(entries: Iterable[TrackerEntry], gazetteer: Gazetteer) -> list[FurtherName]:
    """The names that the gazetteer lacks, of organisations that it has; names that two entries share are left out."""
    found: dict[str, FurtherName | None] = {}
    for entry in entries:
        owner = _owner(entry, gazetteer)
        if owner is None:
            continue
        military = gazetteer.entries[owner].organisation.sector is Sector.MILITARY
        for name in (*entry.names, *entry.laboratories):
            name_key, kind = key(name), NameKind.LABORATORY if name in entry.laboratories else _kind(name)
            known = name_key in gazetteer.by_key or name_key in gazetteer.joint
            if not name_key or known or not _is_telling(name, kind, military):
                continue
            other = found.get(name_key)
            shared = name_key in found and (other is None or other.organisation != owner)
            found[name_key] = None if shared else other or FurtherName(owner, name, kind, entry.source)
    return sorted(f for f in found.values() if f)


def _owner(entry: TrackerEntry, gazetteer: Gazetteer) -> str | None:
    """The one Chinese organisation of the gazetteer that bears the entry's names, acronyms aside."""
    owners = {
        identifier
        for name in entry.names
        if not is_acronym(name)
        for identifier in gazetteer.by_key.get(key(name), ())
        if gazetteer.entries[identifier].organisation.country == "CN"
    }
    return owners.pop() if len(owners) == 1 else None


def _kind(name: str) -> NameKind:
    return NameKind.LABORATORY if _LABORATORY.search(name) else NameKind.ALIAS


def _is_telling(name: str, kind: NameKind, military: bool) -> bool:
    """Whether a name can only be that of its owner. A military one must say that it is, an alias also whose."""
    if military and (not _MILITARY.search(name) or (kind is NameKind.ALIAS and not _CHINESE.search(name))):
        return False
    if _HAN.search(name):
        return kind is NameKind.ALIAS or len(name) >= LEAST_HAN
    words = len(key(name).split())
    if kind is NameKind.LABORATORY:
        return bool(_KIND.search(name)) and words >= LEAST_WORDS
    return is_acronym(name) or words >= LEAST_WORDS_OF_ALIAS


def _parts(raw: str) -> Iterator[str]:
    """A name, and the native ones in brackets after it."""
    found = _BRACKETS.match(raw.strip())
    names = (found["name"], *_CLASS.sub("", found["native"]).split("/")) if found else (raw,)
    for name in (n.strip() for n in names):
        if name and len(name) < 200 and (_HAN.search(name) or not _REMARK.search(name)):
            yield name


def _laboratory(raw: str) -> Iterator[str]:
    """The names of a laboratory; none for a remark about one."""
    if not _REMARK.search(raw.strip().partition("(")[0].partition("（")[0]):
        yield from _parts(raw)
