"""Misspelt names: the nearest name of ROR in the same country, when it is near enough."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from rapidfuzz import fuzz

from extractors.organisations.address import Address, agree
from extractors.organisations.position import DEPARTMENTS
from extractors.organisations.ror_index import (
    BLOCK_PREFIX,
    DERIVED,
    LEAST_SIMILARITY,
    TOLERANCE,
    RorIndex,
    RorRecord,
)

_NUMERAL = re.compile(r"\b(?:\d{1,4}|[ivx]{1,5})\b")
# Words of one string; each costs a comparison with every name of its block.
MOST_WORDS_TRIED = 40


def fuzzy_match(address: Address, index: RorIndex) -> tuple[RorRecord, float] | None:
    """The organisation and its similarity; None when none, or more than one, is near enough.

    Candidates share the country and the first letters of a rare word; each is compared with the words around
    that one in the string, as many as it has.
    """
    best: dict[int, float] = {}
    words, count = address.words, len(address.words)
    ends = list(accumulate((len(w.word) + 1 for w in words), initial=0))
    for at, word in enumerate(words[:MOST_WORDS_TRIED]):
        country = address.country_for(at) or address.context
        if not country or len(word.word) < BLOCK_PREFIX:
            continue
        block = index.block(country, word.word[:BLOCK_PREFIX])
        for offset, position, name, size, low, high in zip(*block, strict=True):
            first = at - position
            # What is misprinted begins as it should (see `_same_words`); that alone leaves one name in twelve.
            if first < 0 or words[first].word[0] != name[0]:
                continue
            # Of a hundred names two have a length near that of the words printed; the rest costs these comparisons.
            start, stop = ends[first] + 1, first + size
            if not (
                (stop <= count and low <= ends[stop] - start <= high)
                or (stop < count and low <= ends[stop + 1] - start <= high)
                or (first < stop - 1 <= count and low <= ends[stop - 1] - start <= high)
            ):
                continue
            similarity, printed = _similarity(address, ends, first, name, size)
            if similarity >= LEAST_SIMILARITY and not _is_known(printed, index):
                best[offset] = max(similarity, best.get(offset, 0.0))
    return _only(best, index, address) if best else None


def _similarity(address: Address, ends: Sequence[int], first: int, name: str, size: int) -> tuple[float, str]:
    """How like the name the words from the `first`-th on are, and which; `ends` counts the characters before each.

    One word more or fewer is tried too ("Postgraduate" for "Post Graduate"). A name exactly like the known
    one counts for nothing: it was looked up before, and not taken for a reason.
    """
    best, likest = 0.0, ""
    words, joined, start, long = address.words, address.joined, ends[first], len(name)
    for last in range(max(first, first + size - 2), min(first + size + 1, len(words))):
        if words[first].clause != words[last].clause:
            break
        stop = ends[last + 1]
        length = stop - start - 1
        if abs(length - long) > TOLERANCE * (length + long):
            continue
        printed = joined[start + 1 : stop]  # the joined words open with a blank
        if printed == name:
            return 0.0, ""
        similarity = fuzz.ratio(printed, name, score_cutoff=LEAST_SIMILARITY)
        if (
            similarity > best
            and _same_number(printed, name)
            and _same_words(printed, name)
            and words[first].word not in DEPARTMENTS
        ):
            best, likest = similarity, printed
    return best, likest


def _same_number(printed: str, name: str) -> bool:
    """Whether the numerals of two names do not differ: "Paris VII" is not "Paris VIII" misprinted."""
    own, other = _NUMERAL.findall(printed), _NUMERAL.findall(name)
    return not own or not other or own == other


def _same_words(printed: str, name: str) -> bool:
    """Whether words that differ begin alike, as those misprinted do: "Biotechnology" is not "Technology"."""
    own, other = printed.split(), name.split()
    return len(own) != len(other) or all(a[0] == b[0] for a, b in zip(own, other, strict=True))


def _is_known(printed: str, index: RorIndex) -> bool:
    """Whether it is somebody's own name: one that was not taken, for a reason, and is none misspelt."""
    entry = index.get("names", printed)
    return entry is not None and entry.postings[0].kind < DERIVED


def _only(best: dict[int, float], index: RorIndex, address: Address) -> tuple[RorRecord, float] | None:
    top = max(best.values())
    records = {r.ror: r for offset, s in best.items() if s == top for r in _records(offset, index, address)}
    return (next(iter(records.values())), top) if len(records) == 1 else None


def _records(offset: int, index: RorIndex, address: Address) -> Iterator[RorRecord]:
    for posting in index.entry_at("names", offset).postings:
        record = index.record(posting.number)
        country = record.country or record.guess
        if posting.kind < DERIVED and any(agree(h.country, country) for h in address.hits):
            yield record
