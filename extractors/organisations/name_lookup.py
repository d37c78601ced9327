"""Where the names of organisations stand in an affiliation: every run of its words that some table knows."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

from extractors.organisations.gazetteer import Gazetteer
from extractors.organisations.name_tokens import COMPANY_FORMS, Token
from extractors.organisations.name_words import word_list
from extractors.organisations.places import open_places
from extractors.organisations.ror_index import BEGINNING_BITS, RorEntry, RorIndex

# The longest names of ROR have more words, but none is printed in full.
LONGEST_NAME = 16
# Bounds of the search for names in two halves.
LONGEST_PART = 5
MOST_PARTS = 12
# Letters of a state or a country before a post code.
LONGEST_CODE = 2
_BEHIND_COMPANIES = COMPANY_FORMS | word_list("company part")
_MASK = (1 << BEGINNING_BITS) - 1


class Span(NamedTuple):
    """The words `first` to `last` (inclusive) as a known name."""

    first: int
    last: int
    key: str
    gazetteer: tuple[str, ...]  # identifiers of the gazetteer's organisations of that name
    joint: tuple[str, ...]  # identifiers of those that run a joint laboratory of that name
    ror: RorEntry | None
    extra: tuple[int, ...] = ()  # words of another part of the string that belong to the name too

    @property
    def size(self) -> int:
        return self.last - self.first + 1 + len(self.extra)

    @property
    def places(self) -> frozenset[int]:
        return frozenset((*range(self.first, self.last + 1), *self.extra))


def find_spans(words: Sequence[Token], gazetteer: Gazetteer, index: RorIndex | None) -> list[Span]:
    """All spans, overlapping ones too; names do not reach across semicolons."""
    spans: list[Span] = []
    spaced = [f" {w.word}" for w in words]
    coded = list(map(str.encode, spaced))
    clauses = [w.clause for w in words]
    own_hashes, own_beginnings = gazetteer.hashes, gazetteer.beginnings
    beginnings, mask = (index.beginnings, _MASK) if index else (b"\0", 0)
    slots = index.slots("names") if index else (0, 0)
    last_slot = len(slots) // 2 - 1
    for first, opening in enumerate(coded):
        hashed = 0
        for last in range(first, min(first + LONGEST_NAME, bisect_right(clauses, clauses[first]))):
            hashed = crc32(coded[last] if last > first else opening[1:], hashed)  # that of `key_hash`
            bits = hashed & mask
            if not beginnings[bits >> 3] >> (bits & 7) & 1 and hashed not in own_beginnings:
                break
            # Of two hundred runs of words a few are names: the words are joined when their hash is that of one.
            slot = hashed & last_slot
            while (in_index := slots[2 * slot + 1]) and slots[2 * slot] != hashed:
                slot = (slot + 1) & last_slot
            if not in_index and hashed not in own_hashes:
                continue
            name = "".join(spaced[first : last + 1])[1:]
            own = gazetteer.by_key.get(name, ())
            joint = gazetteer.joint.get(name, ())
            entry = None
            if index and in_index and (first < last or _stands_alone(words, first)):
                entry = index.entry_at("names", in_index - 1)
                if entry.key != name:  # another name with this hash stands before it
                    entry = index.get("names", name)
            if own or joint or entry:
                spans.append(Span(first, last, name, own, joint, entry))
    return spans


def laboratory_spans(words: Sequence[Token], laboratories: Mapping[str, str]) -> Iterator[str]:
    """The keys of laboratories that the words of a part name, the longest first."""
    for size in range(min(LONGEST_NAME, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            name = " ".join(w.word for w in words[first : first + size])
            if name in laboratories:
                yield name


def _stands_alone(words: Sequence[Token], at: int) -> bool:
    """Whether a word opens its part and ends it, but for the words of companies or the place that it sits at."""
    segment = words[at].segment
    if at and words[at - 1].segment == segment:
        return False
    after = words[at + 1] if at + 1 < len(words) else None
    if after is None or after.segment != segment or after.word in _BEHIND_COMPANIES:
        return True
    return len(after.word) <= LONGEST_CODE or open_places().is_city(after.word)


def completed_spans(
    span: Span, words: Sequence[Token], gazetteer: Gazetteer, index: RorIndex | None
) -> Iterator[Span]:
    """A name with its second half from another part: "University of California, Department of …, Los Angeles"."""
    for first, last in _parts(words):
        if words[first].segment <= words[span.last].segment or words[first].clause != words[span.first].clause:
            continue
        other = " ".join(w.word for w in words[first : last + 1])
        found = _look_up(span, f"{span.key} {other}", gazetteer, index, tuple(range(first, last + 1)))
        if found:
            yield found


def _parts(words: Sequence[Token]) -> list[tuple[int, int]]:
    """First and last word of each short part between commas."""
    parts: list[tuple[int, int]] = []
    first = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or words[i].segment != words[first].segment:
            if i - first <= LONGEST_PART:
                parts.append((first, i - 1))
            first = i
    return parts[:MOST_PARTS]


def _look_up(
    span: Span, name: str, gazetteer: Gazetteer, index: RorIndex | None, extra: tuple[int, ...]
) -> Span | None:
    own = gazetteer.by_key.get(name, ())
    entry = index.get("names", name) if index else None
    return Span(span.first, span.last, name, own, (), entry, extra) if own or entry else None
