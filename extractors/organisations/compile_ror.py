"""From the official ROR dump to the compact index that `index.py` maps: a few seconds, once per release."""

import functools
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from citetrail.paths import ORGANISATIONS
from extractors.organisations.countries import Countries
from extractors.organisations.name_tokens import clean, key, tokens
from extractors.organisations.name_words import word_list
from extractors.organisations.ror_dump import Dump, ror_id
from extractors.organisations.ror_index import (
    ACRONYM,
    ALIAS,
    BEGINNING_BITS,
    BLOCK_PREFIX,
    DERIVED,
    DISPLAY,
    ENTRY,
    HALF,
    LABEL,
    LENGTH,
    MAGIC,
    POSTING,
    beginning_hashes,
    key_hash,
)
from extractors.organisations.ror_printings import Printing, load_printings, printings_of

_KINDS = {"ror_display": DISPLAY, "label": LABEL, "alias": ALIAS, "acronym": ACRONYM}
_BRACKET = re.compile(r"^(.{2,}?)\s*\(([^()]+)\)$")
_INITIALS = re.compile(r"^(?:[A-Z]\.?[\s-]*){1,3}(?=[A-Z][a-z])")
_HEADS = word_list("head of a name")
# Withdrawn records were entered by mistake; inactive ones are real organisations of the past.
_LEFT_OUT = frozenset({"withdrawn"})
# A block of more names than this is no help in finding a misspelt one.
_MOST_IN_BLOCK = 300
# Two letters before "University" may be anybody's.
SHORTEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a compilation read and wrote."""

    version: str
    date: str
    organisations: int
    with_address: int
    withdrawn: int
    names: int
    size: int  # bytes


@dataclass(slots=True)
class _Tables:
    names: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    domains: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    ids: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    records: list[bytes] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    with_address: int = 0
    withdrawn: int = 0


def compile_index(dump: Dump, target: Path, countries: Countries) -> Compiled:
    """Writes the index of a dump to `target`, whole or not at all. Raises DumpError for a damaged dump."""
    tables = _Tables()
    for organisation in dump.organisations():
        if organisation.get("status") in _LEFT_OUT:
            tables.withdrawn += 1
        else:
            _take(organisation, tables, countries)
    weights = _weights(tables.names)
    names_at, names_data = _entries(tables.names, weights)
    sections = {
        "records.at": _offsets(tables.records),
        "records.data": b"".join(tables.records),
        "names.slots": _slots(names_at),
        "names.data": names_data,
        "names.beginnings": _beginnings(names_at),
    }
    words: dict[str, dict[int, int]] = {word: {} for word in weights}
    blocks = _blocks(tables, names_at, weights)
    for name, table in (("words", words), ("domains", tables.domains), ("ids", tables.ids), ("blocks", blocks)):
        places, data = _entries(table, weights if name == "words" else {})
        sections |= {f"{name}.slots": _slots(places), f"{name}.data": data}
    size = _write(target, sections, dump, tables)
    return Compiled(
        dump.version, dump.date, len(tables.records), tables.with_address, tables.withdrawn, len(names_at), size
    )


def _take(organisation: dict[str, Any], tables: _Tables, countries: Countries) -> None:
    number = len(tables.records)
    names = [(n["value"], min(_KINDS[t] for t in n["types"])) for n in organisation["names"] if n["types"]]
    display = next((value for value, kind in names if kind == DISPLAY), names[0][0])
    place = organisation["locations"][0]["geonames_details"] if organisation.get("locations") else {}
    tables.with_address += bool(place)
    country = place.get("country_code") or ""
    guess = "" if country else _guess_country(names, countries)
    links = [link["value"] for link in organisation.get("links", ()) if link["type"] == "website"]
    record = [
        ror_id(organisation["id"]),
        display,
        country,
        guess,
        place.get("name") or "",
        place.get("lat"),
        place.get("lng"),
        organisation.get("types", []),
        organisation["status"] == "active",
        [["parent", ror_id(r["id"])] for r in organisation.get("relationships", ()) if r["type"] == "parent"],
        links[0] if links else "",
    ]
    tables.records.append(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode())
    tables.countries.append(country or guess)
    tables.ids[record[0]][number] = 0
    for domain in _domains(organisation.get("domains", ()), links):
        tables.domains[domain][number] = 0
    for value, kind in (*names, *_with_acronyms(names)):
        for name, strength in ((value, kind), *_derived(value, kind, countries)):
            name_key = key(name)
            if name_key:
                known = tables.names[name_key].get(number, strength)
                tables.names[name_key][number] = min(known, strength)


def _guess_country(names: Iterable[tuple[str, int]], countries: Countries) -> str:
    """The country in "X (Country)", else the one that the names tell; empty when they tell none or several."""
    told: set[str] = set()
    for value, kind in names:
        bracket = _BRACKET.match(value)
        if kind == DISPLAY and bracket and (country := countries.named(bracket[2])):
            return country
        text = clean(value)
        told.update(hit.country for hit in countries.names(tokens(text), regions=True))
    return told.pop() if len(told) == 1 else ""


def _domains(listed: Iterable[str], links: Iterable[str]) -> Iterator[str]:
    yield from (d.lower() for d in listed)
    for link in links:
        host = urlsplit(link).hostname or ""
        # A page below somebody else's address says nothing about that address.
        if urlsplit(link).path in ("", "/"):
            yield host.removeprefix("www.")


def _derived(value: str, kind: int, countries: Countries) -> Iterator[tuple[str, int]]:
    """Other printings of a name. HALF ones lack the bracket or the city that tells them from their namesakes."""
    if kind == ACRONYM:
        return
    bracket = _BRACKET.match(value)
    if bracket:
        if countries.named(bracket[2]):
            yield bracket[1], DERIVED
        elif _long(bracket[1]):
            yield bracket[1], HALF
        if len(bracket[2].split()) == 1 and sum(c.isupper() for c in bracket[2]) >= 2:
            yield bracket[2], ACRONYM
        value = bracket[1]
    if "," in value:
        head, _, tail = value.partition(",")
        yield from ((part, HALF) for part in (head, tail) if _long(part))
        if _is_part(tail):
            yield f"{tail} {head}", DERIVED
    if _INITIALS.match(value) and _long(_INITIALS.sub("", value)):
        yield _INITIALS.sub("", value), DERIVED
    yield from ((printing, DERIVED) for printing in printings_of(value, _printings()))


@functools.cache
def _printings() -> tuple[Printing, ...]:
    return load_printings(ORGANISATIONS / "ror_printings.csv")


def _with_acronyms(names: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """What a university is called by its letters: "VIT University", of the Vellore Institute of Technology."""
    if any("university" in key(value).split() for value, _ in names):
        for value, kind in names:
            if kind == ACRONYM and len(value) >= SHORTEST_LETTERS and value.isalpha():
                yield f"{value} University", DERIVED


def _is_part(tail: str) -> bool:
    """Whether what follows a comma in a name is called a part of what stands before: "…, Bushehr Branch"."""
    words = key(tail).split()
    return len(words) > 1 and "," not in tail and not _HEADS.isdisjoint((words[0], words[-1]))


def _long(part: str) -> bool:
    """Whether a part of a name has words enough to be one, a word for what it is among them."""
    words = key(part).split()
    return bool(_HEADS & set(words)) and (len(words) >= 3 or (len(words) == 2 and "university" in words))


def _weights(names: dict[str, dict[int, int]]) -> dict[str, float]:
    """The information of each word in nats: ln(names / names with the word)."""
    counts = Counter(word for name in names for word in set(name.split()))
    return {word: math.log(len(names) / count) for word, count in counts.items()}


def _blocks(tables: _Tables, places: dict[str, int], weights: dict[str, float]) -> dict[str, dict[int, int]]:
    """Names by country and the first letters of each of their two rarest words: candidates for a misspelt one."""
    blocks: dict[str, dict[int, int]] = defaultdict(dict)
    for name, postings in tables.names.items():
        words = name.split()
        kinds = set(postings.values())
        if kinds == {ACRONYM} or len(name) < 10 or len(words) > 20:
            continue
        rarest = sorted(range(len(words)), key=lambda i: (-weights[words[i]], i))[:2]
        for country in {tables.countries[n] for n in postings} - {""}:
            for position in rarest:
                if len(words[position]) >= BLOCK_PREFIX:
                    blocks[f"{country}:{words[position][:BLOCK_PREFIX]}"][places[name]] = position
    return {name: block for name, block in blocks.items() if len(block) <= _MOST_IN_BLOCK}


def _entries(table: dict[str, dict[int, int]], weights: dict[str, float]) -> tuple[dict[str, int], bytes]:
    data = bytearray()
    places: dict[str, int] = {}
    for name in sorted(table):
        encoded = name.encode()[:65_535]
        postings = sorted(table[name].items(), key=lambda p: (p[1], p[0]))[:65_535]
        known = [weights.get(w, 0.0) for w in name.split()] or [0.0]
        places[name] = len(data)
        data += ENTRY.pack(len(encoded), min(65_535, round(100 * sum(known))), round(100 * max(known)), len(postings))
        data += encoded
        for posting in postings:
            data += POSTING.pack(*posting)
    return places, bytes(data)


def _slots(places: dict[str, int]) -> bytes:
    """An open-addressing table at most half full."""
    size = 1 << max(4, (2 * len(places)).bit_length())
    slots = memoryview(bytearray(8 * size)).cast("I")
    for name, offset in places.items():
        hashed = key_hash(name)
        slot = hashed & (size - 1)
        while slots[2 * slot + 1]:
            slot = (slot + 1) & (size - 1)
        slots[2 * slot], slots[2 * slot + 1] = hashed, offset + 1
    return slots.tobytes()


def _beginnings(names: Iterable[str]) -> bytes:
    """A bit for the first word of each name, for the first two, and so on; see `ror_index`."""
    bits = bytearray(1 << BEGINNING_BITS - 3)
    mask = (1 << BEGINNING_BITS) - 1
    for name in names:
        for hashed in beginning_hashes(name):
            bits[(hashed & mask) >> 3] |= 1 << (hashed & 7)
    return bytes(bits)


def _offsets(records: list[bytes]) -> bytes:
    offsets = memoryview(bytearray(4 * (len(records) + 1))).cast("I")
    at = 0
    for i, record in enumerate(records):
        offsets[i] = at
        at += len(record)
    offsets[len(records)] = at
    return offsets.tobytes()


def _write(target: Path, sections: dict[str, bytes], dump: Dump, tables: _Tables) -> int:
    header: dict[str, Any] = {
        "version": dump.version,
        "date": dump.date,
        "organisations": len(tables.records),
        "with_address": tables.with_address,
        "size": 0,
        "sections": {},
    }
    # The header's own length moves the sections: room for it is set aside, in spaces.
    room = 1_024
    at = len(MAGIC) + LENGTH.size + room
    at += -at % 8
    start = at
    for name, data in sections.items():
        header["sections"][name] = [at, len(data)]
        at += len(data) + -len(data) % 8
    header["size"] = at
    encoded = json.dumps(header).encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f"{target.suffix}.part")
    with unfinished.open("wb") as file:
        file.write((MAGIC + LENGTH.pack(len(encoded)) + encoded).ljust(start, b" "))
        for data in sections.values():
            file.write(data + b"\0" * (-len(data) % 8))
    unfinished.replace(target)
    return at
