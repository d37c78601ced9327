"""The compiled ROR index: one file, mapped into memory and opened without being read.

Layout (little-endian): magic, length of the header, JSON header (version, date, counts, places of the sections),
sections. A table is two sections: `x.slots`, an open-addressing hash table of (CRC-32 of the key, offset + 1)
pairs, and `x.data`, the entries: key, weight and postings (number, kind). Keys are compared in full, so a
collision of hashes never becomes a match. `names.beginnings` has a bit for the hash of each beginning of a name:
words that begin no name need not be looked up any further.
"""

import functools
import json
import mmap
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import orjson

MAGIC = b"citetrail-ror\x07\n"
LENGTH = struct.Struct("<I")
ENTRY = struct.Struct("<HHHH")  # bytes of the key, weight, rarest, number of postings
POSTING = struct.Struct("<IB")

# rapidfuzz's normalised similarity in percent: one letter wrong in a name of 17 letters.
LEAST_SIMILARITY = 94.0
# Names whose lengths differ by more than this part of their sum cannot be as like as that.
TOLERANCE = 1 - LEAST_SIMILARITY / 100
# In a shorter name even one letter left out is more than the limit allows.
SHORTEST_NAME = 10
_LESS, _MORE = (1 - TOLERANCE) / (1 + TOLERANCE), (1 + TOLERANCE) / (1 - TOLERANCE)
_ROUND = 1e-6  # so that rounding shuts nothing out: the exact comparison follows
# Blocks of one run are few: the countries and first letters that its misspelt names share.
MOST_BLOCKS = 2_000

# Letters by which names are grouped for comparison; an error in the first four of every rare word is not found.
BLOCK_PREFIX = 4
# Bits of the table of beginnings: with a million beginnings one word run in sixteen passes that begins no name.
BEGINNING_BITS = 24

# What kind of name a posting is: the lower, the stronger. DERIVED and HALF names are made by us, see compile.py.
DISPLAY, LABEL, ALIAS, DERIVED, HALF, ACRONYM = range(6)


class IndexFileError(ValueError):
    """The file is no index of this version: run `citetrail organisations update`."""


class Posting(NamedTuple):
    number: int
    kind: int


class RorEntry(NamedTuple):
    key: str
    weight: int  # hundredths of the information that the words of the key carry together, see compile.py
    rarest: int  # and of its rarest word
    postings: tuple[Posting, ...]


class RorRecord(NamedTuple):
    """What the index keeps of one organisation."""

    ror: str  # nine characters
    name: str
    country: str  # empty where the dump has no address
    guess: str  # country that the name itself tells, where there is no address
    city: str
    lat: float | None
    lng: float | None
    types: tuple[str, ...]
    active: bool
    parents: tuple[str, ...]  # nine characters each
    website: str


class Block(NamedTuple):
    """Names to compare misspellings with, a column for each thing known of them."""

    offsets: tuple[int, ...]  # of their entries in the table of names
    positions: tuple[int, ...]  # of the rare word in each
    names: tuple[str, ...]
    sizes: tuple[int, ...]  # words
    shortest: tuple[float, ...]  # lengths, in characters, of what may be it misspelt
    longest: tuple[float, ...]


def key_hash(words: str, start: int = 0) -> int:
    """CRC-32 of a key; `key_hash(b, key_hash(a))` is that of a + b."""
    return zlib.crc32(words.encode(), start)


def beginning_hashes(name: str) -> Iterator[int]:
    """The hashes of the first word of a key, of the first two, and so on to the whole."""
    hashed = 0
    for i, word in enumerate(name.split()):
        hashed = key_hash(f" {word}" if i else word, hashed)
        yield hashed


