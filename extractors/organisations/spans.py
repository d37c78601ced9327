"""Where the names of organisations stand in an affiliation: every run of its words that some table knows."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.organisations.gazetteer import Gazetteer
from extractors.organisations.index import Entry, RorIndex, key_hash
from extractors.organisations.text import Token

# The longest names of ROR have more words, but none is printed in full.
LONGEST_NAME = 16


@dataclass(frozen=True, slots=True)
class Span:
    """The words `first` to `last` (inclusive) as a known name."""

    first: int
    last: int
    key: str
    gazetteer: tuple[str, ...]  # identifiers of the gazetteer's organisations of that name
    joint: tuple[str, ...]  # identifiers of those that run a joint laboratory of that name
    ror: Entry | None

    @property
    def size(self) -> int:
        return self.last - self.first + 1


def find_spans(words: Sequence[Token], gazetteer: Gazetteer, index: RorIndex | None) -> list[Span]:
    """All spans, overlapping ones too; names do not reach across semicolons."""
    spans: list[Span] = []
    for first in range(len(words)):
        name = ""
        hashed = 0
        clause = words[first].clause
        for last in range(first, min(first + LONGEST_NAME, len(words))):
            if words[last].clause != clause:
                break
            addition = f" {words[last].word}" if name else words[last].word
            name += addition
            hashed = key_hash(addition, hashed)
            own = gazetteer.by_key.get(name, ())
            joint = gazetteer.joint.get(name, ())
            entry = None
            if index and index.has_hash("names", hashed):
                offset = index.offset("names", name, hashed)
                entry = index.entry_at("names", offset) if offset >= 0 else None
            if own or joint or entry:
                spans.append(Span(first, last, name, own, joint, entry))
    return spans