class RorIndex:
    """Read access to a compiled index; threads may share it."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            try:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:
                raise IndexFileError(f"{path} is empty: run `citetrail organisations update`") from error
        header = self._header(path)
        self.version: str = header["version"]
        self.date: str = header["date"]
        self.size: int = header["organisations"]
        self.addressed: int = header["with_address"]
        self._places: dict[str, tuple[int, int]] = {
            name: (at, size) for name, (at, size) in header["sections"].items()
        }
        self._view = memoryview(self._map)
        self._slots = {
            name.removesuffix(".slots"): self._section(name).cast("I")
            for name in self._places
            if name.endswith(".slots")
        }
        self._beginnings = self._section("names.beginnings")
        self._record_at = self._section("records.at").cast("I")
        self.record = functools.lru_cache(maxsize=20_000)(self._record)
        self.key_at = functools.lru_cache(maxsize=50_000)(self._key_at)
        self.block = functools.lru_cache(maxsize=MOST_BLOCKS)(self._block)
        # Every other name of an affiliation stood in one before.
        self.entry_at = functools.lru_cache(maxsize=10_000)(self._entry_at)

    def _header(self, path: Path) -> dict[str, Any]:
        start = len(MAGIC) + LENGTH.size
        try:
            if self._map[: len(MAGIC)] != MAGIC:
                raise ValueError("other magic")
            (length,) = LENGTH.unpack_from(self._map, len(MAGIC))
            header: dict[str, Any] = json.loads(self._map[start : start + length])
            if header["size"] != len(self._map):
                raise ValueError("other size")
        except (ValueError, KeyError, TypeError, struct.error) as error:
            raise IndexFileError(
                f"{path} is damaged or of another version ({error}): run `citetrail organisations update`"
            ) from error
        return header

    def _section(self, name: str) -> memoryview:
        at, size = self._places[name]
        return self._view[at : at + size]

    def _record(self, number: int) -> RorRecord:
        at, _ = self._places["records.data"]
        start, end = self._record_at[number], self._record_at[number + 1]
        fields = orjson.loads(self._map[at + start : at + end])
        *_, types, _, relations, _ = fields
        # An index compiled before may hold all relations; a university has hundreds.
        parents = tuple(other for kind, other in relations if kind == "parent")
        return RorRecord._make(fields)._replace(types=tuple(types), parents=parents)

    def _block(self, country: str, letters: str) -> Block:
        """The names of a country that have a rare word with these first letters; empty when there are none."""
        key = f"{country}:{letters}"
        offset = self.offset("blocks", key, key_hash(key))
        pairs = list(self._pairs("blocks", offset)) if offset >= 0 else []
        # Some hundred names to a block, and a block for every other word of a string: no call for each name here.
        unpack, mapped, data = ENTRY.unpack_from, self._map, self._places["names.data"][0]
        found = []
        for at, position in pairs:
            start = data + at + ENTRY.size
            name = mapped[start : start + unpack(mapped, data + at)[0]].decode()
            if (length := len(name)) >= SHORTEST_NAME:
                low, high = _LESS * length - _ROUND, _MORE * length + _ROUND
                found.append((at, position, name, name.count(" ") + 1, low, high))
        return Block._make(zip(*found, strict=True)) if found else Block((), (), (), (), (), ())

    def _pairs(self, table: str, offset: int) -> Iterator[tuple[int, int]]:
        at = self._places[f"{table}.data"][0] + offset
        length, _, _, count = ENTRY.unpack_from(self._map, at)
        start = at + ENTRY.size + length
        return POSTING.iter_unpack(self._view[start : start + count * POSTING.size])

    @property
    def beginnings(self) -> memoryview:
        """The bits of `names.beginnings`: eight to a byte, that of a hash at its last BEGINNING_BITS bits."""
        return self._beginnings

    def slots(self, table: str) -> memoryview:
        """The hash table of a table, see above: every run of words asks whether some key may have its hash."""
        return self._slots[table]

    def offset(self, table: str, key: str, hashed: int) -> int:
        """Where the entry of `key` stands in its table, or -1. `hashed` is `key_hash(key)`."""
        slots = self._slots[table]
        mask = len(slots) // 2 - 1
        slot = hashed & mask
        while found := slots[2 * slot + 1]:
            if slots[2 * slot] == hashed and self.key_at(table, found - 1) == key:
                return found - 1
            slot = (slot + 1) & mask
        return -1

    def _key_at(self, table: str, offset: int) -> str:
        at = self._places[f"{table}.data"][0] + offset
        length = ENTRY.unpack_from(self._map, at)[0]
        start = at + ENTRY.size
        return self._map[start : start + length].decode()

    def _entry_at(self, table: str, offset: int) -> RorEntry:
        at = self._places[f"{table}.data"][0] + offset
        length, weight, rarest, count = ENTRY.unpack_from(self._map, at)
        start = at + ENTRY.size
        name = self._map[start : start + length].decode()
        postings = POSTING.iter_unpack(self._view[start + length : start + length + count * POSTING.size])
        return RorEntry(name, weight, rarest, tuple(map(Posting._make, postings)))

    def get(self, table: str, key: str) -> RorEntry | None:
        offset = self.offset(table, key, key_hash(key))
        return self.entry_at(table, offset) if offset >= 0 else None

    def close(self) -> None:
        for view in (*self._slots.values(), self._record_at, self._beginnings, self._view):
            view.release()
        self._map.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
